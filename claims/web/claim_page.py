"""Everything that stands on a claim's page for one person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from claims import history
from claims.choices import Action, Decision, FactState
from claims.models import Claim, Confrontation, Event, Evidence, Fact, Match, Note, Source, User, Verdict
from claims.web.actions import ACTIONS, PLACED, Verb, slug_of, verb_of
from claims.web.forms.actions import ActionForm, OriginForm
from claims.web.lines import told
from claims.workflow import guards, lifecycle, triage
from claims.workflow.origins import independent_origins

LATEST = 200  # events of the history that are shown


MOST_ANSWERS = 50  # later claims that are shown
LONGEST_ID = 19  # digits
AFTER = {  # what a fact becomes by the next click, and by the one after
    FactState.OPEN: (FactState.RIGHT, FactState.WRONG),
    FactState.RIGHT: (FactState.WRONG, FactState.OPEN),
    FactState.WRONG: (FactState.OPEN, FactState.RIGHT),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An action with its form, ready to be sent."""

    slug: str
    verb: Verb
    form: ActionForm


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence, and what can be done to it."""

    row: Evidence
    taken_from: Source | None  # where its source has its text from, if this person may see that one
    remove: Offer | None
    origin: Offer | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier claim that the machine found alike, and what can be done with its check."""

    match: Match
    verdict: Verdict | None
    stale: bool  # long ago: look again before it is used
    reuse: Offer | None
    reject: Offer | None


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


def context_of(claim: Claim, *, by: User, at: datetime, before: str = "") -> dict[str, Any]:
    """What the template shows: rows that the person may see, and what they may do now.

    `before` is the event that the shown part of the history ends at, exclusively.
    """
    allowed = lifecycle.available_actions(claim, by=by)
    beside: dict[str, str | None] = {
        Action.REJECT_MATCH: allowed[Action.NOTE],
        Action.LINK_ORIGIN: None if by.holds(*lifecycle.OF_ARTICLES[Action.LINK_ORIGIN]) else "",
    }
    shown = claim.evidence.standing().visible_to(by)
    evidence = list(shown.select_related("source__origin", "snapshot", "found_by").order_by("found_at", "pk"))

    def offer(action: str, **given: Any) -> Offer | None:
        """The form of the action; None while it is impossible."""
        if (beside[action] if action in beside else allowed[action]) is not None:
            return None
        verb = verb_of(action)
        return Offer(slug_of(action), verb, verb.form(claim=claim, by=by, at=at, given=given))

    facts = _facts(claim)
    offers = [found for action in ACTIONS if action not in PLACED and (found := offer(action))]
    return {
        "claim": claim,
        "article": claim.article,
        "offers": offers,
        "acts": {found.slug: found for found in offers},
        "refused": [(verb_of(action).words, why) for action, why in allowed.items() if why is not None],
        "refusals": {slug_of(action): why for action, why in allowed.items() if why is not None},
        "facts": [(fact, *_ticks(fact, allowed)) for fact in facts],
        "checked": sum(fact.state != FactState.OPEN for fact in facts),
        "evidence": _cited(evidence, offer, by=by),
        "hidden": claim.evidence.standing().count() - len(evidence),
        "origins": independent_origins(claim),
        "gap": guards.evidence_gap(claim),
        "cite": offer(Action.CITE),
        "draft": offer(Action.DRAFT),
        "verdicts": _verdicts(claim, by),
        "is_public": any(verdict.published_as for verdict in claim.verdicts.all()),
        "confrontations": _confrontations(claim, offer),
        "confront": offer(Action.CONFRONT),
        "notes": list(Note.objects.filter(claim=claim).select_related("author")),
        "note": offer(Action.NOTE),
        "matches": _matches(claim, offer, at=at),
        "answers": list(_answers(claim)),
        **_history(claim, by=by, before=before),
    }


