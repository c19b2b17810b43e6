"""Given, taken, handed over, distributed, released; and what people are told of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from claims.choices import Action, Role, Status
from claims.errors import Forbidden, Invalid, Moved, WorkflowError
from claims.models import Article, Claim, Desk, Event, Notification, User
from claims.workflow import assignment, lifecycle, several
from tests.factories import DeskFactory
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import claim_at, person


def told(recipient: User) -> set[str]:
    """The topics in the person's list."""
    return set(
        Notification.objects.filter(recipient=recipient, channel="in_app").values_list("topic", flat=True)
    )


def test_an_assigned_claim_has_owner_due_time_and_note_and_the_owner_is_told(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.QUEUED), timezone.now()
    due = now + timedelta(hours=3)
    Claim.objects.filter(pk=claim.pk).update(reminded_at=now, overdue_at=now, escalated_at=now)
    assignment.assign(
        claim, to=newsroom.checker, by=newsroom.editor, at=now, due_at=due, note="Eilt", version=1
    )
    assert (claim.status, claim.assignee, claim.due_at, claim.version) == (
        Status.ASSIGNED,
        newsroom.checker,
        due,
        2,
    )
    assert (claim.reminded_at, claim.overdue_at, claim.escalated_at) == (None, None, None)
    assert told(newsroom.checker) == {"assigned"} and told(newsroom.editor) == set()
    assert Event.objects.get(claim=claim).why == "Eilt"


def test_a_desks_pool_takes_a_claim_and_its_people_take_it_from_there(newsroom: Newsroom) -> None:
    claim, desk, now = claim_at(Status.QUEUED), DeskFactory(), timezone.now()
    assignment.assign(claim, to=desk, by=newsroom.editor, at=now)
    assert (claim.status, claim.assignee, claim.desk) == (Status.ASSIGNED, None, desk)
    assignment.take(claim, by=newsroom.checker, at=now)
    assert claim.assignee == newsroom.checker
    with pytest.raises(WorkflowError, match="in the hands of Jana"):
        assignment.take(claim, by=newsroom.other, at=now)


@pytest.mark.parametrize("status", [Status.ASSIGNED, Status.CHECKING])
def test_a_claim_in_other_hands_is_taken_over_as_it_stands_and_the_one_who_had_it_is_told(
    newsroom: Newsroom, status: str
) -> None:
    claim, now = claim_at(status, assignee=newsroom.checker), timezone.now()
    with pytest.raises(Forbidden):
        assignment.take_over(claim, by=person(Role.REVIEWER), at=now)
    assignment.take_over(claim, by=newsroom.other, at=now)
    claim.refresh_from_db()
    assert (claim.status, claim.assignee) == (status, newsroom.other)
    assert told(newsroom.checker) == {"taken_over"} and told(newsroom.other) == set()
    event = Event.objects.get(claim=claim)
    assert (event.action, event.actor) == (Action.TAKE_OVER, newsroom.other)
    with pytest.raises(WorkflowError, match="yours already"):
        assignment.take_over(claim, by=newsroom.other, at=now)
    assignment.release(claim, by=newsroom.other, at=now)
    with pytest.raises(WorkflowError):
        assignment.take_over(claim, by=newsroom.checker, at=now)
    pool = claim_at(Status.ASSIGNED)
    Claim.objects.filter(pk=pool.pk).update(assignee=None)
    pool.refresh_from_db()
    assert "Nobody has it" in str(lifecycle.refusal(pool, Action.TAKE_OVER, by=newsroom.other))


def unfit_people(now: datetime) -> dict[str, User]:
    return {
        "deactivated": person(Role.CHECKER, is_active=False),
        "no checker": person(Role.REVIEWER),
        "absent": person(Role.CHECKER, absent_from=now - timedelta(hours=1)),
    }


