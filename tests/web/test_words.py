"""How times, values and levels read in both languages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from claims.choices import FactState, Status
from claims.models import Fact
from claims.web import words

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)  # 15:00 in Berlin


def _fact(quote: str = "x", **values: object) -> Fact:
    return Fact(quote=quote, **{"value": "", **values})


@pytest.mark.parametrize(
    ("after", "german", "english"),
    [
        (timedelta(0), "15:00", "15:00"),
        (timedelta(hours=8, minutes=59), "23:59", "23:59"),
        (timedelta(hours=9), "morgen 00:00", "tomorrow 00:00"),
        (timedelta(hours=-16), "gestern 23:00", "yesterday 23:00"),
        (timedelta(days=3), "25.11. 15:00", "25 Nov 15:00"),
        (timedelta(days=-400), "18. Okt. 2025", "18 Oct 2025"),
    ],
)
def test_a_time_reads_as_the_desk_says_it(after: timedelta, german: str, english: str) -> None:
    with timezone.override("Europe/Berlin"):
        with translation.override("de"):
            assert words.moment_words(NOW + after, now=NOW) == german
        with translation.override("en"):
            assert words.moment_words(NOW + after, now=NOW) == english


@pytest.mark.parametrize(
    ("after", "tone", "distance"),
    [
        (timedelta(minutes=41), "soon", "in 41 min"),
        (timedelta(hours=2), "soon", "in 2 h"),
        (timedelta(hours=3), "", "in 3 h"),
        (timedelta(minutes=-1), "late", "1 min overdue"),
        (timedelta(hours=-5), "late", "5 h overdue"),
        (timedelta(days=2), "", ""),
    ],
)
def test_what_is_due_says_how_far_off_it_is(after: timedelta, tone: str, distance: str) -> None:
    with translation.override("en"):
        assert words.due_tone(NOW + after, now=NOW) == tone
        assert words.distance_words(NOW + after, now=NOW) == distance


@pytest.mark.parametrize(
    ("fact", "german", "english"),
    [
        (_fact(iso="2024-11-05"), "Di, 5. Nov. 2024", "Tue, 5 Nov 2024"),
        (_fact(iso="2022-05"), "Mai 2022", "May 2022"),
        (_fact(iso="2022-05/.."), "seit Mai 2022", "since May 2022"),
        (_fact(iso="../2022-05"), "bis Mai 2022", "until May 2022"),
        (_fact(iso="1950/1953"), "1950 – 1953", "1950 – 1953"),
        (_fact(iso="2024-22"), "Sommer 2024", "Summer 2024"),
        (_fact(iso="2023-24/2024-21"), "Winter 2023 – Frühjahr 2024", "Winter 2023 – Spring 2024"),
        (_fact(iso="2024-36"), "4. Quartal 2024", "4th quarter of 2024"),
        (_fact(iso="2024-41"), "2. Halbjahr 2024", "2nd half of 2024"),
        (_fact(iso="P3D"), "P3D", "P3D"),
        (_fact(iso="2024-13-40"), "2024-13-40", "2024-13-40"),
        (
            _fact(value_min=11000.0, value_max=12000.0, unit="Mann"),
            "11.000–12.000 Mann",
            "11,000–12,000 Mann",
        ),
        (_fact(value_min=9.4, value_max=9.4, unit="%"), "9,4 %", "9.4 %"),
        (_fact(value_min=2000.0, value_max=None), "mindestens 2000", "at least 2000"),
        (_fact(value_min=None, value_max=5.0), "höchstens 5", "at most 5"),
        (_fact(value="Kim Jong-un", quote="Kim"), "Kim Jong-un", "Kim Jong-un"),
        (_fact(value="KBS", quote="kbs"), "", ""),
        (_fact(), "", ""),
    ],
)
def test_a_value_is_shown_where_it_says_more_than_the_quote(fact: Fact, german: str, english: str) -> None:
    with translation.override("de"):
        assert words.fact_words(fact) == german
    with translation.override("en"):
        assert words.fact_words(fact) == english


def test_levels_of_check_worthiness() -> None:
    assert [words.worth_level(w) for w in (None, 0.0, 0.29, 0.3, 0.59, 0.6, 1.0)] == [0, 1, 1, 2, 2, 3, 3]
    with translation.override("en"):
        assert words.worth_words(0.7) == "Check-worthiness high"
        assert words.worth_words(None) == "Check-worthiness not scored yet"


def test_reasons_are_in_the_readers_language_and_unknown_ones_stay() -> None:
    with translation.override("de"):
        assert words.reason_words("figure") == "nennt eine Zahl"
    with translation.override("en"):
        assert words.reason_words("figure") == "gives a figure"
        assert words.reason_words("of-tomorrow") == "of-tomorrow"


def test_every_status_and_state_has_a_look() -> None:
    assert set(words.LOOKS) == set(Status)
    assert set(words.FACT_LOOKS) == set(FactState)
