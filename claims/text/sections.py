"""Which parts of an article are furniture by the company they keep: menus, link lists, comments, repetitions."""

import re
from collections.abc import Sequence

from claims.text.furniture import is_comment_trace, is_section, opens_related, whole_line
from claims.text.parts import Part
from claims.text.spans import Furniture, Role

_LONGEST_LINK = 200  # code points of a link to another article
_SHORTEST_REPEATED = 20  # code points; shorter lines may well stand twice in a text
_WORD = re.compile(r"\w{4,}")


def mark_furniture(parts: Sequence[Part]) -> None:
    """The parts that are furniture as a whole have that role afterwards; all others are untouched."""
    for part in parts:
        if part.role in (None, Role.BODY):
            kind = whole_line(part.words)
            if kind is not None and not (part.hinted and kind in (Furniture.LABEL, Furniture.NAVIGATION)):
                part.become(Role.FURNITURE, kind)
    _menus(parts)
    _related(parts)
    _comments(parts)


def _menus(parts: Sequence[Part]) -> None:
    """Section names in a row, the numbered breadcrumb of a page among them."""
    run: list[Part] = []
    for part in [*parts, None]:
        short = part is not None and _may_be_menu(part)
        if short and part is not None:
            run.append(part)
            continue
        _mark_menu(run)
        run = []


def _may_be_menu(part: Part) -> bool:
    if part.hinted and not part.is_furniture:
        return False
    return part.furniture is Furniture.NAVIGATION or (
        part.role is None and len(part.words.split()) <= 4 and not part.ended
    )


def _mark_menu(run: Sequence[Part]) -> None:
    known = [i for i, part in enumerate(run) if is_section(part.words)]
    numbered = [part for part in run if re.match(r"\d{1,2}[.)]\s", part.words)]
    if len(known) < 2 or (
        len(known) < 3 and len(numbered) < 2 and not any(run[i].is_furniture for i in known)
    ):
        return
    last = known[-1]
    if len(numbered) >= 2:
        last = max(last, max(i for i, part in enumerate(run) if part in numbered))
    for part in run[known[0] : last + 1]:
        if not part.is_furniture and (
            is_section(part.words) or part in numbered or 2 * len(known) >= len(run)
        ):
            part.become(Role.FURNITURE, Furniture.NAVIGATION)


def _related(parts: Sequence[Part]) -> None:
    """After "Auch interessant" the lines that are links to other articles; the next running text ends them."""
    for number, part in enumerate(parts):
        if not (part.furniture is Furniture.RELATED and opens_related(part.words)):
            continue
        links: list[Part] = []
        rest = parts[number + 1 :]
        for following in rest:
            if following.is_furniture and opens_related(following.words):
                break
            if following.is_furniture:
                continue
            if not _may_be_link(following):
                break
            links.append(following)
        _mark_links(links, parts, number)


def _may_be_link(part: Part) -> bool:
    if part.hinted and part.role is not Role.BODY:
        return False
    return len(part.words) <= _LONGEST_LINK and not part.running


def _mark_links(links: list[Part], parts: Sequence[Part], number: int) -> None:
    after = [p for p in parts[number + 1 :] if p not in links and not p.is_furniture]
    if len(links) > 1 and after and after[0].running and _about(links[-1], after[:3]):
        links = links[:-1]  # the last line is the subhead of the text that follows
    if not any(p.running for p in parts[:number]) and not after:
        return  # everything would be gone: this is no list of links
    for part in links:
        part.become(Role.FURNITURE, Furniture.RELATED)


def _about(line: Part, text: Sequence[Part]) -> bool:
    """Whether the line shares a longer word with the text."""
    stems = {word[:6] for part in text for word in _WORD.findall(part.words.lower()) if len(word) >= 5}
    return any(word[:6] in stems for word in _WORD.findall(line.words.lower()) if len(word) >= 5)


def _comments(parts: Sequence[Part]) -> None:
    """Readers' comments under the article: from their heading to the end, where traces of a forum follow."""
    running = [i for i, part in enumerate(parts) if part.running and not part.is_furniture]
    for number, part in enumerate(parts):
        if part.furniture is not Furniture.COMMENTS or not running or number < running[len(running) // 3]:
            continue
        traces = sum(is_comment_trace(p.words) for p in parts[number + 1 :])
        if traces >= 2:
            for following in parts[number + 1 :]:
                following.become(Role.FURNITURE, Furniture.COMMENTS)
            return


def mark_repetitions(parts: Sequence[Part]) -> None:
    """Of a line that stands twice in the text, a caption mostly, the second is furniture afterwards."""
    seen: dict[str, Part] = {}
    for part in parts:
        if part.is_furniture or len(part.words) < _SHORTEST_REPEATED:
            continue
        key = _comparable(part.words)
        first = seen.get(key)
        if first is None:
            seen[key] = part
            continue
        part.become(Role.FURNITURE, Furniture.DUPLICATE)


def _comparable(words: str) -> str:
    return " ".join(words.casefold().split())
