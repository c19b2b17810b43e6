"""Which ways a letter goes, by what people chose, and what they find in the dashboard."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.choices import Channel, Rhythm
from claims.models import ChatChannel, Notification, Preference
from claims.notify import channels, inbox
from claims.notify.channels import Usual, choose
from tests.factories import DeskFactory, UserFactory
from tests.notify.letters import AT_ONCE, COLLECTED, letter

pytestmark = pytest.mark.django_db


def told(person, **filters) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(recipient=person, **filters)
    return sorted(rows.values_list("channel", "rhythm"))


def test_who_has_chosen_nothing_gets_the_usual():
    at = timezone.now()
    person = UserFactory()
    channels.tell({person: [letter()]}, usual=COLLECTED, at=at)
    assert told(person) == [("email", "collected"), ("in_app", "at_once")]
    mail = Notification.objects.get(channel="email")
    assert (mail.state, mail.not_before) == ("waiting", at + timedelta(minutes=5))
    in_app = Notification.objects.get(channel="in_app")
    assert (in_app.state, in_app.sent_at, in_app.read_at) == ("done", at, None)


@pytest.mark.parametrize("rhythm", Rhythm.values)
def test_what_a_person_chose_counts_for_that_topic_and_channel_only(rhythm):
    at = timezone.now()
    person, other = UserFactory(), UserFactory()
    choose(person, "assigned", Channel.EMAIL, Rhythm.DIGEST)
    choose(person, "assigned", Channel.EMAIL, rhythm)
    assert Preference.objects.count() == 1
    both = [letter(), letter(topic="mentioned")]
    channels.tell({person: both, other: both}, usual=AT_ONCE, at=at)
    mine = told(person, channel="email", topic="assigned")
    assert mine == ([] if rhythm == Rhythm.OFF else [("email", rhythm)])
    assert told(person, channel="email", topic="mentioned") == [("email", "at_once")]
    assert told(other, channel="email", topic="assigned") == [("email", "at_once")]
    assert len(told(person, channel="in_app")) == 2


def test_the_dashboard_can_be_turned_off_and_is_never_late():
    person = UserFactory()
    choose(person, "assigned", Channel.IN_APP, Rhythm.DIGEST)
    channels.tell({person: [letter()]}, usual=AT_ONCE, at=timezone.now())
    assert Notification.objects.get(channel="in_app").state == "done"
    choose(person, "assigned", Channel.IN_APP, Rhythm.OFF)
    channels.tell({person: [letter()]}, usual=AT_ONCE, at=timezone.now())
    assert Notification.objects.filter(channel="in_app").count() == 1


def test_who_is_away_finds_it_in_the_dashboard_and_who_has_left_nowhere():
    at = timezone.now()
    away = UserFactory(absent_from=at - timedelta(days=1), absent_until=at + timedelta(days=1))
    back = UserFactory(absent_from=at - timedelta(days=2), absent_until=at - timedelta(days=1))
    gone = UserFactory(is_active=False)
    nameless = UserFactory(email="")
    people = (away, back, gone, nameless)
    for person in people:
        ChatChannel.objects.create(person=person, kind="slack", url="https://hooks.example/x")
    channels.tell({person: [letter()] for person in people}, usual=AT_ONCE, at=at)
    assert [sorted(channel for channel, _ in told(person)) for person in people] == [
        ["in_app"],
        ["chat", "email", "in_app"],
        [],
        ["chat", "in_app"],
    ]


def test_a_chat_wants_a_channel_that_is_in_use():
    person, desk = UserFactory(), DeskFactory()
    ChatChannel.objects.create(person=person, kind="slack", url="https://hooks.example/a", is_active=False)
    ChatChannel.objects.create(desk=desk, kind="teams", url="https://hooks.example/b")
    channels.tell({person: [letter()]}, usual=AT_ONCE, at=timezone.now())
    assert not Notification.objects.filter(channel="chat").exists()
    ChatChannel.objects.update(is_active=True)
    channels.tell({person: [letter()]}, usual=Usual(Rhythm.OFF, Rhythm.AT_ONCE), at=timezone.now())
    channels.tell_desks({desk: [letter()]}, rhythm=Rhythm.COLLECTED, at=timezone.now())
    rows = Notification.objects.filter(channel="chat").order_by("pk")
    assert [(row.recipient, row.chat.url[-1], row.rhythm) for row in rows] == [
        (person, "a", "at_once"),
        (None, "b", "collected"),
    ]


def test_many_people_are_told_with_as_many_queries_as_one(django_assert_max_num_queries):
    for number in (1, 15):
        letters = {UserFactory(): [letter()] for _ in range(number)}
        with django_assert_max_num_queries(5):  # choices, chat channels, and the rows in one go
            assert channels.tell(letters, usual=AT_ONCE, at=timezone.now()) == 2 * number


def test_a_row_goes_somewhere_and_a_chat_channel_belongs_to_one():
    person, desk = UserFactory(), DeskFactory()
    at = timezone.now()
    words = {"topic": "assigned", "subject": "s", "text": "t", "written_at": at, "not_before": at}
    for wrong in (
        lambda: Notification.objects.create(channel="email", **words),
        lambda: Notification.objects.create(channel="chat", recipient=person, **words),
        lambda: ChatChannel.objects.create(kind="slack", url="https://x.example", person=person, desk=desk),
        lambda: ChatChannel.objects.create(kind="slack", url="https://x.example"),
        lambda: ChatChannel.objects.create(kind="icq", url="https://x.example", desk=desk),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_the_inbox_counts_and_marks_only_its_own():
    at = timezone.now()
    person, other = UserFactory(), UserFactory()
    channels.tell(
        {p: [letter(subject=f"{n}") for n in range(3)] for p in (person, other)}, usual=AT_ONCE, at=at
    )
    mine = list(inbox.of(person))
    assert len(mine) == inbox.unread_count(person) == 3
    foreign = inbox.of(other)[0].pk
    assert inbox.mark_read(person, at=at, only=[mine[0].pk, foreign]) == 1
    assert (inbox.unread_count(person), inbox.unread_count(other)) == (2, 3)
    assert inbox.mark_read(person, at=at + timedelta(hours=1)) == 2
    assert inbox.mark_read(person, at=at) == 0
    assert inbox.of(person).get(pk=mine[0].pk).read_at == at
