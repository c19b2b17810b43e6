"""The article list and the article page."""

import hashlib
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import boards, intake
from claims.errors import WorkflowError
from claims.web import workbench
from claims.web.access import SignedInRequest, article_of, signed_in
from claims.web.forms.filters import ArticleFilterForm
from claims.web.paging import page_of

NEWEST_FIRST = ("-received_at", "-pk")
ROWS = 30
LONGEST_NUMBER = 9  # digits of a claim's number
PART = "X-Part"  # the page's script asks for the parts that can change, without the frame


@require_safe
@signed_in
def article_list(request: SignedInRequest) -> HttpResponse:
    """Every article, newest first, narrowed by the address; unchanged answers to polling are 304."""
    form = ArticleFilterForm(request.GET)
    page = page_of(
        boards.articles(request.user, form.filters()),
        NEWEST_FIRST,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    mixes = boards.mixes(article.pk for article in page.rows)
    rows = [
        {
            "article": article,
            "mix": mixes[article.pk],
            "progress": boards.progress(article, claims=mixes[article.pk].total),
        }
        for article in page.rows
    ]
    tag = _tag(*((a.pk, a.stage, a.done, a.total, mixes[a.pk].counts) for a in page.rows))
    if unchanged := _unchanged(request, tag):
        return unchanged
    context = {
        "page": page,
        "rows": rows,
        "form": form,
        "tag": tag,
        "working": any(article.is_working for article in page.rows),
    }
    return _tagged(render(request, "article/list.html", context), tag)


@require_safe
@signed_in
def article_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The article beside its claims, and how far the machine is; unchanged answers to polling are 304.

    `?claim=N` opens the card of claim N. The page's own script asks for the same page without its frame.
    """
    article, at = article_of(request.user, pk), timezone.now()
    number = request.GET.get("claim", "")
    opened = int(number) if number.isdecimal() and len(number) < LONGEST_NUMBER else None
    context = workbench.context_for(request, article, number=opened, at=at)
    page = context["page"]
    tag = _tag(
        article.stage,
        article.done,
        article.total,
        article.tries,
        article.failure,
        [(claim.pk, claim.version, claim.status, claim.changed_at) for claim in page.claims],
    )
    if unchanged := _unchanged(request, tag):
        return unchanged
    template = "article/_parts.html" if PART in request.headers else "article/detail.html"
    return _tagged(render(request, template, {**context, "tag": tag}), tag)


@require_POST
@signed_in
def article_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """A failed article waits again; the page says so, or says why not."""
    article = article_of(request.user, pk)
    try:
        intake.retry(article, by=request.user)
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The article is being split again."))
    return redirect("article_detail", pk=article.pk)


def _tag(*state: Any) -> str:
    """A short word that changes whenever the state or the minute does: due times are shown to the minute."""
    minute = timezone.now().strftime("%Y%m%d%H%M")
    return hashlib.sha256(repr((minute, state)).encode()).hexdigest()[:16]


def _unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    """304 for a poll that knows this state already."""
    if request.headers.get("HX-PTag") == tag:
        return HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    return None


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response.headers["HX-PTag"] = tag
    return response
