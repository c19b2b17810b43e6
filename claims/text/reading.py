"""A whole article from its text to scored statements, and the same as JSON."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from claims.text import words, worth
from claims.text.hints import words as hint_words
from claims.text.hints.finding import article_hints
from claims.text.hints.shapes import Hint as Noticed
from claims.text.layout import lay_out
from claims.text.publication import stated_day
from claims.text.repeats import link_repeats
from claims.text.sayings import is_source_noun
from claims.text.spans import Fact, Hint, Kind, Layout, Reading, Role, Statement
from claims.text.statements import statements

_INTRODUCED = re.compile(r"[^:„“”\"»«.!?]{2,60}:\s+[^\s„“”\"»«]")  # "Lionel Messi: …", no quotation behind it


def read(
    text: str,
    *,
    title: str = "",
    language: str | None = None,
    published: date | None = None,
    hints: Sequence[Hint] = (),
) -> Reading:
    """The article read: the same text gives the same statements, and no text raises.

    `language` is told where it is known; `hints` is what markup said about stretches of the text. Without a
    day of publication it is the one that the text states around the article.
    """
    layout = lay_out(text, language=language, title=title, hints=hints)
    published = published or stated_day(text, layout)
    stated = _introduced(list(statements(text, layout, published=published)))
    found = [_scored(statement, layout) for statement in stated]
    return Reading(text, layout, link_repeats(found, language=layout.language), published)


def _introduced(found: Sequence[Statement]) -> list[Statement]:
    """The statements; "Messi: Weltmeister geht" above stands on Messi only if the body lets him say something."""
    speakers = {statement.claimant for statement in found if statement.role in {Role.BODY, Role.TEASER}}
    return [
        replace(statement, claimant="", chain=(), kind=Kind.STATE)
        if statement.role in {Role.HEADLINE, Role.SUBHEAD}
        and statement.claimant
        and not is_source_noun(statement.claimant.lower())
        and statement.claimant not in speakers
        and _INTRODUCED.match(statement.quote)
        and statement.claimant.split()[-1] in statement.quote.split(":", 1)[0]
        else statement
        for statement in found
    ]


def _scored(statement: Statement, layout: Layout) -> Statement:
    if not statement.checkable:
        return statement
    worthiness, reasons = worth.score(statement, layout=layout)
    return replace(statement, check_worthiness=worthiness, reasons=reasons)


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading in plain types: claims, furniture and sentences with offsets in code points of the text.

    `duplicate_of` is an index into "claims"; it is null where the repeated statement is no claim itself. `hints`
    say what in the text does not fit together, as no verdict.
    """
    layout = reading.layout
    index = {at: n for n, at in enumerate(i for i, s in enumerate(reading.statements) if s.checkable)}
    noticed: dict[int, list[dict[str, Any]]] = {}
    for hint in article_hints(reading):
        noticed.setdefault(hint.claim, []).append(_hint(hint, layout.language))
    return {
        "language": layout.language,
        "language_confidence": layout.confidence,
        "text_sha256": hashlib.sha256(reading.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "title": layout.title,
        "claims": [
            {**_claim(claim, index, layout.language), "hints": noticed.get(n, [])}
            for n, claim in enumerate(reading.claims)
        ],
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


def _hint(hint: Noticed, language: str) -> dict[str, Any]:
    return {
        "kind": hint.kind,
        "words": hint_words.in_words(hint.kind, hint.params, language=language),
        "spans": [{"start": span.start, "end": span.end} for span in hint.spans],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {**asdict(fact), "type": str(fact.type)}
