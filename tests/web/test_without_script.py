"""The whole life of a claim without scripts: only links and forms that stand in the pages, as three people."""

import pytest
from django.test import Client

from claims.choices import Role, Status
from claims.models import Article, Claim, Evidence, User, Verdict
from claims.pipeline import runner
from tests.factories import DeskFactory, UserFactory
from tests.web.forms import Browser
from tests.workflow.factories import RatingFactory, ReasonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("broker")]
TEXT = (
    "Der Kölner Dom ist 157 Meter hoch. Der Grundstein wurde 1248 gelegt. "
    "Vollendet wurde der Bau 1780. Seit 1996 gehört der Dom zum Welterbe der Unesco."
)


def _browser(name: str, *roles: str) -> Browser:
    person = UserFactory(username=name, display_name=name.title(), roles=list(roles), language="en")
    client = Client()
    client.force_login(person)
    return Browser(client)


def test_from_the_pasted_text_to_a_published_check_and_its_correction() -> None:
    checker = _browser("karla", Role.CHECKER)
    editor = _browser("edda", Role.EDITOR)
    reviewer = _browser("rita", Role.REVIEWER)
    DeskFactory(key="kultur", name_en="Culture", primary_suffices=True)
    RatingFactory()
    ReasonFactory()

    # intake and reading
    editor.open("/articles/").follow("New article")
    editor.send("Split into claims", text=TEXT, title="Der Dom", language="de")
    article = Article.objects.get()
    assert "Der Dom" in editor.words
    runner.run(article.pk, holder="test")
    page = checker.open("/articles/").follow("Der Dom")
    assert "Vollendet wurde der Bau 1780." in page.words
    wrong = Claim.objects.get(quote__contains="1780")
    other = Claim.objects.get(quote__contains="1996")
    card = next(card for card in checker.page.find_class("card") if "1780" in card.text_content())
    checker.go(card.xpath('.//p[@class="foot"]/a')[0].get("href"))
    checker.follow("Claim page and history")
    assert checker.path == f"/claims/{wrong.pk}/"

    # triage and assigning
    checker.open(f"/claims/{other.pk}/").send("Dismiss", why="Known.", reason=ReasonFactory().pk)
    other.refresh_from_db()
    assert other.status == Status.DISMISSED
    checker.open(f"/claims/{wrong.pk}/").send("Accept")
    karla = User.objects.get(username="karla")
    editor.open(f"/claims/{wrong.pk}/").send("Assign", to=karla.pk, note="Eilt.")
    wrong.refresh_from_db()
    assert (wrong.status, wrong.assignee and wrong.assignee.username) == (Status.ASSIGNED, "karla")

    # evidence and verdict
    checker.open(f"/claims/{wrong.pk}/").send("Start")
    for address, title in (
        ("https://dom.example/geschichte", "Geschichte"),
        ("https://archiv.example/1880", "Akte"),
    ):
        checker.send("Add", within="/cite/", url=address, title=title, stance="refutes", quoted="1880")
    assert Evidence.objects.filter(claim=wrong).count() == 2
    _draft(checker, "Vollendet wurde er 1880.")
    wrong.refresh_from_db()
    assert wrong.status == Status.IN_REVIEW

    # the second person sends it back, then approves
    reviewer.open(f"/claims/{wrong.pk}/").send("Send back", note="Which source says so?")
    wrong.refresh_from_db()
    assert wrong.status == Status.CHECKING
    assert "Which source says so?" in checker.open(f"/claims/{wrong.pk}/").words
    _draft(checker, "Vollendet wurde er 1880, sagt das Archiv.")
    reviewer.open(f"/claims/{wrong.pk}/").send("Approve")
    wrong.refresh_from_db()
    assert wrong.status == Status.APPROVED

    # published, corrected, read by everybody
    editor.open(f"/claims/{wrong.pk}/").send("Publish")
    wrong.refresh_from_db()
    assert wrong.status == Status.PUBLISHED
    checker.open(f"/claims/{wrong.pk}/").send("Begin a correction", note="The source was misread.")
    wrong.refresh_from_db()
    assert wrong.status == Status.CHECKING
    stranger = Browser(Client()).open(f"/checks/{wrong.pk}/")
    assert "Vollendet wurde er 1880, sagt das Archiv." in stranger.words
    assert Verdict.objects.filter(claim=wrong, published_at__isnull=False).count() == 1


def _draft(checker: Browser, rationale: str) -> None:
    """The verdict is kept as a draft, and then submitted from the form as it comes back."""
    checker.send("Save the draft", rating=RatingFactory().pk, rationale=rationale)
    checker.send("Save and submit")
