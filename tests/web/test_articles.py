"""The article list and the article page."""

import re
from datetime import timedelta
from html import unescape
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from claims.choices import FactState, FactType, Relation, Stage, Status
from claims.models import Article, Claim, User
from tests.factories import (
    TEXT,
    ArticleFactory,
    ClaimFactory,
    DeskFactory,
    FactFactory,
    HintFactory,
    MatchFactory,
    OutletFactory,
    PassageFactory,
    RevisionFactory,
)
from tests.web.html import flat


def _read(page: Client, article: Article, query: str = "") -> str:
    answer = page.get(reverse("article_detail", args=[article.pk]) + query)
    assert answer.status_code == HTTPStatus.OK
    return flat(answer.content.decode())


def _list(page: Client, query: str = "") -> str:
    answer = page.get(reverse("article_list") + query)
    assert answer.status_code == HTTPStatus.OK
    return flat(answer.content.decode())


def _whole_article(claims: int, *, facts: int = 2) -> Article:
    revision = RevisionFactory(text="\n\n".join(f"Satz {n} nennt {n}00 Euro." for n in range(1, claims + 1)))
    for n in range(1, claims + 1):
        quote = f"Satz {n} nennt {n}00 Euro."
        PassageFactory(revision=revision, quote=quote)
        claim = ClaimFactory(revision=revision, quote=quote, check_worthiness=0.5, reasons=["figure"])
        for _ in range(facts):
            FactFactory(claim=claim)
        MatchFactory(claim=claim)
        HintFactory(claim=claim)
    return revision.article


