"""Where sentences and quotations begin and end, German first, then English."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text.quotations import quotations
from claims.text.sentences import sentences


def split(text, language="de"):
    return [span.of(text) for span in sentences(text, 0, len(text), language=language)]


@pytest.mark.parametrize(
    "whole",
    [
        "Am 5. November und am 3. Oktober kam der 2. Platz hinzu.", "Er kam um 14.30 Uhr mit 11.000 Menschen an.",
        "Das ist z. B. ein Fall, u. a. für Dr. Müller, Prof. Meier bzw. ca. 3 Mio. Menschen.", "Laut Art. 5 Abs. 2 Nr. 1 gilt das.",
        "Der Verein e. V. aus Frankfurt a. M. liegt in St. Gallen.", "Das sagte J. D. Vance der Presse i.d.R. nicht.",
        "Die Seite www.beispiel.de und Beispiel.de sind da.", "Er ging ... und kam dann doch zurück.", "Elisabeth II. starb.",
        "1. Der Rat beschließt das Gesetz.", "Der Minister (der nicht da war. Er fehlte oft.) schwieg.",
        "Es war das 19. Jahrhundert, im 2. Weltkrieg und im 3. Quartal.", "Das kostet 5 Mrd. Euro und 4 Mio. US-Dollar.",
        "Die Firma Muster & Co. KG ist pleite.", "Der Film „Wer? Wie? Was?“ läuft am Montag.",
        "„Wir sehen Kämpfe. Wir warten ab“, erklärte Muster laut dem Portal bei KBS.", "»Ja. Nein. Doch«, sagte sie.",
        "„Das ist gut. Ja\", sagte er.", '"Das ist gut. Ja", sagte er.', "‚Das war es. Ja‘, sagte sie.", "“Das war es. Ja”, sagte sie.",
        "Er sagte: „Das ist gut. Das bleibt so.“", "„Das ist gut! Ja!“, rief er.", "«Das ist gut. Ja», sagte der Bundesrat.",
        "„Wir gehen. Das ist sicher“, sagte er, „denn es wird spät. Sehr spät.“",
    ],
)  # fmt: skip
def test_german_sentences_that_stay_whole(whole):
    assert split(whole) == [whole]
    assert split(f"{whole} Danach geschah nichts.") == [whole, "Danach geschah nichts."]


@pytest.mark.parametrize(
    "parts",
    [
        ["Das war 2020.", "Im Jahr 2021 stieg die Zahl."], ["Es waren 5 Mio.", "Die anderen blieben."], ["Das ist Plan B.", "Er geht."],
        ["Er kam am 3.", "Dann ging er."], ["„Wie bitte?“", "Er schwieg."], ["Er sagte: „Das ist so.“", "Müller ging."],
        ["Er ging ...", "Dann kam er."], ["Der Satz endet hier.", "Der nächste beginnt."], ["Was?", "Das war alles!", "Gut so."],
        ["Das gilt u. a. für Kiew.", "Am Mo. kam er."], ["„A ist da“, sagte er.", "„B. C.“"],
        ["1. Der Kanzler kam.", "2. Er ging."],
    ],
)  # fmt: skip
def test_german_sentences_that_are_parted(parts):
    assert split(" ".join(parts)) == parts


def test_missing_space_between_sentences():
    assert split("Der Satz endet hier.Der nächste beginnt.") == [
        "Der Satz endet hier.",
        "Der nächste beginnt.",
    ]
    assert split("Das steht bei Statista.Com im Netz.") == ["Das steht bei Statista.Com im Netz."]


@pytest.mark.parametrize(
    "whole",
    [
        "Mr. Smith and Sen. J. D. Vance, R-Ohio, left the U.S. Senate on Jan. 5 at 5 p.m. sharp.", "No. 5 is alive.",
        "“We went home. It was late,” Mr. Smith said.", '"It is. What?" she asked.', "‘It is late. We go,’ the minister said.",
        "He said: “It is late. We are tired.”", "Gov. Tim Example of Minn. said no.", "Acme Inc. said so.", "Don’t go, the players’ union said.",
    ],
)  # fmt: skip
def test_english_sentences_that_stay_whole(whole):
    assert split(f"{whole} Then nothing happened.", "en") == [whole, "Then nothing happened."]


@pytest.mark.parametrize(
    "whole",
    [
        "The council meets at 7 p.m. Thursday in the hall.",
        "It was updated at 8:46 p.m. ET on Friday.",
        "He came at 9 a.m. Sept. 4.",
    ],
)
def test_a_clock_time_and_its_day_stay_together(whole):
    assert split(f"{whole} Then nothing happened.", "en") == [whole, "Then nothing happened."]


def test_english_abbreviation_at_the_end_of_a_sentence():
    assert split("He left the U.S. The rest stayed.", "en") == ["He left the U.S.", "The rest stayed."]
    assert split("He left at 5 p.m. The rest stayed.", "en") == ["He left at 5 p.m.", "The rest stayed."]


def test_quotation_mark_never_closed_does_not_swallow_the_paragraph():
    assert split("„Das ist so. Der Mann ging. Die Frau auch.") == [
        "„Das ist so.",
        "Der Mann ging.",
        "Die Frau auch.",
    ]


def test_very_long_quotation_is_parted():
    text = "„" + "Das ist ein Satz von vielen. " * 60 + "Ende“, sagte er."
    assert len(split(text)) > 50


def test_bullet_and_heading_mark_belong_to_no_sentence():
    assert split("• Ein Punkt. Noch einer.") == ["Ein Punkt.", "Noch einer."]
    assert split("## Der Titel", "en") == ["Der Titel"]


def test_offsets_count_from_the_whole_text():
    text = "Kopf.\n\nErster Satz.\nZweiter Satz. "
    assert [(s.start, s.end) for s in sentences(text, 7, len(text), language="de")] == [(7, 19), (20, 33)]


def test_rows_of_full_stops_and_unknown_languages_do_no_harm():
    assert "".join(split(". " * 3000)).count(".") == 3000
    assert split("Yksi lause. Toinen lause.", "fi") == ["Yksi lause.", "Toinen lause."]
    assert split("Un. Deux.", "xx") == ["Un.", "Deux."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Er sagte „ja“ und »nein« und «doch».", ["„ja“", "»nein«", "«doch»"]),
        ("„Außen ‚innen‘ weiter“, sagte er.", ["„Außen ‚innen‘ weiter“"]),
        ('He said “one” and ‘two’ and "three".', ["“one”", "‘two’", '"three"']),
        ("The players’ union and don’t.", []),
        ("„Nie geschlossen", []),
        ('Ein 5" breites Rohr', []),
        ("„Eins „Zwei“, sagte er.", ["„Zwei“"]),
    ],
)
def test_quotations(text, found):
    assert [span.of(text) for span in quotations(text)] == found


@given(st.text(alphabet='aB. ,„“”"»«‚‘’\n!?5', max_size=200))
def test_sentences_lie_in_order_and_leave_no_letter_out(text):
    spans = sentences(text, 0, len(text), language="de")
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert sum(c.isalnum() for s in spans for c in s.of(text)) == sum(map(str.isalnum, text))
