"""Words and marks of a text with their offsets, the same for every step that tags or counts words."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}                                   # U.S., z.B.
    | (?:\w[\w-]*\.)+(?i:de|at|ch|com|org|net|info|media|tv|online|co\.uk)\b(?!\.\w)  # noe.ORF.at, IPPEN.MEDIA
    | \d+(?:[.,'’:]\d+)*(?:[^\W\d_]+)?(?:-\w+)*          # 12.000, 1'200, 19:30, 1990er, 11-Jährige
    | \w+(?:(?:[-\u2010\u2011&·]|['’](?!s\b))\w+|[*:]innen?\b)*  # Kreml-Chef, H&M, d'Ivoire, Lehrer*innen
    | ['’]s\b                                            # the English genitive is a word of its own
    | [^\w\s]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark at code points `start` up to, not including, `end`."""

    start: int
    end: int
    text: str


def tokens(text: str, *, start: int = 0, end: int | None = None) -> list[Token]:
    """The words, numbers and marks of `text[start:end]` in order; white space belongs to none."""
    stop = len(text) if end is None else end
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text, start, stop)]
