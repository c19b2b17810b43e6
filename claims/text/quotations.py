"""Where the quotations of a paragraph begin and end, whatever quotation marks it uses."""

import re

from claims.text.normal import same_length
from claims.text.spans import Span

LONGEST = 1200  # code points; a longer "quotation" is more likely a mark that was never closed

_CLOSERS = {
    "„": '“”"‟',
    "“": '”"',
    "»": "«",
    "«": "»",
    '"': '"',
    "‚": "‘’",
    "‘": "’",
    "‹": "›",
    "›": "‹",
}
_MARK = re.compile("[" + re.escape("".join(_CLOSERS)) + "]")
_BEFORE_OPENER = re.compile(r"[\s(\[{/–—:|>*_-]")
_AFTER_CLOSER = re.compile(r"[\s)\]}/.,;:!?…–—|<*_-]")
_RUNNING = '„“"»«'  # marks that open again with each paragraph of a long quotation
_NEXT_PARAGRAPH = re.compile(r"[^\S\n]*\n\s*(\S)")
_PUNCTUATION = ".,;:!?…"


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The quotations in `text[start:end]` with their marks, in order, the outer one where they nest.

    German („…“ »…« ‚…‘), English (“…” ‘…’), Swiss and French («…»), straight ("…") and mixed („…")
    marks are understood. A mark without its partner within 1,200 code points gives no quotation, unless
    the next paragraph begins with the same mark again: then the quotation goes on there, and this part of
    it ends with the paragraph.
    """
    stop = len(text) if end is None else end
    paragraph = same_length(text[start:stop])
    found: list[Span] = []
    at = 0
    while mark := _MARK.search(paragraph, at):
        at = mark.end()
        if not _opens(paragraph, mark.start()):
            continue
        closing = _closing(paragraph, mark.start())
        if closing is not None:
            found.append(Span(start + mark.start(), start + closing + 1))
            at = closing + 1
        elif mark[0] in _RUNNING and _runs_on(text, stop, mark[0]):
            whole = len(paragraph.rstrip())
            if whole - mark.start() <= LONGEST:
                found.append(Span(start + mark.start(), start + whole))
                break
    return found


def goes_on(text: str, at: int) -> bool:
    """True where the quotation that opens at `at` goes on with one that the paragraph before left open."""
    if at >= len(text) or same_length(text[at]) not in _RUNNING:
        return False
    end = len(text[:at].rstrip())
    if "\n" not in text[end:at]:
        return False
    before = quotations(text, text.rfind("\n", 0, end) + 1, end)
    return bool(before) and before[-1].end == end and same_length(text[end - 1]) not in _CLOSERS[text[at]]


def _runs_on(text: str, end: int, opener: str) -> bool:
    """True where the paragraph behind the one that ends at `end` begins with the same opening mark."""
    behind = _NEXT_PARAGRAPH.match(text, end)
    return behind is not None and same_length(behind[1]) == opener


def _opens(paragraph: str, at: int) -> bool:
    if paragraph[at] == "„":
        return True
    before, after = paragraph[at - 1 : at], paragraph[at + 1 : at + 2]
    if not after or after.isspace():
        return False
    return not before or bool(_BEFORE_OPENER.match(before)) or before in _CLOSERS


def _closing(paragraph: str, opener_at: int) -> int | None:
    opener = paragraph[opener_at]
    closers = _CLOSERS[opener]
    single = opener in "‚‘"
    straight_inside = False
    weak = None  # where a single mark may have closed, or is an apostrophe
    for at in range(opener_at + 1, min(len(paragraph), opener_at + LONGEST)):
        letter = paragraph[at]
        if letter == opener and opener in "„“»«" and letter not in closers:
            # the same mark opens again: ours was never closed, unless it closes in a foreign style (»…»)
            return at if opener in "»«" and _closes(paragraph, at) and not _opens(paragraph, at) else weak
        if letter not in closers:
            continue
        if letter == '"' and opener in "„“" and _opens(paragraph, at):
            straight_inside = not straight_inside
            continue
        if not _closes(paragraph, at):
            continue
        if letter == '"' and straight_inside:
            straight_inside = False
            continue
        if single and not _ends_single(paragraph, at):
            weak = weak or at
            continue
        return at
    return weak


def _closes(paragraph: str, at: int) -> bool:
    before, after = paragraph[at - 1 : at], paragraph[at + 1 : at + 2]
    if paragraph[at] in "“”«»" and not before.isspace():
        return True
    if before.isspace():
        return False
    return not after or bool(_AFTER_CLOSER.match(after)) or after in _CLOSERS or after in "”’“‘"


def _ends_single(paragraph: str, at: int) -> bool:
    """False for an apostrophe: "players’ union" goes on, "players’," may have ended."""
    after = paragraph[at + 1 : at + 2]
    return paragraph[at] == "‘" or paragraph[at - 1] in _PUNCTUATION or not after or not after.isspace()
