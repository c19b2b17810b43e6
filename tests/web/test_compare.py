"""Two revisions compared: words, what became of the claims, and what to do about those that were touched."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims import comparing, history
from claims.choices import Action, Role, Status
from claims.comparing import Piece
from claims.models import Article, Claim, User
from tests.factories import ArticleFactory, ClaimFactory, RevisionFactory
from tests.web.html import flat
from tests.workflow.factories import claim_at

OLD = [
    "Der Preis steigt um 8,9 Prozent.",
    "Rund 21.000 Haushalte zahlen mehr.",
    "Es ist die dritte Erhöhung.",
]
NEW = [
    "Der Preis steigt um 9,4 Prozent.",
    "Rund 21.000 Haushalte zahlen mehr.",
    "Der Rat stimmt am Dienstag ab.",
]


def _whole(pieces: object, kinds: set[str]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OLD[0], NEW[0]),
        ("", "neu"),
        ("alt", ""),
        ("a b c", "a c b"),
        ("x" * 3, "x" * 3),
        ("a " * 5000, "b " * 5000),
    ],
)
def test_the_pieces_hold_both_texts(before: str, after: str) -> None:
    pieces = comparing.words_changed(before, after)
    assert _whole(pieces, {"same", "cut"}) == before and _whole(pieces, {"same", "new"}) == after


def test_a_number_is_one_word() -> None:
    assert [piece for piece in comparing.words_changed(OLD[0], NEW[0]) if piece.kind != "same"] == [
        Piece("cut", "8,9"),
        Piece("new", "9,4"),
    ]


def test_paragraphs_are_compared_with_the_likest() -> None:
    found = comparing.paragraphs("\n\n".join(OLD), "\n\n".join(NEW))
    assert [paragraph.same for paragraph in found] == [False, True, False, False]
    assert {piece.kind for piece in found[0].pieces} == {"same", "cut", "new"}


@pytest.fixture
def changed(db: None) -> Article:
    """An article with two revisions: its claims touched, as they were, gone and new."""
    first = RevisionFactory(text="\n\n".join(OLD))
    touched = claim_at(Status.APPROVED, revision=first, quote=OLD[0], desk=first.article.desk)
    gone = ClaimFactory(revision=first, quote=OLD[2])
    second = RevisionFactory(article=first.article, text="\n\n".join(NEW))
    at = timezone.now()
    Claim.objects.filter(pk=touched.pk).update(
        quote=NEW[0], start=0, end=len(NEW[0]), revision=second, text_changed_at=at
    )
    history.record(
        Action.MOVE, by=None, at=at, claim=touched, before={"quote": OLD[0]}, after={"quote": NEW[0]}
    )
    Claim.objects.filter(pk=gone.pk).update(status=Status.GONE)
    ClaimFactory(revision=second, quote=NEW[1])
    ClaimFactory(revision=second, quote=NEW[2])
    return first.article


def _read(page: Client, article: Article, **query: str) -> str:
    answer = page.get(reverse("article_compare", args=[article.pk]), query)
    assert answer.status_code == 200
    return flat(answer.content.decode())


def test_every_claim_has_its_fate(changed: Article) -> None:
    first, second = changed.revisions.order_by("number")
    fates = {fate.claim.quote: fate.kind for fate in comparing.fates(changed, first, second)}
    assert fates == {NEW[0]: "touched", OLD[2]: "gone", NEW[2]: "new", NEW[1]: "same"}
    back = {fate.claim.quote: fate.kind for fate in comparing.fates(changed, second, first)}
    assert back[OLD[2]] == "new" and back[NEW[2]] == "gone"


def test_a_verdict_is_confirmed_for_the_changed_words_there(
    page: Client, person: User, changed: Article
) -> None:
    claim = changed.claims.get(quote=NEW[0])
    html = _read(page, changed)
    assert "8,9</del>" in html and "9,4</ins>" in html
    assert "Verdict still holds" not in html  # a checker decides on nothing
    person.grants.create(role=Role.REVIEWER)
    person.grants.create(role=Role.EDITOR)
    html = _read(page, changed)
    assert "Verdict still holds" in html and "Check again" in html
    address = reverse("article_compare", args=[changed.pk])
    sent = {"version": claim.version, "next": address, "why": ""}
    assert page.post(reverse("claim_act", args=[claim.pk, "confirm"]), sent).url == address
    claim.refresh_from_db()
    assert claim.text_changed_at is None
    assert "Verdict still holds" not in _read(page, changed)


def test_checking_again_opens_the_claim(page: Client, person: User, changed: Article) -> None:
    person.grants.create(role=Role.EDITOR)
    claim = changed.claims.get(quote=NEW[0])
    page.post(reverse("claim_act", args=[claim.pk, "reopen"]), {"version": claim.version, "why": "Zahl neu"})
    claim.refresh_from_db()
    assert claim.status == Status.QUEUED


def test_one_revision_is_told_and_a_wrong_number_is_the_usual_one(page: Client, changed: Article) -> None:
    assert "There is only one revision so far" in _read(page, RevisionFactory().article)
    assert "8,9</del>" in _read(page, changed, **{"from": "77", "to": "x"})
    assert "Choose two different revisions" in _read(page, changed, **{"from": "2", "to": "2"})
    assert page.get("/articles/99999/compare/").status_code == 404
    assert "There is only one revision so far" in _read(page, ArticleFactory())


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_the_rows(
    page: Client, changed: Article, rows: int, django_assert_max_num_queries
) -> None:
    second = changed.revisions.get(number=2)
    for n in range(rows):
        ClaimFactory(revision=second, quote=NEW[n % 3][n + 1 : -2])
    with django_assert_max_num_queries(20) as asked:
        _read(page, changed)
    counts.add(len(asked))
    assert len(counts) == 1


counts: set[int] = set()
