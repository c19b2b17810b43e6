"""The workers' door: a task takes ids, tolerates a missing row, and calls one function."""

from celery import Task, shared_task
from django.utils import timezone

from claims import archiving
from claims.models import Heartbeat
from claims.notify import outbox
from claims.pipeline import runner
from claims.workflow import deadlines


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
    outbox.drain(timezone.now())


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
