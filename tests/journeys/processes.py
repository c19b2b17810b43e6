"""Looking at processes through /proc, to find the one to kill and to see that nothing is left."""

import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

Answer = TypeVar("Answer")


def until(what: Callable[[], Answer], *, within: float = 40.0, every: float = 0.05) -> Answer:
    """The first answer that is true; AssertionError with the last one when none comes in time."""
    end = time.monotonic() + within
    while not (found := what()):
        assert time.monotonic() < end, f"still {found!r} after {within} s"
        time.sleep(every)
    return found


def of_home(home: Path) -> set[int]:
    """The processes that were started with this FACTCHECK_HOME."""
    wanted = f"FACTCHECK_HOME={home}".encode()
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if wanted in (entry / "environ").read_bytes().split(b"\0") and state(int(entry.name)) != "Z":
                found.add(int(entry.name))
    return found


def command(pid: int) -> str:
    """The command line; "" for a process that is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


def stat(pid: int) -> list[str]:
    """State, parent and so on, after the name."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return ["gone", "0"]


def state(pid: int) -> str:
    """R, S, Z … or "gone"."""
    return stat(pid)[0]


def parent(pid: int) -> int:
    """The parent's number; 0 for a process that is gone."""
    return int(stat(pid)[1])


def kill(*pids: int, with_: signal.Signals = signal.SIGKILL) -> None:
    """The processes get the signal; one that is gone already needs none."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, with_)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
