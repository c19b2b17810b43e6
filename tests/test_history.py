"""The chain over the history: what breaks it, what does not, and many writers at once."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone, translation

from claims import history
from claims.choices import Action, Role, Status
from claims.models import ChainHead, Claim, Event
from claims.workflow import lifecycle, publication
from tests.factories import ArticleFactory, ClaimFactory, UserFactory
from tests.workflow.factories import claim_at, person


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def five_events() -> list[Event]:
    claim, by = ClaimFactory(), UserFactory(display_name="Jana")
    return [
        history.record(Action.NOTE, by=by, at=timezone.now(), claim=claim, after={"note": n}, why="äöü\n")
        for n in range(5)
    ]


def broken_at() -> int | None:
    found = history.verify()
    return found.broken.event_id if found.broken else None


@pytest.mark.django_db
def test_an_untouched_history_holds_and_names_its_end() -> None:
    events = five_events()
    found = history.verify()
    assert (found.broken, found.checked, found.head) == (None, 5, events[-1].hash)
    assert events[0].previous_hash == history.GENESIS
    assert history.verify(since=events[2].pk).checked == 2
    assert history.verify(expect=events[1].hash).broken is None
    assert history.verify(expect="0f" * 32).broken is not None
    head = ChainHead.objects.get()
    assert (head.length, head.event_id) == (5, events[-1].pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"actor_name": "Tom"}, {"action": Action.APPROVE}, {"why": ""}, {"after": {"note": 7}}, {"before": {"x": 1}},
        {"at": timezone.now() - timedelta(days=1)}, {"subject": "A-1 C-9"}, {"version": 9}, {"previous_hash": "1" * 64},
        {"hash": "2" * 64}, {"hash": ""},
    ],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_a_changed_line_is_named(change: dict[str, object]) -> None:
    events = five_events()
    Event.objects.filter(pk=events[2].pk).update(**change)
    assert broken_at() == events[2].pk


@pytest.mark.django_db
def test_a_line_moved_to_another_claim_is_named() -> None:
    events = five_events()
    Event.objects.filter(pk=events[1].pk).update(claim=ClaimFactory())
    assert broken_at() == events[1].pk


@pytest.mark.django_db
def test_removed_lines_are_noticed_wherever_they_stood() -> None:
    events = five_events()
    events[0].delete()
    assert broken_at() == events[1].pk
    Event.objects.all().delete()
    assert history.verify().broken is not None
    more = five_events()
    more[2].delete()
    assert broken_at() == more[0].pk  # what it follows is gone


@pytest.mark.django_db
def test_a_removed_last_line_is_noticed() -> None:
    events = five_events()
    events[-1].delete()
    assert broken_at() == events[-2].pk


@pytest.mark.django_db
def test_a_recomputed_line_breaks_the_next_one() -> None:
    events = five_events()
    events[1].why = "nothing happened"
    events[1].hash = history.digest_of(events[1])
    events[1].save()
    assert broken_at() == events[2].pk


@pytest.mark.django_db
def test_a_history_replaced_as_a_whole_shows_against_a_hash_written_down() -> None:
    written_down = five_events()[-1].hash
    Event.objects.all().delete()
    ChainHead.objects.all().delete()
    five_events()
    assert history.verify().broken is None
    assert history.verify(expect=written_down).broken is not None


@pytest.mark.django_db
def test_people_claims_and_articles_may_go_without_breaking_it() -> None:
    event = five_events()[0]
    assert event.claim is not None and event.article is not None and event.actor is not None
    subject = f"A-{event.article.pk} C-{event.claim.pk}"
    article = event.article
    event.actor.delete()
    event.claim.delete()
    article.delete()
    event.refresh_from_db()
    assert (event.actor, event.claim, event.article, event.actor_name) == (None, None, None, "Jana")
    assert event.subject == subject
    assert broken_at() is None


@pytest.mark.django_db
def test_lines_from_before_the_chain_are_no_break() -> None:
    Event.objects.create(at=timezone.now(), actor_name="x", action=Action.NOTE)
    five_events()
    assert broken_at() is None
    late = Event.objects.create(at=timezone.now(), actor_name="x", action=Action.NOTE)
    assert broken_at() == late.pk


@pytest.mark.django_db
def test_a_lost_end_is_found_again() -> None:
    five_events()
    ChainHead.objects.all().delete()
    assert history.verify().broken is not None
    history.record(Action.NOTE, by=None, at=timezone.now(), article=ArticleFactory())
    assert history.verify().broken is None


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_gap() -> None:
    five_events()
    claim = claim_at(Status.NEW)

    def interrupted() -> None:
        with history.writing():
            lifecycle.perform(claim, Action.ACCEPT, by=person(Role.EDITOR), at=timezone.now())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    claim.refresh_from_db()
    assert claim.status == Status.NEW and history.verify().checked == 5 and broken_at() is None


@pytest.mark.django_db
def test_the_command_says_what_holds_and_ends_with_an_error_at_the_first_break() -> None:
    events, out = five_events(), StringIO()
    call_command("verify_history", stdout=out)
    assert "5 events hold" in out.getvalue() and events[-1].hash in out.getvalue()
    Event.objects.filter(pk=events[3].pk).update(why="x")
    with pytest.raises(CommandError, match=rf"Event {events[3].pk} .*Jana.*C-\d+.* The 3 events"):
        call_command("verify_history")


@pytest.mark.django_db
def test_a_published_check_changed_behind_our_back_is_named() -> None:
    claim = claim_at(Status.APPROVED)
    verdict = publication.publish(claim, by=person(Role.EDITOR), at=timezone.now())
    call_command("verify_history", stdout=StringIO())
    verdict.published_as["rationale"] = "Something else."
    verdict.save()
    with pytest.raises(CommandError, match=f"Verdict {verdict.pk}"):
        call_command("verify_history")


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_lose_nothing_and_keep_the_chain_whole() -> None:
    claims = [claim_at(Status.NEW) for _ in range(8)]
    editor, now, failures = person(Role.EDITOR), timezone.now(), []

    def work(claim: Claim) -> None:
        try:
            for action in (Action.ACCEPT, Action.PRIORITISE, Action.NOTE, Action.SET_DUE):
                lifecycle.perform(claim, action, by=editor, at=now)
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(claim,)) for claim in claims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert history.verify().checked == 32 and broken_at() is None
    assert set(Claim.objects.values_list("status", "version")) == {(Status.QUEUED, 4)}


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_wins_and_the_other_is_told() -> None:
    claim, start = claim_at(Status.QUEUED), threading.Barrier(4)
    people = [person(Role.CHECKER) for _ in range(4)]
    outcomes: list[str] = []

    def take(number: int) -> None:
        mine = Claim.objects.get(pk=claim.pk)
        start.wait()
        try:
            lifecycle.perform(
                mine, Action.TAKE, by=people[number], at=timezone.now(), assignee=people[number]
            )
            outcomes.append("won")
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Moved", "Moved", "Moved", "won"]
    assert Event.objects.filter(claim=claim).count() == 1
