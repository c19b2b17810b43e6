"""Page-shaped reads: the article list, the article page, the queue, and how far the machine is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from claims.choices import Stage, Status
from claims.models import UNDECIDED, Article, Claim, Match, Passage, Revision, User
from claims.models.claim import ClaimQuerySet

OPEN_AT_MOST = 999  # beyond it the frame shows "999+": counting on would cost more than it tells
DECIDED = tuple(status for status in Status if status not in (*UNDECIDED, Status.GONE))


# -- How far the machine is -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the progress panel."""

    stage: Stage
    state: str  # done, now, failed, todo


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the machine is with one article."""

    steps: tuple[Step, ...]
    done: int  # within the present step, in its own unit
    total: int
    claims: int  # found so far
    sentences: int

    @property
    def share(self) -> float:
        """Of all steps together, 0..1; each step counts the same."""
        through = sum(step.state == "done" for step in self.steps)
        within = self.done / self.total if self.total and through < len(self.steps) else 0.0
        return min(1.0, (through + min(1.0, within)) / len(self.steps))

    @property
    def percent(self) -> int:
        """`share` in whole percent."""
        return round(100 * self.share)


MACHINE_STAGES = (Stage.CLEAN, Stage.SPLIT, Stage.SCORE, Stage.MATCH)


def progress(article: Article, *, claims: int = 0, sentences: int = 0) -> Progress:
    """Where the article stands among the machine's steps."""
    if article.stage == Stage.READY:
        at = len(MACHINE_STAGES)
    else:
        at = MACHINE_STAGES.index(Stage(article.failed_stage or article.stage))
    here = "failed" if article.stage == Stage.FAILED else "now"
    steps = tuple(
        Step(stage, "done" if place < at else here if place == at else "todo")
        for place, stage in enumerate(MACHINE_STAGES)
    )
    return Progress(steps, article.done, article.total, claims, sentences)


# -- How many claims stand where --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mix:
    """How many claims of an article stand at which status."""

    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Claims that stand in the text."""
        return sum(self.counts.values())

    @property
    def decided(self) -> int:
        """Claims with which nobody has anything left to do."""
        return sum(self.counts.get(status, 0) for status in DECIDED)

    @property
    def open(self) -> int:
        """Claims with which somebody still has something to do."""
        return self.total - self.decided


def mixes(article_ids: Iterable[int]) -> dict[int, Mix]:
    """The mix of each of the articles, in one query; articles without a claim have an empty one."""
    ids = set(article_ids)
    counts: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    rows = _standing(Claim.objects.filter(article__in=ids)).values_list("article", "status")
    for pk, status, number in rows.annotate(number=Count("pk")).order_by("article", "status"):
        counts[pk][status] = number
    return {pk: Mix(found) for pk, found in counts.items()}


def open_count(user: User) -> int:
    """Undecided claims, counted up to one more than OPEN_AT_MOST."""
    return int(Claim.objects.visible_to(user).undecided()[: OPEN_AT_MOST + 1].count())


def _standing(claims: ClaimQuerySet) -> ClaimQuerySet:
    return claims.exclude(status=Status.GONE).filter(merged_into=None)


# -- The article list -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ArticleFilters:
    """What the article list is narrowed to; an empty field narrows nothing."""

    stage: Sequence[str] = ()  # "working", "ready", "failed"
    outlet: Sequence[int] = ()
    desk: Sequence[int] = ()
    language: Sequence[str] = ()
    q: str = ""


def articles(user: User, filters: ArticleFilters) -> QuerySet[Article]:
    """The articles that the person may see and the filters leave, unordered."""
    found = Article.objects.visible_to(user).select_related("outlet", "desk")
    if filters.stage:
        wanted = Q(pk__in=())
        if "working" in filters.stage:
            wanted |= Q(stage__in=MACHINE_STAGES)
        for stage in {Stage.READY, Stage.FAILED} & set(filters.stage):
            wanted |= Q(stage=stage)
        found = found.filter(wanted)
    if filters.outlet:
        found = found.filter(outlet__in=filters.outlet)
    if filters.desk:
        found = found.filter(desk__in=filters.desk)
    if filters.language:
        found = found.filter(language__in=filters.language)
    if filters.q:
        found = found.filter(
            Q(title__icontains=filters.q) | Q(author__icontains=filters.q) | Q(url__icontains=filters.q)
        )
    return found


# -- The article page -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Everything the article page shows."""

    article: Article
    revision: Revision | None
    passages: tuple[Passage, ...]
    claims: tuple[Claim, ...]  # of the newest revision, in text order, with facts and matches
    progress: Progress
    mix: Mix
    coverage: int  # percent of the article's own text that lies within a claim


