"""`manage.py alive`: what a container asks."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims.models import Heartbeat

pytestmark = pytest.mark.django_db


def test_a_part_that_was_seen_lately_lives():
    Heartbeat.objects.create(part="worker", at=timezone.now() - timedelta(seconds=9))
    out = io.StringIO()
    call_command("alive", "worker", stdout=out)
    assert "was seen" in out.getvalue()


def test_a_part_that_has_been_silent_or_never_seen_does_not():
    Heartbeat.objects.create(part="worker", at=timezone.now() - timedelta(minutes=5))
    with pytest.raises(CommandError, match="last seen 300 s ago"):
        call_command("alive", "worker")
    call_command("alive", "worker", "--within", "400", stdout=io.StringIO())
    with pytest.raises(CommandError, match="never been seen"):
        call_command("alive", "sweeper")
