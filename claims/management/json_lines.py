"""JSON lines in and out for the commands that scripts call: one object a line, clear words for a bad one."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError


def read_lines(name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and object of each line that is not empty; "-" reads standard input.

    Raises CommandError, naming the line, for one that is no JSON object in UTF-8.
    """
    if name == "-":
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8")
        yield from _objects(sys.stdin, "standard input")
        return
    try:
        with Path(name).open(encoding="utf-8") as file:
            yield from _objects(file, name)
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror or error}.") from error


def _objects(file: TextIO, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError as error:
                raise CommandError(f"Line {number} of {name} is no JSON: {error}.") from error
            if not isinstance(found, dict):
                raise CommandError(f'Line {number} of {name} is no object: write {{"text": "..."}}.')
            yield number, found
    except UnicodeDecodeError as error:
        raise CommandError(f"{name} is not UTF-8: {error.reason} at byte {error.start}.") from error


def words_of(row: dict[str, Any], key: str, *, line: int, needed: bool = True) -> str:
    """The string under the key; "" where it may be left out. Raises CommandError, naming the line."""
    value = row.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise CommandError(f'Line {line}: "{key}" must be a string.')
    return value


def as_line(row: dict[str, Any]) -> str:
    """The object on one line."""
    return json.dumps(row, ensure_ascii=False, separators=(", ", ": "))


class LinesCommand(BaseCommand):
    """A command that reads JSON lines and prints each again with what it has found; other keys are kept."""

    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument(
            "file", metavar="FILE", nargs="?", default="-", help='JSON lines, "-" reads standard input'
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One line out for each line in, in the same order."""
        for number, row in read_lines(options["file"]):
            language = words_of(row, "language", line=number, needed=False)
            found = self.found(words_of(row, "text", line=number), language=language)
            self.stdout.write(as_line({**row, **found}))

    def found(self, text: str, *, language: str) -> dict[str, Any]:
        """What stands in the line printed for a text beside what it held."""
        raise NotImplementedError