def _cited(evidence: Sequence[Evidence], offer: Callable[..., Offer | None], *, by: User) -> list[Cited]:
    """The evidence with what can be done to each; the sources to choose an origin from are read once."""
    origins = [row.source.origin for row in evidence]
    secret = {origin.pk for origin in origins if origin and origin.confidential}
    if secret:
        secret -= set(Source.objects.visible_to(by).filter(pk__in=secret).values_list("pk", flat=True))
    cited = []
    sources: list[Any] | None = None
    for row in evidence:
        origin = offer(Action.LINK_ORIGIN, source=row.source_id, origin=row.source.origin_id)
        if origin and isinstance(origin.form, OriginForm):
            if sources is None:
                field: Any = origin.form.fields["origin"]
                sources = list(field.queryset)
            origin.form.choose_from(sources)
        taken_from = None if row.source.origin_id in secret else row.source.origin
        cited.append(Cited(row, taken_from, offer(Action.UNCITE, evidence=row.pk), origin))
    return cited


def _facts(claim: Claim) -> list[Fact]:
    return list(Fact.objects.filter(claim=claim).select_related("checked_by").order_by("position"))


def _confrontations(
    claim: Claim, offer: Callable[..., Offer | None]
) -> list[tuple[Confrontation, Offer | None]]:
    """Who was asked, each with the form for an answer where none stands."""
    rows = Confrontation.objects.filter(claim=claim).select_related("asked_by")
    return [
        (row, None if row.answered_at else offer(Action.RECORD_ANSWER, confrontation=row.pk)) for row in rows
    ]


def _ticks(fact: Fact, allowed: Mapping[str, str | None]) -> tuple[list[tuple[str, Any]]]:
    """The states that the fact can be given by a button, the next one first; none while ticking is impossible."""
    if allowed[Action.TICK] is not None:
        return ([],)
    following = AFTER[FactState(fact.state)]
    return ([(state.value, state.label) for state in following],)


def _matches(claim: Claim, offer: Callable[..., Offer | None], *, at: datetime) -> list[Earlier]:
    """The proposals that nobody has set aside, the most alike first, each with the verdict that answers."""
    rows = Match.objects.filter(claim=claim).exclude(decision=Decision.REJECTED)
    ratings = Verdict.objects.holding().select_related("rating").order_by("number")
    found = rows.select_related("earlier__article__outlet").prefetch_related(
        Prefetch("earlier__verdicts", queryset=ratings)
    )
    stale_from = at - timedelta(days=guards.desk_of(claim).stale_after_days)
    earlier = []
    for match in found.order_by("-score", "pk"):
        verdict = next(iter(reversed(match.earlier.verdicts.all())), None)
        answers = match.earlier.status in triage.ANSWERING and match.decision == Decision.OPEN
        earlier.append(
            Earlier(
                match=match,
                verdict=verdict,
                stale=bool(verdict and verdict.reviewed_at and verdict.reviewed_at < stale_from),
                reuse=offer(Action.ANSWER, earlier=match.earlier_id) if answers else None,
                reject=offer(Action.REJECT_MATCH, match=match.pk)
                if match.decision == Decision.OPEN
                else None,
            )
        )
    return earlier


def _answers(claim: Claim) -> QuerySet[Claim]:
    """Claims of other articles that lean on this one: answered by it, or proposed as the same."""
    leaning = Q(answered_by=claim) | Q(matches__earlier=claim, matches__decision=Decision.OPEN)
    rows = Claim.objects.filter(leaning).exclude(pk=claim.pk).distinct()
    return rows.select_related("article__outlet").order_by("-found_at", "-pk")[:MOST_ANSWERS]


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


def _history(claim: Claim, *, by: User, before: str) -> dict[str, Any]:
    """A page of the history, newest first, and where the next one begins."""
    events = Event.objects.filter(claim=claim).order_by("-pk")
    if before.isdecimal() and len(before) < LONGEST_ID:
        events = events.filter(pk__lt=int(before))
    rows = list(events[: LATEST + 1])
    lines = [told(event) for event in history.veiled(rows[:LATEST], by=by)]
    return {"events": lines, "older": rows[LATEST - 1].pk if len(rows) > LATEST else None, "before": before}
