"""The split step: each sentence of a layout becomes one statement, checkable or not."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from claims.text import kind_words, morphology
from claims.text.attribution import Voices
from claims.text.facts import find_facts
from claims.text.hedges import hedges, is_indirect
from claims.text.kinds import checkable, is_finite, kind_of
from claims.text.names import Name, find_names
from claims.text.noun_phrases import Line, line_of
from claims.text.spans import Layout, Role, Sentence, Span, Statement
from claims.text.speech import speeches

_COLON = re.compile(r":\s+(?=\S)")
_SEMICOLON = re.compile(r";\s+(?=\S)")
_BULLET = re.compile(r"(?:[-–—•*·▪►■●‣>]+\s+)+(?=\S)")
_LONGEST_OPENER = 7  # words of a transition that opens a sentence
_SHORTEST_CLAUSE = 5  # words of a clause behind a semicolon that stands for itself


def statements(text: str, layout: Layout, *, published: date | None = None) -> Iterator[Statement]:
    """The statements of the article in text order, one for each sentence that is not furniture.

    A transition or speaker's label that opens a sentence is a statement of its own, and so is each whole
    clause behind a semicolon. Scores and repeats are not told yet. `published` gives dates like
    "am Dienstag" their day.
    """
    names = find_names(text, layout)
    starts = [name.start for name in names]
    voices = Voices(layout.language)
    labels = _labels(text, layout)
    for sentence in layout.sentences:
        role = layout.blocks[sentence.block].role
        for span in _pieces(text, sentence, labels=labels, language=layout.language):
            inside = names[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            inside = [name for name in inside if name.end <= span.end]
            line = _line(text, span, names=inside, language=layout.language)
            if span.of(text) in labels:
                voices.label(line, end=len(line.words) - 1, block=sentence.block)
            facts = find_facts(text, span.start, span.end, layout=layout, names=names, published=published)
            indirect = is_indirect(line)
            attribution = voices.attribute(line, block=sentence.block, indirect=indirect)
            kind = kind_of(line, facts=facts, attribution=attribution, indirect=indirect)
            yield Statement(
                start=span.start,
                end=span.end,
                quote=span.of(text),
                role=role,
                kind=kind,
                checkable=span.of(text) not in labels and checkable(line, kind, facts=facts, role=role),
                claimant=attribution.claimant,
                chain=attribution.chain,
                hedges=hedges(line),
                facts=facts,
            )


def _line(text: str, span: Span, *, names: Sequence[Name], language: str) -> Line:
    return line_of(
        text,
        morphology.words(text, span.start, span.end, language=language),
        speeches=speeches(text, span.start, span.end),
        names=names,
        language=language,
    )


def _pieces(text: str, sentence: Sentence, *, labels: frozenset[str], language: str) -> Iterator[Span]:
    """The sentence, cut behind a transition or label that opens it and at semicolons between whole clauses."""
    start = sentence.start
    bullet = _BULLET.match(text, start, sentence.end)
    if bullet is not None:
        start = bullet.end()
    colon = _COLON.search(text, start, sentence.end)
    if colon is not None and _opens(text[start : colon.start() + 1], labels):
        yield Span(start, colon.start() + 1)
        start = colon.end()
    quoted = speeches(text, start, sentence.end)
    for mark in _SEMICOLON.finditer(text, start, sentence.end):
        if any(q.start <= mark.start() < q.end for q in quoted) or _bracketed(text, start, mark.start()):
            continue
        if _whole(text, start, mark.start(), language) and _whole(text, mark.end(), sentence.end, language):
            yield Span(start, mark.start())
            start = mark.end()
    yield Span(start, sentence.end)


def _opens(opener: str, labels: frozenset[str]) -> bool:
    if opener in labels:
        return True
    return len(opener.split()) <= _LONGEST_OPENER and opener.lower().startswith(kind_words.TRANSITIONS)


def _bracketed(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _whole(text: str, start: int, end: int, language: str) -> bool:
    """True for a clause that can stand as a sentence: long enough, with a finite verb of a main clause."""
    words = morphology.words(text, start, end, language=language)
    if len(words) < _SHORTEST_CLAUSE or words[0].tag in {"KOUS", "PRELS", "PWAV", "CJS", "DTQ"}:
        return False
    line = Line(text, words, (False,) * len(words), (None,) * len(words), language)
    return any(is_finite(line, at) for at in range(len(words)))


def _labels(text: str, layout: Layout) -> frozenset[str]:
    """The labels by which an interview says who speaks ("Müller:"): short, and at the head of two paragraphs."""
    heads: Counter[str] = Counter()
    seen: set[int] = set()
    for sentence in layout.sentences:
        block = layout.blocks[sentence.block]
        if sentence.block in seen or block.role is not Role.BODY:
            continue
        seen.add(sentence.block)
        colon = _COLON.search(text, sentence.start, min(sentence.end, sentence.start + 50))
        if colon is not None:
            head = text[sentence.start : colon.start() + 1]
            words = head[:-1].split()
            if 1 <= len(words) <= 4 and all(word[:1].isupper() for word in words):
                heads[head] += 1
    return frozenset(head for head, count in heads.items() if count > 1)
