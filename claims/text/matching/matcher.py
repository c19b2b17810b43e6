"""From the nearest claims to what a person is shown: same, related or contradicting, and in what they differ."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from claims.text.matching.finding import Finder, Found
from claims.text.matching.guard import (
    Difference,
    Said,
    are_anchored,
    counted_otherwise,
    differences,
    share_a_telling_figure,
    share_figures,
)

VERSION = "3"  # counts the changes after which earlier results are no longer comparable
Relation = Literal["same", "related", "contradicting"]
FLOOR = 0.5  # closeness below which a claim is none of these
_SAME = 0.66
_SAME_WITH_FIGURES = 0.55  # where a figure or a date is shared
_CONTRADICTING = 0.55
_CONTRADICTING_BESIDE = 0.7  # where another telling figure is shared: the two may speak of different things
_UNANCHORED = 0.7  # from here on claims without a figure, or a name and a word, in common are shown as well
_UNANCHORED_ACROSS = 0.62
# The second encoder's cosines lie close together: unrelated claims at 0.80, the same words at 1.
_SECOND_LOW, _SECOND_HIGH = 0.76, 0.98
_MATERIAL = (
    "number",
    "date",
    "quantifier",
    "wording",
)  # one-sided, they still keep a claim from being the same


@dataclass(frozen=True, slots=True)
class Matched:
    """An earlier claim and how the new one stands to it. No verdict is carried over by it."""

    id: int
    relation: Relation
    score: float  # 0..1, how alike the two claims are
    differences: tuple[Difference, ...]
    rank: float  # what the retrieval gave: only for the order
    is_story: bool = False  # two articles with such a pair report the same story


def match(
    claims: Sequence[Said],
    *,
    finder: Finder,
    reading: Callable[[Sequence[int]], Mapping[int, Said]],
    limit: int,
    floor: float = FLOOR,
) -> list[list[Matched]]:
    """For each claim what stands in the index near it, the nearest first, at most `limit`.

    `reading` gives the indexed claims with their facts; one that it leaves out is left out of the result.
    Nothing is called the same that differs from the claim in a figure, a date, a name, a denial, how many of
    all it speaks of, or its direction. With a floor above 0 a pair needs something in common that tells.
    """
    found = finder.find([claim.text for claim in claims], limit=2 * limit, floor=floor / 2)
    near = [[f for f in some if closeness(f) >= floor] for some in found]
    read = reading(sorted({f.entry.id for some in near for f in some}))
    return [
        [
            _matched(claim, read[f.entry.id], f)
            for f in some
            if f.entry.id in read and (floor <= 0 or _is_worth_a_look(claim, read[f.entry.id], f))
        ][:limit]
        for claim, some in zip(claims, near, strict=True)
    ]


def within_story(here: Said, there: Said, *, pk: int) -> Matched | None:
    """In two reports of one story even sentences that sound different contradict each other where they count the same
    thing and come to another number; None where they do not. The score is 0: how alike they sound says nothing."""
    told = counted_otherwise(here, there)
    if not told:
        return None
    return Matched(pk, "contradicting", 0.0, tuple(told), 0.0)


def closeness(found: Found) -> float:
    """How alike the two claims are, 0..1, whatever the others in the index are like."""
    signs = [found.letters]
    if found.meaning is not None:
        signs = [max(found.meaning, (found.meaning + found.letters) / 2)]
    if found.second is not None:
        second = (found.second - _SECOND_LOW) / (_SECOND_HIGH - _SECOND_LOW)
        signs.append(min(1.0, max(0.0, second)))
    return min(1.0, max(0.0, sum(signs) / len(signs)))


def _is_worth_a_look(here: Said, there: Said, found: Found) -> bool:
    near = closeness(found)
    if here.language != there.language:  # words cannot be compared
        return near >= _UNANCHORED_ACROSS or share_a_telling_figure(here, there)
    return near >= _UNANCHORED or are_anchored(here, there)


def _matched(here: Said, there: Said, found: Found) -> Matched:
    near = closeness(found)
    told = differences(here, there)
    relation: Relation = "related"
    if any(d.is_two_sided and d.type != "wording" for d in told):
        beside = all(d.type == "number" for d in told if d.is_two_sided) and share_a_telling_figure(
            here, there
        )
        if near >= (_CONTRADICTING_BESIDE if beside else _CONTRADICTING):
            relation = "contradicting"
    elif near >= (_SAME_WITH_FIGURES if share_figures(here, there) else _SAME) and not any(
        d.type in _MATERIAL for d in told
    ):
        relation = "same"
    is_story = relation == "same" or share_a_telling_figure(here, there)
    return Matched(found.entry.id, relation, round(near, 4), tuple(told), found.score, is_story)
