#!/usr/bin/env python3
"""Sets the project up in .venv from a lock file; needs nothing but a Python, and is done at once when nothing changed.

    python3 factcheck/bootstrap.py requirements.lock
    python3 factcheck/bootstrap.py requirements-dev.lock requirements.lock    # the first holds all of the second

Every package is checked against the hashes in the lock file. uv installs where it is on the PATH,
else the pip of this Python, else the pip that Python carries for new environments.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
SPACE = 700  # megabytes that a whole installation takes, with what is unpacked on the way
PIP_WITH_PYTHON = (22, 3)  # pip of this version and later installs into another Python's environment


def main(lock: Path, *held: Path) -> None:
    """.venv holds what the lock file names, and with it what those `held` in it name. Exits with a line else."""
    if sys.version_info < OLDEST:
        sys.exit(
            "Factcheck needs Python %d.%d or newer, this is %s. Name another one: make PYTHON=python3.11 …"
            % (*OLDEST, sys.version.split()[0])
        )
    if is_done(lock):
        return
    try:
        VENV.mkdir(exist_ok=True)
        with (VENV / ".setting-up").open("w") as door:
            fcntl.flock(door, fcntl.LOCK_EX)  # `make up` and `make test` at once: one after the other
            if not is_done(lock):
                set_up(lock)
                for one in (lock, *held):
                    mark_of(one).write_text(digest_of(one), encoding="ascii")
    except OSError as error:
        sys.exit("Factcheck cannot be set up in %s: %s." % (VENV, error.strerror or error))


def mark_of(lock: Path) -> Path:
    """The file that remembers which version of the lock file is installed."""
    return VENV / (".installed-" + lock.stem)


def digest_of(lock: Path) -> str:
    """Which version of the lock file this is."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def is_done(lock: Path) -> bool:
    """The packages of exactly this lock file are there, and so is the Python they were put in for."""
    try:
        return mark_of(lock).read_text(encoding="ascii") == digest_of(lock) and PYTHON.exists()
    except OSError:
        return False


def set_up(lock: Path) -> None:
    """The packages are installed; says how it goes."""
    free = shutil.disk_usage(VENV).free // (1024 * 1024)
    if free < SPACE:
        sys.exit(
            "The disk that holds %s is full: %d MB are free, setting up takes %d MB." % (VENV, free, SPACE)
        )
    begun = time.monotonic()
    total = len(re.findall(r"(?m)^[A-Za-z0-9._-]+(\[.*\])?==", lock.read_text(encoding="utf-8")))
    print("Setting up Factcheck in %s: %d packages of %s" % (VENV, total, lock.name), flush=True)
    if not PYTHON.exists():
        for stale in ("bin", "lib", "lib64", "include"):  # of a Python that is gone
            path = VENV / stale
            if path.is_symlink() or path.is_file():
                path.unlink()
            elif path.exists():
                shutil.rmtree(path)
        make_environment()
    install([*installer(), "--require-hashes", "--requirement", str(lock)], total)
    print("Set up in %.0f s." % (time.monotonic() - begun), flush=True)


def make_environment() -> None:
    """.venv is an environment of this Python, without a pip of its own."""
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        last = (made.stderr or made.stdout).strip().splitlines()[-1:]
        sys.exit(
            "Python cannot make an environment (%s). On Debian: apt-get install python3-venv" % "".join(last)
        )


def installer() -> "list[str]":
    """The command that installs into .venv. Exits when this machine has none."""
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--no-progress", "--python", str(PYTHON)]
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    asked = run([sys.executable, "-m", "pip", "--version"])
    found = re.match(r"pip (\d+)\.(\d+)", asked.stdout)
    if found and (int(found[1]), int(found[2])) >= PIP_WITH_PYTHON:
        return [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", *options]
    if run([str(PYTHON), "-m", "ensurepip"]).returncode == 0:
        return [str(PYTHON), "-m", "pip", "install", *options]
    sys.exit("This Python has no pip that could install packages. On Debian: apt-get install python3-pip")


def run(command: "list[str]") -> "subprocess.CompletedProcess[str]":
    """The command has run; nothing of it is shown."""
    return subprocess.run(command, capture_output=True, text=True, check=False)


def install(command: "list[str]", total: int) -> None:
    """The packages are there. Exits with the installer's last words when they cannot be had."""
    said = []  # type: list[str]
    seen = 0
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "VIRTUAL_ENV": str(VENV)}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment,
    ) as running:
        for line in running.stdout or ():
            said.append(line.rstrip())
            if line.startswith("Collecting "):
                seen += 1
                tell(seen, total, line.split()[1])
            elif line.startswith(("Installing collected", "Resolved ", "Prepared ", "Installed ")):
                print("  " + line[:100].strip(), flush=True)
    if running.returncode:
        print("\n".join(said[-15:]), file=sys.stderr)
        sys.exit("The packages could not be installed (see above). Is the package index reachable?")


def tell(seen: int, total: int, package: str) -> None:
    """How far it is: one line that moves on a terminal, now and then a line elsewhere."""
    if sys.stdout.isatty():
        print(
            "\r  %3d of %d  %-50s" % (seen, total, package[:50]),
            end="\n" if seen >= total else "",
            flush=True,
        )
    elif seen % 10 == 0 or seen == total:
        print("  %3d of %d  %s" % (seen, total, package), flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*[ROOT / name for name in sys.argv[1:]])
