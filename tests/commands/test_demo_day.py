"""`manage.py demo --day`: the demo newsroom after a fortnight, in the middle of its day, through the rooms of the workflow."""

import json
import shutil
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from claims import figures, history
from claims.choices import Action, Carriage, Channel, Stage, Status
from claims.management.demo_pieces import Piece
from claims.models import UNDECIDED, Article, Claim, Desk, Event, Notification, Snapshot, User, Verdict
from claims.pipeline import runner
from claims.workflow import publication, release, triage

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.timeout(400)]
DAY = json.loads((settings.DEMO_SEEDS / "day.json").read_text(encoding="utf-8"))
CHECKS = [entry for entry in DAY if "claim" in entry]
BULK = [entry for entry in DAY if "several" in entry]
URLS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))["url"]
    for path in (settings.DEMO_SEEDS / "articles").glob("*.json")
}


@pytest.fixture
def newsroom(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("demo", "--day", verbosity=0)


def test_it_has_a_fortnight_behind_it_and_a_day_at_work(newsroom):
    for part in (
        _every_claim_stands_where_it_should,
        _nobody_has_mail_and_old_news_is_read,
        _the_history_holds_and_runs_as_the_clock_ran,
        _the_figures_have_something_to_show,
        _the_queue_is_that_of_a_working_day,
        _done_articles_are_let_out,
        _the_second_time_nothing_happens,  # last: it runs the command again
    ):
        part()


def _every_claim_stands_where_it_should():
    stand = {
        (claim.article.url, " ".join(claim.quote.split())): claim.status
        for claim in Claim.objects.select_related("article")
    }
    for check in CHECKS:
        found = [
            status
            for (url, quote), status in stand.items()
            if url == URLS[check["article"]] and check["claim"] in quote
        ]
        assert check["until"] in found, (check["article"], check["claim"], found)
    assert Counter(stand.values())[Status.PUBLISHED] == sum(check["until"] == "published" for check in CHECKS)
    corrected = Verdict.objects.filter(corrects__isnull=False).select_related("claim")
    assert len(corrected) == sum("correction" in check for check in CHECKS) == 2
    assert {(bool(one.published_at), one.claim.status) for one in corrected} == {(True, Status.PUBLISHED)}
    overruled = Verdict.objects.exclude(overruled_because="").select_related("rating")
    assert [one.rating.key for one in overruled] == ["partly-false"]
    assert Event.objects.filter(action=Action.SEND_BACK).count() == 2
    assert set(Snapshot.objects.values_list("state", flat=True)) == {Carriage.DONE}


def _nobody_has_mail_and_old_news_is_read():
    assert not Notification.objects.exclude(channel=Channel.IN_APP).exists()
    told = Notification.objects.filter(channel=Channel.IN_APP)
    assert told.filter(read_at=None).exists() and told.exclude(read_at=None).exists()
    assert not told.filter(read_at=None, written_at__lt=timezone.now() - timedelta(hours=5)).exists()


def _the_history_holds_and_runs_as_the_clock_ran():
    assert history.verify().broken is None
    assert publication.tampered() == []
    times = list(Event.objects.order_by("pk").values_list("at", flat=True))
    assert times == sorted(times) and times[-1] <= timezone.now()
    for claim in Claim.objects.select_related("revision"):
        assert timedelta(0) < claim.found_at - claim.revision.received_at < timedelta(minutes=10) or (
            claim.revision.number > 1 and claim.found_at > claim.article.received_at
        )


def _the_figures_have_something_to_show():
    during = figures.span("14", at=timezone.now())
    turns = figures.turns(during)
    assert len({timezone.localdate(turn.decided_at) for turn in turns}) >= 9
    assert all(turn.minutes > 10 for turn in turns)
    assert all(one.seconds < 600 for one in figures.splits(during))
    assert len(figures.arrivals(during)) >= 12
    ratings = {key for counts in figures.mix(during).values() for key in counts}
    assert len(ratings) >= 6
    assert len(figures.mix(during)) == Desk.objects.count() - 1  # nothing decided yet abroad
    assert len(figures.errors(during)) >= 4 and len(figures.wrong_facts(during)) >= 3
    proved, decided = figures.with_primary(during)
    assert 0.9 < proved / decided < 1
    assert len(figures.splits(during)) == figures.SPLITS_SHOWN


def _the_queue_is_that_of_a_working_day():
    now = timezone.now()
    assert 220 <= Claim.objects.undecided().count() <= 350
    states = Counter(Claim.objects.undecided().values_list("status", flat=True))
    assert set(states) == set(UNDECIDED) and states[Status.NEW] < 0.75 * states.total()
    late = Claim.objects.overdue(now)
    assert 3 <= late.count() <= 10 and not late.filter(assignee=None).exists()
    assert sum(bool(number) for number in figures.overdue_by_age(at=now)) == 3
    load = figures.load(at=now)
    holders = set(Claim.objects.in_hand().values_list("assignee__username", flat=True))
    assert holders == {"jana", "tom", "selin", "mira", "lukas", "priya"} and len(load) == len(holders)
    assert all(2 <= one.open <= 12 for one in load)
    for entry in BULK:
        if entry["until"] == Status.ASSIGNED:
            held = Claim.objects.filter(article__url=URLS[entry["article"]], status=Status.ASSIGNED)
            assert held.filter(assignee__username=entry["to"]).exists(), entry


def _done_articles_are_let_out():
    done = {URLS[entry["article"]] for entry in BULK if "released_by" in entry}
    released = Article.objects.exclude(released_at=None)
    assert {article.url for article in released} == done and len(done) == 8
    assert all(article.release_override == "" and release.is_released(article) for article in released)
    assert not Claim.objects.undecided().filter(article__in=released).exists()
    assert min(released.values_list("received_at", flat=True)) < timezone.now() - timedelta(days=12)


def _the_second_time_nothing_happens():
    before = Event.objects.count(), Verdict.objects.count(), Notification.objects.count()
    call_command("demo", "--day", verbosity=0)
    assert (Event.objects.count(), Verdict.objects.count(), Notification.objects.count()) == before


def test_what_somebody_has_touched_is_left_alone_and_the_rest_is_done_all_the_same(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    seeds, own, other = _seeds_of_one_article(tmp_path)
    call_command("demo", "--seeds", str(seeds), verbosity=0)
    article = Article.objects.get()
    assert runner.run(article.pk) == Stage.READY
    claims = {words: _claim(article, words) for words in (own, other)}
    triage.accept(claims[own], by=User.objects.get(username="tom"), at=timezone.now())

    call_command("demo", "--day", "--seeds", str(seeds), verbosity=0)
    assert [event.action for event in claims[own].events.order_by("pk")] == [Action.ACCEPT]
    assert _claim(article, other).status == Status.PUBLISHED
    rest = article.claims.exclude(pk__in=[claim.pk for claim in claims.values()])
    assert set(rest.values_list("status", flat=True)) == {Status.DISMISSED, Status.PUBLISHED}
    assert not Article.objects.get().released_at  # one claim is still open


def _seeds_of_one_article(tmp_path):
    """A folder with the article of the first check alone, and the words of two of its checks."""
    seeds, key = tmp_path / "seeds", CHECKS[0]["article"]
    (seeds / "articles").mkdir(parents=True)
    for name in ("newsroom.json", "sources.json", f"articles/{key}.json", f"articles/{key}.txt"):
        shutil.copy(settings.DEMO_SEEDS / name, seeds / name)
    day = [entry for entry in DAY if entry["article"] == key]
    (seeds / "day.json").write_text(json.dumps(day), encoding="utf-8")
    return seeds, CHECKS[0]["claim"], next(c["claim"] for c in day[1:] if c.get("until") == Status.PUBLISHED)


def _claim(article, words):
    return next(claim for claim in article.claims.in_text_order() if words in " ".join(claim.quote.split()))


def test_an_article_with_a_clock_came_in_at_that_hour_of_that_day(settings):
    call_command("demo", verbosity=0)
    now = timezone.now()
    piece = Piece(settings.DEMO_SEEDS / "articles" / "05-interview-lehrkraefte.json", at=now)
    came_in = timezone.localtime(piece.came_in(now))
    assert (timezone.localdate(now) - came_in.date()).days == 13
    assert f"{came_in:%H:%M}" == piece.told["clock"]
