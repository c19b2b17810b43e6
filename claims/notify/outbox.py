"""What waits in the outbox leaves: claimed, sent, tried again, given up, dropped; safe beside itself and after a crash."""

import logging
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from claims.choices import Carriage, Channel, Rhythm
from claims.models import Notification
from claims.models.notification import NotificationQuerySet
from claims.notify import chat, mail, reasons
from claims.notify.errors import Away, Refused

log = logging.getLogger(__name__)

BACKOFF = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))  # before try 2, 3, ...
MOST_TRIES = len(BACKOFF) + 1
CLAIM_LIFE = timedelta(minutes=5)  # whoever has claimed a message and is silent for so long has died
AWAY_WAIT = timedelta(minutes=1)  # until a carrier that could not be reached is asked again
LONGEST_WAIT = timedelta(days=4)  # older news is not sent any more, however long the carrier was away
FORGOTTEN_AT_ONCE = 5_000  # rows; the rest goes the next time
BUDGET = 20.0  # seconds of one drain; the rest is left to the next one


@dataclass(frozen=True, slots=True)
class Settled:
    """What a row asks for has been done or is wanted no more, all of it or some of its lines."""

    why: str  # of claims.notify.reasons
    lines: tuple[dict[str, Any], ...] = ()  # what is told instead; empty: the row is dropped


Judge = Callable[[Sequence[Notification]], Mapping[int, Settled]]  # the settled ones of the rows, by id


def _none_settled(rows: Sequence[Notification]) -> Mapping[int, Settled]:
    return {}


@dataclass(frozen=True, slots=True)
class Pile:
    """Rows that leave together: those of a message tried before, or all that is due for one reader."""

    channel: str
    message_id: str
    recipient_id: int | None
    chat_id: int | None
    rhythm: str

    def rows(self, at: datetime) -> NotificationQuerySet:
        """The rows of the pile that still wait; collected ones that are due take the younger ones along."""
        if self.message_id:
            return Notification.objects.due(at).filter(message_id=self.message_id)
        ready = Q(not_before__lte=at) | Q(rhythm=Rhythm.COLLECTED)
        return Notification.objects.filter(
            ready,
            Q(next_try_at__isnull=True) | Q(next_try_at__lte=at),
            state=Carriage.WAITING,
            message_id="",
            channel=self.channel,
            recipient=self.recipient_id,
            chat=self.chat_id,
            rhythm=self.rhythm,
        )


def drain(at: datetime, *, judge: Judge = _none_settled, budget: float = BUDGET) -> int:
    """What was due at `at` has left, or stands there with the reason why not; answers how many messages left.

    What `judge` calls settled is dropped, or told with other lines: it may have waited for a long time.
    At least once: after a crash between sending and noting it, the same message leaves again under the same
    Message-ID. Two drains at once send a message once. Not to be called inside a transaction.
    """
    until = time.monotonic() + budget
    take_back(at)
    return _drain_mail(at, until, judge) + _drain_chat(at, until, judge)


def take_back(at: datetime) -> int:
    """Rows whose sender died with them in hand wait again, or are given up when it was the last try."""
    lost = Notification.objects.filter(state=Carriage.CLAIMED, claimed_at__lte=at - CLAIM_LIFE)
    given_up = lost.filter(tries__gte=MOST_TRIES).update(
        state=Carriage.GIVEN_UP, failure=reasons.STOPPED % {"times": MOST_TRIES}
    )
    if given_up:
        log.error("%s notifications given up: their sender stopped in the middle each time", given_up)
    return lost.update(state=Carriage.WAITING, next_try_at=at, failure=reasons.STOPPED_ONCE)


def send_again(rows: NotificationQuerySet, *, at: datetime) -> int:
    """Those of the rows that were given up wait once more, with all their tries; answers how many."""
    return rows.given_up().update(
        state=Carriage.WAITING, tries=0, next_try_at=None, not_before=at, claimed_at=None
    )


