"""Walks an article through the steps; the only place that moves a stage."""

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from claims import history, notices
from claims.choices import Action, Stage
from claims.models import Article
from claims.pipeline.lease import Lease, LeaseLost, take
from claims.text.encoders import encoders
from claims.text.reading import read

log = logging.getLogger(__name__)

Step = Callable[[Article, Lease], None]

# The machine's half in order: which stage is done by which step.
STEPS: dict[str, str] = {
    Stage.CLEAN: "claims.pipeline.clean.run",
    Stage.SPLIT: "claims.pipeline.split.run",
    Stage.SCORE: "claims.pipeline.score.run",
    Stage.MATCH: "claims.pipeline.match.run",
}
ORDER = [*STEPS, Stage.READY]
BACKOFF = (timedelta(seconds=5), timedelta(seconds=30))  # before the second and the third try


def run(
    article_id: int, *, holder: str = "", redelivered: bool = False, begun: datetime | None = None
) -> str | None:
    """The article stands at `ready`, at `failed`, or waits for its next try; answers its stage.

    `begun` is when the work is said to have begun, for articles brought along from elsewhere, by default
    now: what it leaves is dated from there, as long after as it really took.

    None when there was nothing to do here: unknown article, already through, or somebody else at work.
    Never raises for what a step does: the failure stands in the row, where a person sees it.
    """
    stage: str | None = None
    behind = timezone.now() - begun if begun else timedelta(0)
    while lease := take(article_id, holder=holder, redelivered=redelivered, behind=behind):
        redelivered = False
        stage = _perform(lease)
        if stage != _after(lease.stage):
            break
    return stage


def _after(stage: str) -> str:
    return ORDER[ORDER.index(stage) + 1]


def _perform(lease: Lease) -> str | None:
    """One step of one article; answers the stage that the article then stands in, None when the lease was lost."""
    if lease.tries > settings.STEP_TRIES:  # every try so far took its worker down with it
        return _fail(lease, f"The worker died {lease.tries - 1} times while it was at this step.")
    try:
        article = Article.objects.select_related("outlet", "desk").get(pk=lease.article_id)
        step: Step = import_string({**STEPS, **settings.PIPELINE_STEPS}[lease.stage])
        step(article, lease)
        return _advance(lease)
    except LeaseLost:
        log.warning("article %s: another worker has taken over at %s", lease.article_id, lease.stage)
        return None
    except Exception as error:  # whatever a step throws belongs into the row, not into the log alone
        log.exception("article %s: step %s failed, try %s", lease.article_id, lease.stage, lease.tries)
        return _again_or_fail(lease, f"{type(error).__name__}: {error}"[:2000])


def _advance(lease: Lease) -> str | None:
    now = lease.now()
    following = _after(lease.stage)
    whole: AbstractContextManager[None] = (
        history.writing() if following == Stage.READY else transaction.atomic()
    )
    with whole:
        moved = lease.mine().update(
            stage=following,
            stage_since=now,
            tries=0,
            done=0,
            total=0,
            lease_until=None,
            lease_holder="",
            failure="",
            woken_at=None,
        )
        if not moved:
            raise LeaseLost
        if following == Stage.READY:
            article = Article.objects.get(pk=lease.article_id)
            history.record(
                Action.SPLIT_ARTICLE,
                by=None,
                at=now,
                article=article,
                after={"claims": article.claims.standing().count()},
            )
    return following


def _again_or_fail(lease: Lease, failure: str) -> str | None:
    if lease.tries >= settings.STEP_TRIES:
        return _fail(lease, failure)
    wait = BACKOFF[min(lease.tries, len(BACKOFF)) - 1]
    kept = lease.mine().update(
        next_try_at=timezone.now() + wait, failure=failure, lease_until=None, lease_holder="", woken_at=None
    )
    return lease.stage if kept else None


def _fail(lease: Lease, failure: str) -> str | None:
    """The article stands as failed, with the stage and the reason."""
    now = lease.now()
    with history.writing():
        stopped = lease.mine().update(
            stage=Stage.FAILED,
            failed_stage=lease.stage,
            failure=failure,
            stage_since=now,
            lease_until=None,
            lease_holder="",
            next_try_at=None,
        )
        if not stopped:
            return None
        article = Article.objects.get(pk=lease.article_id)
        history.record(
            Action.FAIL_ARTICLE, by=None, at=now, article=article, after={"stage": lease.stage}, why=failure
        )
        notices.article_failed(article, at=now)
    return Stage.FAILED


def restart(article: Article, *, stage: str) -> bool:
    """The article waits at the stage again with all its tries; False when it was neither failed nor ready."""
    now = timezone.now()
    return bool(
        Article.objects.filter(pk=article.pk, stage__in=[Stage.FAILED, Stage.READY]).update(
            stage=stage,
            failed_stage="",
            failure="",
            stage_since=now,
            tries=0,
            done=0,
            total=0,
            lease_until=None,
            lease_holder="",
            next_try_at=None,
            woken_at=None,
        )
    )


def rewind(article: Article) -> None:
    """A new revision has come: the machine begins again, whatever it was doing; a running step loses its lease."""
    Article.objects.filter(pk=article.pk).update(
        stage=Stage.CLEAN,
        failed_stage="",
        failure="",
        stage_since=timezone.now(),
        tries=0,
        done=0,
        total=0,
        lease_until=None,
        lease_holder="",
        next_try_at=None,
        woken_at=None,
        attempt=F("attempt") + 1,
    )


def warm() -> None:
    """Steps and models of the text stand in memory: called once per worker, before its first article.

    Raises ImportError for a step that cannot be read: a worker that could do nothing must not start.
    """
    for step in {**STEPS, **settings.PIPELINE_STEPS}.values():
        import_string(step)
    if settings.MATCHING_CONFIGURATION != "words":
        encoders("fast")  # the one that may be read before the fork
    read(
        "Am 5. November 2024 sagte Ministerin Anna Beispiel in Berlin, die Kosten seien um 3,5 Prozent gestiegen."
    )
    read(
        "On 5 November 2024 the minister, Jane Example, said in London that costs had risen by 3.5 per cent."
    )
