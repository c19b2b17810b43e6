"""Intake: what becomes of a submission, and that a worker is told of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone, translation

from claims import intake
from claims.choices import Action, Stage
from claims.errors import WorkflowError
from claims.intake import Submission, submit_article
from claims.models import Article, Event, Outlet, Revision
from claims.pipeline import runner
from claims.text.files import Unreadable
from claims.text.spans import Page
from tests.factories import ArticleFactory, DeskFactory, OutletFactory, UserFactory

TEXT = "Die Stadt Beispielhausen zahlt 2025 rund 3,5 Millionen Euro für neue Busse.\n\nDer Rat stimmt am Montag ab."

pytestmark = pytest.mark.django_db


def test_an_article_stands_with_its_first_revision_and_its_history() -> None:
    by = UserFactory(roles=["editor"])
    receipt = submit_article(Submission(text=TEXT, title="Neue Busse", external_id="x-1"), by=by)
    article = Article.objects.get()
    assert receipt.article == article and receipt.created and not receipt.revised
    assert (article.stage, article.title, article.submitted_by) == (Stage.CLEAN, "Neue Busse", by)
    revision = Revision.objects.get()
    assert (revision.number, revision.text, revision.received_from) == (1, TEXT, by)
    event = Event.objects.get()
    assert (event.action, event.actor_name, event.article) == (Action.SUBMIT_ARTICLE, by.name, article)


def test_the_same_text_again_is_the_same_article_and_leaves_no_trace() -> None:
    first = submit_article(Submission(text=TEXT), by=None)
    again = submit_article(Submission(text=TEXT, title="Anderer Titel"), by=None)
    assert again.article == first.article and not again.is_new
    assert Revision.objects.count() == Event.objects.count() == 1


def test_the_same_text_of_another_outlet_or_with_another_external_id_is_another_article() -> None:
    submit_article(Submission(text=TEXT), by=None)
    submit_article(Submission(text=TEXT, outlet=OutletFactory()), by=None)
    submit_article(Submission(text=TEXT, external_id="a"), by=None)
    submit_article(Submission(text=TEXT, external_id="b"), by=None)
    assert Article.objects.count() == 3  # "a" is what was learnt about the first one
    assert Article.objects.get(external_id="a").identity.startswith("text:")


@pytest.mark.parametrize("sent", [{"external_id": "x-1"}, {"url": "https://blatt.example/1"}])
def test_a_known_id_or_address_with_another_text_is_a_new_revision(sent: dict[str, str]) -> None:
    first = submit_article(Submission(text=TEXT, **sent), by=None)
    Article.objects.update(stage=Stage.READY)
    second = submit_article(Submission(text=TEXT.replace("3,5", "3,8"), title="Neu", **sent), by=None)
    assert second.article == first.article and second.revised and not second.created
    assert list(Revision.objects.values_list("number", flat=True)) == [1, 2]
    article = Article.objects.get()
    assert (article.stage, article.title, article.attempt) == (Stage.CLEAN, "Neu", 1)


def test_an_address_that_belongs_to_another_external_id_is_refused_in_words() -> None:
    submit_article(Submission(text=TEXT, external_id="a", url="https://blatt.example/1"), by=None)
    with translation.override("en"), pytest.raises(WorkflowError, match="has another external id"):
        submit_article(
            Submission(text=TEXT + " Mehr.", external_id="b", url="https://blatt.example/1"), by=None
        )
    assert Article.objects.count() == Revision.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x01binär", "-- // ..", "\ud800 kaputt"])
def test_a_text_that_cannot_be_taken_leaves_nothing(text: str) -> None:
    with pytest.raises(Unreadable):
        submit_article(Submission(text=text), by=None)
    assert not Article.objects.exists() and not Event.objects.exists() and not Outlet.objects.exists()


def test_what_the_document_tells_fills_what_the_sender_left_open() -> None:
    page = Page(text=TEXT, title="Vom Blatt", author="A. Muster", published="2024-11-05", url="javascript:1")
    submission = intake.from_page(page, title="Vom Absender", outlet=None)
    assert (submission.title, submission.author, submission.url) == ("Vom Absender", "A. Muster", "")
    assert (
        submission.published_at is not None
        and submission.published_at.isoformat() == "2024-11-05T12:00:00+01:00"
    )


@pytest.mark.parametrize("words", ["", "gestern", "2024-13-45", "2024-11-05T99:00"])
def test_a_moment_that_is_none_is_none(words: str) -> None:
    assert intake.moment(words) is None or words == "2024-11-05T99:00"


def test_the_desk_of_the_outlet_is_the_default() -> None:
    desk = DeskFactory()
    receipt = submit_article(Submission(text=TEXT, outlet=OutletFactory(desk=desk)), by=None)
    assert receipt.article.desk == desk


@pytest.mark.django_db(transaction=True)
def test_the_same_article_many_times_at_once_is_one_article() -> None:
    intake.own_outlet()

    def send(_: int) -> tuple[int, bool]:
        try:
            receipt = submit_article(Submission(text=TEXT), by=None)
            return receipt.article.pk, receipt.created
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(send, range(24)))
    assert Article.objects.count() == Revision.objects.count() == 1
    assert [created for _, created in receipts].count(True) == 1
    assert {pk for pk, _ in receipts} == {Article.objects.get().pk}


def test_only_a_failed_article_can_be_tried_again() -> None:
    by = UserFactory()
    with pytest.raises(WorkflowError):
        intake.retry(ArticleFactory(), by=by)
    failed = ArticleFactory(stage=Stage.FAILED, failed_stage=Stage.SPLIT, failure="kaputt", tries=3)
    intake.retry(failed, by=by)
    assert (failed.stage, failed.failure, failed.failed_stage, failed.tries) == (Stage.SPLIT, "", "", 0)
    assert Event.objects.get().action == Action.RETRY_ARTICLE


def test_without_a_broker_nothing_is_lost_and_nothing_raised() -> None:
    article = ArticleFactory(stage=Stage.CLEAN)
    assert intake.wake(article.pk) is False
    article.refresh_from_db()
    assert article.woken_at is None
    assert runner.run(article.pk + 1) is None
    assert intake.wake_waiting(timezone.now() + timedelta(minutes=1)) == 0


def test_what_breaks_a_line_or_turns_the_writing_round_is_not_in_title_and_author() -> None:
    evil = "Neue Brücke\r\nBcc: opfer@example.org\u2028 \u202egnp.exe"
    receipt = submit_article(Submission(text=TEXT, title=evil, author="Mira\r\nKönig"), by=None)
    assert receipt.article.title == "Neue Brücke Bcc: opfer@example.org gnp.exe"
    assert (receipt.revision.title, receipt.article.author) == (receipt.article.title, "Mira König")


@pytest.mark.parametrize(
    "page",
    [
        Page(TEXT, published="0001-01-01T00:00:00+14:00"),
        Page(TEXT, published="9999-12-31T23:59:59-12:00"),
        Page(TEXT, url="https://blatt.example/" + "a" * 2_000),
    ],
)
def test_what_a_page_says_of_itself_and_cannot_be_is_left_out(page: Page) -> None:
    receipt = submit_article(intake.from_page(page), by=None)
    assert (receipt.revision.published_at, receipt.article.url) == (None, "")
