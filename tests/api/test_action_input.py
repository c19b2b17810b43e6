"""Bodies that an action cannot take: refused by their field, and nothing is changed."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.api.actions import ACTIONS
from claims.api.claims import slug_of
from claims.choices import Priority, ReasonKind, Role, Status
from claims.models import Claim, User
from tests.api.asking import address, refused, state
from tests.api.conftest import Caller
from tests.factories import UserFactory
from tests.workflow.factories import RatingFactory, ReasonFactory, claim_at, person

pytestmark = pytest.mark.django_db


def _bad(claim: Claim) -> list[tuple[str, dict[str, Any], str]]:
    UserFactory(username="weg", roles=[Role.CHECKER], is_active=False)
    UserFactory(username="leser", roles=[Role.REVIEWER])
    ReasonFactory(key="zu-vage", kind=ReasonKind.NOT_CHECKABLE)
    RatingFactory()
    past = (timezone.now() - timedelta(hours=1)).isoformat()
    web = {"stance": "supports"}
    return [
        ("assign/", {"to": "niemand"}, "to"),
        ("assign/", {"to": "weg"}, "to"),
        ("assign/", {"to": "leser"}, "to"),
        ("assign/", {}, "to"),
        ("assign/", {"desk": "mond"}, "desk"),
        ("assign/", {"to": "karla", "due_at": past}, "due_at"),
        ("set-due/", {"due_at": past}, "due_at"),
        ("set-due/", {"due_at": "gestern"}, "due_at"),
        ("hand-over/", {"to": "weg", "note": "Bitte."}, "to"),
        ("hand-over/", {"to": "karla"}, "note"),
        ("dismiss/", {}, "reason"),
        ("dismiss/", {"reason": "zu-vage"}, "reason"),
        ("answer/", {"earlier": claim.pk}, "earlier"),
        ("merge/", {"into": 10**30}, "into"),
        ("merge/", {"into": 4711}, "into"),
        ("split/", {"passages": [{"start": 0, "end": 3}]}, "passages"),
        ("edit/", {"wording": "x" * 1_000_000}, "wording"),
        ("prioritise/", {"priority": "9"}, "priority"),
        ("evidence/", {**web, "url": "ftp://amt.example/satzung"}, "url"),
        ("evidence/", {**web, "url": "javascript:alert(1)"}, "url"),
        ("evidence/", {**web}, "url"),
        ("evidence/", {"url": "https://amt.example/", "stance": "vielleicht"}, "stance"),
        ("evidence/", {**web, "source": 4711}, "source"),
        ("evidence/", {**web, "url": "https://amt.example/", "quoted": "x" * 1_000_000}, "quoted"),
        ("evidence/", {**web, "url": "https://amt.example/", "confidants": ["niemand"]}, "confidants"),
        ("uncite/", {"evidence": 4711}, "evidence"),
        ("tick/", {"fact": 4711, "state": "right"}, "fact"),
        ("verdicts/", {"rationale": "x" * 1_000_000}, "rationale"),
        ("verdicts/", {"rating": "vermutlich"}, "rating"),
        ("verdicts/", {"rating": "publication/"}, "rating"),
        ("verdicts/", {"ratings": "false"}, "ratings"),
        ("notes/", {"text": "  "}, "text"),
        ("confrontations/", {"question": "Stimmt das?"}, "person_asked"),
        ("confrontations/", {"person_asked": "I. Moritz", "answer_due_at": past}, "answer_due_at"),
        ("record-answer/", {"confrontation": 4711}, "confrontation"),
    ]


def test_bad_input_is_refused_by_its_field_and_changes_nothing(caller: Caller, person: User) -> None:
    claim = claim_at(Status.CHECKING, assignee=person)
    client = caller(UserFactory(roles=[Role.CHECKER, Role.EDITOR]))
    cases = _bad(claim)
    before = state()
    for part, body, field in cases:
        told = refused(client.post(address(claim, part), body), 400)
        assert field in told["errors"], (part, told)
        assert state() == before, part
    refused(client.post(f"/api/v1/articles/{claim.article_id}/claims/", {"start": 5, "end": 5}), 400)
    refused(client.post(f"/api/v1/articles/{claim.article_id}/claims/", {"start": 0, "end": 9**9}), 400)
    assert state() == before


def test_bodies_of_the_wrong_shape_are_refused(caller: Caller) -> None:
    claim, client = claim_at(Status.CHECKING), caller(UserFactory(roles=[Role.ADMIN]))
    before = state()
    for action, verb in ACTIONS.items():
        for wrong in ([], {}, [[1]], "\x00", "\ud800"):
            body = json.dumps(dict.fromkeys(verb.takes().fields, wrong))
            if body == "{}":
                continue
            answer = client.post(address(claim, f"{slug_of(action)}/"), body, content_type="application/json")
            refused(answer, 400)
            assert state() == before, (action, wrong)


def test_numbers_that_no_database_holds_are_no_fault(caller: Caller) -> None:
    claim, client = claim_at(Status.CHECKING), caller(UserFactory(roles=[Role.ADMIN]))
    for action, verb in ACTIONS.items():
        for number in ("1e400", "-1", "99999999999999999999", "0.5", "true"):
            body = "{" + ", ".join(f'"{name}": {number}' for name in verb.takes().fields) + "}"
            answer = client.post(address(claim, f"{slug_of(action)}/"), body, content_type="application/json")
            assert answer.status_code in (200, 400, 409), (action, number, answer.content)


def test_a_word_that_is_none_of_the_list_is_answered_with_the_list(caller: Caller) -> None:
    claim = claim_at(Status.QUEUED)
    answer = caller(person(Role.EDITOR)).post(
        f"/api/v1/claims/{claim.pk}/prioritise/", {"priority": "urgent"}
    )
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]["priority"]
    assert error["code"] == "invalid_choice"
    assert error["message"].endswith("Known are: " + ", ".join(str(value) for value in Priority.values) + ".")
