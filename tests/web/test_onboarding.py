"""The first days: steps that tick themselves off, and an article to practise on that leaves nothing behind."""

import pytest
from django.test import Client
from django.utils import timezone

from claims import history, onboarding
from claims.choices import OutletKind, Role, Status
from claims.errors import WorkflowError
from claims.models import Article, Claim, Event, Rating, Scale, Token, User, Verdict
from claims.pipeline import runner
from claims.workflow import lifecycle
from tests.factories import (
    PASSWORD,
    ArticleFactory,
    ClaimFactory,
    DeskFactory,
    OutletFactory,
    RevisionFactory,
    UserFactory,
)
from tests.web.forms import Browser
from tests.workflow.factories import EvidenceFactory, RatingFactory, VerdictFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("broker")]


@pytest.fixture
def admin() -> User:
    """The first person of an empty installation."""
    return UserFactory(
        username="ada", roles=["admin"], language="en", email="", is_staff=True, is_superuser=True
    )


@pytest.fixture
def browser(admin: User) -> Browser:
    """Their browser."""
    client = Client()
    client.force_login(admin)
    return Browser(client)


def _done(browser: Browser) -> set[str]:
    browser.open("/start/")
    return {li.xpath("string(.//h2)") for li in browser.page.xpath('//ol[@class="todo"]/li[@class="done"]')}


def test_signing_in_to_an_empty_installation_leads_to_the_first_steps(admin: User) -> None:
    browser = Browser(Client()).open("/sign-in/")
    browser.send("Anmelden", username="ada", password=PASSWORD)
    assert browser.path == "/start/"
    ArticleFactory()
    again = Browser(Client()).open("/sign-in/").send("Anmelden", username="ada", password=PASSWORD)
    assert again.path != "/start/"


def test_each_step_ticks_itself_off_by_its_rows(browser: Browser, admin: User) -> None:
    assert _done(browser) == set()
    DeskFactory()
    assert _done(browser) == {"Enter the desks"}
    UserFactory()
    RatingFactory()
    ArticleFactory()
    Token.issue(admin, at=timezone.now())
    Token.objects.update(last_used_at=timezone.now())
    VerdictFactory(drafted_by=admin, submitted_at=timezone.now())
    User.objects.filter(pk=admin.pk).update(email="ada@example.org")
    assert len(_done(browser)) == 7
    assert "Everything is done" in browser.words


def test_a_step_is_put_aside_for_one_person_only(browser: Browser, admin: User) -> None:
    browser.open("/start/").send("Put aside", within="/api/")
    admin.refresh_from_db()
    assert admin.put_aside == ["api"]
    assert "1 step put aside" in browser.words
    browser.send("Take back")
    admin.refresh_from_db()
    assert admin.put_aside == []


def test_others_than_admins_see_only_their_own_steps(page: Client) -> None:
    browser = Browser(page).open("/start/")
    assert "Practise on an article" in browser.words
    assert "Enter the desks" not in browser.words
    assert page.post("/start/scales/", follow=True).status_code == 200
    assert not Scale.objects.exists()


def test_the_usual_scales_are_taken_with_one_click(browser: Browser) -> None:
    browser.open("/start/").send("Take the usual scales")
    number = Rating.objects.count()
    assert number > 5
    assert f"{number} ratings were added." in browser.words
    assert "Choose a scale" in _done(browser)
    browser.client.post("/start/scales/")
    assert Rating.objects.count() == number


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_practice_article_is_split_into_claims_with_a_guide_beside(
    browser: Browser, admin: User, language: str
) -> None:
    User.objects.filter(pk=admin.pk).update(language=language)
    browser.client.post("/start/practice/")
    article = Article.objects.get()
    runner.run(article.pk, holder="test")
    article.refresh_from_db()
    assert (article.outlet.kind, article.language) == (OutletKind.PRACTICE, language)
    assert Claim.objects.filter(article=article, quote__contains="1780").exists()
    browser.open(f"/articles/{article.pk}/")
    assert len(browser.page.xpath('//details[contains(@class,"practice")]/ol/li')) == 5
    assert onboarding.is_new()  # practice is no real article


def test_nothing_of_it_is_ever_published() -> None:
    claim = _practice_claim(UserFactory(roles=["checker"]), status=Status.APPROVED)
    now = timezone.now()
    VerdictFactory(
        claim=claim, submitted_at=now, reviewed_at=now, reviewed_by=UserFactory(roles=["reviewer"])
    )
    refusal = lifecycle.refusal(claim, "publish", by=UserFactory(roles=["editor"]))
    assert refusal in {
        "This is a practice article: its checks are not published.",
        "Das ist ein Übungsartikel: Seine Prüfungen werden nicht veröffentlicht.",
    }


def test_the_guide_ticks_itself_off_by_the_rows_of_the_article() -> None:
    person = UserFactory(roles=["checker"])
    claim = _practice_claim(person)
    guide = onboarding.guide
    assert not any(guide(claim.article, person).values())
    Claim.objects.filter(pk=claim.pk).update(status=Status.CHECKING, assignee=person)
    assert [key for key, done in guide(claim.article, person).items() if done] == ["look", "take"]
    EvidenceFactory(claim=claim)
    now = timezone.now()
    verdict = VerdictFactory(claim=claim, drafted_by=person, submitted_at=now)
    assert not guide(claim.article, person)["second"]
    Verdict.objects.filter(pk=verdict.pk).update(reviewed_at=now, reviewed_by=UserFactory())
    assert all(guide(claim.article, person).values())


def test_it_is_removed_with_everything_made_of_it_and_the_history_holds(admin: User) -> None:
    claim = _practice_claim(admin)
    EvidenceFactory(claim=claim)
    VerdictFactory(claim=claim, drafted_by=admin)
    article, other = claim.article, ArticleFactory()
    onboarding.end_practice(article, by=admin, at=timezone.now())
    assert list(Article.objects.all()) == [other]
    assert not Claim.objects.exists()
    assert Event.objects.get(action="remove_article").before["title"] == article.title
    assert history.verify().broken is None


def test_only_ones_own_practice_article_can_be_removed(admin: User) -> None:
    claim = _practice_claim(admin)
    stranger = UserFactory(roles=[Role.CHECKER])
    with pytest.raises(WorkflowError):
        onboarding.end_practice(claim.article, by=stranger, at=timezone.now())
    with pytest.raises(WorkflowError):
        onboarding.end_practice(ArticleFactory(), by=admin, at=timezone.now())
    assert Article.objects.count() == 2


def test_beginning_again_gives_a_fresh_one(browser: Browser, admin: User) -> None:
    browser.client.post("/start/practice/")
    first = Article.objects.get()
    runner.run(first.pk, holder="test")
    first.refresh_from_db()
    assert not first.is_working
    browser.open(f"/articles/{first.pk}/").send("Begin again")
    assert Article.objects.get().pk != first.pk
    assert not Claim.objects.exists()


def _practice_claim(person: User, **fields: object) -> Claim:
    outlet = OutletFactory(key="practice", kind=OutletKind.PRACTICE)
    article = ArticleFactory(outlet=outlet, submitted_by=person)
    return ClaimFactory(revision=RevisionFactory(article=article), **fields)
