"""The runner: leases, tries, failures, and the walk of one article."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import intake
from claims.choices import Action, Stage
from claims.intake import Submission, submit_article
from claims.models import Article, Claim, Event, Fact, Notification
from claims.pipeline import runner
from claims.pipeline.lease import Lease, LeaseLost, take
from tests.factories import UserFactory

TEXT = """Neue Busse für Beispielhausen

Die Stadt Beispielhausen zahlt 2025 rund 3,5 Millionen Euro für zwölf neue Busse.

„Wir brauchen sie dringend. Die alten sind 20 Jahre alt“, sagte Bürgermeisterin Anna Muster am Montag.

Ob das Geld reicht, ist offen. Was kostet der Strom? Der Rat stimmt am 4. Dezember ab. (mm)
"""

pytestmark = pytest.mark.django_db


def article_of(text: str = TEXT, **sent: object) -> Article:
    return submit_article(Submission(text=text, **sent), by=None).article  # type: ignore[arg-type]


def breaks(article: Article, lease: Lease) -> None:
    raise ValueError("dieser Schritt geht nicht")


def loses(article: Article, lease: Lease) -> None:
    """Another worker takes the article while this step runs; what the step then writes is void."""
    Article.objects.filter(pk=article.pk).update(attempt=lease.attempt + 1)
    with lease.writing(done=1, total=1):
        Claim.objects.all().delete()


def test_an_article_walks_through_all_steps() -> None:
    article = article_of()
    assert runner.run(article.pk) == Stage.READY
    article.refresh_from_db()
    assert (article.stage, article.language, article.tries, article.lease_until) == (
        Stage.READY,
        "de",
        0,
        None,
    )
    assert article.title == "Neue Busse für Beispielhausen"
    text = article.revisions.get().text
    claims = list(article.claims.in_text_order())
    assert [c.number for c in claims] == list(range(1, len(claims) + 1))
    assert all(text[c.start : c.end] == c.quote for c in claims)
    assert all(text[f.start : f.end] == f.quote for f in Fact.objects.all())
    assert all(c.check_worthiness is not None and c.reasons for c in claims if c.role == "body")
    quotes = [c.quote for c in claims]
    assert any(q.startswith("„Wir brauchen") and q.endswith("am Montag.") for q in quotes)
    assert not any("(mm)" in q or "Was kostet" in q for q in quotes)
    assert Event.objects.filter(action=Action.SPLIT_ARTICLE, article=article).count() == 1


def test_a_second_run_finds_nothing_to_do() -> None:
    article = article_of()
    runner.run(article.pk)
    before = list(Claim.objects.values_list("pk", "start", "end"))
    assert runner.run(article.pk) is None
    assert list(Claim.objects.values_list("pk", "start", "end")) == before


def test_a_step_run_again_after_it_was_cut_off_doubles_nothing() -> None:
    article = article_of()
    runner.run(article.pk)
    before = list(Claim.objects.order_by("pk").values_list("pk", "number", "start", "end"))
    facts = Fact.objects.count()
    Article.objects.update(stage=Stage.CLEAN)
    assert runner.run(article.pk) == Stage.READY
    assert list(Claim.objects.order_by("pk").values_list("pk", "number", "start", "end")) == before
    assert Fact.objects.count() == facts


def test_an_article_brought_along_is_dated_from_when_its_work_is_said_to_have_begun() -> None:
    then = timezone.now() - timedelta(days=3)
    article = submit_article(Submission(text=TEXT), by=None, at=then).article
    started = timezone.now()
    assert runner.run(article.pk, begun=then) == Stage.READY
    took = timezone.now() - started
    article.refresh_from_db()
    split = Event.objects.get(action=Action.SPLIT_ARTICLE)
    assert split.at == article.stage_since
    found = set(Claim.objects.values_list("found_at", flat=True))
    assert found and then < min(found) <= max(found) <= split.at <= then + took


def test_a_failing_step_waits_longer_each_time_and_then_stands_as_failed(
    settings: pytest.FixtureRequest,
) -> None:
    settings.PIPELINE_STEPS = {"split": f"{__name__}.breaks"}  # type: ignore[attr-defined]
    sender = UserFactory()
    article = submit_article(Submission(text=TEXT), by=sender).article
    waits = []
    for _ in range(2):
        assert runner.run(article.pk) == Stage.SPLIT
        article.refresh_from_db()
        assert article.next_try_at is not None and "dieser Schritt" in article.failure
        waits.append(article.next_try_at - timezone.now())
        assert runner.run(article.pk) is None  # not due yet
        Article.objects.update(next_try_at=timezone.now())
    assert waits[0] < waits[1]
    assert runner.run(article.pk) == Stage.FAILED
    article.refresh_from_db()
    assert (article.stage, article.failed_stage) == (Stage.FAILED, Stage.SPLIT)
    assert "dieser Schritt geht nicht" in article.failure
    assert Event.objects.get(action=Action.FAIL_ARTICLE).after == {"stage": "split"}
    told = Notification.objects.filter(topic="article_failed")
    assert {notice.recipient for notice in told} == {sender} and "dieser Schritt" in told[0].text


def test_a_step_that_takes_its_worker_down_is_given_up_after_three_times() -> None:
    article = article_of()
    for _ in range(3):
        assert take(article.pk, holder="m", redelivered=True) is not None  # and then the worker dies
    assert runner.run(article.pk, holder="m", redelivered=True) == Stage.FAILED
    article.refresh_from_db()
    assert article.failed_stage == Stage.CLEAN and "died 3 times" in article.failure


def test_a_lease_keeps_others_out_until_it_runs_out() -> None:
    article = article_of()
    lease = take(article.pk, holder="one", redelivered=False)
    assert lease is not None
    assert take(article.pk, holder="two", redelivered=False) is None
    assert take(article.pk, holder="two", redelivered=True) is None
    Article.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert take(article.pk, holder="two", redelivered=False) is not None
    with pytest.raises(LeaseLost), lease.writing(done=1, total=1):
        pytest.fail("nothing may be written under a lost lease")


def test_whoever_lost_the_lease_writes_nothing(settings: pytest.FixtureRequest) -> None:
    article = article_of()
    runner.run(article.pk)
    Article.objects.update(stage=Stage.SCORE)
    settings.PIPELINE_STEPS = {"score": f"{__name__}.loses"}  # type: ignore[attr-defined]
    count = Claim.objects.count()
    assert runner.run(article.pk) is None
    article.refresh_from_db()
    assert article.stage == Stage.SCORE and Claim.objects.count() == count > 0


def test_the_same_words_in_another_article_are_proposed_as_the_same_claim() -> None:
    first, second = article_of(external_id="a"), article_of(external_id="b")
    runner.run(first.pk)
    runner.run(second.pk)
    same = [
        (m.claim.quote, m.earlier.quote, m.relation) for c in second.claims.all() for m in c.matches.all()
    ]
    assert len(same) == second.claims.count() and all(a == b and r == "same" for a, b, r in same)
    assert not any(c.matches.exists() for c in first.claims.all())


def test_the_same_figure_changed_is_no_match() -> None:
    runner.run(article_of(external_id="a").pk)
    other = article_of(TEXT.replace("3,5", "3,6"), external_id="b")
    runner.run(other.pk)
    changed = other.claims.get(quote__contains="3,6")
    assert not changed.matches.exists()


def _whole_transactions(queries: list[str]) -> list[list[str]]:
    """The statements of each outermost savepoint, which outside of tests is a transaction."""
    found: list[list[str]] = []
    depth = 0
    for statement in queries:
        if statement.startswith("SAVEPOINT"):
            depth += 1
            if depth == 1:
                found.append([])
        elif statement.startswith(("RELEASE", "ROLLBACK")):
            depth -= 1
        elif depth:
            found[-1].append(statement)
    return found


def test_whoever_writes_history_of_an_article_holds_its_end_before_the_article(settings) -> None:
    """Otherwise a worker and an editor who sets the slot of the same article wait for each other."""
    with CaptureQueriesContext(connection) as captured:
        article = article_of(external_id="x")
        runner.run(article.pk)
        article_of(TEXT.replace("20 Jahre", "25 Jahre"), external_id="x")
        runner.run(article.pk)
        settings.PIPELINE_STEPS = {Stage.CLEAN: "tests.pipeline.test_runner.breaks"}
        settings.STEP_TRIES = 1
        article_of(TEXT.replace("20 Jahre", "30 Jahre"), external_id="x")
        assert runner.run(article.pk) == Stage.FAILED
        intake.retry(Article.objects.get(pk=article.pk), by=UserFactory())
    told = _whole_transactions([query["sql"] for query in captured.captured_queries])
    writers = [one for one in told if any("claims_chainhead" in sql for sql in one)]
    assert len(writers) >= 7
    for one in writers:
        end = next(at for at, sql in enumerate(one) if "claims_chainhead" in sql)
        assert not any(sql.startswith('UPDATE "claims_article"') for sql in one[:end]), one[:end]
