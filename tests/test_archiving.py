"""Copies of cited pages, from a real server on this machine, and what must never be fetched."""

import gzip
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.utils import timezone

from claims import archiving, fetching
from claims.choices import Carriage
from claims.fetching import Unreachable
from claims.models import Snapshot, Source
from tests.workflow.factories import EvidenceFactory, SourceFactory

PAGE = (
    "<html><head><title>Satzung der Stadt\n Fünfhausen</title></head><body>Es sind 21.</body></html>".encode()
)


class Pages(BaseHTTPRequestHandler):
    """A small web: good, gone, broken, leading elsewhere, too large and too slow pages."""

    def do_GET(self) -> None:
        hits.append(self.path)
        match self.path:
            case "/good" | "/good?second":
                self._answer(200, PAGE, "text/html; charset=utf-8")
            case "/paper.pdf":
                self._answer(200, b"%PDF-1.4 nothing", "application/pdf")
            case "/busy":
                self._answer(503, b"", "text/plain")
            case "/moved":
                self._answer(302, b"", "text/plain", Location="/good")
            case "/inner":
                self._answer(302, b"", "text/plain", Location="http://10.1.2.3/")
            case "/file":
                self._answer(302, b"", "text/plain", Location="file:///etc/passwd")
            case "/circle":
                self._answer(302, b"", "text/plain", Location="/circle")
            case "/bomb":
                self._answer(
                    200, gzip.compress(b"0" * 3_000_000), "text/html", **{"Content-Encoding": "gzip"}
                )
            case "/drip":
                self._drip()
            case _:
                self._answer(404, b"gone", "text/plain")

    def _answer(self, status: int, body: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass  # the reader has gone, as it should

    def log_message(self, *words: object) -> None:
        """Nothing on the console."""


hits: list[str] = []
fetch = partial(fetching.fetch, loopback=True)


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _no_hits_yet() -> None:
    hits.clear()


# -- The guarded fetcher ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/good", "http://localhost:{port}/good", "http://[::1]:{port}/good",
        "http://2130706433:{port}/good", "http://0x7f000001:{port}/good", "http://0.0.0.0:{port}/good",
        "http://[::ffff:127.0.0.1]:{port}/good", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
        "http://100.64.0.1/", "http://[64:ff9b::7f00:1]/", "http://[fd00::1]/", "http://user:pw@192.168.1.1/",
    ],
)  # fmt: skip
def test_inner_addresses_are_never_connected_to(web: str, address: str) -> None:
    with pytest.raises(Unreachable) as caught:
        fetching.fetch(address.format(port=web.rpartition(":")[2]))
    assert caught.value.for_good and hits == []


@pytest.mark.parametrize("path", ["/inner", "/file", "/circle"])
def test_a_redirect_does_not_lead_past_the_guard(web: str, path: str) -> None:
    with pytest.raises(Unreachable) as caught:
        fetch(web + path)
    assert caught.value.for_good


def test_a_page_comes_with_its_kind_and_final_address(web: str) -> None:
    page = fetch(web + "/moved")
    assert (page.url, page.media_type, page.charset, page.body) == (web + "/good", "text/html", "utf-8", PAGE)


def test_a_bomb_is_cut_at_its_unpacked_size(web: str) -> None:
    with pytest.raises(Unreachable, match="1 MB"):
        fetch(web + "/bomb", most=1 << 20)
    page = fetch(web + "/bomb", most=1000, cut=True)
    assert (len(page.body), page.whole) == (1000, False)


def test_a_dripping_server_is_left(web: str) -> None:
    with pytest.raises(Unreachable) as caught:
        fetch(web + "/drip", seconds=0.2)
    assert not caught.value.for_good


@pytest.mark.parametrize(("path", "for_good"), [("/nothing", True), ("/busy", False)])
def test_gone_for_good_is_told_apart_from_away_for_now(web: str, path: str, for_good: bool) -> None:
    with pytest.raises(Unreachable) as caught:
        fetch(web + path)
    assert caught.value.for_good is for_good


@pytest.mark.parametrize("address", ["ftp://example.org/", "http://", "nonsense", "http://exa mple.org/"])
def test_what_is_no_web_address_is_refused_in_words(address: str) -> None:
    with pytest.raises(Unreachable):
        fetching.fetch(address)


# -- Snapshots --------------------------------------------------------------------------------------


def asked(url: str, **fields: object) -> Snapshot:
    source = SourceFactory(url=url, **fields)
    return Snapshot.objects.ask(source, at=timezone.now())


