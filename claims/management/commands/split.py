"""manage.py split: the claims of one file, printed; the database stays untouched."""

import json
import sys
import textwrap
from argparse import ArgumentParser
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.text.files import Unreadable, read_file
from claims.text.reading import as_json, read
from claims.text.spans import Page

_WIDTH = 100


class Command(BaseCommand):
    """Prints the claims of a file as JSON or as text to read."""

    help = "Prints the checkable claims of an article (.txt .html .md .docx .pdf .odt) without touching the database."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and its options."""
        parser.add_argument("file", metavar="FILE", help='the article, "-" reads standard input')
        parser.add_argument("--published", metavar="DATE", help="day of publication, YYYY-MM-DD")
        parser.add_argument("--language", metavar="L", help="language of the text, for example de or en")
        parser.add_argument("--format", choices=["json", "text"], default="json", help="what to print")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads the file and prints its claims."""
        published = _day(options["published"]) if options["published"] else None
        language = _language(options["language"]) if options["language"] else None
        page = _page(options["file"])
        reading = read(
            page.text,
            title=page.title,
            language=language or page.language or None,
            published=published or _day_of(page),
            hints=page.hints,
        )
        found = as_json(reading)
        if options["format"] == "json":
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(found))


def as_text(found: dict[str, Any]) -> str:
    """The claims one paragraph each: number, role, kind and score, then quote, claimant, hedges, hints and facts."""
    paragraphs = [
        f"{found['title'] or '(no title)'}\n{len(found['claims'])} claims, language {found['language']}"
        f" ({found['language_confidence']:.0%})"
    ]
    for number, claim in enumerate(found["claims"], start=1):
        score = (
            "" if claim["check_worthiness"] is None else f"  worth checking {claim['check_worthiness']:.2f}"
        )
        lines = [f"{number:>3}  {claim['role']} · {claim['kind']}{score}  [{claim['start']}:{claim['end']}]"]
        lines += textwrap.wrap(
            " ".join(claim["quote"].split()), _WIDTH, initial_indent="     ", subsequent_indent="     "
        )
        lines += [f"     {label + ':':<12}{value}" for label, value in _details(claim) if value]
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs)


def _details(claim: dict[str, Any]) -> list[tuple[str, str]]:
    source = " < ".join([claim["claimant"] or "", *claim["chain"]]).strip(" <")
    repeats = "" if claim["duplicate_of"] is None else f"claim {claim['duplicate_of'] + 1}"
    facts = "\n".join(
        (" " * 17 if n else "") + f"{fact['type']:<7} {' '.join(fact['quote'].split())}{_value(fact)}"
        for n, fact in enumerate(claim["facts"])
    )
    return [
        ("claimant", source),
        ("hedges", ", ".join(claim["hedges"])),
        ("reasons", "; ".join(claim["reasons"])),
        ("repeats", repeats),
        *(("hint", hint["words"]) for hint in claim["hints"]),
        ("facts", facts),
    ]


def _value(fact: dict[str, Any]) -> str:
    if fact["iso"]:
        return f" = {fact['iso']}"
    if fact["value_min"] is not None:
        low, high = fact["value_min"], fact["value_max"]
        figure = f"{low:g}" if high in (None, low) else f"{low:g} to {high:g}"
        return f" = {figure} {fact['unit']}".rstrip()
    return f" = {fact['value']}" if fact["value"] and fact["value"] != fact["quote"] else ""


def _page(name: str) -> Page:
    """The document; CommandError in words where it cannot be read."""
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror or error}.") from error
    try:
        return read_file(content, name="stdin.txt" if name == "-" else Path(name).name)
    except Unreadable as error:
        raise CommandError(str(error)) from error


def _day(words: str) -> date:
    try:
        return datetime.fromisoformat(words).date()
    except ValueError as error:
        raise CommandError(f'"{words}" is no day: write it as YYYY-MM-DD, for example 2024-11-05.') from error


def _day_of(page: Page) -> date | None:
    """The day the page gives itself; None where it gives none or one that cannot be read."""
    try:
        return datetime.fromisoformat(page.published).date()
    except ValueError:
        return None


def _language(words: str) -> str:
    """The two letters of "de", "de-AT" or "EN_us"; CommandError for anything else."""
    code = words.lower().replace("_", "-").split("-", maxsplit=1)[0]
    if len(code) != 2 or not (code.isascii() and code.isalpha()):
        raise CommandError(f'"{words}" is no language: give its two letters, for example de or en.')
    return code
