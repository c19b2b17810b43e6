"""The room of those who leave for good: what they held goes back, what was theirs alone is gone."""

from datetime import datetime

from claims import history, staff
from claims.models import Claim, User
from claims.workflow import assignment


def leave(person: User, *, by: User, at: datetime) -> list[Claim]:
    """The person has left: nothing personal of them stands outside the history, and what they held is free at once.

    Answers the claims that went back; their editors are told. All of it or nothing. Raises WorkflowError for oneself.
    """
    with history.writing():
        staff.anonymise(person, by=by)
        return assignment.reoffer(person, at=at)
