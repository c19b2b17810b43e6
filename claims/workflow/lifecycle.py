"""The table of transitions, and the one function that moves a claim from status to status."""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims import history, search
from claims.choices import Action, Role, Status
from claims.errors import Change, Forbidden, Moved, WorkflowError
from claims.models import UNDECIDED, Claim, Event, User
from claims.models.claim import what_decides
from claims.workflow import guards
from claims.workflow.guards import Guard

STAYS: Final = ""  # the status stays as it is
BACK: Final = "back"  # to where it was before it was withdrawn
UNDONE: Final = "undone"  # to where it was before what is undone
MACHINE: Final = "machine"  # the role of the clock and the pipeline, which act as nobody


@dataclass(frozen=True, slots=True)
class Transition:
    """One line of the table: from which statuses an action leads where, who may do it, on which conditions."""

    sources: frozenset[str]
    to: str
    roles: frozenset[str]
    guards: tuple[Guard, ...] = ()
    joint: bool = False  # several people may do it at the same time: no version is compared or counted up


def _line(
    sources: Iterable[str], to: str, roles: Iterable[str], *conditions: Guard, joint: bool = False
) -> Transition:
    return Transition(frozenset(sources), to, frozenset(roles), conditions, joint)


# Who: an admin may do everything that people may do.
TRIAGE = (Role.CHECKER, Role.EDITOR)
CHECKER = (Role.CHECKER,)
EDITOR = (Role.EDITOR,)
REVIEWER = (Role.REVIEWER,)
SECOND = (Role.REVIEWER, Role.EDITOR)
DESK = (Role.CHECKER, Role.REVIEWER, Role.EDITOR)
CLOCK = (MACHINE,)

# From where.
NEW, QUEUED, ASSIGNED, CHECKING, IN_REVIEW = UNDECIDED
APPROVED, PUBLISHED, GONE = Status.APPROVED, Status.PUBLISHED, Status.GONE
DISMISSED, ANSWERED, NOT_CHECKABLE = Status.DISMISSED, Status.ANSWERED, Status.NOT_CHECKABLE
OPEN = (NEW, QUEUED, ASSIGNED, CHECKING)
IN_HAND = (ASSIGNED, CHECKING)
ASIDE = (DISMISSED, ANSWERED, NOT_CHECKABLE)
UNDER_WAY = (QUEUED, ASSIGNED, CHECKING, IN_REVIEW, APPROVED)
ALL = tuple(Status)

