"""Printing the proof dossier: what is asked for stands in a row, a worker makes the file, the clock clears up."""

import hashlib
import logging
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone, translation

from claims import dossier, paper
from claims.choices import Carriage
from claims.models import Article, Claim, Event, Evidence, PrintedDossier, Source, User, Verdict
from claims.notify.digest import zone_of

log = logging.getLogger(__name__)

FORM = 1  # of the paper: raised when claims.paper prints something else from the same rows
TRIES = 3
STUCK = timedelta(minutes=12)  # longer than a task may take: by then its worker has died
AGAIN = timedelta(minutes=10)  # after which what was given up is tried again for who asks
KEPT_FOR = timedelta(days=2)  # after it was last asked for
STRAY = timedelta(hours=1)  # a file without a row is that old before it goes: a row may yet be written
FOLDER = "dossiers"


def ask(article: Article, *, by: User, language: str, at: datetime, again: bool = False) -> PrintedDossier:
    """The dossier for this reader as it stands now is there, or waits in its row for a worker.

    What was given up is tried again after AGAIN, or at once with `again`.
    """
    wanted = state_of(article, by=by)
    mine = PrintedDossier.objects.filter(article=article, person=by, language=language)
    with transaction.atomic():
        PrintedDossier.objects.bulk_create(
            [PrintedDossier(article=article, person=by, language=language, wanted=wanted, asked_at=at)],
            ignore_conflicts=True,
        )
        row = mine.select_for_update(of=("self",)).select_related("person").get()
        lost = row.state == Carriage.DONE and not row.file.storage.exists(str(row.file.name))
        given_up = row.state == Carriage.GIVEN_UP and (again or row.asked_at <= at - AGAIN)
        if lost or given_up or row.wanted != wanted:
            # One under way goes on: it is claimed by its time, and what it makes is compared with what is wanted.
            row.state, row.wanted, row.tries, row.failure = Carriage.WAITING, wanted, 0, ""
            row.claimed_at = row.woken_at = None
        if row.state != Carriage.GIVEN_UP:
            row.asked_at = at
        row.save(update_fields=["state", "wanted", "tries", "failure", "claimed_at", "woken_at", "asked_at"])
    return row


def state_of(article: Article, *, by: User) -> str:
    """A word that differs as soon as the dossier would show this reader something else; half a dozen queries."""
    claims = Claim.objects.visible_to(by).filter(article=article).order_by("pk")
    cited = Evidence.objects.standing().filter(claim__article=article).order_by("pk")
    seen = Source.objects.visible_to(by).filter(citations__claim__article=article).order_by("pk")
    hidden = Verdict.objects.hidden_from(by).filter(claim__article=article).order_by("pk")
    sources = ("source_id", "source__title", "source__url", "source__publisher", "source__author")
    told = (
        (
            FORM,
            by.name,
            by.time_zone,
            article.title,
            article.author,
            article.outlet.name,
            str(article.desk_id),
        ),
        sorted(Event.objects.filter(article=article).aggregate(last=Max("pk"), number=Count("pk")).items()),
        list(claims.values_list("pk", "version", "changed_at")),
        list(cited.values_list("pk", "snapshot__sha256", "source__published_on", *sources)),
        list(seen.values_list("pk", flat=True)),
        list(hidden.values_list("pk", flat=True)),
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()


def make(pk: int, *, at: datetime) -> bool:
    """The dossier that waits in the row is made, or stands there as given up with the kind of failure.

    False, with nothing done, for a row that is gone or does not wait: another worker has it.
    """
    waits = PrintedDossier.objects.waiting().filter(pk=pk)
    if not waits.update(state=Carriage.CLAIMED, claimed_at=at, tries=F("tries") + 1):
        return False
    row = PrintedDossier.objects.select_related("person", "article__outlet", "article__desk").get(pk=pk)
    mine = PrintedDossier.objects.filter(pk=pk, state=Carriage.CLAIMED, claimed_at=at)
    try:
        with translation.override(row.language), timezone.override(zone_of(row.person.time_zone)):
            told = state_of(
                row.article, by=row.person
            )  # before it is read: what changes meanwhile is noticed
            content = paper.pdf(dossier.dossier(row.article, by=row.person, at=at))
        old = row.file.name
        row.file.save(f"A-{row.article_id}.pdf", ContentFile(content), save=False)
    except Exception as error:  # whatever it is, the reader is told and the log has the rest
        log.exception("the dossier of article %s was not made", row.article_id)
        mine.update(state=Carriage.GIVEN_UP, failure=type(error).__name__)
        return False
    done = mine.update(
        state=Carriage.DONE,
        told=told,
        wanted=told,
        made_at=at,
        file=row.file.name,
        size=len(content),
        failure="",
    )
    if not done:  # the article has changed and was asked for again, or somebody took over a stuck row
        default_storage.delete(str(row.file.name))
    elif old:
        default_storage.delete(old)
    return bool(done)


def make_waiting(at: datetime, *, limit: int) -> int:
    """Up to `limit` of those that wait are made, the first asked for first; rows of dead workers wait again.

    Answers how many were made.
    """
    stuck = PrintedDossier.objects.filter(state=Carriage.CLAIMED, claimed_at__lte=at - STUCK)
    stuck.filter(tries__gte=TRIES).update(state=Carriage.GIVEN_UP, failure="WorkerLost")
    stuck.update(state=Carriage.WAITING)
    rows = PrintedDossier.objects.waiting().order_by("asked_at", "pk").values_list("pk", flat=True)
    return sum(make(pk, at=timezone.now()) for pk in list(rows[:limit]))


def content_of(row: PrintedDossier) -> bytes | None:
    """The finished file; None when it is not ready or no longer there."""
    if not row.is_ready:
        return None
    try:
        with row.file.open("rb") as kept:
            return bytes(kept.read())
    except FileNotFoundError:
        return None


def forget_old(at: datetime) -> int:
    """Nothing is kept that nobody has asked for lately, and no file without its row; answers how many rows went."""
    old = PrintedDossier.objects.untouched_since(at - KEPT_FOR).filter(~Q(state=Carriage.CLAIMED))
    gone = old.delete()[0]
    kept = set(PrintedDossier.objects.exclude(file="").values_list("file", flat=True))
    if default_storage.exists(FOLDER):
        for name in default_storage.listdir(FOLDER)[1]:
            path = f"{FOLDER}/{name}"
            if path not in kept and default_storage.get_modified_time(path) < at - STRAY:
                default_storage.delete(path)
    return gone
