"""From the stored text to its layout: blocks with their roles, and the sentences in them."""

from collections.abc import Sequence

from claims.text.language import base_code, detect
from claims.text.normal import same_length
from claims.text.parts import Part, parts_of
from claims.text.pieces import Trimmed, trim
from claims.text.placing import assign_roles
from claims.text.sections import mark_furniture, mark_keywords, mark_repetitions
from claims.text.sentences import sentences
from claims.text.spans import Block, Hint, Layout, Role, Sentence

_DATELINES_WITHIN = 3  # a dateline without an agency stands in one of the first running paragraphs


def lay_out(text: str, *, language: str | None = None, title: str = "", hints: Sequence[Hint] = ()) -> Layout:
    """The blocks and sentences of any text, with offsets into exactly this text.

    Blocks come in order and do not overlap; every character that is not white space lies in one.
    Sentences lie inside blocks that are not furniture. The language is detected when none is given.
    The same arguments give the same layout; no text makes it fail.
    """
    plain = same_length(text)
    parts = parts_of(plain, hints)
    mark_furniture(parts)
    cut = _without_pieces(plain, parts)
    mark_repetitions(cut)
    mark_keywords(cut)
    found_title = assign_roles(cut, title=title)
    tongue, confidence = (base_code(language), 1.0) if language else detect(_body_of(cut) or plain)
    blocks = tuple(Block(p.start, p.end, p.role or Role.BODY, p.furniture) for p in cut)
    lines = tuple(
        Sentence(span.start, span.end, number)
        for number, block in enumerate(blocks)
        if block.role is not Role.FURNITURE
        for span in sentences(plain, block.start, block.end, language=tongue)
    )
    return Layout(tongue, confidence, found_title, blocks, lines)


def _body_of(parts: Sequence[Part]) -> str:
    return "\n".join(part.words for part in parts if not part.is_furniture)


def _without_pieces(plain: str, parts: Sequence[Part]) -> list[Part]:
    """The parts with datelines, author codes and credits cut off as parts of their own."""
    found: list[Part] = []
    running, dateline_seen = 0, False
    for part in parts:
        if part.is_furniture:
            found.append(part)
            continue
        may_date = not dateline_seen and running < _DATELINES_WITHIN and part.role in (None, Role.BODY)
        trimmed = trim(plain, part.start, part.end, dateline=may_date)
        dateline_seen = dateline_seen or trimmed.dated
        running += part.running
        found.extend(_pieces_of(plain, part, trimmed))
    return found


def _pieces_of(plain: str, part: Part, trimmed: Trimmed) -> list[Part]:
    core = trimmed.core
    if core.start == core.end and part.hinted and part.role is not Role.CAPTION:
        return [part]
    pieces = [
        Part(
            span.start,
            span.end,
            plain[span.start : span.end],
            part.group,
            role=Role.FURNITURE,
            furniture=kind,
        )
        for span, kind in trimmed.pieces
        if span.start < span.end
    ]
    if core.start < core.end:
        part.start, part.end, part.words = core.start, core.end, plain[core.start : core.end]
        part.pictured, part.dated = trimmed.pictured, trimmed.dated
        pieces.append(part)
    return sorted(pieces, key=lambda p: p.start)
