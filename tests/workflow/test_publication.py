"""What goes out: frozen, corrected by a new one with a note, kept, retracted; nothing of it is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.choices import Action, Role, SourceKind, Status
from claims.errors import Invalid, WorkflowError
from claims.models import Claim, Event, Notification, Source, Verdict
from claims.workflow import correction, publication, review, triage
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import (
    EvidenceFactory,
    RatingFactory,
    ReasonFactory,
    ScaleFactory,
    SourceFactory,
    claim_at,
    person,
)


@pytest.fixture
def approved(newsroom: Newsroom) -> Claim:
    return claim_at(Status.APPROVED, drafter=newsroom.checker, reviewer=newsroom.reviewer)


@pytest.fixture
def published(approved: Claim, newsroom: Newsroom) -> Claim:
    publication.publish(approved, by=newsroom.editor, at=timezone.now())
    return approved


def told(topic: str) -> set[str]:
    rows = Notification.objects.filter(topic=topic, channel="in_app")
    return set(rows.values_list("recipient__username", flat=True))


def test_publication_freezes_what_the_readers_are_told(approved: Claim, newsroom: Newsroom) -> None:
    secret = SourceFactory(url="", kind=SourceKind.PERSON, title="Informantin", confidential=True)
    EvidenceFactory(claim=approved, source=secret)
    removed = EvidenceFactory(claim=approved)
    removed.removed_at = timezone.now()
    removed.save()
    now = timezone.now()
    verdict = publication.publish(approved, by=newsroom.editor, at=now)
    assert (verdict.published_by, verdict.published_at, approved.status) == (
        newsroom.editor,
        now,
        Status.PUBLISHED,
    )
    frozen = verdict.published_as
    assert frozen["claim"]["quote"] == approved.quote and frozen["rating"]["label_de"] == "falsch"
    assert len(frozen["evidence"]) == 2 and "Informantin" not in str(frozen)
    Source.objects.update(title="anders")
    triage_wording = Claim.objects.filter(pk=approved.pk).update(wording="anders")
    assert triage_wording and Verdict.objects.get().published_as == frozen
    assert Event.objects.get(action=Action.PUBLISH).after["digest"] == publication.digest_of(frozen)
    assert told("published") == {"jana", "mira"}


def test_without_evidence_review_or_a_public_rating_nothing_goes_out(newsroom: Newsroom) -> None:
    now = timezone.now()
    for status in set(Status.values) - {Status.APPROVED}:
        with pytest.raises(WorkflowError):
            publication.publish(claim_at(status), by=newsroom.editor, at=now)
    inner = claim_at(Status.APPROVED)
    scale = ScaleFactory(key="prepublication", is_public=False)
    inner.verdicts.update(rating=RatingFactory(scale=scale, key="stands", label_en="stands"))
    with pytest.raises(WorkflowError, match="“stands” is a rating for checks before publication"):
        publication.publish(inner, by=newsroom.editor, at=now)
    assert not Verdict.objects.filter(published_as__claim__isnull=False).exists()


def test_nothing_goes_out_before_its_embargo(approved: Claim, newsroom: Newsroom) -> None:
    now = timezone.now()
    approved.article.embargo_until = now + timedelta(hours=1)
    approved.article.save()
    with pytest.raises(WorkflowError, match="embargo until"):
        publication.publish(approved, by=newsroom.editor, at=now)


def correct_it(claim: Claim, newsroom: Newsroom, rationale: str) -> Verdict:
    now = timezone.now()
    correction.correct(claim, note="Falsche Zahl", by=newsroom.checker, at=now)
    review.draft_verdict(claim, by=newsroom.checker, at=now, rationale=rationale)
    verdict = review.submit(claim, by=newsroom.checker, at=now)
    review.approve(verdict, by=newsroom.reviewer, at=now)
    claim.refresh_from_db()
    return publication.publish(claim, by=newsroom.editor, at=now)


def test_a_correction_is_a_new_verdict_and_the_old_one_stays_readable(
    published: Claim, newsroom: Newsroom
) -> None:
    second = correct_it(published, newsroom, "Es sind 12.000.")
    third = correct_it(published, newsroom, "Es sind 12.500.")
    assert [v.number for v in published.verdicts.public().order_by("number")] == [1, 2, 3]
    assert [v.number for v in published.verdicts.standing()] == [3]
    assert (second.corrects.number, third.corrects.number, third.correction_note) == (1, 2, "Falsche Zahl")
    texts = [v.published_as["rationale"] for v in published.verdicts.order_by("number")]
    assert texts == ["Die Satzung nennt eine andere Zahl.", "Es sind 12.000.", "Es sind 12.500."]
    assert "henrike" not in told("published") and told("corrected") >= {"mira"}


def test_while_a_correction_runs_the_published_check_stands(published: Claim, newsroom: Newsroom) -> None:
    now = timezone.now()
    draft = correction.correct(published, note="Zahl", to=newsroom.other, by=newsroom.editor, at=now)
    assert (published.status, published.assignee, draft.drafted_by) == (
        Status.CHECKING,
        newsroom.other,
        newsroom.other,
    )
    assert (draft.rationale, draft.correction_note) == ("Die Satzung nennt eine andere Zahl.", "Zahl")
    assert [v.number for v in published.verdicts.standing()] == [1]
    with pytest.raises(WorkflowError, match="published check"):
        triage.dismiss(published, reason=ReasonFactory(), by=newsroom.editor, at=now)


def test_a_correction_needs_a_note_a_second_person_and_evidence_like_any_verdict(
    published: Claim, newsroom: Newsroom
) -> None:
    now = timezone.now()
    with pytest.raises(Invalid, match="readers see this"):
        correction.correct(published, note=" ", by=newsroom.checker, at=now)
    correction.correct(published, note="Zahl", by=newsroom.checker, at=now)
    review.draft_verdict(published, by=newsroom.checker, at=now, correction_note="")
    with pytest.raises(WorkflowError, match="note of correction"):
        review.submit(published, by=newsroom.checker, at=now)
    review.draft_verdict(published, by=newsroom.checker, at=now, correction_note="Zahl")
    published.evidence.update(removed_at=now)
    with pytest.raises(WorkflowError, match="independent origins"):
        review.submit(published, by=newsroom.checker, at=now)


def test_a_correction_given_up_leaves_the_check_as_it_was_and_can_begin_again(
    published: Claim, newsroom: Newsroom
) -> None:
    now = timezone.now()
    for stop_at in (Status.CHECKING, Status.IN_REVIEW, Status.APPROVED):
        correction.correct(published, note="Zahl", by=newsroom.checker, at=now)
        if stop_at != Status.CHECKING:
            verdict = review.submit(published, by=newsroom.checker, at=now)
            if stop_at == Status.APPROVED:
                review.approve(verdict, by=newsroom.reviewer, at=now)
                published.refresh_from_db()
        assert published.status == stop_at
        publication.keep(published, why="doch richtig", by=newsroom.editor, at=now)
        assert (published.status, published.assignee) == (Status.PUBLISHED, None)
        assert [v.number for v in published.verdicts.standing()] == [1]
    last = correct_it(published, newsroom, "Jetzt wirklich.")
    assert last.corrects is not None and last.corrects.number == 1


def test_a_retracted_check_stays_readable_with_its_note_and_the_claim_is_open(
    published: Claim, newsroom: Newsroom
) -> None:
    now = timezone.now()
    with pytest.raises(Invalid, match="why the check is retracted"):
        publication.retract(published, note="", by=newsroom.editor, at=now)
    verdict = publication.retract(published, note="Die Quelle war gefälscht.", by=newsroom.editor, at=now)
    assert (verdict.retracted_by, verdict.retraction_note) == (newsroom.editor, "Die Quelle war gefälscht.")
    assert verdict.published_as["rationale"] and published.verdicts.public().count() == 1
    assert not published.verdicts.standing().exists() and published.status == Status.QUEUED
    assert told("retracted") >= {"jana", "mira"}
    with pytest.raises(WorkflowError):
        publication.retract(published, note="noch einmal", by=newsroom.editor, at=now)


def test_after_a_retraction_a_new_check_is_no_correction(published: Claim, newsroom: Newsroom) -> None:
    now = timezone.now()
    publication.retract(published, note="Irrtum", by=newsroom.editor, at=now)
    Claim.objects.filter(pk=published.pk).update(status=Status.CHECKING, assignee=newsroom.checker)
    published.refresh_from_db()
    review.draft_verdict(published, by=newsroom.checker, at=now, rating=RatingFactory(), rationale="Neu.")
    assert review.submit(published, by=newsroom.checker, at=now).corrects is None


def test_nobody_publishes_their_own_draft_past_a_second_person(newsroom: Newsroom) -> None:
    boss, now = person(*Role.values), timezone.now()
    claim = claim_at(Status.CHECKING, assignee=boss)
    review.submit(claim, by=boss, at=now)
    with pytest.raises(WorkflowError):
        publication.publish(claim, by=boss, at=now)
    with pytest.raises(WorkflowError, match="second person"):
        review.approve(claim.verdicts.get(), by=boss, at=now)
    review.approve(claim.verdicts.get(), by=newsroom.reviewer, at=now)
    claim.refresh_from_db()
    assert publication.publish(claim, by=boss, at=now).published_by == boss  # publishing is the editor's part
