"""The article as a whole: what holds it back, letting it out, and the dossier that proves its claims."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims import dossier
from claims.choices import Role
from claims.errors import Forbidden, WorkflowError
from claims.web.access import SignedInRequest, article_of, signed_in
from claims.web.actions import ACTIONS
from claims.workflow import release


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def article_gate(request: SignedInRequest, pk: int) -> HttpResponse:
    """What still blocks the article; sent as a form, it is let out, or the page says why not."""
    article = article_of(request.user, pk)
    refusal, status = "", HTTPStatus.OK
    override = request.POST.get("override", "")
    if request.method == "POST":
        try:
            release.release(article, by=request.user, at=timezone.now(), override=override)
        except WorkflowError as error:
            refusal = str(error)
            status = HTTPStatus.FORBIDDEN if isinstance(error, Forbidden) else HTTPStatus.CONFLICT
        else:
            messages.success(request, _("The article is released."))
            return redirect("article_gate", pk=pk)
    blockers = [
        {
            "blocker": found,
            "ways": [ACTIONS[action].words for action in found.actions],
            "who": [person.name for person in found.people] or [Role(role).label for role in found.roles],
        }
        for found in release.blockers(article)
    ]
    context = {
        "article": article,
        "blockers": blockers,
        "released": release.is_released(article),
        "refusal": refusal,
        "override": override,
    }
    return render(request, "article/gate.html", context, status=status)


@require_safe
@signed_in
def article_dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every claim with its evidence, verdicts, answers and history, as this person may see them, for print."""
    article = article_of(request.user, pk)
    found = dossier.dossier(article, by=request.user, at=timezone.now())
    return render(request, "article/dossier.html", {"dossier": found, "article": article})
