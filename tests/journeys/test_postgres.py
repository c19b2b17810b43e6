"""PostgreSQL restarts at once while articles are at work. Only where the suite runs on PostgreSQL."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.journeys import faults, processes
from tests.journeys.test_faults import expected, in_the_middle, text, whole

pytestmark = [
    pytest.mark.journey,
    pytest.mark.timeout(240),
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL"), reason="the suite runs on SQLite: set DATABASE_URL"
    ),
]


def binary(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    at = str(found[0]) if found else shutil.which(name)
    if not at:
        pytest.skip(f"{name} is not on this machine: apt-get install postgresql")
    return at


class Cluster:
    """A PostgreSQL of its own; as root it runs as the user postgres, since the server refuses root."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, processes.free_port()
        self.user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        if self.user:
            shutil.chown(folder, "postgres", "postgres")
        self.run("initdb", "--username", "factcheck", "--auth", "trust", "--no-sync")

    def run(self, name: str, *words: str) -> None:
        command = [binary(name), "--pgdata", str(self.folder / "pg"), *words]
        subprocess.run(
            command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=60, **self.user
        )

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        self.run("pg_ctl", "--wait", "--log", str(self.folder / "log"), "--options", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "--wait", "--mode", "immediate", "stop")

    @property
    def url(self) -> str:
        return f"postgres://factcheck@127.0.0.1:{self.port}/postgres"


@pytest.fixture(scope="module")
def cluster():
    folder = Path(
        tempfile.mkdtemp(prefix="factcheck-pg-")
    )  # pytest's own folders are closed to the user postgres
    own = Cluster(folder)
    own.start()
    yield own
    own.stop()
    shutil.rmtree(folder)


def test_postgresql_restarts_at_once(install, cluster):
    product = install("restart", database=cluster.url).up()
    article, words = in_the_middle(product, "restart")
    others = [text(f"restart-{n}", faults.SLOW) for n in range(2)]
    waiting = {product.post(one): one for one in others}
    cluster.stop()
    status, body = product.ask("GET", "/health/")
    assert (status, body["database"]["ok"]) == (503, False)
    cluster.start()
    whole(product, article, words)
    for number, one in waiting.items():
        whole(product, number, one)
    assert expected(words) == product.spans(article)
    product.end()
