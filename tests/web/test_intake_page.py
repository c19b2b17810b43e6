"""The intake page: what is taken, what is refused in words, and that nothing typed is lost."""

import re
import threading
from collections.abc import Iterator
from functools import partial
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims import fetching
from claims.choices import Stage
from claims.models import Article, Claim, Revision, User
from claims.pipeline import runner
from tests.factories import DeskFactory, OutletFactory

TEXT = "Der Preis steigt um 9,4 Prozent. Rund 21.000 Haushalte sind betroffen."
pytestmark = pytest.mark.usefixtures("broker")  # a worker is told of each article


def _send(page: Client, *, follow: bool = False, **fields: object) -> tuple[int, str]:
    answer = page.post(reverse("article_new"), fields, follow=follow)
    return answer.status_code, unescape(answer.content.decode())


def _file(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_pasted_text_becomes_an_article_with_everything_the_sender_knew(page: Client, person: User) -> None:
    outlet, desk = OutletFactory(), DeskFactory()
    answer = page.post(
        reverse("article_new"),
        {
            "text": TEXT.replace(". ", ".\r\n"),
            "title": "Fernwärme",
            "outlet": outlet.pk,
            "desk": desk.pk,
            "language": "de",
            "author": "Ada Lund",
            "url": "https://tagblatt.example/1",
            "published_at": "2024-11-05T16:12",
            "due_at": "2024-11-05T18:00",
        },
    )
    article = Article.objects.get()
    assert answer.url == reverse("article_detail", args=[article.pk])
    revision = Revision.objects.get()
    assert revision.text == TEXT.replace(". ", ".\n")  # line ends as in a file, nothing else changed
    assert (article.title, article.outlet, article.desk, article.author) == (
        "Fernwärme",
        outlet,
        desk,
        "Ada Lund",
    )
    assert (article.language, article.url, article.submitted_by) == (
        "de",
        "https://tagblatt.example/1",
        person,
    )
    assert article.stage == Stage.CLEAN
    assert revision.published_at is not None
    assert revision.published_at.isoformat() == "2024-11-05T15:12:00+00:00"  # typed in Berlin's time
    assert article.due_at is not None
    assert article.due_at.isoformat() == "2024-11-05T17:00:00+00:00"


def test_the_article_page_greets_with_progress(page: Client) -> None:
    status, html = _send(page, text=TEXT, follow=True)
    assert status == 200
    assert "The article is here and is being split." in html
    assert "The article is being split" in html


def test_the_same_text_again_leads_to_the_article_that_is_there(page: Client) -> None:
    _send(page, text=TEXT)
    _status, html = _send(page, text=TEXT, follow=True)
    assert "was here already, with the same text. Nothing was added." in html
    assert Article.objects.count() == Revision.objects.count() == 1


def test_another_text_at_the_same_address_is_its_next_revision(page: Client) -> None:
    url = "https://tagblatt.example/1"
    _send(page, text=TEXT, url=url)
    more = TEXT + " Es bleibt dabei."
    status, html = _send(page, text=more, url=url)
    assert status == 200
    assert "The text would be its next revision." in html
    assert more in html  # what was typed is still there
    assert Revision.objects.count() == 1
    _status, html = _send(page, text=more, url=url, known="on", follow=True)
    assert "the text is its new revision 2." in html
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TEXT.encode()),
        ("a.txt", TEXT.encode("utf-16")),
        ("a.md", f"# Fernwärme\n\n{TEXT}".encode()),
        ("a.html", f"<html><body><article><h1>Fernwärme</h1><p>{TEXT}</p></article></body></html>".encode()),
    ],
)
def test_a_file_becomes_an_article(page: Client, name: str, content: bytes) -> None:
    status, html = _send(page, file=_file(content, name))
    assert status == 302, re.findall(r'class="err">.*?</p>', html)
    assert "Rund 21.000 Haushalte sind betroffen." in Revision.objects.get().text


