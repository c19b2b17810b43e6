"""Keeps a copy of the page that an evidence cites, and looks whether cited pages are still there.

Rows wait, the clock drains them: a claimed row belongs to one worker until it is done, tried again or,
when that worker died, free again after a while.
"""

import hashlib
import logging
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import lxml.html
from django.core.files.base import ContentFile
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from lxml import etree

from claims import fetching
from claims.choices import Carriage, SourceKind
from claims.fetching import Fetched, Unreachable
from claims.models import Evidence, Snapshot, Source, User

log = logging.getLogger(__name__)

# A copy is somebody else's page: it is saved, not shown, and runs nothing where it is shown all the same.
SANDBOX = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Fetch = Callable[..., Fetched]

TRIES = 4
BACKOFF = (
    timedelta(minutes=1),
    timedelta(minutes=15),
    timedelta(hours=3),
)  # before the second, third, fourth try
STUCK = timedelta(minutes=10)  # after which a claimed row is free again
LOOK_AGAIN = timedelta(days=7)  # at a cited page that was there
LOOK_SOONER = timedelta(days=1)  # at one that was not
PEEK = 64 * 1024  # bytes that show that a page is there
ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}


@dataclass(frozen=True, slots=True)
class Drained:
    """What a run has done."""

    kept: int = 0
    put_off: int = 0
    given_up: int = 0


def archive_waiting(at: datetime, *, limit: int = 20, fetch: Fetch = fetching.fetch) -> Drained:
    """Up to `limit` of the snapshots that wait are made: file, SHA-256 and time stand in the row.

    What cannot be had now is tried again with growing patience, four times in all; what can never be had
    is given up at once, with the reason.
    """
    Snapshot.objects.filter(state=Carriage.CLAIMED, claimed_at__lte=at - STUCK).update(state=Carriage.WAITING)
    counts = {Carriage.DONE: 0, Carriage.WAITING: 0, Carriage.GIVEN_UP: 0}
    for pk in list(
        Snapshot.objects.waiting(at).order_by("asked_at", "pk").values_list("pk", flat=True)[:limit]
    ):
        mine = Snapshot.objects.filter(pk=pk, state=Carriage.WAITING)
        if mine.update(state=Carriage.CLAIMED, claimed_at=at, tries=F("tries") + 1):
            snapshot = Snapshot.objects.select_related("source").get(pk=pk)
            counts[_make(snapshot, at=at, fetch=fetch)] += 1
    return Drained(counts[Carriage.DONE], counts[Carriage.WAITING], counts[Carriage.GIVEN_UP])


def is_intact(snapshot: Snapshot) -> bool:
    """Whether the kept file still is what was fetched."""
    with snapshot.file.open("rb") as kept:
        return hashlib.file_digest(kept, "sha256").hexdigest() == snapshot.sha256


def look_after(at: datetime, *, limit: int = 50, fetch: Fetch = fetching.fetch) -> int:
    """Cited pages not looked at for a week (a day, when they were gone) are looked at; answers how many are gone."""
    cited = Evidence.objects.standing().filter(source=OuterRef("pk"))
    due = Q(looked_at__isnull=True, added_at__lte=at - LOOK_SOONER) | Q(looked_at__lte=at - LOOK_AGAIN)
    due |= Q(dead_since__isnull=False, looked_at__lte=at - LOOK_SOONER)
    pages = Source.objects.filter(due, Exists(cited), kind=SourceKind.WEB).exclude(url="")
    gone = 0
    for source in pages.order_by(F("looked_at").asc(nulls_first=True), "pk")[:limit]:
        if not Source.objects.filter(pk=source.pk, looked_at=source.looked_at).update(looked_at=at):
            continue  # another clock has it
        try:
            fetch(source.url, most=PEEK, cut=True)
        except Unreachable as error:
            log.info("source %s: %s", source.pk, error)
            Source.objects.filter(pk=source.pk, dead_since=None).update(dead_since=at)
            gone += 1
        else:
            Source.objects.filter(pk=source.pk).update(alive_at=at, dead_since=None)
    return gone


def _make(snapshot: Snapshot, *, at: datetime, fetch: Fetch) -> Carriage:
    """The snapshot is done, waits for its next try, or is given up; answers which."""
    mine = Snapshot.objects.filter(pk=snapshot.pk, state=Carriage.CLAIMED, claimed_at=at)
    source = snapshot.source
    try:
        page = fetch(source.url)
    except Unreachable as error:
        final = error.for_good or snapshot.tries >= TRIES
        state = Carriage.GIVEN_UP if final else Carriage.WAITING
        wait = None if final else at + BACKOFF[min(snapshot.tries, len(BACKOFF)) - 1]
        mine.update(state=state, failure=str(error), next_try_at=wait)
        Source.objects.filter(pk=source.pk).update(looked_at=at)
        if final:
            Source.objects.filter(pk=source.pk, dead_since=None).update(dead_since=at)
        return state
    taken_at = timezone.now()
    digest = hashlib.sha256(page.body).hexdigest()
    snapshot.file.save(f"{digest}{_ending(page.media_type)}", ContentFile(page.body), save=False)
    done = mine.update(
        state=Carriage.DONE,
        taken_at=taken_at,
        failure="",
        next_try_at=None,
        file=snapshot.file.name,
        media_type=page.media_type,
        size=len(page.body),
        sha256=digest,
    )
    if not done:  # somebody else took it over while the page was coming
        snapshot.file.delete(save=False)
        return Carriage.DONE
    Source.objects.filter(pk=source.pk).update(alive_at=taken_at, looked_at=taken_at, dead_since=None)
    if source.title in {"", source.url[:500]} and (title := _title(page)):
        Source.objects.filter(pk=source.pk, title=source.title).update(title=title)
    return Carriage.DONE


def _ending(media_type: str) -> str:
    return ENDINGS.get(media_type) or mimetypes.guess_extension(media_type) or ".bin"


def _title(page: Fetched) -> str:
    """What the page calls itself; "" when it is none or cannot be read."""
    if ENDINGS.get(page.media_type) != ".html":
        return ""
    try:
        parser = lxml.html.HTMLParser(encoding=page.charset or None)
        root = lxml.html.document_fromstring(page.body, parser=parser)
    except (etree.ParserError, LookupError):
        return ""
    return " ".join((root.findtext(".//title") or "").split())[:500]


def kept_for(user: User, snapshot: int) -> Snapshot | None:
    """The finished copy with this id, if the person may see its source."""
    done = Snapshot.objects.filter(state=Carriage.DONE, source__in=Source.objects.visible_to(user))
    return done.select_related("source").filter(pk=snapshot).first()


def name_of(snapshot: Snapshot) -> str:
    """The name of the file that a reader saves: whose copy it is, by number and digest."""
    ending = ENDINGS.get(snapshot.media_type, ".bin")
    return f"source-{snapshot.source_id}-{snapshot.sha256[:12]}{ending}"


def content_of(snapshot: Snapshot) -> bytes:
    """The copy's bytes. Raises FileNotFoundError when somebody has removed the file."""
    with snapshot.file.open("rb") as copy:
        content: bytes = copy.read()
    return content


def headers_of(snapshot: Snapshot) -> dict[str, str]:
    """What the copy is sent with, so that it is saved as a file and runs nothing."""
    return {
        **SANDBOX,
        "Content-Type": snapshot.media_type or "application/octet-stream",
        "Content-Disposition": f'attachment; filename="{name_of(snapshot)}"',
    }
