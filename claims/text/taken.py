"""Stretches of a text that are taken, asked and extended in logarithmic time."""

from bisect import bisect_left, insort
from collections.abc import Iterable


class Taken:
    """Stretches that do not overlap each other."""

    def __init__(self, stretches: Iterable[tuple[int, int]] = ()) -> None:
        self._stretches: list[tuple[int, int]] = []
        for start, end in stretches:
            self.add(start, end)

    def touches(self, start: int, end: int) -> bool:
        """True where a taken stretch overlaps the one from `start` to `end`."""
        at = bisect_left(self._stretches, (start, start))
        if at < len(self._stretches) and self._stretches[at][0] < end:
            return True
        return at > 0 and self._stretches[at - 1][1] > start

    def add(self, start: int, end: int) -> bool:
        """Takes the stretch and says True; says False and takes nothing where it is empty or overlaps one."""
        if start >= end or self.touches(start, end):
            return False
        insort(self._stretches, (start, end))
        return True
