"""Vectors of one length as bytes: a number between -127 and 127 for each direction, and how alike two are."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_STEPS = 127


def packed(vectors: Floats) -> list[bytes]:
    """One string of bytes for each row; the length of a vector is lost, its direction kept to within 1 %."""
    longest = np.abs(vectors).max(axis=1, keepdims=True)
    codes = np.rint(vectors * (_STEPS / np.where(longest > 0, longest, 1.0))).astype(np.int8)
    return [row.tobytes() for row in codes]


def unpacked(codes: Sequence[bytes]) -> Floats:
    """Rows of length one again. All codes must be of one length."""
    return normal(np.frombuffer(b"".join(codes), dtype=np.int8).reshape(len(codes), -1).astype(np.float32))


def normal(vectors: Floats) -> Floats:
    """The rows at length one; a row of noughts stays as it is."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1.0), dtype=np.float32)
