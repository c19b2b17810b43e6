"""Training of the check-worthiness model: GermEval 2021 and CheckThat! 2024 in, one small file a language out."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.text.worth_meaning import Meaning
from claims.text.worth_model import BUCKETS, Floats, Model, buckets

Example = tuple[str, int]  # a sentence, and 1 where it was called worth checking
Ints = NDArray[np.int64]

_MEMORY = 8  # pairs of steps that the optimiser remembers


def germeval(path: Path) -> list[Example]:
    """Comments of GermEval 2021 with their label of subtask 3."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["comment_text"], int(row["Sub3_FactClaiming"])) for row in csv.DictReader(file)]


def checkthat(path: Path) -> list[Example]:
    """Debate sentences of CheckThat! 2024 with their label."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["Text"], int(row["class_label"] == "Yes")) for row in csv.DictReader(file, delimiter="\t")
        ]


@dataclass(frozen=True, slots=True)
class _Matrix:
    """TF-IDF rows of unit length in coordinates."""

    row: Ints
    column: Ints
    value: Floats
    rows: int

    def times(self, weights: Floats) -> Floats:
        return _sums(self.row, self.value * weights[self.column], self.rows)

    def transposed_times(self, factors: Floats) -> Floats:
        return _sums(self.column, self.value * factors[self.row], BUCKETS)


def _sums(places: Ints, values: Floats, count: int) -> Floats:
    """The values summed up by their places."""
    return np.bincount(places, values, minlength=count).astype(np.float64)


def fit(examples: Sequence[Example], *, strength: float = 3.0, steps: int = 60) -> Model:
    """A logistic regression with both classes weighing the same; `strength` is the inverse of the penalty.

    The same examples in the same order give the same model. Raises ValueError unless both classes occur.
    """
    labels = np.array([label for _, label in examples], dtype=np.float64)
    positive = float(labels.sum())
    if not 0 < positive < len(labels):
        raise ValueError("training needs sentences of both classes")
    matrix, idf = _matrix([sentence for sentence, _ in examples])
    balance = np.where(
        labels == 1, len(labels) / (2 * positive), len(labels) / (2 * (len(labels) - positive))
    )
    signs = np.where(labels == 1, 1.0, -1.0)

    def loss(theta: Floats) -> tuple[float, Floats]:
        weights = theta[:-1]
        scores = matrix.times(weights) + theta[-1]
        error = strength * balance * (1 / (1 + np.exp(-np.clip(scores, -500, 500))) - labels)
        value = (
            strength * float(np.sum(balance * np.logaddexp(0, -signs * scores)))
            + float(weights @ weights) / 2
        )
        return value, np.append(matrix.transposed_times(error) + weights, error.sum())

    theta = _minimum(loss, np.zeros(BUCKETS + 1), steps)
    # Stored with half precision: the figures reported are those of the stored numbers.
    stored = theta[:-1].astype(np.float16).astype(np.float64)
    idf = idf.astype(np.float16).astype(np.float64)
    raw = matrix.times(stored) + theta[-1]
    return Model(stored, idf, float(theta[-1]), float(raw.mean()), float(raw.std()) or 1.0)


def fit_meaning(
    vectors: NDArray[np.float32], labels: Ints, *, encoder: str, strength: float = 1.0
) -> Meaning:
    """A logistic regression over the encoder's vectors, both classes weighing the same; else as `fit`."""
    positive = float(labels.mean()) if len(labels) else 0.0
    if not 0 < positive < 1:
        raise ValueError("training needs sentences of both classes")
    rows = np.hstack([vectors.astype(np.float64), np.ones((len(vectors), 1))])
    balance = np.where(labels == 1, 0.5 / positive, 0.5 / (1 - positive))
    signs = np.where(labels == 1, 1.0, -1.0)

    def loss(theta: Floats) -> tuple[float, Floats]:
        scores = rows @ theta
        error = strength * balance * (1 / (1 + np.exp(-np.clip(scores, -500, 500))) - labels)
        kept = np.append(theta[:-1], 0.0)
        value = strength * float(np.sum(balance * np.logaddexp(0, -signs * scores))) + float(kept @ kept) / 2
        return value, rows.T @ error + kept

    theta = _minimum(loss, np.zeros(rows.shape[1]), 100)
    stored = theta[:-1].astype(np.float16).astype(np.float64)
    scores = vectors.astype(np.float64) @ stored + theta[-1]
    return Meaning(encoder, stored, float(theta[-1]), float(scores.std()) or 1.0)


