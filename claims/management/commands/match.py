"""manage.py match: for each claim of a list the nearest of an archive, as JSON lines; the database stays untouched."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from claims.text.encoders import CONFIGURATIONS, encoders, missing
from claims.text.matching.evaluation import reader
from claims.text.matching.finding import Finder
from claims.text.matching.guard import said
from claims.text.matching.matcher import match
from claims.text.matching.store import Entry, Store

AT_ONCE = 64  # claims that are answered together
TOLD_EVERY = 2048  # archive claims between two lines of progress
LONGEST = 20_000  # characters of one claim


class Command(BaseCommand):
    """Reads JSON lines, prints JSON lines, in the order of the input."""

    help = (
        'Reads claims as JSON lines {"id", "text"} and prints for each {"id", "matches": [{"id", "relation", "score"}, '
        '...]}: the claims of the archive (JSON lines {"id", "text", "title"}), nearest first. German and English '
        "find each other. Relation is same, contradicting (an altered variant) or related; score is from 0 to 1. "
        "The order is that of the search; the score tells how alike two claims are, so it need not fall evenly."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two lists and how much to print."""
        parser.add_argument(
            "file", nargs="?", default="-", metavar="FILE", help="the claims; standard input without it"
        )
        parser.add_argument(
            "--archive",
            required=True,
            metavar="CLAIMS.jsonl",
            help="claims to look among; the title may be left out",
        )
        parser.add_argument(
            "--top", type=int, default=5, metavar="K", help="at most so many for each claim (5)"
        )
        parser.add_argument(
            "--configuration",
            choices=CONFIGURATIONS,
            default=settings.MATCHING_OF_LISTS,
            help=f"full is best, fast is some ten times quicker, words needs no model ({settings.MATCHING_OF_LISTS})",
        )
        parser.add_argument("--differences", action="store_true", help="also print in what the claims differ")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints the matches; CommandError with file and line for what cannot be read."""
        if options["top"] < 1:
            raise CommandError("--top must be 1 or more.")
        archive = list(_rows(options["archive"], self._lines(options["archive"])))
        asked = list(_rows(options["file"], self._lines(options["file"])))
        configuration = options["configuration"]
        if missing(configuration):
            self.stderr.write(
                f"A model of the configuration “{configuration}” cannot be loaded here; going on without it."
            )
        models = encoders(configuration)
        finder = Finder(Store(None, encoder=models[0].id if models else ""), models)
        for at in range(0, len(archive), TOLD_EVERY):
            some = archive[at : at + TOLD_EVERY]
            finder.add(
                [Entry(at + n, row["text"], row.get("title") or "") for n, row in enumerate(some, start=1)]
            )
            if len(archive) > TOLD_EVERY:
                self.stderr.write(f"{at + len(some)} of {len(archive)} archive claims read")
        reading = reader(lambda pk: said(archive[pk - 1]["text"], language=archive[pk - 1].get("language")))
        for at in range(0, len(asked), AT_ONCE):
            some = asked[at : at + AT_ONCE]
            claims = [said(row["text"], language=row.get("language")) for row in some]
            found = match(claims, finder=finder, reading=reading, limit=options["top"], floor=0.0)
            for row, near in zip(some, found, strict=True):
                matches = []
                for m in near:
                    told: dict[str, Any] = {
                        "id": archive[m.id - 1]["id"],
                        "relation": m.relation,
                        "score": m.score,
                    }
                    if options["differences"]:
                        told["differences"] = [
                            {"type": d.type, "here": d.here, "there": d.there} for d in m.differences
                        ]
                    matches.append(told)
                self.stdout.write(json.dumps({"id": row["id"], "matches": matches}, ensure_ascii=False))
            if len(asked) > AT_ONCE:
                self.stderr.write(f"{at + len(some)} of {len(asked)} claims answered")

    def _lines(self, name: str) -> Sequence[str]:
        try:
            if name == "-":
                return _read(sys.stdin)
            with Path(name).open(encoding="utf-8-sig", newline="\n") as lines:
                return _read(lines)
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror or error}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(
                f"{_told(name)} is not UTF-8 text: {error.reason} at byte {error.start}."
            ) from error


def _read(lines: TextIO) -> list[str]:
    return list(lines)


def _told(name: str) -> str:
    return "standard input" if name == "-" else name


def _rows(name: str, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The objects of the lines; empty lines are left out. CommandError for a line that is none, with its number."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise CommandError(f"{_told(name)}, line {number}: no JSON ({error}).") from error
        if why := _wrong(row):
            raise CommandError(f"{_told(name)}, line {number}: {why}")
        yield row


def _wrong(row: Any) -> str:
    """Why the line cannot be used, "" for a good one."""
    if not isinstance(row, dict):
        return 'expected an object such as {"id": "7", "text": "..."}.'
    if isinstance(row.get("id"), bool) or not isinstance(row.get("id"), str | int):
        return '"id" must be a text or a whole number.'
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        return '"text" must be a text that is not empty.'
    if len(row["text"]) > LONGEST:
        return f'"text" is longer than {LONGEST} characters: a claim is a sentence or two.'
    for key in ("title", "language"):
        if row.get(key) is not None and not isinstance(row[key], str):
            return f'"{key}" must be a text.'
    return ""
