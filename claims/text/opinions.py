"""Which sentences only say what somebody thinks of a matter, and cannot be checked."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from claims.text import judgements
from claims.text import kind_words as lists
from claims.text.lines import Line
from claims.text.morphology import Word
from claims.text.sayings import is_source_noun
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


_QUOTATION_MARKS = '„“”»«"'
_WORD = re.compile(r"[\w-]+")
_FEWEST_JUDGING, _SHARE_JUDGING = 3, 0.12  # sentences of a column, and their share of those that quote nobody
_SHOULD = listed("darf dürfen dürfte müsste müssten sollte sollten")
# Adverbs that the tagger takes for adjectives.
_NO_JUDGEMENT = listed(
    "noch nur schon auch dort hier heute gestern weiter weiterhin bereits erst immer meist oft lange selten etwa rund "
    "knapp fast offiziell derzeit momentan unterwegs anwesend vorhanden möglich nötig bekannt unbekannt unklar offen zuständig "
    "deutsch europäisch alt jung tot krank schwanger gesund lang breit hoch tief groß klein schwer leer voll kalt warm"
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


def sounds_like_column(sentences: Iterable[str], *, language: str) -> bool:
    """Whether so many sentences judge in words that cannot be meant otherwise that the text is somebody's view."""
    if language != "de":
        return False
    read = judging = 0
    for sentence in sentences:
        if any(mark in sentence for mark in _QUOTATION_MARKS):
            continue
        words = f" {' '.join(_WORD.findall(sentence.lower()))} "
        read += 1
        judging += bool(
            _turn_pattern(judgements.TURNS_DE).search(words)
            or any(phrase in words for phrase in judgements.PHRASES)
            or judgements.STRONG_DE & set(words.split())
        )
    return judging >= _FEWEST_JUDGING and judging >= _SHARE_JUDGING * read


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
    lemmas = {word.lemma.lower() for word in line.words}
    if any(word[:1].isdigit() or word in {"jeder", "jede", "jedes"} for word in lowers) or (
        lemmas & judgements.PLAIN_DE
    ):
        return False
    hard = {fact.type for fact in facts} - loose
    soft = line.language == "de" and hard <= {FactType.NAME, FactType.PLACE, FactType.ROLE}
    if soft and (_judges(line) or _should(line)):
        return True
    if hard or any(name is not None for name in line.named):
        return False
    if line.language == "de" and lowers[0] != "wer" and _happened(line):
        return False
    if line.language == "de" and lowers[0] not in {"er", "sie"} and not any(map(_acts, line.words)):
        return any(word.tag.endswith("(FIN)") for word in line.words)
    return any(
        word.lower in _VIEWS and (word.tag.endswith("(FIN)") or line.language == "en") for word in line.words
    )


def _happened(line: Line) -> bool:
    """True where the sentence tells of something past: "kam", "hat verkauft", "ist geworden"."""
    done = {w.lower for w in line.words if w.tag in {"VV(PP)", "VA(PP)"}} - judgements.TIMELESS_DE
    past = any(is_past(w.text, w.lemma) for w in line.words if w.tag == "VV(FIN)")
    return bool(done) or past or bool({"geworden", "gewesen"} & {w.lower for w in line.words})


def _judges(line: Line) -> bool:
    """True for a form of "sein" and the like with an adjective as its predicate: "Das ist für das Land gut"."""
    copula = any(w.lemma.lower() in _COPULAS and w.tag.endswith("(FIN)") for w in line.words)
    if not copula or any(w.tag in {"VV(FIN)", "VV(PP)", "VV(INF)", "VA(PP)"} for w in line.words):
        return False
    compares = {"als", "wie"} & {w.lower for w in line.words}
    return not compares and any(w.tag == "ADJ(D)" and w.lower not in _NO_JUDGEMENT for w in line.words)


def _should(line: Line) -> bool:
    """True where things, not people, must or may not: "Das darf sich das Land nicht leisten"."""
    people = any(name is not None and name.type == "PER" for name in line.named)
    must = any(w.lower in _SHOULD and w.tag.endswith("(FIN)") for w in line.words)
    return must and not people and not any(w.tag == "VV(PP)" for w in line.words)


def _acts(word: Word) -> bool:
    """Whether the word is somebody who acts, or a verb that tells what can be seen and counted."""
    if word.tag == "NN":
        lemma = word.lemma.lower()
        return is_source_noun(word.lower) or is_source_noun(lemma) or lemma in judgements.ACTORS_DE
    return word.tag == "VV(FIN)" and word.lemma.lower() in judgements.SEEN_DE


def is_past(form: str, lemma: str) -> bool:
    """True where a finite form is not one of the present: "kam", "sagten"."""
    stem = lemma[:-2] if lemma.endswith("en") else lemma.removesuffix("n")
    low = form.lower()
    present = {stem + ending for ending in ("e", "st", "est", "t", "et", "en", "n")}
    if low in present:
        return False
    return low.endswith(("te", "ten", "test", "tet")) or not low.endswith("t")
