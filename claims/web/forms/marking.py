"""The form that makes a passage of the text a claim, by its words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.choices import Priority
from claims.web.forms.actions import number_field, passage


class MarkForm(forms.Form):
    """Words of the text, and which of their occurrences is meant."""

    revision = number_field(widget=forms.HiddenInput())
    quote = forms.CharField(
        label=_("Passage"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In the very words of the text; line breaks and spaces do not matter."),
    )
    occurrence = forms.IntegerField(
        label=_("Which occurrence"),
        min_value=1,
        max_value=9_999,
        initial=1,
        help_text=_("1 is the first place in the text where these words stand."),
    )
    start = number_field(widget=forms.HiddenInput(), required=False)  # where a script has seen the selection
    end = number_field(widget=forms.HiddenInput(), required=False)
    priority = forms.ChoiceField(label=_("Priority"), choices=Priority.choices, initial=Priority.NORMAL)

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        self.text = text
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The place of the words, as `start` and `end`; a place that was sent holds when the words stand there."""
        sent = super().clean() or {}
        start, end = sent.get("start"), sent.get("end")
        if start is not None and end is not None:
            if self.text[start:end].split() == sent.get("quote", "").split():
                return sent
            self.data = {**self.data.dict(), "start": "", "end": ""}  # type: ignore[attr-defined]  # a QueryDict
        if "quote" not in sent or "occurrence" not in sent:
            return sent
        place = passage(self.text, sent["quote"], occurrence=sent["occurrence"])
        if place is None and passage(self.text, sent["quote"]):
            self.add_error("occurrence", _("These words do not stand in the text that often."))
        elif place is None:
            self.add_error("quote", _("These words do not stand in the text."))
        else:
            sent["start"], sent["end"] = place
        return sent
