"""What every page's frame shows: where we are, how much is open, whether somebody has told us something."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from claims import boards, reviews
from claims.models import User
from claims.notify import inbox


def shell(request: HttpRequest) -> dict[str, Any]:
    """Theme for everybody; for a person who is signed in also what waits, counted only where it is shown."""
    person = getattr(request, "user", None)
    if not isinstance(person, User) or not person.is_authenticated:
        return {"theme": "auto", "shortcuts": True}
    return {
        "poll": "HX-Request" in request.headers,  # a poll must not take the messages meant for the next page
        "theme": person.theme,
        "shortcuts": person.shortcuts,
        "density": person.density,
        "open_claims": cache(lambda: boards.open_count(person, at=timezone.now())),
        "reviews": cache(lambda: reviews.waiting_count(person)),
        "unread": cache(lambda: inbox.unread_count(person)),
    }
