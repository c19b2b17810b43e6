"""What the clock does with due times: a reminder before, the overdue mark, word to the editors; each once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from claims import history, notices
from claims.choices import Action
from claims.errors import WorkflowError
from claims.models import Claim, Confrontation, Desk, User
from claims.workflow import assignment, lifecycle
from claims.workflow.guards import DEFAULT_DESK, desk_of

AT_ONCE = 200  # claims per run and kind: the next run takes the rest


@dataclass(frozen=True, slots=True)
class Told:
    """What a run has done, in claims."""

    offered_again: int
    reminded: int
    overdue: int
    escalated: int
    unanswered: int  # people who were asked and have not answered in time


def run_deadlines(at: datetime) -> Told:
    """Everything that is due at that time has been told, once; run again, nothing is told twice.

    The work of people whose absence has begun, or who were deactivated, is offered again first.
    """
    offered = sum(len(assignment.reoffer(person, at=at)) for person in _away(at))
    undecided = Claim.objects.undecided().filter(due_at__isnull=False, merged_into=None)
    undecided = undecided.select_related("desk", "article__desk", "assignee").order_by("due_at", "pk")
    earliest = (
        Desk.objects.aggregate(most=Max("remind_before_minutes"))["most"]
        or DEFAULT_DESK.remind_before_minutes
    )
    soon = undecided.filter(
        reminded_at=None, assignee__isnull=False, due_at__gt=at, due_at__lte=at + timedelta(minutes=earliest)
    )
    late = undecided.filter(due_at__lte=at)
    return Told(
        offered_again=offered,
        reminded=_tell(
            [c for c in soon if _reached(c, at, before=desk_of(c).remind_before_minutes)],
            Action.REMIND,
            "reminded_at",
            notices.due_soon,
            at=at,
        ),
        overdue=_tell(
            late.filter(overdue_at=None)[:AT_ONCE], Action.FALL_DUE, "overdue_at", notices.overdue, at=at
        ),
        escalated=_tell(
            [
                c
                for c in late.filter(overdue_at__isnull=False, escalated_at=None)
                if _reached(c, at, before=-desk_of(c).escalate_after_minutes)
            ],
            Action.ESCALATE,
            "escalated_at",
            notices.escalated,
            at=at,
        ),
        unanswered=_unanswered(at),
    )


def _unanswered(at: datetime) -> int:
    """Whoever asked is told, once, that the time for an answer is over; answers how many answers are missing."""
    late = Confrontation.objects.filter(answered_at=None, overdue_at=None, answer_due_at__lte=at)
    told = 0
    for asked in late.select_related("claim__article", "claim__assignee", "asked_by").order_by(
        "answer_due_at", "pk"
    )[:AT_ONCE]:
        with history.writing():
            if Confrontation.objects.filter(pk=asked.pk, answered_at=None, overdue_at=None).update(
                overdue_at=at
            ):
                notices.answer_overdue(asked, at=at)
                told += 1
    return told


def _reached(claim: Claim, at: datetime, *, before: int) -> bool:
    """Whether it is so many minutes before the due time, or later; a negative number counts after it."""
    return claim.due_at is not None and at >= claim.due_at - timedelta(minutes=before)


def _away(at: datetime) -> list[User]:
    absent = Q(absent_from__lte=at) & (Q(absent_until__isnull=True) | Q(absent_until__gt=at))
    held = Claim.objects.in_hand().values("assignee")
    return list(User.objects.filter(absent | Q(is_active=False), pk__in=held).order_by("pk"))


def _tell(
    claims: Iterable[Claim],
    action: str,
    column: str,
    notice: Callable[..., object],
    *,
    at: datetime,
) -> int:
    """The claims carry the time of telling, the history says so, and the notice is written: together or not at all."""

    def mark(claim: Claim) -> None:
        untold = Claim.objects.filter(pk=claim.pk, **{f"{column}__isnull": True})
        if not untold.update(**{column: at}):
            raise WorkflowError(_("This was told already."))  # by another clock, a moment ago
        lifecycle.perform(claim, action, by=None, at=at, after={"due_at": claim.due_at})

    with history.writing():
        outcome = lifecycle.each(islice(claims, AT_ONCE), mark)
        if outcome.done:
            notice(outcome.done, at=at)
    return len(outcome.done)
