"""The day on which an article came out, as its own text says: "Stand: 06.11.2024, 08:32 Uhr", "Published June 11, 2025"."""

import re
from datetime import date
from typing import Final

from claims.text.dates import find_dates
from claims.text.spans import Furniture, Layout, Role

LONGEST: Final = 140  # characters of a line that says when; a longer one tells a story
PARAGRAPH: Final = (
    100  # characters from which a block of the body is one: shorter ones above it are left-overs
)
LEAD: Final = 12  # characters before the day in a line that begins with it: "Published: "
_FIRST = re.compile(
    r"\b(?:veröffentlicht|erstellt|erschienen|publiziert|online seit|published|posted|created)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:stand|aktualisiert|geändert|updated?|modified|revised)\b|^as of\b", re.IGNORECASE)
_OTHERS = (Furniture.COMMENTS, Furniture.RELATED)  # their dates are those of other texts
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def stated_day(text: str, layout: Layout) -> date | None:
    """The day that a line around the article names; None when none does.

    A line that says "published" goes before one that says "updated", and that before a bare date above the
    first sentence. Of equals the first counts. Sentences of the article are no such lines.
    """
    paragraphs = (b.start for b in layout.blocks if b.role == Role.BODY and b.end - b.start >= PARAGRAPH)
    body = next(paragraphs, len(text))
    found: dict[int, date] = {}
    before = ""
    for block in layout.blocks:
        above = block.role == Role.BODY and block.start < body
        if not above and (block.role != Role.FURNITURE or block.furniture in _OTHERS):
            before = ""
            continue
        for line in re.finditer(r"[^\n]+", text[block.start : block.end]):
            words = line.group().strip()
            start, end = block.start + line.start(), block.start + line.end()
            named = _day(text, start, end, layout.language) if words and len(words) <= LONGEST else None
            # What was not told from the body is such a line if the day leads it: others tell of a day.
            day = named[1] if named and (not above or named[0] - start <= LEAD) else None
            if day is not None:
                said = f"{before} {words}"
                rank = 0 if _FIRST.search(said) else 1 if _LATER.search(said) else 2
                if rank < 2 or start < body:
                    found.setdefault(rank, day)
            before = words if words and len(words) <= 30 and day is None else ""
    return found[min(found)] if found else None


def _day(text: str, start: int, end: int, language: str) -> tuple[int, date] | None:
    """Where the first whole date of the line stands, and the date; None for a year, a month, or one without a year."""
    for fact in find_dates(text, start, end, language=language, published=None):
        if _DAY.fullmatch(fact.iso[:10]):
            try:
                return fact.start, date.fromisoformat(fact.iso[:10])
            except ValueError:
                continue
    return None
