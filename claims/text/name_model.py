"""Names in German sentences by a conditional random field trained on GermEval 2014 (see weights/names-de.json)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import pycrfsuite

from claims.text import word_groups
from claims.text.morphology import Word
from claims.text.name_features import features

NameType = Literal["PER", "LOC", "ORG", "OTH"]

# Abbreviations for things that are no one's name.
NO_NAMES = frozenset(
    "GDP TV DNA RNA AI KI IT PC PR ID IQ VAT HIV AIDS Aids BIP BSP PS kWh CO2 UFO CCTV USB HQ OK GPS SUV LED WLAN PIN CD DVD "
    "CEO CFO MP MPs PM Lkw Pkw LKW PKW MwSt Az EC IPO NGO NGOs R&D VIP FAQ Nr".split()
)
WEIGHTS = Path(__file__).with_name("weights") / "names-de.crfsuite"
GROUPS = WEIGHTS.with_name("names-de-groups.npz")
TYPES: tuple[NameType, ...] = ("PER", "LOC", "ORG", "OTH")
# A capitalised word that is less likely than this to be no name becomes one: on the held-back part of
# GermEval it finds 6 points more names for 4 points of precision, and a missed name costs an editor more.
_SURELY_NONE = 0.65


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: words `first` up to, not including, `last` of its sentence."""

    first: int
    last: int
    type: NameType
    weight: float  # how sure the type is, 0..1


@cache
def _weights() -> bytes:
    return WEIGHTS.read_bytes()


def _writable(word: str) -> str:
    """The word with "?" for half a surrogate pair, which the model's library cannot take."""
    return word if word.isascii() else word.encode("utf-8", "replace").decode("utf-8")


def read_ahead(words: Iterable[Word]) -> None:
    """Looks at all words of an article at once, which is quicker than sentence by sentence."""
    word_groups.load(GROUPS).of([_writable(w.text) for w in words])


def mentions(words: Sequence[Word], *, strict: bool = False) -> list[Mention]:
    """The names of one tagged German sentence, in order, without overlap; `strict` leaves out the doubtful ones."""
    if not words:
        return []
    # A tagger keeps the sentence it looks at; one of its own for each call is safe in threads and cheap (50 µs).
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(_weights())
    seen = [(_writable(w.text), _writable(w.lemma), w.tag) for w in words]
    tagger.set(features(seen, word_groups.load(GROUPS)))
    names = tagger.labels()
    labels = tagger.tag()
    found: list[Mention] = []
    for index, label in enumerate(labels):
        doubtful = label == "O" and words[index].text[:1].isupper() and not strict
        if doubtful and tagger.marginal("O", index) < _SURELY_NONE:
            label = max((n for n in names if n != "O"), key=lambda n: tagger.marginal(n, index))
        kind = next((t for t in TYPES if label[2:] == t), None)
        if kind is None:
            continue
        weight = tagger.marginal(label, index)
        if label[0] == "I" and found and found[-1].last == index and found[-1].type == kind:
            found[-1] = Mention(found[-1].first, index + 1, kind, max(weight, found[-1].weight))
        else:
            found.append(Mention(index, index + 1, kind, weight))
    return found
