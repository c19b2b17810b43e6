"""`manage.py up`: starts, refuses with a clear message, stops cleanly, starts again with everything in place."""

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.journeys import processes
from tests.journeys.processes import until

pytestmark = [pytest.mark.journey, pytest.mark.timeout(240)]

WORDS = "Der Preis steigt zum 1. Januar 2026 um 9,4 Prozent auf 118 Euro je Megawattstunde."


def refusal(product) -> str:
    """What a start that is refused says, after at most a few seconds."""
    product.launch()
    assert product.launcher.wait(timeout=60) == 1
    return product.terminal()


@pytest.mark.slow
def test_stopped_and_started_again_it_has_everything(install):
    product = install("again", fresh=True).up()
    article = product.post(WORDS)
    product.done(article)
    spans = product.spans(article)
    assert spans
    assert product.down(signal.SIGINT) == 0
    assert processes.of_home(product.home) == set()
    assert "Stopped." in product.terminal()

    product.up()
    assert "migrations applied" not in product.terminal()
    assert product.spans(article) == spans
    assert product.post(WORDS) == article
    assert (product.home / "logs" / "worker.log.1").exists()

    assert product.down(signal.SIGTERM) == 0
    assert processes.of_home(product.home) == set()


@pytest.mark.slow
def test_killed_with_all_its_work_at_hand_it_leaves_nothing_behind_and_starts_again(install):
    product = install("killed").up()
    product.launcher.kill()
    product.launcher.wait()
    product.up()  # at once: it waits until the parts of the killed one are gone
    assert product.ask("GET", "/health/")[0] == 200
    product.launcher.kill()
    product.launcher.wait()
    until(lambda: not processes.of_home(product.home))


@pytest.mark.slow
def test_a_second_start_beside_it_is_refused(install):
    product = install("first").up()
    second = install("second", home=product.home)
    second.said = product.said.with_name("second")
    assert f"already running at http://127.0.0.1:{product.port} (process {product.launcher.pid})" in refusal(
        second
    )

    other = install("other", fresh=True)
    other.port = product.port
    other.environment["PORT"] = str(product.port)
    said = refusal(other)
    assert f"Port {product.port} is taken by" in said
    assert "granian" in said
    assert "PORT=" in said
    assert product.ask("GET", "/health/")[0] == 200


def test_a_port_that_is_taken_is_named_with_its_owner(install):
    product = install("taken", fresh=True)
    with socket.create_server(("127.0.0.1", product.port)):
        said = refusal(product)
    assert f"Port {product.port} is taken by" in said
    assert f"(process {os.getpid()})" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none_is_refused(install, port):
    product = install("port", fresh=True, PORT=port)
    assert "PORT must be a number from 1 to 65535" in refusal(product)


def test_a_file_in_place_of_the_folder_is_refused(install, tmp_path):
    (tmp_path / "home").write_text("not a folder", encoding="utf-8")
    said = refusal(install("file", home=tmp_path / "home"))
    assert str(tmp_path / "home") in said
    assert "FACTCHECK_HOME" in said
    assert "Traceback" not in said


def mounted(where: Path, *options: str) -> None:
    """A file system of its own stands there; skips where this person may not mount one."""
    where.mkdir()
    done = subprocess.run(["mount", *options, str(where)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")


@pytest.mark.skipif(not shutil.which("mount"), reason="no mount on this machine")
@pytest.mark.parametrize(
    ("options", "words"),
    [(("-t", "tmpfs", "-o", "size=1m,ro", "none"), "Read-only file system"), (("-t", "tmpfs", "-o", "size=1m", "none"), "is full")],
    ids=["read-only", "full"],
)  # fmt: skip
def test_a_disk_that_cannot_take_more_is_refused(install, tmp_path, options, words):
    mounted(tmp_path / "disk", *options)
    try:
        said = refusal(
            install("disk", home=tmp_path / "disk" / "home" if "ro" not in options[3] else tmp_path / "disk")
        )
    finally:
        subprocess.run(["umount", str(tmp_path / "disk")], check=True)
    assert words in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_the_first_start_brings_the_demo_newsroom_and_says_who_can_sign_in(install):
    product = install("demo", fresh=True, DEMO="1").up()
    said = product.terminal()
    assert "factcheck-demo" in said
    assert "jana" in said
    status, body = product.ask("GET", "/api/v1/articles/?page_size=100")
    assert status == 200
    assert len(body["results"]) >= 12
    product.done(*[article["id"] for article in body["results"]])
