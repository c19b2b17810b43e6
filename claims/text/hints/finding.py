"""All hints of an article."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from claims.text.hints.days import weekdays
from claims.text.hints.firsts import firsts
from claims.text.hints.headlines import headlines
from claims.text.hints.shapes import Hint, Lookup
from claims.text.hints.spelling import spellings
from claims.text.hints.sums import sums
from claims.text.hints.unsourced import unsourced
from claims.text.spans import Reading, Statement

_MOST = 60  # hints of an article; beyond that it is a table of names, not an article


def find_hints(
    text: str,
    statements: Sequence[Statement],
    *,
    language: str,
    published: date | None,
    known_names: Lookup | None = None,
) -> list[Hint]:
    """What in the text does not fit together, in the order of the statements; the same text gives the same hints.

    `statements` are in text order, checkable or not; `duplicate_of` and `Hint.claim` count in them. Every span
    lies in the text, the first one in the hint's statement. `published` gives dates without a year theirs;
    without it nothing is said about them. `known_names` is asked once, with all names.
    """
    found = [
        *spellings(text, statements, language=language, known_names=known_names),
        *weekdays(statements, language=language, published=published),
        *sums(statements, language=language),
        *firsts(statements, language=language, published=published),
        *headlines(statements, language=language),
        *unsourced(text, statements),
    ]
    return sorted(found, key=lambda hint: (hint.claim, hint.spans[0].start, hint.kind))[:_MOST]


def article_hints(reading: Reading, *, known_names: Lookup | None = None) -> list[Hint]:
    """The hints of a whole article that has been read; `Hint.claim` counts in `reading.claims`."""
    at = {index: n for n, index in enumerate(i for i, s in enumerate(reading.statements) if s.checkable)}
    claims = [
        replace(claim, duplicate_of=at.get(-1 if claim.duplicate_of is None else claim.duplicate_of))
        for claim in reading.claims
    ]
    return find_hints(
        reading.text,
        claims,
        language=reading.layout.language,
        published=reading.published,
        known_names=known_names,
    )
