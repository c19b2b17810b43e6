"""`manage.py demo --day`: the demo newsroom in the middle of its day, through the rooms of the workflow."""

import json
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command

from claims import history
from claims.choices import Carriage, Channel, Status
from claims.models import Article, Claim, Event, Notification, Snapshot, Verdict
from claims.workflow import publication

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = json.loads((settings.DEMO_SEEDS / "day.json").read_text(encoding="utf-8"))


def test_every_claim_of_the_day_stands_where_it_should_and_the_second_time_nothing_happens(
    settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    call_command("demo", "--day", verbosity=0)
    stand = {
        (claim.article.url, " ".join(claim.quote.split())): claim.status
        for claim in Claim.objects.select_related("article")
    }
    urls = {path.stem: json.loads(path.read_text(encoding="utf-8"))["url"] for path in _articles()}
    for check in DAY:
        found = [
            status
            for (url, quote), status in stand.items()
            if url == urls[check["article"]] and check["claim"] in quote
        ]
        assert check["until"] in found, (check["article"], check["claim"], found)
    assert Counter(stand.values())[Status.PUBLISHED] == sum(check["until"] == "published" for check in DAY)

    corrected = Verdict.objects.get(corrects__isnull=False)
    assert corrected.published_at and corrected.claim.status == Status.PUBLISHED
    assert set(Snapshot.objects.values_list("state", flat=True)) == {Carriage.DONE}
    assert not Notification.objects.exclude(channel=Channel.IN_APP).filter(state=Carriage.WAITING).exists()
    assert Notification.objects.filter(channel=Channel.IN_APP).exists()
    assert Article.objects.get(url=urls[DAY[0]["article"]]).received_at < Event.objects.latest("pk").at
    assert history.verify().broken is None
    assert publication.tampered() == []

    events, verdicts = Event.objects.count(), Verdict.objects.count()
    call_command("demo", "--day", verbosity=0)
    assert (Event.objects.count(), Verdict.objects.count()) == (events, verdicts)


def _articles():
    return sorted((settings.DEMO_SEEDS / "articles").glob("*.json"))
