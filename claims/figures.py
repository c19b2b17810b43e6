"""The figures of the desk: how long checks take, what is open and late, what was found. Nobody is ranked by them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise
from math import ceil
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractHour, ExtractIsoWeekDay
from django.utils import timezone

from claims.choices import Action, FactState, OutletKind, Status
from claims.models import Claim, Desk, Event, Evidence, Fact, Rating, User, Verdict
from claims.models.claim import ClaimQuerySet

READ_AT_MOST = 20_000  # decided verdicts that a median is computed from, the newest
SPLITS_SHOWN = 8
PERIODS = {"today": 1, "14": 14, "quarter": 91}  # days, the present one among them
USUAL = "14"
AGES = (
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=24),
)  # bounds of how long something is overdue


@dataclass(frozen=True, slots=True)
class Span:
    """The days that the figures are about, midnight to now in the reader's time zone, and those just before them."""

    key: str
    since: datetime
    until: datetime
    before: datetime  # where the span of equal length before begins

    @property
    def days(self) -> int:
        """How many, the present one among them."""
        return PERIODS[self.key]


def span(key: str, *, at: datetime) -> Span:
    """The span of that name that ends at `at`; the usual one for a name that nobody knows."""
    key = key if key in PERIODS else USUAL
    first = timezone.localdate(at) - timedelta(days=PERIODS[key] - 1)
    since = timezone.make_aware(datetime.combine(first, time.min))
    return Span(key, since, at, since - timedelta(days=PERIODS[key]))


# -- How long it takes ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Turn:
    """From the split to the first decided verdict."""

    desk: int | None
    decided_at: datetime
    minutes: float


def turns(during: Span, *, desks: Sequence[int] = ()) -> list[Turn]:
    """The turns decided in the span and in the one before it, corrections left out; one query."""
    rows = _decided(during.before, during.until, desks).filter(corrects=None)
    values = rows.values_list("of_desk", "claim__found_at", "reviewed_at").order_by("-reviewed_at", "-pk")
    return [
        Turn(desk, decided, max(0.0, (decided - found).total_seconds() / 60))
        for desk, found, decided in values[:READ_AT_MOST]
        if decided
    ]


def quantile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least this share of the values does not exceed; None without any."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def median(values: Sequence[float]) -> float | None:
    """The value in the middle, or halfway between the two there; None without any."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


@dataclass(frozen=True, slots=True)
class Split:
    """How long the machine took with a version of an article."""

    article: int
    title: str
    seconds: float


def splits(during: Span, *, desks: Sequence[int] = ()) -> list[Split]:
    """The newest splittings of the span, newest first: from the coming in, or the new try, to the last step; two queries."""
    wanted = (Action.SUBMIT_ARTICLE, Action.REVISE_ARTICLE, Action.RETRY_ARTICLE, Action.SPLIT_ARTICLE)
    ended = Event.objects.filter(action=Action.SPLIT_ARTICLE, at__gte=during.since, at__lte=during.until)
    ended = ended.exclude(article=None).exclude(article__outlet__kind=OutletKind.PRACTICE)
    if desks:
        ended = ended.filter(article__desk__in=desks)
    newest = list(ended.order_by("-pk").values_list("pk", "article", "article__title")[:SPLITS_SHOWN])
    titles = {article: title for _pk, article, title in newest}
    rows = Event.objects.filter(article__in=titles, action__in=wanted).order_by("article", "pk")
    shown = {pk for pk, _article, _title in newest}
    found = []
    for start, end in pairwise(rows.values_list("pk", "article", "action", "at")):
        if end[0] in shown and start[1] == end[1] and start[2] != Action.SPLIT_ARTICLE:
            seconds = (end[3] - start[3]).total_seconds()
            found.append((end[0], Split(end[1] or 0, titles.get(end[1]) or f"A-{end[1]}", max(0.0, seconds))))
    return [one for _pk, one in sorted(found, key=lambda pair: -pair[0])]


# -- What is open -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Load:
    """What one person has in hand."""

    name: str
    open: int
    overdue: int


def load(*, at: datetime, desks: Sequence[int] = ()) -> list[Load]:
    """Everybody who has something in hand, by name; two queries."""
    rows = _narrowed(Claim.objects.in_hand(), desks).order_by().values("assignee")
    counted = rows.annotate(number=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at)))
    numbers = {row["assignee"]: (row["number"], row["late"]) for row in counted}
    people = User.objects.filter(pk__in=numbers)
    return sorted(
        (Load(person.name, *numbers[person.pk]) for person in people), key=lambda one: one.name.casefold()
    )


def overdue_by_age(*, at: datetime, desks: Sequence[int] = ()) -> list[int]:
    """How many undecided claims are overdue for less than each of AGES, and for longer than the last; one query."""
    bounds = [at, *(at - age for age in AGES)]
    counts = {
        f"n{place}": Count("pk", filter=Q(due_at__lt=later, due_at__gte=earlier))
        for place, (later, earlier) in enumerate(pairwise(bounds))
    }
    late = _narrowed(Claim.objects.overdue(at), desks)
    found = late.aggregate(**counts, longest=Count("pk", filter=Q(due_at__lt=bounds[-1])))
    return list(found.values())


def arrivals(during: Span, *, desks: Sequence[int] = ()) -> dict[tuple[int, int], int]:
    """Claims found in the span by weekday (1 is Monday) and hour, on the reader's clock; one query."""
    rows = _narrowed(Claim.objects.filter(found_at__gte=during.since, found_at__lte=during.until), desks)
    zone = timezone.get_current_timezone()
    counted = (
        rows.order_by()
        .annotate(day=ExtractIsoWeekDay("found_at", tzinfo=zone), hour=ExtractHour("found_at", tzinfo=zone))
        .values_list("day", "hour")
        .annotate(number=Count("pk"))
    )
    return {(day, hour): number for day, hour, number in counted}


