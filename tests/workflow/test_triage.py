"""The first room: accepted, set aside with a reason, answered, merged, reworded, opened again."""

import pytest
from django.utils import timezone

from claims.choices import Action, Decision, ReasonKind, Status
from claims.errors import Invalid, WorkflowError
from claims.models import Claim, Event
from claims.workflow import triage, verification
from tests.factories import ClaimFactory, MatchFactory, RevisionFactory
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import EvidenceFactory, ReasonFactory, claim_at


def test_a_dismissal_keeps_its_reason_and_leaves_nobodys_hands(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.ASSIGNED, assignee=newsroom.checker), timezone.now()
    triage.dismiss(claim, reason=ReasonFactory(), why="steht schon fest", by=newsroom.checker, at=now)
    assert (claim.status, claim.assignee, claim.reason.key) == (Status.DISMISSED, None, "not-relevant")
    event = Event.objects.get(claim=claim)
    assert event.before["assignee"] == {"id": newsroom.checker.pk, "name": "Jana"}
    assert (event.before["status"], event.after["status"], event.why) == (
        "assigned",
        "dismissed",
        "steht schon fest",
    )


@pytest.mark.parametrize(
    "reason",
    [
        None,
        {"kind": ReasonKind.NOT_CHECKABLE, "key": "future"},
        {"key": "old", "is_active": False, "label_en": "old"},
    ],
)
def test_a_dismissal_wants_a_reason_of_its_list(newsroom: Newsroom, reason: dict[str, object] | None) -> None:
    claim = claim_at(Status.NEW)
    row = ReasonFactory(**reason) if reason else None
    with pytest.raises(Invalid, match="reason") as caught:
        triage.dismiss(claim, reason=row, by=newsroom.editor, at=timezone.now())
    assert caught.value.field == "reason"
    assert Claim.objects.get(pk=claim.pk).status == Status.NEW and not Event.objects.exists()


def test_not_checkable_says_why_and_can_be_opened_again(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.QUEUED), timezone.now()
    future = ReasonFactory(kind=ReasonKind.NOT_CHECKABLE, key="future")
    triage.rule_out(claim, reason=future, by=newsroom.checker, at=now)
    assert (claim.status, claim.reason) == (Status.NOT_CHECKABLE, future)
    triage.reopen(claim, why="inzwischen eingetreten", by=newsroom.checker, at=now)
    assert (claim.status, claim.reason) == (Status.QUEUED, None)


def test_what_is_in_somebody_elses_hands_is_dismissed_by_an_editor_only(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.CHECKING, assignee=newsroom.checker), timezone.now()
    with pytest.raises(WorkflowError, match="in the hands of Jana"):
        triage.dismiss(claim, reason=ReasonFactory(), by=newsroom.other, at=now)
    triage.dismiss(claim, reason=ReasonFactory(), by=newsroom.editor, at=now)
    assert claim.status == Status.DISMISSED


def test_an_earlier_check_answers_and_the_proposal_counts_as_accepted(newsroom: Newsroom) -> None:
    claim, earlier, now = claim_at(Status.NEW), claim_at(Status.PUBLISHED), timezone.now()
    match = MatchFactory(claim=claim, earlier=earlier)
    triage.answer(claim, earlier=earlier, by=newsroom.editor, at=now)
    match.refresh_from_db()
    assert (claim.status, claim.answered_by) == (Status.ANSWERED, earlier)
    assert (match.decision, match.decided_by) == (Decision.ACCEPTED, newsroom.editor)


def test_only_a_decided_other_claim_answers(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.NEW), timezone.now()
    for earlier in (claim, claim_at(Status.CHECKING)):
        with pytest.raises(Invalid):
            triage.answer(claim, earlier=earlier, by=newsroom.editor, at=now)
    assert Claim.objects.get(pk=claim.pk).status == Status.NEW


def test_a_proposal_is_set_aside_once(newsroom: Newsroom) -> None:
    match, now = MatchFactory(), timezone.now()
    triage.reject_match(match, by=newsroom.checker, at=now)
    assert match.decision == Decision.REJECTED
    with pytest.raises(WorkflowError, match="already"):
        triage.reject_match(match, by=newsroom.other, at=now)
    assert Event.objects.filter(action=Action.REJECT_MATCH).count() == 1


