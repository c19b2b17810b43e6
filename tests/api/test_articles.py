"""GET /api/v1/articles/ and what hangs under an article."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims.choices import Stage, Status
from claims.models import Article
from tests.api.conftest import Caller
from tests.factories import (
    TEXT,
    ArticleFactory,
    ClaimFactory,
    DeskFactory,
    OutletFactory,
    PassageFactory,
    RevisionFactory,
    UserFactory,
)

URL = "/api/v1/articles/"


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def test_a_list_shows_the_newest_first_with_their_progress(api: APIClient) -> None:
    now = timezone.now()
    old = RevisionFactory(article__received_at=now - timedelta(hours=2)).article
    new = RevisionFactory(article__received_at=now, article__stage=Stage.SPLIT).article
    RevisionFactory(article=new, title="Zweite Fassung")
    ClaimFactory(revision=old.revisions.get())
    ClaimFactory(revision=old.revisions.get(), status=Status.GONE)
    answer = api.get(URL)
    assert ids(answer) == [new.pk, old.pk]
    first, second = answer.json()["results"]
    assert (first["revision"]["number"], first["revision"]["title"]) == (2, "Zweite Fassung")
    assert "text" not in first["revision"]
    assert first["progress"]["stage"] == "split"
    assert (second["progress"]["claims"], second["progress"]["percent"]) == (1, 100)


def test_one_and_three_articles_cost_the_same_queries(api: APIClient, django_assert_num_queries: Any) -> None:
    def one() -> None:
        revision = RevisionFactory(article__submitted_by=UserFactory())
        ClaimFactory(revision=revision)

    one()
    api.get(URL)  # the token's last use is noted once a minute
    with django_assert_num_queries(3):  # token, articles, newest revisions
        assert len(ids(api.get(URL))) == 1
    one()
    one()
    with django_assert_num_queries(3):
        assert len(ids(api.get(URL))) == 3


def test_one_article_with_its_words(api: APIClient, django_assert_num_queries: Any) -> None:
    revision = RevisionFactory()
    PassageFactory(revision=revision, quote="Stadtwerke erhöhen den Fernwärmepreis", role="headline")
    PassageFactory(revision=revision, quote="Der Stadtrat stimmt am 4. Dezember ab.", furniture="other")
    ClaimFactory(revision=revision)
    ClaimFactory(revision=revision, status=Status.DISMISSED)
    ClaimFactory(revision=revision, status=Status.GONE)
    api.get(URL)
    with django_assert_num_queries(6):  # token, article, newest revision, counts, its words, its passages
        body = api.get(f"{URL}{revision.article.pk}/").json()
    assert body["revision"]["text"] == TEXT
    assert [TEXT[p["start"] : p["end"]] for p in body["revision"]["passages"]] == [
        "Stadtwerke erhöhen den Fernwärmepreis",
        "Der Stadtrat stimmt am 4. Dezember ab.",
    ]
    assert [p["role"] for p in body["revision"]["passages"]] == ["headline", "body"]
    assert body["counts"] == {
        "claims": 2,
        "undecided": 1,
        "by_status": {"new": 1, "dismissed": 1, "gone": 1},
    }


def test_a_poller_gets_304_until_something_changes(api: APIClient) -> None:
    article = RevisionFactory(article__stage=Stage.SPLIT).article
    for address in (f"{URL}{article.pk}/", f"{URL}{article.pk}/progress/"):
        first = api.get(address)
        assert first.status_code == 200
        assert first["ETag"].startswith('W/"')
        assert "no-cache" in first["Cache-Control"]
        seen = {"if-none-match": first["ETag"]}
        again = api.get(address, headers=seen)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        Article.objects.filter(pk=article.pk).update(done=article.done + 1, total=7)
        article.refresh_from_db()
        moved = api.get(address, headers=seen)
        assert moved.status_code == 200
        assert moved["ETag"] != first["ETag"]
        german = api.get(address, headers={"accept-language": "de", "if-none-match": moved["ETag"]})
        assert german.status_code == 200


def test_the_etag_of_an_article_knows_its_claims(api: APIClient) -> None:
    revision = RevisionFactory()
    claim = ClaimFactory(revision=revision)
    address = f"{URL}{revision.article.pk}/"
    before = api.get(address)["ETag"]
    claim.status = Status.DISMISSED
    claim.save()
    assert api.get(address, headers={"if-none-match": before}).status_code == 200


def test_asking_for_progress_costs_three_queries(api: APIClient, django_assert_num_queries: Any) -> None:
    article = RevisionFactory().article
    etag = api.get(f"{URL}{article.pk}/progress/")["ETag"]
    with django_assert_num_queries(3):  # token, article, count
        answer = api.get(f"{URL}{article.pk}/progress/", headers={"if-none-match": etag})
    assert answer.status_code == 304


@pytest.mark.parametrize(
    ("fields", "percent", "message"),
    [
        ({"stage": Stage.CLEAN}, 0, "waiting for a worker"),
        ({"stage": Stage.SPLIT, "done": 5, "total": 20}, 31, "splitting into claims, 5 of 20"),
        ({"stage": Stage.MATCH}, 75, "looking for earlier checks"),
        ({"stage": Stage.READY}, 100, "ready"),
        (
            {"stage": Stage.FAILED, "failed_stage": Stage.SCORE, "failure": "ValueError: x"},
            50,
            "stopped at “scoring check-worthiness” after the last try",
        ),
    ],
)
def test_progress_in_numbers_and_words(
    api: APIClient, fields: dict[str, Any], percent: int, message: str
) -> None:
    article = RevisionFactory(article=ArticleFactory(**fields)).article
    body = api.get(f"{URL}{article.pk}/progress/").json()
    assert (body["percent"], body["message"]) == (percent, message)
    assert body["failure"] == fields.get("failure", "")


def test_a_step_that_waits_for_its_next_try_says_when(api: APIClient) -> None:
    at = timezone.now() + timedelta(seconds=30)
    article = RevisionFactory(
        article=ArticleFactory(stage=Stage.SPLIT, tries=1, next_try_at=at, failure="ValueError: x")
    ).article
    message = api.get(f"{URL}{article.pk}/progress/").json()["message"]
    assert message.startswith("splitting into claims went wrong, try 2 follows at ")
    assert f"{timezone.localtime(at):%H:%M:%S}" in message


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stage=ready", ["a"]),
        ("stage=ready&stage=split", ["b", "a"]),
        ("outlet=weltlage", ["a"]),
        ("outlet=weltlage&outlet=kurier", ["b", "a"]),
        ("desk=ausland", ["a"]),
        ("language=EN", ["b"]),
        ("external_id=7", ["a"]),
        ("url=https://a.example/1", ["a"]),
        ("search=FÄHRE", ["b"]),
        ("received_after=2024-11-05T12:00:00Z", ["b"]),
        ("received_before=2024-11-05T12:00:00Z", ["a"]),
        ("due_before=2024-11-07T00:00:00Z", ["b"]),
        ("ordering=received_at", ["a", "b"]),
        ("ordering=due_at", ["b", "a"]),
        ("search=nichts", []),
    ],
)
def test_a_list_is_narrowed_and_ordered(api: APIClient, query: str, found: list[str]) -> None:
    a = ArticleFactory(
        outlet=OutletFactory(key="weltlage"),
        desk=DeskFactory(key="ausland"),
        external_id="7",
        url="https://a.example/1",
        received_at="2024-11-05T10:00:00Z",
    )
    b = ArticleFactory(
        outlet=OutletFactory(key="kurier"),
        language="en",
        stage=Stage.SPLIT,
        title="Eine Fähre fährt",
        received_at="2024-11-05T14:00:00Z",
        due_at="2024-11-06T14:00:00Z",
    )
    RevisionFactory(article=a)
    RevisionFactory(article=b)
    names = {a.pk: "a", b.pk: "b"}
    assert [names[pk] for pk in ids(api.get(f"{URL}?{query}"))] == found


def test_revisions_the_newest_first(api: APIClient, django_assert_num_queries: Any) -> None:
    first = RevisionFactory(received_from=UserFactory(username="tom"))
    address = f"{URL}{first.article.pk}/revisions/"
    api.get(address)
    with django_assert_num_queries(3):  # token, article, revisions
        assert len(api.get(address).json()["results"]) == 1
    RevisionFactory(article=first.article, received_from=UserFactory())
    RevisionFactory(article=first.article, received_from=UserFactory(), text="Ein anderer Text steht hier.")
    with django_assert_num_queries(3):
        rows = api.get(address).json()["results"]
    assert [row["number"] for row in rows] == [3, 2, 1]
    assert rows[2]["received_from"] == "tom"
    assert all("text" not in row for row in rows)
    third = api.get(rows[0]["href"]).json()
    assert (third["text"], third["passages"]) == ("Ein anderer Text steht hier.", [])


@pytest.mark.parametrize(
    "path",
    ["7/", "7/progress/", "7/claims/", "7/revisions/", "7/revisions/1/", f"{10**30}/", f"{10**30}/claims/"],
)
def test_an_article_that_is_not_there(api: APIClient, path: str) -> None:
    answer = api.get(URL + path)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_a_revision_that_is_not_there(api: APIClient) -> None:
    article = RevisionFactory().article
    assert api.get(f"{URL}{article.pk}/revisions/9/").status_code == 404
    assert api.get(f"{URL}{article.pk}/revisions/{10**30}/").status_code == 404


def test_words_of_the_progress_are_german_for_germans(person: Any, caller: Caller) -> None:
    api = caller(person, **{"accept-language": "de"})
    article = RevisionFactory(article__stage=Stage.CLEAN).article
    assert api.get(f"{URL}{article.pk}/progress/").json()["message"] == "wartet auf einen Arbeiter"
