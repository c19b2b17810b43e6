"""What people enter, checked before anything is written: words, times, people, reasons, addresses."""

from datetime import datetime
from urllib.parse import urlsplit

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from claims.choices import Role
from claims.errors import Invalid
from claims.models import Rating, Reason, User
from claims.notify.letters import one_line
from claims.workflow.origins import normal_url

LONGEST = 20_000  # characters of a rationale, note, question or answer
LONGEST_ADDRESS = 2_000


def words(text: str, *, field: str, longest: int = LONGEST, needed: str = "") -> str:
    """The text without white space around it and characters that no database takes.

    Raises Invalid when it is longer than `longest` characters, or empty and `needed` says what for.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > longest:
        told = _("This text has %(length)s characters; at most %(longest)s are taken. Nothing was saved.")
        figures = {
            "length": number_format(len(text), force_grouping=True),
            "longest": number_format(longest, force_grouping=True),
        }
        raise Invalid(told % figures, field=field)
    if needed and not text:
        raise Invalid(needed, field=field)
    return text


def line(text: str, *, field: str, longest: int, needed: str = "") -> str:
    """As `words`, on one line and with nothing in it that cannot be seen: a title or a name."""
    return words(one_line(text), field=field, longest=longest, needed=needed)


def future(moment: datetime, *, at: datetime, field: str = "due_at") -> datetime:
    """The time, which is still to come. Raises Invalid for a past one and for one without a time zone."""
    if moment.tzinfo is None:
        raise Invalid(_("This time has no time zone."), field=field)
    if moment <= at:
        raise Invalid(_("This time has passed already."), field=field)
    return moment


def assignable(person: User, *, at: datetime) -> User:
    """The person, who is active, present and a checker. Raises Invalid otherwise."""
    if not person.is_active:
        told = _("%(person)s has been deactivated and gets no claims.")
    elif not person.holds(Role.CHECKER):
        told = _("%(person)s is no checker.")
    elif person.is_absent(at):
        told = _("%(person)s is absent at the moment.")
    else:
        return person
    raise Invalid(told % {"person": person}, field="to")


def reason_of(reason: Reason | None, kind: str) -> Reason:
    """The reason from the list for this purpose. Raises Invalid for none, a foreign and a switched-off one."""
    if reason is None:
        raise Invalid(_("Choose a reason from the list."), field="reason")
    if reason.kind != kind or not reason.is_active:
        raise Invalid(_("“%(reason)s” is no reason for this.") % {"reason": reason}, field="reason")
    return reason


def valid_rating(rating: Rating, *, at: datetime) -> Rating:
    """The rating, which may be given at this time. Raises Invalid for a retired one."""
    if rating.valid_from > at or (rating.valid_to and rating.valid_to <= at):
        raise Invalid(_("“%(rating)s” is no longer given.") % {"rating": rating}, field="rating")
    return rating


def web_address(url: str, *, field: str = "url") -> str:
    """The address of a web page. Raises Invalid when it is not http(s), names no host, holds a password or is too long."""
    url = words(url, field=field, longest=LONGEST_ADDRESS)
    try:
        parts = urlsplit(url)
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and bool(normal_url(url))
    except ValueError:  # a port that is no number, a bracket left open, a name that is no host
        whole = False
    if not whole or any(character.isspace() for character in url):
        raise Invalid(_("An address begins with http:// or https:// and names a host."), field=field)
    if "@" in parts.netloc:  # everybody would read it here, and readers under the published check
        raise Invalid(_("Leave the name and password out of the address: others see it."), field=field)
    return url
