"""POST /api/v1/articles/ with what cannot be taken: 4xx, words for the field, nothing written."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from claims.models import Article, Event, Revision
from tests.factories import TEXT, OutletFactory

URL = "/api/v1/articles/"
PROBLEM = "application/problem+json"


@pytest.fixture(autouse=True)
def nothing_written(api: APIClient) -> Any:
    """After each of these tests the database holds no trace of the request."""
    yield
    assert not Article.objects.exists()
    assert not Revision.objects.exists()
    assert not Event.objects.exists()


def problem_in(answer: Any, status: int) -> dict[str, Any]:
    """The problem document, which says its own status and has words."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == PROBLEM
    body: dict[str, Any] = json.loads(answer.content)
    assert body["status"] == status
    assert body["title"] and body["detail"] and body["code"]
    return body


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("published", "gestern", "2024-11-05T16:12+01:00"),
        ("published", "2024-13-05", "2024-11-05T16:12+01:00"),
        ("published", "2024-11-05T25:00", "2024-11-05T16:12+01:00"),
        ("published", 1730819520, "2024-11-05T16:12+01:00"),
        ("published", True, "2024-11-05T16:12+01:00"),
        ("published", {"at": 1}, "2024-11-05T16:12+01:00"),
        ("published", "0001-01-01T00:00:00+14:00", "between 1900 and 2200"),
        ("published", "9999-12-31T23:59:59-14:00", "between 1900 and 2200"),
        ("due", "2024-11-05", "time of day"),
        ("embargo", "bald", "2024-11-05T16:12+01:00"),
        ("url", "ftp://example.org/x", "http:// or https://"),
        ("url", "javascript:alert(1)", "http:// or https://"),
        ("url", "http://", "valid URL"),
        ("url", "https://example.org/" + "x" * 2000, "2000"),
        ("title", "x" * 501, "500"),
        ("title", ["a"], "valid string"),
        ("author", "x" * 301, "300"),
        ("external_id", "x" * 201, "200"),
        ("language", "deutsch", "two letters"),
        ("language", "d", "two letters"),
        ("outlet", "gibt-es-nicht", "weltlage"),
        ("outlet", 5, "weltlage"),
        ("desk", "gibt-es-nicht", "none has been set up"),
        ("file", "x", "not a file"),
        ("titel", "x", "no such field"),
    ],
)
def test_a_field_that_cannot_be(api: APIClient, field: str, value: Any, words: str) -> None:
    OutletFactory(key="weltlage")
    OutletFactory(key="alt", is_active=False)
    body = problem_in(api.post(URL, {"text": TEXT, field: value}), 400)
    assert list(body["errors"]) == [field]
    message = body["errors"][field][0]["message"]
    assert words in message, message
    assert "alt" not in message.split(": ")[-1].split(", ")


def test_several_fields_are_all_named_at_once(api: APIClient) -> None:
    body = problem_in(api.post(URL, {"text": TEXT, "due": "x", "url": "x", "language": "x"}), 400)
    assert set(body["errors"]) == {"due", "url", "language"}


@pytest.mark.parametrize(
    ("sent", "status", "field"),
    [
        ({}, 400, "text"),
        ({"text": None}, 400, "text"),
        ({"title": "Nur ein Titel"}, 400, "text"),
        ({"text": TEXT, "html": "<p>Ein Satz steht hier.</p>"}, 400, "html"),
        ({"text": ""}, 422, "text"),
        ({"text": " \n\t\u00a0 "}, 422, "text"),
        ({"text": "1234 5678"}, 422, "text"),
        ({"text": "… --- !!! ???"}, 422, "text"),
        ({"html": ""}, 422, "html"),
        ({"html": "<html><body><script>alert(1)</script></body></html>"}, 422, "html"),
        ({"html": "<div>" * 200_000 + "x"}, 422, "html"),
        ({"html": "<p " + " ".join(map("a{}=1".format, range(300_000))) + ">Ein Satz.</p>"}, 422, "html"),
        ({"text": "Ein Satz steht hier. " * 40_000}, 413, "text"),
    ],
)
def test_no_article_can_be_made_of_it(api: APIClient, sent: dict[str, Any], status: int, field: str) -> None:
    body = problem_in(api.post(URL, sent), status)
    assert field in body["errors"]
    assert all(len(entry["message"]) > 10 for entry in body["errors"][field])


