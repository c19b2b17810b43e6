"""Numbers of special shape: scores, fractions, and figures grown together with their unit ("38-Jährige")."""

import re
from dataclasses import replace

from claims.text import units
from claims.text.approaches import approach, plain
from claims.text.numerals import is_article, worth
from claims.text.spans import Fact, FactType

_SCORE = re.compile(r"(?<![\w.,:])(\d{1,3}):(\d{1,3})(?![\w:.,]\d|\s*Uhr|\w)")
_COMPOUND = re.compile(
    r"(?<![\w.,])(?:(?P<digits>\d+(?:[.,]\d+)?)|(?P<word>[^\W\d_]+?))-?"
    r"(?P<unit>jährig|tägig|stündig|minütig|wöchig|monatig|köpfig|prozentig|fach|mal|stöckig|seitig"
    r"|(?<=-)(?:year|day|hour|minute|week|month|mile|metre|meter|foot|page)|fold)"
    r"(?P<tail>e[nrsm]?(?:[nrsm])?|-olds?)?(?![\w-])",
    re.IGNORECASE,
)
_ENGLISH_SCORE = re.compile(
    r"\b(?:won|lost|win|lead|led|victory|defeat|defeated|beat|beaten|drew|draw|trailed|trailing|ruled|voted|split)"
    r"\b[^.;0-9]{0,40}?(?P<score>\d{1,3}[-–]\d{1,3})(?![\w%-]|[.,]\d)"
    r"|(?<![\w.,-])(?P<before>\d{1,3}[-–]\d{1,3})(?=\s+(?:\w+\s+)?(?:defeat|win|victory|loss|draw|lead|vote|ruling|decision"
    r"|majority|thrashing|aggregate)\b)"
)
_FRACTION = {
    "de": (
        r"(?:(?P<top>ein|einen|eines|einem|zwei|drei|vier|fünf|sechs|sieben|acht|neun)\s+)?"
        r"(?P<bottom>Drittel|Viertel|Fünftel|Sechstel|Siebtel|Achtel|Neuntel|Zehntel)(?:n|s)?|(?P<half>(?:[Dd]ie|[Dd]er|[Ee]ine)\s+Hälfte)"
    ),
    "en": (
        r"(?:(?P<top>a|an|one|two|three|four|five|nine)[\s-]+)(?P<bottom>third|quarter|fifth|sixth|seventh|eighth|ninth"
        r"|tenth)s?(?=\s+of|\s*[,.;)]|\s+(?:more|less|fewer|higher|lower))|(?P<half>(?:[Oo]ne\s+)?[Hh]alf(?=\s+(?:of|the|a)\b))"
    ),
}
# "jeder fünfte Beschäftigte" is a share, "jede zweite Woche" a rhythm
_EVERY = re.compile(
    r"(?<!\w)[Jj]ede[rsmn]?\s+(?P<part>zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte|zwanzigste|hundertste)[rsnm]?"
    r"(?!\w)(?!\s+(?:Tag|Woche|Monat|Jahr|Stunde|Minute|Sekunde|Wochenende|Mal))(?:\s+[A-ZÄÖÜ][\w-]+)?"
    r"|(?<!\w)(?:one|two|three|four|five|six|seven|eight|nine) in (?:two|three|four|five|six|seven|eight|nine|ten)(?!\w)"
)
_EVERY_PARTS = {
    "zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "sechste": 6, "siebte": 7, "achte": 8, "neunte": 9,
    "zehnte": 10, "zwanzigste": 20, "hundertste": 100,
}  # fmt: skip
_PARTS = {
    "drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8, "neuntel": 9, "zehntel": 10,
    "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip


def special_numbers(text: str, start: int, end: int, language: str) -> list[Fact]:
    """Scores, fractions and numbers grown together with their unit ("38-Jährige", "dreitägig")."""
    found = []
    for match in _SCORE.finditer(text, start, end):
        score = f"{int(match[1])}:{int(match[2])}"
        found.append(
            Fact(FactType.NUMBER, match.start(), match.end(), match.group(), value=score, unit="score")
        )
    for match in _ENGLISH_SCORE.finditer(text, start, end) if language == "en" else ():
        group = "score" if match["score"] else "before"
        first, last = match.span(group)
        score = match[group].replace("–", "-").replace("-", ":")
        found.append(Fact(FactType.NUMBER, first, last, match[group], value=score, unit="score"))
    for match in _COMPOUND.finditer(text, start, end):
        value = worth(match["digits"] or match["word"], language)
        if value is not None and not (match["word"] and is_article(match["word"]) and language == "en"):
            unit = units.COMPOUND[match["unit"].lower()]
            found.append(_exact(match, value, unit))
    for match in _EVERY.finditer(text, start, end):
        if match["part"]:
            share = 1 / _EVERY_PARTS[match["part"]]
        else:
            part, whole = match.group().split(" in ")
            share = (worth(part, "en") or 1.0) / (worth(whole, "en") or 1.0)
        if share < 1:
            found.append(_exact(match, round(share, 4), ""))
    fraction = _FRACTION.get(language)
    for match in (
        re.compile(rf"(?<![\w-])(?:{fraction})(?!\w)").finditer(text, start, end) if fraction else ()
    ):
        if match["half"]:
            found.append(_exact(match, 0.5, ""))
        elif match["top"] or language == "de":
            top = worth(match["top"], language) if match["top"] else 1.0
            found.append(_exact(match, round((top or 1.0) / _PARTS[match["bottom"].lower()], 4), ""))
    kept: list[Fact] = []
    for fact in sorted(found, key=lambda f: f.start):
        if not kept or kept[-1].end <= fact.start:
            kept.append(_approached(text, fact, start))
    return kept


def _approached(text: str, fact: Fact, start: int) -> Fact:
    """A fraction or age with the "fast" or "mehr als" before it."""
    first, bound = approach(text, fact.start, start, False)
    if fact.unit == "score" or first == fact.start:
        return fact
    return replace(
        fact, start=first, quote=text[first : fact.end],
        value_min=None if bound == "upper" else fact.value_min,
        value_max=None if bound == "lower" else fact.value_max,
    )  # fmt: skip


def _exact(match: re.Match[str], value: float, unit: str) -> Fact:
    return Fact(
        FactType.NUMBER, match.start(), match.end(), match.group(), value=plain(value), value_min=value,
        value_max=value, unit=unit, iso=units.duration(value, unit),
    )  # fmt: skip
