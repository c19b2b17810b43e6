"""manage.py ingest: articles from files, folders or standard input go the way of every other article."""

import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model
from tqdm import tqdm

from claims import intake
from claims.choices import Stage
from claims.errors import WorkflowError
from claims.models import WORKING, Article, Claim, Desk, Outlet, User
from claims.text.files import ACCEPTED, MAX_BYTES, Unreadable, read_file
from claims.text.language import base_code

STDIN = "-"
LOOK_EVERY = 0.5  # seconds between two looks at articles that are being split
PUZZLED_AFTER = 20  # seconds in which no article moves at all

Row = TypeVar("Row", bound=Model)


@dataclass(slots=True)
class Tally:
    """What became of the files."""

    articles: list[int] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str]] = field(default_factory=list)  # name, reason

    def __str__(self) -> str:
        words = [f"{self.outcomes[name]} {name}" for name in ("new", "revised", "unchanged")]
        return ", ".join([*words, f"{len(self.refused)} refused"])


class Command(BaseCommand):
    """Submits articles; ends with 1 when one was refused, or, with --wait, when one failed."""

    help = f"Takes articles in from files ({' '.join(ACCEPTED)}), folders of them, or standard input (-)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to read, and what is known about it."""
        parser.add_argument("paths", nargs="+", metavar="FILE|FOLDER|-", help="folders are searched through")
        parser.add_argument("--outlet", metavar="KEY", help="where the articles come from")
        parser.add_argument("--desk", metavar="KEY", help="the desk that checks them")
        parser.add_argument(
            "--language", metavar="L", default="", help="such as de or en; found out otherwise"
        )
        parser.add_argument("--published", metavar="TIME", help="such as 2024-11-05 or 2024-11-05T16:12")
        parser.add_argument("--title", metavar="WORDS", default="", help="for a single article")
        parser.add_argument("--by", metavar="NAME", help="the person who is noted as the sender")
        parser.add_argument("--wait", action="store_true", help="until the workers are through")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every file has been submitted or refused with its reason."""
        names = list(_names(options["paths"]))
        if options["title"] and len(names) > 1:
            raise CommandError(f"A title is for one article, and these are {len(names)}.")
        sent = _sent(options)
        by = _row(User, "username", options["by"], "person")
        tally = Tally()
        with self._bar(total=len(names), unit="file", desc="taking in") as bar:
            for name in names:
                self._submit(name, sent, by=by, tally=tally)
                bar.update()
        failed = self._wait(tally.articles) if options["wait"] else []
        self._sum_up(tally, failed, waited=options["wait"])

    def _submit(self, name: str, sent: dict[str, Any], *, by: User | None, tally: Tally) -> None:
        try:
            page = read_file(_content(name), name="stdin.txt" if name == STDIN else Path(name).name)
            receipt = intake.submit_article(intake.from_page(page, **sent), by=by)
        except (Unreadable, WorkflowError) as error:
            tally.refused.append((name, str(error)))
            return
        except OSError as error:
            tally.refused.append((name, f"It cannot be read: {error.strerror or error}."))
            return
        outcome = "new" if receipt.created else "revised" if receipt.revised else "unchanged"
        tally.outcomes[outcome] += 1
        tally.articles.append(receipt.article.pk)
        with tqdm.external_write_mode(file=sys.stderr):
            self.stdout.write(f"A-{receipt.article.pk}  {outcome:<9}  {name}")

    def _wait(self, articles: list[int]) -> list[Article]:
        """Every article is ready or has failed; answers those that failed."""
        chosen = Article.objects.filter(pk__in=set(articles))
        moved_at, seen = time.monotonic(), ""
        with self._bar(total=len(set(articles)), unit="article", desc="splitting") as bar:
            while True:
                rows = list(chosen.order_by("pk").values_list("stage", "done", "total", "tries"))
                bar.n = sum(stage not in WORKING for stage, *_ in rows)
                bar.set_postfix_str(_where(rows))
                if bar.n == len(rows):
                    break
                if (now := repr(rows)) != seen:
                    moved_at, seen = time.monotonic(), now
                elif time.monotonic() - moved_at > PUZZLED_AFTER:
                    bar.write("Nothing moves: is a worker running (make up)? Still waiting.", file=sys.stderr)
                    moved_at = time.monotonic()
                time.sleep(LOOK_EVERY)
        return list(chosen.filter(stage=Stage.FAILED).order_by("pk"))

    def _sum_up(self, tally: Tally, failed: list[Article], *, waited: bool) -> None:
        for name, reason in tally.refused:
            self.stderr.write(f"refused    {name}: {reason}")
        for article in failed:
            self.stderr.write(f"failed     A-{article.pk} at {article.failed_stage}: {article.failure}")
        found = Claim.objects.standing().filter(article__in=tally.articles).count() if waited else None
        self.stdout.write(f"{tally}." if found is None else f"{tally}; {found} claims.")
        if tally.refused or failed:
            count = len(tally.refused) + len(failed)
            raise CommandError(f"{count} of {len(tally.articles) + len(tally.refused)} went wrong.")

    def _bar(self, **options: Any) -> "tqdm[Any]":
        return tqdm(file=sys.stderr, dynamic_ncols=True, **options)


def _names(paths: list[str]) -> Iterator[str]:
    """The files meant. Raises CommandError for a path that does not exist and for a folder without articles."""
    for path in paths:
        folder = Path(path)
        if path == STDIN or folder.is_file():
            yield path
        elif folder.is_dir():
            found = sorted(
                file for file in folder.rglob("*") if file.suffix.lower() in ACCEPTED and file.is_file()
            )
            if not found:
                raise CommandError(f"{path} holds no article ({' '.join(ACCEPTED)}).")
            yield from map(str, found)
        else:
            raise CommandError(f"{path} is neither a file nor a folder.")


def _content(name: str) -> bytes:
    """The bytes of the file, one more than an article may have at the most."""
    if name == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _sent(options: dict[str, Any]) -> dict[str, Any]:
    """What the caller told, as a Submission names it. Raises CommandError for what cannot be."""
    published: datetime | None = None
    if options["published"]:
        published = intake.moment(options["published"])
        if published is None:
            raise CommandError(f"“{options['published']}” is no time: write 2024-11-05 or 2024-11-05T16:12.")
    language = base_code(options["language"])
    if language and not (len(language) == 2 and language.isascii() and language.isalpha()):
        raise CommandError(f"“{options['language']}” is no language: write two letters, such as de or en.")
    return {
        "outlet": _row(Outlet, "key", options["outlet"], "outlet"),
        "desk": _row(Desk, "key", options["desk"], "desk"),
        "language": language,
        "published_at": published,
        "title": options["title"],
    }


def _row(model: type[Row], column: str, key: str | None, noun: str) -> Row | None:
    """The row with that key. Raises CommandError, naming those that there are, when there is none."""
    if not key:
        return None
    rows = model._default_manager.order_by(column)
    row = rows.filter(**{column: key}).first()
    if row is None:
        known = ", ".join(rows.values_list(column, flat=True)[:30]) or "none so far"
        raise CommandError(f"There is no {noun} “{key}”. Known: {known}.")
    return row


def _where(rows: list[tuple[str, int, int, int]]) -> str:
    """Where the articles stand: of one its own progress, of several how many are where."""
    if len(rows) == 1:
        stage, done, total, _tries = rows[0]
        return f"{stage} {done}/{total}" if total else stage
    counted = Counter(stage for stage, *_ in rows)
    return ", ".join(f"{stage} {counted[stage]}" for stage in Stage.values if counted[stage])
