"""A text that stands by itself, such as one sentence or one post: no article around it, no page furniture."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from claims.text import worth, worth_meaning, worth_model
from claims.text.language import base_code, detect
from claims.text.names import Name, find_names
from claims.text.normal import same_length
from claims.text.sentences import sentences
from claims.text.spans import Block, Kind, Layout, Role, Sentence, Statement
from claims.text.statements import statements

_NOTHING = 0.01  # what the rules say of a text that states nothing
_RULES = 0.2  # how far one unit of the rules' log-odds moves the border, in deviations of the model
_USUAL = -1.0  # the rules' log-odds for the median text
MEANING = 0.5  # what a deviation of the meaning weighs beside one of the words


def lay_out_lone(text: str, *, language: str = "") -> Layout:
    """All of the text as body: one block, with its sentences. The language is detected when none is given."""
    plain = same_length(text)
    tongue, confidence = (base_code(language), 1.0) if language else detect(plain)
    blocks = (Block(0, len(text), Role.BODY),) if text.strip() else ()
    lines = tuple(Sentence(s.start, s.end, 0) for s in sentences(plain, 0, len(plain), language=tongue))
    return Layout(tongue, confidence, "", blocks, lines)


def statements_of(text: str, *, language: str = "") -> tuple[Layout, tuple[Statement, ...]]:
    """The layout of the text and its statements in order, checkable or not, unscored."""
    layout = lay_out_lone(text, language=language)
    return layout, tuple(statements(text, layout))


def names_of(text: str, *, language: str = "") -> tuple[Layout, Sequence[Name]]:
    """The layout of the text and the names in it, told as strictly as annotated sets tell them."""
    layout = lay_out_lone(text, language=language)
    return layout, find_names(text, layout, strict=True)


@dataclass(frozen=True, slots=True)
class Score:
    """How much a lone text is worth a check, what it says and why."""

    check_worthiness: float  # 0..1; from 0.5 on it is worth one
    kind: Kind  # of its weightiest statement
    reasons: tuple[str, ...]  # keys of claims.text.words.REASONS
    language: str  # ISO 639-1


def standing(words: float, text: str, *, language: str) -> float:
    """What words and meaning say together, in deviations of the words; the words' own where nothing else is known."""
    meant = worth_meaning.standings([text], language)
    return words if meant is None else (words + MEANING * meant[0]) / (1 + MEANING)


def score_of(text: str, *, language: str = "") -> Score:
    """The check-worthiness of a text without an article, which is what the trained models learned from.

    They therefore lead here, over its words and over its meaning, and the rules for statements of an article
    (`claims.text.worth`) move their border by at most a few tenths of a deviation. Measured on held-back texts:
    area under the curve .86 German (324 comments), .98 English (400 sentences); .85 and .98 without the
    meaning. Without a model for the language the rules decide.
    """
    layout, found = statements_of(text, language=language)
    scored = [(*worth.score(one, layout=layout), one) for one in found if one.checkable]
    kind = found[0].kind if found else Kind.STATE
    ruled = _NOTHING
    reasons: tuple[str, ...] = ("vague",)
    if scored:
        _best, reasons, heaviest = max(scored, key=lambda row: row[0])
        kind = heaviest.kind
        ruled = 1 - math.prod(1 - one[0] for one in scored)
    total = math.log(max(ruled, _NOTHING) / (1 - min(ruled, 1 - _NOTHING)))
    model = worth_model.load(layout.language)
    if model is not None:
        learned = standing(model.raw(text) / model.deviation, text, language=layout.language)
        total = model.deviation * (learned + _RULES * (total - _USUAL))
    return Score(round(1 / (1 + math.exp(-total)), 4), kind, reasons, layout.language)
