"""Notices of the clock: due soon, past its time, nobody has finished it, somebody has not answered.

Each call tells; that nobody is told twice is known by the room whose clock calls.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from claims.choices import Role, Status
from claims.models import Claim, Confrontation, User
from claims.notices.readers import Reader, Roster, desk_of, givers, others
from claims.notices.telling import loaded, sort, tell
from claims.notices.words import Tail, moment, until

GIVEN = {"de": "zugewiesen von {}", "en": "assigned by {}"}
HELD = {"de": "liegt bei {}", "en": "with {}"}
FREE = {"de": "liegt bei niemandem", "en": "with nobody"}


def due_soon(claims: Iterable[Claim], *, at: datetime) -> None:
    """Each assignee will be told; the reviewers of what is in review; the editors where nobody has it."""
    _tell_those_in_charge("due_soon", claims, at=at)


def overdue(claims: Iterable[Claim], *, at: datetime) -> None:
    """Each assignee will be told; the reviewers of what is in review; the editors where nobody has it."""
    _tell_those_in_charge("overdue", claims, at=at)


def escalated(claims: Iterable[Claim], *, at: datetime) -> None:
    """The editors of each claim's desk will be told who has it, and the desk's chat."""
    late = loaded(claims)
    roster = Roster(at)
    told = sort((person, claim) for claim in late for person in roster.of(desk_of(claim), Role.EDITOR))

    def holder(claim: Claim, to: Reader) -> str:
        held = HELD[to.language].format(claim.assignee.name) if claim.assignee else FREE[to.language]
        return ", ".join(part for part in (until(claim, to, now=at), held) if part)

    desks = sort((desk_of(claim), claim) for claim in late)
    tell("escalated", told, desks=desks, by=None, at=at, tail=holder)


def answer_overdue(confrontation: Confrontation, *, at: datetime) -> None:
    """Who asked, and who has the claim, will be told that no answer has come."""
    (claim,) = loaded([confrontation.claim])
    for person in others((confrontation.asked_by, claim.assignee), than=None):
        tell(
            "answer_overdue",
            {person: [claim]},
            by=confrontation.asked_by,
            at=at,
            asked=confrontation.person_asked,
            asked_at=_when(confrontation.asked_at, at),
            answer_due=_when(confrontation.answer_due_at, at),
            mine=person == confrontation.asked_by,
        )


def _tell_those_in_charge(topic: str, claims: Iterable[Claim], *, at: datetime) -> None:
    """Whoever can do something now: the assignee, a second person, or the editors where nobody has it."""
    found = loaded(claims)
    roster = Roster(at)

    def in_charge(claim: Claim) -> tuple[str, list[User]]:
        if claim.status == Status.IN_REVIEW:
            return "review", others(roster.of(desk_of(claim), Role.REVIEWER), than=claim.assignee)
        if claim.assignee is None:
            return "free", roster.of(desk_of(claim), Role.EDITOR)
        return "held", [claim.assignee]

    charged = [(claim, *in_charge(claim)) for claim in found]
    tail = _given_tail(found, at)
    for turn in ("held", "review", "free"):
        told = sort((person, claim) for claim, own, people in charged if own == turn for person in people)
        tell(topic, told, by=None, at=at, tail=tail, turn=turn)


def _when(time: datetime | None, now: datetime) -> Callable[[Reader], str]:
    """The time in the words of whoever reads; "" when there is none."""
    return lambda to: moment(time, to, now=now) if time else ""


def _given_tail(claims: list[Claim], at: datetime) -> Tail:
    names = givers(claims)

    def tail(claim: Claim, to: Reader) -> str:
        given = GIVEN[to.language].format(names[claim.pk]) if claim.pk in names else ""
        if claim.assignee is None:
            given = FREE[to.language]
        return ", ".join(part for part in (until(claim, to, now=at), given) if part)

    return tail