def test_a_pasted_page_is_read_as_a_page(page: Client) -> None:
    html = f"<!doctype html><html><body><article><h1>Fernwärme</h1><p>{TEXT}</p></article></body></html>"
    assert _send(page, text=html)[0] == 302
    text = Revision.objects.get().text
    assert "<" not in text
    assert TEXT in text


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "text", "Paste the text of the article here, or choose a file."),
        ({"text": "  \r\n "}, "text", "Paste the text of the article here, or choose a file."),
        ({"text": "12 34"}, "text", "There is no sentence in this text."),
        ({"text": TEXT + "\x00" * 9}, "text", "ull"),
        ({"text": TEXT, "url": "keine adresse"}, "url", "This is no address."),
        ({"text": TEXT, "due_at": "morgen"}, "due_at", "This is no date with a time."),
        ({"text": TEXT, "outlet": "999999"}, "outlet", "Select a valid choice."),
        ({"text": TEXT, "language": "tlh"}, "language", "Select a valid choice."),
        ({"text": TEXT, "title": "x" * 501}, "title", "at most 500 characters"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(
    page: Client, fields: dict[str, str], field: str, words: str
) -> None:
    status, html = _send(page, author="Ada Lund", **fields)
    assert status == 422
    block = re.search(rf'<div id="id_{field}_error">(.*?)</div>', html, re.DOTALL)
    assert block, "no error at the field"
    assert words in block[1]
    control = re.search(rf'<(?:input|textarea|select)[^>]*name="{field}"[^>]*>', html)
    assert control
    assert 'aria-invalid="true"' in control[0]
    assert f"id_{field}_error" in control[0]
    assert 'value="Ada Lund"' in html  # what was typed elsewhere is still there
    assert not Article.objects.exists()


def test_several_errors_stand_together_and_the_text_stays(page: Client) -> None:
    status, html = _send(page, text="12 34", url="x y")
    assert status == 422
    assert "There is no sentence" in html
    assert "This is no address." in html
    assert re.search(r"<textarea[^>]*>\s*12 34</textarea>", html)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("leer.txt", b"", "empty"),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "not a text"),
        ("bild.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "not a text"),
        ("falsch.docx", b"kein Word", "damaged or was renamed"),
        ("tabelle.xlsx", b"x", "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_file(
    page: Client, name: str, content: bytes, words: str
) -> None:
    status, html = _send(page, file=_file(content, name), title="Mein Titel")
    assert status == 422
    block = re.search(r'<div id="id_file_error">(.*?)</div>', html, re.DOTALL)
    assert block
    assert words in block[1]
    assert 'value="Mein Titel"' in html
    assert not Article.objects.exists()


def test_text_and_file_together_are_a_question_not_a_guess(page: Client) -> None:
    status, html = _send(page, text=TEXT, file=_file(TEXT.encode(), "a.txt"))
    assert status == 422
    assert "Send either a text or a file" in html
    assert "Only the file has to be chosen again." in html


def test_refusals_are_in_the_readers_language(page: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(language="de")
    _status, html = _send(page, text="12 34")
    assert "Darin steht kein Satz." in html


def test_an_address_of_another_article_is_refused_in_words(page: Client) -> None:
    outlet = OutletFactory()
    _send(page, text=TEXT, url="https://tagblatt.example/1", outlet=outlet.pk)
    Article.objects.update(external_id="4711")
    status, _html = _send(
        page, text=TEXT + " Neu ist das.", url="https://tagblatt.example/1", outlet=outlet.pk, known="on"
    )
    assert status == 302  # no external id was sent: it is the same article's next revision
    assert Revision.objects.count() == 2


def test_a_request_far_too_large_gets_a_page_in_words(page: Client, settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    status, html = _send(page, text=TEXT * 50)
    assert status == 400
    assert "Nothing was stored." in html
    assert not Article.objects.exists()


def test_a_file_far_too_large_is_refused_before_it_is_read(page: Client) -> None:
    status, html = _send(page, file=_file(b"x" * (10 * 1_048_576 + 1), "a.txt"))
    assert status == 422
    assert "This file has 10 MB; up to 10 MB are taken." in html


def test_the_same_text_in_another_outlet_is_asked_about_first(page: Client) -> None:
    _send(page, text=TEXT)
    other = OutletFactory()
    status, html = _send(page, text=TEXT, outlet=other.pk)
    assert status == 200
    assert "The same text, word for word." in html
    assert Article.objects.count() == 1
    status, _html = _send(page, text=TEXT, outlet=other.pk, known="on")
    assert status == 302
    assert Article.objects.count() == 2


def test_a_file_is_taken_and_its_twin_named_afterwards(page: Client) -> None:
    _send(page, text=TEXT)
    first = Article.objects.get()
    answer = page.post(
        reverse("article_new"),
        {"file": _file(TEXT.encode(), "a.txt"), "outlet": OutletFactory().pk},
        follow=True,
    )
    assert Article.objects.count() == 2
    assert f"A-{first.pk} from" in answer.content.decode()


def test_an_address_alone_is_fetched(page: Client, monkeypatch: pytest.MonkeyPatch, site: str) -> None:
    monkeypatch.setattr(fetching, "fetch", partial(fetching.fetch, loopback=True))
    status, html = _send(page, url=f"{site}/artikel")
    assert status == 302, html
    article = Article.objects.get()
    assert article.url == f"{site}/artikel"
    assert "Rund 21.000 Haushalte sind betroffen." in Revision.objects.get().text


@pytest.mark.parametrize(("path", "words"), [("/weg", "The server answers 404."), ("/leer", "empty")])
def test_a_page_that_cannot_be_had_is_said_at_the_address(
    page: Client, monkeypatch: pytest.MonkeyPatch, site: str, path: str, words: str
) -> None:
    monkeypatch.setattr(fetching, "fetch", partial(fetching.fetch, loopback=True))
    status, html = _send(page, url=site + path, title="Mein Titel")
    assert status == 422
    block = re.search(r'<div id="id_url_error">(.*?)</div>', html, re.DOTALL)
    assert block
    assert words in block[1]
    assert 'value="Mein Titel"' in html
    assert not Article.objects.exists()


def test_an_address_of_an_inner_network_is_not_fetched(page: Client, site: str) -> None:
    status, html = _send(page, url=f"{site}/artikel")
    assert status == 422
    assert "inner network" in html


def test_the_claims_are_due_when_the_article_is(page: Client) -> None:
    _send(page, text=TEXT, language="de", due_at="2030-11-05T18:00")
    article = Article.objects.get()
    runner.run(article.pk, holder="test")
    assert {claim.due_at for claim in Claim.objects.all()} == {article.due_at}
    assert article.due_at is not None


@pytest.fixture
def site() -> Iterator[str]:
    """A site on loopback with one article."""
    words = f"<html><body><article><h1>Fernwärme</h1><p>{TEXT}</p></article></body></html>".encode()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/weg" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(words if self.path == "/artikel" else b" ")

        def log_message(self, *args: object) -> None:
            """Silence."""

    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("moment", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_that_nobody_can_mean_is_refused_in_words(page: Client, person: User, moment: str) -> None:
    User.objects.filter(pk=person.pk).update(
        time_zone="America/New_York" if moment > "2" else "Europe/Berlin"
    )
    status, words = _send(page, text=TEXT, published_at=moment)
    assert (status, "The year must lie between 1900 and 2200." in words) == (422, True)
