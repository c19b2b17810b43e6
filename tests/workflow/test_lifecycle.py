"""Every action at every status by every role, against what the newsroom agreed on, written down a second time."""

from contextlib import suppress
from copy import copy
from itertools import product

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from claims import history
from claims.choices import Action, Role, Status
from claims.errors import Forbidden, Moved, WorkflowError
from claims.models import Claim, Desk, Event, Evidence, User
from claims.workflow import lifecycle
from tests.factories import DeskFactory
from tests.workflow.factories import RatingFactory, ReasonFactory, VerdictFactory, claim_at, person

pytestmark = pytest.mark.django_db

# Letters: n new, q queued, a assigned, c checking, r in review, A approved, P published,
#          d dismissed, w answered, x not checkable, g gone.
LETTERS = {
    "n": Status.NEW, "q": Status.QUEUED, "a": Status.ASSIGNED, "c": Status.CHECKING, "r": Status.IN_REVIEW,
    "A": Status.APPROVED, "P": Status.PUBLISHED, "d": Status.DISMISSED, "w": Status.ANSWERED,
    "x": Status.NOT_CHECKABLE, "g": Status.GONE,
}  # fmt: skip
ALL = "".join(LETTERS)

# Per action and role: at which statuses the role may do it, when nothing but role and status counts
# (the claim is in the person's own hands where that matters, its verdict is somebody else's, all conditions hold).
EXPECTED: dict[str, dict[str, str]] = {
    "accept": {"checker": "n", "editor": "n"},
    "dismiss": {"checker": "nqac", "editor": "nqac"},
    "rule_out": {"checker": "nqac", "editor": "nqac"},
    "answer": {"checker": "nqac", "editor": "nqac"},
    "merge": {"checker": "nqac", "editor": "nqac"},
    "split": {"checker": "nqac", "editor": "nqac"},
    "edit": {"checker": "nqac", "editor": "nqac"},
    "prioritise": {"checker": "nqacr", "editor": "nqacr"},
    "reopen": {"checker": "dwx", "editor": "dwxA"},
    "assign": {"editor": "nqac"},
    "take": {"checker": "nq"},  # assigned ones of the pool: see the guards
    "take_over": {"checker": ""},  # never what is in one's own hands: see the guards
    "release": {"checker": "ac", "editor": "ac", "machine": "ac"},
    "hand_over": {"checker": "ac", "editor": "ac"},
    "set_due": {"editor": "nqacr"},
    "start": {"checker": "qa"},
    "cite": {"checker": "nqac", "reviewer": "nqac", "editor": "nqac"},
    "uncite": {"checker": "nqac", "reviewer": "nqac", "editor": "nqac"},
    "tick": {"checker": "nqac", "reviewer": "nqac", "editor": "nqac"},
    "confront": {"checker": "nqacr", "editor": "nqacr"},
    "record_answer": {"checker": "nqacrAP", "editor": "nqacrAP"},
    "note": {"checker": ALL, "reviewer": ALL, "editor": ALL},
    "draft": {"checker": "nqac"},
    "submit": {"checker": "c"},
    "recall": {"checker": ""},  # never of somebody else's verdict
    "second_check": {"reviewer": "r"},
    "approve": {"reviewer": "r"},
    "send_back": {"reviewer": "r", "editor": "r"},
    "overrule": {"editor": "rA"},
    "publish": {"editor": "A"},
    "correct": {"checker": "P", "editor": "P"},
    "keep": {"editor": ""},  # only while a correction runs
    "retract": {"editor": "P"},
    "confirm": {"reviewer": "rAPdwx", "editor": "rAPdwx"},
    "undo": dict.fromkeys(("checker", "reviewer", "editor"), "nqacrAPdwx"),  # of what they did just now
    "withdraw": {"machine": "nqacrAdwx"},
    "reappear": {"machine": "g"},
    "remind": {"machine": "nqacr"},
    "fall_due": {"machine": "nqacr"},
    "escalate": {"machine": "nqacr"},
}
TARGETS = {  # where an action leads; one that is not named here leaves the status as it is
    "accept": "queued", "dismiss": "dismissed", "rule_out": "not_checkable", "answer": "answered", "merge": "dismissed",
    "split": "dismissed", "reopen": "queued", "assign": "assigned", "take": "assigned", "release": "queued",
    "hand_over": "assigned", "start": "checking", "submit": "in_review", "recall": "checking", "approve": "approved",
    "send_back": "checking", "overrule": "approved", "publish": "published", "correct": "checking",
    "keep": "published", "retract": "queued", "withdraw": "gone", "reappear": "new",
}  # fmt: skip
ROLES = (Role.CHECKER, Role.REVIEWER, Role.EDITOR, Role.ADMIN, "none", "machine")


