"""The article as a whole: what holds it back, who can clear that, letting it out, and the dossier of its claims."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import boards, dossier
from claims.choices import Role
from claims.errors import Forbidden, WorkflowError
from claims.models import User
from claims.web.access import SignedInRequest, article_of, signed_in
from claims.web.actions import ACTIONS
from claims.workflow import release, reminding
from claims.workflow.release import Blocker

PEOPLE_SHOWN = 4  # of those who can clear a point, by their initials


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
    blockers = release.blockers(article)
    able = reminding.able(article, blockers)
    asked = reminding.lately([found.claim for found in blockers if found.claim], at=timezone.now())
    context = {
        "article": article,
        "blockers": blockers,
        "people": _people(blockers, able, asked, by=request.user),
        "groups": _groups(blockers, able, asked, by=request.user),
        "mix": boards.mixes([article.pk])[article.pk],
        "released": release.is_released(article),
        "may_release": request.user.holds(Role.EDITOR),
        "refusal": refusal,
        "override": override,
    }
    return render(request, "article/gate.html", context, status=status)


@require_POST
@signed_in
def gate_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """The person named is told that the claim named keeps the article back, without one: all that they can clear.

    Of each claim once an hour at most.
    """
    article, named = article_of(request.user, pk), request.POST.get("claim")
    claim = None if named is None else get_object_or_404(article.claims, pk=_number(named))
    to = get_object_or_404(User.objects.active(), pk=_number(request.POST.get("person", "")))
    try:
        if claim:
            reminding.remind(claim, to=to, by=request.user, at=timezone.now())
        else:
            reminding.remind_of_all(article, to=to, by=request.user, at=timezone.now())
    except WorkflowError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(person)s is told.") % {"person": to})
    return redirect("article_gate", pk=pk)


@require_safe
@signed_in
def article_dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every claim with its evidence, verdicts, answers and history, as this person may see them, for print."""
    article = article_of(request.user, pk)
    found = dossier.dossier(article, by=request.user, at=timezone.now())
    return render(request, "article/dossier.html", {"dossier": found, "article": article})


Asked = Mapping[int, Mapping[int, datetime]]  # by claim and person: when they were asked


def _people(
    blockers: Sequence[Blocker], able: Sequence[Sequence[User]], asked: Asked, *, by: User
) -> list[dict[str, Any]]:
    """Who can clear how many of the points, the most first, and when they were asked about all of them."""
    points: dict[User, list[int]] = {}
    for found, people in zip(blockers, able, strict=True):
        if found.claim:
            for person in people:
                points.setdefault(person, []).append(found.claim.pk)
    rows = []
    for person, claims in sorted(points.items(), key=lambda item: (-len(item[1]), item[0].name)):
        told = [asked.get(claim, {}).get(person.pk) for claim in claims]
        rows.append(
            {
                "person": person,
                "number": len(claims),
                "me": person == by,
                "asked": min(when for when in told if when) if all(told) else None,
            }
        )
    return rows


def _groups(
    blockers: Sequence[Blocker], able: Sequence[Sequence[User]], asked: Asked, *, by: User
) -> list[dict[str, Any]]:
    """The points that are blocked by the same thing together, in the order in which the text comes to them."""
    groups: dict[tuple[Any, ...], dict[str, Any]] = {}
    for found, people in zip(blockers, able, strict=True):
        group = groups.setdefault(
            (found.words, found.actions, found.roles),
            {
                "words": found.words,
                "ways": [ACTIONS[action].words for action in found.actions],
                "roles": [Role(role).label for role in found.roles],
                "rows": [],
            },
        )
        only = people[0] if len(people) == 1 and found.claim else None
        group["rows"].append(
            {
                "claim": found.claim,
                "who": people[:PEOPLE_SHOWN],
                "more": max(0, len(people) - PEOPLE_SHOWN),
                "only": only if only != by else None,
                "asked": asked.get(found.claim.pk, {}).get(only.pk) if found.claim and only else None,
            }
        )
    return list(groups.values())


def _number(words: str) -> int:
    """The id that a form sent; 0, which nothing has, for what is none."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 19 else 0
