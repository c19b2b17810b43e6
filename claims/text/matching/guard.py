"""What keeps two claims that sound alike from being the same: figures, dates, names, denial, share, direction.

No encoder tells a claim from the same claim with another figure or year, so nothing is called the same
before its parts have been compared one by one. A difference is two-sided where both claims say something
about the same thing and it is not the same, one-sided where only one of them says it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from claims.text.facts import find_facts
from claims.text.layout import lay_out
from claims.text.matching.anchors import counts_a_known_thing, is_telling, same_thing, share_words
from claims.text.matching.days import agree
from claims.text.matching.figures import may_stand_against, measure, same_figure, same_measure
from claims.text.matching.spelling import stands_in, unmatched
from claims.text.matching.terms import plain, terms
from claims.text.matching.turns import Turn, denials, directions, is_one_side, is_unchanged, shares
from claims.text.names import find_names
from claims.text.spans import Fact, FactType

DifferenceType = Literal[
    "number", "date", "name", "place", "negation", "quantifier", "direction", "wording", "order"
]

_A_YEAR = re.compile(
    r"\b(?:als\s+)?ein(?:em)?\s+Jahr$|\b(?:a|one)\s+year$", re.IGNORECASE
)  # "than a year before"
_ONE = re.compile(
    r"(?:noch\s+|erst\s+)?(?:ein(?:e[mnrs]?|mal)?|an?|one|once)\b(?!\s+(?:million|billion|milliarde))",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_YEARS = range(1900, 2101)
_REPLACED_AT_MOST = 2  # words in which two otherwise equal sentences differ
_NEARLY_EQUAL = 0.6  # share of the words that both have


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with what can be compared in it."""

    text: str
    language: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two claims differ; "" on the side that does not speak of it."""

    type: DifferenceType
    here: str
    there: str

    @property
    def is_two_sided(self) -> bool:
        """Both claims speak of it, and not alike."""
        return bool(self.here and self.there) or self.type == "negation"


def said(text: str, *, language: str | None = None) -> Said:
    """The claim read by itself, for one that does not come with the facts of its article."""
    words = plain(text)
    layout = lay_out(words, language=language)
    names = find_names(words, layout)
    facts = find_facts(words, 0, len(words), layout=layout, names=names, published=None)
    return Said(words, layout.language, facts)


def differences(here: Said, there: Said) -> list[Difference]:
    """Everything in which the two differ, two-sided ones first."""
    found = [
        *_numbers(here, there),
        *_dates(here, there),
        *_names(here, there, FactType.PLACE),
        *_names(here, there, FactType.NAME),
        *_denied(here, there),
        *_shares(here, there),
        *_directions(here, there),
    ]
    if here.language == there.language and not any(d.is_two_sided for d in found):
        found += _wording(here, there)
    told = [
        d for d in found if d.is_two_sided or not _has_digits(d.here or d.there, there if d.here else here)
    ]
    return sorted(told, key=lambda d: not d.is_two_sided)


def _has_digits(quote: str, other: Said) -> bool:
    """The other claim has these very figures, read there as something else ("Expo 2025")."""
    wanted = set(_DIGITS.findall(quote))
    return bool(wanted) and wanted <= set(_DIGITS.findall(other.text))


def share_figures(here: Said, there: Said) -> bool:
    """Both claims have a figure or a date in common: they are hardly alike by accident."""
    figures = ([f for f in one.facts if f.type is FactType.NUMBER] for one in (here, there))
    days = ([f for f in one.facts if f.type is FactType.DATE and f.iso] for one in (here, there))
    left, right = figures
    since, until = days
    together = here.language == there.language
    return any(
        same_figure(a, b) and same_thing(a, b, same_language=together) is not False
        for a in left
        for b in right
    ) or any(agree(a.iso, b.iso) for a in since for b in until)


def share_a_telling_figure(here: Said, there: Said) -> bool:
    """Both claims have a figure of one measure that two claims hardly share by accident."""
    return any(
        is_telling(a) and is_telling(b) and same_figure(a, b) and _of_one_thing(a, b, here, there)
        for a in _figures(here, there)
        for b in _figures(there, here)
    )


def are_anchored(here: Said, there: Said) -> bool:
    """The claims have something in common that tells: a figure with its measure, or a name and a word."""
    if share_a_telling_figure(here, there):
        return True
    sides = (FactType.NAME, FactType.PLACE)
    names = frozenset(f.quote for one in (here, there) for f in one.facts if f.type in sides)
    return share_words(here.text, there.text, names=names)


def counted_otherwise(here: Said, there: Said) -> list[Difference]:
    """Figures of one thing that is often counted, as they stand against each other; none where one is the same."""
    pairs = [
        (a, b)
        for a in _figures(here, there)
        for b in _figures(there, here)
        if counts_a_known_thing(a)
        and counts_a_known_thing(b)
        and same_thing(a, b, same_language=here.language == there.language)
    ]
    if any(same_figure(a, b) for a, b in pairs):
        return []
    return [Difference("number", a.quote, b.quote) for a, b in pairs]


def _of_one_thing(one: Fact, other: Fact, here: Said, there: Said) -> bool:
    """Of one measure, or of things that are not known to be different."""
    if measure(one) and measure(one) == measure(other):
        return True
    return same_thing(one, other, same_language=here.language == there.language) is not False


# -- Figures and dates ------------------------------------------------------------------------------


def _is_year(fact: Fact, other: Said) -> bool:
    """A year that was taken for a figure: nothing is counted by it, or the other claim has it as a date."""
    low = fact.value_min
    if fact.type is not FactType.NUMBER or low is None or low != fact.value_max or low not in _YEARS:
        return False
    if not fact.unit:
        return re.fullmatch(r"\D*\d{4}\D*", fact.quote) is not None
    year = f"{int(low)}"
    return fact.quote.startswith(year) and any(year in f.iso for f in other.facts if f.type is FactType.DATE)


def _numbers(here: Said, there: Said) -> list[Difference]:
    left, right = (_figures(here, there), _figures(there, here))
    together = here.language == there.language

    def comparable(a: Fact, b: Fact) -> bool:
        counted = not measure(a) and not measure(b)
        return may_stand_against(a, b) and not (counted and same_thing(a, b, same_language=together) is False)

    found = _compared("number", left, right, same=same_figure, comparable=comparable)
    if not found:
        found = _of_other_things(left, right, together=together)
    if not found and _swapped(left, right):
        told = [", ".join(f.quote for f in side) for side in (left, right)]
        found = [Difference("number", *told)]
    return found


def _of_other_things(left: Sequence[Fact], right: Sequence[Fact], *, together: bool) -> list[Difference]:
    """ "12,000 people" and "12,000 households": the same number, of two things."""
    equal = [(a, b) for a in left for b in right if same_figure(a, b)]
    if not together or not equal or any(same_thing(a, b, same_language=True) is not False for a, b in equal):
        return []
    return [Difference("wording", a.quote, b.quote) for a, b in equal[:1]]


def _figures(one: Said, other: Said) -> list[Fact]:
    """The figures of a claim, both ends of a range by themselves."""
    found: list[Fact] = []
    for fact in one.facts:
        if fact.type is not FactType.NUMBER or _is_year(fact, other) or _A_YEAR.search(fact.quote):
            continue
        if fact.value_min == fact.value_max == 1 and _ONE.match(fact.quote):
            continue  # an article: "Eine Megawattstunde kostet"
        low, high = fact.value_min, fact.value_max
        if low is not None and high is not None and low != high:
            found += [
                replace(fact, value_min=low, value_max=low),
                replace(fact, value_min=high, value_max=high),
            ]
        else:
            found.append(fact)
    return found


def _dates(here: Said, there: Said) -> list[Difference]:
    left, right = (
        [f for f in one.facts if (f.type is FactType.DATE and f.iso) or _is_year(f, other)]
        for one, other in ((here, there), (there, here))
    )
    return _compared(
        "date",
        left,
        right,
        same=lambda a, b: agree(_iso(a), _iso(b)),
        comparable=lambda a, b: not _is_guess(a, b),
    )


def _is_guess(one: Fact, other: Fact) -> bool:
    """One month without a year in either claim: which year it is was concluded from the day of the article."""
    named = any(re.search(r"\d{4}", fact.quote) for fact in (one, other))
    months = [_iso(fact).removeprefix("../")[4:7] for fact in (one, other)]
    return not named and bool(months[0]) and months[0] == months[1]


def _iso(fact: Fact) -> str:
    return fact.iso if fact.type is FactType.DATE else f"{int(fact.value_min or 0)}"


def _compared(
    kind: DifferenceType,
    left: Sequence[Fact],
    right: Sequence[Fact],
    *,
    same: Callable[[Fact, Fact], bool],
    comparable: Callable[[Fact, Fact], bool],
) -> list[Difference]:
    """What has no equal on the other side, paired with what it stands against there."""
    lone = [a for a in left if not any(same(a, b) for b in right)]
    others = [b for b in right if not any(same(a, b) for a in left)]
    found = []
    for fact in lone:
        partner = next((b for b in others if comparable(fact, b)), None)
        if partner:
            others.remove(partner)
        found.append(Difference(kind, fact.quote, partner.quote if partner else ""))
    found += [Difference(kind, "", fact.quote) for fact in others]
    return found


def _swapped(left: Sequence[Fact], right: Sequence[Fact]) -> bool:
    """ "from 2.40 to 2.80" against "from 2.80 to 2.40": two figures of one measure in the other order."""
    if len(left) != 2 or len(right) != 2 or same_figure(*left) or not same_measure(*left):
        return False
    if left[0].quote == left[1].quote or right[0].quote == right[1].quote:
        return False  # one range, its ends in order of size
    crossed = same_figure(left[0], right[1]) and same_figure(left[1], right[0])
    return crossed and not same_figure(left[0], right[0])


# -- Names ------------------------------------------------------------------------------------------


def _names(here: Said, there: Said, kind: FactType) -> list[Difference]:
    sides = (FactType.NAME, FactType.PLACE)
    left, right = ([(f.value or f.quote, f) for f in s.facts if f.type in sides] for s in (here, there))
    lone, others = unmatched([name for name, _ in left], [name for name, _ in right])
    lone = [name for name in lone if not stands_in(name, there.text)]
    others = [name for name in others if not stands_in(name, here.text)]
    of_kind = dict(left) | dict(right)
    lone = [name for name in lone if of_kind[name].type is kind]
    others = [name for name in others if of_kind[name].type is kind]
    word: DifferenceType = "place" if kind is FactType.PLACE else "name"
    return [
        Difference(word, of_kind[mine].quote if mine else "", of_kind[theirs].quote if theirs else "")
        for mine, theirs in zip_longest(lone, others)
    ]


# -- Turns ------------------------------------------------------------------------------------------


def _denied(here: Said, there: Said) -> list[Difference]:
    left, right = denials(here.text), denials(there.text)
    if bool(left) == bool(right):
        return []
    if is_unchanged(here.text if right else there.text):
        return []  # "bleibt unverändert", "will not change"
    return [Difference("negation", ", ".join(left), ", ".join(right))]


def _shares(here: Said, there: Said) -> list[Difference]:
    left, right = shares(here.text), shares(there.text)
    lone, others = _lone(left, right), _lone(right, left)
    if not lone and not others:
        return []
    return [Difference("quantifier", ", ".join(t.word for t in lone), ", ".join(t.word for t in others))]


def _lone(turns: Sequence[Turn], others: Sequence[Turn]) -> list[Turn]:
    there = {(t.kind, t.side) for t in others}
    return [t for t in turns if (t.kind, t.side) not in there]


def _directions(here: Said, there: Said) -> list[Difference]:
    """Only where one claim has nothing but the one side and the other nothing but the opposite."""
    left, right = directions(here.text), directions(there.text)
    found = []
    for kind in dict.fromkeys(t.kind for t in left):
        sides = {t.side for t in left if t.kind == kind}
        opposite = {t.side for t in right if t.kind == kind}
        if opposite and not sides & opposite:
            found.append(
                Difference(
                    "direction",
                    next(t.word for t in left if t.kind == kind),
                    next(t.word for t in right if t.kind == kind),
                )
            )
    return found


# -- Words ------------------------------------------------------------------------------------------


def _wording(here: Said, there: Said) -> list[Difference]:
    """Two sentences alike but for a word or two: another word for it, or another thing; a person has to look."""
    left, right = terms(here.text), terms(there.text)
    if not left or not right:
        return []
    shared = set(left) & set(right)
    if len(shared) < _NEARLY_EQUAL * min(len(set(left)), len(set(right))):
        return []
    lone = [w for w in dict.fromkeys(left) if w not in shared]
    others = [w for w in dict.fromkeys(right) if w not in shared]
    few = 0 < len(lone) <= _REPLACED_AT_MOST and 0 < len(others) <= _REPLACED_AT_MOST
    if few and not all(any(_akin(a, b) for b in others) for a in lone):
        return [Difference("wording", _surface(here.text, lone), _surface(there.text, others))]
    return []


def _akin(one: str, other: str) -> bool:
    """Two forms or compounds of one word, or two words for one direction."""
    if is_one_side(one, other):
        return True
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and (short in long or SequenceMatcher(None, one, other).ratio() >= 0.75)


def _surface(text: str, stems: Sequence[str]) -> str:
    wanted = set(stems)
    return " ".join(word for word in text.split() if wanted & set(terms(word))).strip('.,;:!?"“”„')
