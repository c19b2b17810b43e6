"""A whole article from its text to scored statements, and the same as JSON."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from claims.text import words, worth
from claims.text.layout import lay_out
from claims.text.repeats import link_repeats
from claims.text.spans import Fact, Hint, Layout, Reading, Role, Statement
from claims.text.statements import statements


def read(
    text: str,
    *,
    title: str = "",
    language: str | None = None,
    published: date | None = None,
    hints: Sequence[Hint] = (),
) -> Reading:
    """The article read: the same text gives the same statements, and no text raises.

    `language` is told where it is known; `hints` is what markup said about stretches of the text.
    """
    layout = lay_out(text, language=language, title=title, hints=hints)
    found = [_scored(statement, layout) for statement in statements(text, layout, published=published)]
    return Reading(text, layout, link_repeats(found, language=layout.language), published)


def _scored(statement: Statement, layout: Layout) -> Statement:
    if not statement.checkable:
        return statement
    worthiness, reasons = worth.score(statement, layout=layout)
    return replace(statement, check_worthiness=worthiness, reasons=reasons)


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading in plain types: claims, furniture and sentences with offsets in code points of the text.

    `duplicate_of` is an index into "claims"; it is null where the repeated statement is no claim itself.
    """
    layout = reading.layout
    index = {at: n for n, at in enumerate(i for i, s in enumerate(reading.statements) if s.checkable)}
    return {
        "language": layout.language,
        "language_confidence": layout.confidence,
        "text_sha256": hashlib.sha256(reading.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "title": layout.title,
        "claims": [_claim(claim, index, layout.language) for claim in reading.claims],
        "furniture": [
            {"start": block.start, "end": block.end, "kind": str(block.furniture)}
            for block in layout.blocks
            if block.role is Role.FURNITURE
        ],
        "sentences": [{"start": s.start, "end": s.end} for s in layout.sentences],
    }


def _claim(claim: Statement, index: Mapping[int, int], language: str) -> dict[str, Any]:
    repeated = None if claim.duplicate_of is None else index.get(claim.duplicate_of)
    return {
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "role": str(claim.role),
        "kind": str(claim.kind),
        "claimant": claim.claimant or None,
        "chain": list(claim.chain),
        "hedges": list(claim.hedges),
        "check_worthiness": claim.check_worthiness,
        "reasons": [words.in_words(reason, language=language) for reason in claim.reasons],
        "facts": [_fact(fact) for fact in claim.facts],
        "duplicate_of": repeated,
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {**asdict(fact), "type": str(fact.type)}
