"""The room of the verdict and of the second person who agrees to it, or not."""

from datetime import datetime
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext as _

from claims import history, known_names, notices
from claims.choices import Action
from claims.errors import Forbidden, Invalid, Moved, WorkflowError
from claims.models import Claim, Rating, SecondCheck, User, Verdict
from claims.workflow import guards, inputs, lifecycle

LONGEST_WORDING = 2_000
TEXTS = {  # the texts of a draft and how long each may be
    "rationale": inputs.LONGEST,
    "proposed_wording": LONGEST_WORDING,
    "exception": LONGEST_WORDING,
    "correction_note": LONGEST_WORDING,
}


def draft_verdict(
    claim: Claim,
    *,
    by: User,
    at: datetime,
    version: int | None = None,
    rating: Rating | None = None,
    **texts: str,
) -> Verdict:
    """The person's draft for the claim holds what was given; what was not given stays as it was.

    Everybody has one open draft per claim, made at the first saving; it can be saved as often as one types
    and writes no history until it is submitted. `texts` are of TEXTS. `version` is that of the draft as the
    person has seen it: Moved when another window has saved since, with nothing lost in either.
    """
    lifecycle.ensure(claim, Action.DRAFT, by=by)
    changes: dict[str, Any] = {
        name: inputs.words(text, field=name, longest=TEXTS[name]) for name, text in texts.items()
    }
    if rating is not None:
        changes["rating"] = inputs.valid_rating(rating, at=at)
    with history.writing():
        lifecycle.ensure(Claim.objects.get(pk=claim.pk), Action.DRAFT, by=by)
        draft = Verdict.objects.drafts().filter(claim=claim, drafted_by=by).first()
        if draft is None:
            return _new_draft(claim, by=by, at=at, **changes)
        rows = Verdict.objects.drafts().filter(
            pk=draft.pk, version=draft.version if version is None else version
        )
        if not rows.update(version=F("version") + 1, drafted_at=at, **changes):
            raise Moved(
                _("You have saved this draft in another window since. Compare the two before you go on."),
                version=draft.version,
            )
    draft.refresh_from_db()
    return draft


def _new_draft(claim: Claim, *, by: User, at: datetime, **fields: Any) -> Verdict:
    last = Verdict.objects.filter(claim=claim).aggregate(last=Max("number"))["last"] or 0
    return Verdict.objects.create(claim=claim, number=last + 1, drafted_by=by, drafted_at=at, **fields)


def begin_from(earlier: Verdict, *, by: User, at: datetime, correction_note: str) -> Verdict:
    """The person has a draft with the words of an earlier verdict; one they had begun before is written over."""
    fields = {
        "rating": earlier.rating,
        "rationale": earlier.rationale,
        "proposed_wording": earlier.proposed_wording,
        "exception": earlier.exception,
        "correction_note": correction_note,
    }
    mine = Verdict.objects.drafts().filter(claim=earlier.claim, drafted_by=by)
    if mine.update(version=F("version") + 1, drafted_at=at, **fields):
        return mine.get()
    return _new_draft(earlier.claim, by=by, at=at, **fields)


def submit(
    claim: Claim, *, by: User, at: datetime, exception: str | None = None, version: int | None = None
) -> Verdict:
    """The person's draft waits for a second person. `exception` says why it comes without the evidence wanted.

    Raises WorkflowError when the verdict is not whole or its evidence is not enough and no exception is written.
    """
    with history.writing():
        if exception is not None:
            text = inputs.words(exception, field="exception", longest=TEXTS["exception"])
            Verdict.objects.drafts().filter(claim=claim, drafted_by=by).update(exception=text)
        draft = guards.draft_of(claim, by)
        corrected = guards.standing(claim)
        others = Verdict.objects.filter(claim=claim, corrects=corrected, published_at__isnull=True)
        given_up = others.exclude(pk=draft.pk) if draft and corrected else others.none()
        freed = list(given_up.values_list("pk", flat=True))  # one begun and given up frees its place
        lifecycle.perform(
            claim,
            Action.SUBMIT,
            by=by,
            at=at,
            version=version,
            why=draft.exception if draft else "",
            before={**as_it_was(draft, "submitted_at", "review_note", "corrects_id"), "freed": freed},
            after={
                "verdict": draft.number if draft else None
            },  # no rating: a blind second check reads the history
        )
        if draft is None or draft.rating is None:
            raise AssertionError("the table lets no claim through without a draft")
        inputs.valid_rating(draft.rating, at=at)
        Verdict.objects.filter(pk__in=freed).update(corrects=None)
        Verdict.objects.filter(pk=draft.pk).update(
            submitted_at=at, review_note="", corrects=corrected, version=F("version") + 1
        )
        draft.refresh_from_db()
        notices.review_wanted(draft, by=by, at=at)
    return draft