_g = guards
TRANSITIONS: dict[str, Transition] = {
    # triage
    Action.ACCEPT: _line([NEW], QUEUED, TRIAGE),
    Action.DISMISS: _line(OPEN, DISMISSED, TRIAGE, _g.own_or_editor, _g.no_standing_check),
    Action.RULE_OUT: _line(OPEN, NOT_CHECKABLE, TRIAGE, _g.own_or_editor, _g.no_standing_check),
    Action.ANSWER: _line(OPEN, ANSWERED, TRIAGE, _g.own_or_editor, _g.no_standing_check),
    Action.MERGE: _line(OPEN, DISMISSED, TRIAGE, _g.own_or_editor, _g.no_standing_check),
    Action.SPLIT: _line(OPEN, DISMISSED, TRIAGE, _g.own_or_editor, _g.no_standing_check),
    Action.EDIT: _line(OPEN, STAYS, TRIAGE, _g.own_or_editor),
    Action.PRIORITISE: _line(UNDECIDED, STAYS, TRIAGE),
    Action.REOPEN: _line([*ASIDE, APPROVED], QUEUED, TRIAGE, _g.editor_when_approved),
    # assignment
    Action.ASSIGN: _line(OPEN, ASSIGNED, EDITOR),
    Action.TAKE: _line([NEW, QUEUED, ASSIGNED], ASSIGNED, CHECKER, _g.free),
    Action.TAKE_OVER: _line(IN_HAND, STAYS, CHECKER, _g.of_another),
    Action.RELEASE: _line(IN_HAND, QUEUED, [*TRIAGE, MACHINE], _g.own_or_editor),
    Action.HAND_OVER: _line(IN_HAND, ASSIGNED, TRIAGE, _g.own_or_editor),
    Action.SET_DUE: _line(UNDECIDED, STAYS, EDITOR),
    Action.START: _line([QUEUED, ASSIGNED], CHECKING, CHECKER, _g.own_or_free),
    # verification
    Action.CITE: _line(OPEN, STAYS, DESK, joint=True),
    Action.UNCITE: _line(OPEN, STAYS, DESK, joint=True),
    Action.TICK: _line(OPEN, STAYS, DESK, joint=True),
    Action.CONFRONT: _line(UNDECIDED, STAYS, TRIAGE, joint=True),
    Action.RECORD_ANSWER: _line([*UNDECIDED, APPROVED, PUBLISHED], STAYS, TRIAGE, joint=True),
    Action.NOTE: _line(ALL, STAYS, DESK, joint=True),
    # verdict and second person
    Action.DRAFT: _line(OPEN, STAYS, CHECKER, joint=True),
    Action.SUBMIT: _line([CHECKING], IN_REVIEW, CHECKER, _g.own, _g.verdict_is_whole, _g.enough_evidence),
    Action.RECALL: _line([IN_REVIEW], CHECKING, CHECKER, _g.drafter),
    Action.SECOND_CHECK: _line(
        [IN_REVIEW], STAYS, REVIEWER, _g.second_person, _g.second_check_wanted, joint=True
    ),
    Action.APPROVE: _line([IN_REVIEW], APPROVED, REVIEWER, _g.second_person, _g.second_check_given),
    Action.SEND_BACK: _line([IN_REVIEW], CHECKING, SECOND, _g.second_person),
    Action.OVERRULE: _line([IN_REVIEW, APPROVED], APPROVED, EDITOR, _g.second_person),
    # publication and after
    Action.PUBLISH: _line([APPROVED], PUBLISHED, EDITOR, _g.publishable),
    Action.CORRECT: _line([PUBLISHED], CHECKING, TRIAGE),
    Action.KEEP: _line(UNDER_WAY, PUBLISHED, EDITOR, _g.has_standing_check),
    Action.RETRACT: _line([PUBLISHED], QUEUED, EDITOR),
    Action.CONFIRM: _line([IN_REVIEW, APPROVED, PUBLISHED, *ASIDE], STAYS, SECOND, _g.unsettled),
    Action.UNDO: _line(set(ALL) - {GONE}, UNDONE, DESK, _g.undoable),
    # the machine's own
    Action.WITHDRAW: _line(set(ALL) - {PUBLISHED, GONE}, GONE, CLOCK),
    Action.REAPPEAR: _line([GONE], BACK, CLOCK),
    Action.REMIND: _line(UNDECIDED, STAYS, CLOCK, joint=True),
    Action.FALL_DUE: _line(UNDECIDED, STAYS, CLOCK, joint=True),
    Action.ESCALATE: _line(UNDECIDED, STAYS, CLOCK, joint=True),
}

# What is done to an article or to the work as a whole: who may.
OF_ARTICLES: dict[str, frozenset[str]] = {
    Action.MARK: frozenset(TRIAGE),
    Action.RELEASE_ARTICLE: frozenset(EDITOR),
    Action.DISTRIBUTE: frozenset(EDITOR),
    Action.LINK_ORIGIN: frozenset(DESK),
    Action.SET_DUE: frozenset(EDITOR),
}


def ensure_role(action: str, *, by: User) -> None:
    """Nothing happens when the person may do the action of OF_ARTICLES; raises Forbidden otherwise."""
    if not by.holds(*OF_ARTICLES[action]):
        raise Forbidden(_role_words(OF_ARTICLES[action]))


def refusal(claim: Claim, action: str, *, by: User | None) -> str | None:
    """Why this person cannot do the action to the claim now, in words; None when they can.

    `by` None asks for the machine.
    """
    error = _refusal(claim, action, by=by)
    return str(error) if error else None


def available_actions(claim: Claim, *, by: User) -> dict[str, str | None]:
    """Every action of people: None when this person may do it to the claim now, otherwise why not.

    Lists of claims come from `Claim.objects.with_what_decides()`, which spares the queries for each.
    """
    claim = copy(claim)  # what is loaded here must not linger on the caller's claim
    prefetch_related_objects([claim], *what_decides())
    return {
        str(action): refusal(claim, action, by=by)
        for action, transition in TRANSITIONS.items()
        if transition.roles != {MACHINE}
    }


def ensure(claim: Claim, action: str, *, by: User | None) -> None:
    """Nothing happens when the person may do the action to the claim as it was read; raises WorkflowError otherwise."""
    if error := _refusal(claim, action, by=by):
        raise error


def _refusal(claim: Claim, action: str, *, by: User | None) -> WorkflowError | None:
    transition = TRANSITIONS.get(action)
    if transition is None:
        return WorkflowError(_("There is no such action."))
    if by is None and MACHINE not in transition.roles:
        return Forbidden(_("Only a person can do this."))
    if by is not None and (transition.roles == {MACHINE} or not by.holds(*transition.roles)):
        return Forbidden(_role_words(transition.roles))
    if claim.status not in transition.sources:
        told = _("This is not possible while the claim is “%(status)s”.")
        return WorkflowError(told % {"status": claim.get_status_display()})
    for guard in transition.guards:
        if why_not := guard(claim, by):
            return WorkflowError(why_not)
    return None


