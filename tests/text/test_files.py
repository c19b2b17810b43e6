"""Files of every accepted kind, and those that are refused with words for a person."""

import io
import zipfile
from contextlib import suppress

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentText
from odf.style import Style
from odf.table import Table, TableCell, TableRow
from odf.text import H, List, ListItem, P
from pypdf import PdfReader, PdfWriter

from claims.text.files import ACCEPTED, MAX_BYTES, MAX_CHARACTERS, Unreadable, check_text, read_file
from claims.text.spans import Role

SENTENCE = "Der Präsident kam am Montag „spät“ – nach Köln."


def roles(page):
    return [(hint.role, page.text[hint.start : hint.end]) for hint in page.hints]


def refusal(content, name="a.txt"):
    with pytest.raises(Unreadable) as refused:
        read_file(content, name=name)
    assert str(refused.value).count(" ") > 4
    return refused.value.code


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def pdf(*pages):
    """A PDF of these pages, each a list of lines."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        shown = b" ".join(
            b"(" + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") '"
            for line in lines
        )
        stream = b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b" ET"
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(bodies)
        )
        kids.append(b"%d 0 R" % len(bodies))
    bodies[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-32"])
def test_plain_text_is_stored_as_decoded(encoding):
    text = f"Titel\r\n\r\n  {SENTENCE}\u00a0 \n"
    assert read_file(text.encode(encoding), name="a.txt").text == text


def test_cyrillic_without_declaration():
    text = "Президент приехал в Москву и сказал, что всё будет хорошо. Он остался на два дня."
    assert read_file(text.encode("cp1251"), name="a.txt").text == text


def test_html_by_ending_and_by_content():
    source = f"<!DOCTYPE html><html><head><title>x</title></head><body><h1>Der Titel steht hier</h1><p>{SENTENCE}</p></body></html>"
    for name in ("a.html", "a.HTM", "a", "a.txt"):
        page = read_file(source.encode(), name=name)
        assert page.text == f"Der Titel steht hier\n\n{SENTENCE}"
        assert roles(page)[0] == (Role.HEADLINE, "Der Titel steht hier")


def test_markdown():
    source = f'---\ntitle: Anders\nauthor: "Eva"\n---\n# Der *Titel*\n\n{SENTENCE} Mit [Link](http://x).\n\n## Zwischen\n\n- eins\n- zwei\n\n| a | b |\n|---|---|\n| 1 | 2 |\n'
    page = read_file(source.encode(), name="a.md")
    assert page.text == f"Der Titel\n\n{SENTENCE} Mit Link.\n\nZwischen\n\neins\n\nzwei\n\na\tb\n\n1\t2"
    assert roles(page)[:3] == [(Role.HEADLINE, "Der Titel"), (Role.SUBHEAD, "Zwischen"), (Role.BODY, "eins")]
    assert (page.title, page.author) == ("Der Titel", "Eva")


def test_word_document():
    document = docx.Document()
    document.core_properties.author = "Eva"
    document.add_heading("Der Titel", 0)
    document.add_paragraph("Worum es geht.", style="Subtitle")
    document.add_paragraph(SENTENCE).add_run(" Noch ein Satz.").bold = True
    document.add_heading("Zwischen", 2)
    document.add_paragraph("Punkt eins", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ort", "Pegel"
    document.add_paragraph("Bild vom Deich", style="Caption")
    page = read_file(saved(document), name="a.docx")
    assert (
        page.text
        == f"Der Titel\n\nWorum es geht.\n\n{SENTENCE} Noch ein Satz.\n\nZwischen\n\nPunkt eins\n\nOrt\tPegel\n\nBild vom Deich"
    )
    assert roles(page) == [
        (Role.HEADLINE, "Der Titel"), (Role.TEASER, "Worum es geht."), (Role.SUBHEAD, "Zwischen"), (Role.BODY, "Punkt eins"),
        (Role.BODY, "Ort\tPegel"), (Role.CAPTION, "Bild vom Deich"),
    ]  # fmt: skip
    assert (page.title, page.author) == ("Der Titel", "Eva")


def test_open_document():
    document = OpenDocumentText()
    document.automaticstyles.addElement(Style(name="P1", family="paragraph", parentstylename="Subtitle"))
    document.text.addElement(H(outlinelevel=1, text="Der Titel"))
    document.text.addElement(P(stylename="P1", text="Worum es geht."))
    document.text.addElement(P(text=SENTENCE))
    item = ListItem()
    item.addElement(P(text="Punkt eins"))
    entries = List()
    entries.addElement(item)
    document.text.addElement(entries)
    row = TableRow()
    for words in ("Ort", "Pegel"):
        cell = TableCell()
        cell.addElement(P(text=words))
        row.addElement(cell)
    table = Table(name="t")
    table.addElement(row)
    document.text.addElement(table)
    page = read_file(saved(document), name="a.odt")
    assert page.text == f"Der Titel\n\nWorum es geht.\n\n{SENTENCE}\n\nPunkt eins\n\nOrt\tPegel"
    assert roles(page)[:2] == [(Role.HEADLINE, "Der Titel"), (Role.TEASER, "Worum es geht.")]


LINES = [
    "Neuer Deich wird gebaut", "", "Der Landkreis baut einen neuen Deich. Das hat der Kreis-",
    "tag am Montag mit großer Mehrheit beschlossen, wie es in", "einer Mitteilung heißt. Die Kosten betragen 4,2 Millionen",
    "Euro.", "", "Kritik kam von den Grünen. Sie fordern mehr Platz für den", "Fluss und verweisen auf eine Studie von 2021.",
]  # fmt: skip


def test_pdf_lines_become_paragraphs():
    assert read_file(pdf(LINES), name="a.pdf").text.split("\n\n") == [
        "Neuer Deich wird gebaut",
        "Der Landkreis baut einen neuen Deich. Das hat der Kreistag am Montag mit großer Mehrheit beschlossen, "
        "wie es in einer Mitteilung heißt. Die Kosten betragen 4,2 Millionen Euro.",
        "Kritik kam von den Grünen. Sie fordern mehr Platz für den Fluss und verweisen auf eine Studie von 2021.",
    ]


def test_pdf_loses_page_numbers_and_running_headers():
    pages = [
        ["Altdorfer Anzeiger", f"Der Satz Nummer {n} steht auf dieser Seite.", "", f"Seite {n} von 3"]
        for n in (1, 2, 3)
    ]
    text = read_file(pdf(*pages), name="a.pdf").text
    assert "Anzeiger" not in text
    assert "Seite 1" not in text
    assert text.count("steht auf dieser Seite.") == 3


def encrypted(password):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LINES))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_protected_pdf():
    assert refusal(encrypted("geheim"), "a.pdf") == "encrypted"
    assert read_file(encrypted(""), name="a.pdf").text.startswith("Neuer Deich")


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.txt", "empty"), (b" \r\n\t", "a.txt", "empty"), (b"\x00" * 99, "a.txt", "empty"), (b"\xef\xbb\xbf", "a.txt", "empty"),
        (bytes(range(256)) * 20, "a.txt", "binary"), (b"Der Mann\x00 kam heute nach Hause.", "a.txt", "binary"),
        (b"\x89PNG\r\n\x1a\n0000", "a.png", "binary"), (b"\x89PNG\r\n\x1a\n0000", "a.txt", "binary"),
        ("Der König für Ärger in Köln übt. ".encode()[:-3] + b"\xff\xfe n.", "a.txt", "encoding"),
        (b"x" * (MAX_BYTES + 1), "a.txt", "too_large"), (b"Der Mann ging. " * 40_000, "a.txt", "too_large"),
        (b"12 13 14", "a.txt", "no_sentence"), (b"Startseite\nPolitik\nSport\n", "a.txt", "no_sentence"),
        (b"Der Mann ging heim.", "a.xyz", "unknown_type"), (b"{\\rtf1 Der Mann}", "a.rtf", "unknown_type"),
        (b"Der Mann ging heim.", "a.docx", "broken"), (b"Der Mann ging heim.", "a.pdf", "broken"), (b"%PDF-1.4 x", "a.pdf", "broken"),
        (b"PK\x03\x04kaputt", "a.docx", "broken"), (zipped(x="abc"), "a.zip", "unknown_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "a.doc", "unknown_type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "a.docx", "encrypted"),
        (zipped(word__document_xml=b"<a>" * 5000 + b"</a>" * 5000), "a.docx", "bomb"),
        (zipped(word__document_xml='<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>'), "a.docx", "bomb"),
        (zipped(word__document_xml=b" " * 110_000_000), "a.docx", "bomb"), (zipped(word__document_xml="<x/>"), "a.docx", "broken"),
        (saved(docx.Document()), "a.docx", "no_text"), (pdf([""]), "a.pdf", "no_text"), (b"<html></html>", "a.html", "no_text"),
    ],
)  # fmt: skip
def test_refusals(content, name, code):
    assert refusal(content, name) == code


def test_unknown_kind_names_the_accepted_ones():
    with pytest.raises(Unreadable, match=r"\.docx") as refused:
        read_file(b"Der Mann ging heim.", name="a.xls")
    assert all(ending in str(refused.value) for ending in ACCEPTED)


@pytest.mark.parametrize(
    "text",
    [
        "Putin kam.",
        "Trump gewinnt Wahl",
        "Kurz:\n\nEr\nkam\nspät\nheim.",
        "今日は天気がいいです。",
        f"1\n2\n{SENTENCE}",
    ],
)
def test_one_sentence_suffices(text):
    assert check_text(text) is text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"), ("\u00a0\n", "empty"), ("Hallo", "no_sentence"), ("a\ud800b ist ein Satz.", "encoding"),
        ("Ein\x00 Satz steht hier.", "binary"), ("Ein Satz. " * (MAX_CHARACTERS // 10 + 1), "too_large"),
        ("\x01\x02\x03\x04\x05\x06 Ein Satz steht hier.", "binary"),
    ],
)  # fmt: skip
def test_pasted_text_is_checked(text, code):
    with pytest.raises(Unreadable) as refused:
        check_text(text)
    assert refused.value.code == code


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.md", "a.docx", "a.pdf", "a.odt", ""]))
def test_any_bytes_are_text_or_refused(content, name):
    with suppress(Unreadable):
        assert read_file(content, name=name).text.strip()
