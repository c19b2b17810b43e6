"""The one place where articles come in, and the one that wakes a worker, for them and for a dossier on paper."""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import kombu.exceptions
import redis.exceptions
from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from claims import history, printing
from claims.choices import Action, Carriage, OutletKind, Stage
from claims.errors import WorkflowError
from claims.models import Article, Desk, Outlet, PrintedDossier, Revision, User
from claims.notify.letters import one_line
from claims.pipeline import runner
from claims.tasks import print_dossier, split_article
from claims.text.files import check_text
from claims.text.spans import Hint, Page

log = logging.getLogger(__name__)

OWN_OUTLET = "own"  # for articles whose sender names no outlet
NOON = time(12)
LONGEST_URL = 2_000  # characters that the column holds
ALIKE_FOR = timedelta(days=3)  # so long a second article of the same title is asked about
SETTLE = timedelta(
    seconds=5
)  # a fresh article's own message is given this long before the sweeper asks again
PAPER_LIFE = timedelta(seconds=15)  # after which a message about a dossier is void: its reader asks again
STALE_WAKE = timedelta(
    minutes=10
)  # with messages in the queue, an article is woken again only after this long


@dataclass(frozen=True, slots=True)
class Submission:
    """An article on its way in, as the doors hand it over: checked for form, not yet for content."""

    text: str
    hints: Sequence[Hint] = ()
    title: str = ""
    url: str = ""
    outlet: Outlet | None = None
    desk: Desk | None = None
    author: str = ""
    language: str = ""
    published_at: datetime | None = None
    due_at: datetime | None = None
    embargo_until: datetime | None = None
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a submission."""

    article: Article
    revision: Revision
    created: bool  # the article was not known before
    revised: bool  # it was known with another text

    @property
    def is_new(self) -> bool:
        """Whether the machine has something to do."""
        return self.created or self.revised


@dataclass(frozen=True, slots=True)
class Twin:
    """An article that looks like one on its way in."""

    article: Article
    why: str  # "revision": it would get the text as its next one; "text" or "title": the same elsewhere


def from_page(page: Page, **sent: Any) -> Submission:
    """What the sender told, and where the sender was silent, what the document told."""
    told: dict[str, Any] = {
        "title": page.title,
        "author": page.author,
        "language": page.language,
        "published_at": moment(page.published),
        "url": page.url
        if page.url.startswith(("http://", "https://")) and len(page.url) <= LONGEST_URL
        else "",
    }
    return Submission(
        text=page.text, hints=page.hints, **{**told, **{k: v for k, v in sent.items() if v not in ("", None)}}
    )


def moment(words: str) -> datetime | None:
    """An ISO 8601 date or date-time as an aware datetime; a day alone is its noon, so that it stays that day."""
    try:
        day = parse_date(words)
        found = datetime.combine(day, NOON) if day else parse_datetime(words)
    except ValueError:
        return None
    if (
        found is None or not 1900 <= found.year < 2200
    ):  # a page may say anything, even what is outside of all years
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def submit_article(submission: Submission, *, by: User | None, at: datetime | None = None) -> Receipt:
    """The article stands in the database with this text as its newest revision, and a worker is on its way.

    `at` is when it came in, for articles brought along from elsewhere; by default now.

    The same text again (same outlet, no other external id) gives the same article and changes nothing.
    A known external id or address with another text gives that article a new revision.
    Raises WorkflowError for an address that belongs to an article with another external id, and
    claims.text.files.Unreadable, with nothing written, for a text that cannot be taken.
    """
    text = check_text(submission.text)
    submission = replace(
        submission, title=one_line(submission.title), author=one_line(submission.author)
    )  # what breaks a line or turns the writing round has no place in either
    digest = hashlib.sha256(text.encode()).hexdigest()
    outlet = submission.outlet or own_outlet()
    at = at or timezone.now()
    for patience in (3, 2, 1):
        known = _known(submission, outlet, digest)
        try:
            with history.writing():
                receipt = (
                    _revise(known, submission, digest, by=by, at=at)
                    if known
                    else _create(submission, outlet, digest, by=by, at=at)
                )
                if receipt.is_new:
                    transaction.on_commit(partial(wake, receipt.article.pk))
            return receipt
        except IntegrityError:  # somebody else has sent the same article at the same time: look again
            if patience == 1:
                raise
    raise AssertionError("unreachable")


def twins(submission: Submission) -> list[Twin]:
    """Articles that this one seems to be already, at most three; nothing when the very same stands there.

    Looked at are: the article that would get this text as a revision, the same text elsewhere, and the same
    title within some days.
    """
    digest = hashlib.sha256(submission.text.encode()).hexdigest()
    known = _known(submission, submission.outlet or own_outlet(), digest)
    if known:
        newest = known.revisions.order_by("-number").values_list("digest", flat=True).first()
        return [] if newest == digest else [Twin(known, "revision")]
    others = Article.objects.exclude(outlet__kind=OutletKind.PRACTICE).select_related("outlet")
    same = dict.fromkeys(others.filter(revisions__digest=digest).distinct()[:3], "text")
    if submission.title:
        lately = timezone.now() - ALIKE_FOR
        for article in others.filter(title__iexact=submission.title, received_at__gt=lately)[:3]:
            same.setdefault(article, "title")
    return [Twin(article, why) for article, why in list(same.items())[:3]]


def own_outlet() -> Outlet:
    """The outlet of articles whose sender names none."""
    outlet, _created = Outlet.objects.get_or_create(
        key=OWN_OUTLET, defaults={"name": "Eigene Redaktion", "kind": OutletKind.OTHER}
    )
    return outlet


def identity_of(submission: Submission, digest: str) -> str:
    """What makes an article the same one within its outlet: external id, else address, else text."""
    if submission.external_id:
        return "id:" + hashlib.sha256(submission.external_id.encode()).hexdigest()
    if submission.url:
        return "url:" + hashlib.sha256(submission.url.encode()).hexdigest()
    return "text:" + digest


def _completed(article: Article, submission: Submission) -> None:
    """What was not known about the article so far and is sent now is kept: its external id and its address."""
    fresh = {
        name: value
        for name, value in (("external_id", submission.external_id), ("url", submission.url))
        if value and not getattr(article, name)
    }
    if "url" in fresh and Article.objects.filter(outlet=article.outlet, url=submission.url).exists():
        del fresh["url"]
    if fresh:
        Article.objects.filter(pk=article.pk).update(**fresh)


def _known(submission: Submission, outlet: Outlet, digest: str) -> Article | None:
    of_outlet = Article.objects.filter(outlet=outlet)
    if submission.external_id:
        if found := of_outlet.filter(external_id=submission.external_id).first():
            return found
        of_outlet = of_outlet.filter(external_id="")
    if submission.url and (found := Article.objects.filter(outlet=outlet, url=submission.url).first()):
        if submission.external_id and found.external_id:
            words = _(
                "This address belongs to article A-%(number)s, which has another external id (%(external_id)s)."
            )
            raise WorkflowError(words % {"number": found.pk, "external_id": found.external_id})
        return found
    same_text = of_outlet.filter(Q(identity="text:" + digest) | Q(revisions__digest=digest))
    for article in same_text.distinct().order_by("pk"):
        newest = article.revisions.order_by("-number").values_list("digest", flat=True).first()
        if newest == digest:
            return article
    return None


def _create(submission: Submission, outlet: Outlet, digest: str, *, by: User | None, at: datetime) -> Receipt:
    article = Article.objects.create(
        outlet=outlet,
        desk=submission.desk or outlet.desk,
        identity=identity_of(submission, digest),
        external_id=submission.external_id,
        url=submission.url,
        title=submission.title[:500],
        author=submission.author[:300],
        language=submission.language,
        language_given=bool(submission.language),
        due_at=submission.due_at,
        embargo_until=submission.embargo_until,
        submitted_by=by,
        received_at=at,
        stage=Stage.CLEAN,
        stage_since=timezone.now(),
    )
    revision = _add_revision(article, 1, submission, digest, by=by, at=at)
    history.record(
        Action.SUBMIT_ARTICLE, by=by, at=at, article=article, after={"outlet": outlet.key, "revision": 1}
    )
    return Receipt(article, revision, created=True, revised=False)


def _revise(
    article: Article, submission: Submission, digest: str, *, by: User | None, at: datetime
) -> Receipt:
    _completed(article, submission)
    newest = article.revisions.order_by("-number")[0]
    if newest.digest == digest:
        article.refresh_from_db()
        return Receipt(article, newest, created=False, revised=False)
    number = (article.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    revision = _add_revision(article, number, submission, digest, by=by, at=at)
    if submission.title:
        Article.objects.filter(pk=article.pk).update(title=submission.title[:500])
    runner.rewind(article)
    history.record(Action.REVISE_ARTICLE, by=by, at=at, article=article, after={"revision": number})
    article.refresh_from_db()
    return Receipt(article, revision, created=False, revised=True)


def _add_revision(
    article: Article, number: int, submission: Submission, digest: str, *, by: User | None, at: datetime
) -> Revision:
    return Revision.objects.create(
        article=article,
        number=number,
        title=submission.title[:500],
        text=submission.text,
        digest=digest,
        hints=[[h.start, h.end, h.role, h.furniture] for h in submission.hints],
        published_at=submission.published_at,
        received_at=at,
        received_from=by,
    )


def retry(article: Article, *, by: User) -> None:
    """A failed article waits again at the step where it failed. Raises WorkflowError when it has not failed."""
    now = timezone.now()
    with history.writing():
        if article.stage != Stage.FAILED or not runner.restart(article, stage=article.failed_stage):
            raise WorkflowError(_("Only an article that has failed can be tried again."))
        history.record(
            Action.RETRY_ARTICLE, by=by, at=now, article=article, before={"stage": article.failed_stage}
        )
        transaction.on_commit(partial(wake, article.pk))
    article.refresh_from_db()


def wake(article_id: int) -> bool:
    """A worker is told of the article; False when the broker is away, and the sweeper will tell it later."""
    Article.objects.filter(pk=article_id).update(woken_at=timezone.now())
    try:
        split_article.apply_async((article_id,), retry=False)
    except (kombu.exceptions.OperationalError, redis.exceptions.RedisError, OSError) as error:
        log.warning("article %s: the broker is away, the sweeper will wake a worker (%s)", article_id, error)
        Article.objects.filter(pk=article_id).update(woken_at=None)
        return False
    return True


def wake_waiting(at: datetime) -> int:
    """A worker is told of every article that waits without one; answers how many were told.

    An empty queue means that the message of a waiting article is lost: it is sent again at once. While
    messages wait, the article's own may be among them: it is sent again only after a long while.
    """
    waiting = Article.objects.takeable(at).filter(stage_since__lte=at - SETTLE)
    lately = at - (SETTLE if queue_length() == 0 else STALE_WAKE)
    waiting = waiting.filter(Q(woken_at__isnull=True) | Q(woken_at__lte=lately))
    told = 0
    for pk in waiting.order_by("received_at", "pk").values_list("pk", flat=True)[:500]:
        if not wake(pk):
            break
        told += 1
    return told


def queue_length() -> int:
    """Messages that wait in the broker; 0 when the broker is away."""
    try:
        with split_article.app.connection_for_read() as connection:
            channel: Any = connection.default_channel  # of the Redis transport: kombu's types know no client
            return int(channel.client.llen(channel.global_keyprefix + "celery"))
    except (kombu.exceptions.OperationalError, redis.exceptions.RedisError, OSError):
        return 0


def ask_for_paper(article: Article, *, by: User, language: str, again: bool = False) -> PrintedDossier:
    """The dossier for this reader is there, or on its way: a worker is told of one that waits."""
    now = timezone.now()
    row = printing.ask(article, by=by, language=language, at=now, again=again)
    if row.state == Carriage.WAITING and (row.woken_at is None or row.woken_at <= now - PAPER_LIFE):
        PrintedDossier.objects.filter(pk=row.pk).update(woken_at=now)
        try:
            print_dossier.apply_async((row.pk,), retry=False, expires=PAPER_LIFE.total_seconds())
        except (kombu.exceptions.OperationalError, redis.exceptions.RedisError, OSError) as error:
            log.warning(
                "dossier of article %s: the broker is away, the clock will see to it (%s)", article.pk, error
            )
    return row
