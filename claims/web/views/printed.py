"""The dossier on paper: how far it is, and the file once it is made."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from claims import intake, printing
from claims.models import PrintedDossier
from claims.web.access import SignedInRequest, article_of, signed_in

PRIVATE = {"Cache-Control": "private, no-store"}


@require_safe
@signed_in
def article_dossier_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The dossier in the person's language; to the page that tells how far it is while it is being made."""
    row = _asked(request, pk)
    content = printing.content_of(row)
    if content is None:
        return redirect("article_paper", pk=pk)
    name = f'inline; filename="factcheck-A-{pk}.pdf"'
    return HttpResponse(
        content, content_type="application/pdf", headers={**PRIVATE, "Content-Disposition": name}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def article_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the paper is: being made, ready, or given up; sent as a form, what was given up is tried again."""
    row = _asked(request, pk, again=request.method == "POST")
    if request.method == "POST":
        return redirect("article_paper", pk=pk)
    context = {"article": row.article, "row": row, "working": row.is_under_way}
    page = render(request, "article/paper.html", context)
    page["Cache-Control"] = PRIVATE["Cache-Control"]
    return page


def _asked(request: SignedInRequest, pk: int, *, again: bool = False) -> PrintedDossier:
    article = article_of(request.user, pk)
    row = intake.ask_for_paper(article, by=request.user, language=get_language() or "de", again=again)
    row.article = article
    return row