@pytest.mark.django_db
def test_a_waiting_snapshot_is_made_with_digest_and_time_and_names_its_source(web: str) -> None:
    snapshot = asked(web + "/good", title=web + "/good")
    assert archiving.archive_waiting(timezone.now(), fetch=fetch).kept == 1
    snapshot.refresh_from_db()
    assert (snapshot.state, snapshot.media_type, snapshot.size) == (Carriage.DONE, "text/html", len(PAGE))
    with snapshot.file.open() as kept:
        assert kept.read() == PAGE and kept.name.endswith(".html") and snapshot.sha256 in kept.name
    assert archiving.is_intact(snapshot) and snapshot.taken_at is not None
    source = Source.objects.get()
    assert source.title == "Satzung der Stadt Fünfhausen" and source.alive_at and source.dead_since is None
    snapshot.file.storage.delete(snapshot.file.name)
    with snapshot.file.storage.open(snapshot.file.name, "wb") as kept:
        kept.write(PAGE + b" ")
    assert not archiving.is_intact(snapshot)


@pytest.mark.django_db
def test_a_fresh_copy_serves_the_next_citation_too(web: str) -> None:
    snapshot = asked(web + "/paper.pdf")
    assert Snapshot.objects.ask(snapshot.source, at=timezone.now()) == snapshot
    archiving.archive_waiting(timezone.now(), fetch=fetch)
    assert Snapshot.objects.ask(snapshot.source, at=timezone.now()) == snapshot
    later = timezone.now() + timedelta(hours=25)
    assert Snapshot.objects.ask(snapshot.source, at=later) != snapshot
    assert hits == ["/paper.pdf"]


@pytest.mark.django_db
def test_a_server_that_is_away_is_asked_again_with_growing_patience_and_then_given_up(web: str) -> None:
    snapshot, now, waits = asked(web + "/busy"), timezone.now(), []
    for _ in range(4):
        archiving.archive_waiting(now, fetch=fetch)
        archiving.archive_waiting(now, fetch=fetch)  # nothing is due again yet
        snapshot.refresh_from_db()
        if snapshot.next_try_at:
            waits.append(snapshot.next_try_at - now)
            now = snapshot.next_try_at
    assert waits == [timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=3)]
    assert (snapshot.state, snapshot.tries, len(hits)) == (Carriage.GIVEN_UP, 4, 4)
    assert "503" in snapshot.failure and Source.objects.get().dead_since == now


@pytest.mark.django_db
def test_what_is_gone_is_given_up_at_once(web: str) -> None:
    snapshot = asked(web + "/nothing")
    assert archiving.archive_waiting(timezone.now(), fetch=fetch).given_up == 1
    snapshot.refresh_from_db()
    assert (snapshot.state, snapshot.tries) == (Carriage.GIVEN_UP, 1) and "404" in snapshot.failure


@pytest.mark.django_db
def test_a_snapshot_of_a_worker_that_died_is_free_again_after_a_while(web: str) -> None:
    snapshot, now = asked(web + "/good"), timezone.now()
    Snapshot.objects.update(state=Carriage.CLAIMED, claimed_at=now, tries=1)
    assert archiving.archive_waiting(now + timedelta(minutes=9), fetch=fetch).kept == 0
    assert archiving.archive_waiting(now + timedelta(minutes=10), fetch=fetch).kept == 1
    snapshot.refresh_from_db()
    assert snapshot.state == Carriage.DONE


@pytest.mark.django_db
def test_cited_pages_are_looked_at_weekly_and_dead_ones_daily(web: str) -> None:
    now = timezone.now()
    long_ago = now - timedelta(days=8)
    good = EvidenceFactory(source=SourceFactory(url=web + "/good", added_at=long_ago)).source
    dead = EvidenceFactory(source=SourceFactory(url=web + "/nothing", added_at=long_ago)).source
    SourceFactory(url=web + "/good?second", added_at=long_ago)  # cited by nobody
    assert archiving.look_after(now, fetch=fetch) == 1
    assert archiving.look_after(now + timedelta(hours=23), fetch=fetch) == 0
    good.refresh_from_db()
    dead.refresh_from_db()
    assert (good.alive_at, good.dead_since, dead.alive_at, dead.dead_since) == (now, None, None, now)
    assert sorted(hits) == ["/good", "/nothing"]
    hits.clear()
    Source.objects.filter(pk=dead.pk).update(url=web + "/good?second")
    tomorrow = now + timedelta(days=1)
    archiving.look_after(tomorrow, fetch=fetch)
    dead.refresh_from_db()
    assert hits == ["/good?second"] and (dead.alive_at, dead.dead_since) == (tomorrow, None)
