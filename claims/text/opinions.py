"""Which sentences only say what somebody thinks of a matter, and cannot be checked."""

import re
from collections.abc import Sequence
from functools import cache

from claims.text import judgements
from claims.text import kind_words as lists
from claims.text.lines import Line
from claims.text.spans import Fact, FactType
from claims.text.wordlists import listed

_JUDGING = frozenset({"ADJ(D)", "ADJ(A)", "NN", "AJ0", "NN1"})
_COPULAS = frozenset({"sein", "werden", "wirken", "klingen", "be", "seem", "look", "feel", "sound"})
_CALLED = listed(
    "ein eine einen kein keine der die das dieser diese dieses purer pure reiner reine a an no the such sheer this"
)
_SOME_WORDS = r"(?:\S+ ){0,5}?\S+"  # what "_" stands for in a turn
# Verb forms by which a column says how things are, may be or should be.
_VIEWS = listed(
    "ist sind wäre wären wird werden kann können könnte könnten soll sollen sollte sollten muss müssen müsste müssten "
    "darf dürfen bleibt bleiben braucht brauchen geht gehört is are would could should must ought may might can seems seem "
    "needs need remains deserves deserve"
)


def is_opinion(line: Line, facts: Sequence[Fact], *, column: bool = False) -> bool:
    """True for a judgement without a figure; in a column people may be named in it."""
    if any(fact.type in {FactType.NUMBER, FactType.QUOTE} for fact in facts):
        return False
    lowers = [word.lower for word in line.words]
    text = f" {' '.join(lowers)} "
    if any(phrase in text for phrase in judgements.PHRASES):
        return True
    if _turns(line, column=column):
        return True
    if any(fact.type is FactType.DATE for fact in facts):
        return False
    if not column and any(name is not None for name in line.named):
        return False
    if line.language == "de" and {word.lemma.lower() for word in line.words} & judgements.STRONG_DE:
        return True
    if any(name is not None for name in line.named):
        return False
    words = judgements.WORDS_DE if line.language == "de" else judgements.WORDS_EN
    judging = {word.lemma.lower() for at, word in enumerate(line.words) if _may_judge(line, at)}
    if judging & words and _COPULAS & {word.lemma.lower() for word in line.words}:
        return True
    return _is_norm(line)


def _is_norm(line: Line) -> bool:
    """True for "wir müssen", "man sollte"; "es muss … geöffnet werden" only tells what is to be done."""
    for at, word in enumerate(line.words):
        if word.lower not in lists.NORMS:
            continue
        beside = {line.lower(at - 1), line.lower(at + 1)}
        if beside & {"wir", "man", "we", "you"}:
            return True
        if "es" in beside and not any(other.tag.endswith("(PP)") for other in line.words):
            return True
    return False


@cache
def _turn_pattern(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?<= )(?:{table.replace('_', _SOME_WORDS)})(?= )")


def _turns(line: Line, *, column: bool) -> bool:
    """True where the sentence holds one of the turns by which a view is told."""
    if line.language != "de":
        return False
    text = " " + " ".join(word.lower for word in line.words if word.text[:1].isalnum()) + " "
    tables = (judgements.TURNS_DE, judgements.COLUMN_TURNS_DE) if column else (judgements.TURNS_DE,)
    if column and re.match(judgements.OUTDONE_DE, text.strip()):
        return True
    return any(_turn_pattern(table).search(text) for table in tables)


def _may_judge(line: Line, at: int) -> bool:
    """True for an adjective, or for a noun that somebody is called: "ein Fehler", not "Fehler beim Abbiegen"."""
    word = line.words[at]
    if word.tag not in _JUDGING or word.lower[:2] != word.lemma[:2].lower():
        return False  # "besser" compares
    if not word.tag.startswith("NN"):
        return True
    before = {line.lower(i) for i in (at - 1, at - 2, at - 3)}
    return bool(before & _CALLED)


def is_view(line: Line, facts: Sequence[Fact]) -> bool:
    """True for a sentence of a column that holds nothing to look up and says how things are or should be."""
    lowers = [word.lower for word in line.words]
    loose = {FactType.OTHER, FactType.ROLE} if set(lowers) & lists.WISHES else {FactType.OTHER}
    if any(fact.type not in loose for fact in facts) or any(name is not None for name in line.named):
        return False
    if {word.lemma.lower() for word in line.words} & judgements.PLAIN_DE:
        return False
    if any(word[:1].isdigit() or word in {"jeder", "jede", "jedes"} for word in lowers):
        return False
    if {"geworden", "gewesen"} & set(lowers) or (
        any(word.tag.endswith("(PP)") for word in line.words) and set(lowers) & {"ist", "sind"}
    ):
        return False  # something has happened
    if line.language == "de" and _opens_view(line):
        return True
    return any(
        word.lower in _VIEWS and (word.tag.endswith("(FIN)") or line.language == "en") for word in line.words
    )


def _opens_view(line: Line) -> bool:
    """True for "Das macht …", "Wer so regiert …": no past, and nobody who does it."""
    first = next((at for at, word in enumerate(line.words) if word.text[:1].isalnum()), 0)
    if line.lower(first) not in judgements.OPENERS_DE or line.tag(first) == "ART":
        return False
    verbs = [word for word in line.words if word.tag.endswith("(FIN)")]
    past = any(is_past(word.text, word.lemma) for word in verbs if word.tag.startswith("VV"))
    return bool(verbs) and not past and not any(word.tag == "VV(PP)" for word in line.words)


def is_past(form: str, lemma: str) -> bool:
    """True where a finite form is not one of the present: "kam", "sagten"."""
    stem = lemma[:-2] if lemma.endswith("en") else lemma.removesuffix("n")
    low = form.lower()
    present = {stem + ending for ending in ("e", "st", "est", "t", "et", "en", "n")}
    if low in present:
        return False
    return low.endswith(("te", "ten", "test", "tet")) or not low.endswith("t")
