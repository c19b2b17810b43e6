"""What was done a moment ago is taken back, for one claim or for several at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.web.access import SignedInRequest, signed_in
from claims.web.undoing import AT_MOST
from claims.workflow import undo as room

REASONS = 3  # refusals that are told one by one


@require_POST
@signed_in
def undo(request: SignedInRequest) -> HttpResponse:
    """The events of the form stand as undone, or the page that it leads back to says why not."""
    sent = request.POST.getlist("event")[:AT_MOST]
    ids = [int(pk) for pk in sent if pk.isascii() and pk.isdigit() and len(pk) < 19]
    outcome = room.undo_all(ids, by=request.user, at=timezone.now())
    if done := len(outcome.done):
        told = ngettext(
            "Undone: the claim stands as before.", "Undone: %(count)d claims stand as before.", done
        )
        messages.success(request, told % {"count": done})
    refused = list(dict.fromkeys(str(error) for _claim, error in outcome.refused))
    for words in refused[:REASONS]:
        messages.error(request, words)
    if not (done or refused):
        messages.error(request, _("There is nothing of yours that could be undone now."))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "home")
