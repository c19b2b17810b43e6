"""Figures that are counted once and then kept for a while, with the time that they are of."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.core.cache import caches
from django.utils import timezone

from claims.figures import Span

T = TypeVar("T")

STORE = "counts"  # of CACHES
KEPT = {"today": 60, "14": 300, "quarter": 900}  # seconds: what changes slowly may be older


class Tally:
    """Everything that one page of figures asks for; `of` is the time of the oldest figure that it was given."""

    def __init__(self, during: Span, desks: Sequence[int]) -> None:
        self.during, self.desks = during, desks
        self.of = during.until

    def of_span(self, count: Callable[..., T]) -> T:
        """What `count(during, desks=)` answers, now or a short while ago; the same for everybody."""
        return self._kept(count, lambda: count(self.during, desks=self.desks))

    def of_now(self, count: Callable[..., T]) -> T:
        """What `count(at=, desks=)` answers, now or a short while ago; the same for everybody."""
        return self._kept(count, lambda: count(at=self.during.until, desks=self.desks))

    def _kept(self, count: Callable[..., T], ask: Callable[[], T]) -> T:
        desks, zone = ",".join(map(str, self.desks)), timezone.get_current_timezone_name()
        key = f"figures:{count.__name__}:{self.during.key}:{self.during.since:%Y%m%d}:{desks}:{zone}"
        found: tuple[datetime, T] | None = caches[STORE].get(key)
        if found is None:
            found = (self.during.until, ask())
            caches[STORE].set(key, found, KEPT[self.during.key])
        self.of = min(self.of, found[0])
        return found[1]
