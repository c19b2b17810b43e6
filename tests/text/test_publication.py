"""The day of publication, where the text itself says it: dates that depend on it are resolved by it."""

from datetime import date

import pytest

from claims.text.layout import lay_out
from claims.text.publication import stated_day
from claims.text.reading import read

BODY = "Der Stadtrat von Falkenrode hat den Radweg am Dienstag abgelehnt. Die Mehrheit betrug drei Stimmen."
ENGLISH = "The council of Falkenrode rejected the cycle lane on Tuesday. The majority was three votes."


def _day(text: str) -> date | None:
    return stated_day(text, lay_out(text))


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Stand: 06.11.2024, 08:32 Uhr", date(2024, 11, 6)),
        ("Veröffentlicht am 6. November 2024 um 8:32 Uhr", date(2024, 11, 6)),
        ("06.11.2024, 17:40 Uhr, aktualisiert 18:25 Uhr", date(2024, 11, 6)),
        ("Aktualisiert um 14:20 Uhr", None),
        ("© 2024 Tagblatt", None),
    ],
)
def test_a_line_above_the_text_says_it(line: str, day: date | None) -> None:
    assert _day(f"Stadtrat stoppt den Radweg\n\n{line}\n\n{BODY}\n") == day


@pytest.mark.parametrize(
    "line", ["Published 4:41 PM EDT, June 11, 2025", "Published\n11 June 2025", "Updated: June 11, 2025"]
)
def test_in_english_too(line: str) -> None:
    assert _day(f"Council stops the cycle lane\n\n{line}\n\n{ENGLISH}\n") == date(2025, 6, 11)


def test_published_goes_before_updated() -> None:
    lines = "Aktualisiert am 18.03.2025\n\nVeröffentlicht am 17.03.2025"
    assert _day(f"Stadtrat stoppt den Radweg\n\n{lines}\n\n{BODY}\n") == date(2025, 3, 17)


def test_a_date_that_the_article_tells_is_not_its_own() -> None:
    told = "Die Brücke wurde am 3. Mai 2019 eröffnet, sagte Bürgermeister Tom Kern dem Tagblatt."
    assert _day(f"Stadtrat stoppt den Radweg\n\n{told}\n\n{BODY}\n") is None


def test_dates_of_the_text_are_resolved_by_it_unless_the_day_is_given() -> None:
    text = f"Stadtrat stoppt den Radweg\n\nStand: 06.11.2024, 08:32 Uhr\n\n{BODY}\n"

    def tuesday(**given: date) -> list[str]:
        found = read(text, **given).statements  # type: ignore[arg-type]
        return [
            fact.iso for statement in found for fact in statement.facts if fact.quote.endswith("Dienstag")
        ]

    assert tuesday() == ["2024-11-05"]
    assert tuesday(published=date(2026, 11, 20)) == ["2026-11-17"]
