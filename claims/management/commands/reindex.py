"""manage.py reindex: the full-text index and the known names are written anew from the claims."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from claims import known_names, search
from claims.models import Claim


class Command(BaseCommand):
    """Needed after a change of how words are read; claims that come in are indexed as they come."""

    help = (
        "Writes the search text of every claim anew and lets the database build its index from it. Can be run "
        "while the newsroom works, and again after it was interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to leave alone what is there."""
        parser.add_argument("--missing", action="store_true", help="only claims that have no search text yet")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how many claims were indexed."""
        rows = Claim.objects.filter(search=None) if options["missing"] else Claim.objects.all()
        done = 0
        with tqdm(total=rows.count(), unit=" claims", disable=None, file=self.stderr) as bar:
            for done in search.rebuild(missing=options["missing"]):
                bar.update(done - bar.n)
        self.stdout.write(f"{done} claims indexed.")
        checks = max(search.rebuild_checks(missing=options["missing"]), default=0)
        self.stdout.write(f"{checks} published checks indexed.")
        if not options["missing"]:
            checks = max(known_names.rebuild(), default=0)
            self.stdout.write(f"Names of {checks} checks read.")
