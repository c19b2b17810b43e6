"""What a person chooses for themselves: look and language, sign-in, tokens."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _

from claims.models import User
from claims.web import zones
from claims.web.forms.throttle import Throttled

COLOURS = 9  # of the initials, as the style sheet knows them
LONGEST = 3650  # days that a token may live


class SignInForm(Throttled, AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": _("Name and password do not fit together. Capitals matter in both."),
        "inactive": _("This account is switched off."),
    }


class AdminSignInForm(Throttled, AdminAuthenticationForm):
    """The same for the admin's pages."""


class PreferencesForm(forms.Form):
    """Name, language, time zone, look and shortcuts."""

    display_name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("As the others read it. Left empty, it is the name you sign in with."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Notices go here. Left empty, no mail leaves."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is no e-mail address. Write it like name@newsroom.example.")},
    )
    colour = forms.TypedChoiceField(
        label=_("Colour of your initials"),
        coerce=int,
        choices=[(number, str(number + 1)) for number in range(COLOURS)],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[("de", "Deutsch"), ("en", "English")], widget=forms.RadioSelect
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=64,
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Type a city. Every time on every page is shown in this zone."),
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=[("auto", _("as the device")), ("light", _("light")), ("dark", _("dark"))],
        widget=forms.RadioSelect,
    )
    density = forms.ChoiceField(
        label=_("Density"),
        choices=[("normal", _("normal")), ("compact", _("compact"))],
        widget=forms.RadioSelect,
    )
    shortcuts = forms.BooleanField(label=_("Single-key shortcuts"), required=False)

    @classmethod
    def of(cls, person: User) -> "PreferencesForm":
        """The form as the person has it now."""
        return cls(initial={name: getattr(person, name) for name in cls.base_fields})

    def clean_time_zone(self) -> str:
        """A zone of the IANA database, also when only its city was typed."""
        typed = str(self.cleaned_data["time_zone"])
        if found := zones.zone_named(typed):
            return found
        near = zones.zones_like(typed)
        if near:
            words = _("This time zone is not known. Did you mean %(near)s?")
            raise forms.ValidationError(words, params={"near": ", ".join(near)})
        raise forms.ValidationError(_("This time zone is not known. Write it like Europe/Berlin."))


class OwnPasswordForm(PasswordChangeForm):
    """The present password, and the new one twice."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": _("The present password is another one."),
        "password_mismatch": _("The two new passwords differ."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Present password")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _(
            "At least 8 characters, not your name, not one that everybody uses, not figures alone."
        )
        self.fields["new_password2"].label = _("New password once more")
        self.fields["new_password2"].help_text = ""


class TokenForm(forms.Form):
    """What a new API token is for."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("For example: editorial system, figures for the morning meeting"),
        error_messages={"required": _("Say what it is for, so that it can be told from the others later.")},
    )
    days = forms.IntegerField(
        label=_("Valid for how many days"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=_("Left empty, it is valid until it is revoked."),
    )
    read_only = forms.BooleanField(label=_("It may only read"), required=False)

    def life(self) -> timedelta | None:
        """How long the token lives; None: until it is revoked."""
        days: Any = self.cleaned_data["days"]
        return timedelta(days=days) if days else None
