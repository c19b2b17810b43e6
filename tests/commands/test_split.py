"""manage.py split: JSON and readable text for a file or standard input, clear words for bad input, no database."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

TEXT = (
    "Stadtwerke Köln erhöhen Fernwärmepreis um 9,4 Prozent\n\n"
    "Die Stadtwerke Köln erhöhen den Preis für Fernwärme am 1. Januar um 9,4 Prozent. "
    "„Wir haben lange gewartet“, sagte Geschäftsführer Hans Pohl am Dienstag dem WDR. "
    "Wer soll das bezahlen?\n\nKommentare\n"
)


def split(*args):
    out = io.StringIO()
    call_command("split", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_json_of_a_text_file(article):
    found = json.loads(split(article, "--published", "2026-11-18"))
    assert found["language"] == "de"
    assert all(claim["quote"] == TEXT[claim["start"] : claim["end"]] for claim in found["claims"])
    spoken = next(claim for claim in found["claims"] if claim["quote"].startswith("„Wir"))
    assert (spoken["claimant"], spoken["chain"], spoken["kind"]) == ("Hans Pohl", ["WDR"], "quote")
    assert not any("Wer soll" in claim["quote"] for claim in found["claims"])
    assert {"start": TEXT.index("Kommentare"), "end": len(TEXT) - 1, "kind": "comments"} in found["furniture"]


def test_day_of_publication_resolves_dates(article):
    def days(published):
        claims = json.loads(split(article, "--published", published))["claims"]
        return {fact["iso"] for claim in claims for fact in claim["facts"] if fact["iso"]}

    assert "2027-01-01" in days("2026-11-18")
    assert "2025-01-01" in days("2024-11-18T09:30:00+01:00")


def test_what_does_not_fit_together_is_a_hint_of_its_claim(tmp_path):
    path = tmp_path / "pool.txt"
    path.write_text("Bad in Kalk\n\nDer Eintritt steigt um 20 Prozent von 4 auf 6 Euro.\n", encoding="utf-8")
    [hint] = [hint for claim in json.loads(split(str(path)))["claims"] for hint in claim["hints"]]
    told = "Im Text steht „20 Prozent“; aus „4“ und „6 Euro“ ergeben sich rund 50 Prozent."
    assert (hint["kind"], hint["words"], len(hint["spans"])) == ("sum", told, 3)
    assert told in split(str(path), "--format", "text")


def test_html_page_tells_its_language_and_day(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        '<html lang="de"><head><title>Brücke zu</title>'
        '<meta property="article:published_time" content="2024-11-05T10:00:00+01:00"></head><body><nav>Start</nav>'
        "<article><h1>Brücke in Kalk gesperrt</h1><p>Die Brücke in Kalk ist seit diesem Dienstag gesperrt. Die Sanierung "
        "kostet nach Angaben der Stadt 6,2 Millionen Euro und dauert bis zum Herbst des nächsten Jahres.</p></article>"
        "</body></html>",
        encoding="utf-8",
    )
    found = json.loads(split(str(page)))
    claims = {claim["role"]: claim for claim in found["claims"]}
    assert claims["body"]["claimant"] == "Stadt"
    dates = {fact["iso"] for claim in found["claims"] for fact in claim["facts"] if fact["type"] == "date"}
    assert "2024-11-05/.." in dates


def test_text_format_has_one_paragraph_for_each_claim(article):
    printed = split(article, "--format", "text")
    paragraphs = printed.strip().split("\n\n")
    claims = json.loads(split(article))["claims"]
    assert len(paragraphs) == 1 + len(claims)
    spoken = next(p for p in paragraphs if "„Wir haben lange gewartet“" in p)
    assert "body · quote" in spoken
    assert "claimant:   Hans Pohl < WDR" in spoken
    assert "reasons:" in spoken


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert json.loads(split("-"))["language"] == "de"


def test_language_is_believed(tmp_path):
    path = tmp_path / "short.txt"
    path.write_text("Die Brücke ist seit Montag gesperrt, sagte Anna Weber.", encoding="utf-8")
    found = json.loads(split(str(path), "--language", "de-AT"))
    assert (found["language"], found["language_confidence"]) == ("de", 1.0)


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["no-such-file.txt"], "no-such-file.txt cannot be read"),
        (["{article}", "--published", "yesterday"], "YYYY-MM-DD"),
        (["{article}", "--language", "deutsch"], "two letters"),
        (["{empty}"], "empty"),
    ],
)
def test_bad_input_gets_a_sentence(article, tmp_path, args, words):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with pytest.raises(CommandError, match=words):
        split(*(arg.format(article=article, empty=empty) for arg in args))


def test_folder_is_no_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        split(str(tmp_path))
