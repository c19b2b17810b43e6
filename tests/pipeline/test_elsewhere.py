"""Whoever holds an open claim is told once that the same was checked elsewhere, and of every correction of that."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from claims.choices import Carriage, Decision, OutletKind, Role, Status
from claims.models import Article, Claim, Match, Notification, Outlet, User
from claims.notify import outbox
from claims.pipeline import match
from claims.workflow import correction, publication, review, settled, triage
from tests.pipeline.test_match import CHECKED, ELSEWHERE, REWORDED, article_of
from tests.workflow.factories import EvidenceFactory, RatingFactory, VerdictFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.MATCHING_INDEX = tmp_path / "matching"


@pytest.fixture
def checker() -> User:
    return person(Role.CHECKER, username="jana")


@pytest.fixture
def reviewer() -> User:
    return person(Role.REVIEWER, username="paul")


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR, username="mira")


@pytest.fixture
def holder() -> User:
    return person(Role.CHECKER, username="tom", language="de")


def the_claim(article: Article) -> Claim:
    return article.claims.get(quote__contains="zwölf neue Busse")


def held(article: Article, by: User) -> Claim:
    claim = the_claim(article)
    Claim.objects.filter(pk=claim.pk).update(status=Status.CHECKING, assignee=by)
    claim.refresh_from_db()
    return claim


def submitted(claim: Claim, checker: User) -> Claim:
    """The claim's check waits for a second person."""
    Claim.objects.filter(pk=claim.pk).update(status=Status.CHECKING, assignee=checker)
    claim.refresh_from_db()
    EvidenceFactory.create_batch(2, claim=claim)
    VerdictFactory(claim=claim, drafted_by=checker, rating=RatingFactory())
    review.submit(claim, by=checker, at=timezone.now())
    return claim


def approve(claim: Claim, reviewer: User) -> None:
    review.approve(claim.verdicts.get(reviewed_at=None), by=reviewer, at=timezone.now())
    claim.refresh_from_db()


def told(person: User, channel: str = "in_app") -> list[Notification]:
    rows = Notification.objects.filter(recipient=person, topic="checked_elsewhere", channel=channel)
    return list(rows.order_by("pk"))


def clock() -> None:
    match.look_again(timezone.now())


@pytest.fixture
def both(holder: User, checker: User) -> tuple[Claim, Claim]:
    """A claim whose check waits for a second person, and the same one elsewhere in other words, in the holder's hands."""
    first, open_one = article_of(CHECKED, "a"), article_of(REWORDED, "b")
    clock()
    return submitted(the_claim(first), checker), held(open_one, holder)


def test_the_holder_is_told_once_of_check_and_publication(both, holder, reviewer, editor):
    check, open_one = both
    approve(check, reviewer)
    clock()
    clock()
    (row,) = told(holder)
    assert row.subject.startswith("Anderswo geprüft: eine Behauptung aus")
    assert row.lines[0]["link"] == row.link == f"/claims/{open_one.pk}/"
    assert row.lines[0]["words"].endswith("– Bewertung: falsch")
    assert "Person paul hat dieselbe Behauptung" in row.text and "nichts von selbst" in row.text
    (mail,) = told(holder, "email")
    assert (mail.rhythm, mail.state) == ("collected", Carriage.WAITING)
    publication.publish(check, by=editor, at=timezone.now())
    clock()
    assert len(told(holder)) == 1
    open_one.refresh_from_db()
    assert (open_one.status, open_one.answered_by) == (Status.CHECKING, None)  # nothing is carried over


def test_a_correction_and_a_retraction_are_told_each_once(both, holder, checker, reviewer, editor):
    check, _open_one = both
    approve(check, reviewer)
    publication.publish(check, by=editor, at=timezone.now())
    clock()
    correction.correct(check, note="Die Zahl war falsch.", by=checker, at=timezone.now())
    clock()
    assert len(told(holder)) == 1  # a correction that was only begun is no news
    review.draft_verdict(
        check, by=checker, at=timezone.now(), rating=RatingFactory(key="true", label_de="richtig")
    )
    check.refresh_from_db()
    review.submit(check, by=checker, at=timezone.now())
    approve(check, reviewer)
    publication.publish(check, by=editor, at=timezone.now())
    clock()
    clock()
    corrected = told(holder)[1]
    assert len(told(holder)) == 2
    assert corrected.subject.startswith("Frühere Prüfung berichtigt")
    assert "Begründung: Die Zahl war falsch." in corrected.text
    assert corrected.lines[0]["words"].endswith("– Bewertung: richtig")
    publication.retract(check, note="Quelle gefälscht.", by=editor, at=timezone.now())
    clock()
    clock()
    retracted = told(holder)[2]
    assert len(told(holder)) == 3
    assert retracted.subject.startswith("Frühere Prüfung zurückgezogen")
    assert "Quelle gefälscht." in retracted.text and "nicht mehr darauf" in retracted.text
    assert "Bewertung" not in retracted.lines[0]["words"]


def test_an_english_reader_reads_english(both, holder, reviewer):
    User.objects.filter(pk=holder.pk).update(language="en")
    approve(both[0], reviewer)
    clock()
    (row,) = told(holder)
    assert row.subject.startswith("Checked elsewhere: one claim in")
    assert "that says the same" in row.text


def test_nobody_is_told_of_what_they_decided_themselves_or_have_put_aside(both, holder, reviewer):
    check, open_one = both
    Match.objects.create(
        claim=open_one, earlier=check, relation="same", score=1, method="t", found_at=timezone.now(),
        decision=Decision.REJECTED,
    )  # fmt: skip
    approve(check, reviewer)
    clock()
    assert not told(holder)
    Match.objects.update(decision=Decision.OPEN)
    Claim.objects.filter(pk=open_one.pk).update(assignee=reviewer)
    clock()
    assert not told(reviewer)


def test_other_claims_decided_ones_and_those_for_practice_are_not_told_of(both, holder, reviewer):
    check, open_one = both
    other = article_of(ELSEWHERE, "c").claims.first()
    Claim.objects.filter(pk=other.pk).update(status=Status.CHECKING, assignee=holder)
    Claim.objects.filter(pk=open_one.pk).update(status=Status.QUEUED, assignee=None)
    approve(check, reviewer)
    clock()
    assert Match.objects.filter(claim=open_one, earlier=check).exists() and not told(holder)


def test_practice_teaches_and_tells_nobody(both, holder, reviewer):
    Outlet.objects.filter(pk=both[0].article.outlet_id).update(kind=OutletKind.PRACTICE)
    approve(both[0], reviewer)
    clock()
    assert not told(holder)


def test_a_check_taken_back_at_once_is_not_told(both, holder, reviewer, editor):
    check, _open_one = both
    approve(check, reviewer)
    triage.reopen(check, by=editor, at=timezone.now())
    clock()
    assert not told(holder)


def test_the_mail_is_not_sent_when_the_claim_is_decided_by_then(both, holder, reviewer):
    check, open_one = both
    approve(check, reviewer)
    clock()
    triage.answer(open_one, earlier=check, by=holder, at=timezone.now())
    outbox.drain(timezone.now() + timedelta(minutes=10), judge=settled.judge)
    (mail,) = told(holder, "email")
    assert (mail.state, mail.failure) == (Carriage.DROPPED, "The claim has been decided meanwhile.")