def test_a_merged_claim_rests_and_its_notes_and_evidence_move(newsroom: Newsroom) -> None:
    revision, now = RevisionFactory(), timezone.now()
    one, two = ClaimFactory(revision=revision, status=Status.QUEUED), ClaimFactory(revision=revision)
    before = ClaimFactory(revision=revision, merged_into=two, status=Status.DISMISSED)
    evidence = EvidenceFactory(claim=two)
    note = verification.note(two, text="Doppelt?", by=newsroom.checker, at=now)
    triage.merge(two, into=one, by=newsroom.checker, at=now)
    for row in (evidence, note, before):
        row.refresh_from_db()
    assert (two.status, two.merged_into) == (Status.DISMISSED, one)
    assert (evidence.claim, note.claim, before.merged_into) == (one, one, one)
    assert {e.claim for e in Event.objects.filter(action=Action.MERGE)} == {one, two}
    triage.reopen(two, by=newsroom.checker, at=now)
    assert (two.status, two.merged_into) == (Status.QUEUED, None)


def test_what_a_reviewer_looks_at_gets_no_new_evidence_by_a_merger(newsroom: Newsroom) -> None:
    under_review = claim_at(Status.IN_REVIEW)
    double = ClaimFactory(revision=under_review.revision)
    evidence = EvidenceFactory(claim=double)
    triage.merge(double, into=under_review, by=newsroom.checker, at=timezone.now())
    evidence.refresh_from_db()
    assert evidence.claim == double


def test_claims_are_merged_within_one_article_and_not_in_circles(newsroom: Newsroom) -> None:
    revision, now = RevisionFactory(), timezone.now()
    one, two, three = ClaimFactory.create_batch(3, revision=revision)
    triage.merge(two, into=one, by=newsroom.checker, at=now)
    for into in (three, two, ClaimFactory(), ClaimFactory(revision=revision, status=Status.GONE)):
        with pytest.raises(Invalid):
            triage.merge(three, into=into, by=newsroom.checker, at=now)
    three.refresh_from_db()
    assert three.status == Status.NEW


@pytest.mark.parametrize("status", [Status.DISMISSED, Status.NOT_CHECKABLE])
def test_no_claim_is_merged_into_one_that_nobody_checks(newsroom: Newsroom, status: Status) -> None:
    aside = claim_at(status)
    claim = ClaimFactory(revision=aside.revision)
    with pytest.raises(Invalid, match="put aside"):
        triage.merge(claim, into=aside, by=newsroom.checker, at=timezone.now())
    claim.refresh_from_db()
    assert claim.status == Status.NEW


def test_the_wording_changes_and_the_quote_never(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.QUEUED), timezone.now()
    quote = claim.quote
    triage.reword(claim, wording="  Rund 21.000 Haushalte\nzahlen mehr. ", by=newsroom.checker, at=now)
    assert (claim.wording, claim.quote, claim.version) == ("Rund 21.000 Haushalte zahlen mehr.", quote, 2)
    with pytest.raises(Invalid, match="2,001 characters; at most 2,000"):
        triage.reword(claim, wording="x" * 2001, by=newsroom.checker, at=now)


def test_the_priority_is_one_of_the_list(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.NEW), timezone.now()
    triage.prioritise(claim, priority="1", by=newsroom.checker, at=now)
    assert claim.priority == "1"
    with pytest.raises(Invalid):
        triage.prioritise(claim, priority="0", by=newsroom.checker, at=now)


def test_a_touched_text_is_confirmed_once(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.APPROVED, text_changed_at=timezone.now()), timezone.now()
    triage.confirm(claim, by=newsroom.reviewer, at=now)
    assert (claim.text_changed_at, claim.confirmed_at) == (None, now)
    with pytest.raises(WorkflowError, match="has not changed"):
        triage.confirm(claim, by=newsroom.reviewer, at=now)


def test_two_who_merge_two_claims_into_each_other_at_once_make_no_circle(newsroom: Newsroom) -> None:
    one, two = ClaimFactory.create_batch(2, revision=RevisionFactory())
    seen, now = Claim.objects.get(pk=two.pk), timezone.now()  # as the second page still shows it
    triage.merge(two, into=one, by=newsroom.checker, at=now)
    with pytest.raises(Invalid, match="itself merged"):
        triage.merge(one, into=seen, by=newsroom.other, at=now)
    assert Claim.objects.get(pk=one.pk).merged_into is None


def test_a_check_taken_back_meanwhile_answers_nothing(newsroom: Newsroom) -> None:
    claim, earlier = claim_at(Status.QUEUED), claim_at(Status.APPROVED)
    seen, now = Claim.objects.get(pk=earlier.pk), timezone.now()
    triage.reopen(earlier, by=newsroom.editor, at=now)
    with pytest.raises(Invalid, match="no approved verdict"):
        triage.answer(claim, earlier=seen, by=newsroom.checker, at=now)
    assert Claim.objects.get(pk=claim.pk).status == Status.QUEUED
