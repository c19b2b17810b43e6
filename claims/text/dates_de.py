"""How German text writes dates: patterns, and what each resolves to."""

import re
from collections.abc import Callable

from claims.text.calendars import Anchor, Unit, day_iso, full_year, month_iso, third
from claims.text.numerals import whole

MONTHS = {
    "januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feber": 2, "feb": 2, "märz": 3, "mär": 3, "april": 4,
    "apr": 4, "mai": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "august": 8, "aug": 8, "september": 9,
    "sept": 9, "sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}  # fmt: skip
_DAYS = {"montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5,
         "sonntag": 6}  # fmt: skip
_SEASONS = {"frühjahr": 21, "frühling": 21, "sommer": 22, "herbst": 23, "winter": 24}
_UNITS: dict[str, Unit] = {"tag": "day", "woche": "week", "monat": "month", "jahr": "year"}
_ORDER = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "letzt": 4, "schluss": 4}
_FEASTS = {"heiligabend": (12, 24), "weihnachten": (12, 25), "silvester": (12, 31), "neujahr": (1, 1)}
_PARTS = {"anfang": "early", "beginn": "early", "mitte": "mid", "ende": "late"}

_MONTH = r"(?:Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|(?:Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.)"
_DAY = r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
_TIME_OF_DAY = r"(?:(?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)s?)?"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
_NEXT = r"(?:kommende|nächste|folgende)[nrms]?"
_LAST = r"(?:vergangene|letzte|vorige|zurückliegende|verflossene)[nrms]?"
_THIS = r"(?:diese|laufende|aktuelle)[nrms]?"
_WHICH = rf"(?P<which>{_NEXT}|{_LAST}|{_THIS})"
_COUNT = r"(?P<count>\d{1,4}|[a-zäöü]+?)"
_UNIT = r"(?P<unit>Tag|Woche|Monat|Jahr)"
_AHEAD = (
    r"(?:wird|werden|soll|sollen|will|wollen|plant|planen|geplant|bevorsteh\w*|ansteh\w*|steht\san|stehen\san|beginnt"
    r"|startet|tagt|tritt|trifft|treffen\ssich|findet|finden|entscheidet|berät|reist|endet|läuft|muss|müssen|dürfte)"
)
_BEHIND = (
    r"(?:wurden?|waren?|war|hatten?|hat|haben|habe|sei(?:en)?|ist|sind|worden|gewesen|[a-zäöü]\w{2,}te[nt]?|kam(?:en)?"
    r"|ging(?:en)?|starb(?:en)?|fiel(?:en)?|gab(?:en)?|stieg(?:en)?|sank(?:en)?|sprach(?:en)?|traf(?:en)?|nahm(?:en)?"
    r"|schrieb(?:en)?|hieß|rief(?:en)?|trat(?:en)?|zog(?:en)?|blieb(?:en)?|schloss(?:en)?|begann(?:en)?|verlor(?:en)?"
    r"|gewann(?:en)?|fand(?:en)?|stand(?:en)?|lag(?:en)?|ließ(?:en)?|hielt(?:en)?|griff(?:en)?|flog(?:en)?|bat(?:en)?)"
)

AHEAD = re.compile(rf"\b{_AHEAD}\b")
BEHIND = re.compile(rf"\b{_BEHIND}\b")
SINCE = re.compile(
    r"\b(?:schon\s+|bereits\s+)?(?:seit|ab)\s+(?:dem\s+|der\s+|Beginn\s+|etwa\s+|rund\s+)?$", re.IGNORECASE
)
UNTIL = re.compile(
    r"\bbis\s+(?:zum\s+|zur\s+|in\s+das\s+|ins\s+|mindestens\s+|spätestens\s+|einschließlich\s+)?$",
    re.IGNORECASE,
)


def _which(match: re.Match[str]) -> str:
    word = match.groupdict().get("which")
    if not word:
        return ""
    low = word.lower()
    return "next" if re.fullmatch(_NEXT, low) else "last" if re.fullmatch(_LAST, low) else "this"


