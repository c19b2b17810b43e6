"""The figures around the queue: its head, its views and who has how much; kept for a few seconds."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.core.cache import caches
from django.db.models import Count, IntegerField, Q, QuerySet, Subquery
from django.utils import timezone

from claims.boards.progress import OPEN_AT_MOST
from claims.boards.queue import ClaimFilters, end_of_day, queue
from claims.choices import Action
from claims.models import Claim, Event, User

STORE = "counts"  # of CACHES
FRESH = 8  # seconds: soon enough for a newsroom, and a page that many watch counts once
SETTLED = 60  # seconds: what was done, and how long it took, is in nobody's way if it is a minute old
DECIDING = (Action.APPROVE, Action.OVERRULE, Action.DISMISS, Action.ANSWER, Action.RULE_OUT, Action.KEEP)
MEASURED = timedelta(days=7)  # what the turnaround is the median of
MEASURED_AT_MOST = 1_000  # decisions, the newest


@dataclass(frozen=True, slots=True)
class Load:
    """How much one person has in hand."""

    person: int
    name: str
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """The figures around the queue; counted up to OPEN_AT_MOST + 1, except for what was done today."""

    open: int
    overdue: int
    due_today: int  # overdue ones among them
    done_today: int
    turnaround: timedelta | None  # median from found to decided
    views: Mapping[str, int]
    load: tuple[Load, ...]


def queue_counts(user: User, views: Mapping[str, ClaimFilters], *, at: datetime) -> QueueCounts:
    """The figures over everything the person may see, at most FRESH seconds old; what was done at most SETTLED."""
    head = (ClaimFilters(), ClaimFilters(due="overdue"), ClaimFilters(due="today"))
    numbers = _numbers(user, (*head, *views.values()), at=at)
    done, turnaround = _kept("done", user, SETTLED, lambda: _done(user, at))
    everything, overdue, today = (numbers[repr(filters)] for filters in head)
    return QueueCounts(
        open=everything,
        overdue=overdue,
        due_today=today,
        done_today=done,
        turnaround=turnaround,
        views={key: numbers[repr(filters)] for key, filters in views.items()},
        load=_kept("load", user, FRESH, lambda: _load(user, at)),
    )


class _Number(Subquery):
    """How many rows a query has, as a column."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0  # where the filters contradict each other, nothing is asked


def open_count(user: User, *, at: datetime) -> int:
    """What the queue calls open, for the frame of every page; at most FRESH seconds old."""
    here = ClaimFilters()
    return _numbers(user, (here,), at=at)[repr(here)]


def _numbers(user: User, wanted: Iterable[ClaimFilters], *, at: datetime) -> dict[str, int]:
    """How many claims each of the filters leaves, by how they read; those that nobody has counted lately in one query."""
    keys = {repr(filters): (_key(repr(filters), user), filters) for filters in wanted}
    store = caches[STORE]
    kept = store.get_many([key for key, _filters in keys.values()])
    missing = {key: filters for key, filters in keys.values() if key not in kept}
    if missing:
        columns = {
            f"n{place}": _Number(queue(user, filters, at=at).order_by().values("pk")[: OPEN_AT_MOST + 1])
            for place, filters in enumerate(missing.values())
        }
        row = User.objects.filter(pk=user.pk).annotate(**columns).values_list(*columns).get()
        fresh = dict(zip(missing, row, strict=True))
        store.set_many(fresh, FRESH)
        kept |= fresh
    return {told: kept[key] for told, (key, _filters) in keys.items()}


def _kept(name: str, user: User, seconds: int, count: Callable[[], Any]) -> Any:
    store, key = caches[STORE], _key(name, user)
    found = store.get(key)
    if found is None:
        found = count()
        store.set(key, found, seconds)
    return found


def _key(what: str, user: User) -> str:
    """Of the person and of what is counted; a new view is counted at once."""
    told = repr((what, user.pk, str(timezone.get_current_timezone())))
    return f"queue:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _done(user: User, at: datetime) -> tuple[int, timedelta | None]:
    return _done_since(user, end_of_day(at - timedelta(days=1))), _turnaround(user, at)


def _decided(user: User, since: datetime) -> QuerySet[Event]:
    """What was decided since then on the claims that the person may see, without what others learn on."""
    told = Event.objects.visible_to(user).without_practice_of_others(user)
    return told.filter(at__gte=since, action__in=DECIDING, claim__isnull=False)


def _done_since(user: User, at: datetime) -> int:
    return _decided(user, at).aggregate(number=Count("claim", distinct=True))["number"] or 0


def _turnaround(user: User, at: datetime) -> timedelta | None:
    rows = _decided(user, at - MEASURED).order_by("-at")
    spans = [
        decided - found for found, decided in rows.values_list("claim__found_at", "at")[:MEASURED_AT_MOST]
    ]
    return median(spans) if spans else None  # type: ignore[type-var]  # spans of time can be added and halved


def _load(user: User, at: datetime) -> tuple[Load, ...]:
    """Everybody who has something in hand, and the reader, by name."""
    held = Claim.objects.visible_to(user).undecided().without_practice_of_others(user)
    rows = {
        pk: (number, late)
        for pk, number, late in held.filter(assignee__isnull=False, merged_into=None)
        .order_by()
        .values_list("assignee")
        .annotate(number=Count("pk"), late=Count("pk", filter=Q(sort_due__lt=at)))
    }
    people = User.objects.filter(pk__in={*rows, user.pk})
    found = [Load(person.pk, person.name, *rows.get(person.pk, (0, 0))) for person in people]
    return tuple(sorted(found, key=lambda load: (load.name.casefold(), load.person)))
