"""manage.py index_claims: the index of earlier checks on this machine, made anew or brought up to date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from claims.pipeline import earlier
from claims.text.matching.store import Failure

AT_ONCE = 1000


class Command(BaseCommand):
    """Safe beside running workers: they search what is there meanwhile, and their articles say so."""

    help = (
        "Brings the index of earlier checks on this machine up to date; --anew makes it from nothing, for example "
        "after the index was damaged or a model was changed. The clock does the same by itself, a little each minute."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--anew` and `--ahead`."""
        parser.add_argument("--anew", action="store_true", help="throw the present index away first")
        parser.add_argument(
            "--ahead",
            action="store_true",
            help="also what the slow second model would make at the first question (some 18 claims a second)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints how many checked claims the index holds; CommandError where it cannot be written."""
        try:
            index = earlier.finder()
            if options["anew"]:
                with index.store.writing():
                    index.store.clear()
            with tqdm(total=earlier.checked().count(), unit=" claims", disable=None) as bar:
                while not earlier.catch_up(index, most=AT_ONCE, ahead=options["ahead"]):
                    bar.update(len(index.store) - bar.n)
        except (earlier.Unusable, Failure) as error:
            raise CommandError(f"The index cannot be written: {error}") from error
        self.stdout.write(f"{len(index.store)} checked claims in {index.store.path}")
