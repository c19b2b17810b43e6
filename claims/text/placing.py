"""Which part of an article is its headline, teaser, subhead, caption or body."""

import re
from collections.abc import Sequence
from itertools import pairwise

from claims.text.furniture import is_name, is_signed_place
from claims.text.parts import Part
from claims.text.spans import Furniture, Role

_LONGEST_HEADLINE, _LONGEST_SUBHEAD, _LONGEST_TEASER, _LONGEST_CAPTION = 220, 160, 600, 600
_SHORTEST_STANDFIRST = 60
_LONGEST_BARE_CAPTION = 200
_SOURCE = re.compile(r"\W*(?:Quellen?|Sources?)\b")
_SMALL_WORDS = frozenset(
    """
    der die das des dem den ein eine einen einem einer im in am an auf aus bei beim für gegen mit nach
    über um und oder von vom vor zu zum zur zwischen als the of and or a an on at for to with from s
    """.split()
)
_QUESTION = re.compile(r"\?[\"“”«»‘’')]*$")


def assign_roles(parts: Sequence[Part], *, title: str = "") -> str:
    """Every part has a role afterwards; returns the article's title, "" when it has none.

    A part whose role is known (from markup or as furniture) keeps it. Where nothing speaks for another
    role a part is body.
    """
    text = [part for part in parts if not part.is_furniture]
    _captions(parts)
    headline = _headline(text, title)
    for part in text:
        if part.role is None and part.pictured and len(part.words) <= _LONGEST_CAPTION:
            part.become(Role.CAPTION)
    if headline is not None:
        _top_lines(parts, headline)
        _teaser(parts, headline)
    _subheads(text)
    for part in text:
        if part.role is None:
            part.become(Role.BODY)
    return title.strip() or (headline.bare if headline is not None else "")


def _captions(parts: Sequence[Part]) -> None:
    """The line directly above a line that is only a picture's credit is its caption."""
    for above, credit in pairwise(parts):
        if credit.furniture is not Furniture.CREDIT or above.role is not None or credit.start - above.end > 3:
            continue
        if not above.running and 12 <= len(above.words) <= _LONGEST_CAPTION:
            above.pictured = True
        elif above.group == credit.group and not _SOURCE.match(credit.words):
            above.pictured = above.pictured or len(above.words) <= _LONGEST_BARE_CAPTION


def _headline(text: Sequence[Part], title: str) -> Part | None:
    hinted = next((part for part in text if part.role is Role.HEADLINE), None)
    if hinted is not None:
        return hinted
    wanted = _key(title)
    if wanted:
        for part in text:
            if part.role is None and _key(part.bare) == wanted:
                part.become(Role.HEADLINE)
                return part
    top = _before_running(text)
    if not top or len(text) < 2:
        return None
    at = _headline_at(top)
    for part in top[:at]:
        part.become(*((Role.FURNITURE, Furniture.LABEL) if _is_kicker(part) else (Role.HEADLINE, None)))
    if not _may_be_headline(top[at]):
        return None
    top[at].become(Role.HEADLINE)
    return top[at]


def _headline_at(top: Sequence[Part]) -> int:
    """The number of the line that is the headline: the first that is no kicker over one of the next three."""
    for number, line in enumerate(top):
        if not any(_announces(line, following) for following in top[number + 1 : number + 4]):
            return number
    return 0


def _announces(line: Part, following: Part) -> bool:
    """Whether a line is the kicker over a headline that follows."""
    if len(following.words) <= len(line.words) or is_name(following.words) or not _may_be_headline(following):
        return False
    if _is_kicker(line):
        return not _is_kicker(following) or len(following.words.split()) > len(line.words.split())
    short = len(line.words.split()) <= 3 and not line.ended and line.group == following.group
    return short and len(following.words.split()) >= 4


def _before_running(text: Sequence[Part]) -> list[Part]:
    """The parts above the first running text that could be a headline; none when there is no running text."""
    top: list[Part] = []
    for part in text:
        if (part.running and not _may_be_headline(part)) or part.dated:
            return top
        if part.role is not None or part.pictured:
            continue
        if part.running and top:
            return top
        top.append(part)
    return top if any(part.running for part in text) or len(top) > 2 else []


def _may_be_headline(part: Part) -> bool:
    words = part.words
    if len(words) > _LONGEST_HEADLINE or part.bulleted or "\t" in words or part.dated:
        return False
    return not words.endswith((".", ".“", ".”", ".«", '."', ":", ",", ";")) or words.endswith(("...", "…"))


