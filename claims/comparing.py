"""Two revisions of an article side by side: which words changed, and what became of each claim."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.choices import Action
from claims.models import Article, Claim, Event, Revision

TOKENS = re.compile(r"\s+|\d+(?:[.,:]\d+)*|\w+|[^\w\s]")  # a number is one word: 8,9 became 9,4
AT_ONCE = (
    4_000  # tokens of a passage that are compared word by word; longer ones count as replaced as a whole
)
LIKE = 0.35  # share of words that two paragraphs have in common to be compared word by word


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text: kept, cut or added."""

    kind: str  # "same", "cut", "new"
    text: str


def words_changed(before: str, after: str) -> list[Piece]:
    """Both texts as one row of pieces: without the cut ones it is the later text, without the new ones the earlier."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    if len(old) + len(new) > AT_ONCE:
        return [Piece(kind, text) for kind, text in (("cut", before), ("new", after)) if text]
    pieces: list[Piece] = []
    for action, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if action == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece("cut", "".join(old[a:b])))
        if d > c:
            pieces.append(Piece("new", "".join(new[c:d])))
    return pieces


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text with what changed in it; `same` when nothing did."""

    pieces: tuple[Piece, ...]

    @property
    def same(self) -> bool:
        """Whether it stands in both as it is."""
        return all(piece.kind == "same" for piece in self.pieces)


def paragraphs(before: str, after: str) -> list[Paragraph]:
    """The texts line by line: equal lines once, changed ones word by word, others as cut or added."""
    old, new = _lines(before), _lines(after)
    found: list[Paragraph] = []
    for action, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if action == "equal":
            found += [Paragraph((Piece("same", line),)) for line in old[a:b]]
        else:
            found += _changed(old[a:b], new[c:d])
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Lines that differ, paired with the likest of the other side in order."""
    at = 0
    for line in old:
        words = line.split()
        place = next((n for n in range(at, len(new)) if _alike(words, new[n].split())), None)
        if place is None:
            yield Paragraph((Piece("cut", line),))
            continue
        yield from (Paragraph((Piece("new", added),)) for added in new[at:place])
        yield Paragraph(tuple(words_changed(line, new[place])))
        at = place + 1
    yield from (Paragraph((Piece("new", added),)) for added in new[at:])


def _alike(old: Sequence[str], new: Sequence[str]) -> bool:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE


# -- What became of the claims ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one claim between the two revisions."""

    claim: Claim
    kind: str  # "touched", "moved", "gone", "new", "same"
    pieces: tuple[Piece, ...]  # of its words


KINDS = ("touched", "gone", "new", "moved", "same")  # in the order in which somebody wants to know of them


def fates(article: Article, before: Revision, after: Revision) -> list[Fate]:
    """Every claim that stands in at least one of the two, by kind and then in text order; two queries and their rows."""
    claims = list(Claim.objects.with_what_decides().filter(article=article, merged_into=None))
    wordings = _wordings(claims)
    same_lines = set(_lines(before.text)) & set(_lines(after.text))
    found = []
    for claim in claims:
        old = next((words for words in wordings[claim.pk] if words in before.text), None)
        new = next((words for words in reversed(wordings[claim.pk]) if words in after.text), None)
        if kind := _kind(old, new, same_lines, before, after):
            pieces = tuple(words_changed(old or "", new or ""))
            found.append((KINDS.index(kind), claim.start, claim.pk, Fate(claim, kind, pieces)))
    return [fate for _order, _start, _pk, fate in sorted(found, key=lambda row: row[:3])]


def _kind(
    old: str | None, new: str | None, same_lines: set[str], before: Revision, after: Revision
) -> str | None:
    if old is None or new is None:
        return "gone" if old else "new" if new else None
    if old != new:
        return "touched"
    if any(old in line for line in same_lines):
        return "same"
    places = [_share(old, revision.text) for revision in (before, after)]
    return "moved" if abs(places[0] - places[1]) > 0.1 else "same"


def _share(words: str, text: str) -> float:
    """Where in the text the words stand, 0..1."""
    return text.find(words) / max(1, len(text))


def _wordings(claims: Sequence[Claim]) -> dict[int, list[str]]:
    """By claim: how its words have read, oldest first, the present ones last; one query."""
    found: dict[int, list[str]] = {claim.pk: [] for claim in claims}
    events = Event.objects.filter(claim__in=claims, action=Action.MOVE).order_by("pk")
    for pk, before in events.values_list("claim", "before"):
        if pk and before.get("quote"):
            found[pk].append(before["quote"])
    for claim in claims:
        found[claim.pk].append(claim.quote)
    return found