class TestList:
    """Every article, newest first."""

    def test_an_article_with_nothing_left_to_do_is_not_late(self, page: Client) -> None:
        late = timezone.now() - timedelta(hours=1)
        for status in (Status.PUBLISHED, Status.DISMISSED):
            article = ArticleFactory(title=f"All {status}", due_at=late)
            ClaimFactory(revision=RevisionFactory(article=article), status=status)
        assert 'class="due late"' not in _list(page) and "overdue" not in _list(page)
        ClaimFactory(revision=RevisionFactory(article=ArticleFactory(title="Open", due_at=late)))
        assert _list(page).count('class="due late"') == 1

    def test_newest_first_with_outlet_desk_language_and_claims(self, page: Client) -> None:
        desk = DeskFactory(key="politik", name_en="Politics")
        outlet = OutletFactory(name="Weltlage")
        old = ArticleFactory(title="Der ältere", received_at=timezone.now() - timedelta(days=1))
        new = ArticleFactory(title="Der neuere", outlet=outlet, desk=desk, author="Ada Lund")
        revision = RevisionFactory(article=new)
        ClaimFactory(revision=revision, status=Status.NEW)
        ClaimFactory(revision=revision, status=Status.APPROVED)
        ClaimFactory(revision=revision, status=Status.GONE)
        html = _list(page)
        assert html.index("Der neuere") < html.index("Der ältere")
        assert "1 / 2" in html
        for words in ("Weltlage · Ada Lund", "Politics", f"A-{old.pk}"):
            assert words in html

    @pytest.mark.parametrize(
        ("query", "seen"),
        [
            ("", {"Eins", "Zwei", "Drei"}),
            ("?stage=working", {"Eins"}),
            ("?stage=failed&stage=ready", {"Zwei", "Drei"}),
            ("?language=en", {"Drei"}),
            ("?q=ZWEI", {"Zwei"}),
            ("?desk={desk}", {"Eins"}),
            ("?outlet={outlet}&language=de", {"Zwei"}),
            ("?stage=nonsense&desk=999999&language=tlh", {"Eins", "Zwei", "Drei"}),
        ],
    )
    def test_the_address_narrows_the_list(self, page: Client, query: str, seen: set[str]) -> None:
        desk, outlet = DeskFactory(), OutletFactory()
        ArticleFactory(title="Eins", stage=Stage.SPLIT, desk=desk)
        ArticleFactory(title="Zwei", stage=Stage.FAILED, outlet=outlet)
        ArticleFactory(title="Drei", language="en", outlet=outlet)
        html = _list(page, query.format(desk=desk.pk, outlet=outlet.pk))
        assert {word for word in ("Eins", "Zwei", "Drei") if f">{word}</a>" in html} == seen

    def test_a_filter_is_a_chip_that_takes_it_away_and_keeps_the_others(self, page: Client) -> None:
        ArticleFactory(language="en")
        html = _list(page, "?stage=ready&language=en&after=x")
        assert "Progress:<b>ready</b>" in html
        assert '<a href="?language=en" aria-label="Remove the filter Progress"' in html

    def test_nothing_found_says_what_to_do(self, page: Client) -> None:
        assert "No article here yet" in _list(page)
        ArticleFactory()
        assert "No article fits these filters" in _list(page, "?language=en")

    def test_pages_are_walked_by_links(self, page: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("claims.web.views.articles.ROWS", 2)
        for number in range(3):
            ArticleFactory(
                title=f"Nummer {number}",
                received_at=timezone.now() - timedelta(minutes=number),
                language="en",
            )
        first = _list(page, "?language=en")
        link = re.search(r'href="(\?[^"]*after=[^"]*)" rel="next"', first)
        assert link
        assert "Nummer 2" not in first
        second = _list(page, unescape(link[1]))
        assert ">Nummer 2</a>" in second
        assert ">Nummer 1</a>" not in second
        assert 'rel="prev"' in second
        assert "language=en" in link[1]

    def test_a_poll_without_news_gets_304_and_with_news_a_page(self, page: Client) -> None:
        article = ArticleFactory(stage=Stage.SPLIT, done=1, total=9)
        answer = page.get(reverse("article_list"))
        tag = answer.headers["HX-PTag"]
        assert f'hx-ptag="{tag}"' in answer.content.decode()
        poll = {"hx-request": "true", "hx-ptag": tag}
        again = page.get(reverse("article_list"), headers=poll)
        if (
            again.headers.get("HX-PTag", tag) == tag
        ):  # else the minute has just changed: due times move with it
            assert again.status_code == HTTPStatus.NOT_MODIFIED
        Article.objects.filter(pk=article.pk).update(done=2)
        assert page.get(reverse("article_list"), headers=poll).status_code == HTTPStatus.OK

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries_do_not_grow_with_the_rows(
        self, page: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _ in range(rows):
            _whole_article(2)
        Article.objects.exclude(claims__check_worthiness=0.5).update(received_at=timezone.now())
        # session, person, articles, mixes, three figures of the frame and the roles they ask for, roles of the menu,
        # outlets and desks of the filter
        with django_assert_num_queries(11):
            _list(page)


class TestPage:
    """The text, its claims, their cards."""

    def test_text_strip_and_cards_carry_the_same_numbers(self, page: Client) -> None:
        revision = RevisionFactory()
        PassageFactory(revision=revision, quote=TEXT.split("\n\n")[0], role="headline")
        PassageFactory(revision=revision, quote=TEXT.split("\n\n")[1])
        second = ClaimFactory(revision=revision, number=7, quote="Rund 21.000 Haushalte sind betroffen.")
        first = ClaimFactory(revision=revision, number=9, quote="Der Preis steigt um 9,4 Prozent")
        html = _read(page, revision.article)
        assert re.findall(r'<li class="card [^"]*" data-c="(\d+)"', html) == ["9", "7"]
        assert re.findall(r'<li><a class="st-open" href="[^"]*#c(\d+)"', html) == ["9", "7"]
        for claim in (first, second):
            assert (
                f'<mark class="mk st-open" data-c="{claim.number}" data-s="{claim.start}">{claim.quote}</mark>'
                in html
            )
            assert f'id="m{claim.number}"' in html
            assert f'id="c{claim.number}"' in html
        assert re.search(r"<h2>.*Stadtwerke erhöhen den Fernwärmepreis.*</h2>", html, re.DOTALL)

    def test_words_without_a_claim_are_shown_as_unaccounted_and_counted_out(self, page: Client) -> None:
        revision = RevisionFactory(text="Eins ist wahr. Zwei fehlt.")
        PassageFactory(revision=revision)
        ClaimFactory(revision=revision, quote="Eins ist wahr")
        html = _read(page, revision.article)
        assert '<span class="unc" data-s="13">. Zwei fehlt.</span>' in html
        assert "Coverage<b>50 %</b>" in html

    def test_markup_in_a_text_stays_text(self, page: Client) -> None:
        evil = "<script>alert(1)</script> sagt Eins. <img src=x onerror=alert(2)>"
        revision = RevisionFactory(text=evil, article__title=evil)
        PassageFactory(revision=revision)
        claim = ClaimFactory(
            revision=revision, quote="<script>alert(1)</script> sagt Eins.", claimant="<b>Wer</b>"
        )
        FactFactory(claim=claim, quote="<script>alert(1)</script>", value="<i>x</i>")
        html = _read(page, revision.article)
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "<b>Wer" not in html
        assert "<i>x" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; sagt Eins." in html

    def test_the_card_tells_who_says_it_how_sure_and_why_it_is_worth_a_check(self, page: Client) -> None:
        revision = RevisionFactory()
        claim = ClaimFactory(
            revision=revision,
            quote="„Wir haben keine Wahl“, sagte Werkleiterin Inga Moritz am Dienstag.",
            claimant="Inga Moritz",
            chain=["Tagblatt", "dpa"],
            hedges=["angeblich"],
            check_worthiness=0.72,
            reasons=["single_source"],
            kind="quote",
            role="caption",
        )
        FactFactory(
            claim=claim, type=FactType.DATE, quote="am Dienstag", iso="2024-11-05", state=FactState.OPEN
        )
        FactFactory(
            claim=claim,
            type=FactType.NAME,
            quote="Inga Moritz",
            state=FactState.RIGHT,
            checked_at=timezone.now(),
        )
        html = _read(page, revision.article, f"?claim={claim.number}")
        for words in (
            "Inga Moritz",
            "Tagblatt",
            "angeblich",
            "Check-worthiness high, 72 %",
            "rests on a single source",
            "Tue, 5 Nov 2024",
            "Quotation",
            "Caption",
            "1 of 2 checked",
            'Name<span class="vh">, right',
        ):
            assert words in html

    def test_repeats_and_earlier_checks_are_linked(self, page: Client) -> None:
        revision = RevisionFactory()
        body = ClaimFactory(revision=revision, number=4)
        ClaimFactory(revision=revision, number=5, repeats=body)
        earlier = ClaimFactory(revision__article__outlet__name="Aarebote", status=Status.PUBLISHED, number=3)
        MatchFactory(claim=body, earlier=earlier, relation=Relation.CONTRADICTING, score=0.61)
        html = _read(page, revision.article, "?claim=4")
        assert f'<a href="/articles/{revision.article_id}/?claim=5#c5" data-c="5">claim 5</a>' in html
        assert f'href="/articles/{earlier.article_id}/?claim=3#c3"' in html
        assert f'<a href="/articles/{revision.article_id}/?claim=4#c4" data-c="4">claim 4</a>' in _read(
            page, revision.article, "?claim=5"
        )
        for words in ("Contradicting variant", "Aarebote", "Published", "61 % alike"):
            assert words in html

    def test_claims_of_an_older_revision_and_merged_ones_are_not_shown(self, page: Client) -> None:
        old = RevisionFactory()
        ClaimFactory(revision=old, number=1, status=Status.GONE)
        new = RevisionFactory(article=old.article)
        kept = ClaimFactory(revision=new, number=2)
        ClaimFactory(revision=new, number=3, merged_into=kept)
        html = _read(page, old.article)
        assert re.findall(r'class="card [^"]*" data-c="(\d+)"', html) == ["2"]
        assert "Revision 2" in html

    @pytest.mark.parametrize(("query", "shown"), [("", "1 2 3"), ("?cards=open", "1"), ("?cards=mine", "2")])
    def test_cards_can_be_narrowed_and_the_others_stay_reachable(
        self, page: Client, person: User, query: str, shown: str
    ) -> None:
        revision = RevisionFactory()
        ClaimFactory(revision=revision, number=1)
        ClaimFactory(revision=revision, number=2, status=Status.APPROVED, assignee=person)
        ClaimFactory(revision=revision, number=3, status=Status.DISMISSED)
        html = _read(page, revision.article, query)
        cards = re.findall(r'<li class="card (\S+?)( off)?" data-c="(\d)"', html)
        assert " ".join(number for _tone, off, number in cards if not off) == shown
        assert len(cards) == 3

    def test_before_the_first_step_the_text_is_there_already(self, page: Client) -> None:
        article = RevisionFactory(article__stage=Stage.CLEAN, article__title="").article
        html = _read(page, article)
        assert "Rund 21.000 Haushalte sind betroffen." in html
        assert 'class="unc"' not in html
        assert "The article is being split" in html
        assert "Article without a title yet" in html
        assert 'data-working="1"' in html

    def test_while_it_is_split_the_steps_tell_how_far_it_is(self, page: Client) -> None:
        article = _whole_article(3)
        Article.objects.filter(pk=article.pk).update(stage=Stage.SPLIT, done=3, total=8)
        html = _read(page, article)
        assert "3 of 8" in html
        steps = re.findall(r'<li class="(done|now|todo|failed)">', html)
        assert steps == ["done", "now", "todo", "todo"]
        assert "Split it into claims: 3 claims" in html
        assert "You can already read the claims found so far." in html
        assert 'max="100" value="34"' in html  # one of four steps, and 3/8 of the second

    def test_a_try_that_waits_says_when_the_next_one_comes(self, page: Client) -> None:
        article = RevisionFactory(article__stage=Stage.SPLIT).article
        soon = timezone.now() + timedelta(seconds=30)
        Article.objects.filter(pk=article.pk).update(tries=2, next_try_at=soon)
        assert "The last try did not work out (try 2)" in _read(page, article)

    def test_ready_nothing_polls(self, page: Client) -> None:
        assert 'data-working=""' in _read(page, _whole_article(1))

    def test_no_claim_is_said_and_not_left_blank(self, page: Client) -> None:
        assert "No checkable claim found" in _read(page, RevisionFactory().article)

    def test_a_poll_without_news_gets_304_and_with_a_new_claim_the_page(self, page: Client) -> None:
        revision = RevisionFactory(article__stage=Stage.SPLIT)
        address = reverse("article_detail", args=[revision.article_id])
        tag = page.get(address).headers["HX-PTag"]
        poll = {"hx-request": "true", "hx-ptag": tag}
        again = page.get(address, headers=poll)
        if again.headers.get("HX-PTag", tag) == tag:
            assert again.status_code == HTTPStatus.NOT_MODIFIED
        ClaimFactory(revision=revision)
        assert page.get(address, headers=poll).status_code == HTTPStatus.OK

    def test_an_unknown_article_is_not_found(self, page: Client) -> None:
        assert page.get(reverse("article_detail", args=[999_999_999_999])).status_code == HTTPStatus.NOT_FOUND
        assert page.get(f"/articles/{10**30}/").status_code == HTTPStatus.NOT_FOUND

    @pytest.mark.parametrize("claims", [1, 3])
    def test_queries_do_not_grow_with_the_claims(
        self, page: Client, claims: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        article = _whole_article(claims)
        # session, person, article, revision, passages, claims, facts, hints, matches, roles of the menu, three of the frame
        with django_assert_num_queries(16):
            _read(page, article)

    @pytest.mark.parametrize(
        ("url", "linked"), [("https://tagblatt.example/1", True), ("javascript:alert(1)", False), ("", False)]
    )
    def test_the_outlet_links_to_the_web_only(self, page: Client, url: str, linked: bool) -> None:
        article = RevisionFactory(article__author="Ada Lund").article
        Article.objects.filter(pk=article.pk).update(url=url)
        html = _read(page, article)
        assert (f'href="{url}" rel="noreferrer noopener"' in html) == linked
        assert "javascript:" not in html
        assert "Ada Lund" in html


class TestRetry:
    """A failed article says so and can be tried again."""

    def _failed(self) -> Article:
        revision = RevisionFactory(article__stage=Stage.FAILED)
        Article.objects.filter(pk=revision.article_id).update(tries=3, failure="The disk was full.")
        return revision.article

    def test_the_failure_is_told_with_its_reason_and_a_button(self, page: Client) -> None:
        html = _read(page, self._failed())
        assert "has failed." in html
        assert "It was tried 3 times." in html
        assert "The disk was full." in html
        assert '<li class="failed">' in html
        assert "Try again" in html

    def test_reading_the_address_of_the_button_changes_nothing(self, page: Client) -> None:
        article = self._failed()
        assert (
            page.get(reverse("article_retry", args=[article.pk])).status_code == HTTPStatus.METHOD_NOT_ALLOWED
        )
        article.refresh_from_db()
        assert article.stage == Stage.FAILED

    def test_the_button_sets_it_back_to_the_step_that_failed(self, page: Client) -> None:
        article = self._failed()
        answer = page.post(reverse("article_retry", args=[article.pk]), follow=True)
        article.refresh_from_db()
        assert article.stage == Stage.SPLIT
        assert "The article is being split again." in answer.content.decode()

    def test_pressed_twice_the_second_is_refused_in_words(self, page: Client) -> None:
        article = self._failed()
        page.post(reverse("article_retry", args=[article.pk]))
        answer = page.post(reverse("article_retry", args=[article.pk]), follow=True)
        assert "Only an article that has failed can be tried again." in answer.content.decode()


def test_claims_answer_of_the_factories_is_true(db: None) -> None:
    """The other tests lean on it: a factory's claim quotes its revision exactly."""
    _whole_article(3)
    for claim in Claim.objects.select_related("revision"):
        assert claim.revision.text[claim.start : claim.end] == claim.quote


def test_a_poll_leaves_the_messages_for_the_page_they_are_meant_for(page: Client) -> None:
    revision = RevisionFactory(article__stage=Stage.FAILED)
    page.post(reverse("article_retry", args=[revision.article_id]))  # its redirect is still on the way
    polled = page.get(reverse("article_list"), headers={"hx-request": "true"}).content.decode()
    assert "being split again" not in polled
    assert "The article is being split again." in _list(page)
