"""Everything that stands on a claim's page for one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404

from claims.choices import Action, FactState
from claims.models import Claim, Confrontation, Event, Fact, Match, Note, User, Verdict
from claims.web.actions import ACTIONS, PLACED, Verb, slug_of
from claims.web.forms.actions import ActionForm
from claims.workflow import guards, lifecycle
from claims.workflow.origins import independent_origins

LATEST = 200  # events of the history that are shown


@dataclass(frozen=True, slots=True)
class Offer:
    """An action with its form, ready to be sent."""

    slug: str
    verb: Verb
    form: ActionForm


def claim_of(user: User, pk: int) -> Claim:
    """The claim with what decides on its actions, if the person may see it; Http404 otherwise."""
    rows = Claim.objects.visible_to(user).with_what_decides()
    return get_object_or_404(
        rows.select_related(
            "revision",
            "reason",
            "answered_by",
            "merged_into",
            "split_from",
            "marked_by",
            "article__outlet",
            "article__desk",
            "desk",
            "assignee",
        ),
        pk=pk,
    )


def context_of(claim: Claim, *, by: User, at: datetime) -> dict[str, Any]:
    """What the template shows: rows that the person may see, and what they may do now."""
    allowed = lifecycle.available_actions(claim, by=by)
    shown = claim.evidence.standing().visible_to(by)
    evidence = list(shown.select_related("source", "snapshot", "found_by").order_by("found_at", "pk"))
    confrontations = list(Confrontation.objects.filter(claim=claim).select_related("asked_by"))

    def offer(action: str, **given: Any) -> Offer | None:
        """The form of the action; None while it is impossible."""
        if allowed.get(action) is not None:
            return None
        return Offer(
            slug_of(action), ACTIONS[action], ACTIONS[action].form(claim=claim, by=by, at=at, given=given)
        )

    return {
        "claim": claim,
        "article": claim.article,
        "offers": [found for action in ACTIONS if action not in PLACED and (found := offer(action))],
        "refused": [(ACTIONS[action].words, why) for action, why in allowed.items() if why is not None],
        "facts": [(fact, *_ticks(fact, allowed)) for fact in _facts(claim)],
        "evidence": [(row, offer(Action.UNCITE, evidence=row.pk)) for row in evidence],
        "hidden": claim.evidence.standing().count() - len(evidence),
        "origins": independent_origins(claim),
        "gap": guards.evidence_gap(claim),
        "cite": offer(Action.CITE),
        "draft": offer(Action.DRAFT),
        "verdicts": _verdicts(claim, by),
        "is_public": any(verdict.published_as for verdict in claim.verdicts.all()),
        "confrontations": [
            (row, None if row.answered_at else offer(Action.RECORD_ANSWER, confrontation=row.pk))
            for row in confrontations
        ],
        "confront": offer(Action.CONFRONT),
        "notes": Note.objects.filter(claim=claim).select_related("author"),
        "note": offer(Action.NOTE),
        "matches": Match.objects.filter(claim=claim).select_related("earlier__article__outlet"),
        "events": _history(claim),
    }


def _facts(claim: Claim) -> list[Fact]:
    return list(Fact.objects.filter(claim=claim).select_related("checked_by").order_by("position"))


def _ticks(fact: Fact, allowed: Mapping[str, str | None]) -> tuple[list[tuple[str, Any]]]:
    """The states that the fact can be given by a button; none while ticking is impossible."""
    if allowed[Action.TICK] is not None:
        return ([],)
    return ([(state.value, state.label) for state in FactState if state != fact.state],)


def _verdicts(claim: Claim, by: User) -> list[tuple[Verdict, bool]]:
    """The submitted verdicts, newest first, and whether each must not be read yet by this person."""
    rows = Verdict.objects.filter(claim=claim, submitted_at__isnull=False).select_related(
        "rating__scale",
        "drafted_by",
        "reviewed_by",
        "published_by",
        "retracted_by",
        "corrects",
        "corrected_by",
        "claim__desk",
        "claim__article__desk",
    )
    ordered = rows.prefetch_related("second_checks__rating", "second_checks__given_by").order_by("-number")
    return [(verdict, verdict.is_hidden_from(by)) for verdict in ordered]


def _history(claim: Claim) -> list[Event]:
    return list(Event.objects.filter(claim=claim).order_by("-pk")[:LATEST])
