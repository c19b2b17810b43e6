"""`manage.py up`: starts everything that an installation on one machine needs, and stops it on Ctrl-C."""

import ctypes
import errno
import os
import signal
import time
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections

from factcheck.launcher import broker, checks, first_start, plan, readiness
from factcheck.launcher.parts import PR_SET_PDEATHSIG, Supervisor
from factcheck.launcher.screen import Screen

TOO_OFTEN = 3  # a part that ends so often before everything has come up will not come up
PATIENCE = 120.0  # seconds until everything must be up


class Stopped(BaseException):
    """Somebody wants it to stop."""


class Command(BaseCommand):
    """Checks, starts, watches and stops the parts."""

    help = "Start database, broker, worker, clock, sweeper and web server; Ctrl-C stops them."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        """PORT, BIND and DEMO of the environment, and the same as options."""
        parser.add_argument("--port", type=int, default=None, help="port of the web server (PORT, 8000)")
        parser.add_argument("--bind", default=os.environ.get("BIND", "127.0.0.1"), help="its address (BIND)")
        parser.add_argument(
            "--no-demo",
            action="store_true",
            help="leave the demo newsroom out (DEMO=0)",
            default=not demo_wanted(),
        )

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Every refusal is one line on the error output and exit status 1."""
        try:
            return super().execute(*args, **options)
        except checks.CannotStart as refusal:
            raise CommandError(str(refusal)) from refusal
        except (OSError, DatabaseError) as error:
            raise CommandError(in_words(error)) from error

    def handle(self, *args: Any, **options: Any) -> None:
        """Everything runs until somebody stops it."""
        screen, home = Screen(), Path(settings.HOME)
        host, port = options["bind"], options["port"] or port_wanted()
        os.environ["PORT"] = str(port)
        address = os.environ.get("PUBLIC_URL") or f"http://{host}:{port}"
        follow_make()
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGHUP, stop)
        signal.signal(signal.SIGINT, stop)
        try:
            checks.folder(home)
            free = checks.space(home)
            with checks.lock(home, address=address) as keep:
                checks.port(host, port)
                screen.say("folder", f"{home} ({free // 1024} GB free)")
                Run(screen, home, host, port, address, keep).all(demo=not options["no_demo"])
        except Stopped:
            screen.plain("Stopped.")


class Run:
    """One run of the product, from the first part to the last."""

    def __init__(self, screen: Screen, home: Path, host: str, port: int, address: str, keep: int) -> None:
        self.screen, self.home, self.host, self.port, self.address = screen, home, host, port, address
        self.demo = first_start.Demo(home)
        self.parts = Supervisor(logs=home / "logs", cwd=settings.BASE_DIR, keep=keep, say=screen.say)

    def all(self, *, demo: bool) -> None:
        """Start, watch, stop; whatever happens, nothing is left running."""
        try:
            if settings.REDIS_URL:
                self.find_broker()
            else:
                self.start_broker()
            self.prepare()
            self.begun = time.monotonic()
            for part in plan.parts(host=self.host, port=self.port, environment=os.environ):
                self.parts.start(part)
            self.screen.say("parts", "worker, sweeper, clock and web server are starting")
            self.load_demo(demo=demo)
            self.wait_until_up()
            self.greet()
            while True:
                self.parts.look()
                time.sleep(0.2)
        finally:
            signal.signal(signal.SIGINT, self.hurry)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            self.screen.plain()
            self.screen.say("stopping", "running work is finished first; Ctrl-C again does not wait for it")
            for names in plan.STOPPING:
                self.parts.stop(names)

    def hurry(self, _signal: int, _frame: FrameType | None) -> None:
        """A second Ctrl-C: nobody is waited for any more."""
        self.parts.hurry = True

    def find_broker(self) -> None:
        """The broker of REDIS_URL answers. Raises CannotStart, which names the host but no password."""
        where = urlsplit(settings.REDIS_URL)
        name = f"{where.hostname or where.path}:{where.port or 6379}"
        if not broker.answers(settings.REDIS_URL, within=5):
            raise checks.CannotStart(
                f"The broker that REDIS_URL names ({name}) does not answer. Start it, or start without REDIS_URL: "
                "then Factcheck brings its own."
            )
        self.screen.say("broker", f"Redis at {name}")

    def start_broker(self) -> None:
        """The embedded broker answers; a file of its own that it cannot read is put aside once."""
        url = f"unix://{settings.BROKER_SOCKET}"
        running = self.parts.start(part := broker.part(self.home, settings.BROKER_SOCKET))
        if not broker.answers(url, within=10) and (aside := broker.set_aside(self.home)):
            self.screen.say("broker", f"could not read its own file, which now lies in {aside}")
            self.parts.stop(["broker"])
            running = self.parts.start(part)
            broker.answers(url, within=10)
        if running.process.poll() is not None or not broker.answers(url):
            raise checks.CannotStart(f"The broker does not start. Its last words:\n{running.last_words()}")
        self.screen.say("broker", f"{Path(part.command[0]).name} on {settings.BROKER_SOCKET}")

    def prepare(self) -> None:
        """Tables and style sheets are in order."""
        fresh = first_start.migrate()
        where = "PostgreSQL" if settings.DATABASE_URL else settings.DATABASES["default"]["NAME"]
        self.screen.say("database", f"{where}" + (f", {fresh} migrations applied" if fresh else ""))
        if first_start.collect_static():
            self.screen.say("files", "style sheets and scripts collected")

    def load_demo(self, *, demo: bool) -> None:
        """The demo newsroom stands there at the first start, unless it is not wanted."""
        if demo and self.demo.is_due():
            self.screen.say("demo", "loading the demo newsroom")
            self.demo.load()
        connections.close_all()  # the rest of this run is watching

    def wait_until_up(self) -> None:
        """Everything answers. Raises CannotStart when a part ends again and again, or it takes too long."""
        until, told = time.monotonic() + PATIENCE, ""
        while missing := self.missing():
            self.parts.look()
            for name, one in self.parts.running.items():
                if one.ended >= TOO_OFTEN:
                    raise checks.CannotStart(
                        f"The {name} does not start. Its last words:\n{one.last_words()}"
                    )
            if time.monotonic() > until:
                raise checks.CannotStart(
                    f"After {PATIENCE:.0f} s it is not up: {missing}. Logs: {self.parts.logs}"
                )
            if missing != told:
                self.screen.say("waiting", missing)
                told = missing
            time.sleep(0.1)

    def missing(self) -> str:
        """What is not well yet, asked of the product itself."""
        running = time.monotonic() - self.begun
        return readiness.wanting(readiness.health(self.host, self.port), running=running)

    def greet(self) -> None:
        """The address, and who can sign in."""
        self.screen.say("ready", self.address)
        self.screen.plain()
        if self.demo.is_here():
            self.screen.plain(
                "Sign in as one of the demo newsroom (a password that was changed stays changed):"
            )
            self.screen.table(self.demo.sign_ins())
        else:
            self.screen.plain("Nobody yet? Add a person: .venv/bin/python manage.py person NAME --role admin")
        self.screen.plain(
            f"\nFactcheck runs at {self.address} - logs in {self.parts.logs} - Ctrl-C stops it."
        )
        connections.close_all()


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Ctrl-C, SIGTERM or a closed terminal."""
    raise Stopped


def follow_make() -> None:
    """Started by make, it stops when make is killed: make is what the person at the terminal holds."""
    if "MAKELEVEL" in os.environ:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def demo_wanted() -> bool:
    """DEMO of the environment: wanted unless it says no."""
    return os.environ.get("DEMO", "1").strip().lower() not in {"0", "no", "off", "false"}


def port_wanted() -> int:
    """PORT of the environment. Raises CannotStart for something that is no port."""
    try:
        number = int(settings.PORT)
        if not 0 < number < 65536:
            raise ValueError
    except ValueError:
        raise checks.CannotStart(f"PORT must be a number from 1 to 65535, not {settings.PORT!r}.") from None
    return number


def in_words(error: OSError | DatabaseError) -> str:
    """An error of the disk or the database for the person at the terminal."""
    if getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in str(error):
        return f"The disk that holds {settings.HOME} is full ({error}). Make room there, then start again."
    if isinstance(error, DatabaseError):
        return f"The database cannot be used: {error}".strip()
    return str(error)
