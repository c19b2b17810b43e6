"""What everybody may read: published checks with their corrections, without a sign-in."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from claims import claimreview, intake
from claims.choices import Stance
from claims.claimreview import Publisher
from claims.models import Outlet, Verdict
from claims.notices import links
from claims.web.paging import page_of

ROWS = 30
NEWEST_FIRST = ("-published_at", "-pk")
# So escaped, no word of a check can end the block that it stands in.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@require_safe
def check_list(request: HttpRequest) -> HttpResponse:
    """The published checks that hold, newest first."""
    page = page_of(
        Verdict.objects.standing().exclude(published_as={}),
        NEWEST_FIRST,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    checks = [_shown(verdict) for verdict in page.rows]
    return render(request, "check/list.html", {"page": page, "checks": checks})


@require_safe
def check_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was published about the claim, as it went out, newest first; Http404 when nothing was."""
    rows = Verdict.objects.public().filter(claim=pk).exclude(published_as={})
    verdicts = list(rows.select_related("claim", "corrects", "corrected_by").order_by("-number"))
    if not verdicts:
        raise Http404
    context = {
        "checks": [_shown(verdict) for verdict in verdicts],
        "newest": _shown(verdicts[0]),
        "review": _linked(verdicts[0]),
    }
    return render(request, "check/detail.html", context)


def _shown(verdict: Verdict) -> dict[str, Any]:
    """The verdict with the words that were frozen when it went out."""
    told = verdict.published_as
    german = (get_language() or "de").startswith("de")
    evidence = [{**row, "stance": Stance(row["stance"]).label} for row in told["evidence"]]
    return {
        "verdict": verdict,
        "rating": told["rating"]["label_de" if german else "label_en"],
        "told": told,
        "evidence": evidence,
    }


def _linked(verdict: Verdict) -> SafeString | None:
    """The check as ClaimReview for the page's data block; None when none holds."""
    own = Outlet.objects.filter(key=intake.OWN_OUTLET).first()
    review = claimreview.claim_review(
        verdict,
        url=settings.PUBLIC_URL + links.check_path(verdict.claim),
        publisher=Publisher(name=own.name if own else "Factcheck", url=settings.PUBLIC_URL + "/"),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    if review is None:
        return None
    return mark_safe(json.dumps(review, ensure_ascii=False).translate(ESCAPES))  # noqa: S308  # escaped here
