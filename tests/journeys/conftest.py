"""Installations for the journeys: in each lane with a database and a broker of their own."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis

from tests.journeys.product import Product

Install = Callable[..., Product]
URL = os.environ.get("DATABASE_URL", "")


class Lane:
    """Databases and brokers as DATABASE_URL and REDIS_URL of the suite say; "" stands for the embedded ones."""

    def __init__(self, number: int, folder: Path) -> None:
        self.number, self.folder = number, folder
        self.static = str(folder / "static")  # collected once for all installations
        self.made: list[str] = []
        self.first: Product | None = None

    def database(self, *, template: str = "") -> str:
        """The address of a new database, empty or a copy of the template."""
        if not URL:
            return ""
        name = f"factcheck_journey_{os.getpid()}_{len(self.made)}"
        copied = f' TEMPLATE "{urlsplit(template).path[1:]}"' if template else ""
        with psycopg.connect(URL, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"{copied}')
        self.made.append(name)
        return urlunsplit(urlsplit(URL)._replace(path=f"/{name}"))

    def broker(self) -> str:
        """The address of an empty broker: one database of the Redis per process of the suite."""
        base = os.environ.get("REDIS_URL", "")
        if not base:
            return ""
        mine = urlunsplit(urlsplit(base)._replace(path=f"/{self.number + 2}"))
        with redis.Redis.from_url(mine) as client:
            client.flushdb()
        return mine

    def template(self) -> Product:
        """An installation that never runs: its tables and its person with a token are copied to others."""
        if not self.first:
            self.first = Product(self.folder / "template", database=self.database(), STATIC_ROOT=self.static)
            self.first.manage("migrate", "--verbosity", "0")
            self.first.enter()
        return self.first

    def furnish(self, product: Product) -> None:
        """The installation has tables, and a person with a token to ask it."""
        template = self.template()
        product.token = template.token
        if "DATABASE_URL" in template.environment:
            product.environment["DATABASE_URL"] = self.database(template=template.environment["DATABASE_URL"])
        else:
            product.home.mkdir(parents=True)
            shutil.copy(template.home / "factcheck.sqlite3", product.home)

    def clear(self) -> None:
        """No database of the journeys is left."""
        for name in reversed(self.made):
            with psycopg.connect(URL, autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def lane(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lane]:
    """One per process of the suite."""
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    made = Lane(number, tmp_path_factory.mktemp("lane"))
    yield made
    made.clear()


@pytest.fixture(scope="module")
def install(lane: Lane, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Install]:
    """Makes an installation that is not running yet; at the end nothing of it runs any more.

    It has its tables and its person already, unless it is `fresh` or has a home or a database of its own.
    """
    made: list[Product] = []

    def make(
        name: str, *, home: Path | None = None, fresh: bool = False, database: str = "", **more: str
    ) -> Product:
        folder = home or tmp_path_factory.mktemp(name) / "home"
        broker = more.pop("broker", "") or lane.broker()
        product = Product(folder, database=database, broker=broker, STATIC_ROOT=lane.static, **more)
        if fresh or home:
            product.environment |= {"DATABASE_URL": lane.database()} if URL and not database else {}
        elif not database:
            lane.furnish(product)
        made.append(product)
        return product

    yield make
    for product in made:
        product.end()


@pytest.fixture(scope="module")
def product(install: Install) -> Product:
    """One running installation for all the journeys of a module."""
    return install("shared").up()
