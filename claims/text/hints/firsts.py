"""Something called a first or a record, and the same kind of thing earlier in the same text."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from claims.text.hints.contents import content
from claims.text.hints.figures import Figure, figures_of
from claims.text.hints.shapes import FIRST, Hint
from claims.text.spans import FactType, Role, Span, Statement

_FIRST = re.compile(
    r"\b(?P<words>erstmals|erstmalig|zum\s+(?:aller)?ersten\s+Mal|(?:for\s+)?(?:the|its|his|her|their)\s+first[-\s](?:ever\s+)?time|for\s+the\s+first\s+time)\b",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"^\s*(?:seit|nach|in\s+(?:diesem|dieser|seiner|ihrer|der)|im\s+laufenden|since|in\s+(?:\w+\s+)?(?:years|decades|months|weeks|a\s+decade)|this|unter|under|als|as"
    r"|überhaupt\s+seit|wieder|ohne|without|mit|with)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?P<words>so\s+viele?\s+wie\s+(?:noch\s+)?nie|mehr\s+(?:als|denn)\s+je|Rekord(?:wert|hoch|stand|ergebnis|niveau|zahl)?|Höchst(?:stand|wert)|(?:a|an\s+all-time)\s+record(?=\s*[,.;(]|\s+(?:high|number|level))|record\s+(?:high|number|level)"
    r"|the\s+(?:most|highest)\s+(?:ever|on\s+record)|more\s+than\s+ever(?:\s+before)?)\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:schon|bereits|already|previously|zuvor|earlier|before|zuletzt|last)\b", re.IGNORECASE
)
_WAS = re.compile(
    r"^(?:Im\s+Jahr\s+|In\s+)?(?:(?P<year>(?:19|20)\d\d)|Im\s+Vorjahr|A\s+year\s+(?:ago|earlier)|The\s+year\s+before)\b,?\s+"
    r"(?:waren|war|lag|lagen|betrug|betrugen|kamen|zählte|it\s+was|there\s+were|it\s+(?:stood|reached)|the\s+(?:figure|number)\s+was)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:nicht|nie|kein\w*|never|not|no|without|ohne|weder|neither|versuch\w*|scheiter\w*|fail\w*|tried|plan\w*)\b",
    re.IGNORECASE,
)
_ENOUGH = 0.6  # share of the words of the first that the earlier event has to hold
_FEWEST = 3
_ECHOES = frozenset({Role.HEADLINE, Role.SUBHEAD, Role.TEASER, Role.CAPTION})


def firsts(statements: Sequence[Statement], *, language: str, published: date | None) -> Iterator[Hint]:
    """A hint for each "erstmals" and record beside something of the same kind that the text tells of before it."""
    for index, statement in enumerate(statements):
        match = _FIRST.search(statement.quote)
        if (
            match is not None
            and not _LIMITED.match(statement.quote[match.end() :])
            and "seit" not in statement.quote.split()
        ):
            earlier = _earlier_event(statements, index, language, published)
            if earlier is not None:
                yield _hint("first", index, statement, match, earlier, when=earlier[1])
        record = _RECORD.search(statement.quote)
        if record is not None:
            beaten = _beaten(statements, index, language)
            if beaten is not None:
                figure, year = beaten
                spans = (_span(statement, record), Span(figure.start, figure.end))
                params = {"case": "record", "quote": record["words"], "other": figure.quote, "when": year}
                yield Hint(FIRST, index, spans, params)


def _hint(
    case: str, index: int, statement: Statement, match: re.Match[str], earlier: tuple[Span, str], *, when: str
) -> Hint:
    return Hint(
        FIRST,
        index,
        (_span(statement, match), earlier[0]),
        {"case": case, "quote": match["words"], "when": when},
    )


def _span(statement: Statement, match: re.Match[str]) -> Span:
    return Span(statement.start + match.start("words"), statement.start + match.end("words"))


def _earlier_event(
    statements: Sequence[Statement], index: int, language: str, published: date | None
) -> tuple[Span, str] | None:
    """Where the text tells of the same kind of thing with an earlier year, and that year as it stands."""
    first = statements[index]
    words = content(first, language=language)
    newest = max(_years(first), default=published.year if published else None)
    if len(words) < _FEWEST or newest is None:
        return None
    for other_index, other in enumerate(statements):
        if other_index == index or other.kind in {"question", "prediction"} or _NOT.search(other.quote):
            continue
        if _FIRST.search(other.quote) or not _AGO.search(other.quote):
            continue
        years = [year for year in _years(other) if year < newest]
        shared = words & content(other, language=language)
        if years and len(shared) >= _FEWEST and len(shared) >= _ENOUGH * len(words):
            return Span(other.start, other.end), str(max(years))
    return None


def _years(statement: Statement) -> list[int]:
    """The years that the statement names in digits."""
    dates = [fact for fact in statement.facts if fact.type is FactType.DATE]
    return [int(year) for fact in dates for year in re.findall(r"\b(?:19|20)\d\d\b", fact.quote)]


def _beaten(statements: Sequence[Statement], index: int, language: str) -> tuple[Figure, str] | None:
    """A greater figure of an earlier time in one of the two statements behind, and that time as it stands."""
    figures = figures_of(statements[index], language=language)
    if len(figures) != 1:
        return None
    for other in statements[index + 1 : index + 3]:
        was = _WAS.match(other.quote)
        theirs = figures_of(other, language=language)
        if was is None or other.role in _ECHOES or len(theirs) != 1:
            continue
        ours, figure = figures[0], theirs[0]
        if figure.unit in ("", ours.unit) and figure.low > ours.high and (figure.unit or figure.value > 10):
            return figure, was.group().split()[0] if was["year"] is None else was["year"]
    return None
