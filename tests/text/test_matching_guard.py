"""The guard: what keeps a claim from being the same as one that sounds alike, in German, English and across."""

import pytest

from claims.text.matching import days, spelling, turns
from claims.text.matching.guard import are_anchored, counted_otherwise, differences, said

# kind of difference, the new claim, the earlier one
ALTERED = [
    ("number", "de", "Der Turm ist 120 Meter hoch.", "de", "Der Turm ist 210 Meter hoch."),
    ("number", "en", "The tower is 120 metres high.", "de", "Der Turm ist 210 Meter hoch."),
    ("number", "de", "Die Kosten betragen drei Millionen Euro.", "en", "The costs amount to three billion euros."),
    ("number", "de", "Mehr als 500 Menschen kamen.", "de", "Weniger als 500 Menschen kamen."),
    ("number", "de", "Die Quote stieg um 2 Prozent.", "de", "Die Quote stieg um 2 Prozentpunkte."),
    ("date", "en", "The bridge was closed in May 2021.", "de", "Die Brücke wurde im Mai 2022 gesperrt."),
    ("date", "de", "Bis 2028 wird gebaut.", "en", "Building goes on until 2038."),
    ("place", "de", "In Frankreich stiegen die Preise.", "en", "Prices rose in Germany."),
    ("name", "en", "Angela Merkel opened the fair.", "de", "Olaf Scholz hat die Messe eröffnet."),
    ("negation", "de", "Das Werk wird nicht geschlossen.", "en", "The plant will be closed."),
    ("negation", "en", "The plant won't be closed.", "en", "The plant will be closed."),
    ("quantifier", "de", "Alle Schulen bleiben zu.", "en", "Some schools stay shut."),
    ("direction", "de", "Die Mieten in Köln sind gestiegen.", "en", "Rents in Cologne have fallen."),
    ("direction", "en", "The court convicted the banker.", "de", "Das Gericht sprach den Banker frei, er wurde freigesprochen."),
]  # fmt: skip
SAME = [
    ("de", "Rund 11.000 Soldaten sind dort.", "en", "Some 11,000 soldiers are there."),
    ("de", "Die Quote liegt bei 6,1 Prozent.", "en", "The rate stands at 6.1 percent."),
    ("de", "Am 5. November 2024 wurde gewählt.", "en", "The election was held in November 2024."),
    ("de", "Wolodymyr Selenskyj reiste nach Kiew.", "en", "Volodymyr Zelensky travelled to Kyiv."),
    ("de", "München liegt in Bayern.", "en", "Munich lies in Bavaria."),
    ("de", "Barack Obama war in Berlin.", "en", "Obama was in Berlin."),
    ("de", "Der Grundpreis bleibt unverändert.", "en", "The standing charge will not change."),
    ("de", "Mindestens 80 Prozent sind dafür.", "en", "80 percent are in favour."),
    ("de", "Nicht nur Kinder waren dabei.", "en", "Not only children took part."),
    ("de", "Der Preis stieg von 2,40 auf 2,80 Euro.", "en", "The price rose from 2.40 to 2.80 euros."),
]


@pytest.mark.parametrize(("kind", "here_in", "here", "there_in", "there"), ALTERED)
def test_an_altered_claim_is_told_by_what_was_altered(kind, here_in, here, there_in, there):
    told = differences(said(here, language=here_in), said(there, language=there_in))
    found = [d for d in told if d.type == kind and d.is_two_sided]
    assert found, told
    assert not found[0].here or found[0].here.split(",")[0] in here
    assert not found[0].there or found[0].there.split(",")[0] in there
    turned = differences(said(there, language=there_in), said(here, language=here_in))
    assert (found[0].there, found[0].here) in [(d.here, d.there) for d in turned]


@pytest.mark.parametrize(("here_in", "here", "there_in", "there"), SAME)
def test_two_ways_to_say_it_do_not_differ(here_in, here, there_in, there):
    told = differences(said(here, language=here_in), said(there, language=there_in))
    assert not [d for d in told if d.is_two_sided], told


