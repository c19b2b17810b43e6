"""How a person signs in, and the tokens with which their programs do."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claims import staff
from claims.models import Token
from claims.web.access import SignedInRequest, signed_in
from claims.web.forms.people import OwnPasswordForm, TokenForm
from claims.web.paging import page_of

ROWS = 20
NEWEST_FIRST = ("-created_at", "-pk")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@signed_in
def sign_in_settings(request: SignedInRequest) -> HttpResponse:
    """Password and tokens; a new password signs every other browser of the person out."""
    if request.method != "POST":
        return _page(request)
    form = OwnPasswordForm(request.user, request.POST)
    if not form.is_valid():
        return _page(request, password=form)
    form.save()
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your password is changed. Other browsers have been signed out."))
    return redirect("sign_in_settings")


@require_POST
@never_cache
@signed_in
def token_new(request: SignedInRequest) -> HttpResponse:
    """The person has a new token; its secret stands on this answer and nowhere else."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, token=form)
    _token, secret = staff.issue_token(
        request.user,
        name=form.cleaned_data["name"],
        read_only=form.cleaned_data["read_only"],
        life=form.life(),
        at=timezone.now(),
    )
    return _page(request, secret=secret)


@require_POST
@signed_in
def token_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """A token of the person opens nothing any more."""
    token = get_object_or_404(Token, pk=pk, person=request.user)
    staff.revoke_token(token, at=timezone.now())
    messages.success(request, _("The token “%(name)s” is revoked.") % {"name": token.name or token.prefix})
    return redirect("sign_in_settings")


def _page(
    request: SignedInRequest,
    *,
    password: OwnPasswordForm | None = None,
    token: TokenForm | None = None,
    secret: str = "",
) -> HttpResponse:
    tokens = Token.objects.filter(person=request.user)
    page = page_of(
        tokens,
        NEWEST_FIRST,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    context = {
        "password": password or OwnPasswordForm(request.user),
        "token": token or TokenForm(auto_id="t_%s"),
        "secret": secret,
        "page": page,
        "now": timezone.now(),
        "section": "sign_in_settings",
    }
    return render(request, "person/sign_in_settings.html", context, status=422 if password or token else 200)
