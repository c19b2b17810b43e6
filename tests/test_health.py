"""/health/: what it says when all is well, and what when a part is not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from claims.choices import Stage
from claims.models import Heartbeat
from factcheck import health
from factcheck.launcher import readiness
from tests.factories import ArticleFactory

# The probes have connections of their own: they see only what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alive():
    for part in ("worker", "sweeper"):
        Heartbeat.objects.create(part=part, at=timezone.now())


def test_all_is_well(client, alive, broker):
    answer = client.get("/health/")
    body = answer.json()
    assert (answer.status_code, body["status"]) == (200, "ok")
    assert body["database"] == {"ok": True, "engine": connection.vendor}
    assert body["broker"] == {"ok": True, "queued": 0}
    assert body["workers"]["ok"]
    assert body["waiting"] == {"articles": 0, "oldest_seconds": None}
    assert "no-cache" in answer["Cache-Control"]
    assert readiness.wanting(body, running=60) == ""


def test_it_counts_what_waits_and_how_long_the_oldest_has(client, alive, broker):
    now = timezone.now()
    ArticleFactory(stage=Stage.SPLIT, stage_since=now - timedelta(seconds=90))
    ArticleFactory(stage=Stage.CLEAN, stage_since=now - timedelta(seconds=5))
    ArticleFactory(stage=Stage.READY, stage_since=now - timedelta(days=9))
    waiting = client.get("/health/").json()["waiting"]
    assert waiting["articles"] == 2
    assert 90 <= waiting["oldest_seconds"] < 150


def test_messages_in_the_queue_are_counted(client, alive, broker, settings):
    prefix = settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"]
    broker.rpush(f"{prefix}celery", "one", "two")
    broker.rpush(f"{prefix}pulse", "three")
    assert client.get("/health/").json()["broker"]["queued"] == 3


def test_a_worker_that_has_been_silent_is_not_well(client, alive, broker):
    Heartbeat.objects.filter(part="worker").update(at=timezone.now() - timedelta(minutes=2))
    answer = client.get("/health/")
    body = answer.json()
    assert (answer.status_code, body["status"]) == (503, "unwell")
    assert body["workers"]["error"] == "not seen lately: worker"
    assert body["workers"]["last_seen_seconds"]["worker"] >= 120
    assert body["database"]["ok"]
    assert "worker" in readiness.wanting(body, running=60)


def test_workers_that_were_never_seen_are_not_well(client, broker):
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["workers"]["error"] == "not seen lately: worker, sweeper"


def test_a_broker_that_is_away_is_named_without_its_address(client, alive, settings):
    settings.REDIS_URL = "redis://:geheim@127.0.0.1:1/0"
    answer = client.get("/health/")
    broker = answer.json()["broker"]
    assert (answer.status_code, broker["ok"]) == (503, False)
    assert "cannot be reached" in broker["error"]
    assert "geheim" not in answer.text
    assert "127.0.0.1" not in answer.text


def test_signs_of_life_of_an_earlier_run_do_not_count_as_this_one(client, alive, broker):
    Heartbeat.objects.filter(part="worker").update(at=timezone.now() - timedelta(seconds=20))
    body = client.get("/health/").json()
    assert body["status"] == "ok"
    assert readiness.wanting(body, running=5.0) == "no sign of life yet: worker"
    assert readiness.wanting(None, running=5.0) == "the web server does not answer yet"


def test_a_disk_that_is_nearly_full_is_told(client, alive, broker, monkeypatch):
    assert client.get("/health/").json()["disk"]["free_mb"] > 0
    monkeypatch.setattr(health, "SCARCE", 10**12)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["disk"]["ok"]) == (503, False)
    assert "MB are free" in readiness.wanting(answer.json(), running=60)


def test_a_folder_that_is_gone_is_told_without_its_name(client, alive, broker, settings, tmp_path):
    settings.HOME = tmp_path / "gone"
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["disk"]["ok"]) == (503, False)
    assert str(tmp_path) not in answer.text


def test_it_may_only_be_read(client):
    assert client.post("/health/").status_code == 405


def test_pages_carry_a_policy_that_lets_no_foreign_script_in(client):
    policy = client.get("/health/")["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy
