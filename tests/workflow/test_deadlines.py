"""The clock: a reminder before, the overdue mark, the editors after; each told once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.choices import Action, Status
from claims.models import Claim, Event, Notification
from claims.workflow import assignment, verification
from claims.workflow.deadlines import Told, run_deadlines
from tests.factories import DeskFactory
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import claim_at

NOTHING = Told(0, 0, 0, 0, 0)


def topics() -> list[tuple[str, str]]:
    rows = (
        Notification.objects.filter(channel="in_app")
        .order_by("pk")
        .values_list("recipient__username", "topic")
    )
    return [row for row in rows if row[1] != "assigned"]


def test_a_due_time_is_told_before_at_and_after_each_once(newsroom: Newsroom) -> None:
    desk, due = DeskFactory(remind_before_minutes=60, escalate_after_minutes=30), timezone.now()
    newsroom.editor.desks.set([desk])
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker, desk=desk, due_at=due)

    def at(minutes: float) -> Told:
        return run_deadlines(due + timedelta(minutes=minutes))

    assert at(-61) == NOTHING
    assert at(-60) == Told(0, 1, 0, 0, 0)
    assert at(-1) == NOTHING
    assert at(0) == Told(0, 0, 1, 0, 0)
    assert at(29) == NOTHING
    assert at(30) == Told(0, 0, 0, 1, 0)
    assert at(6000) == NOTHING
    assert topics() == [("jana", "due_soon"), ("jana", "overdue"), ("henrike", "escalated")]
    actions = list(Event.objects.filter(claim=claim).order_by("pk").values_list("action", "actor_name"))
    assert actions == [(a, "Factcheck") for a in (Action.REMIND, Action.FALL_DUE, Action.ESCALATE)]
    claim.refresh_from_db()
    assert claim.version == 1  # nobody's open form is disturbed


def test_a_clock_that_stood_still_tells_what_is_still_true(newsroom: Newsroom) -> None:
    claim_at(Status.ASSIGNED, assignee=newsroom.checker, due_at=timezone.now() - timedelta(days=1))
    assert run_deadlines(timezone.now()) == Told(0, 0, 1, 1, 0)
    assert "due_soon" not in dict(topics()).values()


def test_a_new_due_time_is_told_anew(newsroom: Newsroom) -> None:
    now = timezone.now()
    claim = claim_at(Status.ASSIGNED, assignee=newsroom.checker, due_at=now - timedelta(hours=1))
    run_deadlines(now)
    claim.refresh_from_db()
    assignment.set_due(claim, due_at=now + timedelta(hours=2), by=newsroom.editor, at=now)
    assert run_deadlines(now) == NOTHING
    assert run_deadlines(now + timedelta(hours=1)) == Told(0, 1, 0, 0, 0)


@pytest.mark.parametrize("status", [Status.APPROVED, Status.PUBLISHED, Status.DISMISSED, Status.GONE])
def test_what_is_decided_is_never_overdue(newsroom: Newsroom, status: str) -> None:
    claim_at(status, due_at=timezone.now() - timedelta(hours=1))
    assert run_deadlines(timezone.now()) == NOTHING


def test_an_absence_that_begins_offers_the_work_again_once(newsroom: Newsroom) -> None:
    now = timezone.now()
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    tomorrow = now + timedelta(days=1)
    assignment.be_absent(
        newsroom.checker, since=tomorrow, until=tomorrow + timedelta(days=3), by=newsroom.checker, at=now
    )
    assert run_deadlines(now) == NOTHING
    assert run_deadlines(tomorrow) == Told(1, 0, 0, 0, 0)
    assert run_deadlines(tomorrow) == NOTHING
    claim.refresh_from_db()
    assert (claim.status, claim.assignee) == (Status.QUEUED, None)


def test_a_deactivated_persons_work_is_offered_again(newsroom: Newsroom) -> None:
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    newsroom.checker.is_active = False
    newsroom.checker.save()
    assert run_deadlines(timezone.now()).offered_again == 1
    assert Claim.objects.get(pk=claim.pk).assignee is None
    assert Event.objects.get().why == "Jana has been deactivated."


def test_an_answer_that_does_not_come_is_told_once_and_one_that_came_never(newsroom: Newsroom) -> None:
    now = timezone.now()
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    due = now + timedelta(hours=1)
    for who in ("Inga Moritz", "Stadtwerke"):
        verification.confront(
            claim, person_asked=who, question="?", by=newsroom.checker, at=now, answer_due_at=due
        )
    verification.record_answer(claim.confrontations.all()[1], answer="Ja.", by=newsroom.checker, at=now)
    assert [run_deadlines(due + timedelta(minutes=m)).unanswered for m in (-1, 0, 1)] == [0, 1, 0]
    assert topics() == [("jana", "answer_overdue")]
