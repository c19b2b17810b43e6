"""The shape of what is told: words and links, ready for any channel; and what keeps them harmless."""

import re
from dataclasses import dataclass

# Control characters, separators of lines, and the marks that turn the direction of writing round: a name or
# a headline that carries them could open a header of its own or pose as another address.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
SUBJECT_LIMIT = 120  # characters; what most mail programs show is less


@dataclass(frozen=True, slots=True)
class Line:
    """One of the things a letter is about."""

    words: str
    link: str = ""  # path within the product


@dataclass(frozen=True, slots=True)
class Letter:
    """What one reader is told, in the reader's language."""

    topic: str
    language: str
    subject: str
    text: str  # what has happened and what is to be done; paragraphs
    brief: str  # the same in a few words, where several letters go in one mail
    heading: str = ""  # what it is about, such as the title of an article
    lines: tuple[Line, ...] = ()
    link: str = ""  # path within the product
    thread: str = ""  # mails of the same thread refer to each other


def one_line(words: str) -> str:
    """The words on one line, with nothing in them that cannot be seen."""
    return " ".join(UNSEEN.sub(" ", words).split())


def shortened(words: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there is one near, with a mark where it was cut."""
    words = one_line(words)
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip(" ,;:–-") + "…"
