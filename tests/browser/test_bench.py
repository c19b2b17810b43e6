"""A checker at the workbench, by keyboard: tick, rate, write, save and go on; what is typed is never replaced."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from claims.choices import Status
from claims.models import Claim, Fact, Verdict
from claims.workflow import triage
from tests.browser.conftest import NARROW, WIDE, Window
from tests.browser.newsroom import Newsroom
from tests.factories import UserFactory
from tests.workflow.factories import RatingFactory

Opener = Callable[..., Window]
OPEN = ".card:has(> details[open])"


def _open(page: Page, number: int) -> None:
    """The card of the claim is open, and what belongs into it has come."""
    expect(page.locator(f"{OPEN}[data-c='{number}'] .full:not([data-light])")).to_be_visible()


def test_a_claim_is_checked_by_keyboard_and_the_next_one_opens(window: Opener, newsroom: Newsroom) -> None:
    rating = RatingFactory()
    claim = newsroom.claims[1]
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    _open(page, claim.number)
    page.keyboard.press("x")
    expect(page.locator(f"{OPEN} .fact[data-state=open]")).to_have_count(0)
    assert Fact.objects.filter(claim=claim, state="open").count() == 0
    page.keyboard.press("1")
    page.keyboard.press("e")
    page.keyboard.type("Die Stadtwerke nennen 8,9 Prozent.")
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    page.locator(f"{OPEN} [name=proposed_wording]").fill(claim.quote.replace("9,4", "8,9"))
    page.keyboard.press("Control+Enter")
    expect(page.locator(f".prose .mk[data-c='{claim.number}'] del").first).to_have_text("9,4")
    verdict = Verdict.objects.get(claim=claim, drafted_by=newsroom.person)
    assert (verdict.rating, verdict.rationale) == (rating, "Die Stadtwerke nennen 8,9 Prozent.")
    assert page.locator(OPEN).get_attribute("data-c") != str(claim.number)


def test_what_is_typed_stays_while_other_parts_change(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    _open(page, claim.number)
    page.fill(f"{OPEN} [name=rationale]", "Noch nicht gespeichert")
    page.locator(f"{OPEN} .fact[data-state=open]").click()
    expect(page.locator(f"{OPEN} .fact[data-state=open]")).to_have_count(0)
    expect(page.locator(f"{OPEN} [name=rationale]")).to_have_value("Noch nicht gespeichert")
    editor = UserFactory(roles=["editor"])
    triage.prioritise(Claim.objects.get(pk=claim.pk), priority="1", by=editor, at=timezone.now())
    page.locator(f"{OPEN} button[value=submit]").click()
    expect(page.locator(f"{OPEN} .conflict")).to_be_visible()
    expect(page.locator(f"{OPEN} [name=rationale]")).to_have_value("Noch nicht gespeichert")
    assert Verdict.objects.get(claim=claim).rationale == "Noch nicht gespeichert"


SELECT = """words => {
    const walker = document.createTreeWalker(document.querySelector("#prose"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, at = node.data.indexOf(words);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }
}"""


def test_a_selected_passage_becomes_a_claim_at_its_exact_place(window: Opener, newsroom: Newsroom) -> None:
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/")
    page.evaluate(SELECT, "die dritte Erhöhung")
    expect(page.locator("#marker")).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator(f"{OPEN} .quote")).to_have_text("die dritte Erhöhung", timeout=30_000)
    made = Claim.objects.get(quote="die dritte Erhöhung")
    assert made.revision.text[made.start : made.end] == made.quote
    assert made.status == Status.QUEUED


def test_a_claim_is_split_by_selecting_its_parts(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    parts = ("Der Preis für Fernwärme steigt zum 1. Januar", "um 9,4 Prozent auf 118 Euro je Megawattstunde")
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    _open(page, claim.number)
    before = page.locator(".strip a").count()
    passages = page.locator(f"{OPEN} [name=passages]")
    for number, words in enumerate(parts, 1):
        page.evaluate(SELECT, words)
        page.locator("[data-split]").click()
        expect(passages).to_have_value("\n".join(parts[:number]))
        expect(passages).to_be_focused()
    page.locator(f"{OPEN} form[action$='/split/'] button").click()
    expect(page.locator(".strip a")).to_have_count(before + len(parts) - 1, timeout=30_000)  # it gave way
    expect(page.locator(f".card[data-c='{claim.number}']")).to_have_count(0)
    assert [made.quote for made in Claim.objects.filter(split_from=claim).order_by("start")] == list(parts)
    expect(page.locator(f"{OPEN} .quote")).to_have_text(parts[0])  # where the work goes on
    expect(page.locator("#told")).to_have_count(0)  # nothing went wrong, so nothing says it did


def test_a_claim_in_other_hands_is_taken_over_with_one_click(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    other = UserFactory(roles=["checker"], display_name="Selin Arslan")
    Claim.objects.filter(pk=claim.pk).update(assignee=other)
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    page.locator(f"{OPEN} .taken button").click()
    expect(page.locator(f"{OPEN} .taken")).to_have_count(0)
    expect(page.locator(f"{OPEN} summary.mini")).to_be_focused()
    assert Claim.objects.get(pk=claim.pk).assignee == newsroom.person


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_at_work(window: Opener, newsroom: Newsroom, size: tuple[int, int]) -> None:
    RatingFactory()
    claim = newsroom.claims[1]
    opened = window(newsroom.person, size=size, bypass_csp=True)
    page = opened.open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    _open(page, claim.number)
    page.fill(f"{OPEN} [name=rationale]", "Ein Entwurf")
    page.evaluate("document.querySelectorAll('.card details[open] .fold').forEach(fold => fold.open = true)")
    found = opened.violations()
    page.emulate_media(color_scheme="dark")
    found += opened.violations()
    page = opened.open(f"/articles/{newsroom.article.pk}/?claim={claim.number}&view=proof")
    found += opened.violations()
    page = opened.open(f"/claims/{claim.pk}/")
    found += opened.violations()
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
