"""Writing the history, reading it back, and the chain that shows whether a line was touched later.

Every event carries the hash of the one before it, so that a changed, removed or inserted line breaks the
chain. Whoever writes history holds the chain's end for the rest of the transaction: changes come one
after the other. A transaction that changes claims or articles takes it first (`writing`), before it touches
one of them; otherwise two of them can wait for each other.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from claims.choices import Action
from claims.models import Article, ChainHead, Claim, Event, User, Verdict

MACHINE = "Factcheck"  # who acted when no person did
OF_VERDICTS = (
    Action.SUBMIT,
    Action.RECALL,
    Action.SEND_BACK,
    Action.APPROVE,
    Action.OVERRULE,
    Action.CORRECT,
)
KEPT_OF_VERDICTS = {"verdict", "status", "assignee"}  # what does not tell how somebody rated
GENESIS = "0" * 64  # what the first event of the chain follows


@contextmanager
def writing() -> Iterator[None]:
    """What is written inside happens at once or not at all, and after everybody else's history."""
    with transaction.atomic():
        _head()
        yield


def record(
    action: str,
    *,
    by: User | None,
    at: datetime,
    article: Article | None = None,
    claim: Claim | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    why: str = "",
) -> Event:
    """One line of history is written, in the transaction of the change that it tells of.

    Models, times and enumerations in `before` and `after` are stored as `plain` says.
    """
    article = article or (claim.article if claim else None)
    with transaction.atomic(savepoint=False):
        head = _head()
        event = Event(
            action=str(action),
            actor=by,
            actor_name=by.name if by else MACHINE,
            at=at,
            article=article,
            claim=claim,
            subject=subject_of(article.pk if article else None, claim.pk if claim else None),
            version=claim.version if claim else None,
            before={name: plain(value) for name, value in (before or {}).items()},
            after={name: plain(value) for name, value in (after or {}).items()},
            why=why,
            previous_hash=head.hash,
        )
        event.hash = digest_of(event)
        event.save(force_insert=True)
        ChainHead.objects.filter(pk=head.pk).update(
            hash=event.hash, event_id=event.pk, length=head.length + 1
        )
    return event


def timeline(claim: Claim) -> list[Event]:
    """Everything that happened to the claim, newest first."""
    return list(claim.events.select_related("actor").order_by("-pk"))


def changes_since(claim: Claim, version: int) -> list[Event]:
    """What changed the claim after the version that somebody has seen, oldest first."""
    return list(claim.events.filter(version__gt=version).order_by("pk"))


def veiled(events: Iterable[Event], *, by: User) -> list[Event]:
    """The events as this person may read them now; one query.

    Whoever has still to check a claim blind reads that verdicts were submitted, sent back or approved before,
    and by whom, but not what they said or what was said of them.
    """
    found = list(events)
    claims = {event.claim_id for event in found if event.action in OF_VERDICTS}
    hidden = Verdict.objects.hidden_from(by).filter(claim__in=claims)
    blind = set(hidden.values_list("claim_id", flat=True)) if claims else set()
    return [_veil(event) if event.claim_id in blind else event for event in found]


def _veil(event: Event) -> Event:
    if event.action not in OF_VERDICTS:
        return event
    shown = copy(event)
    shown.why = ""
    shown.before = {name: value for name, value in event.before.items() if name in KEPT_OF_VERDICTS}
    shown.after = {name: value for name, value in event.after.items() if name in KEPT_OF_VERDICTS}
    return shown


def subject_of(article_id: int | None, claim_id: int | None) -> str:
    """What an event tells of, in words that outlive the rows: "A-12 C-345"."""
    parts = [f"A-{article_id}" if article_id else "", f"C-{claim_id}" if claim_id else ""]
    return " ".join(part for part in parts if part)


def plain(value: Any) -> Any:
    """The value as JSON keeps it: a row as its id and name, a time in UTC, the rest as it is."""
    match value:
        case models.Model():
            return {"id": value.pk, "name": str(value)}
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case dict():
            return {str(key): plain(inner) for key, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(inner) for inner in value]
        case None | bool() | int() | float():
            return value
        case _:
            return str(value)


# -- The chain --------------------------------------------------------------------------------------


def digest_of(event: Event) -> str:
    """SHA-256 in hex over the event's content and the hash before it.

    Rows that an event points at do not count, only their names: a person, claim or article may be
    deleted without breaking the chain.
    """
    content = {
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_name,
        "action": str(event.action),
        "subject": event.subject,
        "version": event.version,
        "before": event.before,
        "after": event.after,
        "why": event.why,
        "previous": event.previous_hash,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain does not hold."""

    event_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk along the chain has found."""

    checked: int  # events
    head: str  # hash of the last one: written down elsewhere, it proves later that nothing was cut off
    broken: Break | None = None


def verify(*, since: int = 0, expect: str = "") -> Verification:
    """Every event with an id above `since` is as it was written, follows the one before, and none is missing.

    `expect` is the hash of an event written down earlier: it must occur in the part that is walked.
    Events from before there was a chain (without a hash) are skipped at the beginning only.
    """
    start = Event.objects.filter(pk__lte=since).exclude(hash="").order_by("-pk").first()
    last, last_id, checked, seen = (start.hash, start.pk, 0, False) if start else (GENESIS, 0, 0, False)
    for event in Event.objects.filter(pk__gt=since).order_by("pk").iterator(chunk_size=1000):
        if not event.hash and last == GENESIS:
            continue
        if words := _fault(event, last):
            return Verification(checked, last, Break(event.pk, words))
        last, last_id, checked = event.hash, event.pk, checked + 1
        seen = seen or event.hash == expect
    head = ChainHead.objects.filter(pk=1).first()
    if last != (head.hash if head else GENESIS):
        words = _("The last event is missing: the chain once ended with another one.")
        return Verification(checked, last, Break(last_id, words))
    if expect and not seen:
        return Verification(
            checked, last, Break(last_id, _("The hash that was written down does not occur."))
        )
    return Verification(checked, last)


def _fault(event: Event, last: str) -> str:
    """What is wrong with the event after one with the hash `last`, in words; "" when nothing is."""
    if event.previous_hash != last:
        return _("The event does not follow the one before it: something was removed or put in between.")
    if event.hash != digest_of(event):
        return _("The event's content was changed after it was written.")
    there = (event.subject + " ").split(" ")
    for name, pk in (("A", event.article_id), ("C", event.claim_id)):
        if pk and f"{name}-{pk}" not in there:
            return _("The event was moved to another article or claim.")
    return ""


def _head() -> ChainHead:
    """The end of the chain, ours until the transaction ends."""
    locked = ChainHead.objects.select_for_update()
    head = locked.filter(pk=1).first()
    if head is None:
        last = Event.objects.exclude(hash="").order_by("-pk").first()
        fresh = ChainHead(pk=1, hash=last.hash if last else GENESIS)
        ChainHead.objects.bulk_create([fresh], ignore_conflicts=True)  # somebody else may be quicker
        head = locked.get(pk=1)
    return head
