"""Which parts of an article are furniture by the company they keep: menus, link lists, comments, repetitions."""

import re
from collections.abc import Sequence

from claims.text.boxes import mark_boxes
from claims.text.edges import mark_edges
from claims.text.furniture import is_section, opens_related, whole_line
from claims.text.parts import Part
from claims.text.spans import Furniture, Role

_LONGEST_LINK = 200  # code points of a link to another article
_MOST_LINKS = 60  # parts after the announcement in which its links are looked for
_SHORTEST_REPEATED = 20  # code points; shorter lines may well stand twice in a text
# Kinds whose words may well be a subhead or list item where markup says so: "Analyse", "Kontakt".
_BELIEVED_LESS = (Furniture.LABEL, Furniture.NAVIGATION)
_LONGEST_TEASER = 500  # code points
_READ_ON = re.compile(
    r"(?:weiter ?lesen|mehr lesen|mehr erfahren|zum artikel|read more|continue reading|read on)"
    r"\W*(?:\d+ min\w*\.?)?\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d{1,2})[.)]\s")
_LONGEST_PATH = 6  # steps from the home page to an article
_WORD = re.compile(r"\w{4,}")


def mark_furniture(parts: Sequence[Part]) -> None:
    """The parts that are furniture as a whole have that role afterwards; all others are untouched."""
    for part in parts:
        kind = whole_line(part.words) if part.role not in (Role.FURNITURE, Role.HEADLINE) else None
        if kind is not None and not (part.hinted and kind in _BELIEVED_LESS):
            part.become(Role.FURNITURE, kind)
    _menus(parts)
    _numbered_paths(parts)
    _related(parts)
    mark_boxes(parts)
    _teasers(parts)
    _newsletters(parts)
    mark_edges(parts)


def _newsletters(parts: Sequence[Part]) -> None:
    """A line between two lines of a newsletter's box is its advertising."""
    for before, part, after in zip(parts, parts[1:], parts[2:], strict=False):
        around = {before.furniture, after.furniture}
        if around == {Furniture.NEWSLETTER} and not part.is_furniture and len(part.words) <= _LONGEST_LINK:
            part.become(Role.FURNITURE, Furniture.NEWSLETTER)


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


def _numbered_paths(parts: Sequence[Part]) -> None:
    """ "1. Startseite", "2. Lokales", "3. Sperrung bis Mai": the way through the site, whose end says the headline."""
    for number, part in enumerate(parts):
        first = _NUMBER.match(part.words)
        if not first or first[1] != "1" or not is_section(part.words) or part.hinted:
            continue
        for step, following in enumerate(parts[number : number + _LONGEST_PATH], start=1):
            at = _NUMBER.match(following.words)
            if not at or at[1] != str(step) or following.running:
                break
            following.become(Role.FURNITURE, Furniture.NAVIGATION)
        before = parts[number - 1] if number else None
        banner = number > 1 and parts[number - 2].is_furniture and before is not None and before.role is None
        if banner and before is not None and not before.running:
            before.become(Role.FURNITURE, Furniture.RELATED)  # what runs across the top of every page


def _may_be_menu(part: Part) -> bool:
    if part.hinted and not part.is_furniture:
        return False
    if part.is_furniture:
        return part.furniture is Furniture.NAVIGATION or is_section(part.words)
    return part.role is None and len(part.words.split()) <= 4 and not part.ended


def _mark_menu(run: Sequence[Part]) -> None:
    known = [i for i, part in enumerate(run) if is_section(part.words)]
    numbered = [i for i, part in enumerate(run) if re.match(r"\d{1,2}[.)]\s", part.words)]
    certain = len(known) >= 3 or len(numbered) >= 2 or any(run[i].is_furniture for i in known)
    if len(known) < 2 or not certain:
        return
    last = known[-1]
    if len(numbered) >= 2:
        last = max(last, numbered[-1])
    mostly = 2 * len(known) >= len(run)
    for number in range(known[0], last + 1):
        if not run[number].is_furniture and (mostly or number in known or number in numbered):
            run[number].become(Role.FURNITURE, Furniture.NAVIGATION)


def _related(parts: Sequence[Part]) -> None:
    """After "Auch interessant" the lines that are links to other articles; the next running text ends them."""
    text_before = False
    for number, part in enumerate(parts):
        text_before = text_before or (part.running and not part.is_furniture)
        if not (part.furniture is Furniture.RELATED and opens_related(part.words)):
            continue
        if not text_before and (part.words.lower().startswith("zur ") or len(part.words.split()) == 1):
            continue  # above the text the way home and an entry of the menu ("Themen") open nothing
        links: list[Part] = []
        after: list[Part] = []
        for following in parts[number + 1 : number + 1 + _MOST_LINKS]:
            if following.is_furniture and opens_related(following.words):
                break
            if following.is_furniture:
                continue
            if after or not _may_be_link(following):
                after.append(following)
                if len(after) == 3:
                    break
            else:
                links.append(following)
        _mark_links(links, after, text_before=text_before)


