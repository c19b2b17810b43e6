"""What the pages show of a claim that several people work on: both sides of a conflict, and who has it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from claims import history, presence
from claims.choices import Action, Role
from claims.models import Claim, User, Verdict
from claims.presence import Here
from claims.web.forms.actions import ActionForm
from claims.web.forms.verdicts import DraftForm
from claims.workflow.lifecycle import IN_HAND

register = template.Library()

OF_THE_VERDICT = ("rationale", "proposed_wording", "exception", "correction_note")
HANDED = (
    Action.TAKE,
    Action.TAKE_OVER,
    Action.ASSIGN,
    Action.HAND_OVER,
    Action.START,
)  # what puts a claim into somebody's hands


@dataclass(frozen=True, slots=True)
class Side:
    """One field of a form that was refused: what was typed, and what stands there now."""

    label: str
    field: str  # id of the field in the page
    typed: str
    now: str
    who: User | None  # None: the person themselves, in another window, or somebody the history names
    at: datetime | None


@register.simple_tag
def sides(form: ActionForm) -> list[Side]:
    """The fields in which something else stands by now than what was typed, as words; texts only."""
    verdict = _of_others(form) if isinstance(form, DraftForm) else None
    found = []
    for name, field in form.fields.items():
        typed = str(form.data.get(name, "")).strip()
        now, who, at = form.initial.get(name), None, None
        if verdict is not None and name in OF_THE_VERDICT and getattr(verdict, name).strip():
            now, who, at = getattr(verdict, name), verdict.drafted_by, verdict.submitted_at
        if not typed or field.widget.is_hidden or not isinstance(now, str) or now.strip() in {"", typed}:
            continue
        bound = form[name]
        found.append(Side(str(bound.label), bound.id_for_label, typed, now.strip(), who, at))
    return found


def _of_others(form: DraftForm) -> Verdict | None:
    """The newest verdict that somebody else has submitted, if this person may read it."""
    rows = Verdict.objects.filter(claim=form.claim, submitted_at__isnull=False).exclude(drafted_by=form.by)
    last = (
        rows.select_related("drafted_by", "claim__desk", "claim__article__desk").order_by("-number").first()
    )
    return None if last is None or last.is_hidden_from(form.by) else last


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a claim in hand, since when, and when they were last seen at work on it."""

    person: User
    since: datetime | None
    here: Here | None  # at the article just now
    can_be_mine: bool  # the reader checks claims


@register.simple_tag
def holder(claim: Claim, me: User) -> Holder | None:
    """The other person who has the claim in hand; None when nobody or oneself has it, or the check is done."""
    if claim.status not in IN_HAND or claim.assignee is None or claim.assignee_id == me.pk:
        return None
    handed = next((event for event in history.timeline(claim) if event.action in HANDED), None)
    there = presence.at_article(claim.article_id, at=timezone.now())
    here = next((one for one in there if one.person == claim.assignee_id), None)
    return Holder(claim.assignee, handed.at if handed else None, here, me.holds(Role.CHECKER))


@register.filter
def first_name(name: Any) -> str:
    """The first word of a name."""
    return str(name).split(" ")[0]
