"""My day: what is mine by its time, what others did to it, and what is put aside for a while."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from claims import boards, day
from claims.choices import Action, Role, Status
from claims.models import Claim, Snooze, User
from claims.workflow import assignment, review, verification
from tests.factories import DeskFactory
from tests.web.html import flat
from tests.workflow.factories import claim_at
from tests.workflow.factories import person as somebody

pytestmark = pytest.mark.django_db


def _mine(person: User, **fields: object) -> Claim:
    return claim_at(Status.CHECKING, assignee=person, **fields)


def _day(page: Client) -> str:
    answer = page.get(reverse("my_day"))
    assert answer.status_code == 200
    return flat(answer.content.decode())


def test_home_leads_to_my_day(page: Client) -> None:
    assert page.get(reverse("home")).url == reverse("my_day")


@pytest.mark.parametrize(("language", "told"), [("en", "j F"), ("de", "j. F")])
def test_the_day_is_written_as_the_language_writes_it(
    page: Client, person: User, language: str, told: str
) -> None:
    User.objects.filter(pk=person.pk).update(language=language)
    with translation.override(language):
        today = date_format(timezone.localdate(), f"l, {told}")
    assert f">{today}<" in page.get(reverse("my_day")).content.decode()


def test_claims_stand_under_overdue_today_and_later(page: Client, person: User) -> None:
    now = timezone.now()
    late = _mine(person, due_at=now - timedelta(hours=2))
    later = _mine(person, due_at=now + timedelta(days=5))
    never = _mine(person)
    others = _mine(somebody(Role.CHECKER))
    done = claim_at(Status.APPROVED, assignee=person)
    html = _day(page)
    places = [html.index(f'id="c{claim.pk}"') for claim in (late, later, never)]
    assert places == sorted(places)
    assert html.index("Overdue</h3>") < places[0] < html.index("Later, or at no time") < places[1]
    for claim in (others, done):
        assert f'id="c{claim.pk}"' not in html
    counts = day.day_counts(person, at=now)
    assert (counts.open, counts.overdue) == (3, 1)


def test_what_came_with_words_says_so(page: Client, person: User) -> None:
    reviewer = somebody(Role.REVIEWER, display_name="Rita Rau")
    claim = claim_at(Status.IN_REVIEW, drafter=person, assignee=person)
    verdict = claim.verdicts.get()
    review.send_back(verdict, note="Die Satzung fehlt.", by=reviewer, at=timezone.now())
    given = claim_at(Status.CHECKING, assignee=somebody(Role.CHECKER, display_name="Tom Berger"))
    assignment.hand_over(given, to=person, note="Bin weg", by=given.assignee, at=timezone.now())
    html = _day(page)
    assert "Sent back by Rita Rau</b>: Die Satzung fehlt." in html
    assert "Handed over by Tom Berger</b>: Bin weg" in html
    assert day.day_counts(person, at=timezone.now()).sent_back == 1


def test_changes_by_others_stand_there_until_they_are_seen(page: Client, person: User) -> None:
    claim = _mine(person)
    verification.note(claim, text="Schau in den Haushalt", by=somebody(Role.CHECKER), at=timezone.now())
    verification.note(claim, text="Mache ich", by=person, at=timezone.now())
    changes = day.changes(person, at=timezone.now())
    assert [(event.action, event.actor_id != person.pk) for event in changes] == [(Action.NOTE, True)]
    assert "note written" in _day(page)
    assert page.get(reverse("day_looked")).status_code == 405
    page.post(reverse("day_looked"))
    person.refresh_from_db()
    assert person.looked_at is not None
    assert day.changes(person, at=timezone.now()) == []
    assert "Nobody has touched your claims." in _day(page)


def test_a_mention_and_a_verdict_that_waits_are_found_beside_it(page: Client, person: User) -> None:
    claim = claim_at(Status.IN_REVIEW)
    verification.note(claim, text="@karla bitte ansehen", by=somebody(Role.CHECKER), at=timezone.now())
    html = _day(page)
    assert "@karla bitte ansehen" in html
    assert "Waiting for my second check" not in html  # a checker decides on nothing
    person.grants.create(role=Role.REVIEWER)
    assert f"#v{claim.verdicts.get().pk}" in _day(page)
    person.desks.add(DeskFactory(key="sport"))
    assert "Waiting for my second check" not in _day(page)


@pytest.mark.parametrize("until", ["hour", "evening", "tomorrow", "monday"])
def test_a_claim_put_aside_leaves_the_day_not_the_queue_and_comes_back(
    page: Client, person: User, until: str
) -> None:
    claim = _mine(person)
    page.post(reverse("snooze", args=[claim.pk]), {"until": until})
    aside = Snooze.objects.get(person=person, claim=claim)
    html = _day(page)
    assert f'id="c{claim.pk}"' not in html and "Bring back" in html
    assert claim in boards.queue(person, boards.ClaimFilters(), at=timezone.now())
    assert not day.mine(person, at=timezone.now()).exists()
    assert day.mine(person, at=aside.until).get() == claim
    page.post(reverse("snooze", args=[claim.pk]), {"until": "now"})
    assert day.mine(person, at=timezone.now()).get() == claim


def test_a_time_of_ones_own_is_taken_and_a_wrong_one_is_refused_in_words(page: Client, person: User) -> None:
    claim = _mine(person)
    address = reverse("snooze", args=[claim.pk])
    moment = timezone.localtime(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    page.post(address, {"moment": moment.strftime("%Y-%m-%dT%H:%M")})
    assert Snooze.objects.get().until == moment
    for sent, told in (
        ({"moment": "2020-01-01T10:00"}, "This time has passed"),
        ({"moment": "2199-01-01T10:00"}, "for a month at most"),
        ({"moment": "morgen"}, "This is no date with a time"),
        ({}, "Say until when"),
    ):
        assert told in page.post(address, sent, follow=True).content.decode()
    assert Snooze.objects.get().until == moment


def test_a_snooze_is_of_one_person_only(page: Client, person: User) -> None:
    claim = _mine(person)
    day.snooze(claim, by=somebody(Role.CHECKER), until=timezone.now() + timedelta(hours=3))
    assert f'id="c{claim.pk}"' in _day(page)


def test_an_empty_day_says_what_can_be_taken(page: Client) -> None:
    assert "And nothing waits for anybody" in _day(page)
    claim_at(Status.QUEUED)
    html = _day(page)
    assert "1 claim is in nobody's hands yet." in html.replace("&#x27;", "'").replace("’", "'")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(
    page: Client, person: User, rows: int, django_assert_num_queries
) -> None:
    person.grants.create(role=Role.REVIEWER)
    for _ in range(rows):
        claim = _mine(person, due_at=timezone.now())
        verification.note(claim, text="@karla ja", by=somebody(Role.CHECKER), at=timezone.now())
        claim_at(Status.IN_REVIEW)
        aside = _mine(person)
        day.snooze(aside, by=person, until=timezone.now() + timedelta(hours=1))
    # session, person, claims, two of counts, how they came, changes, mentions, roles, desks, waiting and its
    # claims, put aside, two of the pool, roles of the menu, three of the frame
    with django_assert_num_queries(17):
        _day(page)


def test_long_days_have_pages(page: Client, person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.web.views.day.ROWS", 2)
    claims = [_mine(person, due_at=timezone.now() + timedelta(days=n)) for n in range(1, 4)]
    html = _day(page)
    assert f'id="c{claims[1].pk}"' in html and f'id="c{claims[2].pk}"' not in html
    after = html.split("?after=")[1].split('"')[0]
    html = flat(page.get(reverse("my_day"), {"after": after}).content.decode())
    assert f'id="c{claims[2].pk}"' in html and f'id="c{claims[1].pk}"' not in html
