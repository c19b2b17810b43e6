"""The open claims of an article that nobody has: given out or taken in one go; what was last done goes back."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from claims.choices import Role, Status
from claims.models import Claim, Event, Revision, User
from claims.workflow import assignment
from tests.factories import ClaimFactory, RevisionFactory
from tests.workflow.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision() -> Revision:
    """An article with three claims: two that nobody has, one in check."""
    revision = RevisionFactory(text="Eins sind 5 Euro. Zwei sind 6 Euro. Drei sind 7 Euro.")
    ClaimFactory(revision=revision, quote="Eins sind 5 Euro.", status=Status.NEW)
    ClaimFactory(revision=revision, quote="Zwei sind 6 Euro.", status=Status.QUEUED)
    busy = person(Role.CHECKER, username="tom")
    ClaimFactory(revision=revision, quote="Drei sind 7 Euro.", status=Status.CHECKING, assignee=busy)
    return revision


def _signed_in(client: Client, *roles: str) -> User:
    found = person(*roles, username="henrike", language="en")
    client.force_login(found)
    return found


def _holders(revision: Revision) -> list[str]:
    claims = Claim.objects.filter(revision=revision).order_by("start")
    return [claim.assignee.username if claim.assignee else "" for claim in claims]


def test_an_editor_gives_the_open_ones_to_a_person_and_can_take_it_back(
    client: Client, revision: Revision
) -> None:
    _signed_in(client, Role.EDITOR)
    karla = person(Role.CHECKER, username="karla")
    here = f"/articles/{revision.article_id}/"
    page = client.get(here).content.decode()
    assert "Assign open ones" in page and "2 open claims that nobody has" in page
    answer = client.post(f"{here}assign/", {"to": f"u{karla.pk}", "next": f"{here}?cards=open"}, follow=True)
    assert answer.redirect_chain == [(f"{here}?cards=open", 302)]
    assert _holders(revision) == ["karla", "karla", "tom"]
    words = answer.content.decode()
    assert "2 claims: assigned" in words and "Assign open ones" not in words
    events = re.findall(r'name="event" value="(\d+)"', words)
    client.post("/undo/", {"event": events})
    assert _holders(revision) == ["", "", "tom"]


def test_by_the_rules_of_the_desks_whoever_has_least_gets_them(client: Client, revision: Revision) -> None:
    _signed_in(client, Role.EDITOR)
    karla = person(Role.CHECKER, username="karla")
    karla.desks.add(revision.article.desk)
    client.post(f"/articles/{revision.article_id}/assign/", {"to": "rules"})
    assert _holders(revision)[:2] == ["karla", "karla"]


def test_a_checker_takes_them_and_gives_none_to_others(client: Client, revision: Revision) -> None:
    _signed_in(client, Role.CHECKER)
    karla = person(Role.CHECKER, username="karla")
    here = f"/articles/{revision.article_id}/"
    page = client.get(here).content.decode()
    assert "Take open ones" in page and "Assign open ones" not in page
    refused = client.post(f"{here}assign/", {"to": f"u{karla.pk}"}, follow=True).content.decode()
    assert _holders(revision) == ["", "", "tom"]
    assert 'class="banner st-false"' in refused
    client.post(f"{here}assign/", {"take": "1", "next": "https://elsewhere.example/"})
    assert _holders(revision) == ["henrike", "henrike", "tom"]


def test_without_a_name_nothing_is_given_and_the_page_asks_for_one(
    client: Client, revision: Revision
) -> None:
    _signed_in(client, Role.EDITOR)
    answer = client.post(f"/articles/{revision.article_id}/assign/", {"to": ""}, follow=True)
    assert "Name a person or a desk." in answer.content.decode()
    assert _holders(revision) == ["", "", "tom"]


def test_a_reader_is_offered_neither(client: Client, revision: Revision) -> None:
    _signed_in(client, Role.REVIEWER)
    page = client.get(f"/articles/{revision.article_id}/").content.decode()
    assert "Assign open ones" not in page and "Take open ones" not in page


def test_the_open_card_offers_to_take_back_what_its_person_did_last(
    client: Client, revision: Revision
) -> None:
    me = _signed_in(client, Role.CHECKER)
    claim = Claim.objects.get(quote="Eins sind 5 Euro.")
    here = f"/articles/{revision.article_id}/?claim={claim.number}"
    assert "data-undo-last" not in client.get(here).content.decode()
    assignment.take(claim, by=me, at=timezone.now())
    card = client.get(here).content.decode()
    event = Event.objects.get(claim=claim)
    assert f'name="event" value="{event.pk}"' in card and "Undo: taken (z)" in card
    client.post("/undo/", {"event": event.pk})
    assert _holders(revision)[0] == ""