def _teasers(parts: Sequence[Part]) -> None:
    """Paragraphs that break off at a "Weiterlesen", with the kicker and headline over them, are other articles."""
    broken = [n for n in range(len(parts) - 1) if _breaks_off(parts[n], parts[n + 1])]
    if len(broken) < 2:
        return
    for number in broken:
        for part in (parts[number], parts[number + 1]):
            part.become(Role.FURNITURE, Furniture.RELATED)
        for part in parts[number - 1 : max(0, number - 3) : -1]:
            if part.running or part.role is not None:
                break
            part.become(Role.FURNITURE, Furniture.RELATED)


def _breaks_off(part: Part, following: Part) -> bool:
    loose = part.role is None and not following.hinted and len(part.words) <= _LONGEST_TEASER
    return loose and part.running and bool(_READ_ON.fullmatch(following.words))


def _may_be_link(part: Part) -> bool:
    if part.hinted and part.role is not Role.BODY:
        return False
    return len(part.words) <= _LONGEST_LINK and not part.running


def _mark_links(links: Sequence[Part], after: Sequence[Part], *, text_before: bool) -> None:
    if not text_before and not after:
        return  # everything would be gone: this is no list of links
    if len(links) > 1 and after and after[0].running and _leads_on(links, after):
        links = links[:-1]  # the last line is the subhead of the text that follows
    for part in links:
        part.become(Role.FURNITURE, Furniture.RELATED)


def _leads_on(links: Sequence[Part], after: Sequence[Part]) -> bool:
    """Whether the last of the lines stands with the text after it, or speaks of the same."""
    last, before = links[-1], links[-2]
    beside = last.group == after[0].group != before.group
    apart = last.group != before.group and any(p.group == before.group for p in links[:-2])
    return beside or apart or _about(last, after)


def _about(line: Part, text: Sequence[Part]) -> bool:
    """Whether the line shares a longer word with the text."""
    stems = {word[:6] for part in text for word in _WORD.findall(part.words.lower()) if len(word) >= 5}
    return any(word[:6] in stems for word in _WORD.findall(line.words.lower()) if len(word) >= 5)


def mark_keywords(parts: Sequence[Part]) -> None:
    """Single words behind the furniture under an article, its keywords, are furniture afterwards."""
    tail: list[Part] = []
    for part in reversed(parts):
        if part.is_furniture:
            for word in tail:
                word.become(Role.FURNITURE, Furniture.RELATED)
            tail = []
        elif part.role is not None or part.ended or part.bulleted or len(part.words.split()) > 3:
            return
        else:
            tail.append(part)


def mark_repetitions(parts: Sequence[Part]) -> None:
    """Of a line that stands twice in the text, a caption mostly, the second is furniture afterwards."""
    seen: dict[str, Part] = {}
    text_seen = False
    for part in parts:
        text_seen = text_seen or (part.running and not part.is_furniture)
        if part.is_furniture or len(part.words) < _SHORTEST_REPEATED:
            continue
        key = _comparable(part.words)
        first = seen.get(key)
        if first is None:
            seen[key] = part
            continue
        first.pictured = first.pictured or part.pictured
        if first.role is None and part.role is None and not text_seen:
            first.become(Role.FURNITURE, Furniture.DUPLICATE)  # the end of the breadcrumb says the headline
            seen[key] = part
            continue
        part.become(Role.FURNITURE, Furniture.DUPLICATE)
    _pulled_quotes(parts)


def _pulled_quotes(parts: Sequence[Part]) -> None:
    """A quotation set large in a line of its own that stands in a paragraph, too, is a repetition."""
    text_at = next((n for n, part in enumerate(parts) if part.ended and not part.is_furniture), len(parts))
    pulled = [
        part
        for part in parts[text_at + 1 :]
        if part.role is None and part.words[0] in '„“»«"' and 25 <= len(part.words) <= 300
    ]
    for part in pulled[:_MOST_LINKS]:
        words = _letters(part.words)
        longer = (p for p in parts if not p.is_furniture and len(p.words) > len(part.words) + 15)
        if any(words in _letters(p.words) for p in longer):
            part.become(Role.FURNITURE, Furniture.DUPLICATE)


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _comparable(words: str) -> str:
    return " ".join(words.casefold().split())
