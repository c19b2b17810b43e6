"""The message with the way back, and what its button does."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claims.choices import Role, Status
from claims.models import Claim, Event, User
from claims.workflow import assignment, triage
from tests.workflow.factories import claim_at, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return person(Role.EDITOR, Role.CHECKER, username="henrike", language="en")


@pytest.fixture
def browser(editor: User, client: Client) -> Client:
    client.force_login(editor)
    return client


def toasts(page: str) -> list[str]:
    return re.findall(r'(?s)<form class="toast".*?</form>', page)


def test_an_action_offers_its_way_back_and_the_button_takes_it(browser: Client) -> None:
    claim = claim_at(Status.NEW)
    page = browser.post(f"/claims/{claim.pk}/accept/", {"version": 1}, follow=True).content.decode()
    (toast,) = toasts(page)
    assert "Done: accepted." in toast and 'action="/undo/"' in toast and "csrfmiddlewaretoken" in toast
    event = Event.objects.get(claim=claim)
    assert re.findall(r'name="event" value="(\d+)"', toast) == [str(event.pk)]
    assert f'name="next" value="/claims/{claim.pk}/"' in toast
    assert "<kbd>z</kbd>" in toast and "factcheck/undo.js" in page
    answer = browser.post("/undo/", {"event": event.pk, "next": f"/claims/{claim.pk}/"}, follow=True)
    assert answer.redirect_chain == [(f"/claims/{claim.pk}/", 302)]
    assert "Undone: the claim stands as before." in answer.content.decode()
    assert toasts(answer.content.decode()) == []
    assert Claim.objects.get(pk=claim.pk).status == Status.NEW


def test_a_note_is_said_without_a_way_back(browser: Client) -> None:
    claim = claim_at(Status.NEW)
    page = browser.post(f"/claims/{claim.pk}/note/", {"version": 1, "text": "Hm."}, follow=True)
    assert "Done: note written." in page.content.decode()
    assert toasts(page.content.decode()) == []


def test_several_claims_go_back_together_and_a_refusal_says_why(browser: Client, editor: User) -> None:
    first, second, other = (claim_at(Status.NEW) for _each in range(3))
    at = timezone.now()
    assignment.assign_all([first, second], to=editor, by=editor, at=at)
    triage.accept(other, by=person(Role.CHECKER), at=at)
    events = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    page = browser.post("/undo/", {"event": [*events, "x", "999999999999999999999"]}, follow=True)
    words = page.content.decode()
    assert "Undone: 2 claims stand as before." in words
    assert "Only the one who did it can undo it." in words
    assert {claim.status for claim in Claim.objects.filter(pk__in=[first.pk, second.pk])} == {Status.NEW}
    assert Claim.objects.get(pk=other.pk).status == Status.QUEUED


def test_what_is_too_old_or_nothing_at_all_is_told(browser: Client, editor: User) -> None:
    claim = claim_at(Status.NEW)
    triage.accept(claim, by=editor, at=timezone.now() - timedelta(minutes=11))
    page = browser.post("/undo/", {"event": Event.objects.get().pk}, follow=True).content.decode()
    assert "This can be undone for 10 minutes only." in page
    nothing = browser.post("/undo/", follow=True).content.decode()
    assert "There is nothing of yours that could be undone now." in nothing
    assert Claim.objects.get(pk=claim.pk).status == Status.QUEUED


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_leads_back_to_our_own_pages_only(browser: Client, away: str) -> None:
    assert browser.post("/undo/", {"next": away}).url == "/"


def test_it_takes_a_form_and_its_token(editor: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.get("/undo/").status_code == 405
    assert strict.post("/undo/", {"event": 1}).status_code == 403


def test_the_key_is_not_shown_to_whom_has_switched_keys_off(browser: Client, editor: User) -> None:
    User.objects.filter(pk=editor.pk).update(shortcuts=False)
    claim = claim_at(Status.NEW)
    page = browser.post(f"/claims/{claim.pk}/accept/", {"version": 1}, follow=True).content.decode()
    (toast,) = toasts(page)
    assert "<kbd>" not in toast
