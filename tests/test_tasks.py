"""The clock's tasks: each is on the schedule and does one room's work on an empty and on a waiting house."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from claims import tasks
from claims.choices import Role, Status
from claims.models import Claim, Heartbeat, Notification
from factcheck.celery import app
from tests.factories import ClaimFactory, DeskFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_every_line_of_the_schedule_names_a_task_that_exists() -> None:
    named = {line["task"] for line in settings.CELERY_BEAT_SCHEDULE.values()}
    assert named <= set(app.tasks) and "claims.tasks.run_deadlines" in named


def test_the_heartbeat_is_one_row() -> None:
    tasks.beat_heart()
    first = Heartbeat.objects.get(part="worker").at
    tasks.beat_heart()
    assert Heartbeat.objects.get(part="worker").at > first


def test_an_overdue_claim_is_told_of_once() -> None:
    desk = DeskFactory()
    checker = UserFactory(roles=[Role.CHECKER], desks=[desk])
    claim = ClaimFactory(desk=desk)
    late = timezone.now() - timedelta(minutes=5)
    Claim.objects.filter(pk=claim.pk).update(assignee=checker, status=Status.ASSIGNED, due_at=late)
    tasks.run_deadlines()
    tasks.run_deadlines()
    told = Notification.objects.filter(topic="overdue", recipient=checker)
    assert {notice.channel for notice in told} >= {"email"} and told.filter(channel="email").count() == 1


def test_nothing_to_fetch_is_no_error() -> None:
    tasks.archive_waiting()
    tasks.look_after_sources()
    tasks.drain_outbox()
    assert not Notification.objects.exists()
