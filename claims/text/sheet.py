"""A stored text being put together from paragraphs, with hints about them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from claims.text.spans import Furniture, Hint, Role

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BLANKS = re.compile(r"[ \t\r\f\v\u0085\u2028\u2029]+")
_AROUND_LINE_END = re.compile(r" *\n[ \n]*")

Segment = tuple[str, Role | None, Furniture | None]  # words, and what markup says about them


def tidy(words: str) -> str:
    """The words with white space in single pieces and without invisible or control characters.

    Line ends stay, no-break spaces too; letters with separate accents are composed (NFC).
    """
    words = _CONTROL.sub("", _INVISIBLE.sub("", words))
    words = _AROUND_LINE_END.sub("\n", _BLANKS.sub(" ", words)).strip()
    return words if words.isascii() else unicodedata.normalize("NFC", words)


class Sheet:
    """Paragraphs in order; `text` has an empty line between them, `hints` their places in it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.hints: list[Hint] = []

    @property
    def text(self) -> str:
        """All paragraphs so far."""
        return "".join(self._pieces)

    def __len__(self) -> int:
        return self._length

    def add(self, words: str, role: Role | None = None, furniture: Furniture | None = None) -> None:
        """A paragraph more, with a hint when a role is given; nothing for words that are only white space."""
        self.add_segments([(words, role, furniture)])

    def add_row(self, cells: Iterable[str]) -> None:
        """A row of a table as one body paragraph, its cells divided by tabs."""
        row = [tidy(cell).replace("\n", " ") for cell in cells]
        if any(row):
            self._paragraph_break()
            self._hinted("\t".join(cell for cell in row if cell), Role.BODY, None)

    def add_segments(self, segments: Sequence[Segment]) -> None:
        """A paragraph of several stretches that markup speaks of differently, a space between them."""
        tidied = [(tidy(words), role, kind) for words, role, kind in segments]
        tidied = [segment for segment in tidied if segment[0]]
        if not tidied:
            return
        self._paragraph_break()
        for number, (words, role, kind) in enumerate(tidied):
            if number:
                self._append(" ")
            self._hinted(words, role, kind)

    def _paragraph_break(self) -> None:
        if self._length:
            self._append("\n\n")

    def _hinted(self, words: str, role: Role | None, kind: Furniture | None) -> None:
        if role is not None:
            self.hints.append(Hint(self._length, self._length + len(words), role, kind))
        self._append(words)

    def _append(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)
