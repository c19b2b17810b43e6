"""How much a text means what people called worth checking: linear weights over the vectors of a sentence encoder.

Beside the words (`claims.text.worth_model`), which know only what they have seen: a vector lies near those of
sentences that say the same in other words. Without the encoder, or with another one than the weights were made
for, the words decide alone.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from claims.text.encoders import Encoder, encoders
from claims.text.worth_model import WEIGHTS, Floats

CONFIGURATION = "fast"  # whose first encoder it is


@dataclass(frozen=True, slots=True)
class Meaning:
    """Weights of one language for the encoder named; `deviation` is that of the raw scores of the training texts."""

    encoder: str
    weights: Floats
    bias: float
    deviation: float

    def raw(self, vectors: NDArray[np.float32]) -> Floats:
        """By text the distance from the border between the two classes; positive is worth checking."""
        return vectors.astype(np.float64) @ self.weights + self.bias


def encoder() -> Encoder | None:
    """The encoder of the weights, loaded once in a process; None on a machine that has none."""
    return next(iter(encoders(CONFIGURATION)), None)


@cache
def load(language: str) -> Meaning | None:
    """The language's weights; None where there are none."""
    path = WEIGHTS / f"meaning-{language}.npz"
    if not re.fullmatch(r"[a-z]{2,3}", language) or not path.is_file():
        return None
    with np.load(path, allow_pickle=False) as stored:
        numbers = json.loads(str(stored["numbers"]))
        weights = stored["weights"].astype(np.float64)
        return Meaning(numbers["encoder"], weights, numbers["bias"], numbers["deviation"])


def standings(texts: Sequence[str], language: str) -> list[float] | None:
    """By text how many deviations it lies on the side worth checking; None without weights or their encoder."""
    model = load(language)
    made_by = encoder() if model else None
    if model is None or made_by is None or made_by.id != model.encoder:
        return None
    return [float(value) / model.deviation for value in model.raw(made_by.encode(texts))]
