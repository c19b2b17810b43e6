"""Parts under supervision: started, started again, stopped in time, never left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from factcheck.launcher import parts
from factcheck.launcher.parts import Part, Supervisor, cut, reason, turn_over
from tests.journeys import processes
from tests.journeys.processes import until


@pytest.fixture
def told():
    return []


@pytest.fixture
def supervisor(tmp_path, told):
    with (tmp_path / "lock").open("w") as lock:
        made = Supervisor(
            logs=tmp_path / "logs",
            cwd=tmp_path,
            keep=lock.fileno(),
            say=lambda name, words: told.append((name, words)),
        )
        yield made
        made.hurry = True
        made.stop(list(made.running))


def python(name: str, code: str, **more) -> Part:
    return Part(name, [sys.executable, "-c", code], **more)


def test_a_part_that_ends_is_started_again_and_it_is_told(supervisor, told):
    running = supervisor.start(python("short", "print('hello', flush=True); raise SystemExit(3)"))

    def twice() -> bool:
        supervisor.look()
        return running.log.read_text().count("hello") >= 2

    until(twice)
    assert told[0][0] == "short"
    assert "exit status 3" in told[0][1]
    assert running.ended >= 1


def test_it_waits_longer_each_time(supervisor, told):
    running = supervisor.start(python("short", "raise SystemExit(1)"))

    def thrice() -> bool:
        supervisor.look()
        if running.due:
            running.due = 0.0  # the test does not wait as long as the product
        return running.ended >= 3

    until(thrice)
    assert [words.split("again in ")[1].split(",")[0] for _, words in told[:3]] == ["0.5 s", "1 s", "2 s"]


def test_children_of_a_part_that_was_killed_do_not_live_on(supervisor, tmp_path):
    code = "import subprocess, sys, time; c = subprocess.Popen(['sleep', '300']); print(c.pid, flush=True); time.sleep(300)"
    running = supervisor.start(python("family", code))
    child = int(until(lambda: running.log.read_text().strip()))
    processes.kill(running.process.pid)

    def gone() -> bool:
        supervisor.look()
        return processes.state(child) in ("gone", "Z", "X")

    until(gone)


def test_a_part_that_does_not_stop_in_time_is_killed(supervisor, told):
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(300)"
    running = supervisor.start(python("deaf", code, patience=0.3))
    until(lambda: "deaf" in running.log.read_text())
    supervisor.stop(["deaf"])
    assert running.process.returncode == -signal.SIGKILL
    assert told == [("deaf", "did not stop in time and was killed")]


def test_a_part_ends_when_the_launcher_is_killed(tmp_path):
    """The launcher here is a child of the test, so that it can be killed."""
    code = f"""
import time
from pathlib import Path
from factcheck.launcher.parts import Part, Supervisor
home = Path({str(tmp_path)!r})
with (home / "lock").open("w") as lock:
    run = Supervisor(logs=home, cwd=home, keep=lock.fileno(), say=print)
    one = run.start(Part("sleeper", ["sleep", "300"]))
    print(one.process.pid, flush=True)
    time.sleep(300)
"""
    root = Path(parts.__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as launcher:
        sleeper = int(launcher.stdout.readline())
        before = processes.state(sleeper)
        launcher.kill()
    assert before in ("S", "R", "D")
    until(lambda: processes.state(sleeper) in ("gone", "Z", "X"))


def test_logs_are_turned_over_and_the_last_three_are_kept(tmp_path):
    log = tmp_path / "part.log"
    for number in range(5):
        log.write_text(str(number))
        turn_over(log)
    assert not log.exists()
    assert [path.read_text() for path in sorted(tmp_path.glob("part.log.*"))] == ["4", "3", "2"]
    turn_over(log)  # nothing there, nothing lost
    assert (tmp_path / "part.log.1").read_text() == "4"


def test_a_log_that_has_grown_too_long_is_cut_while_its_writer_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "LOG_LIMIT", 10)
    log = tmp_path / "part.log"
    with log.open("a", buffering=1) as writer:
        writer.write("a line that is long\n")
        cut(log)
        writer.write("next\n")
        cut(log)
    assert log.read_text() == "next\n"
    assert (tmp_path / "part.log.1").read_text() == "a line that is long\n"


@pytest.mark.parametrize(
    ("code", "words"), [(0, "exit status 0"), (-9, "killed by SIGKILL"), (-99, "killed by signal 99")]
)
def test_an_exit_status_in_words(code, words):
    assert reason(code) == words
