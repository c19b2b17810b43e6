"""How English text writes dates: patterns, and what each resolves to."""

import re
from collections.abc import Callable

from claims.text.calendars import Anchor, Unit, day_iso, full_year, month_iso, third
from claims.text.numerals import whole

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_DAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_PARTS = {"early": "early", "start": "early", "beginning": "early", "mid": "mid", "middle": "mid", "late": "late",
          "end": "late"}  # fmt: skip
_FEASTS = {"Christmas Eve": (12, 24), "Christmas Day": (12, 25), "Christmas": (12, 25), "New Year's Eve": (12, 31),
           "New Year's Day": (1, 1), "Boxing Day": (12, 26)}  # fmt: skip

_LONG = r"(?:January|February|April|June|July|August|September|October|November|December)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_TH = r"(?:st|nd|rd|th)?"
_WHICH = r"(?P<which>(?:[Nn]ext|[Cc]oming|[Ff]ollowing|[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his))"
_COUNT = r"(?P<count>\d{1,4}|[A-Za-z]+(?:-[a-z]+)?)"
_UNIT = r"(?P<unit>day|week|month|year|decade)"
_UNITS: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_PART = r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|[Ee]nd|[Ss]tart|[Bb]eginning|[Mm]iddle)(?:\s+in|\s+of)?[\s-]+)"

AHEAD = re.compile(
    r"\b(?:will|shall|is due|are due|falls due|is set to|are set to|plans? to|expected|scheduled|begins|starts|opens|meets"
    r"|takes place|ends|closes)\b"
)
BEHIND = re.compile(
    r"\b(?:was|were|had|has|have|\w{2,}ed|said|told|began|fell|rose|won|lost|met|saw|went|came)\b"
)
SINCE = re.compile(r"\b(?:ever\s+)?(?:since|from)\s+(?:the\s+)?$", re.IGNORECASE)
UNTIL = re.compile(r"\b(?:until|till|by|up\s+to)\s+(?:the\s+)?$", re.IGNORECASE)


def _which(match: re.Match[str]) -> str:
    word = (match.groupdict().get("which") or "").lower()
    if word in {"next", "coming", "following"}:
        return "next"
    return "last" if word in {"last", "past", "previous"} else word


def _step(match: re.Match[str]) -> int:
    return {"next": 1, "last": -1}.get(_which(match), 0)


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _part(iso: str, match: re.Match[str]) -> str:
    part = match.groupdict().get("part")
    return third(iso, _PARTS[part.lower()]) if part and iso else iso


