"""The marked cases of the hints: a text, and the words at which a hint of a kind has to stand, or none.

In `gold/hints_LL.txt` each case begins with "+ kind | words" or "-" and ends at an empty line; each line is a
paragraph, "# " before it makes it the headline. All are published on Thursday, 19 November 2026.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claims.text.hints.finding import article_hints
from claims.text.hints.shapes import Hint
from claims.text.reading import read
from claims.text.spans import Hint as Markup
from claims.text.spans import Reading, Role

GOLD = Path(__file__).parent / "gold"
PUBLISHED = date(2026, 11, 19)


@dataclass(frozen=True)
class Case:
    """One text; `kind` and `words` are "" where no hint belongs."""

    language: str
    kind: str
    words: str
    text: str
    markup: tuple[Markup, ...]


def cases(language: str) -> Iterator[Case]:
    for block in (GOLD / f"hints_{language}.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        head, *lines = block.split("\n")
        kind, _, words = head.removeprefix("+").partition("|")
        text, markup = "", []
        for line in lines:
            text += "\n\n" if text else ""
            if line.startswith("# "):
                line = line[2:]
                markup.append(Markup(len(text), len(text) + len(line), Role.HEADLINE))
            text += line
        yield Case(language, kind.strip(" -"), words.strip(), text, tuple(markup))


def reading_of(case: Case) -> Reading:
    return read(case.text, language=case.language, published=PUBLISHED, hints=case.markup)


def hints_of(case: Case) -> list[Hint]:
    return article_hints(reading_of(case))


def is_right(case: Case, hint: Hint) -> bool:
    return hint.kind == case.kind and hint.spans[0].of(case.text) == case.words
