"""The outbox against a real SMTP server that dies, comes back, refuses and forgets."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from claims.choices import Carriage
from claims.models import Notification
from claims.notify import outbox
from claims.tasks import drain_outbox
from tests.factories import UserFactory
from tests.notify.letters import COLLECTED, DIGEST, post


def states() -> list[str]:
    return sorted(Notification.objects.exclude(channel="in_app").values_list("state", flat=True))


@pytest.mark.django_db
class TestSending:
    def test_what_is_sent_is_sent_once_and_noted(self, server):
        at = timezone.now()
        (row,) = post(UserFactory(), at=at)
        assert outbox.drain(at) == 1
        assert outbox.drain(at) == outbox.drain(at + timedelta(days=1)) == 0
        row.refresh_from_db()
        assert (row.state, row.tries, row.failure) == (Carriage.DONE, 1, "")
        assert row.sent_at is not None and server.mails[0]["Message-ID"] == f"<{row.message_id}>"

    def test_two_hundred_assignments_make_one_mail_for_each_person(self, server):
        at = timezone.now()
        people = [UserFactory(), UserFactory()]
        for number in range(200):
            moment = at + timedelta(seconds=number)
            post(people[number % 2], at=moment, usual=COLLECTED, thread=f"article-{number % 7}")
        assert outbox.drain(at + timedelta(minutes=4)) == 0
        assert outbox.drain(at + timedelta(minutes=5, seconds=1)) == 2
        assert states() == [Carriage.DONE] * 200
        assert {mail["To"].addresses[0].addr_spec for mail in server.mails} == {p.email for p in people}
        assert outbox.drain(at + timedelta(hours=1)) == 0

    def test_two_hundred_at_once_make_one_mail_too(self, server):
        at = timezone.now()
        person = UserFactory()
        for _ in range(200):
            post(person, at=at)
        assert outbox.drain(at) == 1
        assert server.mails[0]["Subject"] == "Von Mira König zugeteilt, bitte prüfen (200)"

    def test_many_mails_go_through_one_connection(self, server):
        at = timezone.now()
        for _ in range(20):
            post(UserFactory(), at=at)
        assert outbox.drain(at) == 20
        assert server.sessions == 1

    def test_different_rhythms_do_not_wait_for_each_other(self, server):
        at = timezone.now()
        person = UserFactory()
        post(person, at=at, usual=COLLECTED)
        post(person, at=at, subject="Sofort")
        post(person, at=at, usual=DIGEST)
        assert outbox.drain(at) == 1
        assert [mail["Subject"] for mail in server.mails] == ["Sofort"]
        assert outbox.drain(at + timedelta(minutes=5)) == 1
        assert outbox.drain(at + timedelta(days=1)) == 1
        assert server.mails[2]["Subject"].startswith("Ihr Morgenüberblick: Zugeteilt")

    def test_who_leaves_before_the_mail_does_gets_none(self, server):
        at = timezone.now()
        gone, away, here = UserFactory(), UserFactory(), UserFactory()
        for person in (gone, away, here):
            post(person, at=at)
        type(gone).objects.filter(pk=gone.pk).update(is_active=False)
        type(away).objects.filter(pk=away.pk).update(absent_from=at)
        assert outbox.drain(at) == 1
        assert [mail["To"].addresses[0].addr_spec for mail in server.mails] == [here.email]
        failures = dict(
            Notification.objects.filter(state=Carriage.GIVEN_UP).values_list("recipient__username", "failure")
        )
        assert failures == {
            gone.username: "The person has left.",
            away.username: "The person is away; it stands in the dashboard.",
        }

    def test_the_task_and_the_command_send_and_tell(self, server, capsys):
        post(UserFactory(), at=timezone.now())
        drain_outbox()
        assert len(server.mails) == 1
        post(UserFactory(), at=timezone.now())
        call_command("drain")
        assert len(server.mails) == 2
        assert "1 sent, 0 waiting, 0 given up" in capsys.readouterr().out


@pytest.mark.django_db
class TestTrouble:
    def test_a_dead_server_loses_nothing(self, server):
        at = timezone.now()
        server.stop()
        rows = [post(UserFactory(), at=at)[0] for _ in range(5)]
        assert outbox.drain(at) == 0
        rows[0].refresh_from_db()
        assert (rows[0].state, rows[0].tries) == (Carriage.WAITING, 0)
        assert rows[0].next_try_at == at + timedelta(minutes=1)
        assert "cannot be reached" in rows[0].failure
        server.start()
        assert outbox.drain(at + timedelta(seconds=30)) == 0
        assert outbox.drain(at + timedelta(minutes=1)) == 5
        assert states() == [Carriage.DONE] * 5
        assert not Notification.objects.exclude(failure="").exists()

    def test_a_server_killed_in_the_middle_loses_and_doubles_nothing(self, server):
        at = timezone.now()
        for _ in range(6):
            post(UserFactory(), at=at)
        server.die_after = 3
        assert outbox.drain(at) == 3
        assert states().count(Carriage.DONE) == 3
        server.stop()
        assert outbox.drain(at + timedelta(minutes=1)) == 0
        server.die_after = None
        server.start()
        assert outbox.drain(at + timedelta(minutes=10)) == 3
        readers = [mail["To"].addresses[0].addr_spec for mail in server.mails]
        assert len(readers) == len(set(readers)) == 6
        assert states() == [Carriage.DONE] * 6

    def test_a_mail_refused_for_now_is_tried_again_later_and_later_and_then_given_up(self, server, caplog):
        at = timezone.now()
        person = UserFactory()
        server.refuse[person.email] = "451 4.3.0 mailbox busy"
        (row,) = post(person, at=at)
        waits, ids = [], set()
        for _ in range(outbox.MOST_TRIES):
            assert outbox.drain(at) == 0
            row.refresh_from_db()
            ids.add(row.message_id)
            if row.next_try_at:
                assert outbox.drain(row.next_try_at - timedelta(seconds=1)) == 0
                waits.append((row.next_try_at - at) // timedelta(minutes=1))
                at = row.next_try_at
        assert waits == [1, 5, 15, 60, 180, 360, 720, 1440]
        assert (row.state, row.tries) == (Carriage.GIVEN_UP, 9)
        assert "451" in row.failure and "mailbox busy" in row.failure
        assert len(ids) == 1
        assert "given up after 9 tries" in caplog.text
        assert outbox.drain(at + timedelta(days=9)) == 0

    def test_what_was_given_up_can_be_sent_again(self, server, capsys):
        at = timezone.now()
        person = UserFactory()
        server.refuse[person.email] = "550 5.1.1 unknown here"
        (row,) = post(person, at=at)
        outbox.drain(at)
        row.refresh_from_db()
        assert (row.state, row.tries) == (Carriage.GIVEN_UP, 1)
        assert "550" in row.failure
        server.refuse.clear()
        call_command("drain", "--again")
        assert "1 given another chance\n1 sent, 0 waiting, 0 given up" in capsys.readouterr().out
        assert len(server.mails) == 1

    def test_one_refused_mail_holds_up_no_other(self, server):
        at = timezone.now()
        people = [UserFactory() for _ in range(3)]
        server.refuse[people[0].email] = "550 unknown"
        for person in people:
            post(person, at=at)
        assert outbox.drain(at) == 2
        assert server.sessions == 1

    def test_a_sender_that_died_is_replaced_with_the_same_message(self, server):
        at = timezone.now()
        (row,) = post(UserFactory(), at=at)
        outbox.drain(at)  # the mail has left ...
        Notification.objects.filter(pk=row.pk).update(state=Carriage.CLAIMED, sent_at=None)  # ... unnoted
        assert outbox.drain(at + outbox.CLAIM_LIFE - timedelta(seconds=1)) == 0
        assert outbox.drain(at + outbox.CLAIM_LIFE) == 1
        first, second = server.mails
        assert first["Message-ID"] == second["Message-ID"]
        row.refresh_from_db()
        assert (row.state, row.tries) == (Carriage.DONE, 2)

    def test_a_mail_that_takes_its_sender_down_every_time_is_given_up(self, server):
        at = timezone.now()
        (row,) = post(UserFactory(), at=at)
        Notification.objects.filter(pk=row.pk).update(
            state=Carriage.CLAIMED, tries=outbox.MOST_TRIES, claimed_at=at
        )
        assert outbox.drain(at + outbox.CLAIM_LIFE) == 0
        row.refresh_from_db()
        assert row.state == Carriage.GIVEN_UP and "9 times" in row.failure
        assert not server.mails

    def test_a_message_tried_before_takes_no_younger_ones_along(self, server):
        at = timezone.now()
        person = UserFactory()
        server.refuse[person.email] = "451 busy"
        post(person, at=at, usual=COLLECTED)
        outbox.drain(at + timedelta(minutes=5))
        server.refuse.clear()
        post(person, at=at + timedelta(minutes=5), usual=COLLECTED)
        assert outbox.drain(at + timedelta(minutes=6)) == 1
        assert outbox.drain(at + timedelta(minutes=10)) == 1
        assert len(server.mails) == 2

    def test_news_older_than_days_is_not_sent_any_more(self, server):
        at = timezone.now()
        server.stop()
        (row,) = post(UserFactory(), at=at)
        outbox.drain(at + outbox.LONGEST_WAIT)
        row.refresh_from_db()
        assert row.state == Carriage.GIVEN_UP and "cannot be reached" in row.failure

    def test_since_when_the_oldest_waits(self):
        at = timezone.now()
        assert outbox.oldest_due(at) is None
        post(UserFactory(), at=at, usual=COLLECTED)
        assert outbox.oldest_due(at) is None
        assert outbox.oldest_due(at + timedelta(hours=1)) == at + timedelta(minutes=5)


@pytest.mark.django_db(transaction=True)
def test_drains_at_the_same_time_send_everything_once(server):
    at = timezone.now()
    people = [UserFactory() for _ in range(12)]
    for person in people:
        post(person, at=at)
        post(person, at=at, usual=COLLECTED)
    start = threading.Barrier(4)
    sent: list[int] = []

    def drain() -> None:
        try:
            start.wait(timeout=20)
            sent.append(outbox.drain(at + timedelta(minutes=5)))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=drain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == 4 and sum(sent) == len(server.mails) == 24
    assert len({mail["Message-ID"] for mail in server.mails}) == 24
    assert states() == [Carriage.DONE] * 24
    assert connection.vendor in {"sqlite", "postgresql"}


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_a_sender_killed_with_a_mail_in_the_air_is_replaced(server, tmp_path):
    at = timezone.now()
    (row,) = post(UserFactory(), at=at)
    found = connection.settings_dict
    address = (
        f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
    )
    if connection.vendor == "sqlite":
        address = f"sqlite:///{found['NAME']}"
    server.hold = threading.Event()
    sender = subprocess.Popen(
        [sys.executable, "manage.py", "drain"],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "DATABASE_URL": address,
            "FACTCHECK_HOME": str(tmp_path),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(server.port),
        },
    )
    try:
        assert server.reached.wait(60)
    finally:
        sender.kill()
        sender.wait()
        server.hold.set()
    row.refresh_from_db()
    assert (row.state, row.tries) == (Carriage.CLAIMED, 1)
    server.hold = None
    assert outbox.drain(timezone.now()) == 0
    assert outbox.drain(timezone.now() + outbox.CLAIM_LIFE) == 1
    (mail,) = server.mails
    assert mail["Message-ID"] == f"<{row.message_id}>"
    assert states() == [Carriage.DONE]


def test_what_was_sent_or_read_long_ago_is_gone_and_nothing_else(db: None) -> None:
    at, to = timezone.now(), UserFactory()
    old = at - timedelta(days=91)

    def row(**fields: object) -> int:
        given = {"channel": "email", "state": Carriage.DONE, "written_at": old, "not_before": old, **fields}
        return Notification.objects.create(recipient=to, topic="assigned", subject="x", text="y", **given).pk

    row(sent_at=old)
    row(channel="in_app", sent_at=old, read_at=old)
    kept = [
        row(sent_at=at - timedelta(days=89)),
        row(channel="in_app", sent_at=old),  # nobody has read it
        row(state=Carriage.WAITING),
        row(state=Carriage.GIVEN_UP),
    ]
    assert outbox.forget_old(at, days=90) == 2
    assert list(Notification.objects.order_by("pk").values_list("pk", flat=True)) == kept
