"""What people do to a claim: one table from the action to what it takes and the room's verb, and one view."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from django.db.models import Manager
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import generics
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api import inputs
from claims.api.claims import ClaimDetailOutput, shown_to, slug_of, tag_of
from claims.api.errors import Refused
from claims.api.schema import ActionSchema
from claims.api.views import Door, person_of
from claims.choices import Action, SourceKind
from claims.errors import Forbidden, Invalid, Moved, WorkflowError
from claims.models import Claim, Evidence, Source, User, Verdict
from claims.workflow import (
    assignment,
    correction,
    lifecycle,
    marking,
    publication,
    review,
    triage,
    undo,
)
from claims.workflow import verification as room
from claims.workflow.verification import SourceSheet

_TAG = re.compile(r'\s*(?:W/)?"([^"]*)"\s*(?:,|$)')


@dataclass(frozen=True, slots=True)
class Verb:
    """What an action takes, and what does it: `do(claim, by=, at=, version=, **fields)`."""

    takes: type[inputs.Input]
    do: Callable[..., Any]


# -- Where a room's verb is not about the claim itself ----------------------------------------------


def _joint(do: Callable[..., Any]) -> Callable[..., Any]:
    """Several people may do it at the same time: the room compares no version."""

    def done(claim: Claim, *, version: int, **fields: Any) -> Any:
        return do(claim, **fields)

    return done


def _decide(action: str, do: Callable[..., Any]) -> Callable[..., Any]:
    """It is done to the verdict that waits for a decision."""

    def done(claim: Claim, *, by: User, **fields: Any) -> Any:
        return do(review.to_decide(claim, action, by=by), by=by, **fields)

    return done


def _second_check(verdict: Verdict, *, version: int, **fields: Any) -> Any:
    return review.second_check(verdict, **fields)


def _cite(
    claim: Claim, *, source: Source | None, sheet: dict[str, Any], by: User, at: datetime, **fields: Any
) -> Evidence:
    if source is None:
        kind = sheet.pop("kind", SourceKind.WEB)
        confidants = tuple(sheet.pop("confidants", ()))
        return room.cite(
            claim, source=SourceSheet(kind=kind, confidants=confidants, **sheet), by=by, at=at, **fields
        )
    return room.cite(claim, source=source, by=by, at=at, **fields)


def _uncite(claim: Claim, *, evidence: int, by: User, at: datetime, why: str = "") -> None:
    rows = Evidence.objects.visible_to(by).filter(claim=claim).select_related("claim", "source")
    found = rows.filter(pk=evidence).first()
    if found is None:
        raise _unknown(evidence, field="evidence")
    room.uncite(found, by=by, at=at, why=why)


def _tick(claim: Claim, *, fact: int, **fields: Any) -> None:
    room.tick(_of(claim.facts, fact, field="fact"), **fields)


def _record_answer(claim: Claim, *, confrontation: int, **fields: Any) -> Any:
    found = _of(claim.confrontations, confrontation, field="confrontation")
    room.record_answer(found, **fields)
    return found


def _draft(claim: Claim, *, version: int, seen: int | None, **fields: Any) -> Verdict:
    return review.draft_verdict(claim, version=seen, **fields)


def _of(rows: "Manager[Any]", number: int, *, field: str) -> Any:
    found = rows.filter(pk=number).first()
    if found is None:
        raise _unknown(number, field=field)
    return found


def _unknown(number: int, *, field: str) -> Invalid:
    return Invalid(_("There is none with the id %(id)s.") % {"id": number}, field=field)


# -- The table --------------------------------------------------------------------------------------

ACTIONS: Final[dict[str, Verb]] = {
    # triage
    Action.ACCEPT: Verb(inputs.NothingInput, triage.accept),
    Action.DISMISS: Verb(inputs.DismissInput, triage.dismiss),
    Action.RULE_OUT: Verb(inputs.RuleOutInput, triage.rule_out),
    Action.ANSWER: Verb(inputs.AnswerInput, triage.answer),
    Action.MERGE: Verb(inputs.MergeInput, triage.merge),
    Action.SPLIT: Verb(inputs.SplitInput, marking.split),
    Action.EDIT: Verb(inputs.EditInput, triage.reword),
    Action.PRIORITISE: Verb(inputs.PrioritiseInput, triage.prioritise),
    Action.REOPEN: Verb(inputs.WhyInput, triage.reopen),
    # assignment
    Action.ASSIGN: Verb(inputs.AssignInput, assignment.assign),
    Action.TAKE: Verb(inputs.NothingInput, assignment.take),
    Action.TAKE_OVER: Verb(inputs.NothingInput, assignment.take_over),
    Action.RELEASE: Verb(inputs.WhyInput, assignment.release),
    Action.HAND_OVER: Verb(inputs.HandOverInput, assignment.hand_over),
    Action.SET_DUE: Verb(inputs.DueInput, assignment.set_due),
    Action.START: Verb(inputs.NothingInput, room.start),
    # verification
    Action.CITE: Verb(inputs.CiteInput, _joint(_cite)),
    Action.UNCITE: Verb(inputs.UnciteInput, _joint(_uncite)),
    Action.TICK: Verb(inputs.TickInput, _joint(_tick)),
    Action.CONFRONT: Verb(inputs.ConfrontInput, _joint(room.confront)),
    Action.RECORD_ANSWER: Verb(inputs.RecordAnswerInput, _joint(_record_answer)),
    Action.NOTE: Verb(inputs.NoteInput, _joint(room.note)),
    # verdict and second person
    Action.DRAFT: Verb(inputs.DraftInput, _draft),
    Action.SUBMIT: Verb(inputs.SubmitInput, review.submit),
    Action.RECALL: Verb(inputs.NothingInput, _decide(Action.RECALL, review.recall)),
    Action.SECOND_CHECK: Verb(inputs.SecondCheckInput, _decide(Action.SECOND_CHECK, _second_check)),
    Action.APPROVE: Verb(inputs.RemarkInput, _decide(Action.APPROVE, review.approve)),
    Action.SEND_BACK: Verb(inputs.RemarkInput, _decide(Action.SEND_BACK, review.send_back)),
    Action.OVERRULE: Verb(inputs.OverruleInput, _decide(Action.OVERRULE, review.overrule)),
    # publication and after
    Action.PUBLISH: Verb(inputs.NothingInput, publication.publish),
    Action.CORRECT: Verb(inputs.CorrectInput, correction.correct),
    Action.KEEP: Verb(inputs.WhyInput, publication.keep),
    Action.RETRACT: Verb(inputs.RemarkInput, publication.retract),
    Action.CONFIRM: Verb(inputs.WhyInput, triage.confirm),
    Action.UNDO: Verb(inputs.UndoInput, undo.undo),
}


# -- Doing it ---------------------------------------------------------------------------------------


def claim_in(request: Request, pk: int) -> Claim:
    """The claim of the address. Raises Http404 when there is none that the person may see."""
    claims = Claim.objects.visible_to(person_of(request))
    return generics.get_object_or_404(claims.select_related("article", "desk", "assignee"), pk=pk)


def act(
    request: Request,
    claim: Claim,
    action: str,
    *,
    takes: type[inputs.Input] | None = None,
    also: Mapping[str, Any] | None = None,
) -> Any:
    """The action is done with the body of the request; answers what the room does.

    Who may never do it hears that first (403), then who has seen an older state (412), then what is wrong
    in the body (400), then what the room refuses (409). `also` adds fields that the address tells, which the
    body then need not: it is as `takes` says.
    """
    by, at, verb = person_of(request), timezone.now(), ACTIONS[action]
    ensure_right(claim, action, by=by)
    conditional = _matched(request, claim)
    form = (takes or verb.takes)(data=request.data, context={"request": request})
    form.is_valid(raise_exception=True)
    fields = {**form.validated_data, **(also or {})}
    try:
        return verb.do(claim, by=by, at=at, version=claim.version, **fields)
    except Moved as error:
        if action == Action.DRAFT:  # the version is the draft's
            raise
        raise Refused(error, stale=conditional, etag=tag_of(error.version)) from error


def ensure_right(claim: Claim, action: str, *, by: User) -> None:
    """Nothing happens when the person's roles allow the action at all; raises Forbidden otherwise."""
    try:
        lifecycle.ensure(claim, action, by=by)
    except Forbidden:
        raise
    except WorkflowError:
        return  # not now, perhaps: the room decides, with the body at hand


