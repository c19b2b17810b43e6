"""The parts of the running product as supervised processes: started, watched, started again, stopped in order."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0  # seconds before a part that has ended is started again
SETTLED = 60.0  # seconds after which a part counts as running well again
LOG_LIMIT = 20 * 1024 * 1024  # bytes
KEPT_LOGS = 3

Say = Callable[[str, str], None]  # a part's name and what is to be told of it


@dataclass(frozen=True)
class Part:
    """A process of the product: how it is started and how long it may take to stop."""

    name: str
    command: Sequence[str]
    patience: float = 10.0  # seconds between asking it to stop and killing it
    env: Mapping[str, str] = field(default_factory=dict)


class Running:
    """A part together with its present process and its log."""

    def __init__(self, part: Part, *, log: Path, cwd: Path, keep: int) -> None:
        self.part, self.log, self.cwd, self.keep = part, log, cwd, keep
        self.wait = FIRST_WAIT
        self.ended = 0  # how often it ended without being asked to
        self.due: float | None = None  # when it is started again
        self.begin()

    def begin(self) -> None:
        """A process of the part runs in a session of its own and ends when this process ends."""
        self.due, self.since = None, time.monotonic()
        libc = ctypes.CDLL(None)

        def end_with_parent() -> None:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.part.command,
                cwd=self.cwd,
                env={**os.environ, **self.part.env},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509 - the launcher has no threads
                pass_fds=(self.keep,),
            )

    def look(self) -> str:
        """Starts the part again when its time has come; answers what happened in words, "" when nothing did."""
        now = time.monotonic()
        if self.due is not None:
            if now >= self.due:
                self.begin()
            return ""
        code = self.process.poll()
        if code is None:
            if now - self.since > SETTLED:
                self.wait = FIRST_WAIT
            return ""
        self.kill()  # what it has left behind would go on without a parent
        self.ended += 1
        wait, self.wait = self.wait, min(self.wait * 2, LONGEST_WAIT)
        self.due = now + wait
        return f"ended ({reason(code)}); starting it again in {wait:g} s, its log: {self.log}"

    def ask(self) -> None:
        """The process is asked to stop."""
        self.due = None
        with suppress(ProcessLookupError):
            self.process.terminate()

    def kill(self) -> None:
        """Nothing is left of the process and its children."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def last_words(self, lines: int = 12) -> str:
        """The end of the log."""
        with self.log.open("rb") as file:
            file.seek(max(0, self.log.stat().st_size - 8000))
            return "\n".join(file.read().decode(errors="replace").splitlines()[-lines:])


def reason(code: int) -> str:
    """An exit status in words."""
    if code >= 0:
        return f"exit status {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


class Supervisor:
    """Keeps the parts running, in the order in which they were started; stops them the other way round."""

    def __init__(self, *, logs: Path, cwd: Path, keep: int, say: Say) -> None:
        self.logs, self.cwd, self.keep, self.say = logs, cwd, keep, say
        self.running: dict[str, Running] = {}
        self.hurry = False  # a second Ctrl-C: nobody is waited for any more
        logs.mkdir(parents=True, exist_ok=True)

    def start(self, part: Part) -> Running:
        """The part runs, with a fresh log; the log of the run before is kept beside it."""
        log = self.logs / f"{part.name}.log"
        turn_over(log)
        self.running[part.name] = Running(part, log=log, cwd=self.cwd, keep=self.keep)
        return self.running[part.name]

    def look(self) -> None:
        """Parts that have ended are started again after a while; logs that have grown too long are cut."""
        for name, one in self.running.items():
            if words := one.look():
                self.say(name, words)
            cut(one.log)

    def stop(self, names: Sequence[str]) -> None:
        """The named parts are asked together; those that do not stop in their time are killed."""
        asked = [self.running.pop(name) for name in names if name in self.running]
        for one in asked:
            one.ask()
        begun = time.monotonic()
        while waiting := [one for one in asked if one.process.poll() is None]:
            for one in waiting:
                if self.hurry or time.monotonic() - begun > one.part.patience:
                    self.say(one.part.name, "did not stop in time and was killed")
                    one.kill()
                    one.process.wait()
            time.sleep(0.02)
        for one in asked:
            one.kill()


def turn_over(log: Path) -> None:
    """The log begins anew; the last few before it are name.log.1 (the newest) and so on."""
    if not log.exists() or not log.stat().st_size:
        return
    for number in range(KEPT_LOGS - 1, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number + 1}"))
    log.replace(log.with_name(f"{log.name}.1"))


def cut(log: Path) -> None:
    """A log that has grown past its limit is copied aside and emptied; its writer, who appends, notices nothing."""
    if log.stat().st_size > LOG_LIMIT:
        log.with_name(f"{log.name}.1").write_bytes(log.read_bytes())
        os.truncate(log, 0)
