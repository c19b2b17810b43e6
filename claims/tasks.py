"""The workers' door: a task takes ids, tolerates a missing row, and calls one function."""

from celery import Task, shared_task
from django.utils import timezone

from claims.models import Heartbeat
from claims.notify import outbox
from claims.pipeline import runner


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
