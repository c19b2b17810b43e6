"""A broker that is not there, or does not answer, when an article comes in: taken all the same, split later."""

import signal
import subprocess

import pytest

from factcheck.launcher import broker
from tests.journeys import processes
from tests.journeys.processes import until

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(240)]

WORDS = "Der Stadtrat stimmte dem Vorhaben am {} mit 24 zu 13 Stimmen zu."


class Broker:
    """A server of its own on a TCP port, as REDIS_URL names one in production."""

    def __init__(self, folder):
        self.folder, self.port = folder, processes.free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = [
            str(broker.server()),
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--dir",
            str(self.folder),
        ]
        self.server = subprocess.Popen(
            [*command, "--appendonly", "yes", "--save", ""],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert broker.answers(self.url, within=10)

    def stop(self):
        self.server.terminate()
        self.server.wait()


@pytest.fixture(scope="module")
def away(tmp_path_factory):
    own = Broker(tmp_path_factory.mktemp("broker"))
    own.start()
    yield own
    own.stop()


@pytest.fixture(scope="module")
def product(install, away):
    return install("away", broker=away.url).up()


def test_the_broker_is_away_when_an_article_comes(product, away):
    away.stop()
    articles = [product.post(WORDS.format(f"{day}. Mai 2025")) for day in (3, 4, 5)]
    status, body = product.ask("GET", "/health/")
    assert (status, body["broker"]["ok"], body["database"]["ok"]) == (503, False, True)
    assert "127.0.0.1" not in body["broker"]["error"]
    assert body["waiting"]["articles"] == 3
    away.start()
    product.done(*articles)
    assert all(len(product.spans(article)) == 1 for article in articles)
    until(lambda: product.ask("GET", "/health/")[0] == 200)


def test_the_broker_does_not_answer_when_an_article_comes(product, away):
    processes.kill(away.server.pid, with_=signal.SIGSTOP)
    article = product.post(WORDS.format("6. Mai 2025"))
    status, body = product.ask("GET", "/health/")
    processes.kill(away.server.pid, with_=signal.SIGCONT)
    assert (status, body["broker"]["ok"]) == (503, False)
    product.done(article)
    assert len(product.spans(article)) == 1


def test_without_its_broker_it_is_told_at_the_start(install):
    absent = install("absent", fresh=True, broker=f"redis://127.0.0.1:{processes.free_port()}/0")
    absent.launch()
    assert absent.launcher.wait(timeout=60) == 1
    assert "REDIS_URL" in absent.terminal()
