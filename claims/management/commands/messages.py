"""Collects what the interface says and compiles the catalogues; needs no gettext on the machine."""

import io
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LANGUAGES = ("de", "en")
ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # the same words compile to the same file on every day
CODE = ("claims", "factcheck")
TEMPLATES = "templates"
_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(
    rf"\b(?:_|n?p?gettext|pgettext)\(\s*{_STRING}(?:\s*,\s*{_STRING})?(?:\s*,\s*{_STRING})?(?:\s*,\s*\w+)?\s*\)"
)


def catalogue_path(language: str) -> Path:
    """Where the words of a language stand."""
    return Path(settings.BASE_DIR) / "claims" / "locale" / language / "LC_MESSAGES" / "django.po"


def said() -> Catalog:
    """Every message of the code and the templates, without a translation, in one order on every machine."""
    found = Catalog(charset="utf-8")
    for path, source in _sources():
        for _line, message, _comments, context in extract("python", io.BytesIO(source), keywords=KEYWORDS):
            found.add(message, locations=[(path, 0)], context=context)
    return found


def _sources() -> Iterator[tuple[str, bytes]]:
    base = Path(settings.BASE_DIR)
    for root in CODE:
        for path in sorted((base / root).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(base).as_posix(), path.read_bytes()
    for path in sorted((base / TEMPLATES).rglob("*")):
        if path.suffix in {".html", ".txt"}:
            words = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            calls = "\n".join(match.group() for match in CALL.finditer(words))  # around them it is no Python
            yield path.relative_to(base).as_posix(), calls.encode()


def read(language: str) -> Catalog:
    """The catalogue as it stands; an empty one before the first collection."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """The catalogue with exactly the messages that are said; English says itself."""
    before = read(language)
    after = Catalog(locale=language, charset="utf-8", fuzzy=False, project="Factcheck", version="")
    for message in sorted(said(), key=_key):
        if not message.id:
            continue
        known = before.get(message.id, message.context)
        string = message.id if language == "en" else _of_kind(message, known.string if known else "")
        after.add(
            message.id,
            string,
            flags=message.flags,
            context=message.context,
        )
    return after


def _of_kind(message: Message, string: Any) -> Any:
    """The translation, if it is counted as the message is; what is no longer counted keeps its singular."""
    if isinstance(message.id, str):
        return string if isinstance(string, str) else string[0]
    return "" if isinstance(string, str) else string


def _key(message: Message) -> tuple[str, str]:
    words = message.id if isinstance(message.id, str) else message.id[0] if message.id else ""
    return words, message.context or ""


def missing(catalogue: Catalog) -> list[str]:
    """Messages without a translation, or whose translation has other placeholders."""
    found = []
    for message in catalogue:
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        holes = set().union(*(_holes(words) for words in ids))
        counted = len(ids) > 1  # "one sentence" may leave the number out
        wrong = any(_holes(words) - holes if counted else _holes(words) != holes for words in strings)
        if wrong or not strings or not all(strings):
            found.append(ids[0])
    return found


def _holes(words: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|(?<!%)\{\w+\}", words))


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, the same on every day."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, no_location=True)
    volatile = tuple(
        f'"{name}'.encode()
        for name in ("POT-Creation", "PO-Revision", "Generated", "Report", "Last-Translator", "Language-Team")
    )
    return b"".join(
        line
        for line in buffer.getvalue().splitlines(keepends=True)
        if not line.startswith((*volatile, b"# ")) and line != b"#\n"
    )


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue compiled."""
    buffer = io.BytesIO()
    written = read_po(io.BytesIO(as_po(catalogue)), locale=catalogue.locale)
    written.creation_date = written.revision_date = ANY_DAY
    write_mo(buffer, written)
    return buffer.getvalue()


def _replace(path: Path, content: bytes) -> None:
    """The file holds the content, and at no moment only a part of it: somebody else may be reading."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)


class Command(BaseCommand):
    """`manage.py messages`: catalogues collected and compiled; what still wants a translation is listed."""

    requires_system_checks = []
    help = "Collect the messages of code and templates, compile the catalogues, list what is untranslated."

    def add_arguments(self, parser: CommandParser) -> None:
        """Nothing to choose."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Both catalogues stand in claims/locale."""
        for language in LANGUAGES:
            catalogue = updated(language)
            path = catalogue_path(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, as_po(catalogue))
            _replace(path.with_suffix(".mo"), as_mo(catalogue))
            lacking = missing(catalogue)
            self.stdout.write(f"{language}: {len(catalogue)} messages, {len(lacking)} without a translation")
            for words in lacking:
                self.stdout.write(f"  {words!r}")
