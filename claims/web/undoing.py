"""The offer to take back what was just done: a message with a button that leads to `undo`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.http import HttpRequest

from claims.models import Claim, Event, User
from claims.workflow import lately

TAG: Final = "undo:"  # of a message: the ids of the events follow
AT_MOST: Final = 1_000  # events of one offer


def offer_undo(request: HttpRequest, words: str, events: Iterable[int]) -> None:
    """The next page says the words, with a button that takes the events back; without events it only says them."""
    ids = sorted(set(events))[-AT_MOST:]
    messages.success(request, words, extra_tags=TAG + ",".join(map(str, ids)) if ids else "")


def written(claims: Iterable[Claim], *, by: User, at: datetime) -> list[int]:
    """The ids of what the person did to these claims at this very time and can take back."""
    rows = Event.objects.filter(
        claim__in=list(claims), actor=by, at=at, action__in=[str(action) for action in lately.UNDOABLE]
    ).exclude(after__has_key="merged")  # the other half of a merger, which goes with the first
    return list(rows.order_by("pk").values_list("pk", flat=True))


def offered(tags: str | None) -> list[str]:
    """The ids that a message offers to take back; [] when it offers nothing."""
    _before, found, ids = (tags or "").partition(TAG)
    return [pk for pk in ids.split()[0].split(",") if pk.isdigit()] if found and ids else []