def _day_month(match: re.Match[str], anchor: Anchor) -> str:
    month, day = _month(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else anchor.year_of(month, day, which=_which(match))
    return day_iso(year, month, day)


def _days(match: re.Match[str], anchor: Anchor) -> str:
    month = _month(match["month"])
    year = int(match["year"]) if match["year"] else anchor.year_of(month, int(match["day"]))
    first, last = day_iso(year, month, int(match["from_day"])), day_iso(year, month, int(match["day"]))
    return f"{first}/{last}" if first and last else ""


def _numeric(match: re.Match[str], _: Anchor) -> str:
    """Day and month in figures; both readings where nobody can tell which is which."""
    one, two, year = int(match["one"]), int(match["two"]), full_year(match["year"])
    if one > 12 or one == two:
        return day_iso(year, two, one)
    american, british = day_iso(year, one, two), day_iso(year, two, one)
    return american if two > 12 or not british else f"[{british},{american}]" if american else ""


def _month_year(match: re.Match[str], anchor: Anchor) -> str:
    month = _month(match["month"])
    year = int(match["year"]) if match["year"] else anchor.year_of(month, which=_which(match))
    return _part(month_iso(year, month), match)


def _months(match: re.Match[str], anchor: Anchor) -> str:
    start, end = _month(match["from"]), _month(match["to"])
    year = int(match["year"]) if match["year"] else anchor.year_of(end)
    before = year - 1 if year and start > end else year
    return f"{month_iso(before, start)}/{month_iso(year, end)}"


def _years(match: re.Match[str], _: Anchor) -> str:
    start, end = match["from"], match["to"]
    if len(end) == 2:
        end = start[:2] + end if int(end) >= int(start[2:]) else f"{int(start[:2]) + 1}{end}"
    return f"{start}/{end}" if int(end) >= int(start) else ""


def _part_year(match: re.Match[str], anchor: Anchor) -> str:
    year = match["year"] or anchor.shifted(_step(match), "year")
    return _part(year, match)


def _weekday(match: re.Match[str], anchor: Anchor) -> str:
    return anchor.weekday(_DAYS[match["weekday"].lower()], which=_which(match))


def _relative(match: re.Match[str], anchor: Anchor) -> str:
    if match["unit"].lower() == "decade":
        return anchor.span(10 * _step(match), "year") if _step(match) else ""
    return anchor.shifted(_step(match), _UNITS[match["unit"].lower()])


def _counted(match: re.Match[str]) -> tuple[int, Unit] | None:
    count, unit = whole(match["count"], "en"), match["unit"].lower()
    if count is None:
        return None
    return (count * 10, "year") if unit == "decade" else (count, _UNITS[unit])


def _ago(match: re.Match[str], anchor: Anchor) -> str:
    found = _counted(match)
    return anchor.shifted(-found[0], found[1]) if found else ""


def _hence(match: re.Match[str], anchor: Anchor) -> str:
    found = _counted(match)
    return anchor.shifted(found[0], found[1]) if found else ""


def _stretch(match: re.Match[str], anchor: Anchor) -> str:
    sign = 1 if _which(match) == "next" else -1
    found = _counted(match) if match["count"] else None
    if found:
        return anchor.span(sign * found[0], found[1])
    if anchor.published is None or match["count"]:
        return ""
    if match["unit"].lower() == "decade":
        return anchor.span(sign * 10, "year")
    day = anchor.published.isoformat()
    return f"{day}/.." if sign > 0 else f"../{day}"


def _quarter(match: re.Match[str], anchor: Anchor) -> str:
    groups = match.groupdict()
    order = int(groups["number"]) if groups.get("number") else _ORDER[match["order"].lower()]
    half = "half" in match[0].lower()
    order = min(order, 2) if half and order == 4 else order
    if order > (2 if half else 4):
        return ""
    code = (39 if half else 32) + order
    if match["year"]:
        return f"{match['year']}-{code}"
    return anchor.part_of_year(code, 6 if half else 3, order)


def _season(match: re.Match[str], anchor: Anchor) -> str:
    number = _SEASONS[match["season"].lower()]
    return f"{match['year']}-{number}" if match["year"] else anchor.season(number, which=_which(match))


def _decade(match: re.Match[str], _: Anchor) -> str:
    digits = match["decade"]
    return _part(f"{digits[:3]}X" if len(digits) == 4 else f"19{digits[0]}X", match)


def _today(match: re.Match[str], anchor: Anchor) -> str:
    return anchor.shifted({"yesterday": -1, "tomorrow": 1}.get(match["today"].lower(), 0), "day")


def _feast(match: re.Match[str], anchor: Anchor) -> str:
    month, day = _FEASTS[match["feast"].replace("’", "'")]
    return day_iso(int(match["year"]) if match["year"] else anchor.year_of(month, day), month, day)


def _clock(match: re.Match[str], _: Anchor) -> str:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 12 or minute > 59:
        return ""
    hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return f"T{hour:02}:{minute:02}"


def _night_before(match: re.Match[str], anchor: Anchor) -> str:
    return anchor.shifted(-1, "day")


PATTERNS: list[tuple[str, Callable[[re.Match[str], Anchor], str]]] = [
    (
        rf"(?:{_DAY},?\s+)?(?P<month>{_MONTH})\s+(?P<from_day>\d{{1,2}}){_TH}\s*(?:-|–|to|and)\s*"
        rf"(?P<day>\d{{1,2}}){_TH}(?![\d:]|,\d)(?:,?\s+(?P<year>{_YEAR}))?",
        _days,
    ),
    (
        rf"(?P<from_day>\d{{1,2}}){_TH}\s*(?:-|–|to|and)\s*(?P<day>\d{{1,2}}){_TH}\s+(?:of\s+)?(?P<month>{_MONTH})"
        rf"(?:,?\s+(?P<year>{_YEAR}))?",
        _days,
    ),
    (
        rf"(?:{_WHICH}\s+)?(?:{_DAY},?\s+)?\(?(?P<month>{_MONTH})\s+(?:the\s+)?(?P<day>\d{{1,2}}){_TH}"
        rf"(?![\d:]|[.,]\d|\s*(?:percent|per cent|%|million|billion))(?:,?\s+(?P<year>{_YEAR}))?",
        _day_month,
    ),
    (
        rf"(?:{_WHICH}\s+)?(?:{_DAY},?\s+)?\(?(?:the\s+)?(?P<day>\d{{1,2}}){_TH}\s+(?:of\s+)?(?P<month>{_MONTH})"
        rf"(?:,?\s+(?P<year>{_YEAR}))?",
        _day_month,
    ),
    (rf"(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/(?P<year>{_YEAR}|\d{{2}})(?![\d/])", _numeric),
    (rf"(?P<from>{_MONTH})\s*(?:-|–|to|through|and)\s*(?P<to>{_MONTH})(?:,?\s+(?P<year>{_YEAR}))?", _months),
    (rf"{_PART}?(?:{_WHICH}\s+)?(?P<month>{_LONG})(?:,?\s+(?:of\s+)?(?P<year>{_YEAR}))?", _month_year),
    (
        rf"(?:{_PART}|(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=[Bb]y )|(?<=[Oo]f )|(?<=[Ff]rom ))"
        rf"|{_WHICH}\s+)(?P<month>March|May|Jan\.?|Feb\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)(?![\w-])"
        rf"(?:,?\s+(?P<year>{_YEAR}))?",
        _month_year,
    ),
    (rf"(?P<month>March|May|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\b\.?),?\s+(?P<year>{_YEAR})", _month_year),
    (
        rf"(?:[Ff]rom\s+|[Bb]etween\s+)?(?P<from>{_YEAR})\s*(?:-|–|/|to|through)\s*(?P<to>{_YEAR}|\d{{2}})(?!\d|[.,-]\d)",
        _years,
    ),
    (rf"[Bb]etween\s+(?P<from>{_YEAR})\s+and\s+(?P<to>{_YEAR})", _years),
    (rf"(?:the\s+)?{_PART}(?P<year>{_YEAR})(?!s|\d)", _part_year),
    (rf"(?:the\s+)?{_PART}(?:{_WHICH}|the)\s+year(?P<year>(?!))?", _part_year),
    (rf"(?:the\s+)?{_PART}?(?P<decade>{_YEAR}|['’]?\d0)['’]?s\b", _decade),
    (
        rf"(?:the\s+)?(?P<order>first|second|third|fourth|final|last)[\s-]+(?:quarter|half(?=\s+of\s+(?:the\s+year|{_YEAR})))"
        rf"(?:\s+of\s+(?:the\s+year|(?P<year>{_YEAR})))?(?!-time|\s+of\s+the\s+(?!year))",
        _quarter,
    ),
    (rf"Q(?P<number>[1-4])(?:[ /](?P<year>{_YEAR}))?", _quarter),
    (
        rf"(?:(?:{_WHICH}|[Ii]n(?:\s+the)?|[Oo]f(?=\s+\w+\s+(?:of\s+)?\d{{4}})|the|[Dd]uring(?:\s+the)?)\s+)(?P<season>spring|summer|autumn|(?<!the\s)fall|(?<=in\sthe\s)fall|fall(?=\s+of\s+\d{{4}})|winter)"
        rf"(?![\w-]|\s+(?:season|holiday|break|term|games|storm|school|sports|sun|schedule)s?\b)"
        rf"(?:\s+(?:of\s+)?(?P<year>{_YEAR}))?",
        _season,
    ),
    (
        rf"(?:{_WHICH}\s+)?(?P<weekday>{_DAY})(?:['’]s)?(?:\s+(?:morning|afternoon|evening|night|lunchtime))?(?![\w-])",
        _weekday,
    ),
    (rf"{_WHICH}\s+weekend", lambda m, a: a.weekend(which=_which(m))),
    (r"(?:at|over|on)\s+the\s+weekend", lambda m, a: a.weekend()),
    (
        rf"(?:(?:about|around|nearly|almost|more\s+than|over|some)\s+)?{_COUNT}\s+{_UNIT}s?\s+(?:ago|earlier)\b",
        _ago,
    ),
    (rf"[Ii]n\s+(?:(?:about|around)\s+)?{_COUNT}\s+{_UNIT}s?['’]?\s+time\b", _hence),
    (
        rf"(?:(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or)\s+)?the\s+(?P<which>next|coming|last|past|previous)"
        rf"\s+(?:few\s+|several\s+|couple\s+of\s+)?(?:{_COUNT}\s+)?{_UNIT}s\b",
        _stretch,
    ),
    (
        rf"(?:(?:[Ii]n|[Oo]ver|[Dd]uring|[Ww]ithin|[Ff]or)\s+)?the\s+(?P<which>past|coming)\s+(?P<count>(?!))?{_UNIT}\b",
        _stretch,
    ),
    (rf"(?:the\s+)?{_WHICH}\s+{_UNIT}(?:['’]s)?\b", _relative),
    (
        r"\b(?P<today>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)(?:['’]s)?\b(?:\s+(?:morning|afternoon|evening|night))?",
        _today,
    ),
    (r"\b[Ll]ast\s+night\b", _night_before),
    (r"\b[Tt]his\s+(?:morning|afternoon|evening)\b", lambda m, a: a.shifted(0, "day")),
    (
        rf"(?P<feast>Christmas(?:\s(?:Eve|Day))?|New\sYear['’]s\s(?:Eve|Day)|Boxing\sDay)(?:,?\s+(?P<year>{_YEAR}))?",
        _feast,
    ),
    (r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s*(?P<half>[ap]\.?m\b\.?|[AP]M\b)", _clock),
    (rf"(?:the\s+year\s+)(?P<year>{_YEAR})", lambda m, a: m["year"]),
    (
        r"(?P<century>\d{1,2})(?:st|nd|rd|th)[\s-]+century",
        lambda m, a: f"{max(int(m['century']) - 1, 0):02}XX",
    ),
]