def _role_words(roles: frozenset[str]) -> str:
    who = " / ".join(str(Role(role).label) for role in Role.values if role in roles)
    return (
        _("Only these may do this: %(roles)s.") % {"roles": who} if who else _("Only the machine does this.")
    )


def perform(
    claim: Claim,
    action: str,
    *,
    by: User | None,
    at: datetime,
    version: int | None = None,
    why: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    undoes: Event | None = None,
    **changes: Any,
) -> Event:
    """The claim has moved with `changes` to its columns, and the history says so; all or nothing.

    Its version is one higher, unless the action is a joint one. `version` is the one that the person has
    seen, by default that of `claim` as it was read. `before` and `after` add to what the history tells.
    `undoes` is what an UNDO takes back: the status of before comes with it. Raises WorkflowError when the table refuses, Moved when somebody else was quicker.
    """
    transition = TRANSITIONS.get(action)
    seen = claim.version if version is None else version
    joint = _is_joint(transition, undoes)
    with history.writing():
        present = Claim.objects.select_related("article", "desk", "assignee").get(pk=claim.pk)
        if not joint and present.version != seen:
            raise moved(present, seen=seen)
        if error := _refusal(present, action, by=by):
            raise error
        to = _target(TRANSITIONS[action], present, undoes)
        if to != present.status:
            changes["status"] = to
        undone = {"undone": undoes.pk, "what": undoes.action} if undoes else {}
        told_before = {name: getattr(present, name) for name in changes}
        rows = Claim.objects.filter(pk=present.pk, status=present.status, version=present.version)
        if not rows.update(version=F("version") + (0 if joint else 1), changed_at=at, **changes):
            raise moved(present, seen=seen)
        claim.refresh_from_db()
        if "wording" in changes:
            search.index([claim])
        return history.record(
            action,
            by=by,
            at=at,
            article=present.article,
            claim=claim,
            before={**told_before, **(before or {})},
            after={**changes, **undone, **(after or {})},
            why=why,
        )


def moved(claim: Claim, *, seen: int) -> Moved:
    """The refusal of somebody who has seen an older version: who did what since."""
    events = history.changes_since(claim, seen)
    told = _("Someone else has just moved this claim. Look at it again before you go on.")
    if events:
        told += " " + _("Last: %(who)s, “%(what)s”, %(when)s.") % in_words(events[-1])
    return Moved(told, changes=[change_of(event) for event in events], version=claim.version)


def change_of(event: Event) -> Change:
    """What the event did, for whoever was slower."""
    return Change(
        who=event.actor_name,
        at=event.at,
        action=event.action,
        words=str(event.get_action_display()),
        before=_status_words(event.before),
        after=_status_words(event.after),
    )


def in_words(event: Event) -> dict[str, str]:
    """Who did it, what it was, and when on the clock of the page."""
    when = date_format(timezone.localtime(event.at), "SHORT_DATETIME_FORMAT")
    return {"who": event.actor_name, "what": str(event.get_action_display()), "when": when}


def _status_words(values: dict[str, Any]) -> str:
    return str(Status(values["status"]).label) if "status" in values else ""


def _is_joint(transition: Transition | None, undoes: Event | None) -> bool:
    """Whether no version is compared; an undo is what it takes back was. An unknown action is refused later."""
    if undoes is None:
        return transition is None or transition.joint
    undone = TRANSITIONS.get(undoes.action)  # None: a proposal set aside, which moves no claim
    return undone is None or undone.joint


def _target(line: Transition, present: Claim, undoes: Event | None) -> str:
    if line.to == UNDONE:
        if undoes is None:
            raise TypeError("an undo says what it takes back")
        return str(undoes.before.get("status", present.status))
    return _status_before(present) if line.to == BACK else line.to or present.status


def _status_before(claim: Claim) -> str:
    withdrawn = claim.events.filter(action=Action.WITHDRAW).order_by("-pk").first()
    return str(withdrawn.before["status"]) if withdrawn else Status.NEW


# -- Several at once --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an action on several claims."""

    done: list[Claim] = field(default_factory=list)
    refused: list[tuple[Claim, WorkflowError]] = field(default_factory=list)


def each(claims: Iterable[Claim], do: Callable[[Claim], object]) -> Outcome:
    """`do` is done to every claim that allows it; the others are unchanged and stand with the reason."""
    outcome = Outcome()
    with history.writing():
        for claim in claims:
            try:
                with transaction.atomic():
                    do(claim)
            except WorkflowError as error:
                outcome.refused.append((claim, error))
            else:
                outcome.done.append(claim)
    return outcome
