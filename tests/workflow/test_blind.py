"""Whoever has still to check a claim blind reads nowhere how it was rated before."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone

from claims.choices import Action, Role
from claims.models import Claim, Event, Token, User, Verdict
from claims.workflow import review
from tests.factories import DeskFactory
from tests.workflow.factories import EvidenceFactory, RatingFactory, claim_at, person

pytestmark = pytest.mark.django_db
SECRET = ("Frei erfunden ist das", "Zu streng bewertet", "Ohne Beleg eingereicht")
RATED = "zu-scharf"  # a page offers all ratings in its form; the machines' door names none


@dataclass
class Case:
    """A verdict that was sent back once and stands under review again."""

    claim: Claim
    blind: User
    drafter: User
    first: User  # who sent it back, and has given a second check of the first draft


@pytest.fixture
def case() -> Case:
    drafter, first = person(Role.CHECKER), person(Role.REVIEWER)
    blind = person(Role.REVIEWER, Role.EDITOR, language="en")
    desk = DeskFactory(blind_second_check=True)
    claim = claim_at("checking", drafter=drafter, assignee=drafter, desk=desk)
    EvidenceFactory(claim=claim)
    at = timezone.now()
    rating = RatingFactory(key="zu-scharf", label_en="zu-scharf", label_de="zu-scharf", order=3)
    review.draft_verdict(claim, by=drafter, at=at, rating=rating, rationale="Frei erfunden ist das.")
    verdict = review.submit(claim, by=drafter, at=at, exception="Ohne Beleg eingereicht")
    review.send_back(verdict, note="Zu streng bewertet", by=first, at=at)
    claim.refresh_from_db()
    review.submit(claim, by=drafter, at=at)
    return Case(claim, blind, drafter, first)


def doors(claim: Claim) -> Iterator[str]:
    for part in ("", "events/", "verdicts/", "notes/", "evidence/", "confrontations/"):
        yield f"/api/v1/claims/{claim.pk}/{part}"
    yield "/api/v1/claims/?status=in_review"
    yield f"/api/v1/articles/{claim.article_id}/gate/"
    yield f"/api/v1/articles/{claim.article_id}/claims/"
    yield f"/claims/{claim.pk}/"
    yield f"/articles/{claim.article_id}/"
    yield f"/articles/{claim.article_id}/gate/"
    yield f"/articles/{claim.article_id}/dossier/"
    yield "/claims/"
    yield "/day/"


def read(user: User, url: str) -> str:
    if url.startswith("/api/"):
        _row, key = Token.issue(user, at=timezone.now())
        answer = Client().get(url, headers={"authorization": f"Bearer {key}"})
    else:
        browser = Client()
        browser.force_login(user)
        answer = browser.get(url)
    assert answer.status_code == 200, (url, answer.content)
    return answer.content.decode()


def test_no_door_tells_the_earlier_rating(case: Case) -> None:
    told = {url: [words for words in SECRET if words in read(case.blind, url)] for url in doors(case.claim)}
    assert {url: words for url, words in told.items() if words} == {}
    assert [url for url in doors(case.claim) if "/api/" in url and RATED in read(case.blind, url)] == []


def test_who_has_checked_or_drafted_reads_all_of_it(case: Case) -> None:
    events = f"/api/v1/claims/{case.claim.pk}/events/"
    for words in (*SECRET, RATED):
        assert words in read(case.drafter, events)
    rating = RatingFactory(key="true", order=2)
    verdict = Verdict.objects.get()
    review.second_check(verdict, rating=rating, by=case.blind, at=timezone.now())
    for url in (events, f"/articles/{case.claim.article_id}/dossier/"):
        assert "Zu streng bewertet" in read(case.blind, url)


def test_who_and_when_stays_readable(case: Case) -> None:
    page = read(case.blind, f"/api/v1/claims/{case.claim.pk}/events/")
    assert '"send-back"' in page and case.first.username in page
    sent_back = Event.objects.get(action=Action.SEND_BACK)
    assert sent_back.before["rationale"].startswith("Frei erfunden")  # the row itself is whole


def test_the_filter_and_the_verdict_say_the_same(case: Case) -> None:
    for user in (case.blind, case.drafter, case.first):
        for verdict in Verdict.objects.all():
            hidden = Verdict.objects.hidden_from(user).filter(pk=verdict.pk).exists()
            assert hidden is verdict.is_hidden_from(user)


def test_an_editor_who_can_give_no_second_check_reads_both_once_one_stands(case: Case) -> None:
    editor, checker = person(Role.EDITOR), person(Role.CHECKER)
    verdict = case.claim.verdicts.get()

    def hidden(by: User) -> tuple[bool, bool]:
        fresh = Verdict.objects.get(pk=verdict.pk)
        return fresh.is_hidden_from(by), Verdict.objects.hidden_from(by).filter(pk=verdict.pk).exists()

    assert hidden(editor) == hidden(case.first) == hidden(checker) == (True, True)
    at = timezone.now()
    review.second_check(verdict, rating=RatingFactory(key="true", order=4), by=case.first, at=at)
    assert hidden(editor) == hidden(case.first) == (False, False)
    assert hidden(case.blind) == hidden(checker) == (True, True)  # may give one too, or has nothing to decide
