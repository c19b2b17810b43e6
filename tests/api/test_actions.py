"""POST /api/v1/claims/{id}/{action}/: the table is whole, rights hold everywhere, stale states change nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern
from django.utils import timezone
from rest_framework.test import APIClient

from claims.api.actions import ACTIONS
from claims.api.claims import slug_of
from claims.api.urls import urlpatterns
from claims.choices import Role, Status
from claims.models import Claim, Evidence, User, Verdict
from claims.workflow.lifecycle import MACHINE, TRANSITIONS
from tests.api.asking import address, refused, state
from tests.api.conftest import Caller
from tests.factories import ClaimFactory, FactFactory, MatchFactory, UserFactory
from tests.workflow.factories import EvidenceFactory, RatingFactory, claim_at

pytestmark = pytest.mark.django_db

GETS = ["", "evidence/", "verdicts/", "notes/", "confrontations/", "events/"]


def test_every_action_of_people_has_its_line_and_its_address(api: APIClient) -> None:
    assert set(ACTIONS) == {action for action, line in TRANSITIONS.items() if line.roles != {MACHINE}}
    named = {
        str(p.pattern).removeprefix("claims/<int:pk>/") for p in urlpatterns if isinstance(p, URLPattern)
    }
    told = api.get(address(ClaimFactory())).json()["actions"]
    assert set(told) == {slug_of(action) for action in ACTIONS}
    assert {f"{slug}/" for slug in told} <= named
    assert told["accept"] is None and told["assign"] == "Only these may do this: editor."


def test_every_action_as_every_role(caller: Caller) -> None:
    """403 for whom the table names no role, before anything else is looked at; nothing happens then."""
    claim = claim_at(Status.CHECKING)
    for role in (None, *Role.values):
        person = UserFactory(roles=[role] if role else [])
        client = caller(person)
        reader = caller(person, read_only=True)
        for action in ACTIONS:
            before = state()
            assert reader.post(address(claim, f"{slug_of(action)}/")).status_code == 403, (role, action)
            answer = client.post(address(claim, f"{slug_of(action)}/"), {"nobody": "knows this"})
            may = role is not None and person.holds(*TRANSITIONS[action].roles)
            assert answer.status_code == (400 if may else 403), (role, action, answer.content)
            assert state() == before
    stranger = APIClient()
    for action in ACTIONS:
        assert stranger.post(address(claim, f"{slug_of(action)}/")).status_code == 401


def test_every_address_under_a_claim_as_everybody(caller: Caller) -> None:
    claim = claim_at(Status.CHECKING)
    fact, evidence = FactFactory(claim=claim), claim.evidence.first()
    writes = [
        *(("post", address(claim, part)) for part in ("evidence/", "verdicts/", "notes/", "confrontations/")),
        ("post", address(claim, f"facts/{fact.pk}/tick/")),
        ("delete", address(claim, f"evidence/{evidence.pk}/")),
        ("post", f"/api/v1/articles/{claim.article_id}/claims/"),
        ("post", f"/api/v1/articles/{claim.article_id}/release/"),
    ]
    nobody = UserFactory(roles=[])
    reading, without_role = caller(UserFactory(roles=Role.values), read_only=True), caller(nobody)
    before = state()
    for part in GETS:
        assert APIClient().get(address(claim, part)).status_code == 401
        for client in (reading, without_role):
            assert client.get(address(claim, part)).status_code == 200
    assert reading.get(f"/api/v1/articles/{claim.article_id}/gate/").status_code == 200
    assert APIClient().get(f"/api/v1/articles/{claim.article_id}/gate/").status_code == 401
    for method, url in writes:
        assert getattr(APIClient(), method)(url, {}).status_code == 401
        assert getattr(reading, method)(url, {}).status_code == 403
        assert getattr(without_role, method)(url, {}).status_code == 403
    for part in (*GETS, "accept/", "claimreview/"):
        assert reading.get(f"/api/v1/claims/999999/{part}").status_code in (404, 405)
    assert state() == before  # and a GET changes nothing


def test_a_deactivated_person_is_a_stranger(caller: Caller) -> None:
    person = UserFactory(roles=[Role.ADMIN])
    client = caller(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert client.post(address(ClaimFactory(), "accept/")).status_code == 401


def test_a_stale_state_is_refused_with_what_changed_meanwhile(api: APIClient, caller: Caller) -> None:
    claim = ClaimFactory()
    seen = api.get(address(claim))["ETag"]
    other = caller(UserFactory(display_name="Henrike", roles=[Role.EDITOR]))
    assert other.post(address(claim, "accept/")).status_code == 200
    before = state()
    answer = api.post(address(claim, "edit/"), {"wording": "Anders."}, headers={"if-match": seen})
    told = refused(answer, 412)
    assert answer["ETag"] == 'W/"2"' and told["version"] == 2 and told["code"] == "moved"
    (change,) = told["changes"]
    assert (change["who"], change["action"], change["before"], change["after"]) == (
        "Henrike", "accept", "new", "queued",
    )  # fmt: skip
    assert "Henrike" in told["detail"]
    assert refused(api.post(address(claim, "notes/"), {"text": "x"}, headers={"if-match": seen}), 412)
    assert refused(api.post(address(claim, "take/"), headers={"if-match": "egal"}), 400)
    assert state() == before
    fresh = answer["ETag"]
    done = api.post(address(claim, "edit/"), {"wording": "Anders."}, headers={"if-match": f'"9", {fresh}'})
    assert (done.status_code, done["ETag"], done.json()["wording"]) == (200, 'W/"3"', "Anders.")
    assert api.post(address(claim, "take/"), headers={"if-match": "*"}).status_code == 200


def test_two_at_once_without_if_match(api: APIClient, caller: Caller) -> None:
    claim = ClaimFactory(status=Status.QUEUED)
    other = caller(UserFactory(display_name="Tom", roles=[Role.CHECKER]))
    assert other.post(address(claim, "take/")).status_code == 200
    assert "Tom" in refused(api.post(address(claim, "take/")), 409)["detail"]


def test_a_draft_saved_in_another_window_is_not_written_over(api: APIClient) -> None:
    claim = ClaimFactory(status=Status.CHECKING)
    first = api.post(address(claim, "verdicts/"), {"rationale": "Eins."})
    assert first.status_code == 201
    assert api.post(address(claim, "verdicts/"), {"rationale": "Zwei.", "version": 1}).status_code == 200
    told = refused(api.post(address(claim, "draft/"), {"rationale": "Drei.", "version": 1}), 409)
    assert (told["code"], told["version"], told["changes"]) == ("moved", 2, [])
    assert claim.verdicts.get().rationale == "Zwei."


def test_evidence_without_rights_to_the_source(api: APIClient, caller: Caller) -> None:
    claim = ClaimFactory(status=Status.CHECKING)
    mine = caller(UserFactory(roles=[Role.CHECKER]))
    made = mine.post(
        address(claim, "evidence/"),
        {"kind": "person", "title": "Eine Beamtin", "confidential": True, "stance": "supports"},
    )
    assert made.status_code == 201, made.content
    number = made.json()["id"]
    assert api.get(address(claim, "evidence/")).json()["results"] == []
    assert api.delete(address(claim, f"evidence/{number}/")).status_code == 404
    refused(api.post(address(claim, "uncite/"), {"evidence": number}), 400)
    refused(
        api.post(address(claim, "cite/"), {"source": made.json()["source"]["id"], "stance": "supports"}), 400
    )
    assert "Beamtin" not in api.get(address(claim, "events/")).content.decode()
    gone = mine.delete(address(claim, f"evidence/{number}/"))
    assert (gone.status_code, gone.content) == (204, b"")
    assert mine.get(address(claim, "evidence/")).json()["results"] == []
    assert Evidence.objects.get(pk=number).removed_at is not None


def test_a_blind_verdict_is_hidden_until_the_second_check(api: APIClient, caller: Caller) -> None:
    claim = claim_at(Status.IN_REVIEW)
    type(claim.desk).objects.filter(pk=claim.desk.pk).update(blind_second_check=True)
    client = caller(UserFactory(username="mira", roles=[Role.REVIEWER]))
    (hidden,) = client.get(address(claim, "verdicts/")).json()["results"]
    assert (hidden["is_hidden"], hidden["rating"], hidden["rationale"]) == (True, None, None)
    refused(client.post(address(claim, "approve/")), 409)
    assert client.post(address(claim, "second-check/"), {"rating": "false"}).status_code == 200
    (seen,) = client.get(address(claim, "verdicts/")).json()["results"]
    assert seen["rating"]["key"] == "false" and seen["is_hidden"] is False
    assert [(c["given_by"], c["agrees"]) for c in seen["second_checks"]] == [("mira", True)]
    assert client.post(address(claim, "approve/")).json()["status"] == "approved"


def test_nobody_reads_the_drafts_of_others(api: APIClient, caller: Caller) -> None:
    claim = claim_at(Status.CHECKING)
    assert api.get(address(claim, "verdicts/")).json()["results"] == []
    writer = caller(claim.verdicts.get().drafted_by)
    assert len(writer.get(address(claim, "verdicts/")).json()["results"]) == 1


def test_work_for_several(caller: Caller, person: User) -> None:
    first, second, gone = ClaimFactory(), ClaimFactory(), claim_at(Status.APPROVED)
    several = {"claims": [first.pk, second.pk, gone.pk]}
    checker, editor = caller(person), caller(UserFactory(roles=[Role.EDITOR]))
    refused(checker.post("/api/v1/claims/assign/", {**several, "to": "karla"}), 403)
    refused(checker.post("/api/v1/claims/distribute/", several), 403)
    refused(editor.post("/api/v1/claims/take-next/"), 403)
    refused(checker.post("/api/v1/claims/take-next/"), 409)
    assert "claims" in refused(editor.post("/api/v1/claims/distribute/", {"claims": [4711]}), 400)["errors"]
    told = editor.post("/api/v1/claims/assign/", {**several, "to": "karla"}).json()
    assert told["done"] == [first.pk, second.pk]
    assert [row["claim"] for row in told["refused"]] == [gone.pk]
    assert checker.post(address(first, "release/"), {"why": "Zu viel."}).json()["status"] == "queued"
    taken = checker.post("/api/v1/claims/take-next/")
    assert (taken.json()["id"], taken.json()["assignee"]) == (first.pk, "karla")
    checker.post(address(first, "release/"))
    told = editor.post(
        "/api/v1/claims/distribute/", {"claims": [first.pk], "of_desk": False, "among": ["karla"]}
    )
    assert told.json() == {"done": [first.pk], "refused": []}
    assert Claim.objects.get(pk=first.pk).assignee == person

    due = (timezone.now() + timedelta(hours=3)).isoformat()
    slot = f"/api/v1/articles/{second.article_id}/set-due/"
    refused(checker.post(slot, {"due_at": due}), 403)
    assert editor.post(slot, {"due_at": due}).json()["done"] == [second.pk]
    assert Claim.objects.get(pk=second.pk).due_at is not None


def test_a_person_is_asked_and_the_answer_written_down_once(api: APIClient) -> None:
    claim = ClaimFactory(status=Status.CHECKING)
    asked = api.post(
        address(claim, "confrontations/"), {"person_asked": "Inga Moritz", "question": "Stimmt das?"}
    )
    assert (asked.status_code, asked.json()["asked_by"], asked.json()["answered_at"]) == (201, "karla", None)
    url = address(claim, f"confrontations/{asked.json()['id']}/answer/")
    answered = api.post(url, {"answer": "Ja."}, headers={"if-match": asked["ETag"]})
    assert (answered.status_code, answered.json()["answer"]) == (200, "Ja.")
    refused(api.post(url, {"answer": "Nein."}), 409)
    (row,) = api.get(address(claim, "confrontations/")).json()["results"]
    assert row["answer"] == "Ja." and row["answered_at"] is not None
    assert api.post(address(claim, "confrontations/4711/answer/"), {"answer": "Ja."}).status_code == 404


def test_a_match_is_set_aside_once(api: APIClient) -> None:
    match = MatchFactory()
    url = address(match.claim, f"matches/{match.earlier_id}/reject/")
    assert api.post(url).json()["matches"][0]["decision"] == "rejected"
    refused(api.post(url), 409)
    assert api.post(address(match.claim, "matches/4711/reject/")).status_code == 404


def test_marking_splitting_and_the_gate(caller: Caller) -> None:
    claim = ClaimFactory()
    client = caller(UserFactory(roles=[Role.EDITOR]))
    article = f"/api/v1/articles/{claim.article_id}/"
    text = claim.revision.text
    start = text.index("Rund 21.000")
    body = {"start": start, "end": start + 38, "revision": 1}
    made = client.post(article + "claims/", body)
    assert made.status_code == 201, made.content
    assert (made.json()["quote"], made.json()["status"]) == (text[start : start + 38].strip(), "queued")
    assert client.get(made["Location"]).json()["origin"] == "hand"
    refused(client.post(article + "claims/", {**body, "revision": 9}), 409)
    refused(client.post(article + "claims/", body), 409)
    parts = [{"start": start, "end": start + 22}, {"start": start + 23, "end": start + 38}]
    split = client.post(f"/api/v1/claims/{made.json()['id']}/split/", {"passages": parts})
    assert split.json()["status"] == "dismissed", split.content

    gate = client.get(article + "gate/").json()
    assert gate["is_released"] is False and gate["release"] is None
    assert gate["blockers"][0]["claim"] == claim.pk and "rule-out" in gate["blockers"][0]["actions"]
    assert "override" in refused(client.post(article + "release/"), 400)["errors"]
    gate = client.post(article + "release/", {"override": "Die Chefin will es."}).json()
    assert gate["is_released"] is True and gate["override"] == "Die Chefin will es."
    refused(client.post(article + "release/", {"override": "Noch einmal."}), 409)
    checker = caller(UserFactory(roles=[Role.CHECKER]))
    refused(checker.post(article + "release/", {"override": "Ich auch."}), 403)


@pytest.mark.parametrize("part", ["evidence/", "notes/", "confrontations/", "events/", "verdicts/"])
def test_the_lists_ask_the_same_for_one_and_three(api: APIClient, person: User, part: str) -> None:
    claim = claim_at(Status.IN_REVIEW, assignee=person)
    claim.verdicts.all().delete()

    def one(number: int) -> None:
        bodies = {"notes/": {"text": "@karla, Punkt."}, "confrontations/": {"person_asked": "I. Moritz"}}
        if part == "evidence/":
            EvidenceFactory(claim=claim)
        elif part == "verdicts/":
            verdict = Verdict.objects.create(
                claim=claim, number=number, rating=RatingFactory(), drafted_by=UserFactory(),
                drafted_at=timezone.now(), submitted_at=timezone.now(),
            )  # fmt: skip
            verdict.second_checks.create(
                rating=RatingFactory(), given_by=person, given_at=timezone.now(), agrees=True
            )
        else:
            answer = api.post(
                address(claim, part if part in bodies else "notes/"), bodies.get(part, {"text": "x"})
            )
            assert answer.status_code == 201, answer.content

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = api.get(address(claim, part)).json()["results"]
        counts.append(len(found))
        return len(queries)

    counts: list[int] = []
    one(1)
    asked()
    first = asked()
    one(2)
    one(3)
    assert asked() == first <= 6
    assert counts[-1] - counts[0] == 2
