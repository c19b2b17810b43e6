"""How much a sentence sounds like those that people called worth checking: a linear model over hashed n-grams."""

import json
import re
import zlib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("weights")
BUCKETS = 32_768
_LONGEST = 4_000  # characters; what is longer is no statement
_WORD = re.compile(r"\w+|[%€$£?!]")
_DIGIT = re.compile(r"\d")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of one language; `mean` and `deviation` are those of the raw scores of its training sentences."""

    weights: Floats
    idf: Floats
    bias: float
    mean: float
    deviation: float

    def raw(self, sentence: str) -> float:
        """The distance from the border between the two classes; positive is worth checking."""
        at = buckets(sentence)
        values = self.idf[at]
        length = float(np.sqrt(values @ values)) or 1.0
        return float(values @ self.weights[at]) / length + self.bias


def buckets(sentence: str) -> NDArray[np.int64]:
    """The numbers of the buckets that the sentence's words, word pairs and letter groups fall into, each once."""
    low = _DIGIT.sub("0", " ".join(sentence[:_LONGEST].lower().split()))
    words = _WORD.findall(low)
    grams = {f"w{word}" for word in words}
    grams |= {f"b{first} {second}" for first, second in pairwise(words)}
    for word in words:
        padded = f" {word} "
        for size in (3, 4, 5):
            grams.update(f"c{padded[i : i + size]}" for i in range(len(padded) - size + 1))
    numbers = {zlib.crc32(gram.encode("utf-8", "replace")) % BUCKETS for gram in grams} or {0}
    return np.fromiter(sorted(numbers), dtype=np.int64, count=len(numbers))


@cache
def load(language: str) -> Model | None:
    """The language's model, read once in a process; None where there is none."""
    path = WEIGHTS / f"worth-{language}.npz"
    if not re.fullmatch(r"[a-z]{2,3}", language) or not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as stored:
        numbers = json.loads(str(stored["numbers"]))
        return Model(
            stored["weights"].astype(np.float64), stored["idf"].astype(np.float64),
            numbers["bias"], numbers["mean"], numbers["deviation"],
        )  # fmt: skip


def standing(sentence: str, language: str) -> float | None:
    """How many standard deviations the sentence lies above the average one of its language; None without a model."""
    model = load(language)
    return None if model is None else (model.raw(sentence) - model.mean) / (model.deviation or 1.0)