# -- What was found ---------------------------------------------------------------------------------


def mix(during: Span, *, desks: Sequence[int] = ()) -> dict[int | None, Counter[int]]:
    """By desk: how many verdicts decided in the span have which rating; one query."""
    rows = _decided(during.since, during.until, desks).filter(retracted_at=None)
    counted = rows.order_by().values_list("of_desk", "rating").annotate(number=Count("pk"))
    found: dict[int | None, Counter[int]] = {}
    for desk, rating, number in counted:
        found.setdefault(desk, Counter())[rating] += number
    return found


def errors(during: Span, *, desks: Sequence[int] = ()) -> dict[str, int]:
    """By kind of claim: verdicts of the span that found something wrong; one query."""
    rows = _decided(during.since, during.until, desks).filter(retracted_at=None).filter(FOUND_WRONG)
    return dict(rows.order_by().values_list("claim__kind").annotate(number=Count("pk")))


FOUND_WRONG = Q(rating__claimreview_value__lte=3) | Q(rating__holds_back=True)


def wrong_facts(during: Span, *, desks: Sequence[int] = ()) -> dict[str, int]:
    """By type: facts that somebody ticked as wrong in the span; one query."""
    claims = _narrowed(Claim.objects.all(), desks)
    rows = Fact.objects.filter(
        state=FactState.WRONG,
        checked_at__gte=during.since,
        checked_at__lte=during.until,
        claim__in=claims,
    )
    return dict(rows.order_by().values_list("type").annotate(number=Count("pk")))


def with_primary(during: Span, *, desks: Sequence[int] = ()) -> tuple[int, int]:
    """Of the verdicts decided in the span: those whose claim has a primary source, and all; one query."""
    primary = Evidence.objects.standing().filter(claim=OuterRef("claim"), is_primary=True)
    rows = _decided(during.since, during.until, desks).annotate(is_proved=Exists(primary))
    found = rows.aggregate(proved=Count("pk", filter=Q(is_proved=True)), all=Count("pk"))
    return found["proved"], found["all"]


def names() -> tuple[dict[int, Desk], dict[int, Rating]]:
    """Desks and ratings by id; two queries."""
    return (
        {desk.pk: desk for desk in Desk.objects.all()},
        {rating.pk: rating for rating in Rating.objects.order_by("scale__is_public", "order", "pk")},
    )


def _decided(since: datetime, until: datetime, desks: Sequence[int]) -> QuerySet[Any]:
    """Verdicts decided between the two, with the desk that answers for each; those of practice left out."""
    rows: QuerySet[Any] = Verdict.objects.filter(reviewed_at__gte=since, reviewed_at__lte=until).exclude(
        claim__article__outlet__kind=OutletKind.PRACTICE
    )
    rows = rows.annotate(of_desk=Coalesce("claim__desk", "claim__article__desk"))
    return rows.filter(of_desk__in=desks) if desks else rows


def _narrowed(claims: ClaimQuerySet, desks: Sequence[int]) -> ClaimQuerySet:
    """Claims that count: in the text, not merged, not for practice, of these desks."""
    rows = claims.exclude(status=Status.GONE).filter(merged_into=None)
    rows = rows.exclude(article__outlet__kind=OutletKind.PRACTICE)
    if desks:
        rows = rows.filter(Q(desk__in=desks) | Q(desk=None, article__desk__in=desks))
    return rows
