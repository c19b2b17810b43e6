"""What can no longer be taken back and why not; several steps at once; what becomes of the notices."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.choices import Action, Carriage, Channel, Decision, Status
from claims.errors import Forbidden, Invalid, WorkflowError
from claims.models import (
    Claim,
    Event,
    Notification,
    User,
    Verdict,
)
from claims.workflow import assignment, publication, review, triage, verification
from claims.workflow.undo import undo, undo_all
from tests.factories import FactFactory, MatchFactory
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import claim_at, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def at() -> datetime:
    return timezone.now()


def verdict(claim: Claim) -> Verdict:
    return Verdict.objects.get(claim=claim)


def test_it_is_too_late_after_ten_minutes(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.NEW)
    triage.accept(claim, by=newsroom.checker, at=at - timedelta(minutes=11))
    event = claim.events.get()
    with pytest.raises(WorkflowError, match="for 10 minutes only"):
        undo(claim, event=event.pk, by=newsroom.checker, at=at)
    with pytest.raises(WorkflowError, match="nothing of yours"):
        undo(claim, by=newsroom.checker, at=at)


def test_only_the_one_who_did_it_and_only_what_can_be(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.NEW)
    triage.accept(claim, by=newsroom.checker, at=at)
    event = claim.events.get()
    with pytest.raises(Forbidden, match="Only the one who did it"):
        undo(claim, event=event.pk, by=newsroom.editor, at=at)
    verification.note(claim, text="Nun ja.", by=newsroom.checker, at=at)
    with pytest.raises(WorkflowError, match="“note written” cannot be undone"):
        undo(claim, event=claim.events.first().pk, by=newsroom.checker, at=at)  # type: ignore[union-attr]
    with pytest.raises(WorkflowError, match="no such line"):
        undo(claim, event=event.pk + 1000, by=newsroom.checker, at=at)
    with pytest.raises(Forbidden, match="checker / reviewer / editor"):
        undo(claim, event=event.pk, by=person(), at=at)


def test_not_after_somebody_has_gone_on(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.NEW)
    triage.accept(claim, by=newsroom.checker, at=at)
    accepted = claim.events.get()
    assignment.assign(claim, to=newsroom.other, by=newsroom.editor, at=at)
    with pytest.raises(WorkflowError, match="since then Henrike, “assigned”"):
        undo(claim, event=accepted.pk, by=newsroom.checker, at=at)
    undo(claim, by=newsroom.editor, at=at)  # and once that is undone, the first can be
    undo(claim, event=accepted.pk, by=newsroom.checker, at=at)
    claim.refresh_from_db()
    assert (claim.status, claim.assignee, claim.version) == (Status.NEW, None, 5)


def test_one_step_after_the_other(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.NEW)
    triage.accept(claim, by=newsroom.editor, at=at)
    triage.prioritise(claim, priority="1", by=newsroom.editor, at=at)
    assert [undo(claim, by=newsroom.editor, at=at).action for _twice in range(2)] == ["prioritise", "accept"]
    claim.refresh_from_db()
    assert (claim.status, claim.priority) == (Status.NEW, "2")


def test_a_remark_of_somebody_else_does_not_stand_in_the_way(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    assignment.release(claim, by=newsroom.checker, at=at)
    verification.note(claim, text="Schade.", by=newsroom.other, at=at)
    undo(claim, by=newsroom.checker, at=at)
    assert Claim.objects.get(pk=claim.pk).assignee == newsroom.checker


def test_a_fact_ticked_by_somebody_else_since_stays_theirs(newsroom: Newsroom, at: datetime) -> None:
    fact = FactFactory(claim=claim_at(Status.CHECKING))
    verification.tick(fact, state="wrong", by=newsroom.checker, at=at)
    verification.tick(fact, state="right", by=newsroom.other, at=at)
    with pytest.raises(WorkflowError, match="nothing of yours"):
        undo(fact.claim, by=newsroom.checker, at=at)
    undo(fact.claim, by=newsroom.other, at=at)
    fact.refresh_from_db()
    assert (fact.state, fact.checked_by) == ("wrong", newsroom.checker)


def test_what_a_decision_rested_on_must_not_have_changed(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.IN_REVIEW, drafter=newsroom.checker)
    review.recall(verdict(claim), by=newsroom.checker, at=at)
    verification.uncite(claim.evidence.first(), by=newsroom.other, at=at)  # type: ignore[arg-type]
    recalled = claim.events.get(action=Action.RECALL)
    with pytest.raises(WorkflowError, match="since then Tom, “evidence removed”"):
        undo(claim, event=recalled.pk, by=newsroom.checker, at=at)


def test_a_verdict_written_on_since_stays_as_it_is_written(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.IN_REVIEW, drafter=newsroom.checker)
    review.send_back(verdict(claim), note="Welche?", by=newsroom.reviewer, at=at)
    review.draft_verdict(
        Claim.objects.get(pk=claim.pk), by=newsroom.checker, at=at, rationale="Die von 2023."
    )
    with pytest.raises(WorkflowError, match="gone on with the verdict"):
        undo(claim, by=newsroom.reviewer, at=at)
    assert Claim.objects.get(pk=claim.pk).status == Status.CHECKING
    assert verdict(claim).rationale == "Die von 2023."


def test_what_is_published_is_not_undone(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.IN_REVIEW, drafter=newsroom.checker)
    review.approve(verdict(claim), by=newsroom.reviewer, at=at)
    publication.publish(Claim.objects.get(pk=claim.pk), by=newsroom.editor, at=at)
    for by in (newsroom.reviewer, newsroom.editor):
        with pytest.raises(WorkflowError, match="nothing of yours"):
            undo(claim, by=by, at=at)
    assert Claim.objects.get(pk=claim.pk).status == Status.PUBLISHED


def test_nothing_comes_back_to_somebody_who_has_left(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    assignment.release(claim, by=newsroom.editor, at=at)
    User.objects.filter(pk=newsroom.checker.pk).update(is_active=False)
    with pytest.raises(Invalid, match="has been deactivated"):
        undo(claim, by=newsroom.editor, at=at)


def test_a_role_that_was_lost_undoes_nothing(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.NEW)
    assignment.assign(claim, to=newsroom.other, by=newsroom.editor, at=at)
    newsroom.editor.grants.update(role="checker")
    with pytest.raises(Forbidden, match="no longer allow “assigned”"):
        undo(claim, by=User.objects.get(pk=newsroom.editor.pk), at=at)


# -- Several at once, and what was told of them -----------------------------------------------------


def lines(**which: Any) -> list[int]:
    return [len(row.lines) for row in Notification.objects.filter(**which).order_by("pk")]


def test_a_distribution_is_taken_back_as_a_whole_with_its_notices(newsroom: Newsroom, at: datetime) -> None:
    article = claim_at(Status.NEW).article
    claims = [claim_at(Status.NEW, article=article) for _each in range(3)]
    assignment.assign_all(claims, to=newsroom.other, by=newsroom.editor, at=at, note="Eilt")
    assert lines(channel=Channel.EMAIL) == [3]
    events = Event.objects.filter(action=Action.ASSIGN).values_list("pk", flat=True)
    first = undo_all(events[:1], by=newsroom.editor, at=at)
    assert [claim.status for claim in first.done] == [Status.NEW]
    mail = Notification.objects.get(channel=Channel.EMAIL)
    assert len(mail.lines) == 2 and "zwei Behauptungen" in mail.subject and "Eilt" in mail.text
    rest = undo_all(events, by=newsroom.editor, at=at)
    assert (len(rest.done), len(rest.refused)) == (2, 1)
    assert "undone already" in str(rest.refused[0][1])
    assert not Notification.objects.exists()


def test_whoever_has_read_that_a_claim_is_theirs_is_told_that_it_is_not(
    newsroom: Newsroom, at: datetime
) -> None:
    claim = claim_at(Status.NEW)
    assignment.assign(claim, to=newsroom.other, by=newsroom.editor, at=at)
    Notification.objects.filter(channel=Channel.EMAIL).update(state=Carriage.DONE, sent_at=at)
    undo(claim, by=newsroom.editor, at=at + timedelta(minutes=1))
    told = Notification.objects.filter(recipient=newsroom.other, topic="taken_over")
    assert {row.channel for row in told} == {Channel.IN_APP, Channel.EMAIL}
    assert "freigegeben" in told[0].text
    assert lines(topic="assigned") == [1]  # the mail that had left; what was unread in the dashboard is gone


def test_an_accepted_proposal_is_open_again(newsroom: Newsroom, at: datetime) -> None:
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    match = MatchFactory(claim=claim, earlier=claim_at(Status.APPROVED))
    triage.answer(claim, earlier=match.earlier, by=newsroom.checker, at=at)
    match.refresh_from_db()
    assert match.decision == Decision.ACCEPTED
    undo(claim, by=newsroom.checker, at=at)
    match.refresh_from_db()
    assert (match.decision, match.decided_by, match.decided_at) == (Decision.OPEN, None, None)
