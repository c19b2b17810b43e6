"""The help: every page in both languages, with the rows of this newsroom, and links where it gets difficult."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from claims.choices import Status
from claims.models import User
from claims.web import road
from claims.web.views.help import PAGES
from tests.factories import ClaimFactory, DeskFactory
from tests.web.forms import Browser
from tests.workflow.factories import RatingFactory

TEXTS = Path(settings.BASE_DIR) / "templates" / "help" / "text"


@pytest.fixture
def browser(page: Client) -> Browser:
    """Karla's browser without scripts."""
    return Browser(page)


def test_every_page_is_there_in_both_languages_and_no_other() -> None:
    assert {path.name for path in TEXTS.iterdir()} == {
        f"{slug}.{language}.html" for slug in PAGES for language in ("de", "en")
    }


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_opens_and_leads_to_the_others(page: Client, person: User, language: str) -> None:
    User.objects.filter(pk=person.pk).update(language=language)
    browser = Browser(page)
    for slug in PAGES:
        assert browser.open(f"/help/{slug}/").status == 200
        links = {link.get("href") for link in browser.page.iter("a")}
        assert {f"/help/{other}/" for other in PAGES} <= links
    assert browser.open("/help/nonsense/").status == 404


def test_the_road_is_that_of_the_table(browser: Browser) -> None:
    stops = road.stops()
    assert [stop.status for stop in stops] == list(road.ROAD)
    assert all(stop.on for stop in stops[:-1])  # each leads on by an action that the table knows
    assert {*road.ROAD, *road.BESIDE} == set(Status)
    words = browser.open("/help/workflow/").words
    assert all(str(stop.on.words) in words for stop in stops if stop.on)


def test_the_scales_are_those_of_the_newsroom(browser: Browser) -> None:
    assert "No scale yet" in browser.open("/help/ratings/").words
    RatingFactory(label_en="made up", claimreview_value=1)
    words = browser.open("/help/ratings/").words
    assert "made up" in words
    assert "ClaimReview 1 / 5" in words


def test_the_rules_of_the_desks_stand_with_the_evidence(browser: Browser) -> None:
    DeskFactory(key="wissen", name_en="Science", origins_wanted=3)
    row = next(
        row for row in browser.open("/help/evidence/").page.iter("tr") if "Science" in row.text_content()
    )
    assert "3" in row.text_content()


def test_the_claim_page_leads_to_the_help_about_origins(browser: Browser) -> None:
    browser.open(f"/claims/{ClaimFactory().pk}/").follow("How does this work?")
    assert browser.path.startswith("/help/")
    assert browser.page.get_element_by_id("origins") is not None


def test_the_keys_of_the_dialog_are_those_of_the_page(browser: Browser) -> None:
    browser.open("/help/keyboard/")
    dialog = browser.page.get_element_by_id("keys")
    shown = [found for found in browser.page.find_class("keys") if found not in set(dialog.iter())]
    assert [dt.text for dt in shown[0].iter("dt")] == [dt.text for dt in dialog.iter("dt")]
    assert len(browser.page.xpath('//*[@id="keys"]')) == 1
