"""Page-shaped reads: the article list, the article page, the queue, and how far the machine is."""

from claims.boards.articles import ArticleFilters, ArticlePage, article_page, articles, coverage
from claims.boards.counts import QueueCounts, open_count, queue_counts
from claims.boards.progress import (
    DECIDED,
    MACHINE_STAGES,
    OPEN_AT_MOST,
    Mix,
    Progress,
    Step,
    mixes,
    progress,
    standing,
)
from claims.boards.queue import (
    ME,
    NOBODY,
    Beside,
    ClaimFilters,
    VerdictMix,
    beside,
    end_of_day,
    queue,
    sources_of,
    verdict_mixes,
    with_sources,
)

__all__ = [
    "DECIDED",
    "MACHINE_STAGES",
    "ME",
    "NOBODY",
    "OPEN_AT_MOST",
    "ArticleFilters",
    "ArticlePage",
    "Beside",
    "ClaimFilters",
    "Mix",
    "Progress",
    "QueueCounts",
    "Step",
    "VerdictMix",
    "article_page",
    "articles",
    "beside",
    "coverage",
    "end_of_day",
    "mixes",
    "open_count",
    "progress",
    "queue",
    "queue_counts",
    "sources_of",
    "standing",
    "verdict_mixes",
    "with_sources",
]
