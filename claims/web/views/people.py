"""Sign-in, and what a person chooses for themselves."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from claims import onboarding
from claims.models import User
from claims.web import unsent, zones
from claims.web.access import SignedInRequest, signed_in
from claims.web.forms.people import PreferencesForm, SignInForm

THEMES = {"auto", "light", "dark"}


class SignIn(unsent.Carrying, LoginView):
    """Name and password; a person who is signed in already goes on to their day."""

    template_name = "person/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page says how the first person is entered while there is none."""
        return super().get_context_data(**kwargs, nobody=not User.objects.exists())

    def get_default_redirect_url(self) -> str:
        """Where a person begins: at the first steps while no article has come in, else at their day."""
        person = self.request.user
        fresh = person.is_authenticated and onboarding.is_new()
        return reverse("start") if fresh else super().get_default_redirect_url()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preferences(request: SignedInRequest) -> HttpResponse:
    """The person's own settings, stored when they are sent."""
    form = PreferencesForm(request.POST) if request.method == "POST" else PreferencesForm.of(request.user)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "zones": zones.offered(timezone.now()), "section": "preferences"}
        return render(request, "person/preferences.html", context, status=422 if form.is_bound else 200)
    User.objects.filter(pk=request.user.pk).update(**form.cleaned_data)
    with translation.override(form.cleaned_data["language"]):
        messages.success(request, _("Your settings are saved."))
    return redirect("preferences")


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """The page goes on in the language asked for; a person who is signed in keeps it."""
    language = request.POST.get("language", "")
    answer = _back(request)
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=language)
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=31_536_000, samesite="Lax")
    return answer


@require_POST
@signed_in
def switch_theme(request: SignedInRequest) -> HttpResponse:
    """The person keeps the theme asked for."""
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        User.objects.filter(pk=request.user.pk).update(theme=theme)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """Where the form stood, if that is a page of ours."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    return redirect(back)
