"""Who gets the open claims of an article: what the workbench asks for, and what its answer does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from claims.choices import Action, Role
from claims.models import Claim, User
from claims.web.forms.bulk import AssignAllForm
from claims.workflow import assignment, several
from claims.workflow.lifecycle import Outcome

RULES: Final = "rules"  # in place of a person or a desk


class OpenOnesForm(AssignAllForm):
    """A person, the pool of a desk, or whoever the rules of the desks give them to."""

    def fit(self) -> None:
        """As for any claims, and the rules."""
        super().fit()
        field: Any = self.fields["to"]
        empty, *others = field.choices
        field.choices = [empty, (RULES, _("by the rules of the desks")), *others]

    @property
    def by_rules(self) -> bool:
        """Whether nobody is named; the form is valid."""
        return bool(self.cleaned_data["to"] == RULES)


@dataclass(frozen=True, slots=True)
class Choices:
    """What one person can do with the open claims that nobody has: give them out, or take them."""

    number: int
    form: OpenOnesForm | None  # None: they can only be taken


def choices(person: User, number: int) -> Choices | None:
    """What the workbench offers; None where there is nothing to give or nobody who may."""
    if not number or not person.holds(Role.EDITOR, Role.CHECKER):
        return None
    return Choices(number, OpenOnesForm() if person.holds(Role.EDITOR) else None)


def take(claims: Sequence[Claim], *, by: User, at: datetime) -> tuple[Outcome, str]:
    """They are in the person's own hands; what became of each, and what it is called."""
    return several.take(claims, by=by, at=at), str(Action.TAKE.label)


def give(claims: Sequence[Claim], form: OpenOnesForm, *, by: User, at: datetime) -> tuple[Outcome, str]:
    """They are with whom the form names; what became of each, and what it is called. The form is valid."""
    if form.by_rules:
        return assignment.distribute(claims, by=by, at=at), str(Action.DISTRIBUTE.label)
    return assignment.assign_all(claims, by=by, at=at, **form.entered()), str(Action.ASSIGN.label)
