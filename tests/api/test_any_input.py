"""Whatever is sent, the API answers with a success or with a problem in words, never with a fault."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from claims.models import Article, Claim, Revision
from tests.factories import TEXT, ClaimFactory

FIELDS = [
    *("text", "html", "file", "title", "url", "outlet", "author", "published", "language", "desk", "due"),
    *("embargo", "external_id", "published_at", "due_at", "id", "progress"),
]
PARAMETERS = [
    *("cursor", "page_size", "ordering", "status", "stage", "outlet", "desk", "language", "kind", "role"),
    *(
        "assignee",
        "article",
        "min_worthiness",
        "search",
        "received_after",
        "found_after",
        "due_before",
        "page",
    ),
]
words = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        "2024-11-05T10:00",
        "0000-00-00T00:00",
        "2024-02-30",
        "24:00",
        "https://[::1",
        "http://a.example",
        "de",
        "%s",
    ]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
unhurried = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def judged(answer: Any) -> None:
    """A success, or a problem that says what to do."""
    if answer.status_code < 400:
        assert answer.status_code in (200, 202)
        return
    assert answer.status_code < 500, answer.content
    body = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    assert body["status"] == answer.status_code
    assert body["detail"]


@unhurried
@given(sent=st.dictionaries(st.sampled_from(FIELDS) | words, values, max_size=5), with_text=st.booleans())
def test_any_json_object(api: APIClient, sent: dict[str, Any], with_text: bool) -> None:
    body = json.dumps({**sent, "text": TEXT} if with_text else sent)
    before = Revision.objects.count()
    answer = api.generic("POST", "/api/v1/articles/", body, content_type="application/json")
    judged(answer)
    if answer.status_code >= 400:
        assert Revision.objects.count() == before
    assert Article.objects.filter(revisions__isnull=True).count() == 0


@unhurried
@given(
    body=st.binary(max_size=300),
    kind=st.sampled_from(["application/json", "multipart/form-data; boundary=b"]),
)
def test_any_bytes(api: APIClient, body: bytes, kind: str) -> None:
    judged(api.generic("POST", "/api/v1/articles/", body, content_type=kind))


@unhurried
@given(query=st.dictionaries(st.sampled_from(PARAMETERS), st.text(max_size=30) | words, max_size=3))
@pytest.mark.parametrize("address", ["/api/v1/claims/", "/api/v1/articles/"])
def test_any_query(api: APIClient, address: str, query: dict[str, str]) -> None:
    if not Claim.objects.exists():
        ClaimFactory()
    clean = {name: value.encode("utf-8", "replace").decode() for name, value in query.items()}
    judged(api.get(address, clean))
