"""Somebody's words: which quotations of a sentence are speech."""

import re

from claims.text.quotations import quotations
from claims.text.spans import Span

_SUNDAY_PAPER = re.compile(
    r"\W?[A-ZÄÖÜ][\w-]+ am (?:Sonntag|Wochenende|Abend|Morgen)\W?"
)  # "Bild am Sonntag"
_WORD = re.compile(r"[^\W\d_]+")


def speeches(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The quotations of the sentence that say something, marks included, in order.

    A mark that opens the sentence and is never closed makes all of it speech: the words go on in the next
    paragraph. Titles and single words held at arm's length are left out.
    """
    found = quotations(text, start, end)
    if not found and start < end and text[start] in '„“»«"' and _WORD.search(text, start, end):
        return (Span(start, end),)
    return tuple(span for span in found if is_speech(text, span))


def is_speech(text: str, quotation: Span) -> bool:
    """True for words long enough to state something; false for a title or a word held at arm's length."""
    words = _WORD.findall(quotation.of(text))
    if len(words) < 3 or _SUNDAY_PAPER.fullmatch(quotation.of(text)):
        return False
    return len(words) >= 6 or any(word[0].islower() for word in words[1:])
