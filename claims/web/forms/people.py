"""What a person chooses for themselves."""

import zoneinfo
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from claims.models import User


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": _("Name and password do not fit together. Capitals matter in both."),
        "inactive": _("This account is switched off."),
    }


class PreferencesForm(forms.Form):
    """Language, time zone, look and shortcuts."""

    language = forms.ChoiceField(label=_("Language"), choices=[("de", "Deutsch"), ("en", "English")])
    time_zone = forms.CharField(label=_("Time zone"), max_length=64)
    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=[
            ("auto", _("as the device")),
            ("light", _("light")),
            ("dark", _("dark")),
        ],
    )
    shortcuts = forms.BooleanField(label=_("Single-key shortcuts"), required=False)

    @classmethod
    def of(cls, person: User) -> "PreferencesForm":
        """The form as the person has it now."""
        return cls(
            initial={
                "language": person.language,
                "time_zone": person.time_zone,
                "theme": person.theme,
                "shortcuts": person.shortcuts,
            }
        )

    def clean_time_zone(self) -> str:
        """A zone of the IANA database."""
        name: Any = self.cleaned_data["time_zone"]
        if name not in zoneinfo.available_timezones():
            raise forms.ValidationError(_("This time zone is not known. Write it like Europe/Berlin."))
        return str(name)