@pytest.mark.parametrize("why", ["deactivated", "no checker", "absent"])
def test_nobody_unfit_gets_a_claim(newsroom: Newsroom, why: str) -> None:
    now = timezone.now()
    unfit, claim = unfit_people(now)[why], claim_at(Status.CHECKING, assignee=newsroom.checker)
    with pytest.raises(Invalid, match=why) as caught:
        assignment.assign(claim, to=unfit, by=newsroom.editor, at=now)
    with pytest.raises(Invalid, match=why):
        assignment.hand_over(claim, to=unfit, note="bitte", by=newsroom.checker, at=now)
    with pytest.raises(Invalid, match=why):
        assignment.assign_all([claim], to=unfit, by=newsroom.editor, at=now)
    assert caught.value.field == "to"
    claim.refresh_from_db()
    assert (claim.assignee, claim.version) == (newsroom.checker, 1) and not Event.objects.exists()


@pytest.mark.parametrize("due", [datetime(2024, 11, 5, 16, tzinfo=UTC), datetime(2099, 1, 1)])  # noqa: DTZ001 - that is the fault
def test_a_due_time_lies_ahead_and_has_a_time_zone(newsroom: Newsroom, due: datetime) -> None:
    claim, now = claim_at(Status.QUEUED), timezone.now()
    with pytest.raises(Invalid):
        assignment.assign(claim, to=newsroom.checker, by=newsroom.editor, at=now, due_at=due)
    with pytest.raises(Invalid) as caught:
        assignment.set_due(claim, due_at=due, by=newsroom.editor, at=now)
    assert caught.value.field == "due_at"
    assert Claim.objects.get(pk=claim.pk).due_at is None


def test_of_many_claims_at_once_those_that_allow_it_are_given_in_one_go(newsroom: Newsroom) -> None:
    claims, now = [claim_at(Status.QUEUED) for _ in range(20)], timezone.now()
    published = claim_at(Status.PUBLISHED)
    outcome = assignment.assign_all([*claims, published], to=newsroom.checker, by=newsroom.editor, at=now)
    assert outcome.done == claims and [claim for claim, _ in outcome.refused] == [published]
    assert Claim.objects.filter(assignee=newsroom.checker, status=Status.ASSIGNED).count() == 20
    assert told(newsroom.checker) == {"assigned"}


def test_take_next_takes_the_most_pressing_free_claim_of_ones_desks(newsroom: Newsroom) -> None:
    desk, other, now = DeskFactory(), DeskFactory(), timezone.now()
    newsroom.checker.desks.set([desk])
    later = claim_at(Status.QUEUED, desk=desk, due_at=now + timedelta(hours=2))
    sooner = claim_at(Status.QUEUED, desk=desk, due_at=now + timedelta(hours=1))
    claim_at(Status.QUEUED, desk=other, priority="1")
    claim_at(Status.ASSIGNED, desk=desk, assignee=newsroom.other, priority="1")
    high = claim_at(Status.QUEUED, desk=desk, priority="1", due_at=now + timedelta(days=1))
    taken = [assignment.take_next(by=newsroom.checker, at=now) for _ in range(4)]
    assert taken == [high, sooner, later, None]
    claim_at(Status.QUEUED)
    with pytest.raises(Forbidden):
        assignment.take_next(by=newsroom.reviewer, at=now)


def test_a_claim_is_handed_over_with_a_note(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.CHECKING, assignee=newsroom.checker), timezone.now()
    with pytest.raises(Invalid, match="note"):
        assignment.hand_over(claim, to=newsroom.other, note=" ", by=newsroom.checker, at=now)
    with pytest.raises(Invalid, match="Jana has this"):
        assignment.hand_over(claim, to=newsroom.checker, note="x", by=newsroom.editor, at=now)
    with pytest.raises(WorkflowError, match="hands of Jana"):
        assignment.hand_over(claim, to=newsroom.other, note="meins", by=newsroom.other, at=now)
    assignment.hand_over(claim, to=newsroom.other, note="Satzung fehlt noch", by=newsroom.checker, at=now)
    assert (claim.assignee, claim.status) == (newsroom.other, Status.ASSIGNED)
    assert told(newsroom.other) == {"handed_over"}
    assert claim.verdicts.get().drafted_by == newsroom.checker  # the draft stays


