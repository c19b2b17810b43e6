"""The dossier as a PDF: readable again, numbered, linked, in both languages, and no more than its reader may see."""

import hashlib
import io
import json

import pytest
from django.test import Client
from django.utils import timezone, translation
from pypdf import PdfReader

from claims import lettering, paper, printing
from claims.choices import Role, Status
from claims.dossier import dossier
from claims.models import Article, Claim, Verdict
from claims.workflow import verification
from tests.factories import FactFactory
from tests.workflow.factories import EvidenceFactory, SourceFactory, claim_at, person

pytestmark = pytest.mark.django_db
TITLE = "Öltanks, Łódź und „größere“ Übel"


def read(claim: Claim, language: str = "de") -> PdfReader:
    with translation.override(language):
        found = dossier(claim.article, by=person(Role.EDITOR, display_name="Änne Groß"), at=timezone.now())
        return PdfReader(io.BytesIO(paper.pdf(found)))


def words(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


@pytest.fixture
def claim() -> Claim:
    found = claim_at(Status.PUBLISHED, drafter=person(Role.CHECKER, display_name="Tom Küßner"))
    Article.objects.filter(pk=found.article_id).update(title=TITLE)
    FactFactory(claim=found)
    source = SourceFactory(title="Satzung <b>2023</b> & Anlage", url="https://amt.example/s?a=1&b=%222")
    EvidenceFactory(claim=found, source=source, quoted="„21 Bäder“")
    verification.note(found, text="2 < 3 & 5 > 4\x07", by=person(Role.CHECKER), at=timezone.now())
    return Claim.objects.get(pk=found.pk)


def test_everything_stands_in_it_with_who_and_when(claim: Claim) -> None:
    document = read(claim)
    told = words(document)
    for piece in (
        TITLE,
        "Satzung <b>2023</b> & Anlage",
        "„„21 Bäder““",
        "2 < 3 & 5 > 4",
        "Tom Küßner",
        "Änne Groß",
    ):
        assert piece in told
    assert claim.quote[:30] in told and Verdict.objects.get().rationale[:30] in told
    assert document.metadata is not None and TITLE in str(document.metadata.title)
    links = [
        note.get_object()["/A"]["/URI"]
        for page in document.pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert source_link(claim) in links
    assert "1: " in str(document.outline[0]["/Title"])  # type: ignore[index,call-overload]


def source_link(claim: Claim) -> str:
    return str(claim.evidence.order_by("-pk")[0].source.url)


def test_every_page_says_what_it_is_of_and_how_many_there_are(claim: Claim) -> None:
    for number in range(40):
        verification.note(claim, text=f"Zeile {number}\n" * 12, by=person(Role.CHECKER), at=timezone.now())
    pages = read(claim).pages
    assert len(pages) > 5
    for number, page in enumerate(pages, 1):
        told = page.extract_text()
        assert f"{number} / {len(pages)}" in told
        assert TITLE in told


def test_a_very_long_rationale_runs_over_several_pages(claim: Claim) -> None:
    Verdict.objects.update(rationale="Donaudampfschifffahrt" * 900)
    assert len(read(claim).pages) > 3


def test_it_speaks_the_language_of_its_reader(claim: Claim) -> None:
    assert "Claim 1" in words(read(claim, "en"))
    assert "Behauptung 1" in words(read(claim, "de"))


def test_what_is_no_web_address_is_no_link() -> None:
    assert paper._link("javascript:alert(1)") == "javascript:alert(1)"
    assert 'href="https://x.example/%22"' in paper._link('https://x.example/"')


def test_the_page_leads_to_it_and_keeps_confidential_sources_out(claim: Claim) -> None:
    secret = SourceFactory(title="Informantin B", url="", confidential=True)
    EvidenceFactory(claim=claim, source=secret)
    browser = Client()
    assert browser.get(f"/articles/{claim.article_id}/dossier.pdf").status_code == 302
    browser.force_login(person(Role.CHECKER, language="en"))
    waiting = browser.get(f"/articles/{claim.article_id}/dossier.pdf", follow=True)
    assert "It waits for a worker." in waiting.content.decode()
    assert printing.make_waiting(timezone.now(), limit=9) == 1
    answer = browser.get(f"/articles/{claim.article_id}/dossier.pdf")
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    told = words(PdfReader(io.BytesIO(answer.content)))
    assert "Informantin B" not in told and "confidential sources of others: 1" in told


def test_the_fonts_are_those_that_are_listed() -> None:
    rows = json.loads((lettering.FONTS / "VENDORED.json").read_text(encoding="utf-8"))
    listed = {row["file"] for row in rows} | {row["licence_file"] for row in rows} | {"VENDORED.json"}
    assert {path.name for path in lettering.FONTS.iterdir()} == listed
    for row in rows:
        assert hashlib.sha256((lettering.FONTS / row["file"]).read_bytes()).hexdigest() == row["sha256"]


def test_cells_are_wrapped_and_split_without_losing_a_letter() -> None:
    lettering.load_fonts()
    given = "Donaudampfschifffahrt" * 9 + " und 21 Bäder\n\n" + "Die Stadt zahlt. " * 40
    cell = lettering.Words(given, paper.CELL)
    _width, height = cell.wrap(120, 1000)
    assert all(lettering.width_of(line, lettering.SANS, paper.CELL.fontSize) <= 120 for line in cell.lines)
    assert "".join("".join(cell.lines).split()) == "".join(given.split())
    first, rest = cell.split(120, 50)
    first.wrap(120, 50), rest.wrap(120, 1000)
    assert len(first.lines) == 4 and first.lines + rest.lines == cell.lines
    assert cell.split(120, 5) == [] and cell.split(120, height) == [cell]
