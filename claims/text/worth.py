"""Check-worthiness: how much a statement deserves a checker's time, and why.

The score is a logistic sum of rules over what the statement holds (figures, names, kind, topic, source)
and of the trained model's standing. The model learned from German comments and English debates, not from
news, so it weighs as much as one good rule and no more: it orders statements that the rules find alike.
"""

import math
import re
from collections.abc import Iterator, Mapping

from claims.text import worth_model
from claims.text.ranking import Adjustment
from claims.text.spans import Fact, FactType, Kind, Layout, Role, Statement
from claims.text.worth_topics import topics

_BASE = -0.85
_MODEL = 0.45  # per standard deviation
_STANDING = 2.0  # standard deviations beyond which the model says no more
_FROM_MODEL = 0.8  # standard deviations from which the wording is a reason of its own
_TELLING = 0.2  # the smallest share in the sum that is told as a reason
_REASONS = 5

_MONEY = frozenset("EUR USD GBP CHF JPY CNY RUB UAH PLN TRY SEK INR AUD CAD".split())
_SHARES = frozenset({"%", "pp", "bp"})


_SEVERAL = re.compile(r",|\b(?:und|and|sowie)\b")  # a claimant of more than one
_CAPTION = -0.3  # a caption says what the picture shows
_KINDS: dict[Kind, tuple[str, float]] = {
    Kind.QUANTITY: ("figure", 0.25),
    Kind.COMPARISON: ("comparison", 0.35),
    Kind.CAUSE: ("cause", 0.3),
    Kind.QUOTE: ("quote", 0.1),
    Kind.PREDICTION: ("prediction", -0.7),
    Kind.OPINION: ("opinion", -1.1),
    Kind.STATE: ("background", -0.15),
}


def score(
    statement: Statement, *, layout: Layout, learned: Adjustment | None = None
) -> tuple[float, tuple[str, ...]]:
    """Check-worthiness from 0 to 1, and the weightiest reasons for it (keys of `claims.text.words.REASONS`).

    The same statement in the same language gives the same score. Reasons that lower the score stand last.
    `learned` is what the desk's own decisions have taught.
    """
    total, shares = weigh(statement, layout=layout)
    if learned is not None:
        moved = learned.of(traits(statement, shares))
        total += moved
        shares["desk_takes" if moved > 0 else "desk_drops"] = moved
    told = sorted((r for r in shares if abs(shares[r]) >= _TELLING), key=lambda r: (-abs(shares[r]), r))[
        :_REASONS
    ]
    told.sort(key=lambda r: shares[r] < 0)
    return round(1 / (1 + math.exp(-total)), 4), tuple(told)


def weigh(statement: Statement, *, layout: Layout) -> tuple[float, dict[str, float]]:
    """The log-odds before anything is learned from the desk, and the share that each reason has in them."""
    shares: dict[str, float] = {}
    for reason, share in _rules(statement, layout.language):
        # A reason that two rules give counts with the greater share: "rose" and the kind say the same thing.
        shares[reason] = share if abs(share) > abs(shares.get(reason, 0.0)) else shares[reason]
    total = _BASE + sum(shares.values()) + (_CAPTION if statement.role is Role.CAPTION else 0.0)
    standing = worth_model.standing(statement.quote, layout.language)
    if standing is not None:
        total += _MODEL * max(-_STANDING, min(_STANDING, standing))
        if standing >= _FROM_MODEL:
            shares["wording"] = _MODEL * standing
    return total, shares


def traits(statement: Statement, shares: Mapping[str, float]) -> tuple[str, ...]:
    """What the desk's decisions are learned over: the reasons that hold, kind, role, and whether somebody says it."""
    sourced = ("sourced",) if statement.claimant else ()
    return (*sorted(shares), f"kind:{statement.kind}", f"role:{statement.role}", *sourced)


def _rules(statement: Statement, language: str) -> Iterator[tuple[str, float]]:
    """Every reason that holds with its share in the sum."""
    yield from _from_facts(statement.facts)
    if statement.kind in _KINDS:
        yield _KINDS[statement.kind]
    for reason, share, pattern in topics(language):
        if pattern.search(statement.quote):
            yield reason, share
    yield from _from_source(statement)


def _from_facts(facts: tuple[Fact, ...]) -> Iterator[tuple[str, float]]:
    numbers = [f for f in facts if f.type is FactType.NUMBER]
    units = {f.unit.split("/")[0] for f in numbers}
    if numbers:
        yield "figure", 0.7 + 0.1 * min(len(numbers) - 1, 2)
    if units & _SHARES:
        yield "share", 0.3
    if units & _MONEY:
        yield "money", 0.3
    if any(f.type is FactType.NAME for f in facts):
        yield "name", 0.3
    if any(f.type is FactType.DATE for f in facts):
        yield "date", 0.2
    if not any(
        f.type in {FactType.NUMBER, FactType.NAME, FactType.DATE, FactType.PLACE, FactType.ROLE}
        for f in facts
    ):
        yield "vague", -0.6


def _from_source(statement: Statement) -> Iterator[tuple[str, float]]:
    if statement.hedges:
        yield "hedged", 0.2
    if (statement.claimant or statement.chain) and not _SEVERAL.search(statement.claimant):
        yield "single_source", 0.2