@pytest.mark.parametrize(
    "text", ["Ein Satz mit \x00 darin steht hier.", "Ein halbes \ud83d Zeichen steht hier."]
)
@pytest.mark.parametrize(
    "field", ["text", "html", "title", "author", "external_id", "url", "outlet", "language"]
)
def test_characters_that_no_text_has(api: APIClient, field: str, text: str) -> None:
    sent = {"text": TEXT, field: text} if field != "html" else {"html": text}
    answer = api.generic("POST", URL, json.dumps(sent), content_type="application/json")
    assert 400 <= answer.status_code < 500, answer.content
    assert field in json.loads(answer.content)["errors"]


def test_an_unknown_field_with_half_a_character_in_its_name(api: APIClient) -> None:
    answer = api.generic("POST", URL, '{"text": "x", "\\ud800": 1}', content_type="application/json")
    assert list(problem_in(answer, 400)["errors"]) == ["\\ud800"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "text, html or file"),
        (b"{", "line 1, column 2"),
        (b'{"text": "x"', "not valid JSON"),
        (b"[]", "JSON object"),
        (b'"text"', "JSON object"),
        (b"null", "JSON object"),
        (b"7", "JSON object"),
        (b'{"text": NaN}', "number"),
        (b'{"text": ' + b"9" * 5000 + b"}", "number"),
        (b"[" * 200_000, "nested"),
        (b'{"text": "Gr\xfc\xdfe"}', "byte 13"),
        ('{"text": "Grüße"}'.encode("utf-16"), "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
    ],
)
def test_a_body_that_is_no_json_object(api: APIClient, body: bytes, words: str) -> None:
    problem = problem_in(api.generic("POST", URL, body, content_type="application/json"), 400)
    assert words in problem["detail"] + json.dumps(problem.get("errors", {}))


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "", "x"]
)
def test_another_content_type(api: APIClient, kind: str) -> None:
    body = problem_in(api.generic("POST", URL, TEXT, content_type=kind), 415)
    assert body["title"] == "This kind of content is not taken"


def test_a_form_that_breaks_off(api: APIClient) -> None:
    kind = "multipart/form-data; boundary=abc"
    problem_in(api.generic("POST", URL, b"--abc\r\nContent-Disposition: form", content_type=kind), 400)
    problem_in(api.generic("POST", URL, b"x", content_type="multipart/form-data"), 400)


@pytest.mark.parametrize("part", ['name="a{}"', 'name="f{0}"; filename="{0}.txt"'])
def test_a_form_with_thousands_of_parts(api: APIClient, part: str) -> None:
    parts = [f"--b\r\nContent-Disposition: form-data; {part.format(n)}\r\n\r\nx\r\n" for n in range(1500)]
    kind = "multipart/form-data; boundary=b"
    body = problem_in(api.generic("POST", URL, "".join(parts) + "--b--\r\n", content_type=kind), 400)
    assert "more fields or files" in body["detail"]


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("leer.txt", b"", 422),
        ("bild.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, 422),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, 422),
        ("tabelle.xlsx", b"nicht wirklich eine Tabelle, aber auch kein Text", 415),
        ("kaputt.docx", b"Das ist kein Word-Dokument, es heisst nur so.", 422),
        ("kaputt.pdf", b"%PDF-1.7 und dann nichts", 422),
        ("kaputt.txt", "Grüße aus Köln, schöne Größe, süße Äpfel".encode() + b"\xc3\x28\xff" * 9, 422),
    ],
)
def test_a_file_that_cannot_be_read(api: APIClient, name: str, content: bytes, status: int) -> None:
    answer = api.post(URL, {"file": SimpleUploadedFile(name, content)}, format="multipart")
    body = problem_in(answer, status)
    assert body["errors"]["file"][0]["message"] == body["detail"]


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=abc"])
def test_fifty_megabytes_are_refused_by_their_announcement(api: APIClient, kind: str) -> None:
    """The body is never read: its length is enough."""

    class Unread:
        def read(self, *_: Any) -> bytes:
            raise AssertionError("the body was read")

        readline = read

    answer = api.generic(
        "POST", URL, b"", content_type=kind, **{"CONTENT_LENGTH": "50000000", "wsgi.input": Unread()}
    )
    body = problem_in(answer, 413)
    assert "12" in body["detail"] and "MB" in body["detail"]


def test_refusals_speak_german_to_germans(api: APIClient) -> None:
    answer = api.post(
        URL, {"text": TEXT, "due": "bald", "title": None, "url": "x"}, headers={"accept-language": "de"}
    )
    body = problem_in(answer, 400)
    assert answer["Content-Language"] == "de"
    assert body["errors"]["due"][0]["message"].startswith("Geben Sie die Zeit")
    assert body["title"] == "Die Anfrage kann so nicht angenommen werden"
