"""manage.py names: the names in each text with their types, JSON lines in and out; no database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claims.management.json_lines import as_line, read_lines, words_of
from claims.text.lone import names_of


def whole_words(text: str, end: int) -> int:
    """The end of the word that a name ends in: with the s of "Umerovs", which the name itself leaves out."""
    return end + 1 if text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum() else end


class Command(BaseCommand):
    """Prints each line again with its typed spans."""

    help = (
        'Reads JSON lines {"text", "language"} and prints each with "names": start and end in code points (end '
        "exclusive, whole words), quote, type (PER, LOC, ORG or OTH) and the fullest form of the name in that text, "
        "without a genitive's s."
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
            layout, found = names_of(words_of(row, "text", line=number), language=language)
            text = row["text"]
            names = [
                {
                    "start": name.start,
                    "end": (end := whole_words(text, name.end)),
                    "quote": text[name.start : end],
                    "type": str(name.type),
                    "full": name.full,
                }
                for name in found
            ]
            self.stdout.write(as_line({**row, "language": language or layout.language, "names": names}))