def expected(action: str, role: str) -> set[str]:
    """The statuses at which the role may do the action; an admin may what any person may."""
    rows = EXPECTED[action]
    if role == Role.ADMIN:
        letters = "".join(rows.get(r, "") for r in ("checker", "reviewer", "editor"))
    else:
        letters = rows.get(role, "")
    return {LETTERS[letter] for letter in letters}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def people() -> dict[str, User | None]:
    named: dict[str, User | None] = {role: person(role) for role in Role.values}
    return {**named, "none": person(), "machine": None}


@pytest.fixture
def claims(people: dict[str, User | None]) -> dict[str, Claim]:
    """A claim at every status, on which every condition holds that does not lie in the person."""
    RatingFactory()
    found = {status: claim_at(status, desk=DeskFactory()) for status in Status.values}
    for by in people.values():
        if by:
            VerdictFactory(claim=found[Status.CHECKING], drafted_by=by)
    return found


def done_before(claim: Claim, by: User | None) -> Event | None:
    """What the person could undo: they have changed the priority a moment ago."""
    told: dict[str, dict[str, str]] = {"before": {"priority": "3"}, "after": {"priority": "2"}}
    return history.record(Action.PRIORITISE, by=by, at=timezone.now(), claim=claim, **told) if by else None


def prepared(claim: Claim, action: str, by: User | None) -> Claim:
    """The claim in the person's own hands where it is in hands, ready for the action."""
    mine = by if claim.status in {Status.ASSIGNED, Status.CHECKING} else claim.assignee
    changed = timezone.now() if action == "confirm" else None
    if (claim.assignee, bool(claim.text_changed_at)) != (mine, bool(changed)):
        Claim.objects.filter(pk=claim.pk).update(assignee=mine, text_changed_at=changed)
        claim.assignee, claim.text_changed_at = mine, changed
    blind = action == "second_check"
    if claim.desk and claim.desk.blind_second_check is not blind:
        Desk.objects.filter(pk=claim.desk_id).update(blind_second_check=blind)
        claim.desk.blind_second_check = blind
    return copy(claim)


class Undo(Exception):
    """Takes back what a block of the test has written."""


def test_the_table_and_the_expectation_name_the_same_actions() -> None:
    assert set(EXPECTED) == {str(action) for action in lifecycle.TRANSITIONS}


def test_who_may_do_what_at_which_status(people: dict[str, User | None], claims: dict[str, Claim]) -> None:
    wrong = []
    for action, status, role in product(EXPECTED, Status.values, ROLES):
        claim = prepared(claims[status], action, people[role])
        if action == "undo":
            done_before(claim, people[role])
        words = lifecycle.refusal(claim, action, by=people[role])
        if (words is None) is not (status in expected(action, role)):
            wrong.append(f"{action} of {status} by {role}: {words}")
        assert words is None or len(words) > 15  # a reason that a person can read
    assert wrong == []


@pytest.mark.timeout(600)  # the full product of actions, statuses and roles: hundreds of journeys in one test
def test_perform_moves_what_the_table_allows_and_nothing_else(
    people: dict[str, User | None], claims: dict[str, Claim]
) -> None:
    now, reason = timezone.now(), ReasonFactory(kind="not_checkable")
    first = history.record(Action.NOTE, by=None, at=now)  # the chain has begun
    for action, status in product(EXPECTED, Status.values):
        for role in ROLES:
            by = people[role]
            claim = prepared(claims[status], action, by)
            version = claim.version
            if status not in expected(action, role):
                with pytest.raises(WorkflowError):
                    lifecycle.perform(claim, action, by=by, at=now, reason=reason)
                continue
            with suppress(Undo), transaction.atomic():
                undoes = done_before(claim, by) if action == "undo" else None
                lifecycle.perform(claim, action, by=by, at=now, undoes=undoes, reason=reason)
                event = Event.objects.order_by("-pk")[0]
                assert (event.action, event.claim, event.actor) == (action, claim, by)
                joint = lifecycle.TRANSITIONS[action].joint
                assert claim.version == version + (0 if joint else 1) == event.version
                assert event.after.get("status", status) == claim.status == (TARGETS.get(action) or status)
                raise Undo
        untouched = Claim.objects.get(pk=claims[status].pk)
        assert (untouched.status, untouched.version, untouched.reason) == (status, 1, claims[status].reason)
    assert Event.objects.get() == first


