"""manage.py lifecycle: the table of transitions, printed or written into the README."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from claims.workflow.drawing import BEGIN, END, diagram, table


class Command(BaseCommand):
    """Shows who may do what to a claim at which status."""

    help = "Prints the diagram and the table of transitions in Markdown; --write puts the diagram into the README."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--write` for the README."""
        parser.add_argument(
            "--write", action="store_true", help="write the diagram into README.md between its marks"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Diagram and table on standard output, or the diagram in the README."""
        if not options["write"]:
            self.stdout.write(f"{diagram()}\n\n{table()}")
            return
        path = Path(settings.BASE_DIR) / "README.md"
        before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        path.write_text(f"{before}{BEGIN}\n\n{diagram()}\n\n{END}{after}", encoding="utf-8")
