"""The running product as a test sees it: started by `manage.py up`, asked through its own doors."""

import http.client
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Self

from tests.journeys import processes
from tests.journeys.processes import until

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds; generous, since the machine is shared


class Product:
    """One installation in a folder of its own."""

    def __init__(self, home: Path, *, database: str = "", broker: str = "", **environment: str) -> None:
        self.home, self.port, self.token = home, processes.free_port(), ""
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home.parent),
            "FACTCHECK_HOME": str(home),
            "PORT": str(self.port),
            "DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
            "WEB_WORKERS": "1",
            "SWEEP_EVERY_SECONDS": "0.5",
            "STEP_LEASE_SECONDS": "4",
            "PYTHONUNBUFFERED": "1",
            **({"DATABASE_URL": database} if database else {}),
            **({"REDIS_URL": broker} if broker else {}),
            **environment,
        }
        self.said = home.parent / f"{home.name}.terminal"
        self.launcher: subprocess.Popen[bytes] | None = None

    # -- Running ------------------------------------------------------------------------------------
    def launch(self) -> Self:
        """`manage.py up` has been started; its terminal is the file `said`."""
        with self.said.open("wb") as terminal:
            self.launcher = subprocess.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=terminal,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def up(self) -> Self:
        """Everything runs, and a person with a token is there to ask it."""
        self.launch()
        until(self._ready, within=PATIENCE * 2)
        if not self.token:
            self.enter()
        return self

    def enter(self) -> None:
        """There is a person with a token, entered by the commands for operators."""
        self.manage("person", "bote", "--role", "editor")
        self.token = self.manage("token", "bote").strip()

    def _ready(self) -> bool:
        assert self.launcher
        assert self.launcher.poll() is None, self.terminal()
        return " ready " in self.terminal()

    def terminal(self) -> str:
        """What the person at the terminal has read so far."""
        return self.said.read_text(encoding="utf-8", errors="replace")

    def down(self, with_: signal.Signals = signal.SIGINT) -> int:
        """Asked to stop, it has; answers the launcher's exit status."""
        assert self.launcher
        if self.launcher.poll() is None:
            self.launcher.send_signal(with_)
        return self.launcher.wait(timeout=PATIENCE)

    def end(self) -> None:
        """Whatever a test has left is gone."""
        if self.launcher and self.launcher.poll() is None:
            self.down()
        processes.kill(*processes.of_home(self.home))

    def manage(self, *words: str, **more: Any) -> str:
        """`manage.py …` beside the running product; answers its standard output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            **more,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    # -- Its processes ------------------------------------------------------------------------------
    def pids(self, *words: str) -> list[int]:
        """The processes of this installation whose command line holds all the words."""
        return sorted(
            pid
            for pid in processes.of_home(self.home)
            if all(word in processes.command(pid) for word in words)
        )

    def worker(self) -> int:
        """The worker's parent process."""
        assert self.launcher
        found = [pid for pid in self.pids("celery", " worker ") if processes.parent(pid) == self.launcher.pid]
        assert len(found) == 1
        return found[0]

    def pool(self) -> list[int]:
        """The worker's children."""
        worker = self.worker()
        return [pid for pid in self.pids("celery", " worker ") if processes.parent(pid) == worker]

    def part(self, *words: str) -> int:
        """The one process of a part that the launcher started itself."""
        assert self.launcher
        found = [pid for pid in self.pids(*words) if processes.parent(pid) == self.launcher.pid]
        assert len(found) == 1
        return found[0]

    # -- Its doors ----------------------------------------------------------------------------------
    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        """Status and JSON of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            connection.request(method, path, json.dumps(body) if body else None, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        finally:
            connection.close()

    def post(self, text: str, **fields: Any) -> int:
        """The article is in; answers its number."""
        status, body = self.ask("POST", "/api/v1/articles/", {"text": text, **fields})
        assert status in (200, 202), (status, body)
        return int(body["id"])

    def stage(self, article: int) -> str:
        """How far the machine is."""
        return str(self.progress(article)["stage"])

    def progress(self, article: int) -> dict[str, Any]:
        """Stage, failure and so on."""
        status, body = self.ask("GET", f"/api/v1/articles/{article}/")
        assert status == 200, body
        return dict(body["progress"])

    def done(self, *articles: int) -> None:
        """All of them have come to their end, which is `ready`."""
        for article in articles:
            until(lambda one=article: self.stage(one) in ("ready", "failed"), within=PATIENCE, every=0.2)  # type: ignore[misc]
            assert self.stage(article) == "ready", self.progress(article)

    def spans(self, article: int) -> list[tuple[int, int]]:
        """Where the article's claims stand, in order."""
        status, body = self.ask("GET", f"/api/v1/articles/{article}/claims/?page_size=200")
        assert status == 200, body
        return sorted((claim["start"], claim["end"]) for claim in body["results"])
