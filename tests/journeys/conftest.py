"""Installations for the journeys: in each lane with a database and a broker of their own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis

from tests.journeys.product import Product

Install = Callable[..., Product]


@pytest.fixture(scope="session")
def lane(worker_id: str) -> Iterator[Callable[[str], dict[str, str]]]:
    """Makes database and broker of an installation, as DATABASE_URL and REDIS_URL of the suite say."""
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    url = os.environ.get("DATABASE_URL", "")
    made: list[str] = []

    def database(name: str) -> str:
        if not url:
            return ""
        fresh = f"factcheck_{name}_{os.getpid()}_{len(made)}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{fresh}"')
        made.append(fresh)
        return urlunsplit(urlsplit(url)._replace(path=f"/{fresh}"))

    def broker() -> str:
        base = os.environ.get("REDIS_URL", "")
        if not base:
            return ""
        mine = urlunsplit(urlsplit(base)._replace(path=f"/{number + 2}"))
        with redis.Redis.from_url(mine) as client:
            client.flushdb()
        return mine

    yield lambda name: {"database": database(name), "broker": broker()}
    for name in made:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def install(
    lane: Callable[[str], dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Install]:
    """Makes an installation that is not running yet; at the end nothing of it runs any more."""
    made: list[Product] = []
    static = tmp_path_factory.getbasetemp() / "static"  # collected once for all of them

    def make(name: str, *, home: Path | None = None, **more: str) -> Product:
        folder = home or tmp_path_factory.mktemp(name) / "home"
        made.append(Product(folder, **{**lane(name), "STATIC_ROOT": str(static), **more}))
        return made[-1]

    yield make
    for product in made:
        product.end()


@pytest.fixture(scope="module")
def product(install: Install) -> Product:
    """One running installation for all the journeys of a module."""
    return install("shared").up()
