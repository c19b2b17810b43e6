"""The page of one claim, and everything that is done to it there."""

from http import HTTPStatus

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.choices import Action
from claims.errors import Forbidden, Invalid, Moved, WorkflowError
from claims.web.access import SignedInRequest, signed_in
from claims.web.actions import ACTIONS, action_of
from claims.web.claim_page import claim_of, context_of


@require_safe
@signed_in
def claim_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The claim with its evidence, verdicts, notes and history, and what this person may do now."""
    claim = claim_of(request.user, pk)
    return render(request, "claim/detail.html", context_of(claim, by=request.user, at=timezone.now()))


@require_POST
@signed_in
def claim_act(request: SignedInRequest, pk: int, action: str) -> HttpResponse:
    """The action is done, or the page says why not with everything that was typed."""
    name = action_of(action)
    if name is None:
        raise Http404
    claim, at, by = claim_of(request.user, pk), timezone.now(), request.user
    form = ACTIONS[name].form(request.POST, claim=claim, by=by, at=at)
    if not form.is_valid():
        return _again(request, pk, name, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with transaction.atomic():
            ACTIONS[name].do(claim, by=by, at=at, version=form.cleaned_data["version"], **form.entered())
    except Forbidden as error:
        return _again(request, pk, name, error=error, status=HTTPStatus.FORBIDDEN)
    except WorkflowError as error:
        return _again(request, pk, name, error=error, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Done: %(what)s.") % {"what": Action(name).label})
    return redirect("claim_detail", pk=pk)


def _again(
    request: SignedInRequest, pk: int, name: str, *, status: HTTPStatus, error: WorkflowError | None = None
) -> HttpResponse:
    """The page as the claim stands now, with the refusal and the form as it was typed, ready to be sent again."""
    claim, at = claim_of(request.user, pk), timezone.now()
    form = ACTIONS[name].form(request.POST, claim=claim, by=request.user, at=at)
    form.is_valid()
    if isinstance(error, Invalid):
        form.refuse(str(error), field=error.field)
    form.seen_now()
    context = {
        **context_of(claim, by=request.user, at=at),
        "again": {"action": name, "slug": name.replace("_", "-"), "verb": ACTIONS[name], "form": form},
        "refusal": str(error) if error else "",
        "changes": error.changes if isinstance(error, Moved) else (),
    }
    return render(request, "claim/detail.html", context, status=status)