def _is_kicker(part: Part) -> bool:
    """A short line of nouns above the headline: "Krieg in der Ukraine"."""
    tokens = part.words.rstrip(":").split()
    if len(tokens) > 5 or part.ended or len(part.words) > 40:
        return False
    if part.words[0] in '„“»«"' and part.words[-1] in '“”«»"':
        return True
    return all(not t[0].islower() or t.strip(",") in _SMALL_WORDS for t in tokens)


def _teaser(parts: Sequence[Part], headline: Part) -> None:
    """Marks the paragraph under the headline that sums the article up, where it is set off from the body."""
    if any(part.role is Role.TEASER for part in parts):
        return
    at = next(i for i, part in enumerate(parts) if part is headline)
    below = [i for i, part in enumerate(parts) if i > at and part.running and _untold(part)]
    if len(below) < 2:
        return
    first, second = below[0], below[1]
    candidate = parts[first]
    if candidate.dated or candidate.bulleted or len(candidate.words) > _LONGEST_TEASER:
        return
    set_off = any(
        (p.is_furniture and p.furniture is not Furniture.DATELINE) or p.role is Role.CAPTION or p.pictured
        for p in parts[first + 1 : second]
    )
    if parts[second].dated or set_off:
        candidate.become(Role.TEASER)


def _untold(part: Part) -> bool:
    return part.role in (None, Role.BODY) and not part.pictured


def _top_lines(parts: Sequence[Part], headline: Part) -> None:
    """Lines without an end mark between headline and body: standfirst, or the author's name."""
    at = next(i for i, part in enumerate(parts) if part is headline)
    above = 0  # paragraphs of running text passed, the teaser among them
    for number in range(at + 1, len(parts)):
        part = parts[number]
        above += part.running and not part.is_furniture
        if above > 1:
            return
        if part.role is not None or part.bulleted or part.running:
            continue
        if (is_name(part.words) or is_signed_place(part.words)) and (
            not above or _among_furniture(parts, number)
        ):
            part.become(Role.FURNITURE, Furniture.BYLINE)
        elif not above and _may_be_standfirst(part) and not any(p.role is Role.TEASER for p in parts):
            part.become(Role.TEASER)


def _among_furniture(parts: Sequence[Part], number: int) -> bool:
    beside = parts[max(0, number - 1) : number + 2 : 2]
    return any(p.furniture in (Furniture.BYLINE, Furniture.TIMESTAMP, Furniture.SHARE) for p in beside)


def _may_be_standfirst(part: Part) -> bool:
    return not part.ended and not part.bulleted and len(part.words) >= _SHORTEST_STANDFIRST


def _subheads(text: Sequence[Part]) -> None:
    questions = [part for part in text if part.role is None and _QUESTION.search(part.words)]
    interview = len(questions) >= 3 and sum(map(_is_asking_someone, questions)) >= 2
    for number, part in enumerate(text):
        if part.role is not None or not _looks_like_subhead(part):
            continue
        following = text[number + 1] if number + 1 < len(text) else None
        if following is None or following.role is Role.HEADLINE:
            continue
        if interview and _QUESTION.search(part.words):
            continue
        before = text[number - 1] if number else None
        in_list = _in_list(part, before) or (not following.running and _in_list(part, following))
        leads = following.running or following.bulleted or following.role is Role.CAPTION
        if leads and not in_list:
            part.become(Role.SUBHEAD)


def _in_list(part: Part, neighbour: Part | None) -> bool:
    """Whether the neighbour is another short line of the same stretch."""
    return neighbour is not None and neighbour.group == part.group and not neighbour.running


def _looks_like_subhead(part: Part) -> bool:
    words = part.words
    if words.startswith("#"):
        return True
    if len(words) > _LONGEST_SUBHEAD or part.bulleted or "\t" in words or words.endswith((":", ",", ";")):
        return False
    if part.ended:
        return bool(_QUESTION.search(words)) and len(words) <= 70 and len(words.split()) <= 9
    return any(map(str.isalpha, words))


def _is_asking_someone(question: Part) -> bool:
    return bool(re.search(r"\b(?:Sie|Ihr\w*|Ihnen|Herr|Frau|you|your|Mr|Ms|Mrs)\b", question.words))


def _key(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))
