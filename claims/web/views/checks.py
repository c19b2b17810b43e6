"""What everybody may read: published checks with their corrections, without a sign-in."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from claims import archive, claimreview, intake
from claims.archive import ArchiveFilters
from claims.choices import Stance
from claims.claimreview import Publisher
from claims.models import Outlet, Verdict
from claims.notices import links
from claims.web.paging import page_of

ROWS = 30
IN_FEED = 30
NEWEST_FIRST = ("-published_at", "-pk")
DESCRIPTION = 160  # characters that search engines show
# So escaped, no word of a check can end the block that it stands in.
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@require_safe
def check_list(request: HttpRequest) -> HttpResponse:
    """The published checks that hold, newest first, as far as the address asks for them."""
    asked = {
        name: str(value).replace("\0", "") for name, value in request.GET.items()
    }  # PostgreSQL takes no zero
    year = asked.get("year", "")
    filters = ArchiveFilters(
        q=asked.get("q", "").strip(),
        rating=asked.get("rating", ""),
        desk=asked.get("desk", ""),
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0,
    )
    page = page_of(
        archive.published(filters),
        NEWEST_FIRST,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    context = {
        "page": page,
        "checks": [_shown(verdict) for verdict in page.rows],
        "filters": filters,
        "facets": archive.facets(),
        "narrowed": filters != ArchiveFilters(),
        "canonical": settings.PUBLIC_URL + request.path,
    }
    return render(request, "check/list.html", context)


@require_safe
def check_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was published about the claim, as it went out, newest first; Http404 when nothing was."""
    rows = Verdict.objects.public().filter(claim=pk).exclude(published_as={})
    verdicts = list(rows.select_related("claim", "corrects", "corrected_by").order_by("-number"))
    if not verdicts:
        raise Http404
    newest = _shown(verdicts[0])
    told = newest["told"]
    claim = told["claim"]["wording"] or told["claim"]["quote"]
    context = {
        "newest": newest,
        "earlier": [_shown(verdict) for verdict in verdicts[1:]],
        "linked": _linked(verdicts[0]),
        "canonical": settings.PUBLIC_URL + links.check_path(verdicts[0].claim),
        "description": Truncator(f"{newest['heading']}: {' '.join(claim.split())}").chars(DESCRIPTION),
    }
    return render(request, "check/detail.html", context)


def _changed(request: HttpRequest) -> datetime | None:
    return archive.last_change()


@require_safe
@condition(last_modified_func=_changed)
def check_feed(request: HttpRequest) -> HttpResponse:
    """The newest published checks as an Atom feed; 304 for a reader that has them."""
    home = settings.PUBLIC_URL
    feed = Atom1Feed(
        title=_("Published checks") + f" – {_publisher().name}",
        link=home + reverse("check_list"),
        description="",
        language=get_language() or settings.LANGUAGE_CODE,
        feed_url=home + reverse("check_feed"),
        feed_guid=home + reverse("check_list"),
    )
    for verdict in archive.newest(IN_FEED):
        check = _shown(verdict)
        claim = check["told"]["claim"]
        feed.add_item(
            title=f"{check['label']}: {Truncator(' '.join((claim['wording'] or claim['quote']).split())).chars(120)}",
            link=home + reverse("check_detail", args=[verdict.claim_id]),
            unique_id=f"{home}{reverse('check_detail', args=[verdict.claim_id])}#v{verdict.number}",
            description=verdict.rationale,
            pubdate=verdict.published_at,
            updateddate=verdict.published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _shown(verdict: Verdict) -> dict[str, Any]:
    """The verdict with the words that were frozen when it went out."""
    told = verdict.published_as
    german = (get_language() or "de").startswith("de")
    label = told["rating"]["label_de" if german else "label_en"]
    evidence = [{**row, "words": Stance(row["stance"]).label} for row in told["evidence"]]
    return {
        "verdict": verdict,
        "rating": told["rating"],
        "label": label,
        "heading": _("Retracted (was: %(rating)s)") % {"rating": label} if verdict.retracted_at else label,
        "told": told,
        "evidence": evidence,
    }


def _publisher() -> Publisher:
    own = Outlet.objects.filter(key=intake.OWN_OUTLET).first()
    return Publisher(name=own.name if own else "Factcheck", url=settings.PUBLIC_URL + "/")


def _linked(verdict: Verdict) -> SafeString | None:
    """The check as ClaimReview for the page's data block; None when none holds."""
    review = claimreview.claim_review(
        verdict,
        url=settings.PUBLIC_URL + links.check_path(verdict.claim),
        publisher=_publisher(),
        language=get_language() or settings.LANGUAGE_CODE,
    )
    if review is None:
        return None
    return mark_safe(json.dumps(review, ensure_ascii=False).translate(ESCAPES))  # noqa: S308  # escaped here
