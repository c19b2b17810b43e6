"""One worker's right to write one stage of one article, fenced by the attempt number.

The lease is a row, not a lock: whoever takes an article counts `attempt` up, and every later write
of an earlier attempt meets no row and is rolled back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from claims.models import WORKING, Article


class LeaseLost(Exception):
    """Another worker has taken the article over; whatever this one still wants to write is void."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on `stage` of an article until somebody counts `attempt` up."""

    article_id: int
    stage: str
    attempt: int
    tries: int  # how often this stage has been begun, this time included
    behind: timedelta = timedelta(0)  # how far the clock of this work runs behind

    def now(self) -> datetime:
        """The time that is written beside what this work leaves; the lease itself counts real time."""
        return timezone.now() - self.behind

    @contextmanager
    def writing(self, *, done: int, total: int) -> Iterator[None]:
        """What is written inside, the progress and the longer lease become visible together, or not at all.

        Raises LeaseLost, with nothing written, when another attempt has begun.
        """
        with transaction.atomic():
            if not self.mine().update(
                done=done, total=total, lease_until=timezone.now() + settings.STEP_LEASE
            ):
                raise LeaseLost
            yield

    def mine(self) -> "QuerySet[Article]":
        """The article, as long as this lease holds."""
        return Article.objects.filter(pk=self.article_id, stage=self.stage, attempt=self.attempt)


def take(
    article_id: int, *, holder: str, redelivered: bool, behind: timedelta = timedelta(0)
) -> Lease | None:
    """The article is leased to the holder; None when there is nothing to do or somebody else is at work.

    A message that the broker delivers again after its worker died may take its own lease over at once;
    everybody else waits until it has run out.
    """
    now = timezone.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    if redelivered and holder:
        free |= Q(lease_holder=holder)
    due = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now)
    with transaction.atomic():
        taken = Article.objects.filter(free, due, pk=article_id, stage__in=WORKING).update(
            attempt=F("attempt") + 1,
            tries=F("tries") + 1,
            lease_until=now + settings.STEP_LEASE,
            lease_holder=holder[:64],
            next_try_at=None,
        )
        if not taken:
            return None
        stage, attempt, tries = Article.objects.values_list("stage", "attempt", "tries").get(pk=article_id)
    return Lease(article_id, stage, attempt, tries, behind)
