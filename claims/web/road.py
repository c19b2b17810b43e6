"""The table of transitions drawn for readers: the road of a claim, and what each status means."""

from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import Action, Role, Status
from claims.web.actions import ACTIONS
from claims.workflow.lifecycle import MACHINE, TRANSITIONS, Transition

ROAD = (
    Status.NEW,
    Status.QUEUED,
    Status.ASSIGNED,
    Status.CHECKING,
    Status.IN_REVIEW,
    Status.APPROVED,
    Status.PUBLISHED,
)
BESIDE = (Status.DISMISSED, Status.ANSWERED, Status.NOT_CHECKABLE, Status.GONE)
MEANINGS: dict[str, str | Promise] = {
    Status.NEW: _("The machine has found it, or somebody has marked it. Nobody has looked at it yet."),
    Status.QUEUED: _("It wants a check and waits for somebody."),
    Status.ASSIGNED: _("Somebody has it, or a desk has it in its pool. The check has not begun."),
    Status.CHECKING: _("Somebody is collecting evidence and writing the verdict."),
    Status.IN_REVIEW: _("A second person looks at the verdict and its evidence."),
    Status.APPROVED: _("Two people agree. The verdict can be published."),
    Status.PUBLISHED: _("The check is public and frozen. What changes is a correction with a note."),
    Status.DISMISSED: _("It needs no check; the reason is kept."),
    Status.ANSWERED: _("An earlier check says it already."),
    Status.NOT_CHECKABLE: _("Nothing could prove or refute it; the reason is kept."),
    Status.GONE: _("A new revision of the article no longer says it."),
}
FIRST: dict[tuple[str, str], str] = {  # the action that is meant to lead on, where several do
    (Status.NEW, Status.QUEUED): Action.ACCEPT,
    (Status.QUEUED, Status.ASSIGNED): Action.TAKE,
    (Status.ASSIGNED, Status.CHECKING): Action.START,
    (Status.CHECKING, Status.IN_REVIEW): Action.SUBMIT,
    (Status.IN_REVIEW, Status.APPROVED): Action.APPROVE,
    (Status.APPROVED, Status.PUBLISHED): Action.PUBLISH,
}


@dataclass(frozen=True, slots=True)
class Way:
    """One action that people can do at a status."""

    action: Action
    to: Status
    roles: tuple[Role, ...]

    @property
    def words(self) -> str | Promise:
        """What its button says."""
        verb = ACTIONS.get(self.action)
        return verb.words if verb else self.action.label


@dataclass(frozen=True, slots=True)
class Stop:
    """One status with what it means and how it is left."""

    status: Status
    meaning: str | Promise
    on: Way | None  # along the road
    back: tuple[Way, ...]  # to an earlier stop
    aside: tuple[Way, ...]  # off the road


@cache
def stops() -> tuple[Stop, ...]:
    """The road from the first look to the published check, as the table has it."""
    return tuple(_stop(status) for status in ROAD)


@cache
def beside() -> tuple[Stop, ...]:
    """The statuses off the road."""
    return tuple(_stop(status) for status in BESIDE)


def _stop(status: Status) -> Stop:
    ways = [
        _way(action, transition)
        for action, transition in TRANSITIONS.items()
        if status in transition.sources
        and transition.to in Status.values
        and transition.to != status
        and _people(transition)
    ]
    place = ROAD.index(status) if status in ROAD else -1
    onward = ROAD[place + 1] if 0 <= place < len(ROAD) - 1 else None
    chosen = FIRST.get((status, onward)) if onward else None
    return Stop(
        status=status,
        meaning=MEANINGS[status],
        on=next((way for way in ways if way.action == chosen), None),
        back=tuple(way for way in ways if way.to in ROAD and (place < 0 or ROAD.index(way.to) < place)),
        aside=tuple(way for way in ways if way.to in BESIDE),
    )


def _way(action: str, transition: Transition) -> Way:
    return Way(Action(action), Status(transition.to), _people(transition))


def _people(transition: Transition) -> tuple[Role, ...]:
    return tuple(role for role in Role if role in transition.roles and role != MACHINE)
