"""manage.py ranking: what was learned from the desk's decisions, learning now, and the way back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from claims import ranking
from claims.models import Ranking


class Command(BaseCommand):
    """Lists the versions; `learn` makes one, `back` takes the earlier one."""

    help = "The learned ranking of claims: list its versions, learn anew, or go back to an earlier one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument("what", nargs="?", choices=["list", "learn", "back"], default="list")
        parser.add_argument("--to", type=int, metavar="VERSION", help="with back: this version")

    def handle(self, *args: Any, **options: Any) -> None:
        """One of the three is done and told."""
        match options["what"]:
            case "learn":
                self.stdout.write(ranking.learn(timezone.now()).words)
            case "back":
                try:
                    row = ranking.go_back(to=options["to"])
                except Ranking.DoesNotExist as error:
                    raise CommandError(f"There is no version {options['to']}.") from error
                self.stdout.write(f"Version {row.pk} is in use." if row else "The rules alone are in use.")
            case _:
                self._list()

    def _list(self) -> None:
        rows = list(Ranking.objects.all()[:50])
        for row in rows:
            self.stdout.write(
                f"{row.pk:>4}  {row.learned_at:%Y-%m-%d %H:%M}  {row.decisions} decisions, {row.held_back} held back, "
                f"area {row.area_before:.3f} → {row.area_after:.3f}{'  in use' if row.in_use else ''}"
            )
        if not any(row.in_use for row in rows):
            self.stdout.write("The rules alone are in use.")
