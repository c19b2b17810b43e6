"""The rooms' verbs for several claims at once: those that do not allow it stay as they are, with the reason."""

from collections.abc import Iterable
from datetime import datetime

from claims import history, notices
from claims.choices import Action
from claims.models import Claim, Reason, User
from claims.workflow import assignment, inputs, lifecycle, triage
from claims.workflow.lifecycle import Outcome


def accept(claims: Iterable[Claim], *, by: User, at: datetime) -> Outcome:
    """They are to be checked and wait for somebody."""
    return lifecycle.each(claims, lambda claim: triage.accept(claim, by=by, at=at))


def dismiss(claims: Iterable[Claim], *, reason: Reason, by: User, at: datetime, why: str = "") -> Outcome:
    """They need no check, for a reason from the list."""
    return lifecycle.each(claims, lambda claim: triage.dismiss(claim, reason=reason, why=why, by=by, at=at))


def prioritise(claims: Iterable[Claim], *, priority: str, by: User, at: datetime) -> Outcome:
    """They have this priority."""
    return lifecycle.each(claims, lambda claim: triage.prioritise(claim, priority=priority, by=by, at=at))


def set_due(claims: Iterable[Claim], *, due_at: datetime | None, by: User, at: datetime) -> Outcome:
    """They are due at this time, or at none. Raises Invalid for a past one."""
    if due_at is not None:
        inputs.future(due_at, at=at)
    return lifecycle.each(claims, lambda claim: assignment.set_due(claim, due_at=due_at, by=by, at=at))


def take(claims: Iterable[Claim], *, by: User, at: datetime) -> Outcome:
    """They are in the person's hands."""
    return lifecycle.each(claims, lambda claim: assignment.take(claim, by=by, at=at))


def release(claims: Iterable[Claim], *, by: User, at: datetime) -> Outcome:
    """They are in nobody's hands; the editors are told once, and so is whoever had some of them."""
    claims = list(claims)
    with history.writing():
        held = assignment.holders(claims)
        outcome = lifecycle.each(
            claims,
            lambda claim: lifecycle.perform(claim, Action.RELEASE, by=by, at=at, assignee=None),
        )
        if outcome.done:
            notices.released(outcome.done, by=by, at=at)
            assignment.tell_holders(held, outcome.done, by=by, at=at, note="")
    return outcome