def _matched(request: Request, claim: Claim) -> bool:
    """Whether the caller said which state it has seen. Raises Refused with 412 when that is not the present one."""
    words = request.headers.get("If-Match", "").strip()
    if not words or words == "*":
        return False
    tags = _TAG.findall(words)
    if not tags or _TAG.sub("", words):
        raise ParseError(_('If-Match must hold an ETag, such as W/"3".'))
    if str(claim.version) in tags:
        return True
    seen = [int(tag) for tag in tags if tag.isascii() and tag.isdigit() and len(tag) < 10]
    error = lifecycle.moved(claim, seen=min(seen, default=claim.version))
    raise Refused(error, stale=True, etag=tag_of(claim.version))


def shown(
    request: Request,
    claim: Claim,
    status: int = 200,
    *,
    output: type[ClaimDetailOutput] = ClaimDetailOutput,
    headers: Mapping[str, str] | None = None,
    **context: Any,
) -> Response:
    """The claim as it stands now, with its ETag. `context` goes to the output."""
    fresh = shown_to(person_of(request)).get(pk=claim.pk)
    body = output(fresh, context={"request": request, **context}).data
    return Response(body, status, headers={"ETag": tag_of(fresh.version), **(headers or {})})


class ClaimAction(Door):
    """One action on one claim; which one, the address says."""

    schema = ActionSchema()
    action_name: str = ""
    answers = ClaimDetailOutput
    problems: ClassVar[Mapping[str, Any]] = {"POST": (400, 409, 412)}

    @property
    def verb(self) -> Verb:
        """The line of the table."""
        return ACTIONS[self.action_name]

    def post(self, request: Request, pk: int) -> Response:
        """Do it; the answer is the claim as it stands afterwards."""
        claim = claim_in(request, pk)
        act(request, claim, self.action_name)
        return shown(request, claim)


def doors() -> list[tuple[str, str]]:
    """For every action of the table its part of the address, and its name."""
    return [(slug_of(action), str(action)) for action in ACTIONS]
