"""`manage.py sweep`: the loop that finds what waits too long and wakes a worker for it."""

import logging
import signal
import threading
from datetime import timedelta
from typing import Any

import kombu.exceptions
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone
from redis.exceptions import RedisError

from claims.intake import wake_waiting
from claims.models import Heartbeat
from claims.notify import outbox
from claims.tasks import beat_heart, drain_outbox

log = logging.getLogger(__name__)

PULSE = 10.0  # seconds between two heartbeats asked of the workers
PULSE_LIFE = 20.0  # seconds after which one that nobody has taken is void
LONGEST_WAIT = 30.0
LATE_POST = timedelta(minutes=1)  # mail that waits longer has been forgotten by the clock


class Command(BaseCommand):
    """A supervised process of its own, not a task of the clock: the clock may be dead."""

    help = "Wake workers for articles that wait; runs until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--once` for a single sweep."""
        parser.add_argument("--once", action="store_true", help="sweep once and answer how many were woken")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweeps every SWEEP_EVERY_SECONDS, also after the database or the broker has been away."""
        if options["once"]:
            self.stdout.write(str(sweep()))
            return
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        wait, since_pulse = 0.0, PULSE
        while not stopping.wait(wait):
            since_pulse += wait
            try:
                if since_pulse >= PULSE:
                    ask_for_pulse()
                    ask_for_post()
                    since_pulse = 0.0
                if woken := sweep():
                    log.info("%s waiting articles: a worker was woken for each", woken)
                wait = settings.SWEEP_EVERY
            except DatabaseError as error:
                log.error("the database is away, sweeping goes on when it is back: %s", error)
                connections.close_all()
                wait = min(max(wait, 1.0) * 2, LONGEST_WAIT)
            close_old_connections()


def sweep() -> int:
    """Every article that waits without a worker has been told to one; answers how many. The sweeper was alive."""
    now = timezone.now()
    woken = wake_waiting(now)
    Heartbeat.objects.update_or_create(part="sweeper", defaults={"at": now})
    return woken


def ask_for_pulse() -> None:
    """A worker is asked to show that it lives; when the broker is away, nobody is asked."""
    try:
        beat_heart.apply_async(expires=PULSE_LIFE, retry=False)
    except (kombu.exceptions.OperationalError, RedisError, OSError) as error:
        log.warning("the broker is away, no worker can be asked whether it lives: %s", error)


def ask_for_post() -> bool:
    """A worker is asked to empty the outbox when something waits there that the clock has not had sent."""
    if outbox.oldest_due(timezone.now() - LATE_POST) is None:
        return False
    try:
        drain_outbox.apply_async(expires=PULSE_LIFE, retry=False)
    except (kombu.exceptions.OperationalError, RedisError, OSError) as error:
        log.warning("the broker is away, the outbox waits: %s", error)
        return False
    return True
