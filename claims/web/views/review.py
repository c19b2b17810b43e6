"""The second person's room: verdicts that wait for a decision, and what people do not agree on."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims import reviews
from claims.choices import Action
from claims.models import Desk, Rating, User, Verdict
from claims.web.access import SignedInRequest, signed_in
from claims.web.paging import page_of
from claims.workflow import guards, lifecycle

ROWS = 20
LONGEST_WAIT_FIRST = ("submitted_at", "pk")
DECISIONS = (Action.SECOND_CHECK, Action.APPROVE, Action.SEND_BACK, Action.OVERRULE)
# Kinds of disputes: words, order of the list, template of its rows.
DISPUTES = {
    "sent-back": (_("Sent back"), ("drafted_at", "pk")),
    "disagree": (_("Second check disagrees"), ("given_at", "pk")),
    "overruled": (_("Overruled"), ("-reviewed_at", "-pk")),
    "unanswered": (_("Asked, not answered"), ("asked_at", "pk")),
}


@require_safe
@signed_in
def review_queue(request: SignedInRequest) -> HttpResponse:
    """The verdicts that wait for a second person, longest first, each with what this person may decide."""
    person, desks = request.user, _desks(request)
    rows = reviews.waiting(person, desks=desks, others_only=request.GET.get("show") == "others")
    page = page_of(
        rows,
        LONGEST_WAIT_FIRST,
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    evidence = reviews.evidence_of([verdict.claim for verdict in page.rows], person)
    valid = Rating.objects.valid(timezone.now()).select_related("scale").order_by("scale", "order", "pk")
    ratings = list(valid) if page.rows else []
    context = {
        "page": page,
        "rows": [_row(verdict, person, evidence[verdict.claim_id], ratings) for verdict in page.rows],
        "desks": list(Desk.objects.all()),
        "chosen": desks,
        "show": request.GET.get("show", ""),
        "may_decide": reviews.may_decide(person),
    }
    return render(request, "review/queue.html", context)


@require_safe
@signed_in
def disputes(request: SignedInRequest) -> HttpResponse:
    """What was sent back or overruled, where a second check disagrees, who has not answered; how far people agree.

    Without a kind in the address it is the first one that has any.
    """
    person, desks, now = request.user, _desks(request), timezone.now()
    lists: dict[str, QuerySet[Any]] = {
        "sent-back": reviews.sent_back(person, desks=desks),
        "disagree": reviews.disagreeing(person, desks=desks),
        "overruled": reviews.overruled(person, at=now, desks=desks),
        "unanswered": reviews.unanswered(person, desks=desks),
    }
    numbers = {key: rows.count() for key, rows in lists.items()}
    kind = request.GET.get("kind", "")
    if kind not in lists:
        kind = next((key for key in DISPUTES if numbers[key]), "sent-back")
    page = page_of(
        lists[kind],
        DISPUTES[kind][1],
        size=ROWS,
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    action = {"sent-back": Action.SEND_BACK, "overruled": Action.OVERRULE}.get(kind)
    context = {
        "page": page,
        "kind": kind,
        "kinds": [(key, words, numbers[key]) for key, (words, _order) in DISPUTES.items()],
        "events": reviews.decisions(page.rows, action) if action else {},
        "hidden": [row.pk for row in page.rows if kind == "disagree" and row.verdict.is_hidden_from(person)],
        "agreement": reviews.agreement(reviews.rated_twice(since=now - reviews.LATELY, desks=desks)),
        "desks": list(Desk.objects.all()),
        "chosen": desks,
        "now": now,
    }
    return render(request, "review/disputes.html", context)


def _row(verdict: Verdict, person: User, evidence: list[Any], ratings: Sequence[Rating]) -> dict[str, Any]:
    """One verdict as the page shows it: hidden or not, with what may be done and why not."""
    claim = verdict.claim
    allowed = lifecycle.available_actions(claim, by=person)
    scale = verdict.rating.scale_id if verdict.rating else None
    own = verdict.drafted_by_id == person.pk
    return {
        "verdict": verdict,
        "claim": claim,
        "own": own,
        "blind": guards.desk_of(claim).blind_second_check,
        "hidden": verdict.is_hidden_from(person),
        "evidence": evidence,
        "unseen": sum(row.removed_at is None for row in claim.evidence.all()) - len(evidence),
        "gap": guards.evidence_gap(claim),
        "may": {str(action): allowed[action] is None for action in DECISIONS},
        "why_not": allowed[Action.APPROVE] or "",
        "any": any(allowed[action] is None for action in DECISIONS),
        "ratings": [rating for rating in ratings if rating.scale_id == scale],
    }


def _desks(request: SignedInRequest) -> list[int]:
    """The desks that the address names; what is no number counts as none."""
    named = request.GET.getlist("desk")
    return [int(key) for key in named if key.isascii() and key.isdigit() and len(key) < 19]
