"""What the optional language model had to do with an article stands on its page and in the API."""

import pytest
from django.test import Client
from django.utils import translation

from claims.models import Article
from claims.web import model_words
from tests.factories import RevisionFactory

pytestmark = pytest.mark.django_db
NOTE = "2 dropped, 0 added, 1 worded; ConnectError: the server is away or too slow"


@pytest.fixture
def article() -> Article:
    return RevisionFactory().article


def test_a_model_that_was_asked_is_named_with_what_it_did(page: Client, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(model_name="klein-3", model_tokens=812, model_note=NOTE)
    words = " ".join(page.get(f"/articles/{article.pk}/").content.decode().split())
    assert "Language model klein-3: 2 claims dropped, 0 added, 1 worded anew; the server is away" in words
    told = page.get(f"/api/v1/articles/{article.pk}/").json()["language_model"]
    assert told == {"name": "klein-3", "tokens": 812, "note": NOTE}


def test_where_none_was_asked_nothing_is_said(page: Client, article: Article) -> None:
    assert "Language model" not in page.get(f"/articles/{article.pk}/").content.decode()
    assert page.get(f"/api/v1/articles/{article.pk}/").json()["language_model"] is None


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("2 dropped, 0 added, 1 worded", "2 Behauptungen entfallen, 0 neu, 1 umformuliert"),
        ("the limit of tokens is reached", "das Limit an Tokens ist erreicht"),
        ("the server answers 503", "der Server antwortet mit 503"),
        ("line 3 is no proposal", "line 3 is no proposal"),
        ("", ""),
    ],
)
def test_the_note_is_read_in_ones_own_language(note: str, words: str) -> None:
    with translation.override("de"):
        assert model_words.told(note) == words
