"""The open claims of an article that nobody has, given out or taken from the workbench."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims import boards
from claims.errors import WorkflowError
from claims.models import Claim
from claims.web import giving, undoing, workbench
from claims.web.access import SignedInRequest, article_of, signed_in
from claims.web.bench import is_free

REASONS = 3  # refusals that are told one by one


@require_POST
@signed_in
def article_assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """They are given to whom the form names, or taken; the workbench says how many, with a way back."""
    article, at = article_of(request.user, pk), timezone.now()
    target = request.POST.get("next", "")
    back = target if workbench.is_of(pk, target) else reverse("article_detail", args=[pk])
    free = [claim.pk for claim in boards.article_page(article).claims if is_free(claim)]
    claims = list(
        Claim.objects.visible_to(request.user).with_what_decides().filter(pk__in=free).in_text_order()
    )
    form = giving.OpenOnesForm(request.POST)
    taken = "take" in request.POST
    if not taken and not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect(back)
    try:
        if taken:
            outcome, done = giving.take(claims, by=request.user, at=at)
        else:
            outcome, done = giving.give(claims, form, by=request.user, at=at)
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect(back)
    if number := len(outcome.done):
        words = ngettext("%(count)d claim: %(done)s", "%(count)d claims: %(done)s", number)
        events = undoing.written(outcome.done, by=request.user, at=at)
        undoing.offer_undo(request, words % {"count": number, "done": done}, events)
    for refusal in list(dict.fromkeys(str(error) for _claim, error in outcome.refused))[:REASONS]:
        messages.error(request, refusal)
    if not claims:
        messages.info(request, _("Every open claim of this article is in somebody's hands already."))
    return redirect(back)
