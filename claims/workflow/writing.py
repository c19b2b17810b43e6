"""What a checker does in one stroke: the check is begun by writing on its verdict, and a verdict is saved and handed in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from claims import history
from claims.choices import Action, Role, Status
from claims.models import Claim, Rating, User, Verdict
from claims.workflow import lifecycle, review, triage, verification


def begin(claim: Claim, *, by: User, at: datetime) -> bool:
    """Whether the check is begun by this: a free or own claim is accepted if new, and in the person's hands.

    Nothing happens to a claim that somebody else has, or that the person may not check.
    """
    if claim.assignee_id not in {None, by.pk} or not by.holds(Role.CHECKER):
        return False
    with history.writing():
        if claim.status == Status.NEW and lifecycle.refusal(claim, Action.ACCEPT, by=by) is None:
            triage.accept(claim, by=by, at=at)
        if lifecycle.refusal(claim, Action.START, by=by) is not None:
            return False
        verification.start(claim, by=by, at=at)
    return True


def save(
    claim: Claim,
    *,
    by: User,
    at: datetime,
    version: int | None = None,
    rating: Rating | None = None,
    **texts: str,
) -> Verdict:
    """The person's draft holds what was given, as by `review.draft_verdict`, and the check is begun if it is theirs to begin."""
    with history.writing():
        draft = review.draft_verdict(claim, by=by, at=at, version=version, rating=rating, **texts)
        begin(claim, by=by, at=at)
    return draft


def hand_in(claim: Claim, *, by: User, at: datetime, seen: int, saved: Mapping[str, Any]) -> Verdict:
    """The draft is saved first, and stays saved whatever comes; then it waits for a second person.

    `seen` is the version of the claim that the person has seen, `saved` goes to `save`. Raises WorkflowError
    when it cannot be submitted, Moved when somebody else has moved the claim since.
    """
    unmoved = claim.version == seen
    save(claim, by=by, at=at, **saved)
    return review.submit(claim, by=by, at=at, version=claim.version if unmoved else seen)
