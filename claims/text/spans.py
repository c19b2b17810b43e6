"""The shapes that the text steps hand to each other: spans, blocks, sentences, facts, statements.

Every offset counts Unicode code points of the stored text, the end is exclusive, and
`text[start:end] == quote` holds wherever a shape carries a quote.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """The place of a block in the article."""

    HEADLINE = "headline"
    TEASER = "teaser"
    SUBHEAD = "subhead"
    BODY = "body"
    CAPTION = "caption"
    FURNITURE = "furniture"


class Furniture(StrEnum):
    """What a piece of page furniture is."""

    NAVIGATION = "navigation"  # breadcrumbs, menus, list numbers
    SHARE = "share"
    COMMENTS = "comments"
    RELATED = "related"  # "Auch interessant", teasers of other articles
    BYLINE = "byline"  # author line, author code such as "(pm)"
    DATELINE = "dateline"  # "Kursk –", "BERLIN (dpa) -"
    CREDIT = "credit"  # picture credit
    DUPLICATE = "duplicate"  # a caption printed twice
    TIMESTAMP = "timestamp"  # ticker time, "Stand: ..."
    NEWSLETTER = "newsletter"
    COOKIE = "cookie"
    ADVERTISEMENT = "advertisement"
    LABEL = "label"  # kicker, "Symbolfoto", section label
    OTHER = "other"


class Kind(StrEnum):
    """What a statement says."""

    EVENT = "event"  # something happened
    STATE = "state"  # something is so
    QUANTITY = "quantity"  # a figure is the point
    COMPARISON = "comparison"  # more, less, first, highest
    QUOTE = "quote"  # somebody's words in quotation marks
    ATTRIBUTION = "attribution"  # somebody says so, in the article's words
    PREDICTION = "prediction"  # it will be so
    CAUSE = "cause"  # because of
    RULE = "rule"  # law, right, duty, procedure
    OPINION = "opinion"
    QUESTION = "question"
    COMMAND = "command"
    TRANSITION = "transition"  # "Damit nicht genug:"


class FactType(StrEnum):
    """What a part of a statement is that can be ticked by itself."""

    NAME = "name"
    ROLE = "role"
    PLACE = "place"
    DATE = "date"
    NUMBER = "number"
    QUOTE = "quote"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` up to, not including, `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline, caption or piece of furniture; blocks do not overlap and come in order.

    Furniture inside a paragraph (dateline, author code, credit) is a block of its own: the
    paragraph's block then starts after or ends before it.
    """

    start: int
    end: int
    role: Role
    furniture: Furniture | None = None  # set exactly when role is FURNITURE


@dataclass(frozen=True, slots=True)
class Hint:
    """What markup said about a stretch of the stored text (from HTML, .docx, .md)."""

    start: int
    end: int
    role: Role
    furniture: Furniture | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence inside the block with index `block`; no leading or trailing white space."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Layout:
    """What the clean step leaves: language, title, blocks and sentences of a stored text."""

    language: str  # ISO 639-1
    confidence: float  # of the language, 0..1; 1.0 when it was given
    title: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]  # of all blocks that are not furniture


@dataclass(frozen=True, slots=True)
class Fact:
    """A part of a statement that can be ticked by itself."""

    type: FactType
    start: int
    end: int
    quote: str
    value: str = ""  # normalised words: "Kim Jong-un", "2000"
    value_min: float | None = None
    value_max: float | None = None
    unit: str = ""  # "USD", "%", "km", or the thing counted in the article's words: "Soldaten"
    iso: str = ""  # ISO 8601 date, interval "2022-05/.." or duration


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a statement stands on, and through whom it came to the article."""

    claimant: str = ""  # full name where the article gives it; "" when nobody is named
    chain: tuple[str, ...] = ()  # from the claimant towards the article: ("KBS", "The Kyiv Independent")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the article: a claim to be when `checkable`."""

    start: int
    end: int
    quote: str
    role: Role
    kind: Kind
    checkable: bool
    claimant: str = ""
    chain: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()  # words as they stand in the text, "Konjunktiv" for a subjunctive verb form
    facts: tuple[Fact, ...] = ()
    check_worthiness: float | None = None  # 0..1, None until scored
    reasons: tuple[str, ...] = ()  # keys of claims.text.words.REASONS
    duplicate_of: int | None = None  # index of the statement in the body that this one repeats
    wording: str = ""  # what it states when read alone, where a language model has proposed that


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole article, read: what `manage.py split` prints and the pipeline stores."""

    text: str
    layout: Layout
    statements: tuple[Statement, ...]  # in text order, checkable or not
    published: date | None = None

    @property
    def claims(self) -> tuple[Statement, ...]:
        """The checkable statements, in text order."""
        return tuple(s for s in self.statements if s.checkable)


@dataclass(frozen=True, slots=True)
class Page:
    """A document turned into stored text, with what its markup told."""

    text: str
    title: str = ""
    author: str = ""
    language: str = ""  # "" when the document does not say
    published: str = ""  # ISO 8601 date or date-time, "" when the document does not say
    modified: str = ""
    url: str = ""  # canonical address
    site: str = ""
    hints: tuple[Hint, ...] = field(default=())


def gaps(whole: Span, covered: Sequence[Span]) -> list[Span]:
    """The stretches of `whole` that no span of `covered` touches, in order."""
    found: list[Span] = []
    at = whole.start
    for span in sorted(covered, key=lambda s: (s.start, s.end)):
        if span.start > at:
            found.append(Span(at, min(span.start, whole.end)))
        at = max(at, span.end)
        if at >= whole.end:
            break
    if at < whole.end:
        found.append(Span(at, whole.end))
    return [s for s in found if s.start < s.end]
