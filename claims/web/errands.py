"""What can be done to several claims at once from the queue: words, forms, the rooms' verbs, and what is told of it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import Action, Role
from claims.models import User
from claims.web.forms.bulk import (
    AssignAllForm,
    BulkForm,
    DismissAllForm,
    DistributeForm,
    DueAllForm,
    PriorityAllForm,
)
from claims.workflow import assignment, several
from claims.workflow.lifecycle import Outcome

AT_MOST: Final = 1_000  # claims of one errand
TOLD: Final = 12  # refused claims named for each reason


@dataclass(frozen=True, slots=True)
class Errand:
    """What the button says, its icon, what is asked for, who may, what does it, and what it is called when done."""

    words: str | Promise
    icon: str
    form: type[BulkForm]
    do: Callable[..., Outcome]
    roles: frozenset[str]
    done: str | Promise


_CHECKERS, _EDITORS = frozenset({Role.CHECKER}), frozenset({Role.EDITOR})
_TRIAGE = _CHECKERS | _EDITORS
ERRANDS: Final[dict[str, Errand]] = {
    "take": Errand(_("Take"), "user", BulkForm, several.take, _CHECKERS, Action.TAKE.label),
    "assign": Errand(
        _("Assign"), "user-plus", AssignAllForm, assignment.assign_all, _EDITORS, Action.ASSIGN.label
    ),
    "distribute": Errand(
        _("Distribute"), "split", DistributeForm, assignment.distribute, _EDITORS, Action.DISTRIBUTE.label
    ),
    "due": Errand(
        _("Due time"), "calendar-clock", DueAllForm, several.set_due, _EDITORS, Action.SET_DUE.label
    ),
    "priority": Errand(
        _("Priority"), "flag", PriorityAllForm, several.prioritise, _TRIAGE, Action.PRIORITISE.label
    ),
    "accept": Errand(_("Accept"), "check", BulkForm, several.accept, _TRIAGE, Action.ACCEPT.label),
    "release": Errand(_("Give back"), "undo-2", BulkForm, several.release, _TRIAGE, Action.RELEASE.label),
    "dismiss": Errand(
        _("No claim"), "circle-slash", DismissAllForm, several.dismiss, _TRIAGE, Action.DISMISS.label
    ),
}


@dataclass(frozen=True, slots=True)
class Forms:
    """The errands that a person may run, each with its form; `open` is the one whose form was refused."""

    each: Mapping[str, tuple[Errand, BulkForm]]
    open: str = ""
    ticked: frozenset[str] = field(default_factory=frozenset)  # ids of claims as they were sent
    whole: bool = False  # all of the view was chosen


def forms(person: User) -> Forms:
    """The forms as one finds them."""
    return Forms({key: (errand, errand.form()) for key, errand in ERRANDS.items() if _may(person, errand)})


def refused(person: User, key: str, form: BulkForm, sent: QueryDict) -> Forms:
    """The forms with one as it was sent; what was ticked stays ticked."""
    each = {**forms(person).each, key: (ERRANDS[key], form)}
    return Forms(each, key, frozenset(sent.getlist("claim")), "all" in sent)


def _may(person: User, errand: Errand) -> bool:
    return person.holds(*errand.roles)


def told(outcome: Outcome) -> list[dict[str, Any]]:
    """Why claims stayed as they were: each reason with the claims, the most frequent first; plain values only."""
    reasons: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim, error in outcome.refused:
        reasons[str(error)].append({"pk": claim.pk, "words": " ".join(claim.quote.split())[:90]})
    rows = sorted(reasons.items(), key=lambda row: -len(row[1]))
    return [
        {"why": why, "number": len(claims), "claims": claims[:TOLD], "more": max(0, len(claims) - TOLD)}
        for why, claims in rows
    ]
