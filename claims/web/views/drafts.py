"""What is typed into a form is kept here until the form is sent; everybody sees their own alone."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims import drafts
from claims.errors import WorkflowError
from claims.models import Draft
from claims.web import unsent
from claims.web.access import SignedInRequest, signed_in
from claims.web.words import moment_words

LARGEST = 4_000_000  # bytes: the longest draft in the longest encoding


@require_safe
@signed_in
def draft_list(request: SignedInRequest) -> HttpResponse:
    """Which forms the person has drafts of, and since when; without what they hold, and no more than may be kept."""
    rows = Draft.objects.visible_to(request.user).order_by("-saved_at", "-pk")
    found = rows.values_list("key", "saved_at")[: drafts.MOST_DRAFTS]
    return JsonResponse({"drafts": {key: at.isoformat() for key, at in found}}, headers=_NOT_KEPT)


@require_http_methods(["GET", "HEAD", "POST", "PUT", "DELETE"])
@signed_in
def draft(request: SignedInRequest, key: str) -> HttpResponse:
    """The person's draft of the form: read, saved or discarded. What cannot be kept is answered in words."""
    if request.method == "DELETE":
        drafts.discard([key], by=request.user, seen=request.GET.get("seen", drafts.ANY))
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method in {"POST", "PUT"}:
        return _save(request, key)
    found = Draft.objects.visible_to(request.user).filter(key=key).first()
    if found is None:
        raise Http404
    return JsonResponse(_whole(found), headers=_NOT_KEPT)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def not_sent(request: SignedInRequest) -> HttpResponse:
    """What was sent after the session had ended, ready to be sent now; a POST discards it."""
    found = unsent.waiting(request)
    if found is None:
        return redirect("home")
    if request.method == "POST":
        del request.session["unsent"]
        return redirect(found.back)
    return unsent.page(request, found)


_NOT_KEPT = {"Cache-Control": "no-store"}


def _save(request: SignedInRequest, key: str) -> HttpResponse:
    if len(request.body) > LARGEST:
        words = _("This is too long to be kept as a draft. It stays in this browser; send it soon.")
        return JsonResponse({"words": words}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict) or not all(
        isinstance(sent.get(name, {}), Mapping) for name in ("fields", "base")
    ):
        words = _("This is no form whose text can be kept.")
        return JsonResponse({"words": words}, status=HTTPStatus.BAD_REQUEST)
    try:
        kept = drafts.save(
            key,
            sent.get("fields", {}),
            base=sent.get("base", {}),
            seen=sent.get("seen", drafts.ANY),
            by=request.user,
            at=timezone.now(),
        )
    except drafts.Newer as error:
        both = {"words": str(error), **_whole(error.draft)}
        return JsonResponse(both, status=HTTPStatus.CONFLICT, headers=_NOT_KEPT)
    except WorkflowError as error:
        return JsonResponse({"words": str(error)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse(_when(kept))


def _whole(kept: Draft) -> dict[str, Any]:
    return {"fields": kept.fields, "base": kept.base, **_when(kept)}


def _when(kept: Draft) -> dict[str, str]:
    now = timezone.now()
    return {"saved_at": kept.saved_at.isoformat(), "time": moment_words(kept.saved_at, now=now)}
