"""The OpenAPI document is whole, without warnings, and true."""

import io
import json
from typing import Any

import jsonschema
import pytest
import yaml
from django.core.management import call_command
from django.urls import URLPattern
from django.utils import timezone
from rest_framework.test import APIClient

from claims.api.urls import urlpatterns
from claims.choices import Status
from claims.models import User
from claims.workflow import publication, verification
from tests.factories import TEXT, FactFactory, MatchFactory, PassageFactory, RevisionFactory, UserFactory
from tests.workflow.factories import claim_at


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """The document as `manage.py spectacular` writes it, having found nothing to warn about."""
    out = io.StringIO()
    call_command("spectacular", "--fail-on-warn", "--validate", stdout=out)
    found: dict[str, Any] = yaml.safe_load(out.getvalue())
    return found


def resolved(document: dict[str, Any], schema: Any) -> Any:
    """The schema as JSON Schema: OpenAPI 3.0 says `nullable` where JSON Schema says `null`."""
    if isinstance(schema, list):
        return [resolved(document, part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return resolved(document, document["components"]["schemas"][name])
    found = {key: resolved(document, value) for key, value in schema.items() if key != "nullable"}
    return {"anyOf": [{"type": "null"}, found]} if schema.get("nullable") else found


def test_every_address_is_in_the_document(document: dict[str, Any]) -> None:
    paths = set(document["paths"])
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        if pattern.name not in {"schema", "nowhere"}:
            route = str(pattern.pattern).replace("<int:pk>", "{id}").replace("<int:number>", "{number}")
            route = route.replace("<str:name>", "{name}")
            assert f"/api/v1/{route}" in paths


def test_every_operation_documents_its_problems(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            assert "401" in answers, (path, method)
            for status, answer in answers.items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"]
    post = document["paths"]["/api/v1/articles/"]["post"]
    assert {"200", "202", "400", "403", "409", "413", "415", "422"} <= set(post["responses"])
    assert set(post["requestBody"]["content"]) == {"application/json", "multipart/form-data"}
    assert post["requestBody"]["content"]["application/json"]["examples"]


def test_the_answers_are_as_the_document_says(document: dict[str, Any], api: APIClient, person: User) -> None:
    revision = RevisionFactory()
    PassageFactory(revision=revision)
    claim = claim_at(Status.APPROVED, revision=revision)
    publication.publish(claim, by=UserFactory(roles=["editor"]), at=timezone.now())
    verification.note(claim, text="@karla, siehe Satzung.", by=person, at=timezone.now())
    FactFactory(claim=claim)
    MatchFactory(claim=claim)
    known = {"{id}": str(revision.article.pk), "{number}": "1", "{name}": "me"}
    for path, operations in document["paths"].items():
        if "get" not in operations or "application/json" not in _content(operations):
            continue
        address = path.replace("{id}", str(claim.pk)) if path.startswith("/api/v1/claims/") else path
        for name, value in known.items():
            address = address.replace(name, value)
        answer = api.get(address)
        assert answer.status_code == 200, address
        schema = _content(operations)["application/json"]["schema"]
        jsonschema.validate(json.loads(answer.content), resolved(document, schema))


def _content(operations: dict[str, Any]) -> dict[str, Any]:
    """What a GET answers, by media type; files and pages have no schema."""
    found: dict[str, Any] = operations["get"]["responses"]["200"]["content"]
    return found


def test_the_answer_to_a_submission_and_its_refusal_too(document: dict[str, Any], api: APIClient) -> None:
    answers = document["paths"]["/api/v1/articles/"]["post"]["responses"]
    taken = api.post("/api/v1/articles/", {"text": TEXT})
    schema = answers["202"]["content"]["application/json"]["schema"]
    jsonschema.validate(taken.json(), resolved(document, schema))
    refused = api.post("/api/v1/articles/", {"text": TEXT, "due": "x"})
    schema = answers["400"]["content"]["application/problem+json"]["schema"]
    jsonschema.validate(json.loads(refused.content), resolved(document, schema))


def test_the_document_is_served_to_everybody(db: None) -> None:
    assert "/api/v1/articles/" in yaml.safe_load(APIClient().get("/api/v1/schema/").content)["paths"]
