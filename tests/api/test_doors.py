"""The doors beside the claims: origins, absences, kept copies, the dossier."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from claims import printing
from claims.choices import Carriage, Role, Status
from claims.models import Claim, Event, Snapshot, Source, User
from tests.api.conftest import Caller
from tests.factories import UserFactory
from tests.workflow.factories import EvidenceFactory, SourceFactory, claim_at

pytestmark = pytest.mark.django_db
PAGE = b"<script>alert(1)</script>"


@pytest.fixture
def kept(settings, tmp_path: Path) -> Snapshot:
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    snapshot = Snapshot(source=SourceFactory(), state=Carriage.DONE, asked_at=now, taken_at=now)
    snapshot.media_type, snapshot.sha256 = "text/html", hashlib.sha256(PAGE).hexdigest()
    snapshot.file.save("x.html", ContentFile(PAGE))
    return snapshot


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_kept_copy_is_saved_and_never_runs(kept: Snapshot, caller: Caller) -> None:
    reader = UserFactory()
    for answer in (
        browser(reader).get(f"/snapshots/{kept.pk}/"),
        caller(reader).get(f"/api/v1/snapshots/{kept.pk}/"),
    ):
        body = answer.getvalue() if answer.streaming else answer.content
        assert (answer.status_code, body) == (200, PAGE)
        assert answer["Content-Disposition"].startswith('attachment; filename="source-')
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "no-store" in answer["Cache-Control"]
    assert Client().get(f"/snapshots/{kept.pk}/").status_code == 302
    assert APIClient().get(f"/api/v1/snapshots/{kept.pk}/").status_code == 401


def test_a_copy_of_a_confidential_source_is_for_its_confidants(kept: Snapshot, caller: Caller) -> None:
    confidant, admin = UserFactory(), UserFactory(roles=[Role.ADMIN])
    Source.objects.filter(pk=kept.source_id).update(confidential=True)
    kept.source.confidants.add(confidant)
    for person, status in ((confidant, 200), (admin, 404)):
        assert browser(person).get(f"/snapshots/{kept.pk}/").status_code == status
        assert caller(person).get(f"/api/v1/snapshots/{kept.pk}/").status_code == status


def test_a_copy_that_is_not_made_yet_or_lost_is_not_found(kept: Snapshot, caller: Caller) -> None:
    waiting = Snapshot.objects.ask(SourceFactory(), at=timezone.now())
    kept.file.storage.delete(kept.file.name)
    for pk in (waiting.pk, kept.pk):
        assert browser(UserFactory()).get(f"/snapshots/{pk}/").status_code == 404
        assert caller(UserFactory()).get(f"/api/v1/snapshots/{pk}/").status_code == 404


def test_a_source_takes_its_text_from_another(caller: Caller) -> None:
    source, agency = SourceFactory(), SourceFactory()
    secret = SourceFactory(confidential=True, url="")
    url = f"/api/v1/sources/{source.pk}/link-origin/"
    checker = caller(UserFactory(roles=[Role.CHECKER]))
    assert checker.post(url, {"origin": agency.pk}).json()["origin"] == agency.pk
    circle = checker.post(f"/api/v1/sources/{agency.pk}/link-origin/", {"origin": source.pk})
    assert circle.status_code == 400 and "from each other" in str(circle.json())
    for body in ({"origin": secret.pk}, {"origin": "x"}, {}):
        assert checker.post(url, body).status_code == 400
    assert checker.post(f"/api/v1/sources/{secret.pk}/link-origin/", {"origin": None}).status_code == 404
    assert caller(UserFactory()).post(url, {"origin": None}).status_code == 403
    source.refresh_from_db()
    assert source.origin == agency
    assert checker.post(url, {"origin": None}).json()["origin"] is None
    assert Event.objects.count() == 2


def test_everybody_says_that_they_are_away_and_editors_say_it_of_others(caller: Caller) -> None:
    checker, editor = UserFactory(username="jana", roles=[Role.CHECKER]), UserFactory(roles=[Role.EDITOR])
    claim, now = claim_at(Status.CHECKING, assignee=checker), timezone.now()
    entered = {
        "since": (now - timedelta(hours=1)).isoformat(),
        "until": (now + timedelta(days=3)).isoformat(),
    }
    away = caller(checker).put("/api/v1/people/me/absence/", entered).json()
    assert (away["person"], away["is_absent"], away["released"]) == ("jana", True, [claim.pk])
    assert Claim.objects.get(pk=claim.pk).assignee is None
    other = caller(UserFactory(username="tom", roles=[Role.CHECKER]))
    for answer in (other.get("/api/v1/people/jana/absence/"), other.put("/api/v1/people/jana/absence/", {})):
        assert answer.status_code == 403
    back = caller(editor).put("/api/v1/people/jana/absence/", {}).json()
    assert (back["since"], back["is_absent"]) == (None, False)
    wrong = caller(editor).put("/api/v1/people/jana/absence/", {"until": entered["until"]})
    assert wrong.status_code == 400 and "when the absence begins" in str(wrong.json())
    assert caller(editor).get("/api/v1/people/nobody/absence/").status_code == 404
    assert APIClient().get("/api/v1/people/me/absence/").status_code == 401


def test_the_dossier_as_data_as_a_page_and_as_a_pdf(caller: Caller) -> None:
    claim = claim_at(Status.PUBLISHED)
    secret = SourceFactory(title="Informantin B", url="", confidential=True)
    EvidenceFactory(claim=claim, source=secret)
    url, reader = f"/api/v1/articles/{claim.article_id}/dossier/", caller(UserFactory())
    told = reader.get(url)
    (file,) = told.json()["claims"]
    assert (file["number"], file["quote"], file["hidden"]) == (claim.number, claim.quote, 1)
    assert (len(file["evidence"]), len(file["verdicts"])) == (2, 1)
    asked = reader.get(url + "pdf/")
    assert (asked.status_code, asked.json()["state"], asked["Retry-After"]) == (202, "waiting", "2")
    assert asked["Location"] == asked.json()["href"] == "http://testserver" + url + "pdf/"
    assert printing.make_waiting(timezone.now(), limit=9) == 1
    page, paper = reader.get(url + "html/"), reader.get(url + "pdf/")
    assert page["Content-Type"].startswith("text/html") and claim.quote in page.content.decode()
    assert paper.content.startswith(b"%PDF-") and paper["Content-Type"] == "application/pdf"
    for answer in (told, page, asked, paper):
        assert "no-store" in answer["Cache-Control"]
        assert "Informantin B" not in answer.content.decode(errors="ignore")
    for part in ("", "html/", "pdf/"):
        assert APIClient().get(url + part).status_code == 401
        assert reader.get(f"/api/v1/articles/999999/dossier/{part}").status_code == 404
