"""Names after @ that nobody has: the writer is told, with names that are near; the note is kept."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from claims.choices import Role, Status
from claims.models import Claim, Note, User
from claims.workflow import mentions
from tests.api.conftest import caller
from tests.factories import UserFactory
from tests.web.forms import Browser
from tests.workflow.factories import claim_at, person

__all__ = ["caller"]  # the fixture
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, User]:
    return {
        "jana": person(Role.REVIEWER, username="jana.weber", display_name="Jana Weber"),
        "tom": person(Role.CHECKER, username="tom", display_name="Tom Berger"),
        "karla": person(Role.CHECKER, username="karla", display_name="Karla Kolb", language="de"),
        "gone": UserFactory(username="lukas", display_name="Lukas Weg", is_active=False),
    }


@pytest.fixture
def claim(people: dict[str, User]) -> Claim:
    return claim_at(Status.CHECKING, assignee=people["karla"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@tom und @JANA.weber", []),
        ("Schreib an tom@example.org oder https://x.example/@wer", []),
        ("@jana schau mal", [("jana", ("jana.weber",))]),
        ("@Weber", [("Weber", ("jana.weber",))]),
        ("@tmo, @tom, @tmo", [("tmo", ("tom",))]),
        ("@lukas ist weg", [("lukas", ())]),
        ("@qqqqqq zuerst, dann @zzzzzz", [("qqqqqq", ()), ("zzzzzz", ())]),
        ("ohne Namen", []),
    ],
)
def test_names_that_nobody_has_stand_with_those_that_are_near(people, text, found):
    assert [(one.name, one.near) for one in mentions.unknown(text)] == found


def test_a_note_full_of_names_tells_of_the_first_ten(people):
    assert len(mentions.unknown(" ".join(f"@zz{number}qq" for number in range(500)))) == 10


def test_the_page_tells_the_writer_and_keeps_the_note(people, claim, client: Client):
    client.force_login(people["karla"])
    browser = Browser(client).open(f"/claims/{claim.pk}/")
    browser.send("Notiz schreiben", text="@jana, @tom: stimmt das? @niemandsonst")
    assert "Niemand heißt hier @jana (gemeint: @jana.weber?), @niemandsonst" in browser.words
    note = Note.objects.get()
    assert note.text.startswith("@jana, @tom") and list(note.mentions.all()) == [people["tom"]]
    browser.send("Notiz schreiben", text="@tom: danke")
    assert "Niemand heißt hier" not in browser.words


def test_both_doors_of_the_api_tell_the_names(people, claim, caller):
    api: APIClient = caller(people["karla"])
    wanted = [{"name": "jana", "near": ["jana.weber"]}]
    written = api.post(f"/api/v1/claims/{claim.pk}/notes/", {"text": "@jana @tom"}, format="json")
    assert (written.status_code, written.json()["unknown_names"]) == (201, wanted)
    assert written.json()["mentions"] == ["tom"]
    done = api.post(f"/api/v1/claims/{claim.pk}/note/", {"text": "@jana noch einmal"}, format="json")
    assert (done.status_code, done.json()["unknown_names"], done.json()["id"]) == (200, wanted, claim.pk)
    known = api.post(f"/api/v1/claims/{claim.pk}/note/", {"text": "@tom"}, format="json")
    assert known.json()["unknown_names"] == []
    listed = api.get(f"/api/v1/claims/{claim.pk}/notes/").json()["results"]
    assert len(listed) == 3 and "unknown_names" not in listed[0]
