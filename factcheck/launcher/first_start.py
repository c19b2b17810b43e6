"""What a start brings in order before people come: tables, style sheets, and once the demo newsroom."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from claims.models import User
from factcheck.launcher.checks import CannotStart


def migrate() -> int:
    """The tables are as the code wants them; answers how many migrations had to be applied."""
    connection = connections[DEFAULT_DB_ALIAS]
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", interactive=False, verbosity=0)
    return len(plan)


def collect_static() -> bool:
    """The style sheets and scripts stand where the web server reads them; False when nothing had changed."""
    root = Path(settings.STATIC_ROOT)
    mark = root / ".collected"
    now = hashlib.sha256("\n".join(_static_files()).encode()).hexdigest()
    if mark.exists() and mark.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(now, encoding="ascii")
    return True


def _static_files() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            file = Path(storage.path(name)).stat()
            yield f"{name} {file.st_size} {file.st_mtime_ns}"


class Demo:
    """Whether the demo newsroom is wanted here: it is loaded once, into an installation without people."""

    def __init__(self, home: Path) -> None:
        self.mark = home / "demo"

    def is_due(self) -> bool:
        """Nobody has been entered yet, or the loading was interrupted."""
        if self.mark.exists():
            return self.mark.read_text(encoding="ascii") == "loading"
        return not User.objects.exists()

    def load(self) -> None:
        """The demo newsroom stands in the database. Raises CannotStart with the loader's last words."""
        self.mark.write_text("loading", encoding="ascii")
        loading = subprocess.run(
            [sys.executable, "manage.py", "demo", "--day", "--verbosity", "0"],
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if loading.returncode:
            last = "\n".join(loading.stderr.splitlines()[-12:])
            raise CannotStart(
                f"The demo newsroom could not be loaded (DEMO=0 leaves it out). Its last words:\n{last}"
            )
        self.mark.write_text("loaded", encoding="ascii")

    def is_here(self) -> bool:
        """It was loaded into this folder's installation."""
        return self.mark.exists()

    def sign_ins(self) -> list[tuple[str, ...]]:
        """Name, roles and password of the demo people that are still here, under a line of headings."""
        newsroom = json.loads((settings.DEMO_SEEDS / "newsroom.json").read_text(encoding="utf-8"))
        names = [person["username"] for person in newsroom["people"]]
        people = User.objects.filter(username__in=names, is_active=True).prefetch_related("grants")
        here = {person.username: person for person in people}
        rows = [
            (name, ", ".join(sorted(here[name].role_set)), settings.DEMO_PASSWORD)
            for name in names
            if name in here
        ]
        return [("name", "roles", "password"), *rows]
