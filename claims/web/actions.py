"""What people do on a claim's page: one table from the action to its words, its form and the room's verb."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from claims.choices import Action
from claims.errors import Invalid
from claims.models import Claim, Evidence, Source, User, Verdict
from claims.web.forms import actions as forms
from claims.web.forms import verdicts
from claims.workflow import (
    assignment,
    correction,
    lifecycle,
    marking,
    publication,
    review,
    triage,
    undo,
    writing,
)
from claims.workflow import verification as room
from claims.workflow.verification import SourceSheet


@dataclass(frozen=True, slots=True)
class Verb:
    """What the button says, what is asked for, and what does it: `do(claim, by=, at=, version=, **entered)`."""

    words: str | Promise
    form: type[forms.ActionForm]
    do: Callable[..., Any]


# -- Where a room's verb is not about the claim itself ----------------------------------------------


def _joint(do: Callable[..., Any]) -> Callable[..., Any]:
    """Several people may do it at the same time: the room compares no version."""

    def done(claim: Claim, *, version: int, **entered: Any) -> Any:
        return do(claim, **entered)

    return done


def _decide(action: str, do: Callable[..., Any]) -> Callable[..., Any]:
    """It is done to the verdict that waits for a decision."""

    def done(claim: Claim, *, by: User, version: int, **entered: Any) -> Any:
        if version != claim.version:
            raise lifecycle.moved(claim, seen=version)
        return do(review.to_decide(claim, action, by=by), by=by, version=version, **entered)

    return done


def _second_check(verdict: Verdict, *, version: int, **entered: Any) -> Any:
    return review.second_check(verdict, **entered)


def _cite(claim: Claim, *, sheet: dict[str, Any], **entered: Any) -> Evidence:
    return room.cite(claim, source=SourceSheet(**sheet), **entered)


def _uncite(claim: Claim, *, evidence: int, by: User, at: datetime, why: str) -> None:
    rows = Evidence.objects.visible_to(by).filter(claim=claim).select_related("claim", "source")
    room.uncite(_of(rows, evidence, field="evidence"), by=by, at=at, why=why)


def _tick(claim: Claim, *, fact: int, **entered: Any) -> None:
    room.tick(_of(claim.facts, fact, field="fact"), **entered)


def _record_answer(claim: Claim, *, confrontation: int, **entered: Any) -> None:
    room.record_answer(_of(claim.confrontations, confrontation, field="confrontation"), **entered)


def _draft(claim: Claim, *, version: int, seen: int, **entered: Any) -> Verdict:
    return writing.save(claim, version=seen, **entered)


def hand_in(claim: Claim, *, version: int, seen: int, **entered: Any) -> Verdict:
    """What the draft's form holds is saved, whatever comes, and then submitted."""
    by, at = entered.pop("by"), entered.pop("at")
    saved = {"version": seen, **entered}
    return writing.hand_in(claim, by=by, at=at, seen=version, saved=saved)


def _reject_match(claim: Claim, *, match: int, version: int, **entered: Any) -> None:
    triage.reject_match(_of(claim.matches.select_related("claim"), match, field="match"), **entered)


def _link_origin(
    claim: Claim, *, source: int, origin: Source | None, version: int, by: User, at: datetime
) -> None:
    cited = Source.objects.visible_to(by).filter(citations__claim=claim)
    room.link_origin(_of(cited.distinct(), source, field="source"), origin=origin, by=by, at=at)


def _of(rows: Any, number: int, *, field: str) -> Any:
    found = rows.filter(pk=number).first()
    if found is None:
        raise Invalid(_now("There is none with the id %(id)s.") % {"id": number}, field=field)
    return found


# -- The table --------------------------------------------------------------------------------------

