"""The queue by keyboard, by errands and without script; axe in its states."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from claims.choices import Role, Status
from claims.models import Claim
from tests.browser.conftest import COLOURS, NARROW, WIDE, Window
from tests.browser.newsroom import Newsroom
from tests.workflow.factories import claim_at

Opener = Callable[..., Window]


def test_rows_are_selected_taken_and_undone_by_key(window: Opener, newsroom: Newsroom) -> None:
    page = window(newsroom.person).open("/claims/?assignee=nobody&status=new")
    free = page.locator("input[name=claim]").count()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#bulk")).to_be_visible()
    page.keyboard.press("Shift+J")
    expect(page.locator("#picked")).to_contain_text("2")
    page.keyboard.press("Escape")
    expect(page.locator("#bulk")).to_be_hidden()
    page.keyboard.press("x")
    page.keyboard.press("a")
    expect(page.locator(".toast")).to_be_visible()
    expect(page.locator("input[name=claim]")).to_have_count(free - 1)
    assert Claim.objects.filter(assignee=newsroom.person, status=Status.ASSIGNED).exists()
    page.keyboard.press("z")
    expect(page.locator("input[name=claim]")).to_have_count(free)


def test_a_poll_brings_what_changed_and_keeps_what_is_selected(window: Opener, newsroom: Newsroom) -> None:
    page = window(newsroom.person).open("/claims/?status=any&sort=worth")
    box = page.locator("input[name=claim]").first
    box.check()
    Claim.objects.filter(pk=int(box.get_attribute("value") or 0)).update(priority="1", version=7)
    page.evaluate("htmx.trigger(document.getElementById('poll'), 'every')")
    row = page.locator(f"#q{box.get_attribute('value')}")
    with page.expect_response(
        lambda answer: "/claims/" in answer.url and answer.status == 200, timeout=20_000
    ):
        pass
    expect(row.locator("small")).to_contain_text("Dringend")
    expect(box).to_be_checked()
    expect(page.locator("#bulk")).to_be_visible()


def test_all_of_the_page_and_a_stretch_of_it_are_selected_by_mouse(
    window: Opener, newsroom: Newsroom
) -> None:
    for _ in range(3):
        claim_at(Status.QUEUED)
    page = window(newsroom.person).open("/claims/?status=any&sort=worth")
    boxes, ticked = page.locator("input[name=claim]"), page.locator("input[name=claim]:checked")
    number = boxes.count()
    assert number >= 3
    page.locator("input[data-page]").check()
    expect(ticked).to_have_count(number)
    expect(page.locator("#picked")).to_contain_text(str(number))
    page.locator("input[data-page]").uncheck()
    expect(ticked).to_have_count(0)
    boxes.nth(0).check()
    boxes.nth(2).click(modifiers=["Shift"])
    expect(ticked).to_have_count(3)
    expect(page.locator("input[data-page]")).to_be_checked(checked=number == 3)


def test_the_next_claim_opens_by_key_and_a_card_moves(window: Opener, newsroom: Newsroom) -> None:
    claim = claim_at(Status.QUEUED)
    opened = window(newsroom.person)
    page = opened.open("/claims/?form=board")
    card = page.locator(f"#b{claim.pk}")
    card.locator("summary").click()
    card.locator("button[value=take]").click()
    expect(page.locator(f"#col-assigned #b{claim.pk}")).to_be_visible()
    other = claim_at(Status.QUEUED, priority="1")
    newsroom.person.desks.add(other.desk)
    page.keyboard.press("n")
    page.wait_for_url(f"**/articles/{other.article_id}/#c{other.number}")


def test_errands_and_filters_work_without_script(window: Opener, newsroom: Newsroom) -> None:
    page = window(newsroom.person, java_script_enabled=False).page
    page.goto(window(newsroom.person).base + "/claims/?assignee=nobody&status=new")
    number = page.locator("input[name=claim]").count()
    page.locator("input[name=claim]").first.check()
    page.click("#bulk button[value=accept]")
    expect(page.locator("input[name=claim]")).to_have_count(number - 1)
    page.click(".filter summary")
    page.check("[name=status][value=queued]")
    page.click(".filter form .btn.pri")
    expect(page.locator("input[name=claim]")).to_have_count(number)


def _picked(page: Page) -> None:
    page.locator("input[name=claim]").first.check()
    page.locator(".bulk details summary").first.click()


def _menu(page: Page) -> None:
    page.locator(".rowmenu summary").first.click()


def _filter(page: Page) -> None:
    page.click(".filter summary")


STATES = [
    ("bulk bar", "/claims/", _picked),
    ("row menu", "/claims/?status=any&sort=worth", _menu),
    ("board", "/claims/?form=board", _menu),
    ("filter", "/claims/?disputed=on&due=today", _filter),
    ("views", "/claims/views/?due=today", lambda page: None),
]


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_in_the_states_of_the_queue(
    window: Opener, newsroom: Newsroom, size: tuple[int, int]
) -> None:
    newsroom.person.grants.create(role=Role.EDITOR)
    opened = window(newsroom.person, size=size, bypass_csp=True)
    found: dict[str, list[str]] = {}
    for name, path, act in STATES:
        page = opened.open(path)
        act(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        found[name] = opened.violations()
        page.emulate_media(color_scheme="dark")
        found[name + ", dark"] = opened.violations(rules=COLOURS)
        page.emulate_media(color_scheme="light")
    assert {name: violations for name, violations in found.items() if violations} == {}
