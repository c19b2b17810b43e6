"""Nothing is lost and nothing doubled, whatever is killed, wiped or sent twice while articles are at work."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

from claims.text.reading import read
from tests.journeys import faults, processes
from tests.journeys.processes import until
from tests.journeys.product import ROOT, Product

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

BODY = (
    "Die Stadt Falkenrode hat 2025 rund 21.000 Haushalte an das Fernwärmenetz angeschlossen. "
    "Der Preis steigt zum 1. Januar 2026 um 9,4 Prozent auf 118 Euro je Megawattstunde. "
    "„Wir haben keine andere Wahl“, sagte Werkleiterin Inga Moritz am Dienstag in Falkenrode. "
    "Nach Angaben des Mietervereins zahlt ein Haushalt damit 143 Euro mehr im Jahr.\n\n"
    "Der Stadtrat stimmte dem Vorhaben mit 24 zu 13 Stimmen zu. "
    "Die Opposition kritisierte die Erhöhung als sozial unausgewogen. "
    "Das Kraftwerk wurde 1987 gebaut und 2019 auf Gas umgestellt."
)


def text(mark: str, *words: str) -> str:
    """An article of its own, with the words that tell the step what to suffer."""
    return f"{BODY}\n\nDas steht im Bericht Nummer {mark} der Stadtwerke aus dem Jahr 2024. {' '.join(words)}".strip()


def expected(words: str) -> list[tuple[int, int]]:
    """Where the claims of a text stand when nothing disturbs the splitting."""
    found = sorted((claim.start, claim.end) for claim in read(words).claims)
    assert len(found) > 4
    return found


def broker_of(product: Product) -> redis.Redis:
    """The product's broker."""
    url = product.environment.get("REDIS_URL") or f"unix://{product.home / 'broker.sock'}"
    return redis.Redis.from_url(url)


def in_the_middle(product: Product, mark: str) -> tuple[int, str]:
    """An article whose claims stand already while its step still runs; answers its number and its text."""
    words = text(mark, faults.SLOW)
    article = product.post(words)
    until(lambda: product.stage(article) == "split" and len(product.spans(article)) > 4)
    return article, words


def whole(product: Product, article: int, words: str) -> None:
    """The article comes to its end with every claim once."""
    product.done(article)
    assert product.spans(article) == expected(words)


def test_fifty_posts_at_once_are_one_article(product):
    words = text("fifty")
    with ThreadPoolExecutor(50) as threads:
        answers = list(
            threads.map(lambda _: product.ask("POST", "/api/v1/articles/", {"text": words}), range(50))
        )
    assert {status for status, _ in answers} <= {200, 202}
    assert [status for status, _ in answers].count(202) == 1
    assert len({body["id"] for _, body in answers}) == 1
    whole(product, answers[0][1]["id"], words)


def test_a_message_that_comes_five_times_changes_nothing(product):
    words = text("five")
    article = product.post(words)
    again = f"from claims.tasks import split_article\nfor _ in range(5): split_article.delay({article})"
    for _ in range(2):  # while it is at work, and when it is through
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", again],
            cwd=ROOT, env=product.environment, check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        whole(product, article, words)
    until(lambda: product.ask("GET", "/health/")[1]["broker"]["queued"] == 0)
    assert product.spans(article) == expected(words)


def test_a_child_of_the_worker_is_killed(product):
    article, words = in_the_middle(product, "child")
    processes.kill(*product.pool())
    whole(product, article, words)


def test_the_whole_worker_is_killed(product):
    article, words = in_the_middle(product, "tree")
    worker = product.worker()
    processes.kill(worker, *product.pool())
    whole(product, article, words)
    assert product.worker() != worker


def test_the_broker_is_wiped(product):
    waiting = {product.post(words): words for words in (text(f"wiped-{n}", faults.SLOW) for n in range(3))}
    broker_of(product).flushdb()
    for article, words in waiting.items():
        whole(product, article, words)


def test_the_broker_is_killed(product):
    if "REDIS_URL" in product.environment:
        pytest.skip("the broker of this lane is not the product's own: see test_broker_away")
    article, words = in_the_middle(product, "broker")
    processes.kill(product.part("-server", "unixsocket"))
    whole(product, article, words)


def test_the_clock_is_dead_and_the_broker_wiped(product):
    beat = product.part("celery", " beat ")
    processes.kill(beat, with_=signal.SIGSTOP)
    try:
        words = text("clock", faults.SLOW)
        article = product.post(words)
        broker_of(product).flushdb()
        whole(product, article, words)
    finally:
        processes.kill(beat, with_=signal.SIGCONT)


def test_the_sweeper_is_killed(product):
    sweeper = product.part("manage.py", "sweep")
    processes.kill(sweeper)
    words = text("sweeper", faults.SLOW)
    article = product.post(words)
    broker_of(product).flushdb()
    whole(product, article, words)
    assert product.part("manage.py", "sweep") != sweeper


def test_the_web_server_is_killed(product):
    words = text("web")
    article = product.post(words)
    processes.kill(*product.pids("granian"))
    until(lambda: _answers(product))
    whole(product, article, words)


def test_a_step_that_kills_its_own_process_fails_alone(product):
    bad = product.post(text("killer", faults.KILLS))
    others = {product.post(words): words for words in (text(f"beside-{n}") for n in range(3))}
    for article, words in others.items():
        whole(product, article, words)
    until(lambda: product.stage(bad) == "failed", within=90, every=0.3)
    told = product.progress(bad)
    assert told["failed_stage"] == "split"
    assert "died" in told["failure"]
    assert product.ask("GET", "/health/")[0] == 200


def _answers(product: Product) -> bool:
    try:
        return product.ask("GET", "/health/")[0] == 200
    except (OSError, ValueError):
        return False
