"""Dates in a passage, resolved against the day of publication to ISO 8601 and EDTF forms.

The forms: day `2024-11-05`, with a clock `2024-11-05T19:30`, clock alone `T19:30`, month `2024-11`, year
`2024`, ISO week `2024-W45`; EDTF season `2024-21` (spring) to `2024-24` (winter), quarter `2024-33` to
`2024-36`, half-year `2024-40` and `2024-41`, decade `199X`, century `19XX`, a day whose year nobody tells
`XXXX-11-05`, one of two days `[2024-05-11,2024-11-05]`; interval `1950/1953`, open `2022-05/..` (since)
and `../2030` (until). Early, mid and late become thirds: "Ende Oktober" is `2024-10-21/2024-10-31`,
"Anfang 2024" `2024-01/2024-04`. Source: ISO 8601-2:2019 (EDTF), levels 1 and 2.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from claims.text import dates_de, dates_en
from claims.text.calendars import Anchor, Outlook, day_iso, first, last
from claims.text.spans import Fact, FactType
from claims.text.taken import Taken

Resolver = Callable[[re.Match[str], Anchor], str]

_ANY: list[tuple[str, Resolver]] = [
    (
        r"(?P<y>[12]\d{3})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)",
        lambda m, _: day_iso(int(m["y"]), int(m["m"]), int(m["d"])),
    ),
    (
        r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>[12]\d{3})(?!\d)",
        lambda m, _: day_iso(int(m["y"]), int(m["m"]), int(m["d"])),
    ),
]
_BARE_YEAR = re.compile(r"(?<![\w.,/:%$€£-])(?:1[0-9]{3}|20[0-9]{2})(?![\w%€$°-]|[.,:/]\d|\s*[%€$°])")
_YEAR_BEFORE = re.compile(
    r"\b(?:seit|ab|bis|von|in|im|Jahr|Jahre|Jahres|nach|vor|Anfang|Mitte|Ende|zwischen|gegenüber|für|since|by|until"
    r"|of|from|before|after|during|for|the|early|late|than|anno)\s+$|[(,/–-]\s?$",
    re.IGNORECASE,
)
_SURE_BEFORE = re.compile(
    r"\b(?:bis\s+(?:mindestens|spätestens|etwa)|seit|ab|Jahr|Jahre|Jahres|Anfang|Mitte|Ende|since|by|until|during)\s+$",
    re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"\b(?:rund|etwa|circa|ca\.|knapp|fast|gut|über|mehr\s+als|weniger\s+als|mindestens|bis\s+zu|about|around|nearly"
    r"|almost|over|more\s+than|at\s+least|up\s+to|some)\s+$",
    re.IGNORECASE,
)
_COUNTS_THINGS = re.compile(r"\s+(?:[a-zäöüß]+(?:e|en|er|es)\s+)?[A-ZÄÖÜ][\w-]{2,}")
_COUNTS_ENGLISH = re.compile(
    r"\s+(?!levels\b|figures\b|prices\b|elections\b|games\b|was\b|is\b|has\b|as\b)(?:[a-z]+\s+)?(?!was\b|is\b|has\b|as\b|its\b)"
    r"[a-z]{3,}s\b"
)
_CLOCK_GAP = re.compile(r",?\s+(?:um|gegen|ab|kurz\s+nach|kurz\s+vor|at|around|about)?\s*")
_BETWEEN = re.compile(r"\b(?:zwischen|between)\s+(?:dem\s+|the\s+)?$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_GAP = re.compile(r"\s+(?:on|am)?\s*")
_AND_GAP = re.compile(r"\s+(?:und|and)\s+(?:dem\s+|the\s+)?")
_BETWEEN = re.compile(r"\b(?:zwischen|between)\s+(?:dem\s+|the\s+)?$", re.IGNORECASE)
_TO_GAP = {
    "de": re.compile(r"\s+bis\s+(?:zum\s+|einschließlich\s+)?"),
    "en": re.compile(r"\s+(?:to|until|through)\s+(?:the\s+)?"),
}
_AROUND = 300  # characters before and behind a date in which its direction is sought
_CLAUSE_END = re.compile(r"[,;:.!?–]\s")
# Any day will do: it tells a date that only lacks the day of publication from words that mean no date.
_SOME_DAY = date(2024, 2, 29)


@dataclass(frozen=True, slots=True)
class _Point:
    start: int
    end: int
    iso: str

    @property
    def size(self) -> int:
        return self.end - self.start


def find_dates(text: str, start: int, end: int, *, language: str, published: date | None) -> list[Fact]:
    """The dates of `text[start:end]` in order, without overlap; `iso` and `value` hold the form above.

    Without a day of publication a date that depends on it has an empty `iso`, or XXXX for the year.
    """
    found = [
        replace(point, end=point.end + 1)
        if "(" in text[point.start : point.end] and text[point.end : point.end + 1] == ")" and point.end < end
        else point
        for point in _points(text, start, end, language, published)
    ]
    found = _joined(text, found, language)
    found = [_opened(text, point, start, language) for point in found]
    return [
        Fact(FactType.DATE, p.start, p.end, text[p.start : p.end], value=p.iso, iso=p.iso)
        for p in _apart(found)
    ]


def _points(text: str, start: int, end: int, language: str, published: date | None) -> list[_Point]:
    points: list[_Point] = []
    for pattern, resolve in _compiled(language):
        for match in pattern.finditer(text, start, end):
            # A phrase that means no date whatever the day of publication is none: "vor allem Tagen".
            if resolve(match, Anchor(_SOME_DAY)):
                outlook = _outlook(text, match.start(), start, end, language)
                if _until(text, match.start(), start, language):
                    outlook = "future"
                points.append(_Point(match.start(), match.end(), resolve(match, Anchor(published, outlook))))
    points += [
        _Point(match.start(), match.end(), match.group())
        for match in _BARE_YEAR.finditer(text, start, end)
        if _is_year(text, match, start, end, language)
    ]
    return _apart([_stripped(text, p) for p in points])


def _stripped(text: str, point: _Point) -> _Point:
    quote = text[point.start : point.end]
    return replace(
        point, start=point.end - len(quote.lstrip(" \t\n(")), end=point.start + len(quote.rstrip())
    )


def _apart(points: Sequence[_Point]) -> list[_Point]:
    """Without overlap: the longer date wins, of equally long ones the one found first."""
    taken = Taken()
    longest_first = sorted(points, key=lambda p: -p.size)
    return sorted((p for p in longest_first if taken.add(p.start, p.end)), key=lambda p: p.start)


@cache
def _compiled(language: str) -> list[tuple[re.Pattern[str], Resolver]]:
    tables: dict[str, list[tuple[str, Resolver]]] = {"de": dates_de.PATTERNS, "en": dates_en.PATTERNS}
    return [
        (re.compile(rf"(?<![\w])(?:{pattern})(?!\w)"), resolve)
        for pattern, resolve in _ANY + tables.get(language, [])
    ]


def _outlook(text: str, at: int, start: int, end: int, language: str) -> Outlook:
    """Whether the clause around `at` looks back or ahead, else what is around it within the passage."""
    if language not in {"de", "en"}:
        return ""
    near, far = max(start, at - _AROUND), min(end, at + _AROUND)
    clause = max((m.end() for m in _CLAUSE_END.finditer(text, near, at)), default=near)
    stop = _CLAUSE_END.search(text, at, far)
    return _looks(text, clause, stop.start() if stop else far, language) or _looks(text, near, far, language)


def _looks(text: str, start: int, end: int, language: str) -> Outlook:
    words = dates_de if language == "de" else dates_en
    if words.AHEAD.search(text, start, end):
        return "future"
    return "past" if words.BEHIND.search(text, start, end) else ""


def _is_year(text: str, match: re.Match[str], start: int, end: int, language: str) -> bool:
    """Tells the year 2000 from 2000 soldiers by the words around it."""
    before = text[max(start, match.start() - 30) : match.start()]
    after = text[match.end() : min(end, match.end() + 60)]
    if _SURE_BEFORE.search(before) and not re.match(r"\s*(?:GMT|UTC|Uhr|hours)\b", after):
        return True
    if _ROUGHLY.search(before) or (_COUNTS_ENGLISH if language == "en" else _COUNTS_THINGS).match(after):
        return False
    if int(match.group()) < 1500 or re.match(r"\s*(?:GMT|UTC|Uhr|hours)\b", after):
        return False
    if _YEAR_BEFORE.search(before):
        return True
    return 1900 <= int(match.group()) <= 2059 and (not before.strip() or language == "de")


def _joined(text: str, points: Sequence[_Point], language: str) -> list[_Point]:
    """A day and its clock become one date, and so do two dates with "bis", "to" or "zwischen ... und" around them."""
    joined: list[_Point] = []
    for point in points:
        both = _both(text, joined[-1], point, language) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(point)
    return joined


def _both(text: str, first_one: _Point, second: _Point, language: str) -> _Point | None:
    """Two dates as one where the words between them say so."""
    gap = text[first_one.end : second.start]
    whole = _Point(first_one.start, second.end, "")
    if second.iso.startswith("T") and _DAY.fullmatch(first_one.iso) and _CLOCK_GAP.fullmatch(gap):
        return replace(whole, iso=first_one.iso + second.iso)
    if first_one.iso.startswith("T") and _DAY.fullmatch(second.iso) and _DAY_GAP.fullmatch(gap):
        return replace(whole, iso=second.iso + first_one.iso)
    if not first_one.iso or not second.iso or "/" in first_one.iso:
        return None
    between = _BETWEEN.search(text[max(0, first_one.start - 20) : first_one.start])
    if between and _AND_GAP.fullmatch(gap):
        whole = replace(whole, start=first_one.start - len(between.group()))
    elif language not in _TO_GAP or not _TO_GAP[language].fullmatch(gap):
        return None
    return replace(whole, iso=f"{first_one.iso}/{_not_before(first_one.iso, last(second.iso))}")


def _not_before(start: str, end: str) -> str:
    """The end of an interval; a weekday before its start is the one of the week after."""
    if len(start) == len(end) == 10 and end < start and start[:1].isdigit() and end[:1].isdigit():
        return (date.fromisoformat(end) + timedelta(days=7)).isoformat()
    return end


def _until(text: str, at: int, start: int, language: str) -> re.Match[str] | None:
    """The word that makes a date at `at` the end of an open interval."""
    before = text[max(start, at - 40) : at]
    if language not in {"de", "en"}:
        return None
    pattern: re.Pattern[str] = dates_de.UNTIL if language == "de" else dates_en.UNTIL
    return pattern.search(before)


def _opened(text: str, point: _Point, start: int, language: str) -> _Point:
    """A date behind "seit" or "bis" as an open interval that takes the word in."""
    if language not in {"de", "en"} or ".." in point.iso or point.iso.startswith("T"):
        return point
    words = dates_de if language == "de" else dates_en
    before = text[max(start, point.start - 40) : point.start]
    since, until = words.SINCE.search(before), _until(text, point.start, start, language)
    if since and "/" in point.iso and since.group().lower().startswith(("from", "ab")):
        return point
    if since:
        iso = f"{first(point.iso)}/.." if point.iso else ""
        return _Point(point.start - len(before) + since.start(), point.end, iso)
    if until:
        iso = f"../{last(point.iso)}" if point.iso else ""
        return _Point(point.start - len(before) + until.start(), point.end, iso)
    return point
