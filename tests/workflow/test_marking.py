"""Claims by hand: exact selectors, facts to tick, and one claim that becomes two."""

import pytest
from django.utils import timezone

from claims.choices import Action, FactType, Origin, Status
from claims.errors import Forbidden, Invalid, Moved, WorkflowError
from claims.models import Article, Claim, Event
from claims.workflow import marking
from tests.factories import ClaimFactory, PassageFactory, RevisionFactory
from tests.workflow.conftest import Newsroom

# An astral character before the passage: offsets are code points, not UTF-16 units.
TEXT = "🔥 Preise steigen\n\nDer Preis steigt um 9,4 Prozent auf 118 Euro. „Wir haben keine Wahl“, sagte Inga Moritz."
QUOTE = "um 9,4 Prozent auf 118 Euro"


@pytest.fixture
def article(db: None) -> Article:
    revision = RevisionFactory(text=TEXT)
    PassageFactory(revision=revision, quote="🔥 Preise steigen", role="headline")
    PassageFactory(revision=revision, quote=TEXT.partition("\n\n")[2], role="body")
    return revision.article


def span(quote: str) -> dict[str, int]:
    return {"start": TEXT.index(quote), "end": TEXT.index(quote) + len(quote)}


def test_a_marked_passage_is_a_claim_with_exact_selectors_and_facts(
    article: Article, newsroom: Newsroom
) -> None:
    now = timezone.now()
    claim = marking.mark(article, **span(QUOTE), by=newsroom.checker, at=now, revision=1)
    assert claim.revision.text[claim.start : claim.end] == claim.quote == QUOTE
    assert claim.prefix.endswith("Der Preis steigt ") and claim.suffix.startswith(". „Wir")
    assert (claim.status, claim.origin, claim.marked_by, claim.role, claim.number) == (
        Status.QUEUED, Origin.HAND, newsroom.checker, "body", 1,
    )  # fmt: skip
    facts = list(claim.facts.all())
    assert {fact.quote for fact in facts if fact.type == FactType.NUMBER} == {"9,4 Prozent", "118 Euro"}
    assert all(TEXT[fact.start : fact.end] == fact.quote for fact in facts)
    assert Event.objects.get().action == Action.MARK


def test_white_space_at_the_ends_is_left_out_and_passages_may_overlap(
    article: Article, newsroom: Newsroom
) -> None:
    now, whole = timezone.now(), span("Der Preis steigt um 9,4 Prozent auf 118 Euro.")
    first = marking.mark(article, **whole, by=newsroom.checker, at=now)
    second = marking.mark(
        article, start=span(QUOTE)["start"] - 1, end=span(QUOTE)["end"], by=newsroom.checker, at=now
    )
    assert second.quote == QUOTE and first.start < second.start and second.end < first.end
    assert {c.number for c in Claim.objects.all()} == {1, 2}


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 5), (5, 5), (9, 5), (0, 10_000), (16, 18), (TEXT.index("„"), TEXT.index("„") + 1)]
)
def test_a_passage_must_lie_in_the_text_and_hold_a_word(
    article: Article, newsroom: Newsroom, start: int, end: int
) -> None:
    with pytest.raises(Invalid):
        marking.mark(article, start=start, end=end, by=newsroom.checker, at=timezone.now())
    assert not Claim.objects.exists()


def test_a_passage_of_4001_characters_is_too_long(newsroom: Newsroom) -> None:
    revision = RevisionFactory(text="a" * 5000)
    with pytest.raises(Invalid, match="4000"):
        marking.mark(revision.article, start=0, end=4001, by=newsroom.checker, at=timezone.now())


def test_the_same_passage_is_marked_once_and_says_which_claim_it_is(
    article: Article, newsroom: Newsroom
) -> None:
    now = timezone.now()
    marking.mark(article, **span(QUOTE), by=newsroom.checker, at=now)
    with pytest.raises(WorkflowError, match=r"claim 1 already \(queued\)"):
        marking.mark(article, **span(QUOTE), by=newsroom.other, at=now)


def test_whoever_marks_in_an_older_revision_is_told(article: Article, newsroom: Newsroom) -> None:
    RevisionFactory(article=article, text="Neu. " + TEXT)
    with pytest.raises(Moved, match="newer revision"):
        marking.mark(article, **span(QUOTE), by=newsroom.checker, at=timezone.now(), revision=1)


def test_reviewers_do_not_mark(article: Article, newsroom: Newsroom) -> None:
    with pytest.raises(Forbidden, match="checker / editor"):
        marking.mark(article, **span(QUOTE), by=newsroom.reviewer, at=timezone.now())


def test_a_claim_that_says_two_things_becomes_two(article: Article, newsroom: Newsroom) -> None:
    now = timezone.now()
    whole = "Der Preis steigt um 9,4 Prozent auf 118 Euro. „Wir haben keine Wahl“, sagte Inga Moritz."
    claim = ClaimFactory(
        revision=article.revisions.get(), quote=whole, status=Status.CHECKING, assignee=newsroom.checker,
        priority="1", claimant="Stadtwerke",
    )  # fmt: skip
    parts = [
        (s["start"], s["end"]) for s in (span("„Wir haben keine Wahl“, sagte Inga Moritz."), span(QUOTE))
    ]
    made = marking.split(claim, passages=parts, by=newsroom.checker, at=now)
    assert [part.quote for part in made] == [QUOTE, "„Wir haben keine Wahl“, sagte Inga Moritz."]
    for part in made:
        assert (part.status, part.assignee, part.priority, part.split_from) == (
            Status.ASSIGNED, newsroom.checker, "1", claim,
        )  # fmt: skip
    assert made[0].claimant == "Stadtwerke" and made[1].claimant == "Inga Moritz"
    assert (claim.status, claim.assignee) == (Status.DISMISSED, None)


@pytest.mark.parametrize("passages", [[], [(19, 25)], [(19, 25), (0, 5)], [(19, 25), (18, 63)]])
def test_a_split_wants_two_parts_within_the_claim(
    article: Article, newsroom: Newsroom, passages: list[tuple[int, int]]
) -> None:
    claim = ClaimFactory(revision=article.revisions.get(), quote=TEXT[18:63])
    with pytest.raises(Invalid, match="two parts"):
        marking.split(claim, passages=passages, by=newsroom.checker, at=timezone.now())
    claim.refresh_from_db()
    assert claim.status == Status.NEW and Claim.objects.count() == 1


def test_a_split_of_which_one_part_is_a_claim_already_changes_nothing(
    article: Article, newsroom: Newsroom
) -> None:
    claim = ClaimFactory(revision=article.revisions.get(), quote=TEXT[18:63])
    ClaimFactory(revision=article.revisions.get(), quote=QUOTE)
    parts = [(span(QUOTE)["start"], span(QUOTE)["end"]), (18, 27)]
    with pytest.raises(WorkflowError, match="already"):
        marking.split(claim, passages=parts, by=newsroom.checker, at=timezone.now())
    claim.refresh_from_db()
    assert claim.status == Status.NEW and Claim.objects.count() == 2 and not Event.objects.exists()