ACTIONS: Final[dict[str, Verb]] = {
    # triage
    Action.ACCEPT: Verb(_("Accept"), forms.ActionForm, triage.accept),
    Action.DISMISS: Verb(_("Dismiss"), forms.DismissForm, triage.dismiss),
    Action.RULE_OUT: Verb(_("Not checkable"), forms.RuleOutForm, triage.rule_out),
    Action.ANSWER: Verb(_("Answered by an earlier check"), forms.AnswerForm, triage.answer),
    Action.MERGE: Verb(_("Merge into another claim"), forms.MergeForm, triage.merge),
    Action.SPLIT: Verb(_("Split"), forms.SplitForm, marking.split),
    Action.EDIT: Verb(_("Change the wording"), forms.EditForm, triage.reword),
    Action.PRIORITISE: Verb(_("Change the priority"), forms.PrioritiseForm, triage.prioritise),
    Action.REOPEN: Verb(_("Open again"), forms.WhyForm, triage.reopen),
    # assignment
    Action.ASSIGN: Verb(_("Assign"), forms.AssignForm, assignment.assign),
    Action.TAKE: Verb(_("Take"), forms.ActionForm, assignment.take),
    Action.TAKE_OVER: Verb(_("Take over"), forms.ActionForm, assignment.take_over),
    Action.RELEASE: Verb(_("Give back"), forms.WhyForm, assignment.release),
    Action.HAND_OVER: Verb(_("Hand over"), forms.HandOverForm, assignment.hand_over),
    Action.SET_DUE: Verb(_("Change the due time"), forms.DueForm, assignment.set_due),
    Action.START: Verb(_("Start the check"), forms.ActionForm, room.start),
    # verification
    Action.CITE: Verb(_("Add evidence"), forms.CiteForm, _joint(_cite)),
    Action.UNCITE: Verb(_("Remove evidence"), forms.UnciteForm, _joint(_uncite)),
    Action.TICK: Verb(_("Tick the fact"), forms.TickForm, _joint(_tick)),
    Action.CONFRONT: Verb(_("Ask somebody for an answer"), forms.ConfrontForm, _joint(room.confront)),
    Action.RECORD_ANSWER: Verb(_("Record the answer"), forms.RecordAnswerForm, _joint(_record_answer)),
    Action.NOTE: Verb(_("Write a note"), forms.NoteForm, _joint(room.note)),
    # verdict and second person
    Action.DRAFT: Verb(_("Save the draft"), verdicts.DraftForm, _draft),
    Action.SUBMIT: Verb(_("Submit for review"), forms.ActionForm, review.submit),
    Action.RECALL: Verb(_("Take back from review"), forms.ActionForm, _decide(Action.RECALL, review.recall)),
    Action.SECOND_CHECK: Verb(
        _("Give a blind second check"), verdicts.SecondCheckForm, _decide(Action.SECOND_CHECK, _second_check)
    ),
    Action.APPROVE: Verb(_("Approve"), verdicts.RemarkForm, _decide(Action.APPROVE, review.approve)),
    Action.SEND_BACK: Verb(_("Send back"), verdicts.RemarkForm, _decide(Action.SEND_BACK, review.send_back)),
    Action.OVERRULE: Verb(_("Overrule"), verdicts.OverruleForm, _decide(Action.OVERRULE, review.overrule)),
    # publication and after
    Action.PUBLISH: Verb(_("Publish"), forms.ActionForm, publication.publish),
    Action.CORRECT: Verb(_("Begin a correction"), verdicts.CorrectForm, correction.correct),
    Action.KEEP: Verb(_("Keep the published check"), forms.WhyForm, publication.keep),
    Action.RETRACT: Verb(_("Retract"), verdicts.RemarkForm, publication.retract),
    Action.CONFIRM: Verb(_("Confirm for the changed text"), forms.WhyForm, triage.confirm),
    Action.UNDO: Verb(_("Undo"), forms.ActionForm, undo.undo),
}
# What is done beside the table of transitions: to a proposal of the machine, to a source.
BESIDE: Final[dict[str, Verb]] = {
    Action.REJECT_MATCH: Verb(_("Not the same"), forms.RejectMatchForm, _reject_match),
    Action.LINK_ORIGIN: Verb(_("Takes its text from"), forms.OriginForm, _link_origin),
}
# These have their own place on the page; the others stand in the list of actions.
PLACED: Final = frozenset(
    {
        Action.CITE,
        Action.UNCITE,
        Action.TICK,
        Action.CONFRONT,
        Action.RECORD_ANSWER,
        Action.NOTE,
        Action.DRAFT,
        Action.UNDO,
    }
)


def slug_of(action: str) -> str:
    """The action in an address."""
    return str(action).replace("_", "-")


def action_of(slug: str) -> str | None:
    """The action that an address names; None for one that nobody knows."""
    return next((str(action) for action in (*ACTIONS, *BESIDE) if slug_of(action) == slug), None)


def verb_of(action: str) -> Verb:
    """What an action known by `action_of` asks for and does."""
    return ACTIONS[action] if action in ACTIONS else BESIDE[action]
