"""What must be true before the first part is started, each with words for the person at the terminal."""

import errno
import fcntl
import json
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
WANTED = 200  # megabytes that must be free: the database, its log and the broker's file of a busy day
LISTENING = "0A"  # the state in /proc/net/tcp
PARTING = 30.0  # seconds in which the parts of a run that was killed have time to end


class CannotStart(Exception):
    """Why it cannot start, and what to do about it, in one or two sentences."""


def folder(home: Path) -> None:
    """The folder exists and can be written. Raises CannotStart."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        trial = home / f".trial-{os.getpid()}"
        trial.write_bytes(b"x" * 4096)
        trial.unlink()
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise CannotStart(
                f"The disk that holds {home} is full. Make room there, then start again."
            ) from error
        raise CannotStart(
            f"The folder {home} cannot be used ({error.strerror or error}): it holds everything that Factcheck "
            "must not lose. Make it writable, or name another one with FACTCHECK_HOME."
        ) from error


def space(home: Path, *, wanted: int = WANTED) -> int:
    """So many megabytes are free for the folder; answers how many are. Raises CannotStart."""
    free = shutil.disk_usage(home).free // MEGABYTE
    if free < wanted:
        raise CannotStart(
            f"The disk that holds {home} is full: {free} MB are free, Factcheck wants {wanted} MB. "
            "Make room there, or name a folder on another disk with FACTCHECK_HOME."
        )
    return free


@contextmanager
def lock(home: Path, *, address: str) -> Iterator[int]:
    """Nobody else runs in the folder as long as this lasts; yields the descriptor that holds the lock.

    Parts inherit the descriptor, so the lock is free only when the last of them has ended: the parts of
    a launcher that was killed are waited for, a living launcher is not. Raises CannotStart.
    """
    path = home / "lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(descriptor, path, home)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "address": address}).encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def _take(descriptor: int, path: Path, home: Path) -> None:
    until = time.monotonic() + PARTING
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(path)
            if holder and _lives(holder["pid"]):
                raise CannotStart(
                    f"Factcheck is already running at {holder['address']} (process {holder['pid']}) with its files in "
                    f"{home}. Stop it with Ctrl-C there first; a second one beside it needs its own FACTCHECK_HOME "
                    "and PORT."
                ) from None
            if time.monotonic() > until:
                raise CannotStart(
                    f"Parts of an earlier run still hold {path} after {PARTING:.0f} s. `fuser {path}` names them; "
                    "end them, then start again."
                ) from None
            time.sleep(0.1)
        else:
            return


def _holder(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"pid", "address"} <= found.keys() else None


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def port(host: str, number: int) -> None:
    """Nobody listens there yet and this person may. Raises CannotStart, with the name of who does if it can be seen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
            probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                who = listener(number)
                raise CannotStart(
                    f"Port {number} is taken{f' by {who}' if who else ''}. Choose another one: make up PORT={number + 1}"
                ) from error
            raise CannotStart(
                f"Port {number} on {host} cannot be opened ({error.strerror or error})."
            ) from error


def listener(number: int) -> str:
    """Who listens on the TCP port of this machine, as "name (process 12)"; "" when it cannot be seen."""
    inodes = {f"socket:[{inode}]" for inode in _listening_inodes(number)}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if any(str(fd.readlink()) in inodes for fd in (entry / "fd").iterdir()):
                words = (entry / "cmdline").read_bytes().split(b"\0")
                name = (entry / "comm").read_text(encoding="utf-8").strip()
                said = b" ".join(words[:4]).decode(errors="replace").strip()
                return f"{said or name} (process {entry.name})"
    return ""


def _listening_inodes(number: int) -> Iterator[str]:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with suppress(OSError):
            for line in Path(table).read_text(encoding="ascii").splitlines()[1:]:
                fields = line.split()
                if fields[3] == LISTENING and int(fields[1].rsplit(":", 1)[1], 16) == number:
                    yield fields[9]
