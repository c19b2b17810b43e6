"""Percentages, differences, means, balances and totals of a text that its own figures do not give."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from claims.text.hints import patterns
from claims.text.hints.figures import Figure, figures_of, marked
from claims.text.hints.shapes import SUM, Hint
from claims.text.spans import Role, Span, Statement
from claims.text.units import is_unit

_ANYBODY = frozenset(
    "menschen personen leute people persons tote todesopfer verletzte stimmen votes mitglieder members".split()
)
_AHEAD = frozenset({Role.HEADLINE, Role.SUBHEAD})
_BACK = 2  # statements before in which the amounts of a balance or the count of a mean may stand


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A statement with its figures and marks."""

    index: int
    statement: Statement
    figures: list[Figure]
    words: str

    def at(self, match: re.Match[str], name: str) -> Figure:
        return self.figures[int(match[name])]


def sums(statements: Sequence[Statement], *, language: str) -> Iterator[Hint]:
    """A hint for each calculation that the text spells out and that does not come out, whatever the rounding."""
    sentences = []
    for index, statement in enumerate(statements):
        figures = figures_of(statement, language=language)
        sentences.append(_Sentence(index, statement, figures, marked(statement, figures)))
    for at, sentence in enumerate(sentences):
        if sentence.figures:
            before = [s for s in sentences[max(0, at - _BACK) : at] if s.statement.role not in _AHEAD]
            for rule in _RULES:
                found = rule(sentence, before)
                if found is not None:
                    yield found
                    break


def _hint(
    sentence: _Sentence,
    case: str,
    told: Figure,
    right: float,
    used: Sequence[Figure],
    unit: str | None = None,
) -> Hint:
    """The figure that does not fit first, then those that it is reckoned from."""
    spans = (told, *(figure for figure in used if figure is not told))
    params = {
        "case": case,
        "told": told.quote,
        "right": float(f"{right:.3g}") if case in {"percent", "share"} else float(f"{right:.6g}"),
        "unit": told.unit if unit is None else unit,
        "used": [figure.quote for figure in spans[1:]],
    }
    return Hint(SUM, sentence.index, tuple(Span(f.start, f.end) for f in spans), params)


def _same_unit(a: Figure, b: Figure) -> bool:
    return a.unit == b.unit or not a.unit or not b.unit


def _pair(a: Figure, b: Figure) -> tuple[Figure, Figure] | None:
    """Two figures of one measure; the first takes over a magnitude that stands behind the second only."""
    if not _same_unit(a, b):
        return None
    if not a.unit and a.scale == 1 and b.scale >= 1000 and a.value < b.value / 1000:
        a = a.scaled(b.scale)
    return (a, b) if a.low > 0 and b.low > 0 else None


def _is_off(told: Figure, low: float, high: float, *, cut: bool = True) -> bool:
    """True where the figure does not reach the interval, with `cut` not even if it was cut off instead of rounded."""
    slack = told.slack + (0.5 * told.place if cut else 0.0) + 1e-9 * abs(told.value)
    return told.value + slack < low or told.value - slack > high


def _change(a: Figure, b: Figure) -> tuple[float, float, float]:
    """The change from a to b in per cent, without sign, and its bounds."""
    ends = [100 * (y - x) / x for x in (a.low, a.high) for y in (b.low, b.high)]
    low, high = min(ends), max(ends)
    middle = abs(100 * (b.value - a.value) / a.value)
    if low <= 0 <= high:
        return middle, 0.0, max(abs(low), abs(high))
    return middle, min(abs(low), abs(high)), max(abs(low), abs(high))


def _from_to(sentence: _Sentence, _before: Sequence[_Sentence]) -> Hint | None:
    """ "von A auf B ... um p Prozent", "um X", "verdoppelt"."""
    found = list(patterns.FROM_TO.finditer(sentence.words))
    if len(found) != 1 or patterns.RATE.search(sentence.words):
        return None
    pair = _pair(sentence.at(found[0], "a"), sentence.at(found[0], "b"))
    if pair is None:
        return None
    a, b = pair
    first, last = max(0, found[0].start() - 50), found[0].end() + 50
    times = patterns.TIMES.search(sentence.words, max(0, found[0].start() - 60), last)
    by = [
        m
        for m in patterns.BY.finditer(sentence.words, first, last)
        if int(m["p"]) not in (int(found[0]["a"]), int(found[0]["b"]))
    ]
    if times is not None and not by and _joined(sentence.words, found[0], times):
        return _multiplied(sentence, times, a, b)
    if len(by) != 1 or not _joined(sentence.words, found[0], by[0]):
        return None
    told = sentence.at(by[0], "p")
    if by[0]["class"] == "P":
        if found[0]["class"] == "P":
            return None
        middle, low, high = _change(a, b)
        return _hint(sentence, "percent", told, middle, (a, b)) if _is_off(told, low, high) else None
    if by[0]["class"] == "Q" and found[0]["class"] != "P":
        return None
    if by[0]["class"] == "N" and told.unit != b.unit:
        return None
    slack = a.slack + b.slack
    middle = abs(b.value - a.value)
    if not _is_off(told, middle - slack, middle + slack, cut=False):
        return None
    return _hint(sentence, "difference", told, middle, (a, b))


