"""axe finds nothing: every page, light and dark, wide and narrow, at rest and opened."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import COLOURS, NARROW, WIDE, Window
from tests.browser.newsroom import Newsroom

Opener = Callable[..., Window]


def _nothing(page: Page) -> None:
    """At rest."""


def _card(page: Page) -> None:
    if page.viewport_size["width"] < 900:
        page.click("[data-show=claims]")
    page.click("#k2 summary")
    page.wait_for_selector("#k2 details[open] .facts")


def _filter(page: Page) -> None:
    page.click(".filter summary")


def _menu(page: Page) -> None:
    page.click(".avb")


def _keys(page: Page) -> None:
    page.keyboard.press("?")


def _proof(page: Page) -> None:
    page.click("[data-mode=proof]")
    page.click(".furniture summary")


def _refused(page: Page) -> None:
    page.fill("[name=text]", "12 34")
    page.fill("[name=url]", "keine adresse")
    page.click("main form .btn.pri")
    page.wait_for_selector("[aria-invalid=true]")


STATES: list[tuple[str, str, Callable[[Page], None]]] = [
    ("articles", "/articles/", _nothing),
    ("articles, filter open", "/articles/?stage=ready&language=de", _filter),
    ("articles, menu open", "/articles/", _menu),
    ("articles, none", "/articles/?q=xyzzy", _nothing),
    ("article", "/articles/{article}/", _nothing),
    ("article, card open", "/articles/{article}/", _card),
    ("article, proof", "/articles/{article}/", _proof),
    ("article, help open", "/articles/{article}/", _keys),
    ("article, at work", "/articles/{working}/", _nothing),
    ("article, failed", "/articles/{failed}/", _nothing),
    ("new", "/articles/new/", _nothing),
    ("new, refused", "/articles/new/", _refused),
    ("queue", "/claims/", _nothing),
    ("queue, filter open", "/claims/?status=any&kind=quantity&sort=worth", _filter),
    ("queue, none", "/claims/?q=xyzzy", _nothing),
    ("settings", "/settings/", _nothing),
    ("not found", "/nichts/", _nothing),
]


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing(window: Opener, newsroom: Newsroom, size: tuple[int, int]) -> None:
    opened = window(newsroom.person, size=size, bypass_csp=True)
    found: dict[str, list[str]] = {}
    keys = {"article": newsroom.article.pk, "working": newsroom.working.pk, "failed": newsroom.failed.pk}
    for name, path, act in STATES:
        page = opened.open(path.format(**keys))
        act(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{name}: scrolls sideways"
        )
        found |= _in_both_themes(name, opened)
    stranger = window(size=size, bypass_csp=True)
    stranger.open("/sign-in/")
    found |= _in_both_themes("sign-in", stranger)
    assert {name: violations for name, violations in found.items() if violations} == {}


def _in_both_themes(name: str, opened: Window) -> dict[str, list[str]]:
    opened.page.emulate_media(color_scheme="light")
    light = opened.violations()
    opened.page.emulate_media(color_scheme="dark")
    dark = opened.violations(rules=COLOURS)
    opened.page.emulate_media(color_scheme="light")
    return {name: light, f"{name}, dark": dark}


@pytest.mark.parametrize(
    "path", ["/articles/", "/articles/{article}/", "/articles/new/", "/claims/", "/settings/"]
)
def test_nothing_scrolls_sideways_at_320_pixels(window: Opener, newsroom: Newsroom, path: str) -> None:
    opened = window(newsroom.person, size=(320, 640))
    page = opened.open(path.format(article=newsroom.article.pk))
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(element => {
            const box = element.getBoundingClientRect();
            return box.width && box.right > innerWidth + 1 && getComputedStyle(element).position !== "absolute"
                && !element.closest(".seg, .gnav, .strip, .views, .vh");
        }).map(element => element.outerHTML.slice(0, 120))"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
