"""Author and date of an article as its page shows them, where its head says nothing."""

import re

from claims.text.furniture import is_byline, is_timestamp

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan feb mar|mär|mrz apr mai|may jun jul aug sep okt|oct nov dez|dec".split(), start=1
    )
    for name in names.split("|")
}
_NUMBERS = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b(?:\D{1,6}(\d{1,2})[:.](\d{2})\b)?")
_DAY_MONTH = re.compile(r"\b(\d{1,2})\.? ([A-Za-zä]{3,9})\.? (20\d\d)\b(?:\D{1,8}(\d{1,2})[:.](\d{2})\b)?")
_MONTH_DAY = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}), (20\d\d)\b")
_BY = re.compile(r"^(?:Von|By|Text|Autor(?:in)?)\s*:?\s+", re.IGNORECASE)
_PLACE_AFTER = re.compile(r"(?:,| in| aus) (?:[A-ZÄÖÜ][\w-]+)(?: [A-ZÄÖÜ][\w-]+)?$")


def shown_author(words: str) -> str:
    """The names in a byline such as "Von Max Muster, Berlin"; "" when the words are no byline."""
    line = " ".join(words.split())
    if not _BY.match(line) or not is_byline(line):
        return ""
    names = _BY.sub("", line)
    shorter = _PLACE_AFTER.sub("", names)
    return shorter if " " in shorter else names


def shown_date(words: str) -> str:
    """The date, with the time if there is one, of a line such as "Stand: 05.11.2024, 14:03 Uhr" as ISO 8601."""
    line = " ".join(words.split())
    if not is_timestamp(line):
        return ""
    if found := _NUMBERS.search(line):
        return _iso(found[3], found[2], found[1], found[4], found[5])
    if (found := _DAY_MONTH.search(line)) and (month := _MONTHS.get(found[2][:3].lower())):
        return _iso(found[3], month, found[1], found[4], found[5])
    if (found := _MONTH_DAY.search(line)) and (month := _MONTHS.get(found[1][:3].lower())):
        return _iso(found[3], month, found[2])
    return ""


def _iso(year: str, month: str | int, day: str, hour: str | None = None, minute: str | None = None) -> str:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return ""
    date = f"{year}-{int(month):02d}-{int(day):02d}"
    if hour is None or minute is None or int(hour) > 23 or int(minute) > 59:
        return date
    return f"{date}T{int(hour):02d}:{minute}"
