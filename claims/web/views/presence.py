"""A page that is open says who looks at it and whether they type."""

from datetime import timedelta
from http import HTTPStatus

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from claims import presence
from claims.web.access import SignedInRequest, article_of, signed_in


class HereForm(forms.Form):
    """At which claim, whether typing, and how long ago the last key or movement was."""

    claim = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)
    typing = forms.BooleanField(required=False)
    unused = forms.IntegerField(min_value=0, max_value=86_400, required=False)  # seconds
    leave = forms.BooleanField(required=False)


@require_POST
@signed_in
def article_here(request: SignedInRequest, pk: int) -> HttpResponse:
    """The others see the person at the article from now on, or no longer; nothing else changes."""
    article = article_of(request.user, pk)
    form = HereForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.cleaned_data["leave"]:
        presence.leave(request.user, article.pk)
    else:
        presence.arrive(
            request.user,
            article.pk,
            at=timezone.now(),
            claim=form.cleaned_data["claim"] or 0,
            typing=form.cleaned_data["typing"],
            unused=timedelta(seconds=form.cleaned_data["unused"] or 0),
        )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
