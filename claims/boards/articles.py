"""The article list and the article page, as they are read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from claims.boards.progress import MACHINE_STAGES, Mix, Progress, progress
from claims.choices import Stage, Status
from claims.models import Article, Claim, Match, Passage, Revision, User

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
    claims: tuple[
        Claim, ...
    ]  # of the newest revision, in text order, with facts, hints and matches; no split ones
    progress: Progress
    mix: Mix
    coverage: int  # percent of the article's own text that lies within a claim


def article_page(article: Article) -> ArticlePage:
    """The newest revision of the article with its passages and claims; six queries, whatever its length."""
    revision = Revision.objects.filter(article=article).order_by("-number").first()
    passages = tuple(Passage.objects.filter(revision=revision).order_by("position")) if revision else ()
    parted = Claim.objects.filter(revision=revision, split_from__isnull=False).standing().values("split_from")
    earlier = Match.objects.select_related("earlier__article__outlet").order_by("-score", "pk")
    found = (
        Claim.objects.filter(revision=revision, merged_into=None)
        .exclude(status=Status.DISMISSED, pk__in=parted)
        .standing()
        .select_related("assignee", "repeats", "marked_by", "reason")
        .prefetch_related("facts", "hints", Prefetch("matches", queryset=earlier))
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
