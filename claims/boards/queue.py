"""The queue: claims over all articles, narrowed by filters, and what stands beside each of them in its row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from claims import search
from claims.boards.progress import DECIDED, standing
from claims.choices import Role, Status
from claims.models import UNDECIDED, Claim, Evidence, Rating, User, Verdict
from claims.models.claim import ClaimQuerySet
from claims.models.verdict import VerdictQuerySet

ME, NOBODY = "me", "nobody"  # beside the ids of people: whose claims
DISPUTABLE = (*UNDECIDED, Status.APPROVED)


@dataclass(frozen=True, slots=True)
class ClaimFilters:
    """What the queue is narrowed to; an empty field narrows nothing, except that without a status it is open work."""

    status: Sequence[str] = ()  # of Status, or "any"
    outlet: Sequence[int] = ()
    desk: Sequence[int] = ()
    language: Sequence[str] = ()
    kind: Sequence[str] = ()
    role: Sequence[str] = ()
    priority: Sequence[str] = ()
    worth: Sequence[tuple[float | None, float | None]] = ()  # spans of check-worthiness: from, below
    assignee: Sequence[str] = ()  # ids of people as text, ME, NOBODY
    article: int | None = None
    due: str = ""  # "overdue", "today", "tomorrow", "none"
    disputed: bool = False  # sent back, overruled, or the second check disagrees
    second: bool = False  # waits for a second person, who may be the reader
    changed: bool = False  # its text was touched since the check
    q: str = ""


def queue(user: User, filters: ClaimFilters, *, at: datetime) -> ClaimQuerySet:
    """The claims that the person may see and the filters leave, unordered; what others learn on is left out."""
    seen = standing(Claim.objects.visible_to(user)).without_practice_of_others(user)
    found = seen.select_related("article__outlet", "article__desk", "assignee")
    found = _of_status(found, filters)
    if filters.due == "overdue":
        found = found.overdue(at)
    elif filters.due in {"today", "tomorrow"}:
        days = 1 if filters.due == "tomorrow" else 0
        found = found.filter(due_at__lt=end_of_day(at + timedelta(days=days)))
    elif filters.due == "none":
        found = found.filter(due_at=None)
    if filters.outlet:
        found = found.filter(article__outlet__in=filters.outlet)
    for name in ("desk", "language", "kind", "role", "priority"):
        if wanted := getattr(filters, name):
            found = found.filter(**{f"{name}__in": wanted})
    if filters.article is not None:
        found = found.filter(article=filters.article)
    if filters.worth:
        found = found.filter(_worth(filters.worth))
    if filters.assignee:
        found = found.filter(_whose(filters.assignee, user))
    if filters.changed:
        found = found.filter(text_changed_at__isnull=False)
    if filters.disputed:
        found = found.filter(pk__in=_disputed().values("claim"))
    if filters.second:
        found = found.filter(pk__in=_for_a_second_person(user).values("claim"))
    return search.matching(found, filters.q) if filters.q else found


def _of_status(claims: ClaimQuerySet, filters: ClaimFilters) -> ClaimQuerySet:
    """Open work by default; a view of its own kind brings its own."""
    if "any" in filters.status:
        return claims
    if filters.status:
        return claims.filter(status__in=filters.status)
    if filters.second:
        return claims.filter(status=Status.IN_REVIEW)
    if filters.disputed:
        return claims.filter(status__in=DISPUTABLE)
    return claims if filters.changed else claims.undecided()


def _worth(spans: Iterable[tuple[float | None, float | None]]) -> Q:
    wanted = Q(pk__in=())
    for low, high in spans:
        span = Q(check_worthiness__isnull=False)
        if low is not None:
            span &= Q(check_worthiness__gte=low)
        if high is not None:
            span &= Q(check_worthiness__lt=high)
        wanted |= span
    return wanted


def _whose(people: Iterable[str], user: User) -> Q:
    ids = {user.pk if name == ME else int(name) for name in people if name != NOBODY}
    wanted = Q(assignee__in=ids) if ids else Q(pk__in=())
    return wanted | Q(assignee=None) if NOBODY in people else wanted


def _disputed() -> VerdictQuerySet:
    sent_back = Q(submitted_at__isnull=True) & ~Q(review_note="")
    against = Q(submitted_at__isnull=False, second_checks__agrees=False)
    unpublished = Verdict.objects.filter(published_at__isnull=True)
    return unpublished.filter(sent_back | against | ~Q(overruled_because=""))


def _for_a_second_person(user: User) -> VerdictQuerySet:
    """Verdicts that wait for a decision which this person may make."""
    waiting = Verdict.objects.in_review().exclude(drafted_by=user)
    return waiting if user.holds(Role.REVIEWER, Role.EDITOR) else waiting.none()


# -- What stands beside the claims of a page --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Beside:
    """What a row shows that is no column of its claim."""

    sources: int = 0
    rating: Rating | None = None  # of the newest verdict that a second person has agreed to


def with_sources(claims: ClaimQuerySet, user: User) -> ClaimQuerySet:
    """Each with the number of its sources that the person may see, which `sources_of` and `beside` read."""
    shown = Evidence.objects.standing().visible_to(user).filter(claim=OuterRef("pk")).order_by()
    number = shown.values("claim").annotate(number=Count("source", distinct=True)).values("number")
    return claims.annotate(sources=Coalesce(Subquery(number), 0))


def sources_of(claim: Claim) -> int:
    """What `with_sources` has counted for it."""
    number: int = claim.sources  # type: ignore[attr-defined]  # annotated there
    return number


def beside(claims: Sequence[Claim]) -> dict[int, Beside]:
    """By claim, as `with_sources` loads them: what stands beside each; one query."""
    decided = Verdict.objects.filter(
        claim__in=[claim.pk for claim in claims if claim.status in DECIDED],
        reviewed_at__isnull=False,
        retracted_at__isnull=True,
    ).select_related("rating")
    ratings = {verdict.claim_id: verdict.rating for verdict in decided.order_by("claim", "number")}
    return {claim.pk: Beside(sources_of(claim), ratings.get(claim.pk)) for claim in claims}


@dataclass(frozen=True, slots=True)
class VerdictMix:
    """How many claims of an article stand where, the decided ones by the colour of their rating."""

    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)  # by status and colour

    @property
    def total(self) -> int:
        """Claims that stand in the text."""
        return sum(self.counts.values())

    @property
    def decided(self) -> int:
        """Claims with which nobody has anything left to do."""
        return sum(number for (status, _colour), number in self.counts.items() if status in DECIDED)


def verdict_mixes(article_ids: Iterable[int]) -> dict[int, VerdictMix]:
    """The mix of each of the articles, in one query; articles without a claim have an empty one."""
    ids = set(article_ids)
    counts: dict[int, dict[tuple[str, str], int]] = {pk: {} for pk in ids}
    newest = Verdict.objects.filter(
        claim=OuterRef("pk"), reviewed_at__isnull=False, retracted_at__isnull=True
    ).order_by("-number")
    rows = (
        standing(Claim.objects.filter(article__in=ids))
        .annotate(colour=Subquery(newest.values("rating__colour")[:1]))
        .values_list("article", "status", "colour")
        .order_by()
        .annotate(number=Count("pk"))
    )
    for pk, status, colour, number in rows:
        key = (status, colour or "" if status in DECIDED else "")
        counts[pk][key] = counts[pk].get(key, 0) + number
    return {pk: VerdictMix(found) for pk, found in counts.items()}


def end_of_day(at: datetime) -> datetime:
    """The midnight that ends the day of `at` in the reader's time zone."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
