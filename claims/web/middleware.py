"""Who reads: pages come in the language and the time zone of the person."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from claims.models import User

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


def _zone(person: User) -> zoneinfo.ZoneInfo | None:
    try:
        return zoneinfo.ZoneInfo(person.time_zone)
    except (
        zoneinfo.ZoneInfoNotFoundError,
        ValueError,
    ):  # a zone that this machine does not know
        return None
