"""What every page's frame shows: where we are, how much is open."""

from typing import Any

from django.http import HttpRequest

from claims import boards
from claims.models import User


def shell(request: HttpRequest) -> dict[str, Any]:
    """Theme for everybody; for a person who is signed in also the number of open claims, asked for when shown."""
    person = getattr(request, "user", None)
    if not isinstance(person, User) or not person.is_authenticated:
        return {"theme": "auto", "shortcuts": True}
    return {
        "poll": "HX-Request" in request.headers,  # a poll must not take the messages meant for the next page
        "theme": person.theme,
        "shortcuts": person.shortcuts,
        "open_claims": lambda: boards.open_count(person),
    }
