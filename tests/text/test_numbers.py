"""Figures: value, bounds and unit, German and English."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text import morphology
from claims.text.numbers import find_numbers
from claims.text.numerals import worth


def numbers(text, language):
    words = morphology.words(text, 0, len(text), language=language)
    return find_numbers(text, 0, len(text), language=language, words=words)


def only(text, language):
    found = numbers(text, language)
    assert len(found) == 1, found
    return found[0].quote, found[0].value, found[0].value_min, found[0].value_max, found[0].unit


GERMAN = [
    (
        "rund 11.000 bis 12.000 Nordkorea-Soldaten",
        "rund 11.000 bis 12.000 Nordkorea-Soldaten", "11000-12000", 11000, 12000, "Nordkorea-Soldaten",
    ),
    ("es waren mehr als 2 % dafür", "mehr als 2 %", "2", 2, None, "%"),
    ("kostet knapp drei Millionen Euro", "knapp drei Millionen Euro", "3000000", None, 3000000, "EUR"),
    ("rund 2000 US-Dollar pro Monat", "rund 2000 US-Dollar pro Monat", "2000", 2000, 2000, "USD/month"),
    ("stieg um 9,4 Prozent", "9,4 Prozent", "9.4", 9.4, 9.4, "%"),
    ("4,1 Milliarden Euro", "4,1 Milliarden Euro", "4100000000", 4.1e9, 4.1e9, "EUR"),
    ("bei minus 3,2 Grad", "minus 3,2 Grad", "-3.2", -3.2, -3.2, "°C"),
    ("etwa 8000 nordkoreanische Soldaten", "etwa 8000 nordkoreanische Soldaten", "8000", 8000, 8000, "Soldaten"),
    ("Mehrere tausend Soldaten sollen", "Mehrere tausend Soldaten", "", 2000, None, "Soldaten"),
    ("Dutzende Menschen", "Dutzende Menschen", "", 24, None, "Menschen"),
    ("ein Drittel der Wähler", "ein Drittel", "0.3333", 0.3333, 0.3333, ""),
    ("fast die Hälfte", "fast die Hälfte", "0.5", None, 0.5, ""),
    ("zwischen 5 und 10 Prozent", "zwischen 5 und 10 Prozent", "5-10", 5, 10, "%"),
    ("bis zu 300 Euro je Tonne", "bis zu 300 Euro je Tonne", "300", None, 300, "EUR/t"),
    ("1'200 Franken", "1'200 Franken", "1200", 1200, 1200, "CHF"),
    ("eine Million Menschen", "eine Million Menschen", "1000000", 1e6, 1e6, "Menschen"),
    ("eine halbe Million Euro", "eine halbe Million Euro", "500000", 5e5, 5e5, "EUR"),
    ("zwei bis drei Millionen Tonnen", "zwei bis drei Millionen Tonnen", "2000000-3000000", 2e6, 3e6, "t"),
    ("die 38-Jährige", "38-Jährige", "38", 38, 38, "year"),
    ("ein dreitägiges Treffen", "dreitägiges", "3", 3, 3, "day"),
    ("gewann 2:1 gegen", "2:1", "2:1", None, None, "score"),
    ("um 3,4 Prozentpunkte", "3,4 Prozentpunkte", "3.4", 3.4, 3.4, "pp"),
    ("20 000 Menschen", "20 000 Menschen", "20000", 20000, 20000, "Menschen"),
    ("einundzwanzig Länder", "einundzwanzig Länder", "21", 21, 21, "Länder"),
]  # fmt: skip

ENGLISH = [
    ("2.5 million people", "2.5 million people", "2500000", 2.5e6, 2.5e6, "people"),
    ("cost £3bn", "£3bn", "3000000000", 3e9, 3e9, "GBP"),
    ("earn $1,200 a month", "$1,200 a month", "1200", 1200, 1200, "USD/month"),
    ("more than 40 per cent", "more than 40 per cent", "40", 40, None, "%"),
    ("nearly 3,000 troops", "nearly 3,000 troops", "3000", None, 3000, "troops"),
    ("two-thirds of voters", "two-thirds", "0.6667", 0.6667, 0.6667, ""),
    ("hundreds of thousands of people", "hundreds of thousands of people", "", 200000, None, "people"),
    ("between 5 and 10 percent", "between 5 and 10 percent", "5-10", 5, 10, "%"),
    ("a 38-year-old man", "38-year-old", "38", 38, 38, "year"),
    ("they won 2-1", "2-1", "2:1", None, None, "score"),
    ("two hundred and fifty soldiers", "two hundred and fifty soldiers", "250", 250, 250, "soldiers"),
    ("8,000 North Korean soldiers", "8,000 North Korean soldiers", "8000", 8000, 8000, "soldiers"),
    ("$10-15 million", "$10-15 million", "10000000-15000000", 1e7, 1.5e7, "USD"),
    ("12 fighter jets", "12 fighter jets", "12", 12, 12, "fighter jets"),
    ("several thousand people", "several thousand people", "", 2000, None, "people"),
]


@pytest.mark.parametrize(("text", "quote", "value", "low", "high", "unit"), GERMAN)
def test_german(text, quote, value, low, high, unit):
    assert only(text, "de") == (quote, value, low, high, unit)


@pytest.mark.parametrize(("text", "quote", "value", "low", "high", "unit"), ENGLISH)
def test_english(text, quote, value, low, high, unit):
    assert only(text, "en") == (quote, value, low, high, unit)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ein Mann kam am 3. Tag", "de"),
        ("Artikel 5 gilt", "de"),
        ("die G7 und die F-16", "de"),
        ("Eines Tages stand er da", "de"),
        ("a man came", "en"),
        ("one of the men", "en"),
        ("call +44 now", "en"),
    ],
)
def test_what_is_no_number(text, language):
    assert numbers(text, language) == []


def test_magnitudes_without_end_stay_finite():
    found = numbers("5 " + "Millionen " * 400, "de")
    assert all(math.isfinite(f.value_max or 0) for f in found)
    assert found[0].value == "5000000000000000000"


def test_money_and_a_share_are_no_range():
    found = numbers("rose by 8.5% to £1,290 a month, between £90 and £240", "en")
    assert [(f.value, f.unit) for f in found] == [("8.5", "%"), ("1290", "GBP/month"), ("90-240", "GBP")]


def test_two_units_are_no_range():
    found = numbers("fell 8 percent to 187 million pounds", "en")
    assert [(f.value, f.unit) for f in found] == [("8", "%"), ("187000000", "GBP")]


def test_a_time_span_has_an_iso_duration():
    assert [f.iso for f in numbers("zwei Jahre und sechs Monate Haft", "de")] == ["P2Y", "P6M"]


@pytest.mark.parametrize(
    ("word", "language", "value"),
    [
        ("12.000", "de", 12000),
        ("12,000", "en", 12000),
        ("1,5", "de", 1.5),
        ("1.5", "de", 1.5),
        ("zweihunderttausend", "de", 200000),
        ("eintausendzweihundertvierunddreißig", "de", 1234),
        ("zweieinhalb", "de", 2.5),
        ("twenty-one", "en", 21),
        ("hundertschaft", "de", None),
        ("1.2.3", "de", None),
    ],
)
def test_written_numbers(word, language, value):
    assert worth(word, language) == value


@given(st.integers(min_value=0, max_value=999_999_999))
def test_grouped_digits_are_read_back_in_both_languages(number):
    assert worth(f"{number:,}", "en") == number
    assert worth(f"{number:,}".replace(",", "."), "de") == number


@given(
    st.text(alphabet="0123456789.,'-–% €$millionenbisrundzweMrd:\u00a0", max_size=60),
    st.sampled_from(["de", "en"]),
)
def test_any_mixture_of_figures_keeps_exact_quotes_and_finite_values(text, language):
    at = 0
    for fact in numbers(text, language):
        assert text[fact.start : fact.end] == fact.quote
        assert fact.start >= at
        at = fact.end
        assert all(v is None or math.isfinite(v) for v in (fact.value_min, fact.value_max))
        if fact.value_min is not None and fact.value_max is not None:
            assert fact.value_min <= fact.value_max


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Jeder fünfte Beschäftigte geht", "de", [("Jeder fünfte Beschäftigte", "0.2")]),
        ("Sie kommt jede zweite Woche", "de", []),
        ("one in four drivers agreed", "en", [("one in four", "0.25")]),
    ],
)
def test_one_of_so_many_is_a_share(text, language, found):
    assert [(f.quote, f.value) for f in numbers(text, language)] == found
