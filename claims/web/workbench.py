"""The workbench page: the article's text beside the cards of its claims, one of them open to work on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse

from claims import boards
from claims.choices import Action, Role, Stance
from claims.models import Article, Claim
from claims.web import edits, galley, giving
from claims.web.access import SignedInRequest
from claims.web.actions import slug_of
from claims.web.bench import Bench
from claims.web.claim_page import claim_of, context_of
from claims.workflow import lately, lifecycle

DECISIONS = ("approve", "send-back", "overrule", "second-check", "recall", "publish", "confirm", "keep")
AT_HAND = ("take", "take-over", "start", "submit")  # these have their own buttons on the card
MOST_PLACES = 20  # other occurrences of corrected words that are shown
KEPT = ("cards", "view")  # parts of the address that a stroke of work does not change


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not done, with everything that was typed; `saved` when the texts were kept all the same."""

    slug: str
    shown: Mapping[str, Any]  # again, refusal, changes
    saved: bool = False


def address(article_id: int, number: int | None = None, *, kept: Mapping[str, str] | None = None) -> str:
    """The workbench with this claim's card open; `kept` is the query it was opened with, of which KEPT stays."""
    query = {name: value for name in KEPT if (value := (kept or {}).get(name))}
    if number is not None:
        query["claim"] = str(number)
    path = reverse("article_detail", args=[article_id])
    return f"{path}?{urlencode(query)}#c{number}" if number is not None else f"{path}?{urlencode(query)}"


def is_of(article_id: int, target: str) -> bool:
    """Whether the address leads to this article's workbench."""
    path = reverse("article_detail", args=[article_id])
    return target == path or target.startswith((f"{path}?", f"{path}#"))


def context_for(
    request: SignedInRequest,
    article: Article,
    *,
    number: int | None,
    at: datetime,
    refused: Refused | None = None,
) -> dict[str, Any]:
    """What the page shows; the card of the claim with this number is open."""
    page = boards.article_page(article)
    bench = Bench(page, by=request.user)
    text = page.revision.text if page.revision else ""
    opened = next((claim for claim in page.claims if claim.number == number), None)
    repeated: dict[int, list[int]] = {}
    for claim in page.claims:
        if claim.repeats_id:
            repeated.setdefault(claim.repeats_id, []).append(claim.number)
    return {
        "page": page,
        "here": reverse("article_detail", args=[article.pk]),
        "article": article,
        "revision": page.revision,
        "sections": galley.sections(text, page.passages, page.claims, bench.corrections),
        "proof": request.GET.get("view") == "proof",
        "repeated": repeated,
        "looks": bench.looks,
        "proposed": bench.proposed,
        "sources": bench.sources,
        "tally": bench.tally,
        "to_do": bench.to_do,
        "giving": giving.choices(request.user, bench.unassigned),
        "opened": opened,
        "body": body(request, opened, bench=bench, at=at, refused=refused) if opened else "",
        **bench.cards(request.GET.get("cards", "")),
    }


def body(
    request: SignedInRequest,
    row: Claim,
    *,
    at: datetime,
    bench: Bench | None = None,
    refused: Refused | None = None,
) -> str:
    """The inside of the open card of one claim."""
    claim = claim_of(request.user, row.pk)
    bench = bench or Bench(boards.article_page(claim.article), by=request.user)
    context = context_of(claim, by=request.user, at=at)
    offers, draft = context["offers"], context["draft"]
    made = bench.edits_of(claim)
    context |= {
        "here": reverse("article_detail", args=[claim.article_id]),
        "back": address(claim.article_id, claim.number, kept=request.GET.dict()),
        "refuting": sum(cited.row.stance == Stance.REFUTES for cited in context["evidence"]),
        "undoable": lately.last_of(lately.recent(claim), request.user, at=at),
        "made": made,
        "occurrences": _places(claim, made, bench),
        "repeats": [c for c in bench.page.claims if claim.pk == c.repeats_id or c.pk == claim.repeats_id],
        "decisions": [offer for offer in offers if offer.slug in DECISIONS],
        "more": [offer for offer in offers if offer.slug not in (*DECISIONS, *AT_HAND)],
        "writing": draft.form if draft else None,
    }
    if refused:
        context |= {**refused.shown, "refused_slug": refused.slug, "saved": refused.saved}
        if refused.slug == slug_of(Action.DRAFT):
            context["writing"] = refused.shown["again"].form
    return render_to_string("article/_body.html", context, request=request)


@dataclass(frozen=True, slots=True)
class Place:
    """Another occurrence of words that are corrected, and whether the correction can be proposed there."""

    before: str
    words: str
    after: str
    claim: Claim | None
    wording: str
    seen: int  # version of the person's draft there
    done: bool
    possible: bool


def _places(claim: Claim, made: list[edits.Edit], bench: Bench) -> list[Place]:
    if not made:
        return []
    found = edits.elsewhere(claim.revision.text, made, claims=bench.page.claims, but=claim)
    places = []
    for one in found[:MOST_PLACES]:
        verdict = bench.verdicts.get(one.claim.pk) if one.claim else None
        draft = verdict if verdict and not verdict.submitted_at else None
        said = verdict.proposed_wording if verdict else ""
        open_there = one.claim is not None and one.claim.status in lifecycle.OPEN
        places.append(
            Place(
                before=one.before,
                words=one.words,
                after=one.after,
                claim=one.claim,
                wording=one.wording,
                seen=draft.version if draft else 0,
                done=bool(said) and one.instead in said,
                possible=open_there and not said and bench.by.holds(Role.CHECKER),
            )
        )
    return places