def _matrix(sentences: Sequence[str]) -> tuple[_Matrix, Floats]:
    columns = [buckets(sentence) for sentence in sentences]
    row = np.repeat(np.arange(len(columns), dtype=np.int64), [len(c) for c in columns])
    column = np.concatenate(columns)
    seen = np.bincount(column, minlength=BUCKETS)
    idf = np.log((1 + len(columns)) / (1 + seen)) + 1
    value = idf[column]
    value = value / np.sqrt(np.bincount(row, value * value, minlength=len(columns)))[row]
    return _Matrix(row, column, value, len(columns)), idf


def _minimum(loss: Callable[[Floats], tuple[float, Floats]], start: Floats, steps: int) -> Floats:
    """The minimum of a smooth convex function by L-BFGS with halving of the step (Nocedal & Wright, ch. 7.2)."""
    at, (value, slope) = start, loss(start)
    moves: list[Floats] = []
    turns: list[Floats] = []
    for _ in range(steps):
        direction = -_scaled(slope, moves, turns)
        length, gain = (
            1.0 if moves else 1.0 / max(1.0, float(np.linalg.norm(slope))),
            float(slope @ direction),
        )
        for _ in range(30):
            there = at + length * direction
            new_value, new_slope = loss(there)
            if new_value <= value + 1e-4 * length * gain:
                break
            length /= 2
        else:
            return at
        moves, turns = [*moves, there - at][-_MEMORY:], [*turns, new_slope - slope][-_MEMORY:]
        done = abs(value - new_value) <= 1e-7 * max(abs(value), 1.0)
        at, value, slope = there, new_value, new_slope
        if done or float(turns[-1] @ moves[-1]) <= 0:
            break
    return at


def _scaled(slope: Floats, moves: Sequence[Floats], turns: Sequence[Floats]) -> Floats:
    """The slope times the inverse curvature that the last steps showed."""
    result = slope.copy()
    shares: list[float] = []
    for move, turn in zip(reversed(moves), reversed(turns), strict=True):
        shares.append(float(move @ result) / float(turn @ move))
        result -= shares[-1] * turn
    if moves:
        result *= float(turns[-1] @ moves[-1]) / float(turns[-1] @ turns[-1])
    for move, turn, share in zip(moves, turns, reversed(shares), strict=True):
        result += (share - float(turn @ result) / float(turn @ move)) * move
    return result


def figures(said: NDArray[np.bool_], examples: Sequence[Example]) -> dict[str, float]:
    """Precision, recall and F1 of the class "worth checking", and F1 averaged over both classes."""
    true = np.array([label == 1 for _, label in examples])
    both = [_f1(said, true), _f1(~said, ~true)]
    hits = float((said & true).sum())
    return {
        "sentences": float(len(examples)),
        "precision": round(hits / max(float(said.sum()), 1.0), 4),
        "recall": round(hits / max(float(true.sum()), 1.0), 4),
        "f1": round(both[0], 4),
        "f1_macro": round(sum(both) / 2, 4),
    }


def _f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    return 2 * float((said & true).sum()) / max(float(said.sum() + true.sum()), 1.0)


def save_meaning(model: Meaning, path: Path) -> None:
    """The weights over meaning in a file without pickles, as `save` does it."""
    numbers = {"encoder": model.encoder, "bias": model.bias, "deviation": model.deviation}
    np.savez_compressed(path, weights=model.weights.astype(np.float16), numbers=np.array(json.dumps(numbers)))


def save(model: Model, path: Path) -> None:
    """The model in a file without pickles: half-precision weights and idf, the rest as JSON."""
    numbers = {"bias": model.bias, "mean": model.mean, "deviation": model.deviation}
    np.savez_compressed(
        path,
        weights=model.weights.astype(np.float16),
        idf=model.idf.astype(np.float16),
        numbers=np.array(json.dumps(numbers)),
    )
