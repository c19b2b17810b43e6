"""The sweeper as a safety net of the post: it asks for a round when the clock has not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.management.commands.sweep import LATE_POST, ask_for_post
from claims.models import Notification
from factcheck.celery import app
from tests.factories import UserFactory
from tests.notify.letters import COLLECTED, post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def workers_here():
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


def test_post_that_the_clock_has_forgotten_is_sent(server):
    post(UserFactory(), at=timezone.now() - LATE_POST - timedelta(seconds=5))
    assert ask_for_post()
    assert len(server.mails) == 1
    assert not ask_for_post()


def test_post_that_waits_rightly_is_left_to_the_clock(server):
    post(UserFactory(), at=timezone.now())
    post(UserFactory(), at=timezone.now() - timedelta(minutes=5), usual=COLLECTED)
    assert not ask_for_post()
    assert not server.mails and Notification.objects.filter(state="waiting").count() == 2
