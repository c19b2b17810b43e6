"""The parts of an article while their roles are being found out: paragraphs cut where markup says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.text.paragraphs import paragraphs
from claims.text.spans import Furniture, Hint, Role, Span

_END_MARK = re.compile(r"[.!?…]+[\"“”«»‘’')\]]*$|[.!?…][\"“”«»‘’')\]]*\s*\([^()]{1,60}\)$")
_SENTENCE_WITHIN = re.compile(r"[a-zäöüß]{3}[.!?][\"“”«»]?\s+[„“\"»]?[A-ZÄÖÜ]")
_MARK = re.compile(r"(?:#{1,6}|>|[•●▪◦‣·■►▶➤*–—-]|\d{1,2}[.)])\s+")


@dataclass(slots=True)
class Part:
    """One paragraph or a stretch of it; `role` and `furniture` are None until they are known."""

    start: int
    end: int
    words: str  # the normalised characters from start to end
    group: int  # parts with the same number stand in lines without an empty line between them
    indented: bool = False
    role: Role | None = None
    furniture: Furniture | None = None
    hinted: bool = False  # markup has given the role
    pictured: bool = False  # a credit or "(Symbolfoto)" belonged to it
    dated: bool = False  # it began with a dateline

    @property
    def is_furniture(self) -> bool:
        """Whether it is known to be page furniture."""
        return self.role is Role.FURNITURE

    @property
    def ended(self) -> bool:
        """Whether it closes as a sentence does."""
        return bool(_END_MARK.search(self.words[-90:]))

    @property
    def running(self) -> bool:
        """Whether it reads as running text: with a sentence that has ended, and longer than a label."""
        if self.ended:
            return len(self.words) >= 45 or len(self.words.split()) >= 7
        return len(self.words) >= 60 and bool(_SENTENCE_WITHIN.search(self.words))

    @property
    def bulleted(self) -> bool:
        """Whether it begins with a bullet or number."""
        return bool(_MARK.match(self.words)) and not self.words.startswith("#")

    @property
    def bare(self) -> str:
        """The words without a bullet, number or heading mark before them, white space in one piece."""
        mark = _MARK.match(self.words)
        return " ".join(self.words[mark.end() if mark else 0 :].split())

    def become(self, role: Role, furniture: Furniture | None = None) -> None:
        """Has this role from now on."""
        self.role, self.furniture = role, furniture


def parts_of(plain: str, hints: Sequence[Hint]) -> list[Part]:
    """The paragraphs of the text in order, cut at the borders of the hints, with the hints' roles.

    Hints may come in any order, overlap or reach outside the text: what is outside is ignored, and of
    two that overlap the one that starts first is followed, the shorter one where both start together.
    """
    usable = _disjoint(hints, len(plain))
    found: list[Part] = []
    at = 0
    for paragraph in paragraphs(plain):
        while at < len(usable) and usable[at].end <= paragraph.start:
            at += 1
        for span, hint in _cut(paragraph.start, paragraph.end, usable, at):
            words = plain[span.start : span.end]
            if not words.strip():
                continue
            start = span.start + len(words) - len(words.lstrip())
            part = Part(start, start + len(words.strip()), words.strip(), paragraph.group, paragraph.indented)
            if hint is not None:
                part.hinted = True
                part.become(hint.role, _kind(hint))
            found.append(part)
    return found


def _kind(hint: Hint) -> Furniture | None:
    return (hint.furniture or Furniture.OTHER) if hint.role is Role.FURNITURE else None


def _disjoint(hints: Sequence[Hint], length: int) -> list[Hint]:
    kept: list[Hint] = []
    at = 0
    for hint in sorted(hints, key=lambda h: (h.start, h.end, h.role.value, h.furniture or "")):
        start, end = max(hint.start, at), min(hint.end, length)
        if start < end:
            kept.append(Hint(start, end, hint.role, hint.furniture))
            at = end
    return kept


def _cut(start: int, end: int, hints: Sequence[Hint], first: int) -> list[tuple[Span, Hint | None]]:
    """The stretches of a paragraph with the hints that cover them, from the hint number `first` on."""
    pieces: list[tuple[Span, Hint | None]] = []
    at = start
    for number in range(first, len(hints)):
        hint = hints[number]
        if hint.start >= end:
            break
        if hint.start > at:
            pieces.append((Span(at, hint.start), None))
        left, right = max(hint.start, at), min(hint.end, end)
        if left < right:
            pieces.append((Span(left, right), hint))
            at = right
    if at < end:
        pieces.append((Span(at, end), None))
    return pieces
