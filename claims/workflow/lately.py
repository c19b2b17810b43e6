"""What was done to a claim lately, and which of it the one who did it can still take back."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from claims.choices import Action, Status
from claims.models import Claim, Event, User
from claims.models.claim import UNDO_WITHIN

# What can be taken back. Not what readers may have seen (publish, correct, keep, retract), what others may
# have read (notes), and a blind second check, which counts as it was first given.
STEPS = frozenset(
    {
        *(Action.ACCEPT, Action.DISMISS, Action.RULE_OUT, Action.ANSWER, Action.MERGE, Action.SPLIT),
        *(Action.EDIT, Action.PRIORITISE, Action.REOPEN, Action.CONFIRM),
        *(Action.ASSIGN, Action.TAKE, Action.TAKE_OVER, Action.RELEASE, Action.HAND_OVER),
        *(Action.SET_DUE, Action.START),
        *(Action.SUBMIT, Action.RECALL, Action.APPROVE, Action.SEND_BACK, Action.OVERRULE),
    }
)
# Joint actions, by the key of what they touch: only a later one on the same thing stands in the way.
THINGS = {
    Action.CITE: "evidence",
    Action.UNCITE: "evidence",
    Action.TICK: "fact",
    Action.CONFRONT: "confrontation",
    Action.RECORD_ANSWER: "confrontation",
    Action.REJECT_MATCH: "match",
}
UNDOABLE = STEPS | THINGS.keys()
EVIDENCE = (Action.CITE, Action.UNCITE)
DECIDED_ON = (Status.IN_REVIEW, Status.APPROVED)


def recent(claim: Claim) -> list[Event]:
    """The claim's events from which something could be taken back, oldest first, as the claim has them at hand."""
    at_hand: list[Event] | None = getattr(claim, "lately", None)
    if at_hand is None:
        at_hand = list(claim.events.filter(at__gte=timezone.now() - UNDO_WITHIN).order_by("pk"))
    return at_hand


def last_of(events: Sequence[Event], by: User, *, at: datetime) -> Event | None:
    """The newest event of the person that they can take back; None without one."""
    mine = (event for event in reversed(events) if event.actor_id == by.pk)
    return next((event for event in mine if why_not(event, events, by=by, at=at) is None), None)


def why_not(event: Event, events: Sequence[Event], *, by: User, at: datetime) -> str | None:
    """Why the person cannot take the event back, in words; None when they can. `events` are the claim's recent ones."""
    if event.actor_id != by.pk:
        return _("Only the one who did it can undo it.")
    if event.action not in UNDOABLE or "merged" in event.after:
        return _("“%(what)s” cannot be undone.") % {"what": event.get_action_display()}
    if event.at < at - UNDO_WITHIN:
        told = _("This can be undone for %(minutes)d minutes only.")
        return told % {"minutes": UNDO_WITHIN // timedelta(minutes=1)}
    undone = _undone(events)
    if event.pk in undone:
        return _("This has been undone already.")
    later = [other for other in events if other.pk > event.pk and other.pk not in undone]
    for other in later:
        if _stands_in_the_way(event, other, undone):
            told = _("This cannot be undone any more: since then %(who)s, “%(what)s”.")
            return told % {"who": other.actor_name, "what": other.get_action_display()}
    return None


def _undone(events: Iterable[Event]) -> dict[int, Event]:
    """The event that took it back, by the id of what was taken back."""
    return {event.after["undone"]: event for event in events if event.action == Action.UNDO}


def _stands_in_the_way(event: Event, other: Event, undone: dict[int, Event]) -> bool:
    if other.action == Action.UNDO and other.after["undone"] > event.pk:
        return False  # one of a pair that changed nothing since
    if thing := THINGS.get(Action(event.action)):
        what = {**other.before, **other.after}
        return other.action != Action.UNDO and what.get(thing) == _thing(event, thing)
    if other.version is not None and event.version is not None and other.version > event.version:
        return True
    touched = other.after["what"] if other.action == Action.UNDO else other.action
    return event.before.get("status") in DECIDED_ON and touched in EVIDENCE


def _thing(event: Event, thing: str) -> object:
    return {**event.before, **event.after}.get(thing)
