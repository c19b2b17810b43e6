"""`manage.py demo`: loads the demo newsroom of seeds/, once; what people have changed since stays as it is."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from claims.choices import ReasonKind
from claims.management import demo_day
from claims.management.demo_pieces import Piece
from claims.models import Desk, Outlet, Rating, Reason, Scale, User
from claims.staff import Entry, enter

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
            help="as if the desk had run for a fortnight: the articles came in and were split as time went by, and "
            "people have done with them what day.json says",
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
        paths = sorted((seeds / "articles").glob("*.json"))
        pieces = {path.stem: Piece(path, at=now) for path in paths}
        fresh = demo_day.play(seeds, pieces, at=now) if options["day"] else take_in(pieces.values())
        if options["verbosity"]:
            self.stdout.write(
                f"{len(newsroom['people'])} people, {len(newsroom['outlets'])} outlets, {fresh} new articles."
            )


def take_in(pieces: Iterable[Piece]) -> int:
    """Every article that is not here yet is in now and waits for a worker; answers how many these are."""
    fresh = [piece for piece in pieces if not piece.is_here()]
    for piece in fresh:
        with transaction.atomic():  # whole or not at all: an interrupted loading goes on where it stopped
            for version, _when in piece.versions(piece.at):
                piece.submit(version)
    return len(fresh)


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
            entered, _created = enter(Entry(**wanted), at=at)
            User.objects.filter(pk=entered.pk).update(colour=person["colour"], password=_password())
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


@cache
def _password() -> str:
    """The password of everybody here, hashed once: that is slow on purpose, and this one is no secret."""
    return make_password(settings.DEMO_PASSWORD)


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}
