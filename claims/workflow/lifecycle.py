"""The table of transitions, and the one function that moves a claim from status to status."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from claims import history
from claims.choices import Action, Status
from claims.errors import Moved, WorkflowError
from claims.models import Claim, User


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table: from which statuses an action leads where. `to` None: back to where it was before."""

    sources: frozenset[str]
    to: str | None


# The machine's own two lines; the actions of people join them with their rooms.
TRANSITIONS: dict[str, Transition] = {
    Action.WITHDRAW: Transition(frozenset(Status.values) - {Status.GONE}, Status.GONE),
    Action.REAPPEAR: Transition(frozenset({Status.GONE}), None),
}


def refusal(claim: Claim, action: str) -> str | None:
    """Why the action cannot be done to the claim now, in words; None when it can."""
    transition = TRANSITIONS.get(action)
    if transition is None:
        return _("There is no such action.")
    if claim.status not in transition.sources:
        return _("A claim that is “%(status)s” cannot be moved this way.") % {
            "status": claim.get_status_display()
        }
    return None


def perform(
    claim: Claim, action: str, *, by: User | None, at: datetime, why: str = "", **changes: Any
) -> None:
    """The claim has moved, its version is one higher, and the history says so; all or nothing.

    Raises WorkflowError when the table refuses, Moved when somebody else was quicker.
    """
    if words := refusal(claim, action):
        raise WorkflowError(words)
    to = TRANSITIONS[action].to or _status_before(claim)
    before = {"status": claim.status}
    with transaction.atomic():
        moved = Claim.objects.filter(pk=claim.pk, status=claim.status, version=claim.version).update(
            status=to, version=F("version") + 1, changed_at=at, **changes
        )
        if not moved:
            raise Moved(_("Someone else has just moved this claim. Look at it again before you go on."))
        history.record(action, by=by, at=at, claim=claim, before=before, after={"status": to}, why=why)
    claim.refresh_from_db()


def _status_before(claim: Claim) -> str:
    withdrawn = claim.events.filter(action=Action.WITHDRAW).order_by("-pk").first()
    return str(withdrawn.before["status"]) if withdrawn else Status.NEW
