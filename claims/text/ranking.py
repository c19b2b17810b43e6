"""What a desk's own decisions teach about check-worthiness: a weight for each trait, on top of the rules' log-odds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

PENALTY = 4.0  # of the squared weights: a trait needs several decisions before it moves anything
MOST = 2.0  # log-odds by which all that was learned may move one claim
_STEPS = 25


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Weights in log-odds, by trait (see `claims.text.worth.traits`)."""

    weights: Mapping[str, float] = field(default_factory=dict)

    def of(self, traits: Sequence[str]) -> float:
        """How far a claim with these traits moves, at most MOST in either direction."""
        moved = sum(self.weights.get(trait, 0.0) for trait in traits)
        return max(-MOST, min(MOST, moved))


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: the rules' log-odds of the claim, its traits, and whether the desk took it."""

    odds: float
    traits: tuple[str, ...]
    taken: bool


def fit(decisions: Sequence[Decided]) -> Adjustment:
    """The adjustment under which the decisions are most likely, small weights preferred.

    A logistic regression with the rules' log-odds as a fixed offset and one free constant, which is left out
    of the result: it moves all claims alike. Solved by Newton's method; the same decisions give the same
    weights. Raises ValueError unless both kinds of decision occur.
    """
    taken = np.array([one.taken for one in decisions], dtype=np.float64)
    if not 0 < taken.sum() < len(taken):
        raise ValueError("Learning needs claims that were taken and claims that were dismissed.")
    names = sorted({trait for one in decisions for trait in one.traits})
    column = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(decisions), len(names) + 1))
    matrix[:, -1] = 1.0
    for row, one in enumerate(decisions):
        matrix[row, [column[trait] for trait in one.traits]] = 1.0
    offset = np.array([one.odds for one in decisions])
    penalty = np.full(len(names) + 1, PENALTY)
    penalty[-1] = 1e-6
    weights = np.zeros(len(names) + 1)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(offset + matrix @ weights, -30, 30)))
        slope = matrix.T @ (likely - taken) + penalty * weights
        curve = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + np.diag(penalty)
        move = np.linalg.solve(curve, slope)
        weights -= move
        if float(np.abs(move).max()) < 1e-8:
            break
    return Adjustment({name: round(float(weights[n]), 4) for name, n in column.items()})


def area(decisions: Sequence[Decided], learned: Adjustment | None = None) -> float | None:
    """The area under the ROC curve: how often a taken claim stands above a dismissed one, ties half.

    None unless both kinds of decision occur.
    """
    scores = np.array([one.odds + (learned.of(one.traits) if learned else 0.0) for one in decisions])
    taken = np.array([one.taken for one in decisions], dtype=bool)
    above, below = scores[taken], scores[~taken]
    if not len(above) or not len(below):
        return None
    wins = (above[:, None] > below[None, :]).sum() + 0.5 * (above[:, None] == below[None, :]).sum()
    return float(wins / (len(above) * len(below)))
