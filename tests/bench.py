"""Figures, not tests: how fast the splitter reads, and how soon claims are visible after a POST.

Run by `make bench`. Everything runs on this machine, on loopback, and ends by itself.
"""

import argparse
import json
import os
import resource
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from claims.text.files import read_file
from claims.text.reading import read
from claims.text.spans import Page

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "seeds" / "articles"


def pages() -> list[Page]:
    """The demo articles, read from their files."""
    files = sorted(p for p in ARTICLES.iterdir() if p.suffix in {".txt", ".html"})
    return [read_file(p.read_bytes(), name=p.name) for p in files]


def splitter(seconds: float) -> None:
    """Prints articles, sentences, characters and claims per second of one process on one core, and its memory.

    That is what a worker does for each article, with its models loaded once: text to scored claims, no database.
    """
    begun = time.perf_counter()
    found = pages()
    opened = time.perf_counter() - begun
    begun = time.perf_counter()
    read(found[0].text)
    print(f"first article, models loaded   {time.perf_counter() - begun:8.2f} s")
    articles = characters = claims = sentences = 0
    spent: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        page = found[articles % len(found)]
        begun = time.perf_counter()
        reading = read(page.text, title=page.title, hints=page.hints)
        claims += len(reading.claims)
        sentences += len(reading.layout.sentences)
        spent.append(time.perf_counter() - begun)
        articles += 1
        characters += len(page.text)
    total = sum(spent)
    print(f"files to text                  {len(found) / opened:8.1f} files/s")
    print(f"splitter, one core             {articles / total:8.1f} articles/s")
    print(f"                               {sentences / total:8.1f} sentences/s")
    print(f"                               {characters / total:8.0f} characters/s")
    print(f"                               {claims / total:8.1f} claims/s")
    print(f"one article, median / slowest  {median(spent) * 1000:8.0f} ms / {max(spent) * 1000:.0f} ms")
    print(
        f"memory of such a worker, peak  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB"
    )


@contextmanager
def product() -> Iterator[tuple[str, str, float]]:
    """The whole product on an empty installation of its own; gives its address, a token and when it was started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="fcb") as home:
        env = {**os.environ, "FACTCHECK_HOME": home, "PORT": str(port), "DEMO": "0"}
        manage = [sys.executable, str(ROOT / "manage.py")]
        begun = time.perf_counter()
        running = subprocess.Popen([*manage, "up"], env=env, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/health/", seconds=240)
            print(f"start of an empty installation {time.perf_counter() - begun:8.2f} s")
            person = [
                "person",
                "bench",
                "--role",
                "editor",
                "--email",
                "bench@example.org",
                "--password-stdin",
            ]
            subprocess.run(
                [*manage, *person], env=env, check=True, stdout=subprocess.DEVNULL,
                input=secrets.token_urlsafe(24), text=True,
            )  # fmt: skip
            token = subprocess.run(
                [*manage, "token", "bench"], env=env, check=True, capture_output=True, text=True
            ).stdout.split()[-1]
            yield address, token, begun
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(timeout=60)


def _wait_for(url: str, *, seconds: float) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _call(url: str, token: str, body: dict[str, str] | None = None) -> dict[str, object]:
    request = urllib.request.Request(
        url,
        data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        result: dict[str, object] = json.load(answer)
        return result


def visible(found: Sequence[Page]) -> None:
    """Prints seconds from POST until the first claims can be read, until the article is ready, and from the start."""
    first: list[float] = []
    ready: list[float] = []
    since_start = 0.0
    with product() as (address, token, started):
        for number, page in enumerate(found):
            body = {"text": page.text, "title": page.title, "external_id": f"bench-{number}"}
            begun = time.perf_counter()
            article = _call(f"{address}/api/v1/articles/", token, body)
            seen = False
            while True:
                state = _call(f"{address}/api/v1/articles/{article['id']}/", token)
                progress = state["progress"]
                assert isinstance(progress, dict)
                if progress["claims"] and not seen:
                    seen = True
                    first.append(time.perf_counter() - begun)
                    since_start = since_start or time.perf_counter() - started
                if progress["stage"] in ("ready", "failed"):
                    break
                time.sleep(0.02)
            assert progress["stage"] == "ready", progress
            ready.append(time.perf_counter() - begun)
    print(f"start to first claim           {since_start:8.2f} s   of it making a person and a token by hand")
    print(f"POST to first claims, median   {median(first):8.2f} s   slowest {max(first):.2f} s")
    print(f"POST to ready, median          {median(ready):8.2f} s   slowest {max(ready):.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="for the splitter")
    splitter(parser.parse_args().seconds)
    visible(pages())
