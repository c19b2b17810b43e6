"""`manage.py demo`: loads the demo newsroom of seeds/, once; what people have changed since stays as it is."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime, parse_duration

from claims.choices import ReasonKind
from claims.intake import Submission, from_page, submit_article
from claims.management import demo_day
from claims.models import Article, Desk, Outlet, Rating, Reason, Scale, User
from claims.staff import Entry, enter
from claims.text.files import read_file

YEAR = timedelta(days=365)


class Command(BaseCommand):
    """Run again, it adds what is missing and changes nothing else."""

    help = "Load the demo newsroom of seeds/: people, desks, outlets, ratings and articles."

    def add_arguments(self, parser: CommandParser) -> None:
        """Another folder, for tests and for other newsrooms."""
        parser.add_argument(
            "--seeds", type=Path, default=settings.DEMO_SEEDS, help="folder with newsroom.json and articles/"
        )
        parser.add_argument(
            "--day",
            action="store_true",
            help="split the articles here and now, and do what day.json says people have done with them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """The newsroom stands in the database and its articles are on their way."""
        seeds: Path = options["seeds"]
        if not (seeds / "newsroom.json").exists():
            raise CommandError(f"There is no demo newsroom in {seeds}: newsroom.json is missing.")
        now = timezone.now()
        newsroom = json.loads((seeds / "newsroom.json").read_text(encoding="utf-8"))
        with transaction.atomic():
            furnish(newsroom, at=now)
        fresh = 0
        for path in sorted((seeds / "articles").glob("*.json")):
            fresh += Piece(path).submit(at=now)
        if options["day"]:
            demo_day.play(seeds, at=now)
        if options["verbosity"]:
            self.stdout.write(
                f"{len(newsroom['people'])} people, {len(newsroom['outlets'])} outlets, {fresh} new articles."
            )


def furnish(newsroom: dict[str, Any], *, at: datetime) -> None:
    """Desks, people, outlets, scales and reasons that are not there yet are there now."""
    for desk in newsroom["desks"]:
        Desk.objects.get_or_create(key=desk["key"], defaults=_without(desk, "key"))
    for person in newsroom["people"]:
        if not User.objects.filter(username=person["username"]).exists():
            wanted = {
                key: person[key]
                for key in ("username", "display_name", "email", "roles", "desks", "language")
            }
            entered, _created = enter(Entry(**wanted), password=settings.DEMO_PASSWORD, at=at)
            User.objects.filter(pk=entered.pk).update(colour=person["colour"])
    desks = {desk.key: desk for desk in Desk.objects.all()}
    for outlet in newsroom["outlets"]:
        defaults = {**_without(outlet, "key"), "desk": desks.get(outlet.get("desk", ""))}
        Outlet.objects.get_or_create(key=outlet["key"], defaults=defaults)
    for scale in newsroom["scales"]:
        Scale.objects.get_or_create(key=scale["key"], defaults=_without(scale, "key"))
    for rating in newsroom["ratings"]:
        scale = Scale.objects.get(key=rating["scale"])
        if not scale.ratings.filter(key=rating["key"]).exists():
            Rating.objects.create(**{**rating, "scale": scale}, valid_from=at - YEAR)
    for kind in ReasonKind:
        for order, reason in enumerate(newsroom["reasons"][kind], start=1):
            defaults = {**_without(reason, "key"), "order": order}
            Reason.objects.get_or_create(kind=kind, key=reason["key"], defaults=defaults)


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


class Piece:
    """One article of seeds/articles: its JSON file, its text, and the later versions."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self.outlet = Outlet.objects.get(key=self.told["outlet"])

    def submit(self, *, at: datetime) -> bool:
        """The article and its later versions are in, unless it is here already; answers whether it is new."""
        if Article.objects.filter(outlet=self.outlet, url=self.told["url"]).exists():
            return False
        by = User.objects.filter(username=self.told["submitted_by"]).first()
        with transaction.atomic():  # whole or not at all: an interrupted loading goes on where it stopped
            for version, told in self._versions():
                came_in = at - _duration(told["published_ago"])
                submit_article(self._submission(version, told, at=at), by=by, at=came_in)
        return True

    def _versions(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        texts = (self.path.with_suffix(ending) for ending in (".txt", ".html"))
        first = next(path for path in texts if path.exists())
        yield first, self.told
        for later in self.told.get("revisions", ()):
            yield self.path.parent / later["file"], later

    def _submission(self, path: Path, told: dict[str, Any], *, at: datetime) -> Submission:
        published = (
            parse_datetime(told["published"]) if told["published"] else at - _duration(told["published_ago"])
        )
        return from_page(
            read_file(path.read_bytes(), name=path.name),
            outlet=self.outlet,
            desk=Desk.objects.filter(key=self.told["desk"]).first(),
            title=self.told["title"],
            author=self.told["author"],
            language=self.told["language"],
            published_at=published,
            due_at=at + _duration(self.told["due_in"]),
            url=self.told["url"],
            external_id=self.told["external_id"],
        )


def _duration(words: str) -> timedelta:
    found = parse_duration(words)
    if found is None:
        raise CommandError(f"{words!r} is not an ISO 8601 duration.")
    return found
