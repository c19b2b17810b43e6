"""Figures, not tests: milliseconds per page and per list with as many claims as a newsroom has after years.

Run by `make bench-scale` (ARGS="--claims 200000 --slow 50"). It fills a scratch database, a SQLite file in a
temporary folder or one of its own on the server of DATABASE_URL, and removes it at the end; `--keep NAME` keeps it
under that name, and the next run finds it filled.
"""

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django
import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from tests import settings


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--keep", default="", metavar="NAME", help="of the database, for the next run")
    parser.add_argument("--slow", type=float, default=0.0, metavar="MS", help="also print every longer query")
    parser.add_argument("--only", default="", help="lines whose name holds this")
    return parser.parse_args()


@contextmanager
def scratch(name: str, *, keep: bool) -> Iterator[None]:
    """A database of that name, which the settings point at."""
    own = settings.DATABASES["default"]
    if own["ENGINE"].endswith("sqlite3"):
        if keep:
            own["NAME"] = Path(name).absolute()
        yield  # without a name it lies in a folder that goes with the process
        return
    server = {"host": own["HOST"], "port": own["PORT"], "user": own["USER"], "password": own["PASSWORD"]}
    server = {key: value for key, value in server.items() if value}
    with psycopg.connect(dbname=own["NAME"], autocommit=True, **server) as door:
        if not door.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            door.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        own["NAME"] = name
        try:
            yield
        finally:
            connection.close()
            if not keep:
                door.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


if __name__ == "__main__":
    asked = arguments()
    settings.CACHES["counts"] = {**settings.CACHES["presence"], "TIMEOUT": 600}
    with scratch(asked.keep or f"factcheck_scale_{os.getpid()}", keep=bool(asked.keep)):
        django.setup()
        from tests.scale import measured, rows  # these know models

        call_command("migrate", verbosity=0)
        begun = time.perf_counter()
        person, number, fresh = rows.newsroom(asked.claims)
        how = f"filled in {time.perf_counter() - begun:.0f} s" if fresh else "found"
        print(f"{number} claims on {connection.vendor}, {how}; load {os.getloadavg()[0]:.1f}", flush=True)
        watch = measured.Watch(slow=asked.slow, only=asked.only)
        measured.pages(watch, person)
        measured.interface(watch, person)
