"""The room where people take back what they did a moment ago: everything stands as before, the history keeps both."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Model
from django.utils.translation import gettext as _

from claims import history, notices
from claims.choices import Action, Decision, FactState
from claims.errors import Forbidden, WorkflowError
from claims.models import Claim, Confrontation, Event, Evidence, Fact, Match, Note, SecondCheck, User, Verdict
from claims.workflow import inputs, lately, lifecycle
from claims.workflow.lifecycle import OPEN, Outcome

COLUMNS: Final = frozenset(field.name for field in Claim._meta.concrete_fields)
WRITES_ON = (Action.SUBMIT, Action.RECALL, Action.SEND_BACK)  # count the draft's version up


def undo(
    claim: Claim, *, by: User, at: datetime, event: int | None = None, version: int | None = None
) -> Event:
    """What the person did to the claim stands as before; notices of it that nobody has got or read are withdrawn.

    `event` is the id of what is taken back, by default the last that can be. Raises WorkflowError when it is too
    late, somebody has gone on since, or the action is none that can be taken back; Forbidden when somebody else did it.
    """
    with history.writing():
        undone = _undo(claim, event=event, by=by, at=at, version=version)
        notices.taken_back([claim], written=undone.at, note=undone.why, by=by, at=at)
    return undone


def undo_all(events: Iterable[int], *, by: User, at: datetime) -> Outcome:
    """Each of these events is taken back where that is possible, the newest first; the others stand with the reason."""
    rows = Event.objects.filter(pk__in=list(events), claim__isnull=False).order_by("-pk")
    found = {
        event.claim_id: event for event in rows
    }  # the oldest of a claim: taken back, the newer ones are too
    ids: dict[int | None, list[int]] = {}
    for event in rows:
        ids.setdefault(event.claim_id, []).append(event.pk)
    claims = Claim.objects.visible_to(by).filter(pk__in=[pk for pk in found if pk]).order_by("pk")
    undone: dict[datetime, list[Claim]] = {}

    def take_back(claim: Claim) -> None:
        for pk in ids[claim.pk]:
            event = _undo(claim, event=pk, by=by, at=at, version=None)
            undone.setdefault(event.at, []).append(claim)

    with history.writing():
        outcome = lifecycle.each(claims, take_back)
        done = {claim.pk for claim in outcome.done}
        for written, together in undone.items():
            kept = [claim for claim in together if claim.pk in done]
            note = found[kept[0].pk].why if kept else ""
            notices.taken_back(kept, written=written, note=note, by=by, at=at)
    return outcome


def _undo(claim: Claim, *, event: int | None, by: User, at: datetime, version: int | None) -> Event:
    present = Claim.objects.select_related("assignee").get(pk=claim.pk)
    events = lately.recent(present)
    found = lately.last_of(events, by, at=at) if event is None else _named(present, events, event)
    if found is None or not by.holds(*lifecycle.TRANSITIONS[Action.UNDO].roles):
        lifecycle.ensure(present, Action.UNDO, by=by)
        raise WorkflowError(_("There is nothing of yours that could be undone now."))
    if words := lately.why_not(found, events, by=by, at=at):
        raise (WorkflowError if found.actor_id == by.pk else Forbidden)(words)
    _ensure_still_allowed(found, present, by=by)
    columns = _columns(found) if found.action in lately.STEPS else {}
    _ensure_sound(columns, present, at=at)
    more = _COUNTERPARTS[found.action](present, found, by, at) if found.action in _COUNTERPARTS else {}
    lifecycle.perform(
        claim,
        Action.UNDO,
        by=by,
        at=at,
        version=present.version if version is None else version,
        undoes=found,
        after=more,
        **columns,
    )
    return found


def _named(claim: Claim, events: list[Event], pk: int) -> Event | None:
    at_hand = next((event for event in events if event.pk == pk), None)
    if at_hand is None and not claim.events.filter(pk=pk).exists():
        raise WorkflowError(_("The history of this claim has no such line."))
    return at_hand or claim.events.get(pk=pk)


def _ensure_still_allowed(event: Event, claim: Claim, *, by: User) -> None:
    line = lifecycle.TRANSITIONS.get(event.action)  # None: a proposal set aside
    if line is None:
        return
    if not by.holds(*line.roles):
        raise Forbidden(_("Your roles no longer allow “%(what)s”.") % {"what": event.get_action_display()})
    if line.joint and claim.status not in line.sources:
        told = _("This is not possible while the claim is “%(status)s”.")
        raise WorkflowError(told % {"status": claim.get_status_display()})


def _columns(event: Event) -> dict[str, Any]:
    """The claim's columns before the event, without its status."""
    names = (COLUMNS & event.before.keys() & event.after.keys()) - {"status"}
    return {name: _value(Claim, name, event.before[name]) for name in names}


def _value(model: type[Model], name: str, stored: Any) -> Any:
    """What the history keeps of a column, as the column takes it. Raises WorkflowError when the row is gone."""
    field: Any = model._meta.get_field(name)
    if isinstance(stored, dict):
        row = field.remote_field.model.objects.filter(pk=stored["id"]).first()
        if row is None:
            raise WorkflowError(_("“%(name)s” is no longer there.") % {"name": stored["name"]})
        return row
    return field.to_python(stored)


def _ensure_sound(columns: dict[str, Any], present: Claim, *, at: datetime) -> None:
    """Nothing comes back to somebody who can no longer hold it, or into a claim that rests itself."""
    holder, into = columns.get("assignee"), columns.get("merged_into")
    if holder is not None and holder != present.assignee:
        inputs.assignable(holder, at=at)
    if into is not None and into.merged_into_id:
        raise WorkflowError(_("That claim is itself merged or no longer in the text."))


