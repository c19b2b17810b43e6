"""axe finds nothing on the pages about people: settings, notices, absences, help, first steps, intake, sign-in."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from claims.choices import ChatKind
from claims.models import ChatChannel, User
from claims.web.views.help import PAGES
from tests.browser.conftest import COLOURS, NARROW, WIDE, Window
from tests.browser.newsroom import LINES, Newsroom
from tests.browser.test_accessibility import STATES, _in_both_themes

Opener = Callable[..., Window]
SHOTS = os.environ.get("PAGES_SHOTS", "")
# Of every Tab stop: its name, its smaller side in pixels, and whether the browser marks it when it has the focus.
SMALL = """() => [...document.querySelectorAll("main a[href],main button,main input:not([type=hidden]),main select,main textarea,main summary")]
    .filter(one => one.checkVisibility() && !one.closest("p,dd,.guide,.muted,label") && !one.matches("[hidden]"))
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
    .filter(([, box]) => box.width && Math.min(box.width, box.height) < 23.5).map(([html]) => html)"""


LOOKS = """() => [location.href, document.activeElement.localName, document.querySelectorAll("dialog[open],details[open],:checked").length,
    document.querySelectorAll("[aria-current],[aria-pressed=true],[aria-selected=true]").length, document.querySelector("main").className]"""


def _nothing(page: Page) -> None:
    """At rest."""


def _wrong(page: Page) -> None:
    page.fill("[name=display_name]", "")
    page.fill("[name=email]", "keine Adresse")
    page.fill("[name=time_zone]", "Entenhausen")
    page.click(".savebar .btn.pri")
    page.wait_for_selector("[aria-invalid=true]")


def _preview(page: Page) -> None:
    page.click("main form .btn.pri")
    page.wait_for_selector("[name=save]")


def _password(page: Page) -> None:
    page.fill("[name=old_password]", "falsch")
    page.fill("[name=new_password1]", "kurz")
    page.fill("[name=new_password2]", "anders")
    page.click("main .btn.pri >> nth=0")
    page.wait_for_selector("[aria-invalid=true]")


def _token(page: Page) -> None:
    page.fill("[name=name]", "Redaktionssystem")
    page.click(".newtoken .btn")
    page.wait_for_selector(".secret")


def _chat(page: Page) -> None:
    page.fill("[name=url]", "keine Adresse")
    page.click(".chatform .btn")
    page.wait_for_selector("[aria-invalid=true]")


def _again(page: Page) -> None:
    page.fill("[name=title]", LINES[0])
    page.fill("[name=text]", "Ein ganz anderer Text. Die Stadt zahlt 112 Euro je Megawattstunde.")
    page.click("main form .btn.pri")
    page.wait_for_selector(".held")


OWN: list[tuple[str, str, Callable[[Page], None]]] = [
    ("settings", "/settings/", _nothing),
    ("settings, refused", "/settings/", _wrong),
    ("matrix", "/settings/notices/", _nothing),
    ("matrix, chat refused", "/settings/notices/", _chat),
    ("absence", "/settings/absence/", _nothing),
    ("absence, looked at", "/settings/absence/", _preview),
    ("sign-in settings", "/settings/sign-in/", _nothing),
    ("sign-in settings, refused", "/settings/sign-in/", _password),
    ("token", "/settings/sign-in/", _token),
    ("people", "/people/", _nothing),
    ("absence of another", "/people/{other}/absence/", _nothing),
    ("start", "/start/", _nothing),
    ("new", "/articles/new/", _nothing),
    ("new, there already", "/articles/new/", _again),
    ("help", "/help/", _nothing),
    *((f"help, {slug}", f"/help/{slug}/", _nothing) for slug in PAGES),
]


@pytest.fixture
def person(newsroom: Newsroom) -> User:
    """Jana as an editor with everything on her pages."""
    for role in ("editor", "admin"):
        newsroom.person.grants.create(role=role)
    ChatChannel.objects.create(
        person=newsroom.person, kind=ChatKind.SLACK, url="https://hooks.example/abc1234"
    )
    newsroom.person.refresh_from_db()
    return newsroom.person


def _seen(name: str, page: Page, width: int) -> list[str]:
    """What is wrong with the page beyond axe."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name.replace(', ', '-')}-{width}.png", full_page=True)
    small = page.evaluate(SMALL)
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"too small: {html}" for html in small] + (["scrolls sideways"] if wide else [])


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_on_ones_own_pages(
    window: Opener, newsroom: Newsroom, person: User, size: tuple[int, int]
) -> None:
    opened = window(person, size=size, bypass_csp=True)
    other = User.objects.exclude(pk=person.pk).first()
    assert other is not None
    found: dict[str, list[str]] = {}
    for name, path, act in OWN:
        page = opened.open(path.format(other=other.pk))
        act(page)
        beyond = _seen(name, page, size[0])
        found |= _in_both_themes(name, opened)
        found[f"{name}, size"] = beyond
        if SHOTS:
            page.emulate_media(color_scheme="dark")
            page.screenshot(path=f"{SHOTS}/{name.replace(', ', '-')}-{size[0]}-dark.png", full_page=True)
            page.emulate_media(color_scheme="light")
    User.objects.filter(pk=person.pk).update(language="en")
    for slug in PAGES:
        opened.open(f"/help/{slug}/")
        found[f"help, {slug}, English"] = opened.violations()
    stranger = window(size=size, bypass_csp=True)
    page = stranger.open("/sign-in/")
    page.fill("[name=username]", "jana")
    page.fill("[name=password]", "falsch")
    page.click("main .btn.pri")
    page.wait_for_selector("[role=alert]")
    found["sign-in, refused, size"] = _seen("sign-in, refused", page, size[0])
    found |= _in_both_themes("sign-in, refused", stranger)
    assert {name: violations for name, violations in found.items() if violations} == {}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ones_own_pages_fit_320_pixels_and_forced_colours(
    window: Opener, newsroom: Newsroom, person: User
) -> None:
    opened = window(person, size=(320, 640), forced_colors="active", bypass_csp=True)
    for name, path, act in OWN:
        page = opened.open(path.format(other=newsroom.reader.pk))
        act(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
    page = opened.open("/settings/")
    chosen, other = (
        page.eval_on_selector(selector, "one => getComputedStyle(one).backgroundColor")
        for selector in (
            ".pick input[name=theme]:checked + span",
            ".pick input[name=theme]:not(:checked) + span",
        )
    )
    assert chosen != other, "what is chosen is seen without colours of our own"


def test_the_settings_are_clean_in_both_themes(window: Opener, newsroom: Newsroom) -> None:
    assert ("settings", "/settings/") in {state[:2] for state in STATES}
    opened = window(newsroom.person, size=NARROW, bypass_csp=True)
    page = opened.open("/settings/notices/")
    assert opened.violations() == []
    page.emulate_media(color_scheme="dark")
    assert opened.violations(rules=COLOURS) == []


def test_with_the_keys_switched_off_no_key_does_anything_and_no_hint_stands_there(
    window: Opener, newsroom: Newsroom
) -> None:
    User.objects.filter(pk=newsroom.person.pk).update(shortcuts=False)
    opened = window(newsroom.person)
    for path in (
        "/claims/",
        f"/articles/{newsroom.article.pk}/",
        f"/claims/{newsroom.claims[1].pk}/",
        "/day/",
    ):
        page = opened.open(path)
        before = page.evaluate(LOOKS)
        for key in ("j", "k", "x", "a", "n", "s", "e", "w", "m", "z", "f", "1", "/", "?"):
            page.keyboard.press(key)
        assert page.evaluate(LOOKS) == before, path
        shown = page.evaluate(
            "[...document.querySelectorAll('kbd')].filter(one => one.checkVisibility()).length"
        )
        assert shown == 0, path
