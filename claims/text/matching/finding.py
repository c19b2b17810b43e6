"""Which claims of the index are nearest to a new one: rankings of different kinds, fused by reciprocal rank.

The rankings are words (BM25), runs of letters (TF-IDF), the meaning of the claim and that of its headline by
the first encoder, and the meaning of both by the second one, which only reorders what the others found and
counts three times. What they reach is measured in `evaluation`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np

from claims.text.encoders import Encoder
from claims.text.matching.store import Entry, Store
from claims.text.matching.terms import grams, plain, terms
from claims.text.vectors import Floats

K = 5  # of reciprocal rank fusion: few rankings, and the first places are what is shown
LOOKED_AT = 60  # claims taken from the words and as many from the meaning
TITLED = 25  # of them, those whose headlines are compared
REORDERED = 10  # of them, those that the second encoder reads
_SECOND_COUNTS = 3.0
_ALL = 4 + _SECOND_COUNTS
_AT_ONCE = 256  # questions that are answered together: one pass over the vectors serves all of them
_INDEXED_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class Found:
    """A claim that lies near: the higher the score the nearer. A cosine is None where its encoder did not look."""

    entry: Entry
    score: float  # 0..1: of what the first place in every ranking would give
    letters: float  # cosine of the runs of letters
    meaning: float | None = None  # cosine of the claims by the first encoder
    second: float | None = None  # cosine by the second encoder, for the nearest only


class Finder:
    """Fills and asks one index. All models come from the caller."""

    def __init__(self, store: Store, encoders: Sequence[Encoder]) -> None:
        self.store = store
        self._first = encoders[0] if encoders else None
        self._second = encoders[1] if len(encoders) > 1 else None

    def add(self, entries: Sequence[Entry], *, ahead: bool = False) -> None:
        """The claims stand in the index; `ahead` also makes what the second encoder would make when asked."""
        for at in range(0, len(entries), _INDEXED_AT_ONCE):
            some = entries[at : at + _INDEXED_AT_ONCE]
            vectors = self._first.encode([plain(e.text) for e in some]) if self._first else None
            second = self._second if ahead else None
            wholes = second.encode([plain(e.whole) for e in some]) if second else None
            with self.store.writing():
                self.store.add(some, vectors)
                if second and wholes is not None:
                    self.store.keep_vectors(second.id, [e.id for e in some], wholes)

    def find(self, texts: Sequence[str], *, limit: int, floor: float = 0.0) -> list[list[Found]]:
        """For each text the nearest claims, best first.

        Those whose letters and meaning both lie below `floor` are left out before the second encoder, the
        slow one, is asked.
        """
        found: list[list[Found]] = []
        for at in range(0, len(texts), _AT_ONCE):
            found += self._find([plain(text) for text in texts[at : at + _AT_ONCE]], limit, floor)
        return found

    def _find(self, texts: Sequence[str], limit: int, floor: float) -> list[list[Found]]:
        by_words = [self.store.by_words(terms(text), LOOKED_AT) for text in texts]
        vectors = self._first.ask(texts) if self._first else None
        cosines: list[dict[int, float]] = [{} for _ in texts]
        if vectors is not None:
            cosines = self.store.by_vectors(vectors, LOOKED_AT, by_words)
        entries = self.store.entries({pk for some in (*by_words, *cosines) for pk in some})
        near = [
            _fused(
                text,
                {pk: entries[pk] for pk in (*by_words[row], *cosines[row]) if pk in entries},
                by_words[row],
                cosines[row],
            )
            for row, text in enumerate(texts)
        ]
        if floor > 0:
            near = [[f for f in some if max(f.letters, f.meaning or 0.0) >= floor] for some in near]
        if vectors is not None:
            titles = self._titles({f.entry.title for some in near for f in some[:TITLED]} - {""})
            near = [_by_title(some, vectors[row], titles) for row, some in enumerate(near)]
        return [some[:limit] for some in self._reordered(texts, near)]

    def _reordered(self, texts: Sequence[str], near: list[list[Found]]) -> list[list[Found]]:
        asked = [row for row, some in enumerate(near) if some]
        if self._second is None or not asked:
            return near
        wholes = {f.entry.id: f.entry.whole for some in near for f in some[:REORDERED]}
        known = self._vectors(self._second.id, self._second, wholes)
        questions = self._second.ask([texts[row] for row in asked])
        found = list(near)
        for row, question in zip(asked, questions, strict=True):
            found[row] = _by_second(near[row], question, known)
        return found

    def _titles(self, titles: Iterable[str]) -> dict[str, Floats]:
        """The vectors of headlines: made when one is first met, and kept."""
        if self._first is None:
            return {}
        numbers = {_number(title): title for title in titles}
        found = self._vectors(f"{self._first.id}/title", self._first, numbers)
        return {numbers[number]: vector for number, vector in found.items()}

    def _vectors(self, kind: str, encoder: Encoder, texts: Mapping[int, str]) -> dict[int, Floats]:
        """The stored vectors of this kind; those that are lacking are made and kept."""
        known = self.store.vectors(kind, texts)
        lacking = [key for key in texts if key not in known]
        for at in range(0, len(lacking), _INDEXED_AT_ONCE):
            some = lacking[at : at + _INDEXED_AT_ONCE]
            made = encoder.encode([plain(texts[key]) for key in some])
            self.store.keep_vectors(kind, some, made)
            known.update(zip(some, made, strict=True))
        return known


def _fused(
    text: str, entries: Mapping[int, Entry], by_words: Sequence[int], cosines: Mapping[int, float]
) -> list[Found]:
    letters = _letters(text, entries)
    scores = dict.fromkeys(entries, 0.0)
    for ranking in (by_words, _ranked(letters), _ranked(cosines)):
        for rank, pk in enumerate(ranking, start=1):
            if pk in scores:  # removed in between by another process
                scores[pk] += _share(rank)
    return _sorted(Found(entry, scores[pk], letters[pk], cosines.get(pk)) for pk, entry in entries.items())


def _by_title(found: Sequence[Found], question: Floats, titles: Mapping[str, Floats]) -> list[Found]:
    """The headlines' own ranking is added."""
    near = {f.entry.id: float(question @ titles[f.entry.title]) for f in found if f.entry.title in titles}
    rank = {pk: place for place, pk in enumerate(_ranked(near), start=1)}
    return _sorted(
        replace(f, score=f.score + _share(rank[f.entry.id])) if f.entry.id in rank else f for f in found
    )


