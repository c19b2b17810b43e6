"""The article's text cut into pieces that carry their claims: nothing is lost, overlaps are allowed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from claims.models import Claim, Passage
from claims.web.edits import Edit

LOOSE = "loose"  # the role of text outside every passage: all of it, until the clean step has run


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the same claims all along it."""

    text: str
    start: int  # code points before it in the article's text
    claims: tuple[Claim, ...]  # the shortest first: its look wins
    starts: tuple[Claim, ...]  # claims whose first piece this is
    ends: tuple[Claim, ...]  # claims whose last piece this is
    struck: bool = False  # a correction takes it out
    instead: str = ""  # what the correction puts after it

    @property
    def claim(self) -> Claim | None:
        """The claim whose look the piece has."""
        return self.claims[0] if self.claims else None

    @property
    def numbers(self) -> str:
        """The numbers of its claims, for the page's script."""
        return " ".join(str(claim.number) for claim in self.claims)

    @property
    def unaccounted(self) -> bool:
        """Words that stand in no claim."""
        return not self.claims and bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Run:
    """A passage, or text between passages, within a paragraph."""

    start: int
    end: int
    role: str
    furniture: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that stand on one line, such as a dateline and the sentences after it."""

    runs: tuple[Run, ...]

    @property
    def role(self) -> str:
        """The role of its first run that is not page furniture; "furniture" when there is none."""
        own = (run.role for run in self.runs if not run.furniture)
        roles = sorted(own, key=lambda role: role == LOOSE)
        return roles[0] if roles else "furniture"

    @property
    def kinds(self) -> tuple[str, ...]:
        """Which page furniture stands in it."""
        return tuple(run.furniture for run in self.runs if run.furniture)


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph of the article, or neighbouring lines of page furniture without a claim: those may be folded."""

    paragraphs: tuple[Paragraph, ...]
    foldable: bool

    @property
    def paragraph(self) -> Paragraph:
        """The only paragraph of a section that is not foldable."""
        return self.paragraphs[0]


def sections(
    text: str, passages: Sequence[Passage], claims: Sequence[Claim], edits: Sequence[Edit] = ()
) -> list[Section]:
    """All of the text that is not white space, in order.

    A claim that runs over several blocks is marked in each; its anchor stands before its first piece
    and its chip after its last. The edits, which do not overlap, are struck out and written in.
    """
    runs = list(_runs(text, passages))
    within = _within(runs, claims)
    opens: dict[int, int] = {}
    closes: dict[int, int] = {}
    for run, inside in zip(runs, within, strict=True):
        for claim in inside:
            opens.setdefault(claim.pk, max(run.start, claim.start))
            closes[claim.pk] = min(run.end, claim.end)
    marked = [
        replace(run, pieces=tuple(_pieces(text, run, inside, opens, closes, edits)))
        for run, inside in zip(runs, within, strict=True)
    ]
    found: list[Section] = []
    for foldable, group in groupby(_paragraphs(text, marked), key=_foldable):
        if foldable:
            found.append(Section(tuple(group), foldable=True))
        else:
            found.extend(Section((paragraph,), foldable=False) for paragraph in group)
    return found


def _foldable(paragraph: Paragraph) -> bool:
    return paragraph.role == "furniture" and not any(
        piece.claims for run in paragraph.runs for piece in run.pieces
    )


def _paragraphs(text: str, runs: Sequence[Run]) -> Iterator[Paragraph]:
    """Runs without a line break between them, together."""
    line: list[Run] = []
    for run in runs:
        if line and "\n" in text[line[-1].end : run.start]:
            yield Paragraph(tuple(line))
            line = []
        line.append(run)
    if line:
        yield Paragraph(tuple(line))


def _runs(text: str, passages: Sequence[Passage]) -> Iterator[Run]:
    """The passages in order, and between them what belongs to none; overlapping ones are cut short."""
    at = 0
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        start = max(at, passage.start)
        if passage.end <= start:
            continue
        yield from _between(text, at, start)
        yield Run(start, passage.end, passage.role, passage.furniture)
        at = passage.end
    yield from _between(text, at, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Run]:
    """The stretches between line breaks; a mere space between two passages of a line stays, blank lines do not."""
    stretches = text[start:end].split("\n")
    for index, words in enumerate(stretches):
        inline = len(stretches) == 1 and start > 0 and end < len(text)
        if words.strip() or (words and inline and index == 0):
            yield Run(start, start + len(words), LOOSE, "")
        start += len(words) + 1


def _within(spans: Sequence[Run], claims: Sequence[Claim]) -> list[list[Claim]]:
    """For each of the spans, which come in order and do not overlap, the claims that touch it, by their start."""
    waiting = sorted(claims, key=lambda claim: (claim.start, claim.end), reverse=True)
    touching: list[Claim] = []
    found = []
    for span in spans:
        fresh = []
        while waiting and waiting[-1].start < span.end:
            fresh.append(waiting.pop())
        touching = [claim for claim in (*touching, *fresh) if claim.end > span.start]
        found.append(touching)
    return found


def _pieces(
    text: str,
    run: Run,
    inside: Sequence[Claim],
    opens: dict[int, int],
    closes: dict[int, int],
    edits: Sequence[Edit],
) -> Iterator[Piece]:
    cuts = {run.start, run.end}
    for claim in inside:
        cuts |= {max(run.start, claim.start), min(run.end, claim.end)}
    edits = [edit for edit in edits if edit.start < run.end and edit.end > run.start]
    for edit in edits:
        cuts |= {max(run.start, edit.start), min(run.end, edit.end)}
    stretches = [Run(left, right, run.role, run.furniture) for left, right in pairwise(sorted(cuts))]
    for stretch, touching in zip(stretches, _within(stretches, inside), strict=True):
        over = sorted(touching, key=lambda claim: (claim.end - claim.start, claim.number))
        made = next((e for e in edits if e.start <= stretch.start and stretch.end <= e.end), None)
        yield Piece(
            text=text[stretch.start : stretch.end],
            start=stretch.start,
            claims=tuple(over),
            starts=tuple(claim for claim in over if opens[claim.pk] == stretch.start),
            ends=tuple(claim for claim in over if closes[claim.pk] == stretch.end),
            struck=made is not None,
            instead=made.new if made and made.end == stretch.end else "",
        )
