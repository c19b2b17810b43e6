"""Whatever a person did to a claim a moment ago can be taken back: every row stands as it did before."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from claims import history
from claims.choices import Action, Status
from claims.errors import WorkflowError
from claims.models import (
    Claim,
    Confrontation,
    Event,
    Evidence,
    Fact,
    Match,
    Note,
    Notification,
    Verdict,
)
from claims.workflow import assignment, lately, lifecycle, marking, review, triage, verification
from claims.workflow.undo import undo
from tests.factories import ClaimFactory, FactFactory, MatchFactory, RevisionFactory
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import RatingFactory, ReasonFactory, SourceFactory, claim_at

pytestmark = pytest.mark.django_db
COUNTED = {"version", "changed_at"}  # what an undo leaves as a trace in the rows
Do = Callable[[Claim, Newsroom, datetime], Any]


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that an action may change, without the traces."""
    models = (Claim, Verdict, Evidence, Fact, Match, Note, Confrontation, Notification)
    found = {}
    for model in models:
        found[model.__name__] = [
            {**model_to_dict(row), **{f.name: getattr(row, f.name) for f in row._meta.concrete_fields}}
            for row in model.objects.order_by("pk")
        ]
        for row in found[model.__name__]:
            for name in COUNTED:
                row.pop(name, None)
    return found


def earlier(claim: Claim) -> Claim:
    return Claim.objects.filter(status=Status.APPROVED).get()


def second(claim: Claim) -> Claim:
    return Claim.objects.filter(article=claim.article).exclude(pk=claim.pk).get()


def verdict(claim: Claim) -> Verdict:
    return Verdict.objects.get(claim=claim)


