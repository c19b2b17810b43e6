"""`manage.py sweep`: finds what waits, shows that it lives, goes on when the broker is away."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from claims.choices import Stage
from claims.models import Article, Heartbeat
from tests.factories import ArticleFactory


def sweep() -> int:
    out = io.StringIO()
    call_command("sweep", "--once", stdout=out)
    return int(out.getvalue())


@pytest.mark.django_db
def test_it_shows_that_it_lives():
    begun = timezone.now()
    sweep()
    assert Heartbeat.objects.get(part="sweeper").at >= begun
    sweep()
    assert Heartbeat.objects.count() == 1


@pytest.mark.django_db
def test_a_broker_that_is_away_changes_nothing_for_what_waits(settings):
    before = timezone.now() - timedelta(minutes=5)
    ArticleFactory(stage=Stage.SPLIT, stage_since=before)
    assert sweep() == 0
    assert Article.objects.get().woken_at is None
    assert Heartbeat.objects.filter(part="sweeper").exists()
