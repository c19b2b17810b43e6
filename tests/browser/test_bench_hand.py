"""The workbench under the hand: every key, the strip of a long article, a phone held in one hand, drafts that came back."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from claims.choices import OutletKind, Status
from claims.models import Claim, Outlet, User, Verdict
from claims.workflow import assignment
from tests.browser.conftest import NARROW, Window
from tests.browser.newsroom import Newsroom
from tests.browser.test_bench import OPEN, SELECT, _open
from tests.factories import ClaimFactory, RevisionFactory, UserFactory
from tests.workflow.factories import RatingFactory

Opener = Callable[..., Window]
SECOND = 1  # number of the claim that Jana has in check


def _in_sight(page: Page, selector: str) -> bool:
    """Whether the element can be read: within the window, below the tabs and above the bar of the verdict."""
    return bool(
        page.evaluate(
            """selector => {
                const found = document.querySelector(selector)?.getBoundingClientRect();
                const top = document.querySelector(".mtabs").getBoundingClientRect().bottom;
                const bar = [...document.querySelectorAll(".verdbar")].find((one) => one.offsetParent);
                const foot = bar ? bar.getBoundingClientRect().top : innerHeight;
                return !!found && found.height > 0 && found.top >= top - 1 && found.bottom <= Math.max(foot, 0) + 1;
            }""",
            selector,
        )
    )


def test_keys_lead_to_the_next_open_claim_and_to_what_is_folded_away(
    window: Opener, newsroom: Newsroom
) -> None:
    claim = newsroom.claims[SECOND]
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    _open(page, claim.number)
    page.keyboard.press("t")
    expect(page.locator(f"{OPEN} [name=passages]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+T")
    expect(page.locator(f"{OPEN} [name=into]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+A")
    expect(page.locator(f"{OPEN} [name=to]").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"{OPEN} summary.mini")).to_be_focused()
    page.keyboard.press("n")
    nested = newsroom.claims[4]  # the only other one that is hers and open, besides the headline above
    _open(page, nested.number)
    expect(page.locator(f"{OPEN} summary.mini")).to_be_focused()


def test_a_key_that_leads_nowhere_says_why(window: Opener, newsroom: Newsroom) -> None:
    checked = newsroom.claims[2]  # approved: nothing to split
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={checked.number}")
    _open(page, checked.number)
    page.keyboard.press("t")
    expect(page.locator("#told[role=alert]")).to_contain_text("freigegeben")


def test_the_button_and_the_key_take_back_what_was_done_to_the_open_claim(
    window: Opener, newsroom: Newsroom
) -> None:
    claim = newsroom.claims[0]
    assignment.take(claim, by=newsroom.person, at=timezone.now())
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    _open(page, claim.number)
    expect(page.locator(f"{OPEN} [data-undo-last] button")).to_have_attribute(
        "aria-label", "Rückgängig: übernommen (z)"
    )
    page.keyboard.press("z")
    expect(page.locator(f"{OPEN} [data-undo-last]")).to_have_count(0)
    assert Claim.objects.get(pk=claim.pk).assignee is None


def test_the_open_claims_are_given_out_from_the_head_of_the_cards(window: Opener, newsroom: Newsroom) -> None:
    editor = UserFactory(display_name="Petra Kern", roles=["editor"])
    karla = UserFactory(display_name="Karla Kolb", roles=["checker"])
    page = window(editor).open(f"/articles/{newsroom.article.pk}/")
    page.click("#giving summary")
    page.keyboard.press("Escape")
    expect(page.locator("#giving .sheet")).to_be_hidden()
    expect(page.locator("#giving summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.select_option("#giving [name=to]", label="Karla Kolb")
    page.click("#giving button[type=submit]")
    expect(page.locator("#giving")).to_have_count(0)
    expect(page.locator(".toast")).to_contain_text("zugewiesen")
    assert Claim.objects.get(pk=newsroom.claims[0].pk).assignee == karla


def test_the_strip_of_a_long_article_keeps_one_width(window: Opener, newsroom: Newsroom) -> None:
    lines = [f"Posten {number} kostet {number * 7} Euro." for number in range(1, 40)]
    revision = RevisionFactory(text="\n".join(lines))
    for line in lines:
        ClaimFactory(revision=revision, quote=line)
    page = window(newsroom.person).open(f"/articles/{revision.article_id}/")
    widths = (
        "() => [...document.querySelectorAll('.strip a')].map((one) => one.getBoundingClientRect().width)"
    )
    found = page.evaluate(widths)
    assert len(found) == len(lines)
    assert max(found) - min(found) < 1
    assert min(found) >= 24


@pytest.mark.slow
def test_a_draft_that_came_back_is_told_at_the_head_of_its_card(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[SECOND]
    address = f"/articles/{newsroom.article.pk}/?claim={claim.number}"
    first = window(newsroom.person)
    page = first.open(address)
    _open(page, claim.number)
    page.fill(f"{OPEN} [name=rationale]", "Angefangen")
    expect(page.locator(f"{OPEN} .draft-line[data-kind=saved]")).to_contain_text("gesichert")
    page.close()
    page = window(newsroom.person).open(address)
    _open(page, claim.number)
    chip = page.locator(f"{OPEN} .has-draft")
    expect(chip).to_be_visible()
    page.keyboard.press("x")  # the head comes anew with every change
    expect(page.locator(f"{OPEN} .fact[data-state=open]")).to_have_count(0)
    expect(chip).to_be_visible()
    page.click(f"{OPEN} .restored button")
    expect(chip).to_be_hidden()


@pytest.mark.slow
def test_on_a_phone_a_passage_is_marked_and_a_refusal_is_seen(window: Opener, newsroom: Newsroom) -> None:
    RatingFactory()
    claim = newsroom.claims[SECOND]
    page = window(newsroom.person, size=NARROW, has_touch=True, is_mobile=True).open(
        f"/articles/{newsroom.article.pk}/?claim={claim.number}"
    )
    _open(page, claim.number)
    page.tap(f"{OPEN} .verdbar .verd label")
    page.tap(f"{OPEN} button[value=submit]")
    expect(page.locator(f"{OPEN} [role=alert]")).to_contain_text("Gründe")
    page.wait_for_timeout(300)  # it is scrolled to
    assert _in_sight(page, f"{OPEN} [role=alert]")
    page.tap("[data-show=text]")
    assert _in_sight(page, f".prose .n[data-c='{claim.number}']")
    page.evaluate(SELECT, "die dritte Erhöhung")
    marker = page.locator("#marker")
    expect(marker).to_be_visible()
    box = marker.bounding_box()
    assert box is not None
    assert box["y"] > NARROW[1] * 0.8, "at the foot, where the thumb is and the browser's own menu is not"
    page.tap("#marker [type=submit]")
    expect(page.locator(f"{OPEN} .quote")).to_have_text("die dritte Erhöhung", timeout=30_000)
    expect(marker).to_be_hidden()
    made = Claim.objects.get(quote="die dritte Erhöhung")
    assert made.status == Status.QUEUED
    expect(page.locator("#tab-number")).to_have_text(str(len(newsroom.claims) + 1))


def test_on_a_phone_the_practice_guide_stands_above_both_tabs(window: Opener, newsroom: Newsroom) -> None:
    Outlet.objects.filter(pk=newsroom.article.outlet_id).update(kind=OutletKind.PRACTICE)
    page = window(newsroom.person, size=NARROW).open(f"/articles/{newsroom.article.pk}/")
    guide = page.locator("#guide")
    expect(guide).to_be_visible()
    page.click("[data-show=claims]")
    expect(guide).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_reviewer_decides_at_the_foot_of_the_card(window: Opener, newsroom: Newsroom) -> None:
    claim, tom, now = newsroom.claims[3], User.objects.get(username="tom"), timezone.now()
    Verdict.objects.create(
        claim=claim, number=1, drafted_by=tom, drafted_at=now, submitted_at=now, rationale="Gehört.",
        rating=RatingFactory(),
    )  # fmt: skip
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    _open(page, claim.number)
    page.click(f"{OPEN} .verdbar [data-unfold$='-send-back']")
    expect(page.locator(f"{OPEN} [id$='-send-back'] textarea")).to_be_focused()
    page.click(f"{OPEN} .verdbar form[action$='/approve/'] button")
    expect(page.locator(f"{OPEN} .mini .badge").first).to_have_text("Falsch")
    expect(page.locator(f".prose .n[data-c='{claim.number}']")).to_have_class(re.compile("st-false"))
    assert Claim.objects.get(pk=claim.pk).status == Status.APPROVED


def test_with_the_session_gone_the_message_stays_and_leads_to_the_sign_in(
    window: Opener, newsroom: Newsroom
) -> None:
    claim = newsroom.claims[SECOND]
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    _open(page, claim.number)
    page.context.clear_cookies(name="sessionid")
    page.fill(f"{OPEN} [name=rationale]", "Nach dem Ende der Sitzung")
    page.click(f"{OPEN} button[data-next]")
    link = page.locator("#told a")
    expect(link).to_have_attribute("href", "/sign-in/")
    expect(link).to_have_attribute("target", "_blank")
    expect(page.locator(f"{OPEN} [name=rationale]")).to_have_value("Nach dem Ende der Sitzung")


UNDER = """() => {
    const box = document.activeElement.getBoundingClientRect(), x = box.left + box.width / 2;
    const top = document.elementFromPoint(x, box.top + Math.min(box.height / 2, 40));
    const seen = top && (document.activeElement.contains(top) || top.contains(document.activeElement));
    return seen ? "" : document.activeElement.outerHTML.slice(0, 120);
}"""


@pytest.mark.slow
def test_on_a_phone_the_bar_never_covers_what_has_the_focus(window: Opener, newsroom: Newsroom) -> None:
    RatingFactory()
    claim = newsroom.claims[SECOND]
    page = window(newsroom.person, size=NARROW).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    _open(page, claim.number)
    page.focus(f"{OPEN} summary.mini")
    covered = []
    while True:
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('.full') !== null"):
            break
        covered.append(page.evaluate(UNDER))
    assert len(covered) > 10
    assert [one for one in covered if one] == []
