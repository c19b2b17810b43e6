"""Where the article begins and ends in a page that was copied whole, with menus, teasers and comments."""

import re
from collections.abc import Collection, Sequence

from claims.text.furniture import is_section
from claims.text.parts import Part
from claims.text.spans import Furniture, Role

_FEWEST_LABELS = 8  # label lines on one side of the article: fewer are no menu
_FEWEST_IN_ALL = 18  # label lines of the page: fewer stand around a text that somebody chose from it
_FEWEST_KNOWN = 3  # of them, or of the furniture there, lines that are furniture by their words
_LONGEST_LABEL = 5  # words of a line that may be an entry of a menu
_WEIGHTS = {
    Furniture.NAVIGATION: -2.0, Furniture.COMMENTS: -2.0, Furniture.TIMESTAMP: -2.0, Furniture.SHARE: -1.0,
    Furniture.RELATED: -1.0, Furniture.NEWSLETTER: -0.5,
}  # fmt: skip
_LABEL, _HEADING = -1.5, -1.0
_SHORT, _LONG = 120, 600  # code points of a paragraph that weighs next to nothing, and the most
_CHARACTERS = 40  # code points of text that weigh one
_LEAST = 0.3  # what an ended paragraph weighs at the least
_MOST_AT_ONCE = -18.0  # what the lines between two paragraphs weigh together at the most
_DROP = 25.0  # so much below its peak the article is over
_SHARE = 0.5  # of the heaviest stretch, what the first one must weigh to be the article
_REACH = 14  # parts above the text among which the headline is looked for
_GAP = 5  # lines in a row that say nothing of the article: above them stands the page's head
_FEWEST_WORDS = 4  # of a headline that nothing in the text repeats
_FURTHEST = 12  # lines of other things inside which an article still goes on
_SURELY_SHARED = 3  # words that a headline farther up has in common with the text
_STEM = 6  # letters by which two words are alike
_WORD = re.compile(r"[^\W\d_]{5,}")


def mark_edges(parts: Sequence[Part]) -> None:
    """What stands above and below the article of a page copied whole is furniture afterwards.

    Nothing changes where no menu stands on that side, or where more text stood outside than inside.
    """
    if any(part.hinted for part in parts):
        return  # markup has told what is what
    core = _core(parts)
    if core is None:
        return
    first, last = core
    inside = _running(parts[first : last + 1])
    first, last = _top(parts, first, last), _bottom(parts, last)
    if sum(map(_is_label, [*parts[:first], *parts[last + 1 :]])) < _FEWEST_IN_ALL:
        return
    for outside in (parts[:first], parts[last + 1 :]):
        if _is_page_edge(outside) and _running(outside) <= inside:
            for part in outside:
                if not part.is_furniture or part.furniture is Furniture.LABEL:
                    part.become(Role.FURNITURE, Furniture.OTHER if part.running else Furniture.NAVIGATION)


def _core(parts: Sequence[Part]) -> tuple[int, int] | None:
    """The numbers of the first and last part of the first stretch where running text outweighs labels."""
    found: list[tuple[float, int, int]] = []
    total = peak = between = 0.0
    first = last = -1
    for number, part in enumerate([*parts, None]):
        weight = _weight(part) if part is not None else -_DROP - 1
        if weight < 0 and part is not None:
            weight, between = max(weight, min(0.0, _MOST_AT_ONCE - between)), between + weight
        elif weight > 0:
            between = 0.0
        if first < 0:
            if weight > 0:
                first, last, total, peak = number, number, weight, weight
            continue
        total += weight
        if total > peak:
            peak, last = total, number
        elif total < max(0.0, peak - _DROP) or part is None:
            found.append((peak, first, last))
            first, total, peak = -1, 0.0, 0.0
    heaviest = max((weight for weight, _, _ in found), default=0.0)
    return next(((a, b) for weight, a, b in found if weight >= _SHARE * heaviest), None)


def _weight(part: Part) -> float:
    if part.is_furniture:
        return _WEIGHTS.get(part.furniture, 0.0) if part.furniture is not None else 0.0
    if part.running:
        length = min(len(part.words), _LONG)
        return max(_LEAST, (length - _SHORT) / _CHARACTERS)
    if part.bulleted or part.ended or any(map(str.isdigit, part.words)):
        return 0.0
    return _LABEL if len(part.words.split()) <= _LONGEST_LABEL else _HEADING


def _running(parts: Sequence[Part]) -> int:
    """The code points of running text."""
    return sum(len(part.words) for part in parts if part.running and not part.is_furniture)


def _is_page_edge(parts: Sequence[Part]) -> bool:
    """Whether the menus of a page stand among the parts."""
    labels = sum(_is_label(part) for part in parts)
    known = sum(part.is_furniture or is_section(part.words) for part in parts)
    return labels >= _FEWEST_LABELS and known >= _FEWEST_KNOWN


def _is_label(part: Part) -> bool:
    short = len(part.words.split()) <= _LONGEST_LABEL and not part.ended
    return short and part.furniture not in (Furniture.CREDIT, Furniture.BYLINE, Furniture.TIMESTAMP)


def _top(parts: Sequence[Part], first: int, last: int) -> int:
    """The number of the part with which the article begins: its headline, above the text that has it again."""
    stems = {stem for part in parts[first : last + 1] for stem in _stems(part.words)}
    near, far = max(0, first - _REACH), max(0, first - 2 * _REACH)
    top, gap = first, 0
    for number in range(first - 1, near - 1, -1):
        part = parts[number]
        if not part.is_furniture and _says_the_same(part, stems):
            top, gap = number, 0
        elif not part.is_furniture or part.furniture is Furniture.NAVIGATION:
            gap += 1
            if gap == _GAP:
                break
    sure = (n for n in range(near, top) if _shares(parts[n], stems) >= _SURELY_SHARED)
    top = next((n for n in sure if _may_head(parts[n])), top)
    if top == first:
        top = next((n for n in range(first - 1, first - 4, -1) if n >= 0 and _may_head(parts[n])), first)
    if top == first:
        alike = (n for n in range(first - 1, far - 1, -1) if _may_head(parts[n]))
        top = next((n for n in alike if _says_the_same(parts[n], stems)), first)
    return top


def _may_head(part: Part) -> bool:
    words = len(part.words.split())
    return not part.is_furniture and words >= _FEWEST_WORDS and not part.words.endswith((":", ".", ","))


def _bottom(parts: Sequence[Part], last: int) -> int:
    """The number of the part with which the article ends: text goes on behind an advertisement or one link."""
    end, labels = last, 0
    for number in range(last + 1, len(parts)):
        part = parts[number]
        sentence = part.running or (part.ended and len(part.words.split()) >= _FEWEST_WORDS)
        if sentence and not part.is_furniture:
            end, labels = number, 0
        elif part.furniture in (Furniture.COMMENTS, Furniture.NAVIGATION) or number - end > _FURTHEST:
            break
        elif not part.is_furniture:
            labels += 1
            if labels > 1:
                break
    return end


def _says_the_same(part: Part, stems: Collection[str]) -> bool:
    own, shared = _stems(part.words), _shares(part, stems)
    if len(part.words.split()) < _FEWEST_WORDS - 1:
        return False
    return shared >= 2 or (shared == 1 and (len(own) <= 2 or part.running))


def _shares(part: Part, stems: Collection[str]) -> int:
    return sum(stem in stems for stem in _stems(part.words))


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(words.casefold())}
