"""A claim's whole way, room by room, from the first look to a published check and its correction."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from claims import history
from claims.choices import Action, Role, Status
from claims.models import Event, Snapshot
from claims.workflow import assignment, correction, publication, review, triage, verification
from claims.workflow.verification import SourceSheet
from tests.factories import ClaimFactory
from tests.workflow.factories import RatingFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_from_the_first_look_to_a_correction() -> None:
    editor, checker, reviewer = person(Role.EDITOR), person(Role.CHECKER), person(Role.REVIEWER)
    claim, now = ClaimFactory(), timezone.now()
    triage.accept(claim, by=checker, at=now)
    assignment.assign(claim, to=checker, by=editor, at=now, due_at=now + timedelta(hours=2), note="Eilt")
    verification.start(claim, by=checker, at=now)
    for url in ("https://www.amt.example.de/satzung?utm_source=x", "https://zeitung.example.org/1"):
        verification.cite(claim, source=SourceSheet(url=url), stance="refutes", by=checker, at=now)
    assert verification.independent_origins(claim) == 2
    assert Snapshot.objects.count() == 2

    draft = review.draft_verdict(claim, by=checker, at=now, rationale="Es sind 21.")
    draft = review.draft_verdict(claim, by=checker, at=now, rating=RatingFactory(), version=draft.version)
    assert (draft.rationale, draft.rating.key, draft.number) == ("Es sind 21.", "false", 1)
    verdict = review.submit(claim, by=checker, at=now)
    assert claim.status == Status.IN_REVIEW
    review.send_back(verdict, note="Welche Satzung?", by=reviewer, at=now)
    claim.refresh_from_db()
    assert (claim.status, claim.assignee, verdict.submitted_at) == (Status.CHECKING, checker, None)
    review.draft_verdict(claim, by=checker, at=now, rationale="Es sind 21, sagt die Satzung von 2023.")
    verdict = review.submit(claim, by=checker, at=now)
    review.approve(verdict, by=reviewer, at=now)
    claim.refresh_from_db()
    published = publication.publish(claim, by=editor, at=now)
    assert claim.status == Status.PUBLISHED
    assert published.published_as["rating"]["label_en"] == "false"
    assert len(published.published_as["evidence"]) == 2

    correction.correct(claim, note="Die Satzung gilt erst ab 2024.", by=checker, at=now)
    review.draft_verdict(claim, by=checker, at=now, rationale="Es sind 21, ab 2024.")
    second = review.submit(claim, by=checker, at=now)
    review.approve(second, by=reviewer, at=now)
    claim.refresh_from_db()
    publication.publish(claim, by=editor, at=now)
    published.refresh_from_db()
    second.refresh_from_db()
    assert second.corrects == published and second.correction_note == "Die Satzung gilt erst ab 2024."
    assert published.published_as["rationale"] == "Es sind 21, sagt die Satzung von 2023."
    assert [v.number for v in claim.verdicts.standing()] == [2]
    publication.retract(claim, note="Beide Satzungen sind ungültig.", by=editor, at=now)
    assert claim.status == Status.QUEUED and not claim.verdicts.standing().exists()

    assert [e.action for e in Event.objects.filter(claim=claim).order_by("pk")] == [
        Action.ACCEPT, Action.ASSIGN, Action.START, Action.CITE, Action.CITE, Action.SUBMIT, Action.SEND_BACK,
        Action.SUBMIT, Action.APPROVE, Action.PUBLISH, Action.CORRECT, Action.SUBMIT, Action.APPROVE,
        Action.PUBLISH, Action.RETRACT,
    ]  # fmt: skip
    assert history.verify().broken is None
    assert publication.tampered() == []