def recall(verdict: Verdict, *, by: User, at: datetime, version: int | None = None) -> None:
    """The one who submitted it has it back as a draft."""
    with history.writing():
        lifecycle.perform(
            verdict.claim,
            Action.RECALL,
            by=by,
            at=at,
            version=version,
            before={"verdict": verdict.number, **as_it_was(verdict, "submitted_at")},
        )
        back_to_draft(verdict)


def second_check(
    verdict: Verdict, *, rating: Rating, by: User, at: datetime, rationale: str = ""
) -> SecondCheck:
    """The person's own rating stands beside the first one, which they may now see; whether both agree is kept.

    Raises WorkflowError when the desk wants none, the person drafted the verdict, or has given theirs.
    """
    rationale = inputs.words(rationale, field="rationale")
    inputs.valid_rating(rating, at=at)
    with history.writing():
        present = _deciding(verdict)
        _ensure_same_scale(present, rating)
        lifecycle.perform(verdict.claim, Action.SECOND_CHECK, by=by, at=at, after={"verdict": verdict.number})
        return SecondCheck.objects.create(
            verdict=present,
            rating=rating,
            rationale=rationale,
            given_by=by,
            given_at=at,
            agrees=rating.pk == present.rating_id,
        )


def approve(verdict: Verdict, *, by: User, at: datetime, note: str = "", version: int | None = None) -> None:
    """A second person agrees: the verdict holds within the newsroom."""
    note = inputs.words(note, field="note")
    with history.writing():
        present = _deciding(verdict)
        lifecycle.perform(
            verdict.claim,
            Action.APPROVE,
            by=by,
            at=at,
            version=version,
            why=note,
            before=as_it_was(present, "reviewed_by_id", "reviewed_at", "review_note"),
            after=content(present),
        )
        _decide(present, reviewed_by=by, reviewed_at=at, review_note=note)
        verdict.refresh_from_db()
        notices.approved(verdict, by=by, at=at)


def send_back(verdict: Verdict, *, note: str, by: User, at: datetime, version: int | None = None) -> None:
    """The verdict is a draft again, with a note on what it lacks; what it said stays readable in the history."""
    note = inputs.words(
        note, field="note", needed=_("Say what is missing: the one who drafted it reads this.")
    )
    with history.writing():
        present = _deciding(verdict)
        drafter = present.drafted_by
        stays = drafter.is_active and not drafter.is_absent(at)
        lifecycle.perform(
            verdict.claim,
            Action.SEND_BACK,
            by=by,
            at=at,
            version=version,
            why=note,
            before={**content(present), **as_it_was(present, "submitted_at", "review_note")},
            assignee=drafter if stays else None,
        )
        back_to_draft(present, review_note=note)
        verdict.refresh_from_db()
        notices.sent_back(verdict, by=by, at=at, note=note)


def overrule(
    verdict: Verdict,
    *,
    because: str,
    by: User,
    at: datetime,
    rating: Rating | None = None,
    rationale: str | None = None,
    version: int | None = None,
) -> None:
    """An editor decides against the draft or the review: the verdict holds with the editor's rating and reason.

    What it said before stays in the history. Raises Invalid without a reason, and for a rating of another scale.
    """
    because = inputs.words(because, field="because", needed=_("Say why you decide differently."))
    changes: dict[str, Any] = {"overruled_because": because}
    if rating is not None:
        changes["rating"] = inputs.valid_rating(rating, at=at)
    if rationale is not None:
        changes["rationale"] = inputs.words(rationale, field="rationale")
    with history.writing():
        present = _deciding(verdict)
        if rating is not None:
            _ensure_same_scale(present, rating)
        before = content(present)
        changed = ("rating_id", "rationale", "overruled_because")
        lifecycle.perform(
            verdict.claim,
            Action.OVERRULE,
            by=by,
            at=at,
            version=version,
            why=because,
            before={**before, **as_it_was(present, "reviewed_by_id", "reviewed_at", *changed)},
            after={**before, **{name: _key(value) for name, value in changes.items()}},
        )
        _decide(present, reviewed_by=by, reviewed_at=at, **changes)
        verdict.refresh_from_db()
        notices.approved(verdict, by=by, at=at)