def _joined(words: str, from_to: re.Match[str], by: re.Match[str]) -> bool:
    """True where the change stands beside its "von ... auf" and speaks of nothing else ("20 Prozent der Kosten")."""
    if by.start() < from_to.start():
        return bool(patterns.CLOSE.fullmatch(words[by.end() : from_to.start()]))
    if patterns.SHARE_OF.match(words, by.end()):
        return False
    return bool(patterns.JOINS.fullmatch(words[from_to.end() : by.start()]))


def _multiplied(sentence: _Sentence, times: re.Match[str], a: Figure, b: Figure) -> Hint | None:
    factor = 2.0 if times["two"] else 3.0 if times["three"] else 4.0 if times["four"] else 0.5
    ratio = b.value / a.value
    rough = 0.3 if times["rough"] else 0.12
    if abs(ratio / factor - 1) <= rough:
        return None
    start = sentence.statement.start + sentence.statement.quote.find(times.group())
    told = Figure(start, start + len(times.group()), times.group(), factor, 0, "times", 1, 1, False)
    return _hint(sentence, "times", told, ratio, (a, b))


def _then(sentence: _Sentence, _before: Sequence[_Sentence]) -> Hint | None:
    """ "um p Prozent auf B, nachdem ... mit A"."""
    match = patterns.THEN.search(sentence.words)
    if match is None or not patterns.THEN_SINCE.match(match["gap"]):
        return None
    if patterns.RATE.search(sentence.words) or patterns.EXPECTED.search(sentence.words):
        return None
    a, b = sentence.at(match, "a"), sentence.at(match, "b")
    pair = _pair(a, b) if a.unit and a.unit == b.unit else None
    if pair is None:
        return None
    middle, low, high = _change(*pair)
    told = sentence.at(match, "p")
    return _hint(sentence, "percent", told, middle, pair) if _is_off(told, low, high) else None


def _or_to(sentence: _Sentence, _before: Sequence[_Sentence]) -> Hint | None:
    """ "um X oder p Prozent auf B"."""
    match = patterns.OR_TO.search(sentence.words)
    if match is None:
        return None
    x, p = match["x"] or match["x2"], match["p"] or match["p2"]
    if x is None or p is None:
        return None
    change, told, b = sentence.figures[int(x)], sentence.figures[int(p)], sentence.at(match, "b")
    if not _same_unit(change, b) or change.high >= b.low or change.low <= 0:
        return None
    ways = []
    for sign in (1, -1):  # up or down: the words for it are many, one of the two has to fit
        ends = [100 * d / (end - sign * d) for d in (change.low, change.high) for end in (b.low, b.high)]
        if not _is_off(told, min(ends), max(ends)):
            return None
        ways.append(100 * change.value / (b.value - sign * change.value))
    right = min(ways, key=lambda way: abs(way - told.value))
    return _hint(sentence, "percent", told, right, (change, b))


def _or_more(sentence: _Sentence, _before: Sequence[_Sentence]) -> Hint | None:
    """ "X oder p Prozent mehr als ... A"."""
    match = patterns.OR_MORE.search(sentence.words)
    if match is None:
        return None
    x, told, a = sentence.at(match, "x"), sentence.at(match, "p"), sentence.at(match, "a")
    if not x.unit or x.unit != a.unit or a.low <= 0 or x.high >= a.low:
        return None
    low, high = 100 * x.low / a.high, 100 * x.high / a.low
    if not _is_off(told, low, high):
        return None
    return _hint(sentence, "percent", told, 100 * x.value / a.value, (x, a))


def _share(sentence: _Sentence, _before: Sequence[_Sentence]) -> Hint | None:
    """ "A von B, das sind p Prozent"."""
    match = patterns.SHARE.search(sentence.words)
    if match is None or match["open"]:
        return None
    part, whole, told = sentence.at(match, "a"), sentence.at(match, "b"), sentence.at(match, "p")
    if part.high > whole.low or part.low <= 0 or (part.unit and part.unit != whole.unit):
        return None
    if patterns.SHARE_OF.match(sentence.words, match.end()) or re.match(
        r"\s*(?:mehr|weniger|more|less|fewer)", sentence.words[match.end() :]
    ):
        return None
    low, high = 100 * part.low / whole.high, 100 * part.high / whole.low
    if not _is_off(told, low, high):
        return None
    return _hint(sentence, "share", told, 100 * part.value / whole.value, (part, whole))


