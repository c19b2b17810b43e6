"""The split step: each sentence of a layout becomes one statement, checkable or not."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from claims.text import morphology
from claims.text.attribution import Voices
from claims.text.facts import find_facts
from claims.text.hedges import hedges, is_indirect, may_go_on
from claims.text.interview import answers
from claims.text.judgements import COLUMNS
from claims.text.kinds import checkable, is_finite, kind_of, leads_over
from claims.text.lines import Line, line_of
from claims.text.names import Name, find_names
from claims.text.opinions import sounds_like_column
from claims.text.quotations import goes_on
from claims.text.spans import Attribution, Block, Furniture, Kind, Layout, Role, Sentence, Span, Statement
from claims.text.speech import speeches

_COLON = re.compile(r":\s+(?=\S)")
_SEMICOLON = re.compile(r";\s+(?=\S)")
_BULLET = re.compile(r"(?:[-–—•*·▪►■●‣>]+\s+)+(?=\S)")
_LATE_SOURCE = re.compile(
    r"(?:Das|Dies|So|Damit)\s+(?:haben?|hat|hatte|hatten)?\s*(?:teilt\w*|sagt\w*|berichtet\w*|bestätigt\w*|erklärt\w*"
    r"|meldet\w*|geht|ging|gab\w*|schrieb\w*|kündigt\w*|\w+\s+.*(?:mitgeteilt|gesagt|berichtet|bestätigt|erklärt))\b"
)
_CLOSERS = ("“", "”", "«", "»", '"')
_LONGEST_SIGNATURE = 8  # words of a name and office below a quotation
_LONGEST_LATE_SOURCE = 16  # words of a sentence that does nothing but name the source of the one before
_LONGEST_LABEL = 80  # code points of a line that tells the column or its author
_COLUMN_TITLE = re.compile(
    r"(?:^|[\s/–—\"-])(?:[Kk]ommentar|Leitartikel|Kolumne|Glosse)(?:$|:| von | zu[mr]? |\s[–—-])|^Kommentiert:"
)
_ARROW = re.compile(r"[>›»→/|]")
_WORD = re.compile(r"[\w-]+")
_LONGEST_OPENER = 7  # words of a transition that opens a sentence
_TOP = 20  # blocks among which the label of a column is looked for
_SHORTEST_CLAUSE = 5  # words of a clause behind a semicolon that stands for itself


def statements(text: str, layout: Layout, *, published: date | None = None) -> Iterator[Statement]:
    """The statements of the article in text order, one for each sentence that is not furniture.

    A transition or speaker's label that opens a sentence is a statement of its own, and so is each whole
    clause behind a semicolon. Scores and repeats are not told yet. `published` gives dates like
    "am Dienstag" their day.
    """
    reader = _Reader(text, layout, published)
    waiting: list[
        Statement
    ] = []  # the last one, and before it the parts of its quotation that nobody is named for
    for sentence in layout.sentences:
        for span in reader.pieces(sentence):
            read = reader.statement(span, sentence)
            if waiting and not read.claimant and _of_one_quotation(text, waiting[-1], read):
                waiting.append(read)
                continue
            if waiting:
                late = reader.with_late_source(waiting[-1], read)
                yield from (_said_by(one, late) for one in waiting[:-1])
                yield late
            waiting = [read]
    yield from waiting


def _of_one_quotation(text: str, statement: Statement, following: Statement) -> bool:
    """True for two parts of a quotation that runs over their paragraphs while nobody has been named for it."""
    return statement.kind is Kind.QUOTE and not statement.claimant and goes_on(text, following.start)


def _said_by(statement: Statement, other: Statement) -> Statement:
    return replace(statement, claimant=other.claimant, chain=other.chain)


class _Reader:
    """One article on its way through the sentences."""

    def __init__(self, text: str, layout: Layout, published: date | None) -> None:
        self.text = text
        self.layout = layout
        self.published = published
        self.names = find_names(text, layout)
        self.starts = [name.start for name in self.names]
        self.labels = _labels(text, layout)
        self.voices = Voices(layout.language)
        self.answers = answers(text, layout, self.names)
        self.column = _is_column(text, layout) or (not self.answers and _sounds_so(text, layout))

    def pieces(self, sentence: Sentence) -> Iterator[Span]:
        """The sentence, cut where it holds more than one statement."""
        return _pieces(self.text, sentence, labels=self.labels, language=self.layout.language)

    def statement(self, span: Span, sentence: Sentence) -> Statement:
        """What the words of the span state, and who says so."""
        text, quote = self.text, span.of(self.text)
        inside = self.names[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
        line = _line(
            text, span, names=[n for n in inside if n.end <= span.end], language=self.layout.language
        )
        role = self.layout.blocks[sentence.block].role
        facts = find_facts(
            text, span.start, span.end, layout=self.layout, names=self.names, published=self.published
        )
        label = quote in self.labels
        if label:
            self.voices.label(line, block=sentence.block)
        elif sentence.block in self.answers:
            self.voices.answer(self.answers[sentence.block], block=sentence.block)
        indirect = is_indirect(line)
        attribution = Attribution()
        if not label:
            attribution = self.voices.attribute(
                line,
                block=sentence.block,
                indirect=indirect,
                going_on=may_go_on(line),
                same_quotation=goes_on(text, span.start),
            )
        kind = (
            Kind.TRANSITION
            if label
            else kind_of(
                line,
                facts=facts,
                attribution=attribution,
                indirect=indirect,
                answer=self.voices.answering(sentence.block),
                column=self.column,
            )
        )
        return Statement(
            start=span.start,
            end=span.end,
            quote=quote,
            role=role,
            kind=kind,
            checkable=checkable(line, kind, facts=facts, role=role),
            claimant=attribution.claimant,
            chain=attribution.chain,
            hedges=hedges(line),
            facts=facts,
        )

    def with_late_source(self, statement: Statement, following: Statement) -> Statement:
        """The statement, standing on the source that the next sentence names: "… Das teilte die Polizei mit."."""
        if following.claimant and _of_one_quotation(self.text, statement, following):
            return _said_by(statement, following)
        signed = self._signature(statement, following)
        if signed:
            return replace(statement, claimant=signed)
        if statement.claimant or not statement.checkable or not following.claimant:
            return statement
        if statement.role is not following.role or (statement.kind is Kind.QUOTE and not following.claimant):
            return statement
        if not _LATE_SOURCE.match(following.quote) or len(following.quote.split()) > _LONGEST_LATE_SOURCE:
            return statement
        kind = statement.kind if statement.kind is Kind.QUOTE else Kind.ATTRIBUTION
        return replace(statement, claimant=following.claimant, chain=following.chain, kind=kind)

    def _signature(self, statement: Statement, following: Statement) -> str:
        """The full name below a quotation set large: "„Wir haben alles verloren.“ Maria Gomez, Bewohnerin"."""
        words = following.quote.lstrip("–—- ")
        if statement.kind is not Kind.QUOTE or statement.claimant or following.checkable:
            return ""
        if not statement.quote.endswith(_CLOSERS) or len(words.split()) > _LONGEST_SIGNATURE:
            return ""
        start = following.end - len(words)
        at = bisect_left(self.starts, start)
        name = self.names[at] if at < len(self.names) else None
        return name.full if name is not None and name.start == start and name.type == "PER" else ""


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
    return len(opener.split()) <= _LONGEST_OPENER and leads_over(opener)


def _bracketed(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _whole(text: str, start: int, end: int, language: str) -> bool:
    """True for a clause that can stand as a sentence: long enough, with a finite verb of a main clause."""
    words = morphology.words(text, start, end, language=language)
    if len(words) < _SHORTEST_CLAUSE or words[0].tag in {"KOUS", "PRELS", "PWAV", "CJS", "DTQ"}:
        return False
    line = Line(text, words, (False,) * len(words), (None,) * len(words), language)
    return any(is_finite(line, at) for at in range(len(words)))


def _is_column(text: str, layout: Layout) -> bool:
    """True where a label, an author's line or the headline says that the article is somebody's view."""
    top = layout.blocks[:_TOP]
    for number, block in enumerate(top):
        words = text[block.start : block.end]
        if block.role is Role.FURNITURE and len(words) <= _LONGEST_LABEL:
            path = block.furniture is Furniture.NAVIGATION and _ARROW.search(words)
            told = block.furniture in {Furniture.LABEL, Furniture.BYLINE} or path or words == "Kommentar"
            if told and COLUMNS & set(_WORD.findall(words.lower())) and not _in_menu(top, number):
                return True
        elif block.role is Role.HEADLINE and (
            words.split(":", 1)[0].lower() in COLUMNS or _COLUMN_TITLE.search(words)
        ):
            return True
    return False


def _sounds_so(text: str, layout: Layout) -> bool:
    """Whether the body judges as only a column does."""
    body = (s for s in layout.sentences if layout.blocks[s.block].role is Role.BODY)
    return sounds_like_column((text[s.start : s.end] for s in body), language=layout.language)


def _in_menu(blocks: Sequence[Block], number: int) -> bool:
    """Whether the names of sections stand on both sides: "Politik", "Meinung", "Sport"."""
    beside = blocks[max(0, number - 1) : number + 2 : 2]
    return len(beside) == 2 and all(block.furniture is Furniture.NAVIGATION for block in beside)


def _labels(text: str, layout: Layout) -> frozenset[str]:
    """The labels by which an interview says who speaks ("Müller:"): short, and at the head of two paragraphs."""
    heads: list[str] = []
    seen: set[int] = set()
    for sentence in layout.sentences:
        if sentence.block in seen or layout.blocks[sentence.block].role is not Role.BODY:
            continue
        seen.add(sentence.block)
        colon = _COLON.search(text, sentence.start, min(sentence.end, sentence.start + 50))
        if colon is not None:
            head = text[sentence.start : colon.start() + 1]
            if len(head.split()) <= 4 and all(word[:1].isupper() for word in head.split()):
                heads.append(head)
    surnames = Counter(
        head.split()[-1] for head in heads
    )  # "Ilka Deterding:" first, "Deterding:" from then on
    return frozenset(head for head in heads if surnames[head.split()[-1]] > 1)
