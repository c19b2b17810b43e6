"""Headlines, teasers and captions that say again what the body says."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claims.text import morphology
from claims.text.spans import Role, Statement
from claims.text.wordlists import listed

_ECHOES = frozenset({Role.HEADLINE, Role.SUBHEAD, Role.TEASER, Role.CAPTION})
_CONTENT = ("NN", "NE", "VV", "ADJ", "CARD", "FM", "NP", "AJ", "CRD", "UNC", "XY", "ORD")
_EMPTY = listed(
    "montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday wednesday thursday friday saturday "
    "sunday sagen geben machen kommen gehen lassen stehen liegen sehen heißen weit neu ander groß klein gut jahr say make "
    "take go get come give have new other last year"
)
_NEGATIONS = listed(
    "nicht kein keine keinen keiner keinem keines nie niemals ohne weder not no never none n't cannot without"
)
_UP = ("steig", "wachs", "zuleg", "erhöh", "klett", "anstieg", "rise", "rose", "grow", "increas", "climb")
_DOWN = (
    "sink",
    "fall",
    "fäll",
    "schrumpf",
    "senk",
    "rückgang",
    "gesunken",
    "drop",
    "declin",
    "decreas",
    "shrink",
)
_ENOUGH = 0.55  # share of the weighted words of a headline that the body sentence has to hold
_FEWEST_SAID = 2  # of them no names
_NUMBER = 1.5  # what a shared figure weighs
_LEAD = 0.12  # what the first sentence of the body is nearer: it says again what the headline says
_FEWEST = 3  # words that have to be found


@dataclass(frozen=True, slots=True)
class _Content:
    """What a statement says, as far as words tell."""

    words: frozenset[str]
    proper: frozenset[str]  # of them those that are names
    numbers: frozenset[str]
    negated: bool
    up: bool
    down: bool


def link_repeats(statements: Sequence[Statement], *, language: str) -> tuple[Statement, ...]:
    """The statements; a headline, subhead, teaser or caption that repeats a body statement names its index.

    Repeating means: most of its words stand in the body statement too, in whatever form, its figures are
    among that statement's figures, and neither denies what the other says.
    """
    contents = {i: _content(s.quote, language) for i, s in enumerate(statements) if s.checkable}
    body = [i for i in contents if statements[i].role is Role.BODY]
    common = Counter(word for i in body for word in contents[i].words)
    linked = list(statements)
    for i, content in contents.items():
        if statements[i].role in _ECHOES and len(content.words) >= _FEWEST:
            alike = {word: _alike(word, common) for word in content.words}
            scores = [
                (
                    _overlap(content, contents[j], common, len(body), alike)
                    + (_LEAD if j == body[0] else 0.0),
                    -j,
                )
                for j in body
            ]
            best, negative = max(scores, default=(0.0, 0))
            if best >= _ENOUGH:
                linked[i] = replace(statements[i], duplicate_of=-negative)
    return tuple(linked)


def _content(quote: str, language: str) -> _Content:
    words = morphology.words(quote, 0, len(quote), language=language)
    found: set[str] = set()
    proper: set[str] = set()
    numbers: set[str] = set()
    for word in words:
        if word.text[:1].isdigit():
            numbers.add(
                word.text.replace(".", "").replace("'", "").replace("’", "").replace(",", ".").rstrip(".")
            )
        elif word.tag.startswith(_CONTENT) or not morphology.supported(language):
            parts = word.lemma.lower().replace("ß", "ss").split("-")
            kept = [part for part in parts if len(part) > 2 and part not in _EMPTY]
            found.update(kept)
            proper.update(kept if word.tag in {"NE", "NP0"} else ())
    lowers = {word.lower for word in words}
    return _Content(
        words=frozenset(found),
        proper=frozenset(proper),
        numbers=frozenset(numbers),
        negated=bool(lowers & _NEGATIONS),
        up=any(word.startswith(_UP) for word in found),
        down=any(word.startswith(_DOWN) for word in found),
    )


def _alike(word: str, vocabulary: Counter[str]) -> dict[str, float]:
    """The words of the body that say the same or nearly so."""
    return {other: likeness for other in vocabulary if (likeness := _likeness(word, other))}


def _overlap(
    echo: _Content,
    body: _Content,
    common: Counter[str],
    statements: int,
    alike: Mapping[str, Mapping[str, float]],
) -> float:
    """0..1: how much of the echo's words, rare ones counting more, the body statement holds."""
    if not echo.numbers <= body.numbers or echo.negated != body.negated:
        return 0.0
    if (echo.up and body.down and not body.up) or (echo.down and body.up and not body.down):
        return 0.0
    total = held = 0.0
    found = said = 0
    if echo.numbers:  # all of them stand in the body statement
        total = held = _NUMBER * len(echo.numbers)
        found = said = len(echo.numbers)
    for word in echo.words:
        weight = math.log(1 + (1 + statements) / (1 + common[word]))
        likeness = max((near for other, near in alike[word].items() if other in body.words), default=0.0)
        total += weight
        held += weight * likeness
        found += likeness >= 0.7
        said += likeness >= 0.7 and word not in echo.proper
    if found < _FEWEST or said < _FEWEST_SAID:
        return 0.0
    return held / total


def _likeness(word: str, other: str) -> float:
    """1 for the same word, less for one built from the other or with the same stem, 0 for none of these."""
    if word == other:
        return 1.0
    short, long = sorted((word, other), key=len)
    if len(short) >= 5 and short in long:
        return 0.8
    same = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return 0.8 if same >= 5 and same >= 0.7 * len(short) else 0.0