def _mean(sentence: _Sentence, before: Sequence[_Sentence]) -> Hint | None:
    """ "A, im Schnitt C je Stück", with the number of pieces in the sentence or just before it."""
    match = patterns.MEAN.search(sentence.words)
    if match is None:
        return None
    mean, thing = sentence.at(match, "c"), (match["thing"] or "").lower()
    totals = [f for f in sentence.figures if f.unit == mean.unit and f.unit and f.end <= mean.start]
    if len(totals) != 1 or totals[0].value <= mean.value or len(thing) < 4:
        return None
    total = totals[0]
    counts = [
        figure
        for other in (*before, sentence)
        for figure in other.figures
        if figure not in (mean, total) and _counts(figure.unit.lower(), thing) and figure.low > 0
    ]
    if not counts or mean.low <= 0:
        return None
    for count in counts:
        if not _is_off(mean, total.low / count.high, total.high / count.low):
            return None
    if len({count.value for count in counts}) > 1:
        return None
    return _hint(sentence, "mean", mean, total.value / counts[0].value, (total, counts[0]))


def _counts(unit: str, thing: str) -> bool:
    """True where the unit counts the things: "Polizeistationen" and "Station", "schools" and "school"."""
    stem = thing[:-1] if thing[-1] in "ens" else thing
    return len(stem) >= 4 and stem in unit


def _net(sentence: _Sentence, before: Sequence[_Sentence]) -> Hint | None:
    """ "Kredite über A ... B getilgt. Die Nettokreditaufnahme läge bei C"."""
    match = patterns.NET.search(sentence.words)
    if match is None:
        return None
    told = sentence.at(match, "c")
    around = [f for f in sentence.figures if f.unit == told.unit]
    parts = [f for f in around if f.end <= told.start]
    if not parts and len(around) == 1 and before:
        parts = [f for f in before[-1].figures if f.unit == told.unit]
    if len(parts) != 2 or not told.unit or [f for f in around if f.start > told.end]:
        return None
    a, b = parts
    slack = a.slack + b.slack
    for right in (abs(a.value - b.value), a.value + b.value):
        if not _is_off(told, right - slack, right + slack):
            return None
    if any(f.value <= 0 for f in parts) or told.value >= max(a.value, b.value):
        return None
    return _hint(sentence, "net", told, abs(a.value - b.value), (a, b))


def _total(sentence: _Sentence, _before: Sequence[_Sentence]) -> Hint | None:
    """ "A Männer, B Frauen und C Kinder, insgesamt T Menschen"."""
    words = _spelled_totals(sentence)
    match = patterns.TOTAL.search(words)
    if match is None or patterns.SOME.search(match["list"]) or patterns.SOME.search(match["tail"]):
        return None
    if re.search(
        r"\b(?:darunter|davon|including|unter|among|include)\b", words[: match.start()], re.IGNORECASE
    ):
        return None
    parts = [sentence.figures[int(n)] for n in re.findall(r"<N(\d+)>", match["list"])]
    told = sentence.at(match, "t")
    between = re.sub(r"<N\d+>", "|", match["list"]).split("|")[1:-1]
    if not all(re.search(r",|\b(?:und|sowie|and|plus)\b", gap) for gap in between):
        return None
    measured = {part.unit for part in parts}
    if measured != {told.unit} and told.unit.lower() not in _ANYBODY:
        return None
    if measured != {told.unit} and any(is_unit(unit.split("/", maxsplit=1)[0]) for unit in measured):
        return None
    if re.search(r"<[PQ]\d+>", match.group()):
        return None
    right, slack = sum(part.value for part in parts), sum(part.slack for part in parts)
    if not _is_off(told, right - slack, right + slack):
        return None
    return _hint(sentence, "total", told, right, parts)


def _spelled_totals(sentence: _Sentence) -> str:
    """The marked words with the "insgesamt" that the number has swallowed written before its mark again."""
    words = sentence.words
    for index, figure in enumerate(sentence.figures):
        if patterns.TOTAL_INSIDE.match(figure.quote):
            words = words.replace(f"<N{index}>", f"insgesamt <N{index}>")
    return words


def _margin(sentence: _Sentence, _before: Sequence[_Sentence]) -> Hint | None:
    """ "mit A zu B Stimmen, eine Mehrheit von C"."""
    match = patterns.MARGIN.search(sentence.words)
    if match is None:
        return None
    a, b, told = sentence.at(match, "a"), sentence.at(match, "b"), sentence.at(match, "c")
    right = abs(a.value - b.value)
    if told.value in (right, a.value, b.value) or any(figure.rough for figure in (a, b, told)):
        return None
    return _hint(sentence, "margin", told, right, (a, b))


_RULES: tuple[Callable[[_Sentence, Sequence[_Sentence]], Hint | None], ...] = (
    _from_to, _then, _or_to, _or_more, _share, _mean, _net, _total, _margin,
)  # fmt: skip
