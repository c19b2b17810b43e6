"""Lists walk by key: nothing is skipped or repeated, whatever comes or goes meanwhile."""

import base64
import itertools
import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import Claim
from tests.factories import ArticleFactory, ClaimFactory, RevisionFactory

CLAIMS, ARTICLES = "/api/v1/claims/", "/api/v1/articles/"


def walk(api: APIClient, address: str | None, way: str = "next") -> list[list[int]]:
    pages = []
    while address:
        body = api.get(address).json()
        pages.append([row["id"] for row in body["results"]])
        address = body[way]
        assert len(pages) < 50
    return pages


def flat(pages: Iterable[list[int]]) -> list[int]:
    return list(itertools.chain.from_iterable(pages))


@pytest.fixture
def claims(db: None) -> list[Claim]:
    """Seven claims with many ties in priority, due time and score."""
    now = timezone.now()
    revisions = [RevisionFactory() for _ in range(2)]
    return [
        ClaimFactory(
            revision=revisions[n % 2],
            priority="123"[n % 2],
            due_at=[None, now, now + timedelta(hours=1)][n % 3],
            check_worthiness=[None, 0.1 + 0.2, 0.3][n % 3],
        )
        for n in range(7)
    ]


@pytest.mark.parametrize("ordering", ["-id", "id", "due_at", "queue", "-check_worthiness"])
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_every_order_shows_each_row_once_in_both_directions(
    api: APIClient, claims: list[Claim], ordering: str, size: int
) -> None:
    whole = walk(api, f"{CLAIMS}?ordering={ordering}&page_size=200")
    assert len(whole) == 1
    assert sorted(whole[0]) == sorted(claim.pk for claim in claims)
    pages = walk(api, f"{CLAIMS}?ordering={ordering}&page_size={size}")
    assert flat(pages) == whole[0]
    assert all(len(page) == size for page in pages[:-1])
    last: Any = api.get(f"{CLAIMS}?ordering={ordering}&page_size={size}").json()
    while last["next"]:
        last = api.get(last["next"]).json()
    back = walk(api, last["previous"], "previous")
    assert flat(reversed(back)) == whole[0][: len(whole[0]) - len(last["results"])]


def test_rows_that_come_or_go_do_not_shift_the_others(api: APIClient, claims: list[Claim]) -> None:
    first = api.get(f"{CLAIMS}?ordering=id&page_size=3").json()
    Claim.objects.filter(pk__in=[row["id"] for row in first["results"]]).delete()
    ClaimFactory()
    rest = flat(walk(api, first["next"]))
    assert rest[:4] == [claim.pk for claim in claims[3:]]
    assert len(rest) == 5


def test_a_page_whose_rows_have_all_gone_leads_back_to_the_beginning(
    api: APIClient, claims: list[Claim]
) -> None:
    first = api.get(f"{CLAIMS}?ordering=id&page_size=3").json()
    keep = [row["id"] for row in first["results"]]
    Claim.objects.exclude(pk__in=keep).delete()
    empty = api.get(first["next"]).json()
    assert (empty["results"], empty["next"]) == ([], None)
    assert [row["id"] for row in api.get(empty["previous"]).json()["results"]] == keep


def test_filters_stay_on_every_page(api: APIClient, claims: list[Claim]) -> None:
    article = claims[0].article_id
    pages = walk(api, f"{CLAIMS}?article={article}&page_size=1")
    assert sorted(flat(pages)) == [claim.pk for claim in claims if claim.article_id == article]


def test_articles_received_at_the_same_moment(api: APIClient) -> None:
    now = timezone.now()
    for _ in range(5):
        RevisionFactory(article=ArticleFactory(received_at=now))
    pages = walk(api, f"{ARTICLES}?page_size=2")
    assert flat(pages) == sorted(flat(pages), reverse=True)
    assert [len(page) for page in pages] == [2, 2, 1]


@pytest.mark.parametrize(
    "content",
    [
        ["queue", False, ["1", "2024-01-01T00:00:00", 1]],  # a time without its zone
        ["queue", False, ["1", 5, 1]],
        ["queue", False, [1, "2024-01-01T00:00:00+00:00", 1]],
        ["queue", False, ["1", "2024-01-01T00:00:00+00:00", 10**30]],
        ["queue", False, ["\x00", "2024-01-01T00:00:00+00:00", 1]],
        ["queue", False, ["1", "2024-01-01T00:00:00+00:00"]],
        ["queue", "yes", ["1", "2024-01-01T00:00:00+00:00", 1]],
        ["due_at", False, ["2024-01-01T00:00:00+00:00", 1]],  # of another order
        ["queue", False, None],
        None,
        {},
    ],
)
def test_a_cursor_that_was_made_up(api: APIClient, claims: list[Claim], content: Any) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(content).encode()).decode()
    answer = api.get(CLAIMS, {"ordering": "queue", "cursor": cursor})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["cursor"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_outside_of_all_years_is_refused_in_words(api: APIClient, moment: str) -> None:
    for address, name in ((ARTICLES, "received_after"), (CLAIMS, "due_before")):
        answer = api.get(address, {name: moment})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])
    packed = base64.urlsafe_b64encode(json.dumps(["-received_at", False, [moment, 1]]).encode()).decode()
    assert api.get(ARTICLES, {"cursor": packed}).status_code == 400
