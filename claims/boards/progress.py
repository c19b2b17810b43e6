"""How far the machine is with an article, and how many of its claims stand where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count

from claims.choices import Stage, Status
from claims.models import UNDECIDED, Article, Claim
from claims.models.claim import ClaimQuerySet

OPEN_AT_MOST = 999  # beyond it the frame shows "999+": counting on would cost more than it tells
DECIDED = tuple(status for status in Status if status not in (*UNDECIDED, Status.GONE))


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

    @property
    def is_done(self) -> bool:
        """Whether there are claims, and nobody has anything left to do with them."""
        return bool(self.total) and not self.open


def mixes(article_ids: Iterable[int]) -> dict[int, Mix]:
    """The mix of each of the articles, in one query; articles without a claim have an empty one."""
    ids = set(article_ids)
    counts: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    rows = standing(Claim.objects.filter(article__in=ids)).values_list("article", "status")
    for pk, status, number in rows.annotate(number=Count("pk")).order_by("article", "status"):
        counts[pk][status] = number
    return {pk: Mix(found) for pk, found in counts.items()}


def standing(claims: ClaimQuerySet) -> ClaimQuerySet:
    """Those that stand in the text as claims of their own."""
    return claims.exclude(status=Status.GONE).filter(merged_into=None)
