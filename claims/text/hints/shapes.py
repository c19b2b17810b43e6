"""The shapes of the hints: where something stands that does not fit, and what is known about names elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.text.spans import Span

SPELLING, ARCHIVE, WEEKDAY, SUM = "spelling", "archive", "weekday", "sum"
FIRST, HEADLINE, FIGURE, SOURCE = "first", "headline", "figure", "source"
KINDS = (SPELLING, ARCHIVE, WEEKDAY, SUM, FIRST, HEADLINE, FIGURE, SOURCE)


@dataclass(frozen=True, slots=True)
class Hint:
    """Something about one statement that a person should look at; it says nothing about true or false."""

    kind: str  # one of KINDS
    claim: int  # index of the statement
    spans: tuple[Span, ...]  # the first one lies in the statement
    params: Mapping[str, Any] = field(
        default_factory=dict
    )  # strings and numbers for the words; `case` picks them


@dataclass(frozen=True, slots=True)
class Known:
    """A spelling that stands in earlier checks."""

    spelling: str
    checks: int  # earlier checks that hold it, at least one
    claim: int | None = None  # one of them, by its key


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name as an article spells it, with the word before it where that is a first name."""

    word: str
    given: str = ""


Lookup = Callable[[Sequence[NameWord]], Mapping[str, Known]]
"""Asked for the name words of an article, answers for each that is unknown but almost a known one that one."""
