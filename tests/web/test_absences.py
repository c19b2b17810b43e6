"""Who is away: entered with a look at what it means, for oneself and by editors for others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.choices import Action, Status
from claims.models import Claim, Event, User
from tests.factories import ClaimFactory, RevisionFactory, UserFactory
from tests.web.forms import Browser

WRITTEN = "%Y-%m-%dT%H:%M"


@pytest.fixture
def browser(page: Client) -> Browser:
    """Karla's browser without scripts."""
    return Browser(page)


@pytest.fixture
def editor(db: None) -> Browser:
    """The browser of an editor."""
    client = Client()
    client.force_login(UserFactory(username="edda", roles=["editor"], language="en"))
    return Browser(client)


def _in_hand(person: User, number: int) -> list[Claim]:
    revision = RevisionFactory()
    return [ClaimFactory(revision=revision, assignee=person, status=Status.ASSIGNED) for _ in range(number)]


def _local(hours: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime(WRITTEN)


def test_before_saving_it_shows_what_is_offered_again(browser: Browser, person: User) -> None:
    claims = _in_hand(person, 2)
    browser.open("/settings/absence/")
    assert "2 claims are in hand." in browser.words
    browser.send("Look at what it means", until=_local(48))
    assert "2 claims are offered again at once." in browser.words
    person.refresh_from_db()
    assert person.absent_from is None  # nothing is saved by looking
    assert Claim.objects.filter(assignee=person).count() == 2
    browser.send("Enter the absence")
    person.refresh_from_db()
    assert person.is_absent(timezone.now())
    assert "2 claims are offered again." in browser.words
    assert {claim.status for claim in Claim.objects.filter(pk__in=[c.pk for c in claims])} == {Status.QUEUED}
    assert Event.objects.filter(action=Action.BE_ABSENT).count() == 1


def test_an_absence_to_come_leaves_the_claims_for_now(browser: Browser, person: User) -> None:
    _in_hand(person, 1)
    browser.open("/settings/absence/").send("Look at what it means", since=_local(24), until=_local(48))
    assert "offered again when the absence begins" in browser.words
    browser.send("Enter the absence")
    person.refresh_from_db()
    assert person.absent_from is not None
    assert not person.is_absent(timezone.now())
    assert Claim.objects.filter(assignee=person).count() == 1
    assert "Away from" in browser.words


def test_it_can_end_early(browser: Browser, person: User) -> None:
    now = timezone.now()
    User.objects.filter(pk=person.pk).update(absent_from=now, absent_until=now + timedelta(days=9))
    browser.open("/settings/absence/").send("Back now")
    person.refresh_from_db()
    assert (person.absent_from, person.absent_until) == (None, None)


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [(2, -2, "This time has passed."), (9, 5, "An absence ends after it begins.")],
)
def test_times_that_cannot_be_are_said_at_the_field(
    browser: Browser, person: User, since: int, until: int, words: str
) -> None:
    browser.open("/settings/absence/").send("Look at what it means", since=_local(since), until=_local(until))
    assert browser.status == 422
    assert words in browser.words
    assert "Enter the absence" not in browser.words
    person.refresh_from_db()
    assert person.absent_from is None


def test_an_editor_sees_load_and_absence_and_enters_it_for_others(editor: Browser, person: User) -> None:
    claims = _in_hand(person, 2)
    Claim.objects.filter(pk=claims[0].pk).update(due_at=timezone.now() - timedelta(hours=1))
    editor.open("/people/")
    row = next(row for row in editor.page.iter("tr") if "Karla Kolb" in row.text_content())
    assert "2 · 1 late" in " ".join(row.text_content().split())
    editor.follow("Absence – Karla Kolb").send("Look at what it means").send("Enter the absence")
    person.refresh_from_db()
    assert person.is_absent(timezone.now())
    assert "away, end open" in editor.words


@pytest.mark.parametrize("path", ["/people/", "/people/{pk}/absence/"])
def test_others_are_the_business_of_editors(page: Client, path: str) -> None:
    assert page.get(path.format(pk=UserFactory().pk)).status_code == 403


def test_queries_do_not_grow_with_the_people(editor: Browser, person: User) -> None:
    _in_hand(person, 1)
    with CaptureQueriesContext(connection) as few:
        editor.open("/people/")
    for _ in range(2):
        _in_hand(UserFactory(roles=["checker"]), 1)
    with CaptureQueriesContext(connection) as more:
        editor.open("/people/")
    assert len(few) == len(more)
