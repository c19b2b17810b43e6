"""Seven in the morning, wherever the reader is and whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from claims.models import Notification
from claims.notify import outbox
from claims.notify.digest import next_morning, zone_of
from tests.factories import UserFactory
from tests.notify.letters import DIGEST, post

BERLIN = ZoneInfo("Europe/Berlin")


def utc(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "written", "wanted"),
    [
        ("Europe/Berlin", "2026-12-01T20:00", "2026-12-02T06:00"),  # winter
        ("Europe/Berlin", "2026-07-01T20:00", "2026-07-02T05:00"),  # summer
        ("Europe/Berlin", "2026-03-28T20:00", "2026-03-29T05:00"),  # the clocks go forward in that night
        ("Europe/Berlin", "2026-03-28T05:00", "2026-03-28T06:00"),  # the last morning before
        ("Europe/Berlin", "2026-10-24T20:00", "2026-10-25T06:00"),  # and back again
        ("Europe/Berlin", "2026-10-25T00:30", "2026-10-25T06:00"),  # half past two, the first time
        ("Europe/Berlin", "2026-10-25T01:30", "2026-10-25T06:00"),  # half past two, the second time
        ("Europe/Berlin", "2026-12-02T06:00", "2026-12-03T06:00"),  # on the dot: the next one
        ("Europe/Berlin", "2026-12-01T23:30", "2026-12-02T06:00"),  # already the next day in Berlin
        ("America/New_York", "2026-12-02T06:00", "2026-12-02T12:00"),
        ("Asia/Kolkata", "2026-12-02T06:00", "2026-12-03T01:30"),
        ("Pacific/Kiritimati", "2026-12-02T16:59", "2026-12-02T17:00"),  # fourteen hours ahead
        ("Australia/Lord_Howe", "2026-10-03T12:00", "2026-10-03T20:00"),  # half an hour of summer time
    ],
)
def test_the_next_seven_oclock(zone, written, wanted):
    assert next_morning(ZoneInfo(zone), utc(written)) == utc(wanted)


def test_every_morning_of_a_year_is_at_seven_and_none_is_left_out():
    at = utc("2026-01-01T00:00")
    mornings = []
    while len(mornings) < 366:
        at = next_morning(BERLIN, at)
        mornings.append(at.astimezone(BERLIN))
    assert {(m.hour, m.minute) for m in mornings} == {(7, 0)}
    days = [m.date() for m in mornings]
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "Europe/Berlin\n"])
def test_a_time_zone_that_is_none_is_the_newsrooms_own(name, settings):
    assert zone_of(name) == ZoneInfo(settings.TIME_ZONE)


@pytest.mark.django_db
def test_the_digest_of_each_reader_leaves_in_their_own_morning(server):
    at = utc("2026-03-28T20:00")
    berlin = UserFactory(time_zone="Europe/Berlin")
    london = UserFactory(time_zone="Europe/London")
    for person in (berlin, london):
        for _ in range(3):
            post(person, at=at, usual=DIGEST)
    readers = []
    for moment in ("2026-03-29T04:59", "2026-03-29T05:00", "2026-03-29T05:59", "2026-03-29T06:00"):
        outbox.drain(utc(moment))
        readers.append([mail["To"].addresses[0].addr_spec for mail in server.mails])
    assert readers == [[], [berlin.email], [berlin.email], [berlin.email, london.email]]
    assert server.mails[0]["Subject"] == "Ihr Morgenüberblick: Von Mira König zugeteilt, bitte prüfen (3)"


@pytest.mark.django_db
def test_what_comes_after_seven_waits_for_the_next_morning(server):
    person = UserFactory()
    post(person, at=utc("2026-12-01T20:00"), usual=DIGEST, subject="Gestern")
    post(person, at=utc("2026-12-02T06:00"), usual=DIGEST, subject="Heute")
    assert outbox.drain(utc("2026-12-02T06:05")) == 1
    assert server.mails[0]["Subject"] == "Ihr Morgenüberblick: Gestern"
    assert Notification.objects.get(state="waiting").not_before == utc("2026-12-03T06:00")
