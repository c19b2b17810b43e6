"""POST /api/v1/articles/: what comes in, and what the sender is told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from claims.choices import Stage
from claims.models import Article, Revision, User
from claims.pipeline import runner
from tests.api.conftest import Caller
from tests.factories import TEXT, ArticleFactory, DeskFactory, OutletFactory, UserFactory

URL = "/api/v1/articles/"


def test_an_article_is_taken_with_everything_that_is_known_about_it(api: APIClient, person: User) -> None:
    OutletFactory(key="weltlage")
    DeskFactory(key="ausland")
    answer = api.post(
        URL,
        {
            "text": TEXT,
            "title": "Fernwärme",
            "url": "https://weltlage.example/fernwaerme.html",
            "outlet": "weltlage",
            "author": "Inga Moritz",
            "published": "2024-11-05T16:12:00+01:00",
            "language": "de-AT",
            "desk": "ausland",
            "due": "2024-11-05T18:00:00Z",
            "embargo": "2024-11-05T17:00:00Z",
            "external_id": "9341",
        },
    )
    assert answer.status_code == 202, answer.content
    article = Article.objects.get()
    assert answer["Location"] == f"http://testserver/api/v1/articles/{article.pk}/"
    body = answer.json()
    assert body["href"] == answer["Location"]
    assert (body["outlet"], body["desk"], body["submitted_by"]) == ("weltlage", "ausland", "karla")
    assert (body["language"], body["external_id"], body["author"]) == ("de", "9341", "Inga Moritz")
    assert body["progress"] == {
        "stage": "clean",
        "done": 0,
        "total": 0,
        "percent": 0,
        "message": "waiting for a worker",
        "failure": "",
        "failed_stage": "",
        "claims": 0,
    }
    revision = Revision.objects.get()
    assert (revision.text, revision.received_from) == (TEXT, person)
    assert revision.published_at == datetime(2024, 11, 5, 15, 12, tzinfo=UTC)
    assert article.due_at == datetime(2024, 11, 5, 18, tzinfo=UTC)
    assert article.embargo_until == datetime(2024, 11, 5, 17, tzinfo=UTC)


def test_the_text_is_stored_exactly_as_sent(api: APIClient) -> None:
    text = "  Der Preis\u00a0steigt um 9,4\u202fProzent.\r\n\r\n😀 Rund 21.000 Haushalte sind betroffen.\n \t"
    assert api.post(URL, {"text": text}).status_code == 202
    assert Revision.objects.get().text == text


def test_the_same_text_again_is_the_same_article(api: APIClient) -> None:
    first = api.post(URL, {"text": TEXT})
    again = api.post(URL, {"text": TEXT})
    assert (first.status_code, again.status_code) == (202, 200)
    assert again["Location"] == first["Location"]
    assert again.json()["id"] == first.json()["id"]
    assert (Article.objects.count(), Revision.objects.count()) == (1, 1)


@pytest.mark.parametrize("key", [{"external_id": "7"}, {"url": "https://a.example/7"}])
def test_another_text_under_a_known_name_is_a_new_revision(api: APIClient, key: dict[str, str]) -> None:
    first = api.post(URL, {"text": TEXT, **key})
    second = api.post(URL, {"text": TEXT.replace("118", "119"), **key})
    assert (first.status_code, second.status_code) == (202, 202)
    assert second.json()["id"] == first.json()["id"]
    assert second.json()["revision"]["number"] == 2


def test_an_address_of_another_article_is_refused_in_words(api: APIClient) -> None:
    api.post(URL, {"text": TEXT, "external_id": "1", "url": "https://a.example/1"})
    other = TEXT.replace("118", "119")
    answer = api.post(URL, {"text": other, "external_id": "2", "url": "https://a.example/1"})
    assert answer.status_code == 409
    assert "another external id" in answer.json()["detail"]
    assert Revision.objects.count() == 1


def test_a_page_tells_what_the_sender_does_not(api: APIClient) -> None:
    page = (
        '<!doctype html><html lang="de"><head><title>Fernwärme teurer</title></head><body><article>'
        "<h1>Fernwärme wird teurer</h1>"
        "<p>Der Preis steigt um 9,4 Prozent auf 118 Euro je Megawattstunde.</p>"
        "<p>Rund 21.000 Haushalte in der Stadt sind von der Erhöhung betroffen.</p>"
        "</article></body></html>"
    )
    answer = api.post(URL, {"html": page, "author": "Die Redaktion"})
    assert answer.status_code == 202, answer.content
    text = Revision.objects.get().text
    assert "Der Preis steigt um 9,4 Prozent" in text and "<p>" not in text
    assert answer.json()["author"] == "Die Redaktion"
    assert "Fernwärme" in answer.json()["title"]


def test_a_file_in_a_form(api: APIClient) -> None:
    OutletFactory(key="weltlage")
    file = SimpleUploadedFile("fernwaerme.txt", TEXT.encode())
    form = {"file": file, "outlet": "weltlage", "text": "", "due": "", "title": "Aus dem Formular"}
    answer = api.post(URL, form, format="multipart")
    assert answer.status_code == 202, answer.content
    assert Revision.objects.get().text == TEXT
    assert answer.json()["title"] == "Aus dem Formular"


def test_text_in_a_form(api: APIClient) -> None:
    answer = api.post(URL, {"text": TEXT, "language": "de"}, format="multipart")
    assert answer.status_code == 202, answer.content
    assert Revision.objects.get().text == TEXT


def test_null_means_not_known(api: APIClient) -> None:
    fields = (
        "html",
        "title",
        "url",
        "outlet",
        "author",
        "published",
        "language",
        "desk",
        "due",
        "external_id",
    )
    answer = api.post(URL, {"text": TEXT, **dict.fromkeys(fields)})
    assert answer.status_code == 202, answer.content


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("2024-11-05T16:12", datetime(2024, 11, 5, 15, 12, tzinfo=UTC)),  # the newsroom's time
        ("2024-07-05 16:12", datetime(2024, 7, 5, 14, 12, tzinfo=UTC)),
        ("2024-11-05", datetime(2024, 11, 5, 11, 0, tzinfo=UTC)),  # noon stays that day
        ("2024-11-05T16:12:00.5-05:00", datetime(2024, 11, 5, 21, 12, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_times_are_understood(api: APIClient, settings: Any, sent: str, stored: datetime) -> None:
    assert settings.TIME_ZONE == "Europe/Berlin"
    assert api.post(URL, {"text": TEXT, "published": sent}).status_code == 202
    assert Revision.objects.get().published_at == stored


def test_the_names_of_the_answer_are_taken_as_well(api: APIClient) -> None:
    sent = {"published_at": "2024-11-05T16:12+01:00", "due_at": "2030-01-01T08:00Z", "embargo_until": None}
    answer = api.post(URL, {"text": TEXT, **sent})
    assert answer.status_code == 202, answer.content
    assert Article.objects.get().due_at == datetime(2030, 1, 1, 8, tzinfo=UTC)
    twice = api.post(URL, {"text": TEXT, "due": "2030-01-01T08:00Z", "due_at": "2030-01-01T09:00Z"})
    assert twice.status_code == 400
    assert list(twice.json()["errors"]) == ["due_at"]


def test_a_due_time_that_has_passed_is_taken(api: APIClient) -> None:
    assert api.post(URL, {"text": TEXT, "due": "2020-01-01T08:00Z"}).status_code == 202


def test_the_progress_grows_into_claims(api: APIClient) -> None:
    address = api.post(URL, {"text": TEXT, "language": "de", "published": "2024-11-05"})["Location"]
    runner.run(Article.objects.get().pk)
    body = api.get(address).json()
    assert body["progress"]["stage"] == "ready"
    assert body["progress"]["percent"] == 100
    assert body["progress"]["claims"] == body["counts"]["claims"] > 0
    assert body["revision"]["passages"]
    claims = api.get(address + "claims/").json()["results"]
    assert len(claims) == body["counts"]["claims"]
    for claim in claims:
        assert TEXT[claim["start"] : claim["end"]] == claim["quote"]


def test_whoever_holds_no_role_may_not_submit(caller: Caller) -> None:
    api = caller(UserFactory())
    answer = api.post(URL, {"text": TEXT})
    assert answer.status_code == 403
    assert "role" in answer.json()["detail"]
    assert api.get(URL).status_code == 200
    assert not Article.objects.exists()


def test_a_token_for_reading_may_not_submit(caller: Caller, person: User) -> None:
    api = caller(person, read_only=True)
    answer = api.post(URL, {"text": TEXT})
    assert (answer.status_code, answer.json()["detail"]) == (403, "This token may only read.")
    assert api.get(URL).status_code == 200
    assert not Article.objects.exists()


def test_a_browser_session_submits_with_its_csrf_token(person: User) -> None:
    api = APIClient(enforce_csrf_checks=True)
    api.force_login(person)
    refused = api.post(URL, {"text": TEXT})
    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"
    api.cookies["csrftoken"] = "a" * 32
    taken = api.post(URL, {"text": TEXT}, headers={"x-csrftoken": "a" * 32})
    assert taken.status_code == 202, taken.content


def test_a_failed_article_is_tried_again(api: APIClient) -> None:
    article = ArticleFactory(stage=Stage.FAILED, failed_stage=Stage.SPLIT, failure="ValueError: x")
    article.revisions.create(number=1, text=TEXT, digest="0" * 64, received_at=article.received_at)
    address = f"{URL}{article.pk}/retry/"
    answer = api.post(address)
    assert answer.status_code == 202
    assert answer.json()["progress"]["stage"] == "split"
    again = api.post(address)
    assert again.status_code == 409
    assert again.json()["detail"] == "Only an article that has failed can be tried again."
    article.refresh_from_db()
    assert (article.stage, article.failure) == (Stage.SPLIT, "")
