"""What an open page asks every few seconds: who else is here, and whether anything has changed."""

import hashlib
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims import presence
from claims.boards import live
from claims.presence import Here
from claims.web.access import SignedInRequest, signed_in


@require_safe
@signed_in
def article_live(request: SignedInRequest, pk: int) -> HttpResponse:
    """The state of the article and who is there; 304 for a page that knows both already."""
    found = live.article_state(request.user, pk)
    if found is None:
        raise Http404
    here = presence.at_article(pk, at=timezone.now())
    tag = _tag(found.state, here)
    if unchanged := _unchanged(request, tag):
        return unchanged
    others = [one for one in here if one.person != request.user.pk]
    return _tagged(
        {
            "state": found.state,
            "versions": dict(live.versions(request.user, pk)),
            "here": render_to_string("partials/_here.html", {"here": here, "me": request.user.pk}),
            "bar": _doing(others),
            "at": {str(one.claim): _at_claim(one) for one in reversed(others) if one.claim},
        },
        tag,
    )


@require_safe
@signed_in
def claims_live(request: SignedInRequest) -> HttpResponse:
    """The state of the claims of a list, named by their ids; 304 for a page that knows it already."""
    ids = [int(word) for word in request.GET.get("ids", "").split(",") if word.isdecimal() and len(word) < 16]
    found = live.claims_state(request.user, ids)
    tag = _tag(found.state)
    if unchanged := _unchanged(request, tag):
        return unchanged
    return _tagged({"state": found.state, "versions": dict(found.versions)}, tag)


def _at_claim(one: Here) -> dict[str, Any]:
    """What the others read beside the claim."""
    first = one.name.split(" ")[0]
    words = _("%(name)s is typing") if one.typing else _("%(name)s is reading this")
    return {
        "words": words % {"name": first},
        "typing": one.typing,
        "initials": one.initials,
        "name": one.name,
        "colour": one.colour,
        "idle": one.idle,
    }


def _doing(others: list[Here]) -> str:
    """The line of the status bar: what the others do, the most telling first."""
    awake = [one for one in others if not one.idle]
    if not awake:
        return ""
    one = awake[0]
    if one.claim and one.typing:
        words = _("%(name)s is working on claim %(number)s") % {"name": one.name, "number": one.claim}
    elif one.claim:
        words = _("%(name)s is looking at claim %(number)s") % {"name": one.name, "number": one.claim}
    else:
        words = _("%(name)s is here") % {"name": one.name}
    if len(awake) > 1:
        words += " " + _("and %(number)s more") % {"number": len(awake) - 1}
    return words


def _tag(*state: Any) -> str:
    """The ETag of what would be answered, which is in the reader's language."""
    return f'"{hashlib.sha256(repr((get_language(), state)).encode()).hexdigest()[:20]}"'


def _unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    known = request.headers.get("If-None-Match", "").removeprefix("W/")  # weak once it went through gzip
    if known != tag:
        return None
    return HttpResponse(status=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag, "Cache-Control": "no-store"})


def _tagged(content: dict[str, Any], tag: str) -> HttpResponse:
    return JsonResponse(content, headers={"ETag": tag, "Cache-Control": "no-store"})
