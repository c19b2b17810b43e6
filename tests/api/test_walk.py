"""A claim's whole way by API, as a checker, a reviewer and an editor: published and corrected."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.choices import Role
from tests.api.conftest import Caller
from tests.factories import ClaimFactory, FactFactory, UserFactory
from tests.workflow.factories import RatingFactory

pytestmark = pytest.mark.django_db


class Desks:
    """Programs of the people of one newsroom."""

    def __init__(self, caller: Caller) -> None:
        self.people = {role: UserFactory(username=role, roles=[role]) for role in Role.values}
        self.checker, self.reviewer, self.editor, self.admin = (
            caller(self.people[role]) for role in Role.values
        )


@pytest.fixture
def desks(caller: Caller) -> Desks:
    return Desks(caller)


def done(answer: Any, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.content
    found: dict[str, Any] = answer.json()
    return found


def refused(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return str(answer.json()["detail"])


def test_from_the_first_look_to_a_correction(desks: Desks) -> None:
    claim = ClaimFactory()
    fact = FactFactory(claim=claim)
    RatingFactory(key="false")
    RatingFactory(key="true", label_en="true", order=2)
    url = f"/api/v1/claims/{claim.pk}/"
    checker, reviewer, editor = desks.checker, desks.reviewer, desks.editor

    seen = checker.get(url)
    assert seen.json()["actions"]["accept"] is None
    assert seen.json()["actions"]["publish"] == "Only these may do this: editor."
    accepted = checker.post(url + "accept/", headers={"if-match": seen["ETag"]})
    assert done(accepted)["status"] == "queued"
    assert accepted["ETag"] == 'W/"2"'
    due = (timezone.now() + timedelta(hours=2)).isoformat()
    given = done(editor.post(url + "assign/", {"to": "checker", "due_at": due, "note": "Eilt"}))
    assert (given["status"], given["assignee"]) == ("assigned", "checker")
    assert done(checker.post(url + "start/"))["status"] == "checking"
    ticked = done(checker.post(f"{url}facts/{fact.pk}/tick/", {"state": "wrong", "why": "Es sind 21."}))
    assert [(f["state"], f["checked_by"]) for f in ticked["facts"]] == [("wrong", "checker")]

    assert done(checker.get(url))["actions"]["submit"] == "Choose a rating first."
    draft = done(checker.post(url + "verdicts/", {"rationale": "Es sind 21."}), 201)
    draft = done(checker.post(url + "verdicts/", {"rating": "false", "version": draft["version"]}))
    assert (draft["rationale"], draft["rating"]["key"], draft["number"]) == ("Es sind 21.", "false", 1)
    assert "2 independent origins" in refused(checker.post(url + "submit/"), 409)
    for address in ("https://www.amt.example.de/satzung", "https://zeitung.example.org/1"):
        cited = done(checker.post(url + "evidence/", {"url": address, "stance": "refutes"}), 201)
        assert cited["source"]["url"] == address
        assert cited["snapshot"]["state"] == "waiting"
    assert done(checker.post(url + "submit/"))["status"] == "in_review"

    assert refused(checker.post(url + "approve/"), 403)
    assert "missing" in str(done(reviewer.post(url + "send-back/", {}), 400)["errors"]["note"])
    back = done(reviewer.post(url + "send-back/", {"note": "Welche Satzung?"}))
    assert (back["status"], back["assignee"]) == ("checking", "checker")
    done(checker.post(url + "verdicts/", {"rationale": "Es sind 21, Satzung von 2023."}))
    done(checker.post(url + "submit/"))
    assert done(reviewer.post(url + "approve/", {"note": "Gut."}))["status"] == "approved"
    assert checker.get(url + "claimreview/").status_code == 404
    assert done(editor.post(url + "publish/"))["status"] == "published"
    review = checker.get(url + "claimreview/")
    assert review["Content-Type"] == "application/ld+json"
    assert review.json()["reviewRating"]["alternateName"] == "false"

    correct(desks, url)
    told = done(editor.get(url + "events/?ordering=id"))["results"]
    assert [event["action"] for event in told] == [
        *("accept", "assign", "start", "tick", "cite", "cite", "submit", "send-back", "submit", "approve"),
        *("publish", "correct", "submit", "approve", "publish"),
    ]
    assert told[1]["why"] == "Eilt"
    assert told[7]["actor"] == "reviewer"


def correct(desks: Desks, url: str) -> None:
    """The published check is corrected; the first one stays readable."""
    checker, reviewer, editor = desks.checker, desks.reviewer, desks.editor
    done(checker.post(url + "correct/", {"note": "Sie gilt erst ab 2024."}))
    done(checker.post(url + "verdicts/", {"rating": "publication/true", "rationale": "Ab 2024 stimmt es."}))
    done(checker.post(url + "submit/"))
    done(reviewer.post(url + "approve/"))
    assert checker.get(url + "claimreview/").json()["reviewRating"]["alternateName"] == "false"
    assert done(editor.post(url + "publish/"))["status"] == "published"
    assert checker.get(url + "claimreview/").json()["reviewRating"]["alternateName"] == "true"
    second, first = done(editor.get(url + "verdicts/"))["results"]
    assert (second["corrects"], second["correction_note"]) == (1, "Sie gilt erst ab 2024.")
    assert (first["rating"]["key"], first["reviewed_by"], first["published_by"]) == (
        "false",
        "reviewer",
        "editor",
    )


def test_nobody_approves_their_own_verdict(caller: Caller) -> None:
    everything = caller(UserFactory(username="alles", roles=Role.values))
    claim, _rating = ClaimFactory(), RatingFactory()
    url = f"/api/v1/claims/{claim.pk}/"
    for action in ("accept", "take", "start"):
        done(everything.post(f"{url}{action}/"))
    done(everything.post(url + "verdicts/", {"rating": "false", "rationale": "Nein."}), 201)
    assert (
        done(everything.post(url + "submit/", {"exception": "Allgemein bekannt."}))["status"] == "in_review"
    )
    shown = done(everything.get(url))["actions"]
    for action in ("approve", "overrule", "send-back"):
        words = refused(
            everything.post(f"{url}{action}/", {"note": "x"} if action != "overrule" else {"because": "x"}),
            409,
        )
        assert words == shown[action] == "You drafted this verdict: a second person has to decide on it."
    assert "in review" in refused(everything.post(url + "publish/"), 409)
    assert done(everything.get(url))["status"] == "in_review"


def test_what_was_done_a_moment_ago_is_undone(desks: Desks) -> None:
    claim = ClaimFactory()
    url = f"/api/v1/claims/{claim.pk}/"
    done(desks.checker.post(url + "accept/"))
    assert done(desks.checker.get(url))["actions"]["undo"] is None
    assert "nothing of yours" in done(desks.editor.get(url))["actions"]["undo"]
    (event,) = done(desks.checker.get(url + "events/"))["results"]
    assert "Only the one who did it" in refused(desks.editor.post(url + "undo/", {"event": event["id"]}), 403)
    back = done(desks.checker.post(url + "undo/", {"event": event["id"]}))
    assert (back["status"], back["version"]) == ("new", 3)
    assert "nothing of yours" in refused(desks.checker.post(url + "undo/"), 409)
    last, _first = done(desks.editor.get(url + "events/"))["results"]
    assert (last["action"], last["after"]["undone"]) == ("undo", event["id"])
