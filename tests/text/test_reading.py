"""What holds for the reading of any text, and the shape of its JSON."""

import hashlib
import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.text.reading import as_json, read
from claims.text.spans import Role
from claims.text.words import REASONS

PIECES = [
    "Laut Polizei ", "sagte ", "Rustem Umerov", "Umerov", "der Minister ", "er ", "sie ", "„Wir gehen", "“, ", "“", "»", "«",
    '"', "(", ")", ": ", "; ", ". ", "? ", "! ", ", ", " – ", "\n", "\n\n", "\r\n", "5. November ", "2,3 Mio. Euro", "12.000",
    "am Dienstag ", "Damit nicht genug: ", "Die Brücke ist gesperrt. ", "hieß es aus Kiew", "wie ", "so ", "zufolge", "nach ",
    "Angaben ", "unter Berufung auf ", "and ", "said ", "according to ", "told the BBC", "The mayor ", "'", "’s ", "\u00a0",
    "\u00ad", "🙂", "é", "Kommentare", "© Foto", "Müller: ", "und ", "der USA, der Ukraine und Südkoreas ", "gehen davon aus",
    "- ", "• ", "\u200b", "\ud800",
]  # fmt: skip

article_like = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
anything = st.text(max_size=300)


def check(text, reading):
    layout = reading.layout
    allowed = [(b.start, b.end) for b in layout.blocks if b.role is not Role.FURNITURE]
    before = 0
    for statement in reading.statements:
        assert statement.quote == text[statement.start : statement.end]
        assert before <= statement.start < statement.end
        before = statement.end
        assert any(start <= statement.start and statement.end <= end for start, end in allowed)
        for fact in statement.facts:
            assert statement.start <= fact.start < fact.end <= statement.end
            assert fact.quote == text[fact.start : fact.end]
        if statement.check_worthiness is not None:
            assert 0 <= statement.check_worthiness <= 1
        assert (statement.check_worthiness is None) == (not statement.checkable)
        if statement.duplicate_of is not None:
            assert reading.statements[statement.duplicate_of].role is Role.BODY


@settings(max_examples=60, deadline=None)
@given(anything)
def test_any_text_is_read_without_error(text):
    check(text, read(text))


@settings(max_examples=120, deadline=None)
@given(article_like, st.sampled_from(["de", "en", "fr", None]))
def test_any_pieces_of_articles_are_read_without_error(text, language):
    check(text, read(text, language=language, published=date(2024, 11, 5)))


@settings(max_examples=25, deadline=None)
@given(article_like)
def test_every_sentence_is_accounted_for(text):
    reading = read(text, language="de")
    statements = reading.statements
    for sentence in reading.layout.sentences:
        inside = [s for s in statements if sentence.start <= s.start and s.end <= sentence.end]
        assert inside
        assert inside[-1].end == sentence.end


@settings(max_examples=20, deadline=None)
@given(article_like)
def test_same_text_in_same_claims_out(text):
    assert read(text, language="de") == read(text, language="de")


@settings(max_examples=25, deadline=None)
@given(article_like, st.sampled_from(["de", "en", None]))
def test_json_of_any_reading_can_be_written(text, language):
    found = as_json(read(text, language=language))
    assert json.loads(json.dumps(found)) == found


ARTICLE = """Stadtwerke Köln erhöhen Fernwärmepreis um 9,4 Prozent

Kommentare

Vom 1. Januar an zahlen Kunden in Köln mehr für ihre Heizung.

Die Stadtwerke Köln erhöhen den Preis für Fernwärme zum Jahreswechsel um 9,4 Prozent. Damit nicht genug: Laut \
Stadtwerken steigt auch der Grundpreis. „Wir haben lange gewartet“, sagte Geschäftsführer Hans Pohl am Dienstag \
dem WDR. Wer soll das bezahlen? Der Mieterverein geht davon aus, dass 12.000 Haushalte betroffen sind.

Auch interessant

Kommentare
"""


