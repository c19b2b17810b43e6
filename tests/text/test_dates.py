"""Dates of German and English text, resolved to ISO 8601 and EDTF."""

from datetime import date

import pytest

from claims.text.dates import find_dates

PUBLISHED = date(2024, 11, 5)  # a Tuesday


def isos(text, language, published=PUBLISHED):
    return [f.iso for f in find_dates(text, 0, len(text), language=language, published=published)]


GERMAN = [
    ("hat an diesem Dienstag (5. November) in einem Interview bestätigt", ["2024-11-05"]),
    ("in den nächsten Wochen", ["2024-11-05/.."]),
    ("der Koreakrieg (1950 bis 1953)", ["1950/1953"]),
    ("am Montag teilte er mit", ["2024-11-04"]),
    ("Er wird am Montag sprechen", ["2024-11-11"]),
    ("gestern und heute", ["2024-11-04", "2024-11-05"]),
    ("im dritten Quartal stieg der Umsatz", ["2024-35"]),
    ("im ersten Halbjahr 2023", ["2023-40"]),
    ("gilt seit Mai 2022", ["2022-05/.."]),
    ("Ende Oktober", ["2024-10-21/2024-10-31"]),
    ("vor drei Jahren", ["2021"]),
    ("vor zwei Wochen", ["2024-W43"]),
    ("von 2014 bis 2016", ["2014/2016"]),
    ("zwischen 2014 und 2016", ["2014/2016"]),
    ("zwischen Mai 2022 und Februar 2024", ["2022-05/2024-02"]),
    ("bis Ende 2025", ["../2025-12"]),
    ("bis mindestens 2029", ["../2029"]),
    ("in den 1990er Jahren", ["199X"]),
    ("Anfang der 90er-Jahre", ["1990/1993"]),
    ("am 05.11.24 um 19.30 Uhr", ["2024-11-05T19:30"]),
    ("am 3. Oktober 1990", ["1990-10-03"]),
    ("vom 3. bis 5. November 2024", ["2024-11-03/2024-11-05"]),
    ("vom 30. Dezember bis 2. Januar", ["2024-12-30/2025-01-02"]),
    ("Januar bis März 2024", ["2024-01/2024-03"]),
    ("im Oktober vergangenen Jahres", ["2023-10"]),
    ("im vergangenen Jahr", ["2023"]),
    ("in den vergangenen drei Jahren", ["2021-11-05/2024-11-05"]),
    ("seit drei Jahren", ["2021/.."]),
    ("ab Januar 2025", ["2025-01/.."]),
    ("in der Nacht zum Dienstag", ["2024-11-04/2024-11-05"]),
    ("bis Freitag", ["../2024-11-08"]),
    ("von Montag bis Freitag", ["2024-11-04/2024-11-08"]),
    ("Mitte der 1980er Jahre", ["1984/1986"]),
    ("im 19. Jahrhundert", ["18XX"]),
    ("Der Prozess beginnt am kommenden Donnerstag", ["2024-11-07"]),
    ("im Sommer eingefallen", ["2024-22"]),
    ("im Winter 2023/24", ["2023-24"]),
    ("am Wochenende kam es zu Unfällen", ["2024-11-02/2024-11-03"]),
    ("Silvester 2015", ["2015-12-31"]),
    ("Im Vorjahr waren es weniger", ["2023"]),
    ("im Dezember", ["2024-12"]),
    ("im Mai", ["2024-05"]),
    ("2024-11-05", ["2024-11-05"]),
]

ENGLISH = [
    ("on Tuesday", ["2024-11-05"]),
    ("last Tuesday", ["2024-10-29"]),
    ("will open next Friday", ["2024-11-08"]),
    ("5 November 2024", ["2024-11-05"]),
    ("Nov. 5, 2024", ["2024-11-05"]),
    ("November 5", ["2024-11-05"]),
    ("in the third quarter", ["2024-35"]),
    ("since May 2022", ["2022-05/.."]),
    ("in the 1990s", ["199X"]),
    ("the early 1980s", ["1980/1983"]),
    ("between 2014 and 2016", ["2014/2016"]),
    ("by 2030", ["../2030"]),
    ("until the end of 2025", ["../2025-12"]),
    ("three years ago", ["2021"]),
    ("in the past three years", ["2021-11-05/2024-11-05"]),
    ("over the next few weeks", ["2024-11-05/.."]),
    ("over the past decade", ["2014-11-05/2024-11-05"]),
    ("last week", ["2024-W44"]),
    ("in the summer of 2023", ["2023-22"]),
    ("mid-2024", ["2024-05/2024-08"]),
    ("on Tuesday at 7pm", ["2024-11-05T19:00"]),
    ("at 7:30 p.m. on Tuesday", ["2024-11-05T19:30"]),
    ("November 3-5, 2024", ["2024-11-03/2024-11-05"]),
    ("on 11/05/2024", ["[2024-05-11,2024-11-05]"]),
    ("on 25/12/2024", ["2024-12-25"]),
    ("from Monday to Friday", ["2024-11-04/2024-11-08"]),
    ("in May", ["2024-05"]),
    ("the 2024 election", ["2024"]),
    ("the first half of 2024", ["2024-40"]),
]


@pytest.mark.parametrize(("text", "expected"), GERMAN)
def test_german(text, expected):
    assert isos(text, "de") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text, expected):
    assert isos(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2000 Soldaten", "de"),
        ("rund 2000 US-Dollar", "de"),
        ("vor allem Tage", "de"),
        ("mehr als 1990 Euro", "de"),
        ("in 2000 cases", "en"),
        ("she may march on", "en"),
        ("the second half of the match", "en"),
        ("had driven the fall in prices", "en"),
        ("down 16 percent by 1115 GMT", "en"),
    ],
)
def test_what_is_no_date(text, language):
    assert isos(text, language) == []


def test_without_a_day_of_publication_only_the_text_itself_fixes_a_date():
    text = "Am Montag und am 5. November, im Mai 2022, seit 2014 und vor drei Jahren"
    assert isos(text, "de", published=None) == ["", "XXXX-11-05", "2022-05", "2014/..", ""]


def test_the_quote_takes_in_what_the_value_rests_on():
    text = "Die Regel gilt seit Mai 2022 (Stand: 5. November)."
    found = find_dates(text, 0, len(text), language="de", published=PUBLISHED)
    assert [f.quote for f in found] == ["seit Mai 2022", "5. November"]
    assert all(text[f.start : f.end] == f.quote for f in found)


def test_a_day_the_calendar_does_not_have_is_only_its_month():
    assert isos("am 31. Februar 2023", "de") == ["2023-02"]


def test_other_languages_get_figures_and_years_only():
    assert isos("le 05.11.2024, mardi 5 novembre", "fr") == ["2024-11-05"]


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar_do_not_raise(published):
    text = "vor 4000 Jahren, am Montag, in 300 Wochen, im Sommer, am Wochenende, in den nächsten 900 Jahren"
    for fact in find_dates(text, 0, len(text), language="de", published=published):
        assert fact.quote
