"""The web server as the launcher starts it: bodies of every size and pace, many callers at once."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from factcheck.launcher.plan import parts
from tests.factories import TEXT

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds
PROBLEM = "application/problem+json"
FIFTY_MEGABYTES = 50_000_000

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(300)]


class Server:
    """The web server alone, with a database of its own and no broker."""

    def __init__(self, home: Path, database: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            "PATH": os.environ["PATH"],
            "FACTCHECK_HOME": str(home),
            "PORT": str(self.port),
            "BROKER_PATIENCE_SECONDS": "0.5",
            **({"DATABASE_URL": database} if database else {}),
        }
        (home / "static").mkdir(parents=True)
        self.manage("migrate", "--verbosity", "0")
        self.manage("person", "bote", "--role", "checker")
        self.token = self.manage("token", "bote").strip()
        (web,) = (p for p in parts(host="127.0.0.1", port=self.port, environment={}) if p.name == "web")
        self.running = subprocess.Popen(
            web.command,
            cwd=ROOT,
            env={**self.environment, **web.env},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.ask("GET", "/api/v1/articles/")
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the web server did not come up")

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE,
            check=True,
        )
        return done.stdout

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str, Any]:
        """Status, content type and JSON of the answer to what an ordinary client sends."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        given = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}
        try:
            connection.request(method, path, body, given, encode_chunked="Transfer-Encoding" in given)
            answer = connection.getresponse()
            return answer.status, answer.headers["Content-Type"], json.loads(answer.read())
        finally:
            connection.close()

    def connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def articles(self) -> int:
        return len(self.ask("GET", "/api/v1/articles/?page_size=200")[2]["results"])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, lane: Any) -> Iterator[Server]:
    """A web server that stops with the module."""
    server = Server(tmp_path_factory.mktemp("live") / "home", lane.database())
    yield server
    server.running.terminate()
    server.running.wait(timeout=PATIENCE)


def article(words: str) -> bytes:
    return json.dumps({"text": f"{TEXT}\n\nDie Stadt heißt {words}."}).encode()


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=abc", "text/plain"])
def test_fifty_megabytes_are_refused_and_the_client_hears_it(server: Server, kind: str) -> None:
    before = server.articles()
    status, answered, body = server.ask(
        "POST", "/api/v1/articles/", b"x" * FIFTY_MEGABYTES, **{"Content-Type": kind}
    )
    assert (status, answered, body["status"]) == (415 if kind == "text/plain" else 413, PROBLEM, status)
    assert server.articles() == before


def test_a_large_body_without_a_right_is_refused_and_the_client_hears_it(server: Server) -> None:
    status, answered, _body = server.ask(
        "POST", "/api/v1/articles/", b"x" * 20_000_000, Authorization="Bearer no"
    )
    assert (status, answered) == (401, PROBLEM)


def test_a_chunked_body_is_an_article_like_any_other(server: Server) -> None:
    whole = article("Stückweise")
    pieces = (whole[at : at + 50] for at in range(0, len(whole), 50))
    headers = {"Transfer-Encoding": "chunked"}
    status, _kind, taken = server.ask("POST", "/api/v1/articles/", pieces, **headers)
    assert status == 202
    again, _kind, known = server.ask("POST", "/api/v1/articles/", whole)
    assert (again, known["id"]) == (200, taken["id"])


def test_fifty_megabytes_in_chunks_are_refused(server: Server) -> None:
    before = server.articles()
    pieces = (b"x" * 1_000_000 for _ in range(50))
    headers = {"Transfer-Encoding": "chunked"}
    status, answered, _body = server.ask("POST", "/api/v1/articles/", pieces, **headers)
    assert (status, answered) == (413, PROBLEM)
    assert server.articles() == before


def test_an_upload_that_breaks_off_leaves_nothing(server: Server) -> None:
    before = server.articles()
    head = f"POST /api/v1/articles/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {server.token}\r\n"
    with server.connected() as broken:
        whole = article("Abgebrochen")
        broken.sendall(
            f"{head}Content-Type: application/json\r\nContent-Length: {len(whole)}\r\n\r\n".encode()
        )
        broken.sendall(whole[: len(whole) // 2])
    assert server.ask("POST", "/api/v1/articles/", article("Danach"))[0] == 202
    assert server.articles() == before + 1


def test_a_slow_client_is_waited_for_and_holds_up_nobody(server: Server) -> None:
    whole = article("Langsam")
    head = f"POST /api/v1/articles/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {server.token}\r\n"
    with ExitStack() as open_sockets:
        slow = [open_sockets.enter_context(server.connected()) for _ in range(3)]
        for client in slow:
            client.sendall(
                f"{head}Content-Type: application/json\r\nContent-Length: {len(whole)}\r\n\r\n".encode()
            )
            client.sendall(whole[:100])
        assert server.ask("GET", "/api/v1/outlets/")[0] == 200  # while three others are still sending
        for client in slow:
            client.sendall(whole[100:])
            answer = http.client.HTTPResponse(client)
            answer.begin()
            assert answer.status in (200, 202)
            answer.close()


def test_fifty_identical_posts_at_once_are_one_article(server: Server) -> None:
    before = server.articles()
    whole = article("Gleichzeitig")
    with ThreadPoolExecutor(50) as callers:
        answers = list(callers.map(lambda _: server.ask("POST", "/api/v1/articles/", whole), range(50)))
    assert len({body["id"] for _status, _kind, body in answers}) == 1
    assert sorted(status for status, _kind, _body in answers) == [200] * 49 + [202]
    assert server.articles() == before + 1
