"""Whatever goes wrong under /api/, the answer is problem+json in the reader's language."""

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient

from claims.api.views import Door
from claims.errors import Moved
from claims.models import Token, User
from factcheck import urls
from tests.factories import TEXT, UserFactory

PROBLEM = "application/problem+json"
ARTICLES = "/api/v1/articles/"


class Faulty(Door):
    """A view that goes wrong as its address says."""

    schema = None

    def get(self, request: Request, how: str) -> Response:
        """Raises."""
        raise {
            "bug": ValueError("a secret detail"),
            "database": OperationalError("server closed the connection"),
            "moved": Moved("Somebody else has just moved this claim."),
        }[how]


def broken_page(request: HttpRequest) -> HttpResponse:
    raise ValueError("a page, not the API")


urlpatterns = [
    path("api/v1/faulty/<how>/", Faulty.as_view()),
    path("api/", include(urls.urlpatterns)),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def problem_in(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == PROBLEM
    body: dict[str, Any] = json.loads(answer.content)
    assert {"type", "title", "status", "detail", "code"} <= set(body)
    assert body["status"] == status
    return body


@pytest.mark.django_db
@pytest.mark.parametrize("address", [ARTICLES, ARTICLES + "1/", "/api/v1/claims/", "/api/v1/outlets/"])
def test_nobody_reads_without_signing_in(address: str) -> None:
    answer = Client().get(address, headers={"accept-language": "en"})
    assert "Bearer" in problem_in(answer, 401)["detail"]
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.django_db
@pytest.mark.parametrize("header", ["Bearer fck_wrong", "Bearer", "Bearer a b", "Bearer \xff", "Token x"])
def test_a_token_that_does_not_fit(header: str) -> None:
    answer = Client().post(
        ARTICLES, {"text": TEXT}, content_type="application/json", headers={"authorization": header}
    )
    problem_in(answer, 401)


def test_a_token_ends_with_its_time_its_revocation_and_its_person(person: User) -> None:
    now = timezone.now()
    for row, fields in (
        ("token", {"expires_at": now}),
        ("token", {"revoked_at": now}),
        ("person", {"is_active": False}),
    ):
        token, secret = Token.issue(person, at=now)
        headers = {"authorization": f"Bearer {secret}"}
        assert Client().get(ARTICLES, headers=headers).status_code == 200
        target = token if row == "token" else person
        for name, value in fields.items():
            setattr(target, name, value)
        target.save()
        problem_in(Client().get(ARTICLES, headers=headers), 401)


def test_the_last_use_of_a_token_is_noted(api: APIClient) -> None:
    assert Token.objects.get().last_used_at is None
    api.get(ARTICLES)
    used = Token.objects.get().last_used_at
    assert used is not None
    api.get(ARTICLES)
    assert Token.objects.get().last_used_at == used


@pytest.mark.parametrize(
    "address", ["/api/v1/nothing/", "/api/v1/", "/api/v2/articles/", "/api/", "/api/v1/articles/x/"]
)
def test_an_address_that_leads_nowhere(api: APIClient, address: str) -> None:
    assert problem_in(api.get(address), 404)["code"] == "not_found"
    assert problem_in(api.post(address, {"a": 1}), 404)["code"] == "not_found"


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_a_missing_slash_is_answered_with_the_right_address(api: APIClient, method: str) -> None:
    answer = getattr(api, method)("/api/v1/articles?page_size=2" if method == "get" else "/api/v1/articles")
    body = problem_in(answer, 308)
    query = "?page_size=2" if method == "get" else ""
    assert answer["Location"] == f"http://testserver/api/v1/articles/{query}"
    assert answer["Location"] in body["detail"]


def test_a_method_that_is_not_possible(api: APIClient) -> None:
    answer = api.delete(ARTICLES)
    problem_in(answer, 405)
    assert "GET" in answer["Allow"] and "POST" in answer["Allow"]


def test_a_form_of_answer_that_is_not_there(api: APIClient) -> None:
    problem_in(api.get(ARTICLES, headers={"accept": "application/xml"}), 406)


@pytest.mark.urls("tests.api.test_problems")
def test_a_fault_of_the_program(api: APIClient) -> None:
    api.raise_request_exception = False
    answer = api.get("/api/v1/faulty/bug/")
    body = problem_in(answer, 500)
    assert "secret" not in answer.content.decode()
    assert "log" in body["detail"]


@pytest.mark.urls("tests.api.test_problems")
def test_a_database_that_does_not_answer(api: APIClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = api.get("/api/v1/faulty/database/")
    problem_in(answer, 503)
    assert answer["Retry-After"] == "5"
    assert "server closed the connection" in caplog.text


@pytest.mark.urls("tests.api.test_problems")
def test_a_refusal_of_the_domain(api: APIClient) -> None:
    body = problem_in(api.get("/api/v1/faulty/moved/"), 409)
    assert (body["code"], body["detail"]) == ("moved", "Somebody else has just moved this claim.")


def test_a_host_that_is_not_ours(api: APIClient) -> None:
    problem_in(api.get(ARTICLES, headers={"host": "elsewhere.example"}), 400)


@pytest.mark.django_db
def test_problems_are_german_by_default_and_english_on_request() -> None:
    german = problem_in(Client().get(ARTICLES), 401)
    english = problem_in(Client().get(ARTICLES, headers={"accept-language": "en-GB,en;q=0.9,de;q=0.1"}), 401)
    assert german["title"] == "Melden Sie sich zuerst an"
    assert english["title"] == "Sign in first"


def test_a_browser_of_a_person_reads_their_language(db: None) -> None:
    client = Client()
    client.force_login(UserFactory(language="en"))
    assert client.get(ARTICLES + "9/").json()["title"] == "Not found"
