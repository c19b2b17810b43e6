"""From when until when somebody is away."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import User
from claims.web.forms.intake import Moment


class AbsenceForm(forms.Form):
    """Beginning and end; left empty, it begins now and has no end yet."""

    since = Moment(label=_("Away from"), required=False, help_text=_("Left empty: from now on."))
    until = Moment(label=_("Back at"), required=False, help_text=_("Left empty: until you say so."))

    @classmethod
    def of(cls, person: User, *, at: datetime) -> "AbsenceForm":
        """The form with an absence that runs or is to come."""
        if person.absent_from is None or (person.absent_until and person.absent_until <= at):
            return cls()
        return cls(initial={"since": person.absent_from, "until": person.absent_until})

    def clean(self) -> dict[str, Any]:
        """An end that lies ahead, and after the beginning."""
        sent = super().clean() or {}
        now = timezone.now()
        since, until = sent.get("since") or now, sent.get("until")
        if until and until <= now:
            self.add_error("until", _("This time has passed."))
        elif until and until <= since:
            self.add_error("until", _("An absence ends after it begins."))
        return sent
