"""The room of second thoughts: a published check is corrected by a new one, with a note."""

from datetime import datetime

from django.utils.translation import gettext as _

from claims import history
from claims.choices import Action, Role
from claims.errors import WorkflowError
from claims.models import Claim, User, Verdict
from claims.workflow import guards, inputs, lifecycle, review


def correct(
    claim: Claim, *, note: str, by: User, at: datetime, to: User | None = None, version: int | None = None
) -> Verdict:
    """A correction of the published check is begun: a draft with its words, in the hands of `to`, else of `by`.

    The published one stands until the correction, seen by a second person, is published itself. `note` is
    what the readers will be told; it can be changed in the draft. Raises Invalid without one.
    """
    note = inputs.words(
        note,
        field="note",
        longest=review.LONGEST_WORDING,
        needed=_("Say what is to be corrected: readers see this."),
    )
    with history.writing():
        published = guards.standing(claim)
        writer = _writer(published, to=to, by=by, at=at)
        lifecycle.perform(
            claim,
            Action.CORRECT,
            by=by,
            at=at,
            version=version,
            why=note,
            before={"verdict": published.number if published else None},
            assignee=writer,
        )
        if published is None:
            raise WorkflowError(_("There is no published check to correct."))
        return review.begin_from(published, by=writer or published.drafted_by, at=at, correction_note=note)


def _writer(published: Verdict | None, *, to: User | None, by: User, at: datetime) -> User | None:
    """Who writes the correction: the one named, else a checker who begins it, else who wrote the first, if there."""
    if to is not None:
        return inputs.assignable(to, at=at)
    if by.holds(Role.CHECKER):
        return by
    first = published.drafted_by if published else None
    return first if first and first.holds(Role.CHECKER) and not first.is_absent(at) else None
