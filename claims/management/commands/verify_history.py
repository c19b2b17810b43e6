"""manage.py verify_history: nobody has touched the history and the published checks since they were written."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims import history
from claims.models import Event
from claims.workflow import publication


class Command(BaseCommand):
    """Walks along the chain of events; ends with 1 at the first line that does not hold."""

    help = (
        "Checks that no event was changed, removed or put in later, and that published checks read as they went "
        "out. Prints the hash of the last event: written down elsewhere and given as --expect next time, it also "
        "shows when the whole history was replaced. Ends with 1 at the first broken row."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """From where to walk, and which hash must occur."""
        parser.add_argument("--since", type=int, default=0, metavar="ID", help="begin after this event")
        parser.add_argument(
            "--expect", default="", metavar="HASH", help="a hash that an earlier run has printed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints what was checked; CommandError, and so 1, when something does not hold."""
        found = history.verify(since=options["since"], expect=options["expect"])
        if found.broken:
            event = Event.objects.filter(pk=found.broken.event_id).first()
            raise CommandError(
                f"Event {found.broken.event_id}{f' ({event}, {event.subject})' if event else ''}: "
                f"{found.broken.why} The {found.checked} events before it hold."
            )
        for verdict in publication.tampered():
            raise CommandError(
                f"Verdict {verdict.pk} (claim {verdict.claim_id}, number {verdict.number}): its published content "
                "is not what the history says went out."
            )
        self.stdout.write(f"{found.checked} events hold. Hash of the last one: {found.head}")