# The action, the status at which it is done, who does it, and how.
STEPS: list[tuple[str, str, str, Do]] = [
    (Action.ACCEPT, Status.NEW, "checker", lambda c, n, at: triage.accept(c, by=n.checker, at=at)),
    (
        Action.DISMISS,
        Status.CHECKING,
        "checker",
        lambda c, n, at: triage.dismiss(c, reason=ReasonFactory(), by=n.checker, at=at),
    ),
    (
        Action.RULE_OUT,
        Status.ASSIGNED,
        "checker",
        lambda c, n, at: triage.rule_out(c, reason=ReasonFactory(kind="not_checkable"), by=n.checker, at=at),
    ),
    (
        Action.ANSWER,
        Status.CHECKING,
        "checker",
        lambda c, n, at: triage.answer(c, earlier=earlier(c), by=n.checker, at=at),
    ),
    (
        Action.MERGE,
        Status.CHECKING,
        "checker",
        lambda c, n, at: triage.merge(c, into=second(c), by=n.checker, at=at),
    ),
    (
        Action.EDIT,
        Status.CHECKING,
        "checker",
        lambda c, n, at: triage.reword(c, wording="Es sind 21.", by=n.checker, at=at),
    ),
    (
        Action.PRIORITISE,
        Status.QUEUED,
        "checker",
        lambda c, n, at: triage.prioritise(c, priority="1", by=n.checker, at=at),
    ),
    (Action.REOPEN, Status.APPROVED, "editor", lambda c, n, at: triage.reopen(c, by=n.editor, at=at)),
    (
        Action.CONFIRM,
        Status.APPROVED,
        "editor",
        lambda c, n, at: triage.confirm(c, by=n.editor, at=at),
    ),
    (
        Action.ASSIGN,
        Status.CHECKING,
        "editor",
        lambda c, n, at: assignment.assign(
            c, to=n.other, by=n.editor, at=at, due_at=at + timedelta(hours=1), note="Eilt"
        ),
    ),
    (Action.TAKE, Status.NEW, "checker", lambda c, n, at: assignment.take(c, by=n.checker, at=at)),
    (Action.TAKE_OVER, Status.CHECKING, "other", lambda c, n, at: assignment.take_over(c, by=n.other, at=at)),
    (Action.RELEASE, Status.CHECKING, "editor", lambda c, n, at: assignment.release(c, by=n.editor, at=at)),
    (
        Action.HAND_OVER,
        Status.CHECKING,
        "checker",
        lambda c, n, at: assignment.hand_over(c, to=n.other, note="Satzung fehlt", by=n.checker, at=at),
    ),
    (
        Action.SET_DUE,
        Status.CHECKING,
        "editor",
        lambda c, n, at: assignment.set_due(c, due_at=at + timedelta(hours=3), by=n.editor, at=at),
    ),
    (Action.START, Status.ASSIGNED, "checker", lambda c, n, at: verification.start(c, by=n.checker, at=at)),
    (
        Action.SUBMIT,
        Status.CHECKING,
        "checker",
        lambda c, n, at: review.submit(c, by=n.checker, at=at),
    ),
    (
        Action.RECALL,
        Status.IN_REVIEW,
        "checker",
        lambda c, n, at: review.recall(verdict(c), by=n.checker, at=at),
    ),
    (
        Action.APPROVE,
        Status.IN_REVIEW,
        "reviewer",
        lambda c, n, at: review.approve(verdict(c), by=n.reviewer, at=at, note="Gut."),
    ),
    (
        Action.SEND_BACK,
        Status.IN_REVIEW,
        "reviewer",
        lambda c, n, at: review.send_back(verdict(c), note="Welche Satzung?", by=n.reviewer, at=at),
    ),
    (
        Action.OVERRULE,
        Status.APPROVED,
        "editor",
        lambda c, n, at: review.overrule(
            verdict(c),
            because="Die Satzung gilt noch nicht.",
            rating=RatingFactory(key="true", order=2),
            rationale="Ab 2026.",
            by=n.editor,
            at=at,
        ),
    ),
]
JOINT: list[tuple[str, str, str, Do]] = [
    (
        Action.UNCITE,
        Status.CHECKING,
        "checker",
        lambda c, n, at: verification.uncite(c.evidence.first(), by=n.checker, at=at),
    ),
    (
        Action.TICK,
        Status.CHECKING,
        "checker",
        lambda c, n, at: verification.tick(c.facts.get(), state="wrong", by=n.checker, at=at),
    ),
    (
        Action.CONFRONT,
        Status.CHECKING,
        "checker",
        lambda c, n, at: verification.confront(c, person_asked="Amt", question="?", by=n.checker, at=at),
    ),
    (
        Action.RECORD_ANSWER,
        Status.CHECKING,
        "checker",
        lambda c, n, at: verification.record_answer(
            c.confrontations.get(), answer="Es sind 21.", by=n.checker, at=at
        ),
    ),
    (
        Action.REJECT_MATCH,
        Status.CHECKING,
        "checker",
        lambda c, n, at: triage.reject_match(c.matches.get(), by=n.checker, at=at),
    ),
]


@pytest.fixture
def at() -> datetime:
    return timezone.now()


def scene(status: str, action: str, newsroom: Newsroom, at: datetime) -> Claim:
    """A claim at the status, in the checker's hands where it is in hands, beside another one and an earlier check."""
    claim = claim_at(status, drafter=newsroom.checker)
    ClaimFactory(article=claim.article, revision=claim.revision, status=Status.QUEUED)
    answered = claim_at(Status.APPROVED) if action == Action.ANSWER else None
    MatchFactory(claim=claim, earlier=answered or claim_at(Status.NEW))
    FactFactory(claim=claim)
    ClaimFactory(article=claim.article, revision=claim.revision, merged_into=claim)
    Note.objects.create(claim=claim, author=newsroom.other, text="Siehe Satzung", written_at=at)
    if action == Action.RECORD_ANSWER:
        Confrontation.objects.create(claim=claim, person_asked="Amt", asked_at=at)
    if action == Action.CONFIRM:
        Claim.objects.filter(pk=claim.pk).update(text_changed_at=at)
    if action == Action.MERGE:
        Claim.objects.filter(article=claim.article, merged_into=claim).delete()
    claim.refresh_from_db()
    return claim


