"""What is asked for when several claims are worked on at once; all forms lie in one, so that names differ."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.choices import Priority, ReasonKind
from claims.models import Desk, Reason, User
from claims.web.forms.actions import words_field
from claims.web.forms.intake import Moment

BY_RULES, BY_LOAD = "rules", "load"


class BulkForm(forms.Form):
    """Nothing is asked for."""

    use_required_attribute = False  # a browser would hold back every other errand of the bar for it

    def __init__(self, sent: Any = None) -> None:
        super().__init__(sent, auto_id="bulk_%s")
        self.fit()

    def fit(self) -> None:
        """Choices are those of the newsroom."""

    def entered(self) -> dict[str, Any]:
        """What the room takes; the form is valid."""
        return dict(self.cleaned_data)


class AssignAllForm(BulkForm):
    """Who gets them: a person, or the pool of a desk."""

    to = forms.ChoiceField(label=_("To"), error_messages={"required": _("Name a person or a desk.")})
    assign_due = Moment(label=_("Due"), required=False, help_text=_("Empty: stays as it is."))
    assign_note = words_field(_("Note"), help_text=_("The person reads it."))

    def fit(self) -> None:
        """Checkers and desks; without them the rows of the newsroom are asked for when the list opens."""
        field: Any = self.fields["to"]
        field.choices = [
            ("", "–"),
            (_("People"), [(f"u{person.pk}", person.name) for person in self.people()]),
            (_("Pool of a desk"), [(f"d{desk.pk}", desk.name) for desk in Desk.objects.all()]),
        ]

    @staticmethod
    def people() -> Sequence[User]:
        """Who can check."""
        return sorted(User.objects.holding("checker"), key=lambda person: person.name.casefold())

    def entered(self) -> dict[str, Any]:
        """The row of whom it is given to; a due time only when one is given."""
        chosen: str = self.cleaned_data["to"]
        rows: Any = User.objects if chosen[0] == "u" else Desk.objects
        return {
            "to": rows.get(pk=int(chosen[1:])),
            "due_at": self.cleaned_data["assign_due"],
            "note": self.cleaned_data["assign_note"],
        }


class DistributeForm(BulkForm):
    """By which rule they are spread."""

    spread = forms.ChoiceField(
        label=_("How"),
        choices=[
            (BY_RULES, _("by the rules of the desks: their own checkers, up to the limit")),
            (BY_LOAD, _("by load: whoever has least to do, of any desk")),
        ],
        initial=BY_RULES,
        widget=forms.RadioSelect,
    )

    def entered(self) -> dict[str, Any]:
        """Whether only a desk's own people get its claims."""
        return {"of_desk": self.cleaned_data["spread"] == BY_RULES}


class DueAllForm(BulkForm):
    """When they are due."""

    due_at = Moment(label=_("Due"), required=False, help_text=_("Empty: at no time."))


class PriorityAllForm(BulkForm):
    """How soon they want a check."""

    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices, initial=Priority.HIGH)


class DismissAllForm(BulkForm):
    """Why they need no check."""

    reason = forms.ModelChoiceField(
        label=_("Reason"),
        queryset=Reason.objects.none(),
        empty_label=_("choose"),
        error_messages={"required": _("Choose a reason from the list.")},
    )
    dismiss_why = words_field(_("Why"), help_text=_("Kept in the history."))

    def fit(self) -> None:
        """The reasons that are in use."""
        field: Any = self.fields["reason"]
        field.queryset = Reason.objects.filter(kind=ReasonKind.DISMISS, is_active=True)

    def entered(self) -> dict[str, Any]:
        """As the room names it."""
        return {"reason": self.cleaned_data["reason"], "why": self.cleaned_data["dismiss_why"]}