def forget_old(at: datetime, *, days: int) -> int:
    """What was sent or read more than so many days ago is gone; answers how many rows.

    So is what was dropped. What still waits or was given up stays, and so does what nobody has read in the
    dashboard.
    """
    before = at - timedelta(days=days)
    sent = Q(sent_at__lt=before) & ~Q(channel=Channel.IN_APP)
    done = Notification.objects.filter(
        Q(sent | Q(read_at__lt=before), state=Carriage.DONE)
        | Q(state=Carriage.DROPPED, written_at__lt=before)
    )
    gone = list(done.order_by("pk").values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
    return Notification.objects.filter(pk__in=gone).delete()[0]


def oldest_due(at: datetime) -> datetime | None:
    """Since when the oldest row that could leave has been ready; None when nothing waits. For the sweeper."""
    return Notification.objects.due(at).order_by("not_before").values_list("not_before", flat=True).first()


def standing() -> tuple[int, int]:
    """How many rows wait or are under way, and how many were given up."""
    under_way = Notification.objects.filter(state__in=[Carriage.WAITING, Carriage.CLAIMED])
    return under_way.count(), Notification.objects.given_up().count()


def _drain_mail(at: datetime, until: float, judge: Judge) -> int:
    sent = 0
    with mail.Mailbag() as bag:
        for pile in _piles(Channel.EMAIL, at):
            if time.monotonic() > until:
                break
            try:
                bag.open()
            except Away as error:
                _postpone(Channel.EMAIL, str(error), at)
                break
            if not (rows := _wanted(_claim(pile, at), judge)):
                continue
            try:
                bag.send(mail.compose(rows, at=at))
            except Refused as error:
                _fail(rows, error, at)
            else:
                _done(rows)
                sent += 1
    return sent


def _drain_chat(at: datetime, until: float, judge: Judge) -> int:
    sent = 0
    for pile in _piles(Channel.CHAT, at):
        if time.monotonic() > until:
            break
        if not (rows := _wanted(_claim(pile, at), judge)):
            continue
        try:
            chat.send(rows)
        except Refused as error:
            _fail(rows, error, at)
        else:
            _done(rows)
            sent += 1
    return sent


def _piles(channel: str, at: datetime) -> Iterator[Pile]:
    due = Notification.objects.due(at).filter(channel=channel).order_by("not_before", "pk")
    keys = due.values_list("message_id", "recipient", "chat", "rhythm")
    for message_id, recipient, chat_id, rhythm in dict.fromkeys(keys):
        if message_id:
            yield Pile(channel, message_id, None, None, "")
        else:
            yield Pile(channel, "", recipient, chat_id, rhythm)


def _claim(pile: Pile, at: datetime) -> list[Notification]:
    """The rows of the pile are ours alone, under one message id; [] when somebody else was quicker."""
    message_id = pile.message_id or f"notice-{uuid.uuid4().hex}@{settings.MAIL_DOMAIN}"
    if not pile.rows(at).filter(not_before__lte=at).exists():
        return []  # another drain has just taken them; what is left is not due yet
    taken = pile.rows(at).update(
        state=Carriage.CLAIMED, claimed_at=at, message_id=message_id, tries=F("tries") + 1
    )
    if not taken:
        return []
    return list(
        Notification.objects.filter(message_id=message_id, state=Carriage.CLAIMED, claimed_at=at)
        .select_related("recipient", "chat")
        .order_by("pk")
    )


def _wanted(rows: list[Notification], judge: Judge) -> list[Notification]:
    """The claimed rows without those that are settled, which are dropped with the reason."""
    settled = judge(rows) if rows else {}
    for row in rows:
        if (found := settled.get(row.pk)) is None:
            continue
        if found.lines:
            row.lines = list(found.lines)
            _ours(rows).filter(pk=row.pk).update(lines=row.lines)
        else:
            _ours(rows).filter(pk=row.pk).update(state=Carriage.DROPPED, next_try_at=None, failure=found.why)
            log.info("notification %s dropped: %s", row.pk, found.why)
    return [row for row in rows if row.pk not in settled or settled[row.pk].lines]


def _ours(rows: Sequence[Notification]) -> NotificationQuerySet:
    """The rows as long as nobody has taken them back."""
    return Notification.objects.filter(
        message_id=rows[0].message_id, state=Carriage.CLAIMED, claimed_at=rows[0].claimed_at
    )


def _done(rows: Sequence[Notification]) -> None:
    _ours(rows).update(state=Carriage.DONE, sent_at=timezone.now(), next_try_at=None, failure="")


def _fail(rows: Sequence[Notification], error: Refused, at: datetime) -> None:
    tries = max(row.tries for row in rows)
    if error.final or tries >= MOST_TRIES:
        _ours(rows).update(state=Carriage.GIVEN_UP, next_try_at=None, failure=str(error))
        log.error("notification %s given up after %s tries: %s", rows[0].pk, tries, error)
        return
    wait = max(BACKOFF[tries - 1], timedelta(seconds=error.wait))
    _ours(rows).update(state=Carriage.WAITING, next_try_at=at + wait, failure=str(error))
    log.warning("notification %s: try %s failed, the next in %s: %s", rows[0].pk, tries, wait, error)


def _postpone(channel: str, words: str, at: datetime) -> None:
    """The carrier is away: nothing counts as tried, everything waits a little, too old news is given up."""
    due = Notification.objects.due(at).filter(channel=channel)
    given_up = due.filter(not_before__lte=at - LONGEST_WAIT).update(state=Carriage.GIVEN_UP, failure=words)
    waiting = due.update(next_try_at=at + AWAY_WAIT, failure=words)
    log.error("%s notifications wait, %s are too old and given up: %s", waiting, given_up, words)
