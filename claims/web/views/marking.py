"""A claim marked by hand: the words of a passage, no script needed."""

from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.errors import Forbidden, WorkflowError
from claims.web import workbench
from claims.web.access import SignedInRequest, article_of, signed_in
from claims.web.forms.marking import MarkForm
from claims.workflow import marking


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def article_mark(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form; sent, the passage is a claim and its page or card opens, or the form says why not with what was typed."""
    article = article_of(request.user, pk)
    newest = article.revisions.order_by("-number").first()
    text, number = (newest.text, newest.number) if newest else ("", 0)
    context = {"article": article, "refusal": ""}
    if request.method != "POST":
        form = MarkForm(text=text, initial={"revision": number})
        return render(request, "article/mark.html", {**context, "form": form})
    form = MarkForm(request.POST, text=text)
    if not form.is_valid():
        return render(
            request, "article/mark.html", {**context, "form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    sent = {name: form.cleaned_data[name] for name in ("start", "end", "revision", "priority")}
    try:
        claim = marking.mark(article, by=request.user, at=timezone.now(), **sent)
    except WorkflowError as error:
        status = HTTPStatus.FORBIDDEN if isinstance(error, Forbidden) else HTTPStatus.CONFLICT
        typed = {name: form.cleaned_data[name] for name in ("quote", "occurrence", "priority")}
        form = MarkForm(text=text, initial={**typed, "revision": number})
        return render(
            request, "article/mark.html", {**context, "form": form, "refusal": str(error)}, status=status
        )
    messages.success(request, _("The passage is a claim now."))
    target = request.POST.get("next", "")
    if workbench.is_of(article.pk, target):
        return redirect(
            workbench.address(article.pk, claim.number, kept=dict(parse_qsl(urlsplit(target).query)))
        )
    return redirect("claim_detail", pk=claim.pk)
