"""The index of checked claims beside the database: opened once per process, brought up to date, made anew.

The database is the truth, the index a copy of it on each machine with workers. It knows how far it has come
in the history (the number of an event and its hash), so a database that was put back from a backup makes
it begin again. A file that is damaged is thrown away; nothing that happens here stops an article.
"""

import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from claims.choices import Action, Status
from claims.models import Claim, Event, Verdict
from claims.models.claim import ClaimQuerySet
from claims.text.encoders import encoders, missing
from claims.text.matching.finding import Finder
from claims.text.matching.guard import Said, said
from claims.text.matching.store import Entry, Failure, Store

log = logging.getLogger(__name__)

CHECKED = (Status.APPROVED, Status.PUBLISHED, Status.ANSWERED)
DECIDING = (Action.APPROVE, Action.OVERRULE, Action.PUBLISH, Action.CORRECT, Action.KEEP)
_TOUCHING = (*DECIDING, Action.ANSWER, Action.EDIT, Action.MOVE)  # after these a claim is entered, maybe anew
_AT_ONCE = 250
_STATE = "state"


class Unusable(Exception):
    """The index can be neither read nor made anew; the words say why."""


@dataclass(frozen=True, slots=True)
class State:
    """How far an index has come."""

    event: int = 0  # the newest event that it knows
    hash: str = ""  # of that event: another database has another one
    built: int = 0  # the last claim of the first filling, -1 once that is done
    told: int = 0  # the newest event whose check was compared with open claims

    @property
    def is_built(self) -> bool:
        """The first filling is done."""
        return self.built < 0


def checked() -> ClaimQuerySet:
    """The claims that somebody has checked: approved, published, answered, or with a published verdict that holds."""
    standing = Verdict.objects.standing().filter(claim=OuterRef("pk"))
    return Claim.objects.filter(Q(status__in=CHECKED) | Exists(standing)).filter(merged_into=None)


# -- Opening ----------------------------------------------------------------------------------------

_opened: dict[str, tuple[int, int, Finder]] = {}  # by path: process, number of the file, finder


def finder(name: str = "checked") -> Finder:
    """The index of this name, with its models in memory; opened once in each process.

    Raises Unusable when the folder cannot be written or the file cannot be made anew.
    """
    path = settings.MATCHING_INDEX / f"{name}-{settings.MATCHING_CONFIGURATION}.sqlite3"
    known = _opened.get(str(path))
    if known and known[:2] == (os.getpid(), _number(path)):
        return known[2]
    models = encoders(settings.MATCHING_CONFIGURATION)
    if missing(settings.MATCHING_CONFIGURATION):
        log.warning("a model of the configuration %s cannot be loaded here", settings.MATCHING_CONFIGURATION)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            store = Store(path, encoder=models[0].id if models else "")
        except Failure as error:
            log.warning("the index %s is damaged and is made anew: %s", path, error)
            throw_away(path)
            store = Store(path, encoder=models[0].id if models else "")
    except (Failure, OSError) as error:
        raise Unusable(f"{path}: {error}") from error
    _opened[str(path)] = (os.getpid(), _number(path), Finder(store, models))
    return _opened[str(path)][2]


def throw_away(path: Path) -> None:
    """The file is gone, with what SQLite keeps beside it; whoever has it open finds that out by its number."""
    _opened.pop(str(path), None)
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def give_up(index: Finder, error: Exception) -> Unusable:
    """A file that failed while it was in use is thrown away if it is damaged; answers what to raise."""
    path = index.store.path
    if path is not None and any(word in str(error) for word in ("malformed", "not a database", "corrupt")):
        known = _opened.get(str(path))
        if known and known[1] == _number(path):
            throw_away(path)
    return Unusable(f"{path}: {error}")


def _number(path: Path) -> int:
    try:
        return path.stat().st_ino
    except OSError:
        return 0


# -- Keeping up -------------------------------------------------------------------------------------


def state_of(index: Finder) -> State:
    """How far it has come; a new State for an empty index and for one of another database."""
    told = index.store.note(_STATE)
    if not told:
        return State()
    state = State(**json.loads(told))
    known = Event.objects.filter(pk=state.event).values_list("hash", flat=True).first()
    return state if known == state.hash or not state.event else State()


def write_state(index: Finder, state: State) -> None:
    """The index says from now on that it has come this far."""
    index.store.write_note(_STATE, json.dumps(asdict(state)))


def catch_up(index: Finder, *, most: int, ahead: bool = False) -> bool:
    """The index has taken in at most so many claims more; True when it now holds every checked claim.

    `ahead` also makes the vectors of the second encoder, which otherwise are made when they are first asked
    for. Safe beside others who do the same: what is taken in twice stands there once.
    """
    state = state_of(index)
    newest = Event.objects.order_by("-pk").values_list("pk", "hash").first() or (0, "")
    if state == State():  # empty, or of another database
        with index.store.writing():
            index.store.clear()
            state = State(event=newest[0], hash=newest[1], told=newest[0])
            write_state(index, state)
    left = most
    while not state.is_built and left > 0:
        ids = list(
            checked()
            .filter(pk__gt=state.built)
            .order_by("pk")
            .values_list("pk", flat=True)[: min(_AT_ONCE, left)]
        )
        take_in(index, ids, ahead=ahead)
        left -= len(ids)
        done = len(ids) < min(_AT_ONCE, left + len(ids))
        state = State(state.event, state.hash, -1 if done else ids[-1], state.told)
        write_state(index, state)
    if not state.is_built:
        return False
    news = Event.objects.filter(
        pk__gt=state.event, pk__lte=newest[0], action__in=_TOUCHING, claim__isnull=False
    )
    rows = list(news.order_by("pk").values_list("pk", "claim_id", "hash")[: max(left, 1)])
    whole = len(rows) < max(left, 1)
    take_in(index, list(dict.fromkeys(row[1] for row in rows)), ahead=ahead)
    reached = newest if whole else (rows[-1][0], rows[-1][2])
    if reached[0] > state.event:
        write_state(index, State(reached[0], reached[1], state.built, state.told))
    return whole


def take_in(index: Finder, ids: Sequence[int], *, ahead: bool = False, any_status: bool = False) -> None:
    """Those of the claims that are checked stand in the index as they are now."""
    rows = (Claim.objects.all() if any_status else checked()).filter(pk__in=ids).select_related("revision")
    index.add([entry_of(claim) for claim in rows.defer("revision__text", "revision__hints")], ahead=ahead)


def entry_of(claim: Claim) -> Entry:
    """The claim for the index: its self-contained wording if it has one, and the headline above it."""
    return Entry(claim.pk, claim.wording or claim.quote, claim.revision.title)


# -- Reading ----------------------------------------------------------------------------------------


def said_by(claim: Claim) -> Said:
    """The claim with its facts, whose dates and names are those of its article."""
    if claim.wording:
        return said(claim.wording, language=claim.language)
    facts = claim.as_statement().facts
    return Said(" ".join(claim.quote.split()), claim.language, facts)


def read(ids: Iterable[int], among: ClaimQuerySet) -> dict[int, Said]:
    """Those of the claims that are among these, with their facts."""
    rows = among.filter(pk__in=list(ids)).prefetch_related("facts")
    return {claim.pk: said_by(claim) for claim in rows}
