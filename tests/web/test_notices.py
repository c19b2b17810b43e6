"""Notices: by day, narrowed, marked as seen, counted at the bell; and asking somebody to clear a claim."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.choices import Action, Role, Status
from claims.errors import WorkflowError
from claims.models import Event, Notification, User
from claims.notify import inbox
from claims.workflow import assignment, reminding, verification
from tests.factories import ClaimFactory
from tests.web.html import flat
from tests.workflow.factories import claim_at
from tests.workflow.factories import person as somebody

pytestmark = pytest.mark.django_db


def _read(page: Client, **query: str) -> str:
    return flat(page.get(reverse("notice_list"), query).content.decode())


def _told(person: User) -> None:
    """One assignment and one mention."""
    assignment.assign(ClaimFactory(), to=person, by=somebody(Role.EDITOR), at=timezone.now())
    verification.note(claim_at(Status.NEW), text="@karla ja?", by=somebody(Role.CHECKER), at=timezone.now())


def test_they_stand_under_their_day(page: Client, person: User) -> None:
    _told(person)
    old = inbox.of(person).last()
    Notification.objects.filter(pk=old.pk).update(written_at=timezone.now() - timedelta(days=2))
    html = _read(page)
    assert html.count('<section class="tile flush"') == 2
    assert html.index(">Today</h2>") < html.index(f'id="n{old.pk}"')


def test_the_list_is_narrowed_to_unread_and_mentions(page: Client, person: User) -> None:
    _told(person)
    mention = inbox.of(person).get(topic="mentioned")
    html = _read(page, show="mentions")
    assert f'id="n{mention.pk}"' in html and html.count('<li class="line') == 1
    inbox.mark_read(person, at=timezone.now(), only=[mention.pk])
    html = _read(page, show="unread")
    assert f'id="n{mention.pk}"' not in html and html.count('<li class="line') == 1


def test_the_bell_counts_until_all_are_seen(page: Client, person: User) -> None:
    _told(person)
    assert 'aria-label="Notices, 2 unread"' in _read(page)
    answer = page.post(reverse("notice_list"), {"all": "1", "next": "/notices/?show=unread"})
    assert answer.url == "/notices/?show=unread"
    html = _read(page, show="unread")
    assert 'aria-label="Notices"' in html and "You have seen everything" in html


def test_reading_marks_nothing(page: Client, person: User) -> None:
    _told(person)
    _read(page)
    assert inbox.unread_count(person) == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(
    page: Client, person: User, rows: int, django_assert_num_queries
) -> None:
    for _ in range(rows):
        _told(person)
    with django_assert_num_queries(8):  # session, person, notices, roles of the menu, four of the frame
        _read(page)


# -- The release gate -------------------------------------------------------------------------------


def test_who_keeps_an_article_back_is_reminded_once_an_hour(page: Client, person: User) -> None:
    claim = claim_at(Status.CHECKING)
    gate = reverse("article_gate", args=[claim.article_id])
    html = flat(page.get(gate).content.decode())
    assert claim.assignee.name in html and "Remind" in html
    sent = {"claim": claim.pk, "person": claim.assignee.pk}
    address = reverse("gate_remind", args=[claim.article_id])
    assert page.get(address).status_code == 405
    page.post(address, sent)
    told = inbox.of(claim.assignee).get()
    assert (told.topic, told.link) == ("asked", f"/claims/{claim.pk}/")
    event = Event.objects.get(action=Action.REMIND)
    assert event.actor == person and event.after["to"]["id"] == claim.assignee.pk
    assert "less than an hour ago" in page.post(address, sent, follow=True).content.decode()
    assert inbox.of(claim.assignee).count() == 1
    later = timezone.now() + timedelta(hours=1, minutes=1)
    reminding.remind(claim, to=claim.assignee, by=person, at=later)
    assert inbox.of(claim.assignee).count() == 2


def test_one_reminder_names_all_that_a_person_keeps_back(page: Client, person: User) -> None:
    first = claim_at(Status.CHECKING)
    holder = first.assignee
    second = claim_at(Status.ASSIGNED, article=first.article, assignee=holder)
    other = claim_at(Status.CHECKING, article=first.article)
    html = flat(page.get(reverse("article_gate", args=[first.article_id])).content.decode())
    assert f'{holder.name}<small class="muted">2 points' in html
    address = reverse("gate_remind", args=[first.article_id])
    page.post(address, {"person": holder.pk})
    told = inbox.of(holder).get()
    assert told.topic == "asked" and "zwei Behauptungen aus" in " ".join(told.text.split())
    assert not inbox.of(other.assignee).exists()
    assert set(Event.objects.filter(action=Action.REMIND).values_list("claim", flat=True)) == {
        first.pk,
        second.pk,
    }
    again = page.post(address, {"person": holder.pk}, follow=True).content.decode()
    assert "less than an hour ago" in again and inbox.of(holder).count() == 1
    with pytest.raises(WorkflowError):
        reminding.remind_of_all(first.article, to=somebody(Role.CHECKER), by=person, at=timezone.now())
    with pytest.raises(WorkflowError):
        reminding.remind_of_all(first.article, to=holder, by=holder, at=timezone.now())


def test_only_who_can_clear_it_is_reminded(person: User) -> None:
    claim, now = claim_at(Status.CHECKING), timezone.now()
    with pytest.raises(WorkflowError, match="klären"):
        reminding.remind(claim, to=somebody(Role.CHECKER), by=person, at=now)
    with pytest.raises(WorkflowError):
        reminding.remind(claim, to=claim.assignee, by=claim.assignee, at=now)
    done = claim_at(Status.DISMISSED)
    with pytest.raises(WorkflowError):
        reminding.remind(done, to=claim.assignee, by=person, at=now)
    assert not Notification.objects.exists()


def test_where_nobody_is_named_those_of_the_desk_are(page: Client) -> None:
    claim = claim_at(Status.QUEUED)
    stranger, own = somebody(Role.EDITOR), somebody(Role.EDITOR, desks=[claim.article.desk])
    html = flat(page.get(reverse("article_gate", args=[claim.article_id])).content.decode())
    assert own.name in html and stranger.name not in html


def test_an_unknown_claim_or_person_is_not_found(page: Client) -> None:
    claim = claim_at(Status.CHECKING)
    address = reverse("gate_remind", args=[claim.article_id])
    for sent in ({}, {"claim": "x", "person": "1"}, {"claim": claim.pk, "person": "9" * 30}):
        assert page.post(address, sent).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_gate_asks_the_same_for_one_and_three(
    page: Client, rows: int, django_assert_max_num_queries
) -> None:
    first = claim_at(Status.CHECKING)
    somebody(Role.EDITOR, desks=[first.article.desk])
    for n in range(rows):
        ClaimFactory(revision=first.revision, quote=first.revision.text[n * 5 : n * 5 + 5])
    with django_assert_max_num_queries(20) as asked:
        page.get(reverse("article_gate", args=[first.article_id]))
    counts.add(len(asked))
    assert len(counts) == 1


counts: set[int] = set()


def test_a_number_that_is_no_id_marks_nothing(page: Client) -> None:
    answer = page.post("/notices/", {"only": ["9" * 5_000, "9" * 19]})
    assert answer.status_code == 302
