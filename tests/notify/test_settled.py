"""Mails that have waited for a mail server ask for nothing that is settled by then."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from claims.choices import Carriage, ReasonKind, Role, Stage, Status
from claims.models import Article, ChatChannel, Claim, Notification, User
from claims.notices import article_failed
from claims.notify import outbox
from claims.tasks import drain_outbox
from claims.workflow import (
    assignment,
    correction,
    deadlines,
    publication,
    release,
    reminding,
    review,
    settled,
    triage,
)
from claims.workflow import verification as room
from tests.factories import DeskFactory, RevisionFactory, UserFactory
from tests.workflow.factories import ReasonFactory, claim_at, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Any:
    return DeskFactory(key="politik")


@pytest.fixture
def people(desk: Any) -> dict[str, User]:
    roles = {
        "tom": Role.CHECKER,
        "ida": Role.CHECKER,
        "jana": Role.REVIEWER,
        "paul": Role.REVIEWER,
        "mira": Role.EDITOR,
    }
    return {name: person(role, username=name, desks=[desk]) for name, role in roles.items()}


def submitted(people: dict[str, User], desk: Any, at: Any) -> Claim:
    claim = claim_at(Status.CHECKING, assignee=people["tom"], desk=desk)
    review.submit(claim, by=people["tom"], at=at)
    return claim


def waits(topic: str) -> dict[str, tuple[str, str]]:
    """State and reason of the mails of the topic, by reader."""
    rows = Notification.objects.filter(channel="email", topic=topic)
    return {row.recipient.username: (row.state, row.failure) for row in rows if row.recipient}


def later(at: Any) -> int:
    """The mail server is back after some hours; how many mails have left."""
    return outbox.drain(at + timedelta(hours=5), judge=settled.judge)


def test_after_an_outage_nobody_is_asked_for_a_second_check_of_what_is_decided(server, people, desk):
    at = timezone.now()
    claim = submitted(people, desk, at)
    server.stop()
    outbox.drain(at + timedelta(minutes=5), judge=settled.judge)
    assert waits("review_wanted")["paul"][0] == Carriage.WAITING
    review.approve(claim.verdicts.get(), by=people["jana"], at=at + timedelta(hours=1))
    server.start()
    later(at)
    asked = "The claim has been decided meanwhile."
    assert waits("review_wanted") == {
        "jana": (Carriage.DROPPED, asked),
        "paul": (Carriage.DROPPED, asked),
    }
    subjects = [mail["Subject"] for mail in server.mails]
    assert subjects and not any("Zweitprüfung" in subject for subject in subjects)
    assert later(at) == 0


def test_what_is_still_to_be_done_is_asked_for(server, people, desk):
    at = timezone.now()
    submitted(people, desk, at)
    assert later(at) == 2
    assert [mail["Subject"].split(":")[0] for mail in server.mails] == ["Zweitprüfung gesucht"] * 2


def test_a_review_that_was_taken_back_is_not_asked_for(server, people, desk):
    at = timezone.now()
    claim = submitted(people, desk, at)
    review.recall(claim.verdicts.get(), by=people["tom"], at=at)
    assert later(at) == 0
    assert waits("review_wanted")["jana"][1] == "What this asked for is no longer wanted."


def test_who_is_no_reviewer_any_more_is_not_asked_and_neither_is_who_has_left(server, people, desk):
    at = timezone.now()
    submitted(people, desk, at)
    people["jana"].grants.all().delete()
    User.objects.filter(pk=people["paul"].pk).update(is_active=False)
    assert later(at) == 0
    assert waits("review_wanted") == {
        "jana": (Carriage.DROPPED, "The person may no longer do what this asked for."),
        "paul": (Carriage.DROPPED, "The person has left."),
    }


def test_of_several_assigned_claims_the_settled_ones_say_so(server, people, desk):
    at = timezone.now()
    revision = RevisionFactory(article__desk=desk)
    kept, taken, dismissed = (claim_at(Status.QUEUED, desk=desk, revision=revision) for _ in range(3))
    assignment.assign_all([kept, taken, dismissed], to=people["tom"], by=people["mira"], at=at)
    taken.refresh_from_db()
    dismissed.refresh_from_db()
    assignment.assign(taken, to=people["ida"], by=people["mira"], at=at + timedelta(hours=1))
    triage.dismiss(
        dismissed,
        reason=ReasonFactory(kind=ReasonKind.DISMISS),
        by=people["mira"],
        at=at + timedelta(hours=1),
    )
    later(at)
    mail = next(m for m in server.mails if m["X-Factcheck-Topic"] == "assigned" and "tom@" in m["To"])
    words = mail.get_body(("plain",)).get_content()
    lines = [line for line in words.splitlines() if line.startswith("- „")]
    assert [line.split(" – ", 1)[1:] for line in lines if kept.quote in line] == [[]]
    assert any(line.endswith("– Die Behauptung liegt inzwischen in anderen Händen") for line in lines)
    assert any(line.endswith("– Über die Behauptung ist inzwischen entschieden") for line in lines)


def test_a_claim_that_went_to_somebody_else_is_no_longer_told_as_assigned(server, people, desk):
    at = timezone.now()
    claim = claim_at(Status.QUEUED, desk=desk)
    assignment.assign(claim, to=people["tom"], by=people["mira"], at=at)
    assignment.hand_over(claim, to=people["ida"], note="Bitte du", by=people["mira"], at=at)
    later(at)
    assert waits("assigned") == {"tom": (Carriage.DROPPED, "The claim is in other hands meanwhile.")}
    assert waits("handed_over")["ida"][0] == Carriage.DONE
    assert waits("taken_over")["tom"][0] == Carriage.DONE  # what has happened is told all the same


def test_what_lies_free_is_told_to_the_editors_only_as_long_as_it_does(server, people, desk):
    at = timezone.now()
    claim = claim_at(Status.ASSIGNED, assignee=people["tom"], desk=desk)
    assignment.release(claim, by=people["tom"], at=at)
    assignment.take(claim, by=people["ida"], at=at)
    assert later(at) == 0
    assert waits("released")["mira"][0] == Carriage.DROPPED


def test_a_published_verdict_is_not_asked_to_be_published_and_one_opened_again_not_called_agreed(
    server, people, desk
):
    at = timezone.now()
    claim = submitted(people, desk, at)
    review.approve(claim.verdicts.get(), by=people["jana"], at=at)
    claim.refresh_from_db()
    publication.publish(claim, by=person(Role.EDITOR), at=at)
    other = submitted(people, desk, at)
    review.approve(other.verdicts.get(), by=people["jana"], at=at)
    other.refresh_from_db()
    triage.reopen(other, by=people["mira"], at=at)
    later(at)
    rows = Notification.objects.filter(channel="email", topic__in=("to_publish", "approved"))
    told = {(row.topic, row.lines[0]["link"]): (row.state, row.failure) for row in rows}
    assert told == {
        ("to_publish", f"/claims/{claim.pk}/"): (
            Carriage.DROPPED,
            "What this asked for has been done meanwhile.",
        ),
        ("approved", f"/claims/{claim.pk}/"): (Carriage.DONE, ""),
        ("to_publish", f"/claims/{other.pk}/"): (
            Carriage.DROPPED,
            "What this asked for is no longer wanted.",
        ),
        ("approved", f"/claims/{other.pk}/"): (Carriage.DROPPED, "What this told no longer holds."),
    }


def test_a_verdict_sent_back_and_handed_in_again_needs_no_mail(server, people, desk):
    at = timezone.now()
    claim = submitted(people, desk, at)
    review.send_back(claim.verdicts.get(), note="Quelle fehlt", by=people["jana"], at=at)
    claim.refresh_from_db()
    review.submit(claim, by=people["tom"], at=at + timedelta(minutes=1))
    later(at)
    assert waits("sent_back")["tom"] == (Carriage.DROPPED, "What this asked for has been done meanwhile.")


def test_a_reminder_whose_time_was_put_off_is_not_sent(server, people, desk):
    at = timezone.now()
    claim = claim_at(Status.ASSIGNED, assignee=people["tom"], desk=desk)
    Claim.objects.filter(pk=claim.pk).update(due_at=at - timedelta(hours=3))
    deadlines.run_deadlines(at)
    deadlines.run_deadlines(at + timedelta(minutes=1))
    claim.refresh_from_db()
    assert claim.escalated_at
    assignment.set_due(claim, due_at=at + timedelta(days=3), by=people["mira"], at=at)
    assert later(at) == 0
    states = {**waits("overdue"), **waits("escalated")}
    assert set(states.values()) == {(Carriage.DROPPED, "What this asked for is no longer wanted.")}
    assert states.keys() == {"tom", "mira"}


def test_who_was_asked_to_clear_a_point_is_not_asked_once_it_is_cleared(server, people, desk):
    at = timezone.now()
    revision = RevisionFactory(article__desk=desk)
    claim = claim_at(Status.ASSIGNED, assignee=people["tom"], desk=desk, revision=revision)
    open_one = claim_at(Status.ASSIGNED, assignee=people["ida"], desk=desk, revision=revision)
    for one, to in ((claim, people["tom"]), (open_one, people["ida"])):
        reminding.remind(one, to=to, by=people["mira"], at=at)
    triage.dismiss(claim, reason=ReasonFactory(kind=ReasonKind.DISMISS), by=people["tom"], at=at)
    assert later(at) == 1
    assert waits("asked") == {
        "tom": (Carriage.DROPPED, "What this asked for has been done meanwhile."),
        "ida": (Carriage.DONE, ""),
    }
    Notification.objects.update(state=Carriage.WAITING, message_id="", sent_at=None)
    release.release(claim.article, by=people["mira"], at=at, override="Eilmeldung")
    later(at)
    assert waits("asked")["ida"][0] == Carriage.DROPPED


def test_an_answer_that_has_come_is_no_longer_missed(server, people, desk):
    at = timezone.now()
    claim = claim_at(Status.CHECKING, assignee=people["tom"], desk=desk)
    asked = room.confront(
        claim, person_asked="Meier", question="Stimmt das?", by=people["tom"], at=at,
        answer_due_at=at + timedelta(minutes=1),
    )  # fmt: skip
    deadlines.run_deadlines(at + timedelta(minutes=2))
    room.record_answer(asked, answer="Ja.", by=people["tom"], at=at + timedelta(minutes=3))
    assert later(at) == 0
    assert waits("answer_overdue")["tom"][0] == Carriage.DROPPED


def test_an_article_that_was_split_after_all_or_is_gone_is_not_told_as_failed(server, people, desk):
    at = timezone.now()
    for title in ("eins", "zwei"):
        revision = RevisionFactory(article__desk=desk, article__title=title, article__stage=Stage.FAILED)
        article_failed(revision.article, at=at)
    Article.objects.filter(title="eins").update(stage=Stage.READY, failed_stage="")
    gone = Article.objects.get(title="zwei")
    gone.revisions.all().delete()
    gone.delete()
    assert later(at) == 0
    assert {row.failure for row in Notification.objects.filter(channel="email")} == {
        "What this asked for has been done meanwhile.",
        "The claim or article is no longer there.",
    }


def test_what_a_desks_chat_is_asked_for_is_judged_too(chat_server, people, desk):
    at = timezone.now()
    ChatChannel.objects.create(desk=desk, kind="slack", url=f"{chat_server.url}/desk")
    claim = claim_at(Status.QUEUED, desk=desk)
    assignment.assign(claim, to=desk, by=people["mira"], at=at)
    assignment.take(claim, by=people["tom"], at=at)
    later(at)
    assert not chat_server.posts
    assert Notification.objects.get(channel="chat").state == Carriage.DROPPED


def test_the_clock_and_the_command_judge(server, people, desk):
    at = timezone.now() - timedelta(hours=1)
    claim = submitted(people, desk, at)
    review.recall(claim.verdicts.get(), by=people["tom"], at=at)
    drain_outbox()
    assert {state for state, _ in waits("review_wanted").values()} == {Carriage.DROPPED}
    Notification.objects.filter(channel="email").update(state=Carriage.WAITING, message_id="")
    call_command("drain")
    assert {state for state, _ in waits("review_wanted").values()} == {Carriage.DROPPED}
    assert not server.mails


def test_judging_asks_the_database_as_often_for_many_rows_as_for_one(
    people, desk, django_assert_max_num_queries
):
    at = timezone.now()
    for _ in range(8):
        submitted(people, desk, at)
    rows = list(
        Notification.objects.filter(channel="email", recipient=people["jana"]).select_related("recipient")
    )
    assert len(rows) == 8
    for some in (rows[:1], rows):
        with django_assert_max_num_queries(5):
            assert settled.judge(some) == {}


def test_what_was_dropped_is_forgotten_like_what_was_sent(db: None) -> None:
    at = timezone.now()
    old = at - timedelta(days=91)
    Notification.objects.create(
        recipient=UserFactory(), channel="email", topic="assigned", subject="x", text="y",
        state=Carriage.DROPPED, written_at=old, not_before=old,
    )  # fmt: skip
    assert outbox.forget_old(at, days=90) == 1


def test_the_admin_reads_what_was_dropped_and_why(client, people, desk, server):
    at = timezone.now()
    claim = submitted(people, desk, at)
    review.recall(claim.verdicts.get(), by=people["tom"], at=at)
    later(at)
    boss = person(Role.ADMIN)
    User.objects.filter(pk=boss.pk).update(is_staff=True, is_superuser=True)
    client.force_login(boss)
    page = client.get("/admin/claims/notification/?state=dropped", headers={"Accept-Language": "de"})
    words = page.content.decode()
    assert words.count("Worum es ging, wird nicht mehr gebraucht.") == 2
    assert "nicht mehr nötig" in words
    client.force_login(people["jana"])
    assert "Worum es ging" not in client.get("/settings/notices/").content.decode()


def test_what_went_out_is_not_told_once_it_was_corrected_or_retracted(server, people, desk):
    at = timezone.now()
    claim = submitted(people, desk, at)
    review.approve(claim.verdicts.get(), by=people["jana"], at=at)
    claim.refresh_from_db()
    publication.publish(claim, by=people["mira"], at=at)
    correction.correct(claim, note="Andere Zahl.", by=people["tom"], at=at)
    review.submit(claim, by=people["tom"], at=at)
    review.approve(claim.verdicts.get(number=2), by=people["jana"], at=at)
    claim.refresh_from_db()
    publication.publish(claim, by=people["mira"], at=at + timedelta(minutes=1))
    Notification.objects.filter(topic="published").update(not_before=at)
    outbox.drain(at, judge=settled.judge)
    assert waits("published")["tom"] == (Carriage.DROPPED, "What this told no longer holds.")
    publication.retract(claim, note="Quelle gefälscht.", by=people["mira"], at=at + timedelta(minutes=2))
    later(at)
    assert waits("corrected")["tom"] == (Carriage.DROPPED, "What this told no longer holds.")
    assert waits("retracted")["tom"] == (Carriage.DONE, "")
