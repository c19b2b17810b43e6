"""What is measured: pages and lists, each several times, with its queries counted."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Token
from claims.web import paging
from claims.web.queue_page import ORDERS, VIEWS, QueuePage

RUNS = 5
WALKED = 200  # pages by key before the one that is measured
WORDS = ("Fernwärme Graz", '"sagte die Kämmerin"', "Verkehrst", "die")


class Watch:
    """Runs what is measured and prints a line for each."""

    def __init__(self, *, slow: float, only: str) -> None:
        self.slow, self.only = slow, only
        print(f"{'ms':<44}{'fastest':>9}{'median':>9}{'own CPU':>9}{'in SQL':>9}{'queries':>9}")

    def line(self, name: str, do: Callable[[], Any], *, before: Callable[[], Any] | None = None) -> None:
        """Prints the fastest of RUNS, their median, what of it was this process at work, what the database took, and
        how many queries it was asked; the slow ones of the fastest run too."""
        if self.only not in name:
            return
        do()
        runs: list[tuple[float, float, float, list[dict[str, str]]]] = []
        for _ in range(RUNS):
            if before:
                before()
            with CaptureQueriesContext(connection) as seen:
                begun, at_work = time.perf_counter(), time.process_time()
                do()
                worked, spent = time.process_time() - at_work, time.perf_counter() - begun
                queries = list(seen.captured_queries)  # gone with the next request
            asked = sum(float(query["time"]) for query in queries)
            runs.append((1000 * spent, 1000 * worked, 1000 * asked, queries))
        fastest, queries = min(run[0] for run in runs), min(runs, key=lambda run: run[2])[3]
        middle, worked, asked = (
            median(run[0] for run in runs),
            min(run[1] for run in runs),
            min(run[2] for run in runs),
        )
        print(f"{name:<44}{fastest:9.1f}{middle:9.1f}{worked:9.1f}{asked:9.1f}{len(queries):9}", flush=True)
        for query in queries:
            if self.slow and 1000 * float(query["time"]) >= self.slow:
                print(f"    {1000 * float(query['time']):8.1f} ms  {query['sql']}")


def pages(watch: Watch, person: Any) -> None:
    """The pages, as the person gets them."""
    door = Client(SERVER_NAME="localhost")
    door.force_login(person)

    def got(path: str, **headers: str) -> Any:
        answer = door.get(path, headers=headers)
        assert answer.status_code in {200, 304}, (path, answer.status_code)
        return answer

    def forget() -> None:
        caches["counts"].clear()

    watch.line("queue, counts fresh", lambda: got("/claims/"), before=forget)
    watch.line("queue", lambda: got("/claims/"))
    tag = got("/claims/").headers["HX-PTag"]
    watch.line("queue, asked again: 304", lambda: got("/claims/", HX_Request="true", HX_PTag=tag))
    for view in VIEWS:
        if view.query:
            watch.line(f"queue, {view.key}", lambda query=view.query: got(f"/claims/?{query}"))
    for sort in ORDERS:
        watch.line(f"queue, everything by {sort}", lambda sort=sort: got(f"/claims/?status=any&sort={sort}"))
    for sort in ORDERS:
        watch.line(f"queue, open by {sort}", lambda sort=sort: got(f"/claims/?sort={sort}"))
    for sort in ORDERS:
        key = _key_of(person, sort)
        watch.line(
            f"queue, page {WALKED} by {sort}",
            lambda sort=sort, key=key: got(f"/claims/?sort={sort}&after={key}"),
        )
    watch.line("queue, a desk and a kind", lambda: got("/claims/?desk=2&kind=quote"))
    for words in WORDS:
        watch.line(
            f"queue, search {words}", lambda words=words: door.get("/claims/", {"q": words, "status": "any"})
        )
    watch.line("board, counts fresh", lambda: got("/claims/?form=board"), before=forget)
    watch.line("board", lambda: got("/claims/?form=board"))
    watch.line("my day", lambda: got("/day/"))
    watch.line("review", lambda: got("/review/"))
    watch.line("disputes", lambda: got("/review/disputes/"))
    for period in ("today", "14", "quarter"):
        watch.line(f"figures, {period}", lambda period=period: got(f"/figures/?period={period}"))
    watch.line("archive", lambda: got("/checks/"))
    watch.line("archive, search", lambda: got("/checks/?q=Fernw%C3%A4rme+Graz"))
    watch.line("archive, feed", lambda: got("/checks/feed.xml"))
    watch.line("articles", lambda: got("/articles/"))


def _key_of(person: Any, sort: str) -> str:
    """The key that the page before page WALKED ends with."""
    request: Any = RequestFactory().get("/claims/", {"sort": sort})
    request.user = person
    return paging._key(QueuePage(request).claims()[WALKED * 50 - 1], ORDERS[sort][1])


def interface(watch: Watch, person: Any) -> None:
    """The machines' door."""
    _token, secret = Token.issue(person, at=timezone.now())
    door = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {secret}"})

    def got(**asked: str) -> None:
        answer = door.get("/api/v1/claims/", asked)
        assert answer.status_code == 200, answer.content

    for ordering in ("-id", "queue", "due_at", "-check_worthiness"):
        watch.line(f"API, 50 claims by {ordering}", lambda ordering=ordering: got(ordering=ordering))
    watch.line("API, 50 open claims by queue", lambda: got(ordering="queue", status="new"))
    for words in WORDS:
        watch.line(f"API, search {words}", lambda words=words: got(search=words))
