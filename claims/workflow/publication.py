"""The room of what goes out: published, kept, retracted. What went out never changes."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from claims import history, notices, search
from claims.choices import Action
from claims.errors import WorkflowError
from claims.models import Claim, Rating, User, Verdict
from claims.workflow import guards, inputs, lifecycle, review


def publish(claim: Claim, *, by: User, at: datetime, version: int | None = None) -> Verdict:
    """The approved verdict is public, with everything it says frozen as it stands now.

    Where it corrects an earlier one, that one stays readable and points at it.
    """
    with history.writing():
        verdict = guards.approved(claim)
        went_out = frozen(verdict) if verdict else {}
        lifecycle.perform(
            claim,
            Action.PUBLISH,
            by=by,
            at=at,
            version=version,
            after={"verdict": verdict.number if verdict else None, "digest": digest_of(went_out)},
        )
        if verdict is None:
            raise AssertionError("the table lets no claim through without an approved verdict")
        rows = Verdict.objects.approved().filter(pk=verdict.pk)
        if not rows.update(published_by=by, published_at=at, published_as=went_out):
            raise WorkflowError(_("This verdict is published already."))
        verdict.refresh_from_db()
        search.index_checks([verdict])
        if verdict.corrects is None:
            notices.published(verdict, by=by, at=at)
        else:
            notices.corrected(verdict, by=by, at=at)
    return verdict


def keep(claim: Claim, *, by: User, at: datetime, why: str = "", version: int | None = None) -> None:
    """A correction that was begun is given up: the published check stands as it is, the draft is kept aside."""
    with history.writing():
        begun = guards.under_review(claim)
        lifecycle.perform(
            claim,
            Action.KEEP,
            by=by,
            at=at,
            version=version,
            why=inputs.words(why, field="why"),
            assignee=None,
        )
        if begun:
            review.back_to_draft(begun)


def retract(claim: Claim, *, note: str, by: User, at: datetime, version: int | None = None) -> Verdict:
    """The published check is taken back, readable with the note that says why; the claim waits for a new one.

    Raises Invalid without a note.
    """
    note = inputs.words(
        note,
        field="note",
        longest=review.LONGEST_WORDING,
        needed=_("Say why the check is retracted: readers see this."),
    )
    with history.writing():
        verdict = guards.standing(claim)
        lifecycle.perform(
            claim,
            Action.RETRACT,
            by=by,
            at=at,
            version=version,
            why=note,
            before={"verdict": verdict.number if verdict else None},
            assignee=None,
        )
        if verdict is None:
            raise WorkflowError(_("There is no published check to retract."))
        Verdict.objects.standing().filter(pk=verdict.pk).update(
            retracted_by=by, retracted_at=at, retraction_note=note
        )
        verdict.refresh_from_db()
        notices.retracted(verdict, by=by, at=at)
    return verdict


def frozen(verdict: Verdict) -> dict[str, Any]:
    """The check as it goes out: whatever is changed later, this is what the readers were told. Nothing confidential."""
    claim = verdict.claim
    article = claim.article
    return {
        "claim": {
            "number": claim.number,
            "quote": claim.quote,
            "wording": claim.wording,
            "claimant": claim.claimant,
            "language": claim.language,
            "revision": claim.revision.number,
        },
        "article": {
            "title": article.title,
            "url": article.url,
            "author": article.author,
            "outlet": article.outlet.name,
            "published_at": history.plain(claim.revision.published_at),
        },
        "rating": _rating(verdict.rating),
        "rationale": verdict.rationale,
        "proposed_wording": verdict.proposed_wording,
        "correction_note": verdict.correction_note,
        "evidence": [
            {
                "stance": evidence.stance,
                "is_primary": evidence.is_primary,
                "title": evidence.source.title,
                "url": evidence.source.url,
                "publisher": evidence.source.publisher,
                "author": evidence.source.author,
                "published_on": history.plain(evidence.source.published_on),
                "place": evidence.place,
                "quoted": evidence.quoted,
            }
            for evidence in claim.evidence.public().select_related("source").order_by("found_at", "pk")
        ],
    }


def _rating(rating: Rating | None) -> dict[str, Any]:
    if rating is None:
        return {}
    worst, best = 1, 5  # of Rating.claimreview_value
    return {
        "key": rating.key,
        "label_de": rating.label_de,
        "label_en": rating.label_en,
        "colour": rating.colour,
        "mark": rating.mark,
        "value": rating.claimreview_value,
        "worst": worst,
        "best": best,
    }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 in hex of what went out: the history holds it, so that a later change shows."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def tampered() -> list[Verdict]:
    """The published verdicts whose frozen content is not what the history says went out."""
    found = []
    for verdict in Verdict.objects.public().order_by("pk").iterator(chunk_size=200):
        told = verdict.claim.events.filter(action=Action.PUBLISH, after__verdict=verdict.number).first()
        if told is None or told.after.get("digest") != digest_of(verdict.published_as):
            found.append(verdict)
    return found