# -- What stands beside the claim -------------------------------------------------------------------
# Each puts right what the action had done beyond the claim's own columns, or raises WorkflowError; it answers
# what the history tells of that.

Counterpart = Callable[[Claim, Event, User, datetime], dict[str, Any]]


def _answer(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    for row in event.before.get("matches", ()):
        Match.objects.filter(pk=row["pk"]).update(
            decision=row["decision"],
            decided_by=row["decided_by"],
            decided_at=_value(Match, "decided_at", row["decided_at"]),
        )
    return {}


def _merge(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    into = Claim.objects.filter(pk=event.after["merged_into"]["id"]).first()
    if into is None or (event.before["evidence"] and into.status not in OPEN):
        raise WorkflowError(_("The other claim has gone on with this evidence since."))
    Evidence.objects.filter(pk__in=event.before["evidence"], claim=into).update(claim=claim)
    Note.objects.filter(pk__in=event.before["notes"], claim=into).update(claim=claim)
    Claim.objects.filter(pk__in=event.before["merged_from"], merged_into=into).update(merged_into=claim)
    there = into.events.filter(action=Action.MERGE, at=event.at, after__merged__id=claim.pk).first()
    if there:
        history.record(
            Action.UNDO,
            by=by,
            at=at,
            claim=into,
            before={"merged": claim},
            after={"undone": there.pk, "what": there.action},
        )
    return {}


def _split(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    """The parts go: nobody has worked on them."""
    parts = list(Claim.objects.filter(split_from=claim, found_at=event.at))
    worked_on = Event.objects.filter(claim__in=parts).exclude(action=Action.MARK)
    if worked_on.exists() or Verdict.objects.filter(claim__in=parts).exists():
        raise WorkflowError(_("Somebody has gone on with a part since."))
    Claim.objects.filter(pk__in=[part.pk for part in parts]).delete()
    return {"removed": [part.number for part in parts]}


def _verdict(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    """The verdict's row is as before, if nobody has written on it since."""
    row = dict(event.before["row"])
    pk, version = row.pop("pk"), row.pop("version") + (1 if event.action in WRITES_ON else 0)
    verdict = Verdict.objects.filter(pk=pk, version=version, published_at__isnull=True).first()
    seconds = SecondCheck.objects.filter(verdict=pk, given_at__gte=event.at)
    if verdict is None or (event.action == Action.SUBMIT and seconds.exists()):
        raise WorkflowError(_("Somebody has gone on with the verdict since."))
    values = {name: _value(Verdict, name, stored) for name, stored in row.items()}
    Verdict.objects.filter(pk=pk).update(version=F("version") + 1, **values)
    freed = Verdict.objects.filter(pk__in=event.before.get("freed", ()))
    freed.update(corrects=verdict.corrects)
    return {"verdict": verdict.number}


def _cite(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    return _changed(
        Evidence.objects.standing()
        .filter(pk=event.after["evidence"], claim=claim)
        .update(removed_by=by, removed_at=at),
        evidence=event.after["evidence"],
    )


def _uncite(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    removed = Evidence.objects.filter(pk=event.before["evidence"], claim=claim, removed_at__isnull=False)
    row = removed.first()
    if row is not None:
        same = claim.evidence.standing().filter(source=row.source, place=row.place, quoted=row.quoted)
        if same.exists():
            raise WorkflowError(_("This is among the evidence already."))
    return _changed(removed.update(removed_by=None, removed_at=None), evidence=event.before["evidence"])


def _tick(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    before, who = event.before, event.before.get("checked_by")
    ticked = Fact.objects.filter(pk=before["fact"], claim=claim)
    return _changed(
        ticked.update(
            state=FactState(before["state"]),
            checked_by=who and User.objects.filter(pk=who["id"]).first(),
            checked_at=_value(Fact, "checked_at", before.get("checked_at")),
        ),
        fact=before["fact"],
        quote=before["quote"],
    )


def _confront(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    asked = Confrontation.objects.filter(pk=event.after["confrontation"], answered_at__isnull=True)
    return _changed(asked.delete()[0], confrontation=event.after["confrontation"])


def _record_answer(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    answered = Confrontation.objects.filter(pk=event.after["confrontation"], answered_at__isnull=False)
    return _changed(answered.update(answer="", answered_at=None), confrontation=event.after["confrontation"])


def _reject_match(claim: Claim, event: Event, by: User, at: datetime) -> dict[str, Any]:
    rejected = Match.objects.filter(pk=event.after["match"], decision=Decision.REJECTED)
    return _changed(
        rejected.update(decision=Decision.OPEN, decided_by=None, decided_at=None), match=event.after["match"]
    )


def _changed(rows: int, **told: Any) -> dict[str, Any]:
    if not rows:
        raise WorkflowError(_("Somebody has changed this since."))
    return told


_COUNTERPARTS: Final[dict[str, Counterpart]] = {
    Action.ANSWER: _answer,
    Action.MERGE: _merge,
    Action.SPLIT: _split,
    **dict.fromkeys(
        (Action.SUBMIT, Action.RECALL, Action.APPROVE, Action.SEND_BACK, Action.OVERRULE), _verdict
    ),
    Action.CITE: _cite,
    Action.UNCITE: _uncite,
    Action.TICK: _tick,
    Action.CONFRONT: _confront,
    Action.RECORD_ANSWER: _record_answer,
    Action.REJECT_MATCH: _reject_match,
}