def test_what_is_released_waits_for_somebody(newsroom: Newsroom) -> None:
    claim, now = claim_at(Status.CHECKING, assignee=newsroom.checker), timezone.now()
    seen_by_editor = Claim.objects.get(pk=claim.pk)
    assignment.release(claim, by=newsroom.checker, at=now, why="keine Zeit")
    assert (claim.status, claim.assignee) == (Status.QUEUED, None)
    with pytest.raises(Moved):
        assignment.assign(seen_by_editor, to=newsroom.other, by=newsroom.editor, at=now)


def test_an_articles_slot_moves_the_claims_that_inherited_it(newsroom: Newsroom) -> None:
    now = timezone.now()
    first, later = now + timedelta(hours=1), now + timedelta(hours=5)
    inherited = claim_at(Status.QUEUED, due_at=first)
    article = inherited.article
    own = claim_at(Status.QUEUED, revision=inherited.revision, due_at=first + timedelta(minutes=1))
    decided = claim_at(Status.APPROVED, revision=inherited.revision, due_at=first)
    Article.objects.filter(pk=article.pk).update(due_at=first)
    assignment.set_due_of_article(article, due_at=later, by=newsroom.editor, at=now)
    due = {c.pk: c.due_at for c in Claim.objects.all()}
    assert (article.due_at, due[inherited.pk], due[own.pk], due[decided.pk]) == (
        later,
        later,
        own.due_at,
        first,
    )
    with pytest.raises(Forbidden):
        assignment.set_due_of_article(article, due_at=None, by=newsroom.checker, at=now)


# -- Distribution -----------------------------------------------------------------------------------


def spread() -> dict[str, int]:
    rows = Claim.objects.filter(status=Status.ASSIGNED).values_list("assignee__username", flat=True)
    return {name: list(rows).count(name) for name in set(rows)}


def test_open_claims_go_to_those_of_the_desk_with_least_to_do(newsroom: Newsroom) -> None:
    desk, now = DeskFactory(open_at_most=3), timezone.now()
    for checker in (newsroom.checker, newsroom.other):
        checker.desks.set([desk])
    person(Role.CHECKER)  # of no desk
    claim_at(Status.CHECKING, assignee=newsroom.checker)
    claims = [claim_at(Status.QUEUED, desk=desk) for _ in range(6)]
    outcome = assignment.distribute(claims, by=newsroom.editor, at=now)
    assert spread() == {"jana": 2, "tom": 3} and len(outcome.done) == 5
    assert "enough to do" in str(outcome.refused[0][1])
    assert told(newsroom.checker) == told(newsroom.other) == {"assigned"}


def test_by_load_alone_desks_do_not_count(newsroom: Newsroom) -> None:
    claims = [claim_at(Status.QUEUED, desk=DeskFactory()) for _ in range(4)]
    Claim.objects.update(priority="3")
    Claim.objects.filter(pk=claims[3].pk).update(priority="1")
    refused = assignment.distribute(
        claims, by=newsroom.editor, at=timezone.now(), among=[newsroom.checker]
    ).refused
    assert all("No checker of the desk" in str(error) for _, error in refused) and len(refused) == 4
    claims = list(Claim.objects.order_by("pk"))
    among = [newsroom.checker, newsroom.other]
    done = assignment.distribute(
        claims, by=newsroom.editor, at=timezone.now(), among=among, of_desk=False
    ).done
    assert done[0].priority == "1" and spread() == {"jana": 2, "tom": 2}


def test_absent_and_deactivated_people_get_nothing_and_checkers_do_not_distribute(newsroom: Newsroom) -> None:
    now = timezone.now()
    unfit_people(now)
    assignment.be_absent(newsroom.other, since=now, until=None, by=newsroom.other, at=now)
    assignment.distribute(
        [claim_at(Status.QUEUED) for _ in range(3)], by=newsroom.editor, at=now, of_desk=False
    )
    assert spread() == {"jana": 3}
    with pytest.raises(Forbidden):
        assignment.distribute([], by=newsroom.checker, at=now)


