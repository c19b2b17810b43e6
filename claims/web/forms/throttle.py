"""Wrong passwords are counted: after some of them the next try has to wait."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

TRIES: Final = 10  # wrong ones of one account from one address
WITHIN: Final = 15 * 60  # seconds in which they are counted
PAUSE: Final = 5 * 60  # seconds for which the next one is refused


class Throttled:
    """For a sign-in form: too many wrong tries for one account from one address are refused for some minutes.

    Counted in the cache that may be forgotten: without it nobody is locked out, and nobody is counted.
    """

    cleaned_data: dict[str, Any]
    request: Any

    def clean(self) -> Any:
        """As the form does it. Raises ValidationError, without looking at the password, while the pause lasts."""
        cache, key = caches["presence"], self._key()
        wrong = int(cache.get(key) or 0)
        if wrong >= TRIES:
            minutes = PAUSE // 60
            told = ngettext(
                "Too many wrong tries. Wait %(minutes)d minute, then try again; an admin can set a new password.",
                "Too many wrong tries. Wait %(minutes)d minutes, then try again; an admin can set a new password.",
                minutes,
            )
            raise ValidationError(told % {"minutes": minutes}, code="throttled")
        try:
            cleaned = super().clean()  # type: ignore[misc]
        except ValidationError:
            cache.set(key, wrong + 1, PAUSE if wrong + 1 >= TRIES else WITHIN)
            raise
        cache.delete(key)
        return cleaned

    def _key(self) -> str:
        """Of the account and the address; neither stands readable in the cache."""
        name = str(self.cleaned_data.get("username") or "").casefold()
        address = _address(self.request.META) if self.request is not None else ""
        return "sign-in:" + hashlib.sha256(f"{name}\0{address}".encode()).hexdigest()


def _address(meta: Mapping[str, Any]) -> str:
    """Where the request came from; behind a proxy the last address that it was handed on for, which the proxy wrote."""
    handed_on = str(meta.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return (settings.BEHIND_PROXY and handed_on) or str(meta.get("REMOTE_ADDR", ""))
