"""The rooms beside the workbench in a browser: axe finds nothing, nothing scrolls sideways, decisions are made."""

import os
from collections.abc import Callable

import pytest

from tests.browser.conftest import COLOURS, NARROW, WIDE, Window
from tests.browser.newsroom import Newsroom
from tests.browser.rooms import Rooms, fill

Opener = Callable[..., Window]
SHOTS = os.environ.get("PAGES_SHOTS", "")


@pytest.fixture
def rooms(newsroom: Newsroom) -> Rooms:
    """All of them, filled."""
    return fill(newsroom)


def _paths(rooms: Rooms) -> dict[str, str]:
    return {
        "day": "/day/",
        "review": "/review/",
        "disputes": "/review/disputes/?kind=disagree",
        "figures": "/figures/",
        "notices": "/notices/",
        "archive": "/checks/",
        "check": f"/checks/{rooms.check.pk}/",
        "gate": f"/articles/{rooms.changed.pk}/gate/",
        "compare": f"/articles/{rooms.changed.pk}/compare/",
        "articles": "/articles/",
    }


@pytest.mark.slow
@pytest.mark.timeout(240)  # twenty pages on a busy machine
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_the_rooms(window: Opener, rooms: Rooms, size: tuple[int, int]) -> None:
    opened = window(rooms.jana, size=size, bypass_csp=True)
    found: dict[str, list[str]] = {}
    for name, path in _paths(rooms).items():
        page = opened.open(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size[0]}-light.png", full_page=True)
        page.evaluate("document.querySelectorAll('main details:not(.pop)').forEach(one => one.open = true)")
        page.evaluate("document.querySelector('main details.pop')?.toggleAttribute('open')")
        found[name] = opened.violations()
        page.emulate_media(color_scheme="dark")
        if size == WIDE:  # colours do not depend on the width
            found[f"{name}, dark"] = opened.violations(rules=COLOURS)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = false)")
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{size[0]}-dark.png", full_page=True)
        page.emulate_media(color_scheme="light")
    assert {name: violations for name, violations in found.items() if violations} == {}


def test_my_day_passes_axe(window: Opener, newsroom: Newsroom) -> None:
    """One page of them at once; the slow test takes the others."""
    opened = window(newsroom.person, bypass_csp=True)
    opened.open("/day/")
    assert opened.violations() == []
