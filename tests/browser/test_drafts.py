"""Nothing typed is lost: conflict, ended session, crash, lost connection, claim given away, closed tab."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from claims.models import Claim, Draft, Note, User
from claims.workflow import assignment, triage
from tests.browser.conftest import Window
from tests.browser.newsroom import Newsroom
from tests.factories import PASSWORD, UserFactory

Opener = Callable[..., Window]
WORDS = "Die Stadtwerke nennen 118 Euro, das Amt 112."


class AllBut(list[str]):
    """Complaints of the browser, without the one that a test provokes."""

    def __init__(self, provoked: str) -> None:
        super().__init__()
        self.provoked = provoked

    def append(self, words: str) -> None:
        if self.provoked not in words:
            super().append(words)


def note(page: Page) -> Locator:
    return page.locator("form[data-draft$='-note'] textarea[name=text]").first


def type_note(opened: Window, claim: Claim, words: str = WORDS) -> Page:
    """The note is typed and has reached the server, but was not sent."""
    page = opened.open(f"/claims/{claim.pk}/")
    note(page).fill(words)
    expect(page.locator(".draft-line[data-kind=saved]")).to_contain_text("gesichert")
    return page


def send(page: Page) -> None:
    page.locator("form[data-draft$='-note'] button[type=submit]").first.click()


def test_a_closed_tab(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    type_note(window(newsroom.person), claim).close()
    elsewhere = window(newsroom.person).open(f"/claims/{claim.pk}/")  # another browser: the server's copy
    expect(note(elsewhere)).to_have_value(WORDS)
    expect(elsewhere.locator(".restored")).to_contain_text("Wiederhergestellt")
    elsewhere.click(".restored button")
    expect(note(elsewhere)).to_have_value("")
    elsewhere.wait_for_function(
        "fetch('/drafts/').then(r => r.json()).then(d => !Object.keys(d.drafts).length)"
    )
    elsewhere.reload()
    expect(note(elsewhere)).to_have_value("")


def test_what_was_sent_is_not_restored(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    page = type_note(window(newsroom.person), claim)
    send(page)
    expect(page.locator(".note", has_text=WORDS).first).to_be_visible()
    expect(note(page)).to_have_value("")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert not Draft.objects.exists()


def test_an_ended_session(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    newsroom.person.set_password(PASSWORD)
    newsroom.person.save(update_fields=["password"])
    opened = window(newsroom.person)
    page = type_note(opened, claim)
    Session.objects.all().delete()
    note(page).press_sequentially(" Noch ein Satz.")
    expect(page.locator(".draft-line[data-kind=local]")).to_contain_text("in diesem Browser")
    send(page)
    page.fill("[name=username]", newsroom.person.username)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.locator(".kept")).to_contain_text(f"{WORDS} Noch ein Satz.")
    assert not Note.objects.exists()
    page.locator("main .btn.pri").click()
    page.wait_for_url(f"**/claims/{claim.pk}/")
    assert Note.objects.get().text == f"{WORDS} Noch ein Satz."
    expect(note(page)).to_have_value("")


def test_a_crash(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    opened = window(newsroom.person)
    opened.complaints = AllBut("status of 500")
    page = type_note(opened, claim)
    page.route(f"**/claims/{claim.pk}/note/", lambda route: route.fulfill(status=500, body="kaputt"))
    send(page)
    page.wait_for_url(f"**/claims/{claim.pk}/note/")
    page.unroute(f"**/claims/{claim.pk}/note/")
    opened.open(f"/claims/{claim.pk}/")
    expect(note(page)).to_have_value(WORDS)
    send(page)
    expect(note(page)).to_have_value("")
    assert Note.objects.get().text == WORDS


def test_a_lost_connection(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    opened = window(newsroom.person)
    opened.complaints = AllBut("ERR_INTERNET_DISCONNECTED")
    page = opened.open(f"/claims/{claim.pk}/")
    page.context.set_offline(True)
    note(page).fill(WORDS)
    expect(page.locator(".draft-line[data-kind=local]")).to_contain_text("keine Verbindung")
    send(page)
    expect(page.locator(".unsent")).to_contain_text("Nicht gesendet: keine Verbindung.")
    expect(note(page)).to_have_value(WORDS)
    assert not Note.objects.exists()
    page.context.set_offline(False)  # the browser says so, and what waited is sent
    expect(page.locator(".unsent")).to_have_count(0)
    expect(page.locator(".note", has_text=WORDS).first).to_be_visible()
    assert Note.objects.get().text == WORDS


def test_a_claim_given_to_somebody_else(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    editor = UserFactory(display_name="Petra Kern", roles=["editor"])
    tom = User.objects.get(username="tom")
    page = window(newsroom.person).open(f"/claims/{claim.pk}/")
    form = page.locator("form[data-draft$='-release']").first
    form.evaluate(
        "form => { for (let up = form.closest('details'); up; up = up.parentElement.closest('details')) up.open = true }"
    )
    form.locator("[name=why]").fill(WORDS)
    expect(form.locator(".draft-line[data-kind=saved]")).to_contain_text("gesichert")
    assignment.assign(Claim.objects.get(pk=claim.pk), to=tom, by=editor, at=timezone.now())
    form.locator("button[type=submit]").click()
    expect(page.locator(".conflict [role=alert]")).to_contain_text("Petra Kern")
    expect(page.locator("form[data-draft-typed] [name=why]")).to_have_value(WORDS)
    page.goto(page.url.removesuffix("release/"))
    assert Draft.objects.get(person=newsroom.person).fields["why"] == [WORDS]


def test_a_conflict(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[0]
    tom = User.objects.get(username="tom")
    page = window(newsroom.person).open(f"/claims/{claim.pk}/")
    form = page.locator("form[data-draft$='-edit']").first
    form.evaluate(
        "form => { for (let up = form.closest('details'); up; up = up.parentElement.closest('details')) up.open = true }"
    )
    form.locator("[name=wording]").fill(WORDS)
    expect(form.locator(".draft-line[data-kind=saved]")).to_contain_text("gesichert")
    triage.reword(Claim.objects.get(pk=claim.pk), wording="Toms Fassung.", by=tom, at=timezone.now())
    page.reload()  # restored over the newer page: what the form had seen stays what it had seen
    expect(form.locator("[name=wording]")).to_have_value(WORDS)
    expect(form.locator(".restored")).to_contain_text("beide Fassungen")
    form.locator("button[type=submit]").click()
    box = page.locator(".conflict")
    expect(box.locator("[role=alert]")).to_contain_text("Tom Berger")
    expect(box.locator("[data-now]")).to_have_text("Toms Fassung.")
    assert Claim.objects.get(pk=claim.pk).wording == "Toms Fassung."
    page.click("[data-conflict=merge]")
    typed = page.locator("form[data-draft-typed] [name=wording]")
    expect(typed).to_have_value(f"Toms Fassung.\n{WORDS}")
    page.locator("form[data-draft-typed] button[type=submit]").click()
    page.wait_for_url(f"**/claims/{claim.pk}/")
    assert Claim.objects.get(pk=claim.pk).wording == f"Toms Fassung. {WORDS}"


@pytest.mark.slow
def test_two_windows_of_one_person(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    opened = window(newsroom.person, bypass_csp=True)
    page = opened.open(f"/claims/{claim.pk}/")
    other = page.context.new_page()
    other.goto(page.url)
    note(other).fill("Aus dem zweiten Fenster.")
    expect(other.locator(".draft-line[data-kind=saved]")).to_contain_text("gesichert")
    note(page).fill(WORDS)
    box = page.locator(".clash")
    expect(box.locator(".sides .text")).to_have_text(["Aus dem zweiten Fenster.", WORDS])
    assert opened.violations() == []
    assert Draft.objects.get().fields["text"] == ["Aus dem zweiten Fenster."]
    box.locator("button").first.click()
    expect(page.locator(".draft-line[data-kind=saved]")).to_contain_text("gesichert")
    assert Draft.objects.get().fields["text"] == [WORDS]
    note(other).press_sequentially(" Mehr.")
    other.locator(".clash button").last.click()  # takes the version of the first window
    expect(note(other)).to_have_value(WORDS)


def test_signing_out_hands_over_what_only_the_browser_has(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    opened = window(newsroom.person)
    page = opened.open(f"/claims/{claim.pk}/")
    stranger = "factcheck.draft.999999.claim-1-note"
    page.evaluate(
        "([name, at]) => localStorage.setItem(name, JSON.stringify({fields: {}, at, synced: at}))",
        [stranger, timezone.now().isoformat()],
    )
    page.route("**/drafts/**", lambda route: route.abort())
    opened.complaints = AllBut("ERR_FAILED")
    note(page).fill(WORDS)
    expect(page.locator(".draft-line[data-kind=local]")).to_contain_text("keine Verbindung")
    page.unroute("**/drafts/**")
    page.click(".avb")
    page.locator("form[action$='/sign-out/'] button").click()
    page.wait_for_url("**/sign-in/**")
    assert Draft.objects.get(person=newsroom.person).fields["text"] == [WORDS]
    assert page.evaluate("Object.keys(localStorage).filter(name => name !== '" + stranger + "')") == []


def test_somebody_else_in_the_same_browser_sees_nothing_of_it(window: Opener, newsroom: Newsroom) -> None:
    claim = newsroom.claims[1]
    other = UserFactory(username="neu", roles=["checker"])
    opened = window(newsroom.person)
    page = type_note(opened, claim)
    page.click(".avb")
    page.locator("form[action$='/sign-out/'] button").click()
    page.wait_for_url("**/sign-in/**")
    assert page.evaluate("Object.keys(localStorage).length") == 0, (
        "the server has it; a shared browser keeps nothing"
    )
    page.fill("[name=username]", other.username)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)
    opened.open(f"/claims/{claim.pk}/")
    expect(note(page)).to_have_value("")
