"""Reading an article: one claim chosen in text, strip and cards; keys; progress that does not disturb."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from claims.choices import Stage
from claims.models import Article, Note, User
from tests.browser.conftest import NARROW, Window
from tests.browser.newsroom import Newsroom
from tests.factories import PASSWORD, ClaimFactory

Opener = Callable[..., Window]


def _chosen(page: Page) -> dict[str, list[str]]:
    """The numbers that text, strip and cards show as chosen."""
    return page.evaluate(
        """() => ({
            text: [...new Set([...document.querySelectorAll(".mk.sel")].flatMap(m => m.dataset.c.split(" ")))],
            strip: [...document.querySelectorAll(".strip [aria-current]")].map(a => a.dataset.c),
            cards: [...document.querySelectorAll(".card:has(details[open])")].map(c => c.dataset.c),
        })"""
    )


def _shows(page: Page, **wanted: list[str]) -> None:
    """Text, strip and cards come to show this: the page follows a click a moment later."""
    for _ in range(100):
        seen = _chosen(page)
        if all(sorted(seen[name]) == sorted(value) for name, value in wanted.items()):
            return
        page.wait_for_timeout(50)
    assert {name: seen[name] for name in wanted} == wanted


def test_signing_in_and_reading_the_first_article(window: Opener, newsroom: Newsroom) -> None:
    opened = window()
    page = opened.open("/")
    page.fill("[name=username]", "jana")
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.get_by_role("link", name="Artikel", exact=True).click()
    page.get_by_role("link", name="Stadtwerke erhöhen Fernwärmepreis").click()
    expect(page.locator("h1")).to_have_text("Stadtwerke erhöhen Fernwärmepreis um 9,4 Prozent")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator(".prose")).to_have_attribute("lang", "de")


def test_a_mark_chooses_its_card_and_a_card_its_mark(window: Opener, newsroom: Newsroom) -> None:
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/")
    page.click(".prose .mk[data-c='3']")
    _shows(page, text=["3"], strip=["3"], cards=["3"])
    assert page.url.endswith("#c3")
    page.click("#k7 summary")
    _shows(page, text=["7"], strip=["7"], cards=["7"])
    expect(page.locator(".mk[data-c='7']")).to_be_in_viewport()
    page.click(".strip a[data-c='2']")
    _shows(page, cards=["2"])
    expect(page.locator("#c2")).to_be_in_viewport()
    page.click("#k2 summary")
    _shows(page, text=[], strip=[], cards=[])


def test_of_nested_marks_the_inner_one_is_chosen_and_the_outer_one_by_its_chip(
    window: Opener, newsroom: Newsroom
) -> None:
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/")
    inner, outer = newsroom.claims[4].number, newsroom.claims[3].number
    page.click(f".prose .mk[data-c='{inner} {outer}']")
    _shows(page, cards=[str(inner)])
    page.click(f".prose .n[data-c='{outer}']")
    _shows(page, cards=[str(outer)])
    _shows(page, text=[str(inner), str(outer)])  # the outer mark runs through the inner one


def test_a_link_to_a_claim_opens_it(window: Opener, newsroom: Newsroom) -> None:
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/#c8")
    page.wait_for_selector("#k8 details[open]")
    _shows(page, strip=["8"])
    expect(page.locator("#c8 .quote")).to_be_in_viewport()


def test_keys_walk_the_cards_and_can_be_switched_off(window: Opener, newsroom: Newsroom) -> None:
    opened = window(newsroom.person)
    page = opened.open(f"/articles/{newsroom.article.pk}/")
    order = page.eval_on_selector_all(".card", "cards => cards.map(card => card.dataset.c)")
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        _shows(page, cards=[order[place]])
    page.keyboard.press("f")
    expect(page.locator(".galley")).to_have_class("pane galley proof")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("j?")
    expect(page.locator("#find")).to_have_value("j?")
    expect(page.locator("#keys")).to_be_hidden()
    User.objects.filter(pk=newsroom.person.pk).update(shortcuts=False)
    page = opened.open(f"/articles/{newsroom.article.pk}/")
    page.keyboard.press("j")
    page.keyboard.press("?")
    _shows(page, cards=[])
    expect(page.locator("#keys")).to_be_hidden()


def test_on_a_phone_text_and_claims_are_two_tabs(window: Opener, newsroom: Newsroom) -> None:
    page = window(newsroom.person, size=NARROW).open(f"/articles/{newsroom.article.pk}/")
    expect(page.locator(".galley")).to_be_visible()
    expect(page.locator(".claims")).to_be_hidden()
    page.click(".prose .n[data-c='3']")
    expect(page.locator(".claims")).to_be_visible()
    expect(page.locator(".galley")).to_be_hidden()
    expect(page.locator("#c3 .quote")).to_be_in_viewport()
    page.click("#c3 .foot a[href='#m3']")
    expect(page.locator(".mk[data-c='3']").first).to_be_in_viewport()


def test_new_claims_appear_while_the_reader_keeps_place_and_choice(
    window: Opener, newsroom: Newsroom
) -> None:
    article = newsroom.working
    page = window(newsroom.person).open(f"/articles/{article.pk}/")
    page.click(".card summary")
    page.locator(".galley").evaluate("galley => galley.scrollTo(0, 200)")
    before = page.locator(".galley").evaluate("galley => galley.scrollTop")
    ClaimFactory(revision=article.revisions.get(), quote="Der Mieterbund hält die Erhöhung für rechtswidrig.")
    Article.objects.filter(pk=article.pk).update(done=20)
    page.wait_for_selector(".card[data-c='2']")
    expect(page.locator("#progress")).to_contain_text("20 von 22")
    _shows(page, text=["1"], strip=["1"], cards=["1"])
    assert page.locator(".galley").evaluate("galley => galley.scrollTop") == before
    Article.objects.filter(pk=article.pk).update(
        stage=Stage.READY, done=0, total=0, title="Mieterbund klagt", language="de"
    )
    expect(page.locator("#progress")).to_have_count(0, timeout=10_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mieterbund klagt")
    expect(page).to_have_title("Mieterbund klagt – Factcheck")
    expect(page.locator("#poll")).to_have_count(0)


def test_a_failed_article_is_tried_again_by_its_button(
    window: Opener, newsroom: Newsroom, broker: object
) -> None:
    page = window(newsroom.person).open(f"/articles/{newsroom.failed.pk}/")
    expect(page.get_by_role("alert")).to_contain_text("fehlgeschlagen")
    page.get_by_role("button", name="Noch einmal versuchen").click()
    expect(page.get_by_role("status").first).to_contain_text("noch einmal zerlegt")
    assert Article.objects.get(pk=newsroom.failed.pk).stage == Stage.SPLIT


def test_the_list_shows_progress_as_it_happens(window: Opener, newsroom: Newsroom) -> None:
    page = window(newsroom.person).open("/articles/")
    row = page.locator(f"#a{newsroom.working.pk}")
    expect(row).to_contain_text("Wird zerlegt")
    Article.objects.filter(pk=newsroom.working.pk).update(stage=Stage.READY)
    expect(row).to_contain_text("Fertig", timeout=10_000)


def test_the_theme_changes_at_once_and_stays(window: Opener, newsroom: Newsroom) -> None:
    opened = window(newsroom.person, scheme="dark")
    page = opened.open("/claims/")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    with page.expect_response("**/settings/theme/"):
        page.click("[data-theme-form=toggle] button")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page = opened.open("/claims/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    newsroom.person.refresh_from_db()
    assert newsroom.person.theme == "light"


@pytest.mark.parametrize("size", [(1440, 900), NARROW], ids=["wide", "narrow"])
def test_without_script_everything_can_be_read_and_sent(
    window: Opener, newsroom: Newsroom, size: tuple[int, int], broker: object
) -> None:
    opened = window(newsroom.person, size=size, java_script_enabled=False)
    page = opened.page
    page.goto(f"{opened.base}/articles/{newsroom.article.pk}/")
    expect(page.locator(".galley")).to_be_visible()
    expect(page.locator(".claims")).to_be_visible()
    page.click(".prose .n[data-c='3']")
    expect(page.locator("#c3")).to_be_in_viewport()
    expect(page.locator("#c3 .quote")).to_be_visible()
    page.goto(f"{opened.base}/articles/new/")
    page.fill("[name=text]", "Der Preis steigt um 12 Prozent. Das teilte die Stadt mit.")
    page.click("main form .btn.pri")
    expect(page.locator("#progress")).to_contain_text("Der Artikel wird zerlegt")
    expect(page.locator(".prose")).to_contain_text("Der Preis steigt um 12 Prozent.")


def test_one_very_long_word_does_not_push_the_dossier_off_the_phone(
    window: Opener, newsroom: Newsroom
) -> None:
    Note.objects.create(
        claim=newsroom.claims[0], author=newsroom.person, text="x" * 400, written_at=timezone.now()
    )
    page = window(newsroom.person, size=NARROW).open(f"/articles/{newsroom.article.pk}/dossier/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
