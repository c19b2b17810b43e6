"""What is done from the queue: to several claims at once, to the next one, and to a card of the board."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims.choices import Action
from claims.errors import Forbidden, Invalid, WorkflowError
from claims.models import Claim
from claims.web import errands, undoing
from claims.web.access import SignedInRequest, signed_in
from claims.web.actions import ACTIONS
from claims.web.board import MOVES
from claims.web.errands import AT_MOST, ERRANDS
from claims.web.queue_page import QueuePage
from claims.web.views.queue import OUTCOME, show
from claims.web.ways import way_back
from claims.workflow import assignment
from claims.workflow.lifecycle import Outcome

LONGEST_ID = 19  # digits


@signed_in
def claim_bulk(request: SignedInRequest) -> HttpResponse:
    """The errand is run for the claims that are ticked, or for all of the view; the queue tells what became of each."""
    back = f"{reverse('claim_queue')}?{request.GET.urlencode()}".rstrip("?")
    if request.method != "POST":
        return redirect(back)  # the address of a page that was refused, asked for again
    key, only = _asked(request)
    if key not in ERRANDS:
        raise Http404
    page = QueuePage(request)
    claims, left = _chosen(request, page, only)
    if not claims:
        messages.error(request, _("Select claims first: with x, or the box at the start of their row."))
        return redirect(back)
    errand = ERRANDS[key]
    form = errand.form(request.POST)
    try:
        if not form.is_valid():
            return _again(request, key, form)
        outcome = errand.do(claims, by=request.user, at=page.at, **form.entered())
    except Forbidden as error:
        messages.error(request, str(error))
        return redirect(back)
    except Invalid as error:
        form.add_error(next(iter(form.fields), None), str(error))
        return _again(request, key, form)
    _tell(request, errand, outcome, page=page, left=left)
    return redirect(back)


def _asked(request: SignedInRequest) -> tuple[str, str]:
    """Which errand, and for which single claim: the menu of a row sends "take:12" """
    key, _colon, only = request.POST.get("do", "").partition(":")
    return key, only


def _chosen(request: SignedInRequest, page: QueuePage, only: str) -> tuple[list[Claim], int]:
    """The claims, in the order of the view, and how many of it were left out."""
    rows = page.claims()
    if "all" in request.POST and not only:
        claims = list(rows[:AT_MOST])
        return claims, rows.order_by().count() - AT_MOST if len(claims) == AT_MOST else 0
    sent = [only] if only else request.POST.getlist("claim")
    ids = [int(pk) for pk in sent if pk.isascii() and pk.isdecimal() and len(pk) < LONGEST_ID][:AT_MOST]
    visible = Claim.objects.visible_to(request.user).select_related(
        "article__outlet", "article__desk", "assignee"
    )
    return list(visible.filter(pk__in=ids).order_by("priority", "sort_due", "pk")), 0


def _again(request: SignedInRequest, key: str, form: Any) -> HttpResponse:
    """The queue with the form as it was sent and what was wrong with it."""
    refused = errands.refused(request.user, key, form, request.POST)
    return show(request, refused=refused, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _tell(
    request: SignedInRequest, errand: errands.Errand, outcome: Outcome, *, page: QueuePage, left: int
) -> None:
    """A message with a way back for what was done, and a list of what was not."""
    number = len(outcome.done)
    if number:
        words = ngettext("%(count)d claim: %(done)s", "%(count)d claims: %(done)s", number)
        told = words % {"count": number, "done": errand.done}
        events = undoing.written(outcome.done, by=request.user, at=page.at)
        undoing.offer_undo(request, told, events)
    if outcome.refused or left > 0:
        request.session[OUTCOME] = {
            "done": number,
            "refused": len(outcome.refused),
            "reasons": errands.told(outcome),
            "left": max(0, left),
        }


@require_POST
@signed_in
def take_next(request: SignedInRequest) -> HttpResponse:
    """The most pressing free claim of one's desks is in one's hands and open; the queue says so when there is none."""
    back = way_back(request, otherwise=reverse("claim_queue"))
    try:
        claim = assignment.take_next(by=request.user, at=timezone.now())
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect(back)
    if claim is None:
        messages.info(request, _("No claim is waiting for somebody."))
        return redirect(back)
    return redirect(f"{reverse('article_detail', args=[claim.article_id])}#c{claim.number}")


@require_POST
@signed_in
def claim_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """The card goes to where the button says, or the board says why not."""
    name = request.POST.get("do", "")
    if name not in MOVES:
        raise Http404
    rows = Claim.objects.visible_to(request.user).with_what_decides()
    claim, at, by = get_object_or_404(rows, pk=pk), timezone.now(), request.user
    form = ACTIONS[name].form(request.POST, claim=claim, by=by, at=at)
    back = way_back(request, otherwise=reverse("claim_queue"))
    if not form.is_valid():
        messages.error(request, _("The board was out of date. Look at the claim again before you move it."))
        return redirect(back)
    try:
        ACTIONS[name].do(claim, by=by, at=at, version=form.cleaned_data["version"], **form.entered())
    except WorkflowError as error:
        messages.error(request, str(error))
        return redirect(back)
    words = _("Done: %(what)s.") % {"what": Action(name).label}
    undoing.offer_undo(request, words, undoing.written([claim], by=by, at=at))
    return redirect(back)
