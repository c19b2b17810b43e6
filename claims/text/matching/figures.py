"""Whether two figures can be the same one: their measure, their bounds, and how roughly they are told."""

import re

from claims.text.spans import Fact

_ROUGHLY = re.compile(
    r"\b(?:rund|etwa|circa|ca|ungefähr|about|around|roughly|approximately|some|nearly|almost|fast|knapp)\b",
    re.IGNORECASE,
)
_ROUND, _EXACT = 0.02, 0.0005  # how far two figures may lie apart, in parts of the greater one


def same_figure(one: Fact, other: Fact) -> bool:
    """The two can be reports of one figure: of one measure, and as near as their wording lets them be."""
    if one.value_min is None and one.value_max is None:
        return one.value.casefold() == other.value.casefold() and other.value_min is None
    if not same_measure(one, other):
        return False
    room = _ROUND if _ROUGHLY.search(one.quote) or _ROUGHLY.search(other.quote) else _EXACT
    if {one.value_min == one.value_max, other.value_min == other.value_max} == {True, False}:
        return _bounds(one, other, room)
    return _near(one.value_min, other.value_min, room) and _near(one.value_max, other.value_max, room)


def _bounds(one: Fact, other: Fact, room: float) -> bool:
    """ "80 percent" and "at least 80 percent" may be two reports of one figure."""
    values = [
        value
        for value in (one.value_min, one.value_max, other.value_min, other.value_max)
        if value is not None
    ]
    return _near(min(values), max(values), room)


def _near(one: float | None, other: float | None, room: float) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= room * max(abs(one), abs(other))


def may_stand_against(one: Fact, other: Fact) -> bool:
    """Two figures of one measure, or one figure in two measures: "2 percent" and "2 percentage points"."""
    return same_measure(one, other) or (one.value_min is not None and one.value_min == other.value_min)


def same_measure(one: Fact, other: Fact) -> bool:
    """The same measure, or one of them tells none."""
    return not one.unit or not other.unit or measure(one) == measure(other)


_CURRENCIES = {
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pfund": "GBP", "pound": "GBP", "pounds": "GBP",
    "franken": "CHF", "francs": "CHF", "franc": "CHF", "kronen": "SEK", "rubel": "RUB", "roubles": "RUB", "yen": "JPY",
}  # fmt: skip


def measure(fact: Fact) -> str:
    """What is measured, where both languages write it alike; "" for things counted."""
    head = fact.unit.split("/")[0]
    head = _CURRENCIES.get(head.casefold(), head)
    if head in ("%", "pp", "score") or (len(head) == 3 and head.isupper()):
        return head
    if fact.iso or (fact.value_min is None and fact.value_max is None):
        return head
    return ""
