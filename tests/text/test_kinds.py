"""What a statement says, and which sentences state nothing that could be checked."""

import pytest

from claims.text.reading import read
from claims.text.spans import Block, Kind, Layout, Role, Sentence
from claims.text.statements import statements


def read_one(text, language="de"):
    """The statement of a text that is one sentence of the body."""
    block, sentence = Block(0, len(text), Role.BODY), Sentence(0, len(text), 0)
    layout = Layout(language, 1.0, "", (block,), (sentence,))
    (statement,) = statements(text, layout)
    return statement


KINDS_DE = [
    ("Die Feuerwehr rettete am Montag drei Menschen aus dem Haus.", Kind.EVENT),
    ("In die Oblast waren im Sommer ukrainische Verbände eingefallen.", Kind.EVENT),
    ("Südkorea ist mit seinem nördlichen Nachbarn verfeindet.", Kind.STATE),
    ("Die Sanierung kostet 48,6 Millionen Euro.", Kind.QUANTITY),
    ("Der Umsatz stieg um 12 Prozent auf 3,4 Milliarden Euro.", Kind.QUANTITY),
    ("Im Oktober gab es mehr Unfälle als im September.", Kind.COMPARISON),
    ("So viele Anträge wie nie zuvor gingen im Mai ein, ein Rekord.", Kind.COMPARISON),
    ("„Wir haben die Lage im Griff“, sagte der Landrat.", Kind.QUOTE),
    ("Laut Polizei war der Mann betrunken.", Kind.ATTRIBUTION),
    ("Die Lage sei unter Kontrolle, teilte der Landkreis mit.", Kind.ATTRIBUTION),
    ("Die Stadt wird im kommenden Jahr zwölf Schulen bauen.", Kind.PREDICTION),
    ("Die Inflation dürfte 2026 weiter sinken.", Kind.PREDICTION),
    ("Der Zug fiel aus, weil ein Baum auf den Gleisen lag.", Kind.CAUSE),
    ("Wegen eines Brandes war die Autobahn gesperrt.", Kind.CAUSE),
    ("Das Rauchen in Gaststätten ist verboten.", Kind.RULE),
    ("Nach dem Gesetz müssen Vermieter die Heizung warten.", Kind.RULE),
]


@pytest.mark.parametrize(("text", "kind"), KINDS_DE)
def test_german_kind_of_a_checkable_statement(text, kind):
    statement = read_one(text)
    assert (statement.kind, statement.checkable) == (kind, True)


NOT_CHECKABLE_DE = [
    ("Haben Sie sich verrechnet?", Kind.QUESTION),
    ("„Wie soll das gehen?“, fragte die Mutter.", Kind.QUESTION),
    ("Lesen Sie auch unseren Kommentar zum Haushalt!", Kind.COMMAND),
    ("Abonnieren Sie jetzt unseren Kanal.", Kind.COMMAND),
    ("Bitte beachten Sie die geänderten Öffnungszeiten.", Kind.COMMAND),
    ("Das ist ein Skandal.", Kind.OPINION),
    ("Meiner Meinung nach sollte man das lassen.", Kind.OPINION),
    ("Das ist leider sehr traurig.", Kind.OPINION),
    ("Damit nicht genug:", Kind.TRANSITION),
    ("Doch der Reihe nach.", Kind.TRANSITION),
    ("Guten Morgen, liebe Leserinnen und Leser!", Kind.TRANSITION),
    ("Vielen Dank für das Gespräch.", Kind.TRANSITION),
]


@pytest.mark.parametrize(("text", "kind"), NOT_CHECKABLE_DE)
def test_german_sentences_that_are_no_claim(text, kind):
    statement = read_one(text)
    assert (statement.kind, statement.checkable) == (kind, False)


@pytest.mark.parametrize(
    "text", ["Gar nichts.", "Auch im Winter.", "Ein Boot der Wasserwacht.", "Was Russland dafür geben soll"]
)
def test_fragments_are_no_claims(text):
    assert not read_one(text).checkable


def test_judgement_of_somebody_is_a_claim_about_what_was_said():
    statement = read_one("„Das ist ein Skandal für das ganze Land“, sagte Oppositionsführer Paul Berger.")
    assert (statement.kind, statement.checkable) == (Kind.QUOTE, True)


def test_judgement_with_a_figure_is_checkable():
    assert read_one("Es ist ein Skandal, dass 400 Stellen seit 2019 unbesetzt sind.").checkable


def test_quoted_question_with_a_statement_before_it_is_checkable():
    statement = read_one("„Wir haben 40 Stellen verloren. Was sollen wir tun?“, sagte Paul Berger.")
    assert (statement.kind, statement.checkable) == (Kind.QUOTE, True)


KINDS_EN = [
    ("Firefighters rescued three people from the house on Monday.", Kind.EVENT, True),
    ("The bridge cost 48.6 million pounds.", Kind.QUANTITY, True),
    ("Unemployment was higher than in September.", Kind.COMPARISON, True),
    ("“We have everything under control,” the mayor said.", Kind.QUOTE, True),
    ("The driver was drunk, according to police.", Kind.ATTRIBUTION, True),
    ("The city will build twelve schools next year.", Kind.PREDICTION, True),
    ("The train was cancelled because a tree blocked the line.", Kind.CAUSE, True),
    ("Smoking in restaurants is banned.", Kind.RULE, True),
    ("How did it come to this?", Kind.QUESTION, False),
    ("Sign up for our newsletter.", Kind.COMMAND, False),
    ("That is a disgrace.", Kind.OPINION, False),
    ("But that is not all.", Kind.TRANSITION, False),
]


@pytest.mark.parametrize(("text", "kind", "checkable"), KINDS_EN)
def test_english_kinds(text, kind, checkable):
    statement = read_one(text, "en")
    assert (statement.kind, statement.checkable) == (kind, checkable)


def of_article(text, language="de"):
    return {s.quote: s.kind for s in read(text, language=language).statements}


def test_column_tells_views_and_facts_apart():
    found = of_article(
        "Kommentar\nDer Rat versagt beim Radweg\n\nDer Stadtrat hat den Ausbau der Ringstraße am Montag abgelehnt. Mutlosigkeit ist keine Politik. "
        "Elf Radfahrer wurden 2024 verletzt. Die Stadt sollte endlich handeln."
    )
    assert found["Mutlosigkeit ist keine Politik."] is Kind.OPINION
    assert found["Die Stadt sollte endlich handeln."] is Kind.OPINION
    assert Kind.OPINION not in (
        found["Elf Radfahrer wurden 2024 verletzt."],
        found["Der Stadtrat hat den Ausbau der Ringstraße am Montag abgelehnt."],
    )


def test_comments_below_make_no_column():
    text = "Die Lage an der Grenze\n\nBislang ist nichts darüber bekannt, dass die Soldaten den Boden betreten haben. Sie sind noch dort.\n\nKommentare"
    assert Kind.OPINION not in of_article(text).values()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Das ist schon frustrierend.", Kind.OPINION), ("Man möchte den Damen und Herren zurufen, dort zu fahren.", Kind.OPINION),
        ("Das kann noch heiter werden.", Kind.OPINION), ("Die Ergebnisse sind seither Jahr für Jahr besser geworden.", Kind.STATE),
        ("Schreiben Sie uns an redaktion@bote.example.", Kind.COMMAND),
    ],
)  # fmt: skip
def test_german_opinions_and_appeals(text, kind):
    assert read_one(text).kind is kind
