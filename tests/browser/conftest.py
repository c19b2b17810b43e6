"""A browser, a newsroom with something to show, and axe."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from claims.models import User
from tests.browser.newsroom import Newsroom, furnish
from tests.conftest import CHROMIUM

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
EVERYTHING = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # what a theme can change
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, NARROW = (1440, 900), (390, 844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser, and one process at a time keeps it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver. Its loop runs in this thread, where Django would then refuse every plain query."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for the whole run."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def newsroom(transactional_db: None) -> Newsroom:
    """Articles and claims in every state that the pages show."""
    return furnish()


@dataclass
class Window:
    """A page of the browser, with what it complained about."""

    page: Page
    base: str
    complaints: list[str]
    requests: list[str]

    def open(self, path: str) -> Page:
        """The page at that path, loaded and with its fonts."""
        self.page.goto(self.base + path)
        self.page.evaluate("document.fonts.ready")
        return self.page

    def violations(self, *, rules: dict[str, Any] = EVERYTHING) -> list[str]:
        """What axe finds on the page as it stands, in words."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(f"axe.run(document, {{runOnly: {json.dumps(rules)}}})")
        return [
            f"{rule['id']}: {node['html'][:200]} ({node['failureSummary']})"
            for rule in found["violations"]
            for node in rule["nodes"][:3]
        ]


@pytest.fixture
def window(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Window]]:
    """Opens windows, signed in as a person or as a stranger; nothing they complained about is let pass."""
    contexts: list[BrowserContext] = []
    windows: list[Window] = []

    def opened(
        person: User | None = None, *, size: tuple[int, int] = WIDE, scheme: str = "light", **context: Any
    ) -> Window:
        frame = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            locale="de-DE",
            reduced_motion="reduce",
            **context,
        )
        contexts.append(frame)
        if person is not None:
            client = Client()
            client.force_login(person)
            cookie = client.cookies["sessionid"].value
            frame.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = frame.new_page()
        found = Window(page, live_server.url, [], [])
        page.on("console", lambda message: _note(found, message))
        page.on("pageerror", lambda error: found.complaints.append(str(error)))
        page.on("request", lambda request: found.requests.append(request.url))
        windows.append(found)
        return found

    yield opened
    for frame in contexts:
        frame.close()
    for one in windows:
        assert one.complaints == []
        assert [url for url in one.requests if not url.startswith((one.base, "data:"))] == []


def _note(window: Window, message: ConsoleMessage) -> None:
    """An error status is noted by the browser itself; the tests that provoke one look at the page instead."""
    if message.type in ("error", "warning") and "responded with a status of 4" not in message.text:
        window.complaints.append(message.text)
