"""Weekdays beside dates that fall on another day."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from claims.text.hints.shapes import WEEKDAY, Hint
from claims.text.spans import Span, Statement

_WEEKDAYS = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5,
    "sonntag": 6, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner january jan", "februar feber february feb", "märz march mar", "april apr", "mai may",
            "juni june jun", "juli july jul", "august aug", "september sept sep", "oktober october okt oct",
            "november nov", "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DE_DAY = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
_EN_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\\.|Tues?\\.|Wed\\.|Thur?s?\\.|Fri\\.|Sat\\.|Sun\\."
_LIST = r"(?!\s*(?:und|bis|and|to|or|oder|through|[-–—/&])\s*\d)"  # "5 and 6 November" is more than one day
_GERMAN = re.compile(
    rf"\b(?P<weekday>{_DE_DAY})s?(?:,|\s*\()?\s+?(?:de[nmr]\s+)?\(?(?P<day>[0-3]?\d)\.\s?"
    rf"(?:(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>[12]\d{{3}}))?|(?P<number>[01]?\d)\.\s?(?P<full>(?:19|20)\d\d)?(?!\d))",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"\b(?P<weekday>{_EN_DAY}),?\s*\(?(?:the\s+)?"
    rf"(?:(?P<month>{_MONTH})\b\.?\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b{_LIST}|(?P<first>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<later>{_MONTH})\b\.?)"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:\b(?:{_DE_DAY}|{_EN_DAY}),?\s*(?:und|bis|and|to|or|oder|auf|through|/|–|-)\s*(?:zum\s+)?)$",
    re.IGNORECASE,
)
_NEAR = timedelta(days=60)  # around the publication a date without a year is sure enough
_GREGORIAN = 1900  # before that calendars differ


def weekdays(statements: Sequence[Statement], *, language: str, published: date | None) -> Iterator[Hint]:
    """A hint for each weekday whose date, by its year or near the publication, falls on another day."""
    pattern = _ENGLISH if language == "en" else _GERMAN
    for index, statement in enumerate(statements):
        for match in pattern.finditer(statement.quote):
            if _BEFORE.search(statement.quote[: match.start()]):
                continue  # "Freitag und Samstag, 5. November": which of the two is meant is open
            told = _WEEKDAYS[match["weekday"].lower().rstrip(".")]
            day = _day(match, published)
            if day is not None and day.weekday() != told:
                quote = match.group().rstrip(" .,")
                span = Span(statement.start + match.start(), statement.start + match.start() + len(quote))
                yield Hint(WEEKDAY, index, (span,), {"quote": quote, "date": day.isoformat()})


def _day(match: re.Match[str], published: date | None) -> date | None:
    groups: dict[str, str] = match.groupdict("")
    number = int(groups["day"] or groups.get("first", ""))
    name = groups["month"] or groups.get("later")
    month = _MONTHS[name.lower()] if name else int(groups.get("number") or 0)
    year = groups.get("year") or groups.get("full")
    if year:
        return _date(int(year), month, number) if int(year) >= _GREGORIAN else None
    if published is None:
        return None
    days = (_date(published.year + more, month, number) for more in (-1, 0, 1))
    near = [day for day in days if day is not None and abs(day - published) <= _NEAR]
    return near[0] if len(near) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
