"""The verdict and the second person: drafts, submission, blind checks, approval, sending back, overruling."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.choices import Action, Role, Status
from claims.errors import Invalid, Moved, WorkflowError
from claims.models import Claim, Event, Notification, Scale, SecondCheck, Verdict
from claims.web.forms.verdicts import OverruleForm
from claims.workflow import assignment, lifecycle, review, triage, verification
from claims.workflow.guards import evidence_gap
from tests.factories import ClaimFactory, DeskFactory
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import (
    EvidenceFactory,
    RatingFactory,
    ScaleFactory,
    VerdictFactory,
    claim_at,
    person,
)

RIGHT = {"key": "true", "label_en": "true", "label_de": "richtig", "claimreview_value": 5}


def told(topic: str) -> set[str]:
    rows = Notification.objects.filter(topic=topic, channel="in_app")
    return set(rows.values_list("recipient__username", flat=True))


@pytest.fixture
def submitted(newsroom: Newsroom) -> Verdict:
    claim = claim_at(Status.IN_REVIEW, assignee=newsroom.checker)
    return claim.verdicts.get()


# -- Drafts -----------------------------------------------------------------------------------------


def test_a_draft_is_saved_as_one_types_without_a_trace_in_the_history(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.ASSIGNED, assignee=newsroom.checker), timezone.now()
    draft = review.draft_verdict(claim, by=newsroom.checker, at=now, rationale="Es si")
    draft = review.draft_verdict(
        claim, by=newsroom.checker, at=now, rationale="Es sind 21.", version=draft.version
    )
    draft = review.draft_verdict(
        claim, by=newsroom.checker, at=now, rating=RatingFactory(), proposed_wording="21"
    )
    assert (draft.rationale, draft.proposed_wording, draft.version) == ("Es sind 21.", "21", 3)
    assert Verdict.objects.count() == 1 and not Event.objects.exists()
    claim.refresh_from_db()
    assert claim.version == 1


def test_two_windows_do_not_write_over_each_other(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.ASSIGNED, assignee=newsroom.checker), timezone.now()
    first = review.draft_verdict(claim, by=newsroom.checker, at=now, rationale="erstes Fenster")
    review.draft_verdict(
        claim, by=newsroom.checker, at=now, rationale="zweites Fenster", version=first.version
    )
    with pytest.raises(Moved, match="another window") as caught:
        review.draft_verdict(
            claim, by=newsroom.checker, at=now, rationale="wieder erstes", version=first.version
        )
    assert caught.value.version == 2
    assert Verdict.objects.get().rationale == "zweites Fenster"


def test_after_a_handover_each_keeps_their_own_draft(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.CHECKING, assignee=newsroom.checker), timezone.now()
    assignment.hand_over(claim, to=newsroom.other, note="weiter", by=newsroom.checker, at=now)
    review.draft_verdict(claim, by=newsroom.checker, at=now, rationale="noch schnell gesichert")
    review.draft_verdict(claim, by=newsroom.other, at=now, rationale="von vorn")
    assert {(v.number, v.drafted_by.username, v.rationale) for v in Verdict.objects.all()} == {
        (1, "jana", "noch schnell gesichert"), (2, "tom", "von vorn"),
    }  # fmt: skip


def test_a_megabyte_is_refused_in_words_and_the_draft_stays(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.CHECKING, assignee=newsroom.checker), timezone.now()
    before = claim.verdicts.get().rationale
    with pytest.raises(Invalid, match="1,000,000 characters; at most 20,000") as caught:
        review.draft_verdict(claim, by=newsroom.checker, at=now, rationale="x" * 1_000_000)
    assert caught.value.field == "rationale"
    assert claim.verdicts.get().rationale == before
    assert review.draft_verdict(claim, by=newsroom.checker, at=now, rationale="x" * 20_000).version == 2


def test_a_retired_rating_is_not_given(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.CHECKING, assignee=newsroom.checker), timezone.now()
    old = RatingFactory(key="half", label_en="half", valid_to=now - timedelta(days=1))
    with pytest.raises(Invalid, match="“half” is no longer given"):
        review.draft_verdict(claim, by=newsroom.checker, at=now, rating=old)


# -- Submission -------------------------------------------------------------------------------------


def test_submission_wants_a_rating_reasons_and_evidence_in_this_order(newsroom: Newsroom) -> None:
    claim = ClaimFactory(
        status=Status.CHECKING, assignee=newsroom.checker, desk=DeskFactory(primary_suffices=False)
    )
    now, by = timezone.now(), newsroom.checker

    def refused() -> str:
        with pytest.raises(WorkflowError) as caught:
            review.submit(claim, by=by, at=now)
        assert Claim.objects.get(pk=claim.pk).status == Status.CHECKING
        return str(caught.value)

    assert "Choose a rating" in refused()
    review.draft_verdict(claim, by=by, at=now, rating=RatingFactory())
    assert "reasons" in refused()
    review.draft_verdict(claim, by=by, at=now, rationale="Darum.")
    assert refused().startswith("Evidence of 2 independent origins is wanted; there is 0. Or write down why")
    EvidenceFactory(claim=claim, is_primary=True)
    assert "there is 1" in refused()
    EvidenceFactory(claim=claim)
    verdict = review.submit(claim, by=by, at=now)
    assert claim.status == Status.IN_REVIEW and verdict.submitted_at == now
    assert told("review_wanted") == {"mira"}


def test_a_primary_source_suffices_where_the_desk_says_so(newsroom: Newsroom) -> None:
    claim = ClaimFactory(desk=DeskFactory(primary_suffices=True, origins_wanted=3))
    EvidenceFactory(claim=claim)
    assert "3 independent origins or a primary source is wanted; there is 1" in str(evidence_gap(claim))
    EvidenceFactory(claim=claim, is_primary=True)
    assert evidence_gap(claim) is None


def test_a_written_exception_stands_for_the_evidence_and_in_the_history(newsroom: Newsroom) -> None:
    claim, now = ClaimFactory(status=Status.CHECKING, assignee=newsroom.checker), timezone.now()
    VerdictFactory(claim=claim, drafted_by=newsroom.checker)
    with pytest.raises(WorkflowError):
        review.submit(claim, by=newsroom.checker, at=now, exception="   ")
    verdict = review.submit(claim, by=newsroom.checker, at=now, exception="Die Behörde antwortet nicht.")
    assert verdict.exception == "Die Behörde antwortet nicht."
    event = Event.objects.get()
    assert (
        event.why == verdict.exception and "rating" not in event.after
    )  # a blind second check reads the history


def test_a_check_before_publication_needs_no_reasons(newsroom: Newsroom) -> None:
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    inner = ScaleFactory(key="prepublication", is_public=False)
    claim.verdicts.update(rationale="", rating=RatingFactory(scale=inner, key="stands"))
    assert review.submit(claim, by=newsroom.checker, at=timezone.now()).submitted_at


def test_only_the_assignee_submits_and_only_with_an_own_draft(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.CHECKING, assignee=newsroom.checker), timezone.now()
    with pytest.raises(WorkflowError, match="hands of Jana"):
        review.submit(claim, by=newsroom.other, at=now)
    Claim.objects.filter(pk=claim.pk).update(assignee=newsroom.other)
    with pytest.raises(WorkflowError, match="Choose a rating"):
        review.submit(Claim.objects.get(pk=claim.pk), by=newsroom.other, at=now)


def test_who_submitted_can_take_it_back_and_nobody_else(submitted: Verdict, newsroom: Newsroom) -> None:
    now = timezone.now()
    with pytest.raises(WorkflowError, match="Only the one"):
        review.recall(submitted, by=newsroom.other, at=now)
    review.recall(submitted, by=newsroom.checker, at=now)
    assert submitted.submitted_at is None and submitted.claim.status == Status.CHECKING


# -- The second person ------------------------------------------------------------------------------


def all_roles() -> list[str]:
    return list(Role.values)


def test_nobody_decides_on_their_own_verdict_whatever_their_roles(newsroom: Newsroom) -> None:
    boss, now = person(*all_roles()), timezone.now()
    verdict = claim_at(Status.IN_REVIEW, assignee=boss).verdicts.get()
    for decide in (
        lambda: review.approve(verdict, by=boss, at=now),
        lambda: review.send_back(verdict, note="x", by=boss, at=now),
        lambda: review.overrule(verdict, because="x", by=boss, at=now),
    ):
        with pytest.raises(WorkflowError, match="second person"):
            decide()
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.filter(pk=verdict.pk).update(reviewed_by=boss, reviewed_at=now)
    verdict.refresh_from_db()
    assert verdict.reviewed_by is None and verdict.claim.status == Status.IN_REVIEW


def test_an_approved_verdict_has_both_names_and_the_history_what_it_said(
    submitted: Verdict, newsroom: Newsroom
) -> None:
    now = timezone.now()
    review.approve(submitted, by=newsroom.reviewer, at=now, note="gut belegt")
    assert (submitted.reviewed_by, submitted.reviewed_at, submitted.review_note) == (
        newsroom.reviewer,
        now,
        "gut belegt",
    )
    event = Event.objects.get(action=Action.APPROVE)
    assert (event.after["rating"], event.after["drafted_by"], event.why) == (
        "publication/false",
        "Jana",
        "gut belegt",
    )
    assert told("approved") == {"jana"}
    with pytest.raises(WorkflowError, match="while the claim is “approved”"):
        review.approve(Verdict.objects.get(pk=submitted.pk), by=person(Role.REVIEWER), at=now)


def test_two_reviewers_at_once_one_decides(submitted: Verdict, newsroom: Newsroom) -> None:
    seen_by_second = Verdict.objects.select_related("claim").get(pk=submitted.pk)
    review.send_back(submitted, note="Quelle fehlt", by=newsroom.reviewer, at=timezone.now())
    with pytest.raises(WorkflowError):
        review.approve(seen_by_second, by=person(Role.REVIEWER), at=timezone.now(), version=1)
    submitted.refresh_from_db()
    assert (submitted.reviewed_by, submitted.submitted_at) == (None, None)


def test_sent_back_with_a_note_it_is_a_draft_again_with_the_one_who_drafted(
    submitted: Verdict, newsroom: Newsroom
) -> None:
    now = timezone.now()
    with pytest.raises(Invalid, match="what is missing"):
        review.send_back(submitted, note="", by=newsroom.reviewer, at=now)
    review.send_back(submitted, note="Welche Satzung?", by=newsroom.reviewer, at=now)
    claim = Claim.objects.get()
    assert (claim.status, claim.assignee) == (Status.CHECKING, newsroom.checker)
    assert (submitted.review_note, submitted.submitted_at) == ("Welche Satzung?", None)
    event = Event.objects.get(action=Action.SEND_BACK)
    assert event.before["rationale"] == "Die Satzung nennt eine andere Zahl."
    assert told("sent_back") == {"jana"}
    review.draft_verdict(claim, by=newsroom.checker, at=now, rationale="Die von 2023.")
    again = review.submit(claim, by=newsroom.checker, at=now)
    assert (again.pk, again.number, again.review_note) == (submitted.pk, 1, "")


def test_sent_back_to_somebody_who_left_it_waits_for_anybody(submitted: Verdict, newsroom: Newsroom) -> None:
    newsroom.checker.is_active = False
    newsroom.checker.save()
    review.send_back(submitted, note="Quelle?", by=newsroom.reviewer, at=timezone.now())
    claim = Claim.objects.get()
    assert (claim.status, claim.assignee) == (Status.CHECKING, None)
    assignment.assign(claim, to=newsroom.other, by=newsroom.editor, at=timezone.now())
    assert claim.assignee == newsroom.other


def test_an_editor_overrules_with_a_reason_and_both_ratings_stay_readable(
    submitted: Verdict, newsroom: Newsroom
) -> None:
    now = timezone.now()
    with pytest.raises(Invalid, match="why you decide differently"):
        review.overrule(submitted, because=" ", rating=RatingFactory(**RIGHT), by=newsroom.editor, at=now)
    review.overrule(
        submitted, because="Die Zahl stimmt.", rating=RatingFactory(**RIGHT), by=newsroom.editor, at=now
    )
    assert submitted.rating is not None
    assert (submitted.rating.key, submitted.reviewed_by, submitted.overruled_because) == (
        "true", newsroom.editor, "Die Zahl stimmt.",
    )  # fmt: skip
    event = Event.objects.get(action=Action.OVERRULE)
    assert (event.before["rating"], event.after["rating"]) == ("publication/false", "publication/true")
    assert Claim.objects.get().status == Status.APPROVED


def test_an_editor_overrules_within_the_scale_of_the_verdict(submitted: Verdict, newsroom: Newsroom) -> None:
    other = RatingFactory(scale=ScaleFactory(key="before", is_public=False), key="stands")
    with pytest.raises(Invalid, match="another scale"):
        review.overrule(submitted, because="x", rating=other, by=newsroom.editor, at=timezone.now())
    claim = submitted.claim
    offered = OverruleForm(claim=claim, by=newsroom.editor, at=timezone.now()).fields["rating"]
    assert other not in offered.queryset and submitted.rating in offered.queryset


def test_an_approved_verdict_is_overruled_by_an_editor_and_reopened_by_one(
    submitted: Verdict, newsroom: Newsroom
) -> None:
    now = timezone.now()
    review.approve(submitted, by=newsroom.reviewer, at=now)
    review.overrule(Verdict.objects.get(), because="Doch nicht.", by=newsroom.editor, at=now)
    claim = Claim.objects.get()
    assert claim.verdicts.get().reviewed_by == newsroom.editor
    with pytest.raises(WorkflowError, match="by an editor"):
        triage.reopen(claim, by=newsroom.checker, at=now)
    triage.reopen(claim, why="neue Lage", by=newsroom.editor, at=now)
    verification.start(claim, by=newsroom.checker, at=now)
    review.draft_verdict(claim, by=newsroom.checker, at=now, rating=RatingFactory(), rationale="Neu.")
    second = review.submit(claim, by=newsroom.checker, at=now)
    assert second.number == 2
    review.approve(second, by=newsroom.reviewer, at=now)
    with pytest.raises(WorkflowError, match="no longer waits"):
        review.overrule(Verdict.objects.get(number=1), because="x", by=newsroom.editor, at=now)


# -- Blind ------------------------------------------------------------------------------------------


@pytest.fixture
def blind(newsroom: Newsroom) -> Verdict:
    desk = DeskFactory(blind_second_check=True)
    return claim_at(Status.IN_REVIEW, assignee=newsroom.checker, desk=desk).verdicts.get()


def test_the_first_verdict_is_hidden_until_the_second_is_given(blind: Verdict, newsroom: Newsroom) -> None:
    now, reviewer = timezone.now(), newsroom.reviewer
    assert [blind.is_hidden_from(p) for p in (newsroom.checker, reviewer, newsroom.editor)] == [
        False,
        True,
        True,
    ]
    with pytest.raises(WorkflowError, match="give yours first"):
        review.approve(blind, by=reviewer, at=now)
    check = review.second_check(blind, rating=RatingFactory(), rationale="Auch falsch.", by=reviewer, at=now)
    assert check.agrees and not blind.is_hidden_from(reviewer)
    assert (
        lifecycle.refusal(blind.claim, Action.SECOND_CHECK, by=reviewer)
        == "You have given your second check already."
    )
    with pytest.raises(WorkflowError, match="already"):
        review.second_check(blind, rating=RatingFactory(), by=reviewer, at=now)
    review.approve(blind, by=reviewer, at=now)
    assert not blind.is_hidden_from(newsroom.editor)  # decided: everybody sees it


def test_disagreement_is_kept(blind: Verdict, newsroom: Newsroom) -> None:
    check = review.second_check(blind, rating=RatingFactory(**RIGHT), by=newsroom.reviewer, at=timezone.now())
    assert not check.agrees
    assert SecondCheck.objects.filter(agrees=False).count() == 1
    assert "rating" not in str(Event.objects.get(action=Action.SECOND_CHECK).after)


def test_a_second_check_uses_the_same_scale_and_is_not_the_drafters(
    blind: Verdict, newsroom: Newsroom
) -> None:
    now = timezone.now()
    inner = ScaleFactory(key="prepublication", is_public=False)
    with pytest.raises(Invalid, match="another scale"):
        review.second_check(blind, rating=RatingFactory(scale=inner), by=newsroom.reviewer, at=now)
    newsroom.checker.grants.create(role=Role.REVIEWER)
    drafter = type(newsroom.checker).objects.get(pk=newsroom.checker.pk)
    with pytest.raises(WorkflowError, match="second person"):
        review.second_check(blind, rating=RatingFactory(), by=drafter, at=now)
    assert not SecondCheck.objects.exists() and Scale.objects.count() == 2


def test_where_no_desk_asks_there_is_no_blind_check(submitted: Verdict, newsroom: Newsroom) -> None:
    with pytest.raises(WorkflowError, match="no blind second check"):
        review.second_check(submitted, rating=RatingFactory(), by=newsroom.reviewer, at=timezone.now())
    assert not submitted.is_hidden_from(newsroom.reviewer)
