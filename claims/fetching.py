"""The one way to fetch a page that somebody else named: no inner addresses, no endless answers."""

import time
from dataclasses import dataclass

import requests
import urllib3
from django.conf import settings
from django.utils.translation import gettext as _
from requests_hardened import Config, Manager
from requests_hardened.ip_filter import InvalidIPAddress

MOST = 20 * 1024 * 1024  # bytes of a page
SECONDS = 30.0  # for the whole answer
REDIRECTS = 5
CHUNK = 64 * 1024
PASSING = {408, 425, 429}  # answers of the 4xx kind that may be another one tomorrow


class Unreachable(Exception):
    """The page cannot be had; the words say why. `for_good`: asking again is of no use."""

    def __init__(self, words: str, *, for_good: bool) -> None:
        super().__init__(words)
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back."""

    url: str  # after redirects
    media_type: str  # "text/html", without parameters; "" when the server did not say
    charset: str  # "" when the server did not say
    body: bytes
    whole: bool  # False: cut off at the limit, which was asked for


def fetch(
    url: str, *, most: int = MOST, seconds: float = SECONDS, cut: bool = False, loopback: bool = False
) -> Fetched:
    """The page at the address, after at most five redirects; every address on the way is a public one.

    The name is resolved once and that very address is connected to, so that it cannot change in between.
    `most` bytes of unpacked content are taken in `seconds`; with `cut` a longer page ends there, without it
    is refused. `loopback` lets this machine's own addresses through, for tests only. Raises Unreachable.
    """
    guard = Manager(
        Config(
            ip_filter_enable=True,
            ip_filter_allow_loopback_ips=loopback,
            never_redirect=False,
            default_timeout=(5, 15),
            user_agent_override=f"Factcheck/1 (+{settings.PUBLIC_URL})",
        )
    )
    end = time.monotonic() + seconds
    with guard.get_session() as session:
        session.trust_env = False  # no proxy and no passwords of this machine for a foreign page
        session.max_redirects = REDIRECTS
        try:
            with session.get(
                url, stream=True, headers={"Accept": "text/html,application/pdf,*/*;q=0.8"}
            ) as response:
                return _read(response, most=most, end=end, cut=cut)
        except InvalidIPAddress as error:
            raise Unreachable(_("This address leads into an inner network."), for_good=True) from error
        except requests.exceptions.TooManyRedirects as error:
            raise Unreachable(_("The page only leads on to others."), for_good=True) from error
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError) as error:
            raise Unreachable(_("This is no address of a web page."), for_good=True) from error
        except requests.exceptions.SSLError as error:
            raise Unreachable(_("The server's certificate does not hold."), for_good=False) from error
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise Unreachable(_("The server does not answer."), for_good=False) from error


def _read(response: requests.Response, *, most: int, end: float, cut: bool) -> Fetched:
    if response.status_code >= 400:
        told = _("The server answers %(status)d.") % {"status": response.status_code}
        raise Unreachable(told, for_good=response.status_code < 500 and response.status_code not in PASSING)
    body = bytearray()
    while chunk := response.raw.read1(
        CHUNK, decode_content=True
    ):  # one read: a dripping server cannot hold us
        body += chunk
        if len(body) > most:
            if cut:
                break
            raise Unreachable(
                _("The page is larger than %(limit)d MB.") % {"limit": most >> 20}, for_good=True
            )
        if time.monotonic() > end:
            raise Unreachable(_("The server sends too slowly."), for_good=False)
    kind = response.headers.get("Content-Type", "")
    charset = requests.utils.get_encoding_from_headers(response.headers) if "charset" in kind.lower() else ""
    return Fetched(
        url=response.url,
        media_type=kind.partition(";")[0].strip().lower()[:100],
        charset=charset or "",
        body=bytes(body[:most]),
        whole=len(body) <= most,
    )
