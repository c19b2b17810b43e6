"""The proof dossier: whole, in text order, and no more than its reader may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.choices import Role, SourceKind, Status
from claims.dossier import dossier
from claims.models import Event
from claims.workflow import review, verification
from tests.factories import ClaimFactory, DeskFactory, FactFactory, RevisionFactory
from tests.workflow.factories import EvidenceFactory, SourceFactory, claim_at, person

pytestmark = pytest.mark.django_db


def test_every_claim_stands_with_its_proof_in_text_order() -> None:
    revision, reader, now = RevisionFactory(), person(Role.EDITOR), timezone.now()
    first = claim_at(Status.PUBLISHED, revision=revision)
    second = claim_at(Status.DISMISSED, revision=revision)
    gone = ClaimFactory(revision=RevisionFactory(), article=revision.article, status=Status.GONE, number=9)
    ClaimFactory(revision=revision, merged_into=first)
    FactFactory(claim=first)
    verification.note(first, text="geprüft", by=person(Role.CHECKER), at=now)
    found = dossier(revision.article, by=reader, at=now)
    assert [file.claim for file in found.claims] == [first, second, gone]
    file = found.claims[0]
    assert (len(file.evidence), len(file.verdicts), len(file.facts), len(file.notes)) == (2, 1, 1, 1)
    assert file.events[-1].after["note"] == file.notes[0].pk
    assert (found.revision, found.made_at, found.made_for) == (revision, now, reader)
    assert found.last_hash == Event.objects.order_by("-pk")[0].hash


def test_confidential_sources_and_blind_verdicts_are_not_given_away() -> None:
    desk, reviewer = DeskFactory(blind_second_check=True), person(Role.REVIEWER)
    claim = claim_at(Status.IN_REVIEW, desk=desk)
    secret = SourceFactory(url="", kind=SourceKind.PERSON, title="Informantin", confidential=True)
    EvidenceFactory(claim=claim, source=secret)
    verdict = claim.verdicts.get()

    def seen_by(reader: object) -> tuple[int, int, int]:
        (file,) = dossier(claim.article, by=reader, at=timezone.now()).claims
        return len(file.evidence), file.hidden, len(file.verdicts)

    assert seen_by(reviewer) == (2, 1, 0)
    assert seen_by(verdict.drafted_by) == (2, 1, 1)
    secret.confidants.add(reviewer)
    assert seen_by(reviewer) == (3, 0, 0)
    review.second_check(verdict, rating=verdict.rating, by=reviewer, at=timezone.now())
    assert seen_by(reviewer) == (3, 0, 1)


def test_a_dossier_asks_the_database_the_same_few_times_for_any_number_of_claims() -> None:
    revision, reader = RevisionFactory(), person(Role.EDITOR)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            dossier(revision.article, by=reader, at=timezone.now())
        return len(captured)

    claim_at(Status.PUBLISHED, revision=revision)
    assert reader.holds(Role.EDITOR)  # read once per person, before any page
    one = queries()
    claim_at(Status.IN_REVIEW, revision=revision)
    claim_at(Status.APPROVED, revision=revision)
    assert queries() == one < 20
