"""Two people at one article: who is here, what the other does, both versions of a conflict, and a lost connection."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import caches
from django.utils import timezone
from playwright.sync_api import Page, expect

from claims.models import Claim, User, Verdict
from claims.presence import STORE
from claims.workflow import assignment, triage
from tests.browser.conftest import COLOURS, NARROW, WIDE, Window
from tests.browser.newsroom import Newsroom
from tests.browser.test_drafts import AllBut
from tests.factories import UserFactory
from tests.workflow.factories import RatingFactory, ReasonFactory

Opener = Callable[..., Window]
SOON = 30_000  # ms: within a few polls, on a machine that is busy


@pytest.fixture(autouse=True)
def nobody_here() -> Iterator[None]:
    caches[STORE].clear()
    yield
    caches[STORE].clear()


@pytest.fixture
def tom(newsroom: Newsroom) -> User:
    return User.objects.get(username="tom")


def form_of(page: Page, slug: str) -> str:
    """The form of the action, with whatever it is folded into unfolded."""
    selector = f"form[data-draft$='-{slug}']"
    page.locator(selector).first.evaluate(
        "form => { for (let up = form.closest('details'); up; up = up.parentElement.closest('details')) up.open = true }"
    )
    return selector


@pytest.mark.slow
def test_each_sees_the_other_and_where_they_type(window: Opener, newsroom: Newsroom, tom: User) -> None:
    claim = newsroom.claims[4]
    jana = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/")
    toms = window(tom)
    page = toms.open(f"/claims/{claim.pk}/")
    expect(jana.locator("#presence [aria-label^='Tom Berger']")).to_be_visible(timeout=SOON)
    page.fill(f"{form_of(page, 'note')} [name=text]", "Ich frage nach.")
    expect(jana.locator(f".card[data-c='{claim.number}'] .at-work")).to_have_text(
        "Tom schreibt", timeout=SOON
    )
    expect(jana.locator("[data-live-bar]")).to_have_text(
        f"Tom Berger bearbeitet Behauptung {claim.number}", timeout=SOON
    )
    page.goto("about:blank")
    expect(jana.locator("#presence [aria-label^='Tom Berger']")).to_have_count(0, timeout=SOON)


def test_what_the_other_does_is_seen_without_loading_and_typed_text_stays(
    window: Opener, newsroom: Newsroom, tom: User
) -> None:
    claim = newsroom.claims[0]
    page = window(newsroom.person).open(f"/articles/{newsroom.article.pk}/?claim={claim.number}")
    segment = page.locator(f".strip a[data-c='{claim.number}']")
    expect(segment).to_have_class("st-open")
    page.wait_for_selector("#presence li")  # the first answer is there
    page.fill(f"{form_of(page, 'note')} [name=text]", "Noch nicht gesendet.")
    seen = page.locator(f"{form_of(page, 'note')} [name=version]").input_value()
    assignment.take(Claim.objects.get(pk=claim.pk), by=tom, at=timezone.now())
    expect(segment).to_have_class("st-prog", timeout=SOON)
    expect(page.locator(f"#k{claim.number}-mini [aria-label='Tom Berger']")).to_be_attached(timeout=SOON)
    expect(page.locator(f"{form_of(page, 'note')} [name=text]")).to_have_value("Noch nicht gesendet.")
    held = page.locator(f"{form_of(page, 'note')} [name=version]").input_value()
    assert held == seen, "a form that was typed into keeps what it has seen"
    expect(page.locator(".taken")).to_contain_text("Tom Berger")


def test_a_row_of_the_queue_follows_what_the_other_does(
    window: Opener, newsroom: Newsroom, tom: User
) -> None:
    claim = newsroom.claims[0]
    page = window(newsroom.person).open("/claims/")
    row = page.locator(f"#q{claim.pk}")
    with page.expect_response("**/claims/live/**"):
        page.reload()
    assignment.take(Claim.objects.get(pk=claim.pk), by=tom, at=timezone.now())
    expect(row).to_contain_text("Tom Berger", timeout=SOON)
    triage.dismiss(
        Claim.objects.get(pk=claim.pk), reason=ReasonFactory(), by=tom, at=timezone.now(), why="Werbung"
    )
    expect(row).to_contain_text("nicht mehr in dieser Ansicht", timeout=SOON)


@pytest.mark.slow
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_two_write_the_wording_at_once_and_neither_is_lost(
    window: Opener, newsroom: Newsroom, tom: User, size: tuple[int, int]
) -> None:
    claim = newsroom.claims[0]
    quick, slow = window(tom), window(newsroom.person, size=size, bypass_csp=True)
    for opened, words in ((quick, "Toms Fassung."), (slow, "Janas Fassung.")):
        page = opened.open(f"/claims/{claim.pk}/")
        page.fill(f"{form_of(page, 'edit')} [name=wording]", words)
    quick.page.locator("form[data-draft$='-edit'] button[type=submit]").first.click()
    quick.page.wait_for_url(f"**/claims/{claim.pk}/")
    expect(slow.page.locator(".newer")).to_be_visible(timeout=SOON)
    slow.page.locator("form[data-draft$='-edit'] button[type=submit]").first.click()
    box = slow.page.locator(".conflict")
    expect(box.locator("[role=alert]")).to_contain_text("Tom Berger hat Behauptung")
    expect(box.locator(".sides .text")).to_have_text(["Toms Fassung.", "Janas Fassung."])
    assert slow.violations() == []
    slow.page.emulate_media(color_scheme="dark")
    assert slow.violations(rules=COLOURS) == []
    assert slow.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    slow.page.locator("form[data-draft-typed] button[type=submit]").click()
    slow.page.wait_for_url(f"**/claims/{claim.pk}/")
    assert Claim.objects.get(pk=claim.pk).wording == "Janas Fassung."
    said = [event.after.get("wording") for event in Claim.objects.get(pk=claim.pk).events.order_by("pk")]
    assert said == ["Toms Fassung.", "Janas Fassung."]


def test_a_verdict_handed_in_meanwhile_stands_beside_ones_own(
    window: Opener, newsroom: Newsroom, tom: User
) -> None:
    claim = newsroom.claims[1]
    opened = window(newsroom.person, bypass_csp=True)
    page = opened.open(f"/claims/{claim.pk}/")
    page.fill(f"{form_of(page, 'draft')} [name=rationale]", "Janas Begründung.")
    verdict = Verdict.objects.create(
        claim=claim, number=1, drafted_by=tom, drafted_at=timezone.now(), submitted_at=timezone.now(),
        rationale="Toms Begründung.", rating=RatingFactory(),
    )  # fmt: skip
    assert verdict.pk
    Claim.objects.filter(pk=claim.pk).update(status="in_review", version=claim.version + 1, assignee=tom)
    page.locator("form[data-draft$='-draft'] button[type=submit]").first.click()
    expect(page.locator(".conflict .sides .text")).to_have_text(["Toms Begründung.", "Janas Begründung."])
    expect(page.locator("form[data-draft-typed] [name=rationale]")).to_have_value("Janas Begründung.")
    assert not Verdict.objects.filter(drafted_by=newsroom.person).exists()


@pytest.mark.slow
def test_without_a_connection_the_page_says_so_and_goes_on_by_itself(
    window: Opener, newsroom: Newsroom
) -> None:
    opened = window(newsroom.person, bypass_csp=True)
    opened.complaints = AllBut("ERR_INTERNET_DISCONNECTED")
    page = opened.open(f"/articles/{newsroom.article.pk}/?claim=2")
    page.wait_for_selector("#presence li")
    page.fill(f"{form_of(page, 'note')} [name=text]", "Ohne Netz getippt.")
    page.context.set_offline(True)
    expect(page.locator(".connection")).to_contain_text("Keine Verbindung", timeout=SOON)
    page.locator("form[data-draft$='-note'] button[type=submit]").first.click()
    expect(page.locator(".unsent")).to_be_visible()
    assert opened.violations() == []
    page.context.set_offline(False)
    expect(page.locator(".connection")).to_have_count(0, timeout=SOON)
    expect(page.locator("#c2 .note").last).to_contain_text("Ohne Netz getippt.", timeout=SOON)


@pytest.mark.slow
def test_an_editor_takes_a_claim_over_and_the_other_is_told(
    window: Opener, newsroom: Newsroom, tom: User
) -> None:
    claim = newsroom.claims[3]
    Claim.objects.filter(pk=claim.pk).update(status="assigned", assignee=tom)
    boss = UserFactory(display_name="Petra Kern", roles=["editor", "checker"])
    opened = window(boss, bypass_csp=True)
    page = opened.open(f"/claims/{claim.pk}/")
    expect(page.locator(".taken")).to_contain_text("Tom Berger hat diese Behauptung")
    assert opened.violations() == []
    page.locator(".taken button").click()
    expect(page.locator(".taken")).to_have_count(0)
    assert Claim.objects.get(pk=claim.pk).assignee == boss
    assert tom.notifications.filter(topic="taken_over").exists()
