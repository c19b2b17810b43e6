"""The intake page: paste or upload an article."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.errors import WorkflowError, unreadable_in_words
from claims.intake import Receipt, submit_article
from claims.text.files import Unreadable
from claims.web.access import SignedInRequest, signed_in
from claims.web.forms.intake import ArticleForm


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def article_new(request: SignedInRequest) -> HttpResponse:
    """The form; once sent and taken, the article's page. Refused, everything typed stands where it was."""
    if request.method != "POST":
        return _page(request, ArticleForm())
    form = ArticleForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            receipt = submit_article(form.submission(), by=request.user)
        except Unreadable as error:
            field = "file" if form.cleaned_data["file"] else "text"
            form.add_error(
                field, forms.ValidationError(unreadable_in_words(error.code, str(error)), code=error.code)
            )
        except WorkflowError as error:
            form.add_error(None, str(error))
        else:
            _say(request, receipt)
            return redirect("article_detail", pk=receipt.article.pk)
    return _page(request, form)


def _say(request: SignedInRequest, receipt: Receipt) -> None:
    if receipt.created:
        messages.success(request, _("The article is here and is being split."))
    elif receipt.revised:
        messages.success(
            request,
            _("This article was here already: the text is its new revision %(number)s.")
            % {"number": receipt.revision.number},
        )
    else:
        messages.info(
            request,
            _("This article was here already, with the same text. Nothing was added."),
        )


def _page(request: SignedInRequest, form: ArticleForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, "article/new.html", {"form": form}, status=status)
