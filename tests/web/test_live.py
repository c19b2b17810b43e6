"""What an open page asks: who is here, what has changed, and 304 as long as nothing has."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client
from django.utils import timezone

from claims import presence
from claims.models import User
from claims.workflow import triage
from factcheck.cache import ForgetfulCache
from tests.factories import ClaimFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_here() -> None:
    """Whoever was here in another test is gone."""
    caches[presence.STORE].clear()


@pytest.fixture
def tom() -> User:
    return UserFactory(display_name="Tom Berger", roles=["checker"], language="en", colour=1)


@pytest.fixture
def article():
    return RevisionFactory().article


def here(person: User, article, **sent: object) -> int:
    browser = Client()
    browser.force_login(person)
    return browser.post(f"/articles/{article.pk}/here/", sent).status_code


def test_who_is_here_is_seen_and_who_types_says_at_which_claim(page: Client, article, tom: User) -> None:
    assert here(tom, article, claim=6, typing="1") == 204
    seen = page.get(f"/articles/{article.pk}/live/").json()
    assert "Tom Berger" in seen["here"] and "active" in seen["here"]
    assert seen["bar"] == "Tom Berger is working on claim 6"
    assert seen["at"]["6"] == {
        "words": "Tom is typing", "typing": True, "initials": "TB", "name": "Tom Berger", "colour": 1,
        "idle": False,
    }  # fmt: skip


def test_one_does_not_read_about_oneself(page: Client, article, person: User) -> None:
    here(person, article, claim=2, typing="1")
    seen = page.get(f"/articles/{article.pk}/live/").json()
    assert "Karla Kolb (you)" in seen["here"]
    assert seen["bar"] == "" and seen["at"] == {}


def test_ten_minutes_without_a_key_are_idle_and_after_an_hour_nobody_is_there(article, tom: User) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        presence.arrive(tom, article.pk, at=now, claim=3, unused=timedelta(minutes=9))
        assert [one.idle for one in presence.at_article(article.pk, at=now)] == [False]
        later = presence.at_article(article.pk, at=now + timedelta(minutes=2))
        assert [(one.idle, one.minutes) for one in later] == [(True, 11)]
        assert presence.at_article(article.pk, at=now + timedelta(minutes=52)) == []


def test_who_stops_typing_is_said_to_read(article, tom: User) -> None:
    now = timezone.now()
    presence.arrive(tom, article.pk, at=now, claim=3, typing=True)
    assert [one.typing for one in presence.at_article(article.pk, at=now + timedelta(seconds=20))] == [True]
    assert [one.typing for one in presence.at_article(article.pk, at=now + timedelta(seconds=30))] == [False]


def test_who_closes_the_page_is_gone_at_once_and_comes_back(page: Client, article, tom: User) -> None:
    for sent, there in (({}, True), ({"leave": "1"}, False), ({"claim": 1}, True)):
        here(tom, article, **sent)
        assert ("Tom Berger" in page.get(f"/articles/{article.pk}/live/").json()["here"]) is there


def test_a_page_that_knows_the_state_gets_304_until_something_changes(
    page: Client, article, tom: User, django_assert_num_queries
) -> None:
    claim = ClaimFactory(revision=article.revisions.get())
    ClaimFactory.create_batch(2, revision=article.revisions.get())
    first = page.get(f"/articles/{article.pk}/live/")
    with django_assert_num_queries(3):  # session, person, one question
        same = page.get(f"/articles/{article.pk}/live/", headers={"if-none-match": first["ETag"]})
    assert same.status_code == 304 and same.content == b""
    triage.accept(claim, by=tom, at=timezone.now())
    other = page.get(f"/articles/{article.pk}/live/", headers={"if-none-match": first["ETag"]})
    assert other.status_code == 200
    assert other.json()["state"] != first.json()["state"]
    assert other.json()["versions"][str(claim.pk)] == claim.version
    here(tom, article, claim=1)
    assert (
        page.get(f"/articles/{article.pk}/live/", headers={"if-none-match": other["ETag"]}).status_code == 200
    )


def test_the_same_presence_is_another_answer_in_another_language(page: Client, article, person: User) -> None:
    tag = page.get(f"/articles/{article.pk}/live/")["ETag"]
    User.objects.filter(pk=person.pk).update(language="de")
    assert page.get(f"/articles/{article.pk}/live/", headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_of_claims_is_asked_about_in_one_question(
    page: Client, tom: User, django_assert_num_queries, rows: int
) -> None:
    claims = ClaimFactory.create_batch(rows)
    address = f"/claims/live/?ids={','.join(str(claim.pk) for claim in claims)}"
    with django_assert_num_queries(3):
        first = page.get(address)
    assert page.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    triage.accept(claims[0], by=tom, at=timezone.now())
    again = page.get(address, headers={"if-none-match": first["ETag"]})
    assert again.json()["versions"][str(claims[0].pk)] == claims[0].version


def test_nonsense_is_refused_and_nobody_is_shown(page: Client, article, person: User) -> None:
    assert here(person, article, claim="acht") == 422
    assert page.get("/articles/999999/live/").status_code == 404
    assert here(person, type(article)(pk=999999)) == 404
    assert page.get("/claims/live/?ids=drei,,-1,9999999999999999999999").json()["versions"] == {}
    assert page.get(f"/articles/{article.pk}/live/").json()["here"].strip() == ""


def test_without_the_cache_the_page_works_without_presence(
    page: Client, article, tom: User, settings
) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "presence": {
            "BACKEND": "factcheck.cache.ForgetfulCache",
            "LOCATION": "unix:///nonexistent/broker.sock",
        },
    }
    assert not isinstance(caches[presence.STORE], LocMemCache)
    assert here(tom, article, claim=6) == 204
    answer = page.get(f"/articles/{article.pk}/live/")
    assert answer.status_code == 200
    assert answer.json()["bar"] == ""
    assert (
        page.get(f"/articles/{article.pk}/live/", headers={"if-none-match": answer["ETag"]}).status_code
        == 304
    )
    ForgetfulCache._until.clear()