# -- Absence ----------------------------------------------------------------------------------------


def test_an_absent_persons_work_is_offered_again_and_the_rest_stays(newsroom: Newsroom) -> None:
    now = timezone.now()
    held = [claim_at(status, assignee=newsroom.checker) for status in (Status.ASSIGNED, Status.CHECKING)]
    in_review = claim_at(Status.IN_REVIEW, assignee=newsroom.checker)
    someone_elses = claim_at(Status.CHECKING, assignee=newsroom.other)
    released = assignment.be_absent(newsroom.checker, since=now, until=None, by=newsroom.editor, at=now)
    assert released == held
    rows = {c.pk: (c.status, c.assignee) for c in Claim.objects.all()}
    assert [rows[c.pk] for c in held] == [(Status.QUEUED, None)] * 2
    assert rows[in_review.pk] == (Status.IN_REVIEW, newsroom.checker)
    assert rows[someone_elses.pk] == (Status.CHECKING, newsroom.other)
    event = Event.objects.filter(claim=held[0]).get()
    assert (event.action, event.actor, event.why) == (Action.RELEASE, None, "Jana is absent.")
    assignment.be_absent(newsroom.checker, since=None, until=None, by=newsroom.checker, at=now)
    assert not newsroom.checker.is_absent(now)


def test_an_absence_is_entered_by_oneself_or_an_editor_and_ends_after_it_begins(newsroom: Newsroom) -> None:
    now = timezone.now()
    with pytest.raises(Forbidden):
        assignment.be_absent(newsroom.checker, since=now, until=None, by=newsroom.other, at=now)
    for since, until in ((now, now), (None, now)):
        with pytest.raises(Invalid):
            assignment.be_absent(newsroom.checker, since=since, until=until, by=newsroom.checker, at=now)
    later = now + timedelta(days=1)
    assert assignment.be_absent(newsroom.checker, since=later, until=None, by=newsroom.checker, at=now) == []
    assert Desk.objects.count() == 0 and Event.objects.filter(action=Action.BE_ABSENT).count() == 1


def test_whoever_loses_a_claim_to_an_editor_is_told_once(newsroom: Newsroom) -> None:
    at = timezone.now()
    article = claim_at(Status.NEW).article
    claims = [claim_at(Status.CHECKING, assignee=newsroom.checker, article=article) for _each in range(2)]
    assignment.assign_all(claims, to=newsroom.other, by=newsroom.editor, at=at, note="Jana ist krank")
    told = Notification.objects.filter(recipient=newsroom.checker, topic="taken_over", channel="in_app")
    assert [len(row.lines) for row in told] == [2]
    assert "Jana ist krank" in told[0].text
    third = claim_at(Status.CHECKING, assignee=newsroom.checker)
    assignment.release(third, by=newsroom.editor, at=at, why="Das Ressort übernimmt")
    assert "freigegeben" in told.order_by("-pk")[0].text
    fourth = claim_at(Status.CHECKING, assignee=newsroom.checker)
    assignment.release(fourth, by=newsroom.checker, at=at)  # nobody is told of what they did themselves
    assignment.distribute([claim_at(Status.NEW)], by=newsroom.editor, at=at, of_desk=False)
    assert told.all().count() == 2


def test_whoever_had_claims_that_are_given_back_together_is_told_once(newsroom: Newsroom) -> None:
    first = claim_at(Status.CHECKING, assignee=newsroom.checker)
    held = [first, claim_at(Status.CHECKING, assignee=newsroom.checker, revision=first.revision)]
    several.release(held, by=newsroom.editor, at=timezone.now())
    told = Notification.objects.get(recipient=newsroom.checker, topic="taken_over", channel="in_app")
    assert len(told.lines) == 2