def test_json_has_the_promised_shape():
    found = as_json(read(ARTICLE, published=date(2026, 11, 18)))
    assert set(found) == {
        "language", "language_confidence", "text_sha256", "title", "claims", "furniture", "sentences",
    }  # fmt: skip
    assert found["language"] == "de"
    assert found["text_sha256"] == hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert found["title"] == "Stadtwerke Köln erhöhen Fernwärmepreis um 9,4 Prozent"
    for claim in found["claims"]:
        assert list(claim) == [
            "start", "end", "quote", "role", "kind", "claimant", "chain", "hedges", "check_worthiness", "reasons",
            "facts", "duplicate_of", "hints",
        ]  # fmt: skip
        for fact in claim["facts"]:
            assert set(fact) == {
                "type", "start", "end", "quote", "value", "value_min", "value_max", "unit", "iso",
            }  # fmt: skip
    assert {f["kind"] for f in found["furniture"]} >= {"comments", "related"}
    assert all(set(f) == {"start", "end", "kind"} for f in found["furniture"])


def test_json_names_claimants_repeats_and_reasons_in_words():
    claims = as_json(read(ARTICLE, published=date(2026, 11, 18)))["claims"]
    by_start = {claim["quote"].split(" ", 1)[0]: claim for claim in claims}
    headline = by_start["Stadtwerke"]
    assert claims[headline["duplicate_of"]]["quote"].startswith("Die Stadtwerke Köln erhöhen")
    assert by_start["„Wir"]["claimant"] == "Hans Pohl"
    assert by_start["„Wir"]["chain"] == ["WDR"]
    assert by_start["Vom"]["claimant"] is None
    german = {words["de"] for words in REASONS.values()}
    assert all(reason in german for claim in claims for reason in claim["reasons"])
    assert any(claim["reasons"] for claim in claims)
    assert not any("Wer soll" in claim["quote"] or "Damit nicht" in claim["quote"] for claim in claims)


def test_title_told_from_outside_is_kept():
    assert read("Die Brücke ist seit Montag gesperrt.", title="Brücke zu").layout.title == "Brücke zu"


def test_claims_are_the_checkable_statements():
    reading = read(ARTICLE)
    assert reading.claims == tuple(s for s in reading.statements if s.checkable)
    assert len(reading.claims) < len(reading.statements)


BODY = "\n\nDer Fußballer Lionel Messi wechselt im Sommer nach Miami, sagte Vereinschef Jorge Mas am Montag. Der Vertrag läuft bis 2027."


def test_name_before_the_colon_is_no_claimant_unless_the_body_lets_it_speak():
    (headline, *_) = read("Lionel Messi: Weltmeister wechselt nach Miami" + BODY).statements
    assert headline.claimant == ""
    (headline, *_) = read("Jorge Mas: Messi wechselt nach Miami" + BODY).statements
    assert headline.claimant == "Jorge Mas"


def test_verb_behind_the_colon_names_its_own_claimant():
    (headline, *_) = read("Soldaten getroffen: Ukraine meldet Gefechte mit Kims Truppen" + BODY).statements
    assert headline.claimant == "Ukraine"


def test_quotation_set_large_belongs_to_the_name_below_it():
    text = (
        "Erdbeben in Chile"
        + BODY
        + "\n\n„Wir haben alles verloren.“ Maria Gomez, Bewohnerin\n\nDie Regierung rief den Notstand aus."
    )
    assert {s.claimant for s in read(text).statements if s.quote.startswith("„Wir")} == {"Maria Gomez"}


def test_headline_in_the_breadcrumb_is_not_read_twice():
    text = (
        "Home\nFinanzen\nDie Rente steigt im Juli um vier Prozent\nVon Max Muster\nDie Rente steigt im Juli um vier Prozent"
        + BODY
    )
    roles = [s.role for s in read(text).statements if s.quote.startswith("Die Rente")]
    assert roles == [Role.HEADLINE]