def _ensure_same_scale(verdict: Verdict, rating: Rating) -> None:
    if verdict.rating and rating.scale_id != verdict.rating.scale_id:
        raise Invalid(_("This rating is of another scale than the verdict's."), field="rating")


def content(verdict: Verdict) -> dict[str, Any]:
    """What the verdict says, as the history keeps it."""
    return {
        "verdict": verdict.number,
        "rating": _key(verdict.rating),
        "rationale": verdict.rationale,
        "proposed_wording": verdict.proposed_wording,
        "drafted_by": verdict.drafted_by.name,
    }


def as_it_was(verdict: Verdict | None, *columns: str) -> dict[str, Any]:
    """The columns of the verdict's row before a change, for `undo`: as the history keeps them."""
    if verdict is None:
        return {}
    return {"row": {name: getattr(verdict, name) for name in ("pk", "version", *columns)}}


def _key(value: Any) -> Any:
    return f"{value.scale.key}/{value.key}" if isinstance(value, Rating) else value


def to_decide(claim: Claim, action: str, *, by: User) -> Verdict:
    """The verdict of the claim that waits for this decision, as it stands now.

    Raises Moved when somebody was quicker, with who did what and when; else what the table says against it.
    """
    present = Claim.objects.select_related("article", "desk", "assignee").get(pk=claim.pk)
    verdict = guards.decided_on(present)
    waits = present.status in lifecycle.TRANSITIONS[action].sources
    if verdict is None or not waits:
        try:
            lifecycle.ensure(present, action, by=by)
        except Forbidden:
            raise
        except WorkflowError as error:
            raise (error if waits else _no_longer(present) or error) from None
        raise WorkflowError(_("There is no verdict to decide on."))
    return verdict


def _deciding(verdict: Verdict) -> Verdict:
    """The verdict under review, as it stands now. Raises WorkflowError when it no longer waits for a decision."""
    claim = Claim.objects.get(pk=verdict.claim_id)
    present = guards.decided_on(claim)
    if present is None or present.pk != verdict.pk:
        told = WorkflowError(_("This verdict no longer waits for a decision."))
        raise _no_longer(claim) or told
    return present


def _no_longer(claim: Claim) -> Moved | None:
    """The refusal of somebody who comes too late to decide: who moved the claim last, how and when.

    None for a claim that never was in review.
    """
    if not claim.events.filter(action=Action.SUBMIT).exists():
        return None
    last = claim.events.filter(after__has_key="status").order_by("-pk").first()
    if last is None:
        return None
    told = _("This verdict no longer waits for a decision. %(who)s, %(when)s: “%(what)s”.")
    return Moved(told % lifecycle.in_words(last), changes=[lifecycle.change_of(last)], version=claim.version)


def _decide(verdict: Verdict, *, reviewed_by: User, **fields: Any) -> None:
    if verdict.drafted_by_id == reviewed_by.pk:  # the database refuses it too, in words for nobody
        raise Forbidden(_("You drafted this verdict: a second person has to decide on it."))
    rows = Verdict.objects.filter(pk=verdict.pk, published_at__isnull=True)
    if not rows.update(reviewed_by=reviewed_by, **fields):
        raise WorkflowError(_("A published verdict is not changed: correct it."))
    known_names.learn([verdict.claim])


def back_to_draft(verdict: Verdict, **fields: Any) -> None:
    """The verdict can be written on again by the one who drafted it."""
    Verdict.objects.filter(pk=verdict.pk).update(submitted_at=None, version=F("version") + 1, **fields)
    verdict.refresh_from_db()
