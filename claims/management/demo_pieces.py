"""The articles of the demo newsroom as they lie in seeds/articles: what they are and when they came in."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime, parse_duration

from claims.intake import Submission, from_page, submit_article
from claims.models import Article, Desk, Outlet, User
from claims.text.files import read_file


class Piece:
    """One article of seeds/articles: its JSON file, its text, and the later versions."""

    def __init__(self, path: Path, *, at: datetime) -> None:
        self.path, self.at = path, at
        self.told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self.outlet = Outlet.objects.get(key=self.told["outlet"])

    def is_here(self) -> bool:
        """Whether it is in already."""
        return Article.objects.filter(outlet=self.outlet, url=self.told["url"]).exists()

    def article(self) -> Article:
        """Its row. Raises DoesNotExist before it is in."""
        return Article.objects.get(outlet=self.outlet, url=self.told["url"])

    def versions(self, at: datetime) -> Iterator[tuple[Mapping[str, Any], datetime]]:
        """What is told of each version, with the time when it came in, oldest first."""
        yield self.told, self.came_in(at)
        for later in self.told.get("revisions", ()):
            yield later, _came_in(later, at)

    def came_in(self, at: datetime) -> datetime:
        """When its first version came in, for a desk that looks at it at this time."""
        return _came_in(self.told, at)

    def submit(self, version: Mapping[str, Any], *, at: datetime | None = None) -> Article:
        """The version is in as if it had come at this time, by default now, and a worker is on its way."""
        by = User.objects.filter(username=self.told["submitted_by"]).first()
        return submit_article(self._submission(version), by=by, at=at).article

    def _submission(self, version: Mapping[str, Any]) -> Submission:
        path = self._file(version)
        published = (
            parse_datetime(version["published"]) if version["published"] else _came_in(version, self.at)
        )
        return from_page(
            read_file(path.read_bytes(), name=path.name),
            outlet=self.outlet,
            desk=Desk.objects.filter(key=self.told["desk"]).first(),
            title=self.told["title"],
            author=self.told["author"],
            language=self.told["language"],
            published_at=published,
            due_at=self.at + duration(self.told["due_in"]),
            url=self.told["url"],
            external_id=self.told["external_id"],
        )

    def _file(self, version: Mapping[str, Any]) -> Path:
        if "file" in version:
            return self.path.with_name(version["file"])
        texts = (self.path.with_suffix(ending) for ending in (".txt", ".html"))
        return next(path for path in texts if path.exists())


def _came_in(version: Mapping[str, Any], at: datetime) -> datetime:
    """So long ago as it says; with a `clock`, at that time of that day."""
    when = at - duration(version["published_ago"])
    if "clock" not in version:
        return when
    return timezone.make_aware(
        datetime.combine(timezone.localdate(when), time.fromisoformat(version["clock"]))
    )


def duration(words: str) -> timedelta:
    """A length of time in ISO 8601. Raises ValueError for anything else."""
    found = parse_duration(words)
    if found is None:
        raise ValueError(f"{words!r} is not an ISO 8601 duration.")
    return found
