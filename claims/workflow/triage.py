"""The first room: what is worth a check, what is none, what belongs together."""

from datetime import datetime

from django.utils.translation import gettext as _

from claims import history
from claims.choices import Action, Decision, Priority, ReasonKind, Status
from claims.errors import Invalid, WorkflowError
from claims.models import Claim, Match, Reason, User
from claims.workflow import guards, inputs, lifecycle

LONGEST_WORDING = 2_000
ANSWERING = (Status.APPROVED, Status.PUBLISHED)  # what an earlier claim must be to answer another


def accept(claim: Claim, *, by: User, at: datetime, version: int | None = None) -> None:
    """The claim is to be checked and waits for somebody."""
    lifecycle.perform(claim, Action.ACCEPT, by=by, at=at, version=version)


def dismiss(
    claim: Claim, *, reason: Reason | None, by: User, at: datetime, why: str = "", version: int | None = None
) -> None:
    """The claim needs no check, for a reason from the list; it is in nobody's hands."""
    lifecycle.perform(
        claim,
        Action.DISMISS,
        by=by,
        at=at,
        version=version,
        why=inputs.words(why, field="why"),
        reason=inputs.reason_of(reason, ReasonKind.DISMISS),
        assignee=None,
    )


def rule_out(
    claim: Claim, *, reason: Reason | None, by: User, at: datetime, why: str = "", version: int | None = None
) -> None:
    """The claim cannot be checked, for a reason from the list; it is in nobody's hands."""
    lifecycle.perform(
        claim,
        Action.RULE_OUT,
        by=by,
        at=at,
        version=version,
        why=inputs.words(why, field="why"),
        reason=inputs.reason_of(reason, ReasonKind.NOT_CHECKABLE),
        assignee=None,
    )


def answer(
    claim: Claim, *, earlier: Claim, by: User, at: datetime, why: str = "", version: int | None = None
) -> None:
    """An earlier check answers the claim; a proposal of the machine to that effect counts as accepted.

    Raises Invalid when the earlier claim is not checked itself or is this very claim.
    """
    if earlier.pk == claim.pk:
        raise Invalid(_("A claim does not answer itself."), field="earlier")
    with history.writing():
        earlier = Claim.objects.get(pk=earlier.pk)  # as it stands now: it may have been retracted meanwhile
        if earlier.status not in ANSWERING and guards.standing(earlier) is None:
            raise Invalid(
                _("The earlier claim has no approved verdict that could answer this one."), field="earlier"
            )
        proposals = Match.objects.filter(claim=claim, earlier=earlier)
        lifecycle.perform(
            claim,
            Action.ANSWER,
            by=by,
            at=at,
            version=version,
            why=inputs.words(why, field="why"),
            before={"matches": list(proposals.values("pk", "decision", "decided_by", "decided_at"))},
            answered_by=earlier,
            assignee=None,
        )
        proposals.update(decision=Decision.ACCEPTED, decided_by=by, decided_at=at)


def reject_match(match: Match, *, by: User, at: datetime) -> None:
    """The proposal that an earlier claim says the same is put aside. Raises WorkflowError when it was decided on."""
    lifecycle.ensure(match.claim, Action.NOTE, by=by)
    with history.writing():
        open_one = Match.objects.filter(pk=match.pk, decision=Decision.OPEN)
        if not open_one.update(decision=Decision.REJECTED, decided_by=by, decided_at=at):
            raise WorkflowError(_("Somebody has decided on this proposal already."))
        history.record(
            Action.REJECT_MATCH,
            by=by,
            at=at,
            claim=match.claim,
            after={"match": match.pk, "earlier": match.earlier},
        )
    match.refresh_from_db()


def merge(
    claim: Claim, *, into: Claim, by: User, at: datetime, why: str = "", version: int | None = None
) -> None:
    """The claim is part of another one of the same article: that one is checked, this one rests beside it.

    Its notes move to the other, its evidence too unless that one is under review or decided, and so do the
    claims merged into it before. Raises Invalid for a claim of another article, for one that is
    merged or put aside itself, and for the claim itself.
    """
    if into.pk == claim.pk or into.article_id != claim.article_id:
        raise Invalid(_("A claim can be merged into another claim of the same article."), field="into")
    with history.writing():
        into = Claim.objects.select_related("article").get(
            pk=into.pk
        )  # as it stands now: no circles, no late evidence
        if into.merged_into_id or into.status == Status.GONE:
            raise Invalid(_("That claim is itself merged or no longer in the text."), field="into")
        if into.status in (Status.DISMISSED, Status.NOT_CHECKABLE):
            raise Invalid(_("That claim is put aside, nobody checks it. Reopen it first."), field="into")
        moves = claim.evidence.standing() if into.status in lifecycle.OPEN else claim.evidence.none()
        evidence = list(moves.values_list("pk", flat=True))
        notes = list(claim.notes.values_list("pk", flat=True))
        merged = list(Claim.objects.filter(merged_into=claim).values_list("pk", flat=True))
        lifecycle.perform(
            claim,
            Action.MERGE,
            by=by,
            at=at,
            version=version,
            why=inputs.words(why, field="why"),
            before={"evidence": evidence, "notes": notes, "merged_from": merged},
            merged_into=into,
            assignee=None,
        )
        claim.evidence.filter(pk__in=evidence).update(claim=into)
        claim.notes.filter(pk__in=notes).update(claim=into)
        Claim.objects.filter(merged_into=claim).update(merged_into=into)
        history.record(
            Action.MERGE,
            by=by,
            at=at,
            claim=into,
            after={"merged": claim, "evidence": evidence, "notes": notes},
        )


def reword(claim: Claim, *, wording: str, by: User, at: datetime, version: int | None = None) -> None:
    """The claim's self-contained wording is this one; its quote never changes. An empty one takes it away."""
    wording = " ".join(inputs.words(wording, field="wording", longest=LONGEST_WORDING).split())
    lifecycle.perform(claim, Action.EDIT, by=by, at=at, version=version, wording=wording)


def prioritise(claim: Claim, *, priority: str, by: User, at: datetime, version: int | None = None) -> None:
    """The claim has this priority. Raises Invalid for an unknown one."""
    if priority not in Priority.values:
        raise Invalid(_("There is no such priority."), field="priority")
    lifecycle.perform(claim, Action.PRIORITISE, by=by, at=at, version=version, priority=Priority(priority))


def reopen(claim: Claim, *, by: User, at: datetime, why: str = "", version: int | None = None) -> None:
    """The claim waits for somebody again, whatever it was put aside for."""
    lifecycle.perform(
        claim,
        Action.REOPEN,
        by=by,
        at=at,
        version=version,
        why=inputs.words(why, field="why"),
        reason=None,
        answered_by=None,
        merged_into=None,
        assignee=None,
    )


def confirm(claim: Claim, *, by: User, at: datetime, why: str = "", version: int | None = None) -> None:
    """The text was touched since the check and the check still holds, or what the verdict asked for is done."""
    lifecycle.perform(
        claim,
        Action.CONFIRM,
        by=by,
        at=at,
        version=version,
        why=inputs.words(why, field="why"),
        text_changed_at=None,
        confirmed_at=at,
    )
