"""The gate for the article: what blocks it, who can clear it, and letting it out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.choices import Action, Stage, Status
from claims.errors import Forbidden, Invalid, WorkflowError
from claims.models import Article, Claim, Event, Notification
from claims.workflow import release, triage
from tests.factories import ArticleFactory, ClaimFactory, RevisionFactory
from tests.workflow.conftest import Newsroom
from tests.workflow.factories import RatingFactory, VerdictFactory, claim_at


@pytest.fixture
def article(db: None) -> Article:
    return RevisionFactory(text="Eins ist. Zwei ist. Drei ist. Vier ist. Fünf ist. Sechs ist.").article


def add(article: Article, status: str, **fields: object) -> Claim:
    return claim_at(status, revision=article.revisions.get(), **fields)


def test_what_is_undecided_blocks_and_says_who_can_clear_it(article: Article, newsroom: Newsroom) -> None:
    for status in (Status.NEW, Status.QUEUED, Status.CHECKING, Status.IN_REVIEW):
        add(
            article,
            status,
            assignee=newsroom.checker if status in {Status.CHECKING, Status.IN_REVIEW} else None,
        )
    add(article, Status.APPROVED)
    found = release.blockers(article)
    assert [(b.claim.number, b.people, b.actions[0]) for b in found if b.claim] == [
        (1, (), Action.ACCEPT), (2, (), Action.TAKE), (3, (newsroom.checker,), Action.SUBMIT),
        (4, found[3].people, Action.APPROVE),
    ]  # fmt: skip
    assert newsroom.reviewer in found[3].people and newsroom.checker not in found[3].people
    assert "Jana" in found[2].words


@pytest.mark.parametrize(
    "status",
    [Status.APPROVED, Status.PUBLISHED, Status.DISMISSED, Status.ANSWERED, Status.NOT_CHECKABLE, Status.GONE],
)
def test_what_is_decided_or_gone_does_not_block(article: Article, status: str) -> None:
    add(article, status)
    ClaimFactory(revision=article.revisions.get(), merged_into=article.claims.get(), status=Status.DISMISSED)
    assert release.blockers(article) == []


@pytest.mark.django_db
@pytest.mark.parametrize("stage", [Stage.SPLIT, Stage.FAILED])
def test_the_machines_work_blocks_too(stage: str) -> None:
    article = RevisionFactory(article=ArticleFactory(stage=stage)).article
    assert [b.claim for b in release.blockers(article)] == [None]


def test_a_touched_text_blocks_until_it_is_confirmed(article: Article, newsroom: Newsroom) -> None:
    claim = add(article, Status.APPROVED, text_changed_at=timezone.now())
    assert Action.CONFIRM in release.blockers(article)[0].actions
    triage.confirm(claim, by=newsroom.reviewer, at=timezone.now())
    assert release.blockers(article) == []


def test_a_verdict_that_wants_the_text_changed_blocks_until_that_is_confirmed(
    article: Article, newsroom: Newsroom
) -> None:
    claim = add(article, Status.APPROVED)
    claim.verdicts.update(rating=RatingFactory(key="change", label_en="change", holds_back=True))
    (blocker,) = release.blockers(article)
    assert "“change”" in blocker.words and blocker.actions == (Action.CONFIRM,)
    triage.confirm(claim, why="geändert", by=newsroom.editor, at=timezone.now())
    assert release.blockers(article) == []


def test_a_clear_article_is_released_once_and_the_newsroom_told_once(
    article: Article, newsroom: Newsroom
) -> None:
    add(article, Status.APPROVED)
    now = timezone.now()
    release.release(article, by=newsroom.editor, at=now)
    assert (article.released_at, article.released_by, article.released_revision) == (now, newsroom.editor, 1)
    assert release.is_released(article) and article.release_override == ""
    with pytest.raises(WorkflowError, match="already"):
        release.release(article, by=newsroom.editor, at=now)
    assert Event.objects.filter(action=Action.RELEASE_ARTICLE).count() == 1
    done = Notification.objects.filter(topic="article_done", channel="in_app")
    assert done.count() == done.values("recipient").distinct().count()
    RevisionFactory(article=article, text="Neu ist es.")
    assert not release.is_released(article)


def test_an_open_article_goes_out_only_with_a_reason_that_the_history_keeps(
    article: Article, newsroom: Newsroom
) -> None:
    claim, now = add(article, Status.QUEUED), timezone.now()
    with pytest.raises(Invalid, match="1 point still blocks") as caught:
        release.release(article, by=newsroom.editor, at=now)
    assert caught.value.field == "override"
    with pytest.raises(Forbidden):
        release.release(article, by=newsroom.checker, at=now, override="eilt")
    article.refresh_from_db()
    assert article.released_at is None and not Event.objects.exists()
    release.release(article, by=newsroom.editor, at=now, override="Redaktionsschluss")
    event = Event.objects.get(action=Action.RELEASE_ARTICLE)
    assert (event.why, event.after["open"]) == ("Redaktionsschluss", [claim.number])
    assert article.release_override == "Redaktionsschluss"


def test_the_gate_asks_the_database_the_same_few_times_for_any_number_of_claims(article: Article) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            release.blockers(article)
        return len(captured)

    add(article, Status.CHECKING)
    one = count()
    for status in (Status.IN_REVIEW, Status.APPROVED, Status.QUEUED):
        add(article, status)
    VerdictFactory(claim=article.claims.first())
    assert count() == one