def _month(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _day_month(match: re.Match[str], anchor: Anchor) -> str:
    groups = match.groupdict()
    month = int(groups["mm"]) if groups.get("mm") else _month(groups["month"])
    day = int(groups["day"])
    if not 1 <= month <= 12:
        return ""
    year = (
        full_year(groups["year"]) if groups.get("year") else anchor.year_of(month, day, which=_which(match))
    )
    return day_iso(year, month, day)


def _days(match: re.Match[str], anchor: Anchor) -> str:
    """Two days of which the first may leave out month and year."""
    month = _month(match["month"])
    start = _month(match["from_month"]) if match["from_month"] else month
    year = int(match["year"]) if match["year"] else anchor.year_of(month, int(match["day"]))
    before = year - 1 if year and start > month else year
    first, last = day_iso(before, start, int(match["from_day"])), day_iso(year, month, int(match["day"]))
    return f"{first}/{last}" if first and last else ""


def _month_year(match: re.Match[str], anchor: Anchor) -> str:
    month = _month(match["month"])
    year = int(match["year"]) if match["year"] else None
    if year is None:
        which = _which(match)
        if match.groupdict().get("of") and anchor.published:
            year = anchor.published.year + {"next": 1, "last": -1}.get(_of(match), 0)
        else:
            year = anchor.year_of(month, which=which)
    iso = month_iso(year, month)
    return third(iso, _PARTS[match["part"].lower()]) if match["part"] else iso


def _of(match: re.Match[str]) -> str:
    word = (match["of"] or "").lower()
    return (
        "last"
        if "vorjahr" in word or re.search(_LAST, word)
        else "next"
        if re.search(_NEXT, word)
        else "this"
    )


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
    year = match["year"]
    if not year and anchor.published:
        which = _which(match)
        year = str(anchor.published.year + {"next": 1, "last": -1}.get(which, 0))
    return third(year, _PARTS[match["part"].lower()]) if year else ""


def _weekday(match: re.Match[str], anchor: Anchor) -> str:
    return anchor.weekday(_DAYS[match["weekday"].lower()], which=_which(match))


def _night_to(match: re.Match[str], anchor: Anchor) -> str:
    end = anchor.weekday(_DAYS[match["weekday"].lower()])
    if not end:
        return ""
    start = Anchor(type(anchor.published).fromisoformat(end)).shifted(-1, "day") if anchor.published else ""
    return f"{start}/{end}"


def _relative(match: re.Match[str], anchor: Anchor) -> str:
    step = {"next": 1, "last": -1, "this": 0}[_which(match)]
    return anchor.shifted(step, _UNITS[match["unit"].lower()])


def _ago(match: re.Match[str], anchor: Anchor) -> str:
    count = whole(match["count"], "de")
    return "" if count is None else anchor.shifted(-count, _UNITS[match["unit"].lower()])


def _hence(match: re.Match[str], anchor: Anchor) -> str:
    count = whole(match["count"], "de")
    return "" if count is None else anchor.shifted(count, _UNITS[match["unit"].lower()])


def _since_count(match: re.Match[str], anchor: Anchor) -> str:
    start = _ago(match, anchor)
    return f"{start}/.." if start else ""


def _stretch(match: re.Match[str], anchor: Anchor) -> str:
    sign = 1 if _which(match) == "next" else -1
    count = whole(match["count"], "de") if match["count"] else None
    if count is not None:
        return anchor.span(sign * count, _UNITS[match["unit"].lower()])
    if anchor.published is None:
        return ""
    day = anchor.published.isoformat()
    return f"{day}/.." if sign > 0 else f"../{day}"


def _quarter(match: re.Match[str], anchor: Anchor) -> str:
    order = _ORDER[match["order"].lower()] if match["order"] else int(match["number"])
    half = "halbjahr" in match[0].lower() or "jahreshälfte" in match[0].lower()
    if half and match["order"] and match["order"].lower() == "letzt":
        order = 2
    if order > (2 if half else 4):
        return ""
    code = (39 if half else 32) + order
    year = match["year"]
    if not year and match["of"] and anchor.published:
        year = str(anchor.published.year + {"next": 1, "last": -1}.get(_of(match), 0))
    return f"{year}-{code}" if year else anchor.part_of_year(code, 6 if half else 3, order)


def _season(match: re.Match[str], anchor: Anchor) -> str:
    number = _SEASONS[match["season"].lower()]
    return f"{match['year']}-{number}" if match["year"] else anchor.season(number, which=_which(match))


def _decade(match: re.Match[str], _: Anchor) -> str:
    digits = match["decade"]
    iso = f"{digits[:3]}X" if len(digits) == 4 else f"19{digits[0]}X"
    return third(iso, _PARTS[match["part"].lower()]) if match["part"] else iso


def _today(match: re.Match[str], anchor: Anchor) -> str:
    step = {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2}[match["today"].lower()]
    return anchor.shifted(step, "day")


def _feast(match: re.Match[str], anchor: Anchor) -> str:
    month, day = _FEASTS[match["feast"].lower()]
    return day_iso(int(match["year"]) if match["year"] else anchor.year_of(month, day), month, day)


def _clock(match: re.Match[str], _: Anchor) -> str:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    return f"T{hour:02}:{minute:02}" if hour < 25 and minute < 60 else ""


def _weekend(match: re.Match[str], anchor: Anchor) -> str:
    return anchor.weekend(which=_which(match))


def _year_number(match: re.Match[str], _: Anchor) -> str:
    return match["year"]


_OF = rf"(?P<of>\s+(?:(?:des|dieses)\s+(?:{_NEXT}\s+|{_LAST}\s+|{_THIS}\s+)?|{_NEXT}\s+|{_LAST}\s+)(?:Jahre?s|Vorjahre?s))?"
_PART = r"(?:(?P<part>Anfang|Mitte|Ende)\s+(?:des\s+)?)?"

PATTERNS: list[tuple[str, Callable[[re.Match[str], Anchor], str]]] = [
    (rf"(?P<from_day>\d{{1,2}})\.(?:\s+(?P<from_month>{_MONTH}))?\s*(?:bis|[–-]|und)\s*(?:zum\s+)?(?P<day>\d{{1,2}})\.\s+(?P<month>{_MONTH})(?:\s+(?P<year>{_YEAR}))?", _days),
    (rf"(?:{_WHICH}\s+)?(?:{_DAY}{_TIME_OF_DAY},?\s+(?:(?:de[nmr]|am)\s+)?)?\(?(?P<day>\d{{1,2}})\.\s*(?P<month>{_MONTH})(?:\s+(?P<year>{_YEAR}))?", _day_month),
    (rf"(?:{_DAY},?\s+(?:(?:den|dem|am)\s+)?)?\(?(?P<day>\d{{1,2}})\.\s?(?P<mm>\d{{1,2}})\.\s?(?P<year>{_YEAR}|\d{{2}}(?![\d.,]))?(?!\d)", _day_month),
    (rf"(?P<from>{_MONTH})\s*(?:bis|[–-]|und)\s*(?P<to>{_MONTH})(?:\s+(?P<year>{_YEAR}))?", _months),
    (rf"{_PART}(?:{_WHICH}\s+)?(?P<month>{_MONTH})(?:\s+(?:des\s+Jahres\s+)?(?P<year>{_YEAR}))?{_OF}", _month_year),
    (rf"(?:Jahren?\s+|Jahre\s+)?(?P<from>{_YEAR})\s*(?:bis|–|-|/)\s*(?P<to>{_YEAR}|\d{{2}})(?!\d|[-.,]\d)", _years),
    (rf"(?:zwischen\s+(?:den\s+Jahren\s+)?)(?P<from>{_YEAR})\s+und\s+(?P<to>{_YEAR})", _years),
    (rf"(?P<part>Anfang|Mitte|Ende|Beginn)\s+(?:des\s+Jahres\s+|von\s+)?(?P<year>{_YEAR})", _part_year),
    (rf"(?P<part>Anfang|Mitte|Ende|Beginn)\s+(?:dieses|des|{_WHICH})(?:\s+{_LAST})?\s+Jahres(?P<year>(?!))?", _part_year),
    (rf"(?:{_PART.replace('des', 'der')})(?P<decade>{_YEAR}|\d0)er[- ]?(?:Jahren?)?", _decade),
    (rf"(?:(?P<order>erst|zweit|dritt|viert|letzt|Schluss)(?:e[nsmr]?\s+)?|(?P<number>[1-4])\.\s+|Q(?P<q>(?!)))(?:Quartals?|Halbjahre?s?|Jahreshälfte|Vierteljahre?s?)(?:\s+(?P<year>{_YEAR}))?{_OF}", _quarter),
    (rf"(?P<order>(?!))?Q(?P<number>[1-4])(?:[ /](?P<year>{_YEAR}))?(?P<of>(?!))?", _quarter),
    (rf"(?:{_WHICH}\s+)?(?:Spät|Früh|Hoch)?(?P<season>Frühjahr|Frühling|Sommer|Herbst|Winter)s?(?![\w-])(?:\s+(?:des\s+Jahres\s+)?(?P<year>{_YEAR})(?:/\d{{2,4}})?)?", _season),
    (rf"(?:in\s+der\s+)?Nacht\s+(?:zum|zu|auf)\s+(?:den\s+)?(?P<weekday>{_DAY})", _night_to),
    (rf"(?:{_WHICH}\s+)?(?P<weekday>{_DAY}){_TIME_OF_DAY}(?![\w-])", _weekday),
    (rf"{_WHICH}\s+Wochenende", _weekend),
    (r"(?:am|übers?|zum|vom)\s+(?P<which>(?!))?Wochenende", _weekend),
    (rf"[Vv]or\s+(?:rund\s+|etwa\s+|knapp\s+|gut\s+|mehr\s+als\s+|fast\s+|genau\s+)?{_COUNT}\s+{_UNIT}(?:en|n|e)?\b", _ago),
    (rf"[Ss]eit\s+(?:rund\s+|etwa\s+|knapp\s+|gut\s+|mehr\s+als\s+|fast\s+|über\s+)?{_COUNT}\s+{_UNIT}(?:en|n|e)?\b", _since_count),
    (rf"[Ii]n\s+(?:rund\s+|etwa\s+|knapp\s+|gut\s+)?{_COUNT}\s+{_UNIT}(?:en|n|e)\b", _hence),
    (rf"(?:(?:[Ii]n|[Ii]nnerhalb|[Ww]ährend)\s+)?(?:den|der)\s+(?P<which>{_NEXT}|{_LAST})\s+(?:paar\s+|(?:einigen|wenigen)\s+)?(?:{_COUNT}\s+)?{_UNIT}(?:en|n|e)\b", _stretch),
    (rf"{_WHICH}\s+{_UNIT}(?:s|es)?\b", _relative),
    (r"(?<!\w)(?P<today>vorgestern|gestern|heute|übermorgen|Gestern|Heute|Vorgestern)(?:\s+(?:Abend|Morgen|Nacht|Nachmittag|Mittag|Vormittag|früh))?(?!\w)", _today),
    (r"(?<![aA]m )(?<!\w)(?P<today>morgen)(?!\w)", _today),
    (rf"(?P<feast>Heiligabend|Weihnachten|Silvester|Neujahr)(?:\s+(?P<year>{_YEAR}))?", _feast),
    (r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s+Uhr(?:\s+(?P<minutes>\d{2}))?", _clock),
    (rf"(?:im\s+Jahre?|des\s+Jahres|das\s+Jahr|dem\s+Jahr|Jahre?)\s+(?P<year>{_YEAR}|\d{{3}})(?!\d|[.,]\d)", _year_number),
    (r"(?P<century>\d{1,2})\.\s+Jahrhunderts?", lambda m, _: f"{max(int(m['century']) - 1, 0):02}XX"),
    (r"(?:[Ii]m|[Dd]as|[Dd]es|[Zz]um|[Dd]em|[Gg]egenüber dem)\s+Vorjahr(?:es)?(?![\w-])", lambda m, a: a.shifted(-1, "year")),
    (r"(?:[Ii]m|[Zz]um)\s+Vormonat(?![\w-])", lambda m, a: a.shifted(-1, "month")),
    (r"(?:bis\s+)?(?:zum\s+)?Jahresende(?![\w-])", lambda m, a: third(a.shifted(0, "year"), "late")),
    (r"(?:zum\s+|seit\s+)?Jahres(?:beginn|anfang)(?![\w-])", lambda m, a: third(a.shifted(0, "year"), "early")),
    (r"\b[Aa]m\s+(?:frühen\s+|späten\s+)?(?:Morgen|Vormittag|Mittag|Nachmittag|Abend)(?![\w-])", lambda m, a: a.shifted(0, "day")),
    (r"\bheuer\b", lambda m, a: a.shifted(0, "year")),
]  # fmt: skip
