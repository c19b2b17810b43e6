"""What every page gets: the language and the time zone of the person, and an end for the drafts of what was sent."""

import re
import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from claims import drafts
from claims.models import User
from claims.web import unsent

DONE = "drafts_done"  # the cookie that tells the browser which of its copies to forget
MOST_DONE = 20
KEY = re.compile(r"[-\w]{1,80}")
NONCE = re.compile(r"[a-z0-9]{1,12}")

Answer = Callable[[HttpRequest], HttpResponse]


def persons_own(answer: Answer) -> Answer:
    """A person who is signed in reads in the language and the time zone of their settings."""

    def own(request: HttpRequest) -> HttpResponse:
        person = getattr(request, "user", None)
        if not isinstance(person, User) or not person.is_authenticated:
            return answer(request)
        translation.activate(person.language)
        request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(_zone(person)):
            return answer(request)

    return own


def drafts_end(answer: Answer) -> Answer:
    """A form that was accepted needs no draft: it is removed, and the browser is told in a cookie to do the same."""

    def end(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if request.method != "POST" or not 200 <= response.status_code < 400:
            return response
        person = getattr(request, "user", None)
        if not isinstance(person, User) or request.path.startswith("/api/"):
            return response
        key, nonce = request.POST.get("draft", ""), request.POST.get("draft_sent", "")
        if key:
            drafts.arrived(
                key, dict(request.POST.lists()), by=person, seen=request.POST.get("draft_seen", drafts.ANY)
            )
        if KEY.fullmatch(key) and NONCE.fullmatch(nonce):
            done = [word for word in request.COOKIES.get(DONE, "").split("~") if word][-MOST_DONE:]
            response.set_cookie(
                DONE, "~".join([*done, f"{key}.{nonce}"]), max_age=86_400, samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )  # fmt: skip
        if "unsent" in request.session:
            unsent.arrived(request)
        return response

    return end


def _zone(person: User) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(person.time_zone)
    except (
        zoneinfo.ZoneInfoNotFoundError,
        ValueError,
    ):  # a zone that this machine does not know
        return None
