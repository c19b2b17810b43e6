"""Groups of words that stand for like things (towns, parties, first names), told by the sentence encoder's vectors.

A word that no training sentence held still falls into a group with words that they did hold. Without the
encoder's package no word has a group, and the name model does with the rest.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from claims.text.encoders import encoders
from claims.text.vectors import Floats

SIZES = (64, 256, 1000)  # how many groups a word falls into one of: coarse, middling, fine
_DIRECTIONS = 96  # of the encoder's 512; the rest tells words apart no better
_ROUNDS = 12
_KEPT = 32_768  # words whose groups are remembered; an article has some two hundred


class Groups:
    """The centres of the groups, and the directions in which words are compared."""

    def __init__(self, mean: Floats, axes: Floats, centres: Sequence[Floats]) -> None:
        self._mean = mean
        self._axes = axes
        self._centres = centres
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """For each word its group of each size, "0:17"; nothing for a word in small letters or a mark."""
        if len(self._known) > _KEPT:
            self._known = {}
        known = self._known
        new = sorted({w for w in words if w[:1].isupper() and w not in known})
        vectors = _vectors(new) if new else None
        if vectors is not None:
            flat = np.asarray((vectors - self._mean) @ self._axes, dtype=np.float32)
            nearest = [_nearest(flat, centres) for centres in self._centres]
            for index, word in enumerate(new):
                known[word] = tuple(f"{size}:{found[index]}" for size, found in enumerate(nearest))
        return [known.get(word, ()) for word in words]

    def save(self, path: Path) -> None:
        """Writes the groups in half precision, without pickles."""
        arrays = {"mean": self._mean, "axes": self._axes}
        arrays |= {f"centres{n}": centres for n, centres in enumerate(self._centres)}
        np.savez_compressed(
            path, allow_pickle=False, **{name: a.astype(np.float16) for name, a in arrays.items()}
        )


def read(path: Path) -> Groups:
    """The groups that were saved there."""
    with np.load(path, allow_pickle=False) as kept:
        arrays = {name: kept[name].astype(np.float32) for name in kept.files}
    return Groups(arrays["mean"], arrays["axes"], [arrays[f"centres{n}"] for n in range(len(arrays) - 2)])


@cache
def load(path: Path) -> Groups:
    """The groups that were saved there, read once in a process."""
    return read(path)


def learn(words: Sequence[str], seed: int) -> Groups:
    """Groups of the capitalised ones among the words; the same words and seed give the same groups.

    Raises RuntimeError where the encoder is not there.
    """
    vectors = _vectors(sorted({w for w in words if w[:1].isupper()}))
    if vectors is None:
        raise RuntimeError("the sentence encoder cannot be loaded, and word groups are made of its vectors")
    mean = vectors.mean(axis=0)
    _values, directions = np.linalg.eigh(np.cov((vectors - mean).T))
    axes = np.asarray(directions[:, ::-1][:, :_DIRECTIONS], dtype=np.float32)
    flat = np.asarray((vectors - mean) @ axes, dtype=np.float32)
    return Groups(mean, axes, [_centres(flat, min(size, len(flat)), seed) for size in SIZES])


def _vectors(words: Sequence[str]) -> Floats | None:
    found = encoders("fast")
    return found[0].encode(words) if found else None


def _centres(points: Floats, size: int, seed: int) -> Floats:
    """The centres of so many groups by k-means."""
    chance = np.random.default_rng(seed)
    centres = points[chance.choice(len(points), size, replace=False)].copy()
    for _ in range(_ROUNDS):
        nearest = _nearest(points, centres)
        members = np.bincount(nearest, minlength=size)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, points)
        held = members > 0
        centres[held] = sums[held] / members[held][:, None]
    return centres


def _nearest(points: Floats, centres: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return np.asarray((points @ centres.T - 0.5 * (centres**2).sum(axis=1)).argmax(axis=1))
