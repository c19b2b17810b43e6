"""manage.py score: how much each text is worth a check, JSON lines in and out; the database stays untouched."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claims.management.json_lines import as_line, read_lines, words_of
from claims.text.lone import score_of
from claims.text.words import in_words


class Command(BaseCommand):
    """Prints each line again with check_worthiness (0..1), kind and reasons."""

    help = (
        'Reads JSON lines {"text", "language"} and prints each with "check_worthiness", "kind" and "reasons".'
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument(
            "file", metavar="FILE", nargs="?", default="-", help='JSON lines, "-" reads standard input'
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One line out for each line in, in the same order; other keys of the line are kept."""
        for number, row in read_lines(options["file"]):
            language = words_of(row, "language", line=number, needed=False)
            scored = score_of(words_of(row, "text", line=number), language=language)
            told = {
                "language": language or scored.language,
                "check_worthiness": scored.check_worthiness,
                "kind": str(scored.kind),
                "reasons": [in_words(reason, language=scored.language) for reason in scored.reasons],
            }
            self.stdout.write(as_line({**row, **told}))
