"""Notices about who is to check what: assigned, handed over, given back, asked for."""

from collections.abc import Iterable
from datetime import datetime

from claims.choices import Role
from claims.models import Claim, User
from claims.notices.readers import Roster, desk_of, others
from claims.notices.telling import loaded, sort, tell


def assigned(claims: Iterable[Claim], *, by: User | None, at: datetime, note: str = "") -> None:
    """Each assignee will be told of all that is theirs; what lies in a desk's pool stands in the desk's chat."""
    given = loaded(claims)
    told = sort((claim.assignee, claim) for claim in given if claim.assignee != by)
    pools = sort((claim.desk, claim) for claim in given if claim.assignee is None)
    tell("assigned", told, desks=pools, by=by, at=at, note=note)


def handed_over(
    claims: Iterable[Claim], *, by: User | None, at: datetime, note: str, taken_from: User | None = None
) -> None:
    """The new assignees will be told, and the one who had the claims, when somebody else moved them."""
    given = loaded(claims)
    told = sort((claim.assignee, claim) for claim in given if claim.assignee != by)
    tell("handed_over", told, by=by, at=at, note=note)
    taken_over(given, taken_from=taken_from, by=by, at=at, note=note)


def taken_over(
    claims: Iterable[Claim], *, taken_from: User | None, by: User | None, at: datetime, note: str = ""
) -> None:
    """Who had the claims in hand will be told, when somebody else gave them away or made them free."""
    given = loaded(claims)
    if taken_from is None or taken_from == by:
        return
    for is_free in (False, True):
        theirs = [claim for claim in given if (claim.assignee_id is None) is is_free]
        tell("taken_over", {taken_from: theirs}, by=by, at=at, note=note, free="1" if is_free else "")


def released(claims: Iterable[Claim], *, by: User | None, at: datetime) -> None:
    """The desk's editors will be told that these are free again, and the desk's chat."""
    free = loaded(claims)
    roster = Roster(at)
    told = sort(
        (person, claim)
        for claim in free
        for person in others(roster.of(desk_of(claim), Role.EDITOR), than=by)
    )
    tell("released", told, desks=sort((desk_of(claim), claim) for claim in free), by=by, at=at)


def asked_to_clear(claims: Iterable[Claim], *, to: User, by: User, at: datetime) -> None:
    """The person will be told that these claims keep their article back, and who asks."""
    tell("asked", {to: loaded(claims)}, by=by, at=at)