def _by_second(found: Sequence[Found], question: Floats, known: Mapping[int, Floats]) -> list[Found]:
    """The second encoder's ranking of the first ones is added, with its own weight."""
    near = {f.entry.id: float(question @ known[f.entry.id]) for f in found[:REORDERED]}
    rank = {pk: place for place, pk in enumerate(_ranked(near), start=1)}
    return _sorted(
        replace(f, score=f.score + _SECOND_COUNTS * _share(rank[f.entry.id]), second=near[f.entry.id])
        if f.entry.id in rank
        else f
        for f in found
    )


def _share(rank: int) -> float:
    """What a place in one ranking is worth; the first places of all together are 1."""
    return (K + 1) / (K + rank) / _ALL


def _sorted(found: Iterable[Found]) -> list[Found]:
    return sorted(found, key=lambda f: (-f.score, f.entry.id))


def _ranked(scores: Mapping[int, float]) -> list[int]:
    return sorted(scores, key=lambda pk: (-scores[pk], pk))


def _number(title: str) -> int:
    """The same number for the same headline, below 2^63."""
    return int.from_bytes(blake2b(title.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


def _letters(text: str, entries: Mapping[int, Entry]) -> dict[int, float]:
    """The cosine of each claim with the text; a run of letters that many of these claims share counts little."""
    if not entries:
        return {}
    rows = [grams(text), *(grams(entry.whole) for entry in entries.values())]
    row = np.repeat(np.arange(len(rows)), [len(runs) for runs in rows])
    runs, column = np.unique(np.concatenate(rows), return_inverse=True)
    cells, counts = np.unique(row * len(runs) + column, return_counts=True)
    row, column = np.divmod(cells, max(len(runs), 1))
    spread = np.bincount(column[row > 0], minlength=len(runs))
    weights = (1 + np.log(counts)) * (1 + np.log(len(rows) / (1 + spread)))[column]
    length = np.sqrt(np.bincount(row, weights**2, minlength=len(rows)))
    question = np.zeros(len(runs))
    question[column[row == 0]] = weights[row == 0]
    shared = np.bincount(row, weights * question[column], minlength=len(rows))
    cosines = shared / np.maximum(length * length[0], 1e-9)
    return dict(zip(entries, cosines[1:].tolist(), strict=True))
