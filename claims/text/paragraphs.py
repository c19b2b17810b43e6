"""Which lines of a plain text belong together in a paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.text.spans import Span

BULLET = re.compile(r"[•●▪◦‣·■►▶➤*–—-]\s+\S|\d{1,2}[.)]\s+\S|#{1,6}\s|>\s|\+\+\+")
_BEARD = re.compile(r"[=\-_*~+·–—]{3,}")  # a drawn rule between two parts
_SENTENCE_END = re.compile(r"[.!?…:;][\"“”«»‘’')\]]*$")
_MID_SENTENCE = re.compile(r"[\w,–—-]$")
# Words that no line ends with unless its sentence goes on in the next.
_HANGING = re.compile(
    r"\b(?:der|die|das|den|dem|des|eine|einen|einem|einer|eines|und|oder|sowie|dass|weil|in|im|am|für|von|vom|zum|zur|beim"
    r"|gegen|zwischen|the|a|of|and|or|from|his|her|its|their)$"
)
_NARROWEST, _WIDEST = (45, 110)  # code points: what a person or program wraps plain text at
_FITS = 0.8  # of the line ends of wrapped text, the share where the next word would not have fitted


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together; `group` counts the stretches between empty lines."""

    start: int
    end: int
    group: int
    indented: bool


def paragraphs(plain: str) -> list[Paragraph]:
    """The paragraphs of a text as `same_length` gives it: in order, disjoint, without white space around.

    An empty line always ends a paragraph. A single line end ends one too, unless the lines look
    hard-wrapped (the next word would not have fitted) or a sentence runs on in small letters.
    """
    groups = list(_groups(plain))
    width = _page_width(plain, groups)
    found = []
    for number, lines in enumerate(groups):
        for first, last in _joined(plain, lines, _group_width(plain, lines) or width):
            start = lines[first].start
            indented = start > 0 and plain[start - 1] in " \t"
            found.append(Paragraph(start, lines[last].end, number, indented))
    return found


def _groups(plain: str) -> Iterator[list[Span]]:
    lines: list[Span] = []
    at = 0
    for raw in plain.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            lines.append(Span(start, start + len(stripped)))
        elif lines:
            yield lines
            lines = []
        at += len(raw) + 1
    if lines:
        yield lines


def _length(line: Span) -> int:
    return line.end - line.start


def _first_word(plain: str, line: Span) -> int:
    return len(plain[line.start : line.start + 40].split(maxsplit=1)[0])


def _is_wrapped(plain: str, pairs: Sequence[tuple[Span, Span]], width: int) -> bool:
    """Whether the lines were broken because the next word did not fit into `width`."""
    if not _NARROWEST <= width <= _WIDEST:
        return False
    open_ended = [(a, b) for a, b in pairs if not _ends_paragraph(plain, a, b, width)]
    fitting = sum(_length(a) + 1 + _first_word(plain, b) > width for a, b in open_ended)
    return bool(open_ended) and fitting >= _FITS * len(open_ended)


def _ends_paragraph(plain: str, line: Span, following: Span, width: int) -> bool:
    """A short last line with an end mark, or the start of a list item: no line end made by wrapping."""
    if BULLET.match(plain, following.start):
        return True
    room = _length(line) + 1 + _first_word(plain, following) <= width
    return room and bool(_SENTENCE_END.search(plain[max(line.start, line.end - 4) : line.end]))


def _group_width(plain: str, lines: Sequence[Span]) -> int:
    """The column at which these lines are wrapped, 0 when they are not or are too few to tell."""
    if len(lines) < 4:
        return 0
    width = max(map(_length, lines))
    return width if _is_wrapped(plain, list(pairwise(lines)), width) else 0


def _page_width(plain: str, groups: Sequence[Sequence[Span]]) -> int:
    """The column at which the whole text is wrapped, 0 when it is not."""
    pairs = [pair for lines in groups for pair in pairwise(lines)]
    if len(pairs) < 3:
        return 0
    width = max(_length(line) for lines in groups for line in lines)
    return width if _is_wrapped(plain, pairs, width) else 0


def _joined(plain: str, lines: Sequence[Span], width: int) -> Iterator[tuple[int, int]]:
    first = 0
    for number, (line, following) in enumerate(pairwise(lines)):
        if not _runs_on(plain, line, following, width):
            yield first, number
            first = number + 1
    yield first, len(lines) - 1


def _runs_on(plain: str, line: Span, following: Span, width: int) -> bool:
    words = plain[line.start : line.end]
    if "\t" in words or "\t" in plain[following.start : following.end] or _BEARD.fullmatch(words):
        return False
    if BULLET.match(plain, following.start):
        # in wrapped running text a line may begin with "- " by chance, but hardly after half a line
        return False
    letter = plain[following.start]
    if width:
        full = _length(line) + 1 + _first_word(plain, following) > width
        return full or (letter.islower() and bool(_MID_SENTENCE.search(words)))
    if _length(line) >= 30 and _HANGING.search(words):
        return True
    return _length(line) >= 40 and (letter.islower() or letter in ",;") and bool(_MID_SENTENCE.search(words))
