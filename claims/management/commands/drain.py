"""`manage.py drain`: one round of the post, for those who do not want to wait for the clock."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from claims.models import Notification
from claims.notify import outbox
from claims.workflow import settled


class Command(BaseCommand):
    """Sends what is due; safe beside the running clock."""

    help = "Send the mails and chat messages that are due, once, and say how many left."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--again` gives those another chance that were given up."""
        parser.add_argument(
            "--again", action="store_true", help="first put everything that was given up back into the outbox"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how many messages left, how many rows wait and how many were given up."""
        now = timezone.now()
        if options["again"]:
            again = outbox.send_again(Notification.objects.all(), at=now)
            self.stdout.write(f"{again} given another chance")
        sent = outbox.drain(now, judge=settled.judge)
        waiting, given_up = outbox.standing()
        self.stdout.write(f"{sent} sent, {waiting} waiting, {given_up} given up")