@pytest.mark.parametrize(("action", "status", "role", "do"), STEPS + JOINT)
def test_everything_stands_as_before_and_the_history_keeps_both(
    newsroom: Newsroom, at: datetime, action: str, status: str, role: str, do: Do
) -> None:
    ReasonFactory(), ReasonFactory(kind="not_checkable"), RatingFactory(key="true", order=2)
    claim = scene(status, action, newsroom, at)
    before, version, by = rows(), claim.version, getattr(newsroom, role)
    do(Claim.objects.get(pk=claim.pk), newsroom, at)
    assert rows() != before
    claim = Claim.objects.get(pk=claim.pk)
    assert lifecycle.available_actions(claim, by=by)[Action.UNDO] is None
    undo(claim, by=by, at=at + timedelta(minutes=2))
    assert rows() == before
    claim.refresh_from_db()
    assert claim.version == version + (0 if action in lately.THINGS else 2)
    first, last = claim.events.order_by("pk")
    assert (first.action, last.action, last.actor) == (action, Action.UNDO, by)
    assert (last.after["undone"], last.after["what"]) == (first.pk, action)
    assert history.verify().broken is None
    assert lifecycle.available_actions(claim, by=by)[Action.UNDO]
    with pytest.raises(WorkflowError, match="undone already"):
        undo(claim, event=first.pk, by=by, at=at)


def test_every_action_that_can_be_undone_is_tried_here() -> None:
    tried = {action for action, *_rest in STEPS + JOINT} | {Action.SPLIT, Action.CITE}
    assert tried == set(lately.UNDOABLE)
    lines = lifecycle.TRANSITIONS
    assert all(not lines[action].joint for action in lately.STEPS)
    assert all(lines[action].joint for action in lately.THINGS if action in lines)
    spoken = {Action.PUBLISH, Action.CORRECT, Action.KEEP, Action.RETRACT, Action.NOTE, Action.SECOND_CHECK}
    assert not spoken & lately.UNDOABLE


def test_evidence_that_was_added_no_longer_counts_but_stays_readable(
    newsroom: Newsroom, at: datetime
) -> None:
    claim = claim_at(Status.CHECKING, assignee=newsroom.checker)
    cited = verification.cite(claim, source=SourceFactory(), stance="refutes", by=newsroom.other, at=at)
    undo(claim, by=newsroom.other, at=at)
    cited.refresh_from_db()
    assert (cited.removed_by, cited.removed_at) == (newsroom.other, at)
    assert claim.evidence.standing().count() == 2


def split_claim(newsroom: Newsroom, at: datetime) -> tuple[Claim, list[Claim]]:
    text = "Die Stadt hat 21 Bäder, und der Eintritt kostet vier Euro."
    revision = RevisionFactory(text=text)
    claim = ClaimFactory(
        article=revision.article, revision=revision, quote=text, start=0, end=len(text), status=Status.CHECKING,
        assignee=newsroom.checker,
    )  # fmt: skip
    return claim, marking.split(claim, passages=[(0, 22), (24, len(text))], by=newsroom.checker, at=at)


def test_the_parts_of_a_split_claim_go_and_it_can_be_split_again(newsroom: Newsroom, at: datetime) -> None:
    claim, parts = split_claim(newsroom, at)
    undo(claim, by=newsroom.checker, at=at)
    claim.refresh_from_db()
    assert (claim.status, claim.assignee) == (Status.CHECKING, newsroom.checker)
    assert not Claim.objects.filter(split_from=claim).exists()
    assert claim.events.first().after["removed"] == [part.number for part in parts]  # type: ignore[union-attr]
    assert Event.objects.filter(action=Action.MARK, claim=None).count() == 2
    assert history.verify().broken is None
    marking.split(claim, passages=[(0, 22), (24, 50)], by=newsroom.checker, at=at + timedelta(minutes=1))
    assert claim.split_into.count() == 2


def test_a_part_that_somebody_works_on_keeps_the_split(newsroom: Newsroom, at: datetime) -> None:
    claim, parts = split_claim(newsroom, at)
    verification.note(parts[0], text="Stimmt das?", by=newsroom.other, at=at)
    with pytest.raises(WorkflowError, match="gone on with a part"):
        undo(claim, by=newsroom.checker, at=at)
    assert claim.split_into.count() == 2
    assert Claim.objects.get(pk=claim.pk).status == Status.DISMISSED