def article_page(article: Article) -> ArticlePage:
    """The newest revision of the article with its passages and claims; five queries, whatever its length."""
    revision = Revision.objects.filter(article=article).order_by("-number").first()
    passages = tuple(Passage.objects.filter(revision=revision).order_by("position")) if revision else ()
    earlier = Match.objects.select_related("earlier__article__outlet").order_by("-score", "pk")
    found = (
        Claim.objects.filter(revision=revision, merged_into=None)
        .standing()
        .select_related("assignee", "repeats", "marked_by", "reason")
        .prefetch_related("facts", Prefetch("matches", queryset=earlier))
        .in_text_order()
    )
    claims = tuple(found) if revision else ()
    return ArticlePage(
        article=article,
        revision=revision,
        passages=passages,
        claims=claims,
        progress=progress(
            article,
            claims=len(claims),
            sentences=sum(len(passage.sentences) for passage in passages),
        ),
        mix=Mix(Counter(claim.status for claim in claims)),
        coverage=coverage(passages, claims),
    )


def coverage(passages: Iterable[Passage], claims: Iterable[Claim]) -> int:
    """Percent of the code points of the article's sentences that lie within at least one claim."""
    whole = sorted(
        (start, end) for passage in passages if not passage.furniture for start, end in passage.sentences
    )
    length = sum(end - start for start, end in whole)
    if not length:
        return 0
    claimed: list[tuple[int, int]] = []  # without overlaps
    for start, end in sorted((claim.start, claim.end) for claim in claims):
        if claimed and start <= claimed[-1][1]:
            claimed[-1] = (claimed[-1][0], max(end, claimed[-1][1]))
        else:
            claimed.append((start, end))
    covered = at = 0
    for start, end in whole:
        while at < len(claimed) and claimed[at][0] < end:
            covered += max(0, min(end, claimed[at][1]) - max(start, claimed[at][0]))
            if claimed[at][1] > end:
                break  # it goes on in the next sentence
            at += 1
    percent: int = round(100 * covered / length)
    return percent


# -- The queue --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClaimFilters:
    """What the queue is narrowed to; an empty field narrows nothing, except that without a status it is open work."""

    status: Sequence[str] = ()  # of Status, or "any"
    outlet: Sequence[int] = ()
    desk: Sequence[int] = ()
    language: Sequence[str] = ()
    kind: Sequence[str] = ()
    role: Sequence[str] = ()
    due: str = ""  # "overdue", "today"
    q: str = ""


def queue(user: User, filters: ClaimFilters, *, at: datetime) -> ClaimQuerySet:
    """The claims that the person may see and the filters leave, unordered."""
    found = _standing(Claim.objects.visible_to(user)).select_related(
        "article__outlet", "article__desk", "assignee"
    )
    if not filters.status:
        found = found.undecided()
    elif "any" not in filters.status:
        found = found.filter(status__in=filters.status)
    if filters.due == "overdue":
        found = found.overdue(at)
    elif filters.due == "today":
        found = found.filter(due_at__lt=end_of_day(at))
    if filters.outlet:
        found = found.filter(article__outlet__in=filters.outlet)
    if filters.desk:
        found = found.filter(desk__in=filters.desk)
    for name in ("language", "kind", "role"):
        if wanted := getattr(filters, name):
            found = found.filter(**{f"{name}__in": wanted})
    if filters.q:
        found = found.filter(
            Q(quote__icontains=filters.q)
            | Q(claimant__icontains=filters.q)
            | Q(article__title__icontains=filters.q)
        )
    return found


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """The figures beside the queue."""

    by_status: Mapping[str, int]
    by_desk: Mapping[int | None, int]  # of the open ones
    open: int
    overdue: int
    due_today: int  # overdue ones among them
    unassigned: int


def queue_counts(user: User, *, at: datetime) -> QueueCounts:
    """The figures over everything the person may see, in three queries."""
    seen = _standing(Claim.objects.visible_to(user))
    status_rows = seen.order_by().values_list("status").annotate(number=Count("pk"))
    desk_rows = seen.undecided().order_by().values_list("desk").annotate(number=Count("pk"))
    figures = seen.undecided().aggregate(
        open=Count("pk"),
        overdue=Count("pk", filter=Q(due_at__lt=at)),
        due_today=Count("pk", filter=Q(due_at__lt=end_of_day(at))),
        unassigned=Count("pk", filter=Q(assignee=None)),
    )
    return QueueCounts(by_status=dict(status_rows), by_desk=dict(desk_rows), **figures)


def end_of_day(at: datetime) -> datetime:
    """The midnight that ends the day of `at` in the reader's time zone."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
