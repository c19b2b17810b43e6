"""The workers' door: a task takes ids, tolerates a missing row, and calls one function."""

import logging

from celery import Task, shared_task
from django.conf import settings
from django.utils import timezone

from claims import archiving, drafts, printing, ranking
from claims.models import Heartbeat
from claims.notify import outbox
from claims.pipeline import match, runner
from claims.workflow import deadlines, settled

log = logging.getLogger(__name__)


@shared_task(bind=True)
def split_article(self: Task[[int], None], article_id: int) -> None:
    """The article has gone as far through the steps as it can now."""
    redelivered = bool((self.request.delivery_info or {}).get("redelivered"))
    runner.run(article_id, holder=self.request.id or "", redelivered=redelivered)


@shared_task
def beat_heart() -> None:
    """A worker was alive just now, and beat too, since it sent this."""
    Heartbeat.objects.update_or_create(part="worker", defaults={"at": timezone.now()})


@shared_task
def drain_outbox() -> None:
    """What waits in the outbox has left, or stands there with the reason why not."""
    outbox.drain(timezone.now(), judge=settled.judge)


@shared_task
def forget_old_notices() -> None:
    """Notices that were sent or read long ago are gone."""
    outbox.forget_old(timezone.now(), days=settings.NOTICES_KEPT_DAYS)


@shared_task
def run_deadlines() -> None:
    """Whoever has to be told of a time that comes or has passed has been told, once."""
    deadlines.run_deadlines(timezone.now())


@shared_task
def archive_waiting() -> None:
    """The copies of cited pages that were asked for are made, or say why not."""
    archiving.archive_waiting(timezone.now(), limit=3)  # slow pages must not hold a worker child for long


@shared_task
def look_after_sources() -> None:
    """Cited addresses not looked at for long are known to be alive or dead."""
    archiving.look_after(timezone.now(), limit=10)


@shared_task
def forget_old_drafts() -> None:
    """Nothing that was typed and not sent for weeks is kept."""
    drafts.forget_old(timezone.now())


@shared_task
def learn_ranking() -> None:
    """What the desk has taken and dismissed is learned from; a version that ranks better is in use."""
    log.info(ranking.learn(timezone.now()).words)


@shared_task
def compare_again() -> None:
    """The index of earlier checks has come further, and what was compared with half of it is compared again."""
    match.look_again(timezone.now())


@shared_task
def print_dossier(printed_id: int) -> None:
    """The dossier that was asked for is made, or says why not; nothing happens to one that does not wait."""
    printing.make(printed_id, at=timezone.now())


@shared_task
def print_waiting() -> None:
    """Dossiers whose message was lost are made all the same."""
    printing.make_waiting(timezone.now(), limit=2)


@shared_task
def forget_old_dossiers() -> None:
    """Dossiers on paper that nobody has asked for lately are gone, with their files."""
    printing.forget_old(timezone.now())
