"""The page of one claim, and everything that is done to it there or on the workbench."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims import boards
from claims.choices import Action
from claims.errors import Forbidden, Invalid, Moved, WorkflowError
from claims.models import Claim, Note
from claims.web import undoing, workbench
from claims.web.access import SignedInRequest, article_of, signed_in
from claims.web.actions import action_of, hand_in, verb_of
from claims.web.bench import next_open
from claims.web.claim_page import claim_of, context_of
from claims.web.forms.actions import ActionForm
from claims.web.ways import way_back
from claims.workflow import mentions

SUBMIT, NEXT = "submit", "next"  # what a button asks for beyond saving


@require_safe
@signed_in
def claim_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """The claim with its evidence, verdicts, notes and history, and what this person may do now."""
    claim = claim_of(request.user, pk)
    before = request.GET.get("before", "")
    context = context_of(claim, by=request.user, at=timezone.now(), before=before)
    return render(request, "claim/detail.html", context)


@require_safe
@signed_in
def claim_card(request: SignedInRequest, pk: int) -> HttpResponse:
    """The inside of the claim's open card on the workbench."""
    return HttpResponse(workbench.body(request, claim_of(request.user, pk), at=timezone.now()))


@require_POST
@signed_in
def claim_act(request: SignedInRequest, pk: int, action: str) -> HttpResponse:
    """The action is done, or the page that it was sent from says why not with everything that was typed."""
    name = action_of(action)
    if name is None:
        raise Http404
    claim, at = claim_of(request.user, pk), timezone.now()
    form = verb_of(name).form(request.POST, claim=claim, by=request.user, at=at)
    if not form.is_valid():
        return _again(request, pk, name, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    submits = name == Action.DRAFT and request.POST.get("then") == SUBMIT
    try:
        done_with = _do(name, claim, form, at=at, submits=submits)
    except Forbidden as error:
        return _again(request, pk, name, error=error, status=HTTPStatus.FORBIDDEN, submits=submits)
    except WorkflowError as error:
        return _again(request, pk, name, error=error, status=HTTPStatus.CONFLICT, submits=submits)
    if isinstance(done_with, Note) and (words := mentions.in_words(mentions.unknown(done_with.text))):
        messages.warning(request, words)
    done = Action.SUBMIT if submits else Action(name)
    what = (
        _("correction begun") if done == Action.CORRECT else done.label
    )  # readers see it once it is published
    told = _("Done: %(what)s.") % {"what": what}
    undoing.offer_undo(request, told, undoing.written([claim], by=request.user, at=at))
    return redirect(_whereto(request, claim, goes_on=_goes_on(name, form, done_with)))


def _do(name: str, claim: Claim, form: ActionForm, *, at: datetime, submits: bool) -> Any:
    """The action is done whole; a draft that is to be submitted stays saved when that is refused. Answers the room's answer."""
    version = form.cleaned_data["version"]
    if submits:
        return hand_in(claim, by=form.by, at=at, version=version, **form.entered())
    with transaction.atomic():
        return verb_of(name).do(claim, by=form.by, at=at, version=version, **form.entered())


def _goes_on(name: str, form: ActionForm, done_with: Any) -> Claim | None:
    """The claim in which the work goes on when this one has no card any more: what it is merged into, its first part."""
    if name == Action.MERGE:
        return cast(Claim, form.cleaned_data["into"])
    return cast(Claim, done_with[0]) if name == Action.SPLIT else None


def _whereto(request: SignedInRequest, claim: Claim, *, goes_on: Claim | None) -> str:
    """Back to the card or page that the form stood on, to the next open claim if asked for, or to the claim's page."""
    target = request.POST.get("next", "")
    if goes_on and workbench.is_of(claim.article_id, target):
        return workbench.address(claim.article_id, goes_on.number, kept=_kept(target))
    if not workbench.is_of(claim.article_id, target):
        return way_back(request, otherwise=reverse("claim_detail", args=[claim.pk]))
    if request.POST.get("then") == NEXT:
        page = boards.article_page(claim.article)
        follows = next_open(page.claims, after=claim, by=request.user)
        if follows:
            return workbench.address(claim.article_id, follows.number, kept=_kept(target))
        messages.info(request, _("Nothing is left to do in this article for you."))
    return target


def _kept(target: str) -> dict[str, str]:
    """The choices that stand in the address of the workbench."""
    return dict(parse_qsl(urlsplit(target).query))


@dataclass(frozen=True, slots=True)
class Again:
    """A form as it was typed, ready to be sent again."""

    action: str
    slug: str
    verb: Any
    form: ActionForm


def _again(
    request: SignedInRequest,
    pk: int,
    name: str,
    *,
    status: HTTPStatus,
    error: WorkflowError | None = None,
    submits: bool = False,
) -> HttpResponse:
    """The page as the claim stands now, with the refusal and the form as it was typed, ready to be sent again."""
    claim, at = claim_of(request.user, pk), timezone.now()
    form = verb_of(name).form(request.POST, claim=claim, by=request.user, at=at)
    form.is_valid()
    if isinstance(error, Invalid):
        form.refuse(str(error), field=error.field)
    form.seen_now()
    shown = {
        "again": Again(name, name.replace("_", "-"), verb_of(name), form),
        "refusal": str(error) if error else "",
        "changes": error.changes if isinstance(error, Moved) else (),
        "theirs": _theirs(form),
    }
    target = request.POST.get("next", "")
    if not workbench.is_of(claim.article_id, target):
        context = {**context_of(claim, by=request.user, at=at), **shown}
        return render(request, "claim/detail.html", context, status=status)
    refused = workbench.Refused(name.replace("_", "-"), shown, saved=submits and _is_saved(form))
    request.GET = QueryDict(urlsplit(target).query)
    article = article_of(request.user, claim.article_id)
    context = workbench.context_for(request, article, number=claim.number, at=at, refused=refused)
    template = "article/_parts.html" if "X-Part" in request.headers else "article/detail.html"
    return render(request, template, {**context, "tag": ""}, status=status)


def _theirs(form: ActionForm) -> list[tuple[str, str]]:
    """The fields that hold something else by now than what was typed, with what they hold."""
    kept = []
    for name, field in form.fields.items():
        before, typed = form.initial.get(name), form.data.get(name, "")
        if name in {"version", "seen"} or before in (None, ""):
            continue
        if str(before).strip() != str(typed).strip() and isinstance(before, str):
            kept.append((str(field.label), before))
    return kept


def _is_saved(form: ActionForm) -> bool:
    """Whether the draft holds the texts of the form by now."""
    return all(
        str(form.initial.get(name, "")).split() == str(form.data.get(name, "")).split()
        for name in ("rationale", "proposed_wording")
    )
