"""Views and judgements: what a column says without anything to look up is no claim, its facts are."""

import pytest

from claims.text.reading import read

HEAD = "Kommentar\nDie Fähre fährt nicht\nEin Kommentar von Hella Grot\n\n"
FACT = "Der Kreistag von Ostwalde hat die Fähre am Montag mit 31 zu 12 Stimmen eingestellt."


def claims_of(text):
    return [claim.quote for claim in read(text).claims]


@pytest.mark.parametrize(
    "view",
    [
        "Schlechter hätte man das nicht anfangen können.",
        "Der Landrat stümpert weiter.",
        "Das ist ein Schlag ins Gesicht der Pendler.",
        "Wer so plant, verspielt das Vertrauen der Leute am Fluss.",
        "Ein Neuanfang täte dem Kreis gut.",
        "Harm Wiebusch hätte längst gehen müssen.",
        "Aus diesem Loch kommt der Kreis nur schwer heraus.",
        "Trotzdem drängen sich Fragen auf.",
        "Die Fahrgäste haben Besseres verdient.",
        "Wer auf Fähren setzt, darf nicht an Ankern sparen.",
        "Stillstand darf sich Ostwalde nicht leisten.",
        "Für Ostwalde ist das schade.",
        "Der Streit hat es in sich.",
        "Es fehlt am Willen.",
    ],
)
def test_a_view_in_a_column_is_no_claim(view):
    assert claims_of(f"{HEAD}{FACT} {view}") == claims_of(f"{HEAD}{FACT}")


@pytest.mark.parametrize(
    "fact",
    [
        "Der Kreis betreibt zwei Fähren.",
        "Die Werft hat den Auftrag zurückgegeben.",
        "Das Urteil ist noch nicht rechtskräftig.",
        "Die Fähre gehört seit 1998 dem Land.",
        "Die Fahrpreise steigen schneller als die Löhne.",
        "Der Landrat lehnt den Vorschlag der Gemeinden ab.",
        "Der neue Vertrag enthält eine Klausel zum Ausstieg.",
        "Zwischen den Ämtern gibt es Differenzen.",
        "Die Werft prüft den Rumpf.",
    ],
)
def test_a_fact_in_a_column_stays_a_claim(fact):
    assert fact in claims_of(f"{HEAD}{FACT} {fact}")


@pytest.mark.parametrize(
    "words",
    [
        "Es muss noch der Rumpf geprüft werden.",
        "Der Kreis steckt nach den Ausgaben für die Brücke in der Krise.",
        "Natürlich hat auch die Werft gewartet.",
    ],
)
def test_a_report_may_say_what_a_column_only_means(words):
    assert words in claims_of(f"Die Fähre fährt nicht\nVon Hella Grot\n\n{FACT} {words}")


@pytest.mark.parametrize(
    "title", ["Kommentiert: Der Fluss ist breit", "Kommentar zur Fähre: Ein Jahr ohne Plan"]
)
def test_a_headline_tells_that_the_article_is_a_column(title):
    text = f"{title}\n\n{FACT} Die Antwort des Kreises ist keine."
    assert "Die Antwort des Kreises ist keine." not in claims_of(text)


@pytest.mark.parametrize(
    "words",
    [
        "Daneben solltet ihr den Fahrplan kennen.",
        "Nehmt euch Zeit für die Überfahrt.",
        "Bei Sturm sollten Sie im Wagen bleiben.",
    ],
)
def test_advice_to_the_reader_is_no_claim(words):
    assert words not in claims_of(f"Die Fähre fährt nicht\nVon Hella Grot\n\n{FACT} {words}")


def test_what_was_said_before_a_question_stays_a_claim():
    words = (
        "„Die Fähre hat im vergangenen Jahr 80.000 Menschen befördert“, sagt Harm Wiebusch und fragt: "
        "„Wer soll das jetzt übernehmen?“"
    )
    assert words in claims_of(f"Die Fähre fährt nicht\nVon Hella Grot\n\n{FACT}\n\n{words}")


def test_a_question_with_the_one_who_asks_stays_a_question():
    words = "„Wer soll das jetzt übernehmen?“, fragt Harm Wiebusch."
    assert words not in claims_of(f"Die Fähre fährt nicht\nVon Hella Grot\n\n{FACT}\n\n{words}")


def test_a_text_that_judges_throughout_is_a_column_without_a_label():
    views = "Das ist ein Trauerspiel. Es ist höchste Zeit für ein Ende. Das ist ein Armutszeugnis."
    text = f"Die Fähre fährt nicht\nVon Hella Grot\n\n{FACT} {views} Die Antwort des Kreises ist keine."
    assert claims_of(text)[-1] == FACT


def test_one_judgement_makes_no_column():
    text = f"Die Fähre fährt nicht\nVon Hella Grot\n\n{FACT} Das ist ein Trauerspiel. Der Fahrplan ist ein anderer."
    assert claims_of(text)[-1] == "Der Fahrplan ist ein anderer."
