"""Writing the history, and reading it back."""

from datetime import datetime
from typing import Any

from claims.models import Article, Claim, Event, User

MACHINE = "Factcheck"  # who acted when no person did


def record(
    action: str,
    *,
    by: User | None,
    at: datetime,
    article: Article | None = None,
    claim: Claim | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> Event:
    """One line of history is written, in the transaction of the change that it tells of."""
    return Event.objects.create(
        action=action,
        actor=by,
        actor_name=by.name if by else MACHINE,
        at=at,
        article=article or (claim.article if claim else None),
        claim=claim,
        before=before or {},
        after=after or {},
        why=why,
    )


def timeline(claim: Claim) -> list[Event]:
    """Everything that happened to the claim, newest first."""
    return list(claim.events.select_related("actor").order_by("-pk"))
