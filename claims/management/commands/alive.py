"""`manage.py alive PART`: whether a part of the running product was seen lately; a container asks it."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claims.models import Heartbeat


class Command(BaseCommand):
    """Exit status 0 when it was, 1 with a line of explanation when it was not."""

    help = "Tell whether the worker or the sweeper was seen lately."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which part, and what counts as lately."""
        parser.add_argument("part", choices=["worker", "sweeper"])
        parser.add_argument(
            "--within", type=int, default=60, metavar="SECONDS", help="what counts as lately (60)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Answers in one line."""
        seen = Heartbeat.objects.filter(part=options["part"]).values_list("at", flat=True).first()
        if seen is None:
            raise CommandError(f"The {options['part']} has never been seen.")
        ago = timezone.now() - seen
        if ago > timedelta(seconds=options["within"]):
            raise CommandError(f"The {options['part']} was last seen {ago.total_seconds():.0f} s ago.")
        self.stdout.write(f"The {options['part']} was seen {max(ago.total_seconds(), 0):.0f} s ago.")
