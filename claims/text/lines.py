"""A sentence ready to be read: its words, and which of them are speech or part of a name."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from claims.text.morphology import Word
from claims.text.names import Name
from claims.text.spans import Span


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence ready to be read: its words, which of them are speech, and the name that each belongs to."""

    text: str
    words: tuple[Word, ...]
    spoken: tuple[bool, ...]
    named: tuple[Name | None, ...]
    language: str

    def between(self, first: int, end: int) -> str:
        """The text from word `first` up to, not including, word `end`, white space made single."""
        first, end = max(first, 0), min(end, len(self.words))
        if first >= end:
            return ""
        return " ".join(self.text[self.words[first].start : self.words[end - 1].end].split())

    def lower(self, at: int) -> str:
        """The word in small letters, "" outside the sentence."""
        return self.words[at].lower if 0 <= at < len(self.words) else ""

    def tag(self, at: int) -> str:
        """The tag of the word, "" outside the sentence."""
        return self.words[at].tag if 0 <= at < len(self.words) else ""


def line_of(
    text: str, words: tuple[Word, ...], *, speeches: Sequence[Span], names: Sequence[Name], language: str
) -> Line:
    """The sentence's words with the speech and names that cover them."""
    spoken = [False] * len(words)
    for speech in speeches:
        for at in range(
            bisect_left(words, speech.start, key=_start), bisect_left(words, speech.end, key=_start)
        ):
            spoken[at] = True
    named: list[Name | None] = [None] * len(words)
    for name in names:
        first = max(0, bisect_right(words, name.start, key=_start) - 1)
        for at in range(first, bisect_left(words, name.end, key=_start)):
            named[at] = name if words[at].end > name.start else named[at]
    return Line(text, words, tuple(spoken), tuple(named), language)


def _start(word: Word) -> int:
    return word.start