def test_a_wrong_role_is_told_apart_from_a_wrong_moment(people: dict[str, User | None]) -> None:
    claim = claim_at(Status.NEW)
    with pytest.raises(Forbidden, match="checker / editor"):
        lifecycle.ensure(claim, Action.ACCEPT, by=people[Role.REVIEWER])
    with pytest.raises(WorkflowError, match="not possible while the claim is “new”") as caught:
        lifecycle.ensure(claim, Action.SUBMIT, by=people[Role.CHECKER])
    assert not isinstance(caught.value, Forbidden)
    with pytest.raises(WorkflowError, match="no such action"):
        lifecycle.ensure(claim, "fly", by=people[Role.ADMIN])


def test_a_deactivated_person_may_nothing() -> None:
    former = person(*Role.values, is_active=False)
    assert all(lifecycle.available_actions(claim_at(Status.NEW), by=former).values())


def test_every_action_of_people_is_listed_with_its_reason(people: dict[str, User | None]) -> None:
    listed = lifecycle.available_actions(claim_at(Status.NEW), by=people[Role.CHECKER])
    assert listed["accept"] is None and "editor" in str(listed["assign"]) and "new" in str(listed["submit"])
    assert set(EXPECTED) - set(listed) == {"withdraw", "reappear", "remind", "fall_due", "escalate"}


def test_whoever_has_seen_an_older_version_is_told_what_happened_since() -> None:
    claim = claim_at(Status.NEW)
    tom, jana = person(Role.CHECKER, display_name="Tom"), person(Role.EDITOR, display_name="Jana")
    as_tom_saw_it = Claim.objects.get(pk=claim.pk)
    now = timezone.now()
    lifecycle.perform(claim, Action.ACCEPT, by=jana, at=now)
    lifecycle.perform(claim, Action.ASSIGN, by=jana, at=now, assignee=tom)
    with pytest.raises(Moved, match="Jana, “assigned”") as caught:
        lifecycle.perform(as_tom_saw_it, Action.DISMISS, by=tom, at=now)
    assert [(c.who, c.action, c.before, c.after) for c in caught.value.changes] == [
        ("Jana", Action.ACCEPT, "new", "queued"),
        ("Jana", Action.ASSIGN, "queued", "assigned"),
    ]
    assert caught.value.version == 3
    with pytest.raises(Moved):  # the same by the version of a form
        lifecycle.perform(claim, Action.DISMISS, by=tom, at=now, version=1)
    assert Claim.objects.get(pk=claim.pk).status == Status.ASSIGNED


def test_a_joint_action_does_not_disturb_somebody_elses_form() -> None:
    claim = claim_at(Status.CHECKING)
    seen = Claim.objects.get(pk=claim.pk)
    lifecycle.perform(claim, Action.NOTE, by=person(Role.REVIEWER), at=timezone.now())
    lifecycle.perform(seen, Action.RELEASE, by=person(Role.EDITOR), at=timezone.now(), assignee=None)
    assert seen.status == Status.QUEUED


def test_of_several_claims_those_that_refuse_stay_and_the_others_move() -> None:
    fresh, published = claim_at(Status.NEW), claim_at(Status.PUBLISHED)
    editor, now = person(Role.EDITOR), timezone.now()
    outcome = lifecycle.each(
        [fresh, published], lambda claim: lifecycle.perform(claim, Action.ACCEPT, by=editor, at=now)
    )
    assert outcome.done == [fresh] and [claim for claim, _error in outcome.refused] == [published]
    assert "published" in str(outcome.refused[0][1])
    assert Event.objects.count() == 1


def test_a_list_of_claims_costs_no_query_for_each(people: dict[str, User | None]) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            for claim in Claim.objects.with_what_decides():
                lifecycle.available_actions(claim, by=checker)
        return len(captured)

    checker = people[Role.CHECKER]
    assert checker is not None and checker.role_set
    for status in (Status.CHECKING, Status.IN_REVIEW):
        claim_at(status, assignee=checker)
    few = queries()
    for status in (Status.APPROVED, Status.PUBLISHED, Status.CHECKING, Status.QUEUED):
        claim_at(status)
    assert queries() == few <= 9


def test_what_is_loaded_for_the_list_does_not_linger(people: dict[str, User | None]) -> None:
    checker = people[Role.CHECKER]
    assert checker is not None
    claim = claim_at(Status.CHECKING, assignee=checker)
    assert lifecycle.available_actions(claim, by=checker)[Action.SUBMIT] is None
    Evidence.objects.all().delete()
    assert "independent origins" in str(lifecycle.available_actions(claim, by=checker)[Action.SUBMIT])
