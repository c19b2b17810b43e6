"""Figures of a statement with the interval that their rounding leaves, and the statement with marks in their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.text.spans import Fact, FactType, Statement
from claims.text.units import is_unit

_DIGITS = re.compile(r"\d[\d.,'’ \u00a0\u202f\u2009]*")
_LETTERS = re.compile(r"[^\W\d_]+")
_EXACT = frozenset("insgesamt genau exakt exactly a total of minus us eur usd gbp chf fr".split())
_SIGNS = {"$": "USD", "£": "GBP", "€": "EUR"}
_FROM_TO = re.compile(r"(?:from|von)\s+(?P<a>\S.*?)\s+(?:to|auf)\s+(?P<b>\S.*)")
_SUM_OF = re.compile(
    r"\b(?:Kredite?n?|Darlehen|Anleihen?|Rechnung(?:en)?|Scheck|Verträge?|Vertrag|Auftr[aä]ge?|Betrag|Summe|Fonds|Paket|Bürgschaft(?:en)?)\s*$"
)
_ROUGH = 0.07  # share by which a figure with "rund", "knapp", "mehr als" may miss
_OPEN = 0.005  # share that the zeros at the end of a large figure may hide
_LARGE = 1000
_SMALL = 100
PERCENT, POINTS = "%", "pp"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written: its value, and between which bounds the true one lies."""

    start: int
    end: int
    quote: str
    value: float
    slack: float
    unit: str
    place: float  # what one unit of the last written digit is worth
    scale: float  # the magnitude worked into the value: 1e6 for "Millionen"
    rough: bool

    @property
    def low(self) -> float:
        """The least that it can mean."""
        return self.value - self.slack

    @property
    def high(self) -> float:
        """The most that it can mean."""
        return self.value + self.slack

    def scaled(self, scale: float) -> "Figure":
        """The figure with the magnitude that stands behind its neighbour only: "von 1,2 auf 1,5 Milliarden"."""
        return replace(
            self, value=self.value * scale, slack=self.slack * scale, place=self.place * scale, scale=scale
        )


def figure_of(fact: Fact, *, language: str) -> Figure | None:
    """The figure of a number's fact; None for a range, a score and an order like "Hunderte"."""
    if fact.type is not FactType.NUMBER or fact.unit == "score":
        return None
    try:
        value = float(fact.value)
    except ValueError:
        return None
    written = _DIGITS.search(fact.quote)
    before = fact.quote[: written.start()] if written else fact.quote
    rough = bool(written) and any(word.lower() not in _EXACT for word in _LETTERS.findall(before))
    mantissa, decimals = _read(written.group(), language) if written else (abs(value), 0)
    scale = abs(value) / mantissa if mantissa else 1.0
    place = scale * 10.0**-decimals
    if not written:
        rough = fact.value_min is None or fact.value_max is None
        place = max(1.0, 10.0 ** (len(str(int(abs(value)))) - 2)) if abs(value) >= _LARGE else 1.0
    slack = 0.5 * place
    digits = f"{mantissa:.0f}"
    zeros = len(digits) - len(digits.rstrip("0"))
    if not decimals and scale == 1 and zeros > 1:
        slack = max(slack, min(0.5 * 10**zeros, _OPEN * abs(value)))
    unit = fact.unit or _sign(fact.quote)
    if scale == 1 and not decimals and zeros < 2 and unit and not is_unit(unit.split("/", maxsplit=1)[0]):
        slack = place = 0.0  # counted: people, votes
    elif scale == 1 and not decimals and abs(value) < _SMALL and unit in _SIGNS.values():
        slack = 0.0  # a price
    if rough:
        slack += _ROUGH * abs(value)
    return Figure(fact.start, fact.end, fact.quote, abs(value), slack, unit, place, scale, rough)


def figures_of(statement: Statement, *, language: str) -> list[Figure]:
    """The figures of the statement in its order."""
    found: list[Figure] = []
    for fact in statement.facts:
        for single in _ends(fact):
            figure = figure_of(single, language=language)
            if figure is not None:
                before = statement.quote[: figure.start - statement.start]
                found.append(_worth(figure) if _SUM_OF.search(before) else figure)
    return found


def _worth(figure: Figure) -> Figure:
    """The "über 310 Millionen" of "Kredite über 310 Millionen" is no "more than"."""
    return (
        replace(figure, slack=0.5 * figure.place, rough=False)
        if figure.quote.lower().startswith("über")
        else figure
    )


def _ends(fact: Fact) -> list[Fact]:
    """Both ends of "from £40 to £60", which is a change as often as a range; any other fact alone."""
    ends = _FROM_TO.fullmatch(fact.quote)
    values = fact.value.split("-")
    if fact.type is not FactType.NUMBER or ends is None or len(values) != 2:
        return [fact]
    return [
        replace(
            fact, start=fact.start + ends.start(name), end=fact.start + ends.end(name), quote=ends[name], value=value,
            value_min=float(value), value_max=float(value),
        )
        for name, value in zip(("a", "b"), values, strict=True)
    ]  # fmt: skip


def _sign(quote: str) -> str:
    return next((unit for sign, unit in _SIGNS.items() if sign in quote), "")


def marked(statement: Statement, figures: Sequence[Figure]) -> str:
    """The statement's words with `<N0>`, `<P1>` (per cent) or `<Q2>` (percentage points) for its figures."""
    words, at = "", statement.start
    for index, figure in enumerate(figures):
        between = statement.quote[at - statement.start : figure.start - statement.start]
        sign = {PERCENT: "P", POINTS: "Q"}.get(figure.unit, "N")
        words += between.replace("<", "‹").replace(">", "›") + f"<{sign}{index}>"
        at = max(at, figure.end)
    return words + statement.quote[at - statement.start :].replace("<", "‹").replace(">", "›")


def _read(written: str, language: str) -> tuple[float, int]:
    """The digits as a number without magnitude, and how many of them are decimals."""
    plain = re.sub(r"['’\s\u00a0\u202f\u2009]", "", written).strip(".,")
    point = "." if language == "en" else ","
    other = "," if point == "." else "."
    if point not in plain and plain.count(other) == 1 and len(plain.split(other)[1]) != 3:
        point, other = other, point  # "3.5" in a German text
    whole, _, decimals = plain.replace(other, "").partition(point)
    decimals = "".join(c for c in decimals if c.isdigit())
    return float(f"{whole or 0}.{decimals or 0}"), len(decimals)
