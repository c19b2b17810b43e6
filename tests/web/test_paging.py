"""Pages by key: every row once, in order, forwards and back, whatever stands in the address."""

import base64
import json
from datetime import timedelta

import pytest
from django.db.models import FloatField, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims.models import Article, Claim, User
from claims.web.paging import page_of
from tests.factories import ArticleFactory, ClaimFactory, RevisionFactory, UserFactory

ORDER = ("-received_at", "-pk")


@pytest.fixture
def articles(db: None) -> QuerySet[Article]:
    """Seven articles, three of them received at the same instant."""
    now = timezone.now()
    for minutes in (5, 3, 3, 3, 2, 1, 9):
        ArticleFactory(received_at=now - timedelta(minutes=minutes))
    return Article.objects.all()


def test_walking_on_meets_every_row_once_and_walking_back_the_same(articles: QuerySet[Article]) -> None:
    whole = list(articles.order_by(*ORDER))
    pages, after = [], ""
    while True:
        page = page_of(articles, ORDER, size=3, after=after)
        pages.append(page)
        if not (after := page.after):
            break
    assert [row for page in pages for row in page.rows] == whole
    assert [len(page.rows) for page in pages] == [3, 3, 1]
    assert pages[0].before == ""
    back = page_of(articles, ORDER, size=3, before=pages[2].before)
    assert back.rows == pages[1].rows
    assert page_of(articles, ORDER, size=3, before=back.before).rows == pages[0].rows
    assert page_of(articles, ORDER, size=3, before=back.before).before == ""


def test_a_row_that_comes_in_meanwhile_moves_nothing(articles: QuerySet[Article]) -> None:
    first = page_of(articles, ORDER, size=3)
    expected = page_of(articles, ORDER, size=3, after=first.after).rows
    ArticleFactory(received_at=timezone.now())
    assert page_of(articles, ORDER, size=3, after=first.after).rows == expected


def _key(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "key",
    [
        "???",
        "x",
        "é",
        _key(),
        _key(1),
        _key("gestern", 1),
        _key("2024-11-05T12:00:00", 1),  # without a time zone
        _key("2024-11-05T12:00:00+00:00", "drei"),
        _key(None, None),
        _key({"a": 1}, []),
        _key("0001-01-01T00:00:00+14:00", 1),  # outside of all years
        base64.urlsafe_b64encode(b"[" * 3000).decode(),
    ],
)
def test_a_key_of_another_making_opens_the_first_page(articles: QuerySet[Article], key: str) -> None:
    first = page_of(articles, ORDER, size=3).rows
    assert page_of(articles, ORDER, size=3, after=key).rows == first
    assert page_of(articles, ORDER, size=3, before=key).rows == first


@pytest.mark.django_db
def test_an_annotation_can_be_walked_by_too() -> None:
    revision = RevisionFactory()
    for worth in (0.2, None, 0.9, 0.2):
        ClaimFactory(revision=revision, check_worthiness=worth)
    claims = Claim.objects.annotate(
        worth=Coalesce("check_worthiness", Value(-1.0), output_field=FloatField())
    )
    first = page_of(claims, ("-worth", "pk"), size=2)
    second = page_of(claims, ("-worth", "pk"), size=2, after=first.after)
    assert [row.check_worthiness for row in first.rows + second.rows] == [0.9, 0.2, 0.2, None]
    assert page_of(claims, ("-worth", "pk"), size=2, after=_key("viel", 1)).rows == first.rows


@pytest.mark.parametrize("words", ["\0", "\ud83d"])
def test_a_key_with_words_that_no_database_takes_opens_the_first_page(db: None, words: str) -> None:
    claim = ClaimFactory()
    rows = page_of(Claim.objects.all(), ("priority", "id"), size=3, after=_key(words, 1)).rows
    assert rows == [claim]


def test_a_name_with_an_unusual_space_is_a_place_to_go_on_from(db: None) -> None:
    UserFactory(display_name="Ada\u00a0Lund")
    last = UserFactory(display_name="Bo Berg")
    first = page_of(User.objects.all(), ("display_name", "pk"), size=1)
    assert page_of(User.objects.all(), ("display_name", "pk"), size=1, after=first.after).rows == [last]
