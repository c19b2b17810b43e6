"""Until when a claim is put aside."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims import day
from claims.web.forms.intake import Moment


class SnoozeForm(forms.Form):
    """One of the usual times (`until`), or a time of the person's own (`moment`)."""

    until = forms.CharField(required=False)
    moment = Moment(label=_("Until"), required=False)

    def __init__(self, sent: QueryDict, *, at: datetime) -> None:
        super().__init__(sent)
        self.at = at

    def clean(self) -> dict[str, Any]:
        """`when` is a time to come, at most a month off."""
        sent = super().clean() or {}
        when = day.snooze_until(sent.get("until") or "", at=self.at) or sent.get("moment")
        if self.errors:
            return sent
        if when is None:
            raise forms.ValidationError(_now("Say until when the claim is to be put aside."))
        if when <= self.at:
            raise forms.ValidationError(_now("This time has passed: the claim stays in your day."))
        if when > self.at + day.LONGEST_SNOOZE:
            raise forms.ValidationError(
                _now("A claim is put aside for a month at most: hand it over instead.")
            )
        return {**sent, "when": when}

    def said(self) -> list[str]:
        """What is wrong, in words."""
        return [str(words) for found in self.errors.values() for words in found]