def test_two_sentences_alike_but_for_one_thing_differ_in_their_words():
    told = differences(
        said("Der Bürgermeister von Altdorf hat das Schwimmbad im Sommer eröffnet.", language="de"),
        said("Der Bürgermeister von Altdorf hat das Klinikum im Sommer eröffnet.", language="de"),
    )
    assert [(d.type, d.here, d.there) for d in told] == [("wording", "Schwimmbad", "Klinikum")]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2024", "2024-11-05", True),
        ("2024-11", "2024-10-05", False),
        ("XXXX-11-05", "2024-11-05", True),
        ("XXXX-11-05", "2024-11", True),
        ("XXXX-11-05", "2024-12-05", False),
        ("2024-33", "2024-02", True),
        ("2024-33", "2024-04", False),
        ("2024-W45", "2024-11-05", True),
        ("194X", "1945", True),
        ("194X/..", "198X/..", False),
        ("2022-05/..", "2022", True),
        ("../2028", "../2038", False),
        ("T19:30", "T20:15", False),
        ("T19:30", "2024", True),
        ("2024-02-31", "2024", False),
        ("", "2024", False),
    ],
)
def test_two_dates_agree_where_one_lies_within_the_other(one, other, agree):
    assert days.agree(one, other) is agree
    assert days.agree(other, one) is agree


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Deutschland", "Germany", True),
        ("Vereinigte Staaten", "US", True),
        ("Europäische Kommission", "European Commission", True),
        ("Selenskyj", "Zelensky", True),
        ("Tschaikowski", "Tchaikovsky", True),
        ("IOC", "International Olympic Committee", True),
        ("Österreich", "Australia", False),
        ("Merkel", "Scholz", False),
        ("Hans Meier", "Anna Meier", False),
        ("Kursk", "Belgorod", False),
    ],
)
def test_names_are_the_same_in_two_spellings(one, other, same):
    assert spelling.same_name(one, other) is same
    assert spelling.same_name(other, one) is same


def test_denial_is_no_longer_one_with_only_and_later_than():
    assert turns.denials("Nicht nur er, no later than Monday") == []
    assert turns.denials("Er kam nicht, he didn't come") == ["nicht", "didn't"]


def test_the_same_number_of_two_things_is_no_figure_in_common():
    here = said("Das legen Daten von mehr als 12.000 Menschen nahe.", language="de")
    there = said("Betroffen sind nach seinen Angaben rund 12.000 Haushalte.", language="de")
    assert [d.type for d in differences(here, there)] == ["wording"]
    assert not are_anchored(here, there)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Falkenrode springt auf Platz vier.", "Pegel in Falkenrode bei 6,82 Metern."),
        ("Die Beschwerdefrist beträgt 30 Tage.", "Nach 30 Tagen endet die Ausstellung."),
        ("Das Urteil ist noch nicht rechtskräftig.", "Ein Widerspruch schiebt die Zahlung nicht auf."),
        ("Das Land gibt 14 Milliarden Euro aus.", "Das Unternehmen verlor 5 Milliarden Euro."),
    ],
)
def test_one_place_or_a_round_figure_ties_no_two_claims_together(here, there):
    assert not are_anchored(said(here, language="de"), said(there, language="de"))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (
            "In jeder Station sollen 15 Beamte arbeiten, insgesamt 180.",
            "Die 15 Beamten jeder Station fehlen noch.",
        ),
        ("Die Fernwärme wird um 9,4 Prozent teurer.", "Das entspricht einem Aufschlag von 9,4 Prozent."),
        ("Die Fähren nach Harwick fahren wieder.", "Nach Harwick fuhren am Montag keine Fähren."),
    ],
)
def test_a_telling_figure_or_a_name_and_a_word_ties_them(here, there):
    assert are_anchored(said(here, language="de"), said(there, language="de"))


def test_two_counts_of_one_thing_stand_against_each_other_in_both_languages():
    here = said("The company supplies some 21,000 households in the city.", language="en")
    there = said("Die Stadtwerke versorgen mehr als 12.000 Haushalte sowie 310 Gebäude.", language="de")
    assert [(d.here, d.there) for d in counted_otherwise(here, there)] == [
        ("some 21,000 households", "mehr als 12.000 Haushalte")
    ]
    assert (
        counted_otherwise(
            said("12,400 households have heating.", language="en"),
            said("Von 310 Gebäuden sind 200 alt.", language="de"),
        )
        == []
    )
    assert (
        counted_otherwise(
            said("Some 12,100 households use it.", language="en"),
            said("Rund 12.000 Haushalte nutzen es.", language="de"),
        )
        == []
    )


def test_a_month_without_a_year_is_not_held_against_the_other_claim():
    here = said("Die 14 größten Anbieter verlangen von Januar an 121 Euro.", language="de")
    there = said("The 14 largest suppliers will charge 121 euros from January.", language="en")
    assert not any(d.is_two_sided for d in differences(here, there))


def test_further_figures_beside_a_common_one_and_articles_before_a_measure_are_told_apart():
    here = said("Eine Megawattstunde kostet 118,15 Euro.", language="de")
    assert differences(here, said("A megawatt hour costs 118.15 euros.", language="en")) == []
