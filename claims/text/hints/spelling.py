"""Names spelled in two ways: inside one article, or unlike the spelling of earlier checks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.text import gazetteer, morphology
from claims.text.hints.shapes import ARCHIVE, SPELLING, Hint, Lookup, NameWord
from claims.text.spans import FactType, Span, Statement

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 6  # letters of a name that can be taken for another's slip
_SURE = 8  # letters of a surname without first name that may be one of the archive
_ENDINGS = frozenset(
    (
        "",
        "s",
        "n",
        "en",
        "es",
        "er",
        "e",
        "r",
        "em",
        "m",
        "in",
        "an",
        "a",
        "ns",
        "ens",
        "ers",
        "i",
        "is",
        "d",
        "t",
        "y",
    )
)  # what names of one stem may end in, in both languages
_MOST_PLACES = 12
_COMMON = -13.0  # natural logarithm of a likelihood that HanTa gives to known words only


@dataclass(slots=True)
class _Spelled:
    """One spelling with its places."""

    word: str  # as it stands at its first place
    places: list[tuple[int, Span]] = field(default_factory=list)  # statement and span
    given: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)  # the other words of its names in their fullest form


def spellings(
    text: str, statements: Sequence[Statement], *, language: str, known_names: Lookup | None
) -> Iterator[Hint]:
    """A hint at the first place of each name that is spelled almost like another one."""
    found = _spelled(statements)
    counts = Counter(match.group().casefold() for match in _WORD.finditer(text))
    unsure = {key for key, spelled in found.items() if not _is_word(spelled.word, language)}
    told: set[str] = set()
    for rare, usual in _pairs(found, unsure, counts):
        if rare in told:
            continue
        told.add(rare)
        yield _hint_of(
            SPELLING, found[rare],
            {"count": counts[rare], "other": found[usual].word, "others": counts[usual]},
            also=[span for _, span in found[usual].places[:_MOST_PLACES]],
        )  # fmt: skip
    if known_names is None:
        return
    asked = {
        NameWord(found[key].word, given): key
        for key in sorted(unsure - told)
        for given in (sorted(found[key].given) or [""])[:1]
        if given or len(key) >= _SURE
    }
    for word, known in known_names(list(asked)).items() if asked else ():
        key = word.casefold()
        if (
            key in found
            and known.spelling.casefold() not in found
            and not _inflected(key, known.spelling.casefold())
        ):
            yield _hint_of(
                ARCHIVE, found[key],
                {"count": counts[key], "other": known.spelling, "checks": known.checks, "claim": known.claim},
                also=(),
            )  # fmt: skip


def name_words(statement: Statement) -> list[tuple[NameWord, Span]]:
    """The words of the statement's names and places that are long enough to be mistaken, with their places."""
    return [(name, span) for name, span, _ in _words(statement)]


def _words(statement: Statement) -> Iterator[tuple[NameWord, Span, Sequence[str]]]:
    for fact in statement.facts:
        if fact.type not in (FactType.NAME, FactType.PLACE):
            continue
        full = fact.value.split()
        for match in _WORD.finditer(fact.quote):
            word = match.group()
            if len(word) >= _SHORTEST and word[0].isupper():
                span = Span(fact.start + match.start(), fact.start + match.end())
                yield NameWord(word, _given(word, full)), span, full


def almost(a: str, b: str) -> bool:
    """True where one letter is changed, added or left out, or two neighbours are swapped (Damerau-Levenshtein 1)."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if len(a) == len(b):
        swapped = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
        return swapped or a[at + 1 :] == b[at + 1 :]
    short, long = sorted((a, b), key=len)
    return short[at:] == long[at + 1 :]


def _given(word: str, full: Sequence[str]) -> str:
    """The first name before a surname in the fullest form; "" where the word is no surname of a person."""
    if len(full) < 2 or full[-1] != word or full[0] not in gazetteer.first_names():
        return ""
    return full[0]


def _spelled(statements: Sequence[Statement]) -> dict[str, _Spelled]:
    found: dict[str, _Spelled] = {}
    for index, statement in enumerate(statements):
        for name, span, beside in _words(statement):
            spelled = found.setdefault(name.word.casefold(), _Spelled(name.word))
            spelled.places.append((index, span))
            spelled.beside |= {word.casefold() for word in beside} - {name.word.casefold()}
            if name.given:
                spelled.given.add(name.given)
    return found


def _pairs(found: dict[str, _Spelled], unsure: set[str], counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Spellings of one name, the one to look at first: the rarer, the unknown, the later one."""
    keys = sorted(found)
    for at, a in enumerate(keys):
        for b in keys[at + 1 :]:
            if a[0] != b[0] or not almost(a, b) or _inflected(a, b) or not {a, b} & unsure:
                continue
            if {n for n, _ in found[a].places} & {n for n, _ in found[b].places}:
                continue  # told apart in one sentence: Shanxi and Shaanxi
            ours, theirs = found[a].beside, found[b].beside
            if ours and theirs and not ours & theirs:
                continue  # two persons, two firms
            first = {key: found[key].places[0][1].start for key in (a, b)}
            rare, usual = sorted((a, b), key=lambda key: (counts[key], key not in unsure, -first[key]))
            yield rare, usual


def _inflected(a: str, b: str) -> bool:
    """True where the two differ in their endings only: "Kowalenko" and "Kowalenkos", "Iraner" and "Iranern"."""
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return same >= 4 and a[same:] in _ENDINGS and b[same:] in _ENDINGS


def _is_word(word: str, language: str) -> bool:
    """True for a word that stands in a list or that the language knows: no slip of the pen."""
    if gazetteer.kinds_of(word) or word in gazetteer.first_names() or word in gazetteer.words("surnames"):
        return True
    return any(
        value > _COMMON for tag, value in morphology.likelihoods(word, language).items() if tag != "NE"
    )


def _hint_of(kind: str, spelled: _Spelled, params: dict[str, object], *, also: Sequence[Span]) -> Hint:
    index, first = spelled.places[0]
    rest = [span for _, span in spelled.places[1:_MOST_PLACES]]
    return Hint(kind, index, (first, *rest, *also), {"quote": spelled.word, **params})
