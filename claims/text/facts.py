"""The parts of a passage that can be ticked one by one: names, roles, places, dates, numbers, quotations."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from claims.text import morphology
from claims.text.dates import find_dates
from claims.text.morphology import Word
from claims.text.names import Name
from claims.text.numbers import find_numbers
from claims.text.roles import find_roles
from claims.text.spans import Fact, FactType, Layout

_QUOTED = re.compile(
    r"„([^„“”\"\n]+)[“”\"]|»([^»«\n]+)«|«([^«»\n]+)»|“([^“”\n]+)”|\"([^\"\n]+)\"|‚([^‚‘\n]+)‘(?!\w)|‘([^‘’\n]+)’(?!\w)"
)
_SIGN = re.compile(r"\w")


def find_facts(
    text: str,
    start: int,
    end: int,
    *,
    layout: Layout,
    names: Sequence[Name],
    published: date | None,
) -> tuple[Fact, ...]:
    """The facts inside `text[start:end]` in text order; `quote == text[fact.start:fact.end]` for each.

    `names` are those of the whole article. A name's `value` is its fullest form in the article, a place's
    too; what dates and numbers hold is told in `claims.text.dates` and `claims.text.numbers`, roles in
    `claims.text.roles`. A quotation's quote and value are the words between its marks. Dates, numbers, names
    and places do not overlap each other; a role may hold a place ("head of the World Bank" holds a name), and
    a quotation holds the facts that stand in it.
    """
    language = layout.language
    sentences = [s for s in layout.sentences if s.start < end and start < s.end]
    words = _words(text, start, end, [(s.start, s.end) for s in sentences], language)
    named = _named(text, start, end, names)
    dates = [
        fact
        for first, last in _parts(start, end, [(s.start, s.end) for s in sentences])
        for fact in find_dates(text, first, last, language=language, published=published)
    ]
    dates = [d for d in dates if not any(_inside(d, n) or _surname(n, d) for n in _near(named, d))]
    named = _clear_of(named, dates)
    numbers = []
    for number in find_numbers(text, start, end, language=language, words=words):
        others = _near(dates, number) + [n for n in _near(named, number) if _names_figure(n, number)]
        kept = _beside(text, number, others)
        if kept:
            numbers.append(kept)
    named = _clear_of(named, numbers)
    roles = find_roles(text, start, end, language=language, words=words)
    quotes = _quotes(text, start, end)
    return tuple(sorted((*named, *dates, *numbers, *roles, *quotes), key=lambda f: (f.start, -f.end, f.type)))


def _words(
    text: str, start: int, end: int, sentences: Sequence[tuple[int, int]], language: str
) -> tuple[Word, ...]:
    """The tagged words of the whole sentences that the passage touches, without those outside it."""
    if not sentences:
        return morphology.words(text, start, end, language=language)
    found = (w for first, last in sentences for w in morphology.words(text, first, last, language=language))
    return tuple(w for w in found if start <= w.start and w.end <= end)


def _parts(start: int, end: int, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The passage in pieces, one for each sentence: a date's direction is its own sentence's."""
    cuts = [start, *(first for first, _ in sentences if start < first < end), end]
    return [(first, last) for first, last in pairwise(cuts) if first < last]


def _named(text: str, start: int, end: int, names: Sequence[Name]) -> list[Fact]:
    return [
        Fact(
            FactType.PLACE if name.type == "LOC" else FactType.NAME,
            name.start,
            name.end,
            text[name.start : name.end],
            value=name.full,
        )
        for name in names
        if start <= name.start and name.end <= end
    ]


def _surname(name: Fact, day: Fact) -> bool:
    """True where a season or month is the surname of somebody whom the article names in full: "Stefan Herbst"."""
    return (name.start, name.end) == (day.start, day.end) and name.value.endswith(f" {name.quote}")


def _inside(inner: Fact, outer: Fact) -> bool:
    """True for the year in "Agenda 2010": part of a longer name."""
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and outer.end - outer.start > inner.end - inner.start
    )


def _near(facts: Sequence[Fact], fact: Fact) -> list[Fact]:
    """Those of the facts, in order and without overlap among them, that overlap the one."""
    found: list[Fact] = []
    at = bisect_left(facts, fact.end, key=lambda f: f.start) - 1
    while at >= 0 and facts[at].end > fact.start:
        found.append(facts[at])
        at -= 1
    return found[::-1]


def _clear_of(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """The facts that overlap none of the others."""
    return [fact for fact in facts if not _near(others, fact)]


def _names_figure(name: Fact, number: Fact) -> bool:
    """True where the figure itself belongs to the name ("Ariane 6"), not only the thing counted."""
    figure = re.search(r"\d", number.quote)
    at = number.start + figure.start() if figure else number.start
    return name.start <= at < name.end


def _beside(text: str, number: Fact, others: Sequence[Fact]) -> Fact | None:
    """The number unless its figure is part of a date or name; a unit that is part of one is cut off."""
    figure = re.search(r"\d", number.quote)
    at = number.start + figure.start() if figure else number.start
    for other in others:
        if other.start <= at < other.end or number.start <= other.start < at:
            return None
        if at < other.start < number.end:
            cut = len(text[: other.start].rstrip())
            if cut <= at:
                return None
            number = replace(number, end=cut, quote=text[number.start : cut], unit="")
        elif number.start < other.end <= at:
            return None
    return number


def _quotes(text: str, start: int, end: int) -> list[Fact]:
    """The words between quotation marks; of a quotation cut by the passage only what whole marks enclose."""
    found = []
    for match in _QUOTED.finditer(text, start, end):
        index = match.lastindex or 0
        first, last = match.span(index)
        words = text[first:last]
        if _SIGN.search(words):
            found.append(Fact(FactType.QUOTE, first, last, words, value=" ".join(words.split())))
    return found
