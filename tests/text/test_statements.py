"""The split step: what becomes one statement, where it begins and ends, in texts of different styles."""

from datetime import date

import pytest

from claims.text.layout import lay_out
from claims.text.spans import Kind, Role
from claims.text.statements import statements


def read(text, language="de", published=None):
    return list(statements(text, lay_out(text, language=language), published=published))


def quotes(text, language="de"):
    return [s.quote for s in read(text, language) if s.checkable]


def test_transition_that_opens_a_sentence_stands_apart():
    text = "Damit nicht genug: Laut The Korea Herald liefert Moskau auch Technik."
    first, second = read(text)
    assert (first.quote, first.kind, first.checkable) == ("Damit nicht genug:", Kind.TRANSITION, False)
    assert (second.quote, second.checkable) == ("Laut The Korea Herald liefert Moskau auch Technik.", True)


def test_news_before_a_colon_stays_in_the_claim():
    text = "Das ist ein Novum im Krieg: Der Minister hat am Dienstag erstmals Gefechte bestätigt."
    assert quotes(text) == [text]


def test_whole_clauses_behind_a_semicolon_are_statements_of_their_own():
    text = "Die Schulden betrugen 23,7 Milliarden Euro; jeder Einwohner trägt damit rund 9.480 Euro."
    assert quotes(text) == [
        "Die Schulden betrugen 23,7 Milliarden Euro",
        "jeder Einwohner trägt damit rund 9.480 Euro.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Die Stadt zählt 40 Schulen; die meisten im Süden.",
        "„Wir haben genug Geld; wir geben es nur falsch aus“, sagte der Landrat.",
        "Der Landrat (er gehört der SPD an; sie stellt die Mehrheit) lehnte den Antrag ab.",
    ],
)
def test_other_semicolons_do_not_cut(text):
    assert quotes(text) == [text]


def test_quotation_of_several_sentences_is_one_statement_with_its_attribution():
    text = "„Wir sehen Kämpfe. Es werden mehr. Wir prüfen das“, erklärte der Minister am Dienstag."
    (statement,) = read(text)
    assert statement.quote == text
    assert (statement.kind, statement.claimant) == (Kind.QUOTE, "Minister")


def test_bullet_is_left_out_of_the_statement():
    assert quotes("- Die Bahnstrecke ist seit Montag unterbrochen.") == [
        "Die Bahnstrecke ist seit Montag unterbrochen."
    ]


def test_dates_are_resolved_with_the_day_of_publication():
    (statement,) = read("Das Treffen fand am 5. November statt.", published=date(2024, 11, 6))
    assert [fact.iso for fact in statement.facts if fact.iso] == ["2024-11-05"]


AGENCY = (
    "Berlin (dpa) - Die Zahl der Arbeitslosen ist im Oktober auf 2,79 Millionen gesunken. Das sind 15.000 weniger "
    "als im September, wie die Bundesagentur für Arbeit am Mittwoch in Nürnberg mitteilte. „Die Herbstbelebung "
    "kommt kaum in Fahrt“, sagte BA-Chefin Andrea Nahles."
)
COURT = (
    "Das Landgericht hat einen 44-jährigen Unternehmer zu drei Jahren Haft verurteilt. Das Geld sei in Wetten "
    "geflossen, sagte die Vorsitzende Richterin Petra Kurz. Das Urteil ist nicht rechtskräftig."
)
SPORT = (
    "Der SV Hafen gewann das Derby am Samstag mit 3:2 (0:2). Vor 8.412 Zuschauern traf Jan Petersen in der "
    "90. Minute. „So etwas darf uns nie passieren“, haderte Trainer Hannes Wiborg."
)
SCIENCE = (
    "An der Studie nahmen 1.240 Menschen teil. Nach sechs Monaten war der Blutdruck um 4,2 mmHg gesunken. Die "
    "Wirkung sei noch nicht bewiesen, betonte die Medizinerin Maria Schmidt."
)
BUSINESS = (
    "Der Umsatz stieg um 12 Prozent auf 3,4 Milliarden Euro. Der Gewinn sank dagegen von 94 auf 81 Millionen Euro. "
    "Analysten hatten mit 90 Millionen gerechnet. Die Aktie verlor 4,1 Prozent."
)
SWISS = (
    "Die Versammlung bewilligte einen Kredit von 6,2 Millionen Franken. «Wir bauen ein Denkmal für 1'200 Velos», "
    "sagte alt Gemeinderat Hans Wyss. Der Steuerfuss bleibe unverändert, erklärte die Gemeinde gemäss Mitteilung."
)
AUSTRIAN = (
    "Die Bundesregierung hat am Montag im Jänner das Budget beschlossen. Das Defizit werde heuer 4,5 Prozent "
    "betragen, hieß es aus dem Finanzministerium."
)
ENGLISH = (
    "The council voted 12 to 7 on Tuesday to close the bridge. “It is no longer safe,” Mayor Anna Weber told the "
    "BBC. The repair will cost 6.2 million pounds, according to the council."
)


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        (AGENCY, "de", 3),
        (COURT, "de", 3),
        (SPORT, "de", 3),
        (SCIENCE, "de", 3),
        (BUSINESS, "de", 4),
        (SWISS, "de", 3),
        (AUSTRIAN, "de", 2),
        (ENGLISH, "en", 3),
    ],
)
def test_each_sentence_of_an_article_is_one_claim(text, language, count):
    found = read(text, language)
    assert [s.checkable for s in found] == [True] * count
    assert all(s.quote == text[s.start : s.end] for s in found)


def test_dateline_is_in_no_statement():
    assert read(AGENCY)[0].quote.startswith("Die Zahl")


def test_commentary_leaves_opinion_out_and_keeps_figures():
    text = (
        "Das ist ein Armutszeugnis. In diesem Jahr hat die Polizei 410 Anwärter eingestellt. "
        "Wer soll das bezahlen? Man muss kein Prophet sein, um das zu ahnen."
    )
    assert quotes(text) == ["In diesem Jahr hat die Polizei 410 Anwärter eingestellt."]


def test_questions_of_an_interview_are_no_claims():
    text = (
        "How many ships are waiting?\n\nWeber: There are 41 ships outside the harbour.\n\n"
        "When will it end?\n\nWeber: We expect an agreement on Friday."
    )
    found = [s for s in read(text, "en") if s.checkable]
    assert [s.claimant for s in found] == ["Weber", "Weber"]
    assert found[0].quote == "There are 41 ships outside the harbour."


def test_furniture_is_in_no_statement():
    text = (
        "Brücke gesperrt\n\nKommentare\n\nTeilen\n\nDie Brücke ist seit Montag gesperrt. Sie wird für 6,2 Millionen "
        "Euro saniert.\n\nDie Brücke am Montag. © Foto: Privat\n\nAuch interessant\n\nKommentare"
    )
    layout = lay_out(text, language="de")
    furniture = [b for b in layout.blocks if b.role is Role.FURNITURE]
    assert furniture
    for statement in statements(text, layout):
        assert not any(b.start < statement.end and statement.start < b.end for b in furniture)
