"""manage.py train: makes the weights of the text steps anew from public research data."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.text.training.recipes import RECIPES

SEED = 7


class Command(BaseCommand):
    """Trains one model, prints what it reaches on held-back sentences, writes weights and card."""

    help = "Trains the name model or the check-worthiness model; prints held-back figures, writes weights and card."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which model, from where, to where."""
        parser.add_argument("model", choices=sorted(RECIPES), help="what to train")
        parser.add_argument(
            "--out", required=True, metavar="DIR", help="folder for the weights and their card"
        )
        parser.add_argument(
            "--data", dest="source", metavar="DIR", help="folder of the data sets (default: ../shared/data)"
        )
        parser.add_argument("--seed", type=int, default=SEED, help="decides which sentences are held back")

    def handle(self, *args: Any, **options: Any) -> None:
        """Trains and reports; CommandError where the data or the folder is not usable."""
        source = (
            Path(options["source"]) if options["source"] else settings.BASE_DIR.parent / "shared" / "data"
        )
        if not source.is_dir():
            raise CommandError(f"{source} is no folder: name the folder of the data sets with --data")
        out = Path(options["out"])
        try:
            out.mkdir(parents=True, exist_ok=True)
            RECIPES[options["model"]](source, out, seed=options["seed"], report=self.stdout.write)
        except (OSError, ValueError, RuntimeError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"written to {out}"))
