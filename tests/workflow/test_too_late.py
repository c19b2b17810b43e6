"""Whoever comes too late to decide on a verdict reads who decided what and when."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from claims import history
from claims.choices import Action, Role, Status
from claims.errors import Forbidden, Moved, WorkflowError
from claims.models import Claim, Event, Token, User
from claims.workflow import publication, review, undo
from tests.web.forms import Browser
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import claim_at, person


@pytest.fixture
def claim(newsroom: Newsroom) -> Claim:
    """Its verdict waits for a second person."""
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    review.submit(claim, by=newsroom.checker, at=timezone.now())
    return claim


@pytest.fixture
def late(db: None) -> User:
    return person(Role.REVIEWER, Role.EDITOR, username="paul", language="en")


def stale(claim: Claim) -> Claim:
    """The claim as somebody has read it before the others acted."""
    return Claim.objects.get(pk=claim.pk)


def told(claim: Claim, late: User, action: str = Action.APPROVE) -> Moved:
    with pytest.raises(Moved) as refused:
        review.to_decide(claim, action, by=late)
    return refused.value


@pytest.mark.parametrize(
    ("decide", "words"),
    [
        (lambda verdict, room, at: review.approve(verdict, by=room.reviewer, at=at), "Mira, %s: “approved”."),
        (
            lambda verdict, room, at: review.send_back(verdict, note="Quelle?", by=room.reviewer, at=at),
            "Mira, %s: “sent back”.",
        ),
        (
            lambda verdict, room, at: review.overrule(verdict, because="Anders.", by=room.editor, at=at),
            "Henrike, %s: “overruled”.",
        ),
        (
            lambda verdict, room, at: review.recall(verdict, by=room.checker, at=at),
            "Jana, %s: “taken back from review”.",
        ),
    ],
)
def test_it_says_who_decided_what_and_when(
    claim: Claim, newsroom: Newsroom, late: User, decide: Callable[..., None], words: str
) -> None:
    at = datetime(2026, 12, 1, 13, 5, tzinfo=timezone.get_default_timezone())
    seen, verdict = stale(claim), claim.verdicts.get()
    in_hand = claim.verdicts.select_related("claim").get()
    decide(verdict, newsroom, at)
    for before in (seen, stale(claim)):  # read before the decision or after it
        error = told(before, late)
        assert str(error).endswith(words % "12/01/2026 1:05 p.m.")
        assert [change.who for change in error.changes] == [words.split(",", maxsplit=1)[0]]
        assert error.version == stale(claim).version
    with pytest.raises(Moved):  # in the room itself, with the verdict in hand
        review.approve(in_hand, by=late, at=at)


def test_after_publication_it_names_the_publication(claim: Claim, newsroom: Newsroom, late: User) -> None:
    at = timezone.now()
    review.approve(claim.verdicts.get(), by=newsroom.reviewer, at=at)
    claim.refresh_from_db()
    publication.publish(claim, by=newsroom.editor, at=at)
    assert "Henrike" in str(told(claim, late)) and "“published”" in str(told(claim, late))


def test_an_undone_submission_is_told_as_undone(claim: Claim, newsroom: Newsroom, late: User) -> None:
    undo.undo(claim, by=newsroom.checker, at=timezone.now())
    assert "Jana" in str(told(claim, late)) and "“undone”" in str(told(claim, late))


def test_rights_come_first_and_what_never_was_in_review_is_refused_as_before(
    claim: Claim, newsroom: Newsroom, late: User
) -> None:
    review.approve(claim.verdicts.get(), by=newsroom.reviewer, at=timezone.now())
    with pytest.raises(Forbidden):
        review.to_decide(claim, Action.APPROVE, by=newsroom.other)
    fresh = claim_at(Status.CHECKING, assignee=newsroom.checker)
    with pytest.raises(WorkflowError, match="“checking”") as refused:
        review.to_decide(fresh, Action.APPROVE, by=late)
    assert not isinstance(refused.value, Moved)


def test_what_can_still_be_decided_is_decided(claim: Claim, newsroom: Newsroom, late: User) -> None:
    verdict = claim.verdicts.get()
    assert review.to_decide(claim, Action.APPROVE, by=late) == verdict
    review.approve(verdict, by=newsroom.reviewer, at=timezone.now())
    assert review.to_decide(claim, Action.OVERRULE, by=late) == verdict


def test_the_page_and_the_api_say_it(claim: Claim, newsroom: Newsroom, late: User, client: Client) -> None:
    client.force_login(late)
    browser = Browser(client).open(f"/claims/{claim.pk}/")
    review.approve(claim.verdicts.get(), by=newsroom.reviewer, at=timezone.now())
    browser.send("Approve", within="approve")
    assert browser.status == 409
    assert "Mira" in browser.words and "“approved”" in browser.words
    api = APIClient(
        headers={
            "authorization": f"Bearer {Token.issue(late, at=timezone.now())[1]}",
            "accept-language": "de",
        }
    )
    answer = api.post(f"/api/v1/claims/{claim.pk}/approve/", {}, format="json")
    assert answer.status_code == 409
    body = answer.json()
    assert body["code"] == "moved" and body["version"] == stale(claim).version
    assert (
        "wartet auf keine Entscheidung mehr. Mira, " in body["detail"] and "„freigegeben“" in body["detail"]
    )
    assert [(change["who"], change["action"]) for change in body["changes"]] == [("Mira", "approve")]


@pytest.mark.django_db(transaction=True)
def test_of_several_approvals_at_the_same_time_one_holds_and_the_others_read_whose() -> None:
    checker = person(Role.CHECKER, username="jana")
    reviewers = [person(Role.REVIEWER, username=f"r{n}", display_name=f"Lektorat {n}") for n in range(4)]
    claim = claim_at(Status.CHECKING, assignee=checker)
    review.submit(claim, by=checker, at=timezone.now() - timedelta(minutes=1))
    secrets = [Token.issue(by, at=timezone.now())[1] for by in reviewers]
    start = threading.Barrier(len(reviewers))
    answers: list[tuple[int, dict[str, object]]] = []

    def approve(secret: str) -> None:
        try:
            api = APIClient(headers={"authorization": f"Bearer {secret}", "accept-language": "de"})
            start.wait(timeout=20)
            answer = api.post(f"/api/v1/claims/{claim.pk}/approve/", {}, format="json")
            answers.append((answer.status_code, answer.json()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=approve, args=(secret,)) for secret in secrets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, _body in answers) == [200, 409, 409, 409]
    winner = Event.objects.get(claim=claim, action=Action.APPROVE).actor_name
    for status, body in answers:
        if status == 409:
            assert winner in str(body["detail"]) and "„freigegeben“" in str(body["detail"])
            assert "Es gibt kein Verdikt" not in str(body["detail"])
    assert history.verify().broken is None
