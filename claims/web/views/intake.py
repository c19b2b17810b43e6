"""The intake page: paste, upload or name an address; a warning before the same article stands there twice."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.errors import WorkflowError, unreadable_in_words
from claims.intake import Receipt, Twin, submit_article, twins
from claims.text.files import Unreadable
from claims.web.access import SignedInRequest, signed_in
from claims.web.forms.intake import ArticleForm


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def article_new(request: SignedInRequest) -> HttpResponse:
    """The form; once sent and taken, the article's page. Refused, everything typed stands where it was.

    What looks like an article that is here already is asked about first. A file is taken at once, since
    the browser would forget it: there the word about its twin comes after.
    """
    if request.method != "POST":
        return _page(request, ArticleForm())
    form = ArticleForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    submission = form.submission()
    alike = twins(submission)
    if alike and not form.cleaned_data["known"] and not form.cleaned_data["file"]:
        return _page(request, form, alike=alike)
    try:
        receipt = submit_article(submission, by=request.user)
    except Unreadable as error:
        field = "file" if form.cleaned_data["file"] else "text" if form.cleaned_data["text"] else "url"
        form.add_error(
            field, forms.ValidationError(unreadable_in_words(error.code, str(error)), code=error.code)
        )
    except WorkflowError as error:
        form.add_error(None, str(error))
    else:
        _say(request, receipt, [twin for twin in alike if twin.article.pk != receipt.article.pk])
        return redirect("article_detail", pk=receipt.article.pk)
    return _page(request, form)


def _say(request: SignedInRequest, receipt: Receipt, alike: list[Twin]) -> None:
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
    if receipt.is_new:
        for twin in alike:
            words = _("A-%(number)s from %(outlet)s looks like the same article.") % {
                "number": twin.article.pk,
                "outlet": twin.article.outlet.name,
            }
            link = reverse("article_detail", args=[twin.article.pk])
            messages.warning(request, format_html('<a href="{}">{}</a>', link, words))


def _page(request: SignedInRequest, form: ArticleForm, *, alike: list[Twin] | None = None) -> HttpResponse:
    asked = bool(alike)
    status = 200 if asked or not form.is_bound else 422
    return render(request, "article/new.html", {"form": form, "alike": alike or []}, status=status)
