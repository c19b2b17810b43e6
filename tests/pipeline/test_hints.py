"""Hints beside the claims: written, replaced, kept aside; and the names of earlier checks."""

from typing import Any

import pytest
from django.utils import timezone

from claims import known_names
from claims.choices import FactState, Role, Stage, Status
from claims.errors import Forbidden
from claims.intake import Submission, submit_article
from claims.models import Article, Claim, Fact, Hint, NameWord
from claims.pipeline import runner, score
from claims.pipeline.lease import Lease
from claims.text.hints.shapes import NameWord as Asked
from claims.workflow import hints, review
from tests.factories import UserFactory
from tests.workflow.factories import VerdictFactory, person

TEXT = """Rat in Falkenrode hebt Gebühren an

Der Eintritt ins Freibad steigt um 20 Prozent von 4 auf 6 Euro.

Der Sprecher Andrij Kowalneko nannte am Abend 20 neue Stellen. Kowalneko lobte den Rat für 2 Millionen Euro Zuschuss.
"""

pytestmark = pytest.mark.django_db


def read(text: str = TEXT, **sent: Any) -> Article:
    article = submit_article(Submission(text=text, **sent), by=None).article
    assert runner.run(article.pk) == Stage.READY
    article.refresh_from_db()
    return article


def shown(article: Article) -> list[tuple[str, str]]:
    found = Hint.objects.filter(claim__article=article).order_by("position")
    return [(hint.kind, hint.claim.revision.text[slice(*hint.spans[0])]) for hint in found]


def score_again(article: Article) -> None:
    lease = Lease(article.pk, Stage.SCORE, article.attempt, 1)
    Article.objects.filter(pk=article.pk).update(stage=Stage.SCORE)
    score.run(article, lease)
    Article.objects.filter(pk=article.pk).update(stage=Stage.READY)


def test_a_hint_stands_at_its_claim_and_scoring_again_doubles_nothing() -> None:
    article = read()
    assert shown(article) == [("sum", "20 Prozent")]
    (hint,) = Hint.objects.all()
    assert hint.claim.start <= hint.spans[0][0] < hint.spans[0][1] <= hint.claim.end
    assert hint.words == "Im Text steht „20 Prozent“; aus „4“ und „6 Euro“ ergeben sich rund 50 Prozent."
    score_again(article)
    assert shown(article) == [("sum", "20 Prozent")]


def test_what_is_put_aside_stays_aside_and_can_be_taken_up() -> None:
    article = read()
    person = UserFactory(roles=[Role.CHECKER])
    hints.put_aside(Hint.objects.get(), by=person, at=timezone.now())
    score_again(article)
    hint = Hint.objects.get()
    assert (hint.aside_by, hint.claim.shown_hints) == (person, [])
    hints.take_up(hint, by=person)
    assert Claim.objects.get(pk=hint.claim_id).shown_hints == [hint]


def test_who_has_no_part_in_the_checks_puts_nothing_aside() -> None:
    read()
    with pytest.raises(Forbidden):
        hints.put_aside(Hint.objects.get(), by=UserFactory(), at=timezone.now())
    assert Hint.objects.standing().count() == 1


def test_a_new_revision_has_its_own_hints() -> None:
    article = read(external_id="7")
    assert read("Vorab: alles neu.\n\n" + TEXT, external_id="7") == article
    assert shown(article) == [("sum", "20 Prozent")]
    read(TEXT.replace("20 Prozent", "50 Prozent"), external_id="7")
    assert shown(article) == []


@pytest.fixture
def known() -> Claim:
    """A check that a second person has agreed to, of a claim that names Kowalenko."""
    text = "Lage im Osten\n\nDer Sprecher Andrij Kowalenko nannte am Montag 300 Tote.\n"
    claim = read(text).claims.get(role="body")
    Claim.objects.filter(pk=claim.pk).update(status=Status.IN_REVIEW)
    now = timezone.now()
    review.approve(VerdictFactory(claim=claim, submitted_at=now), by=person(Role.REVIEWER), at=now)
    return claim


class TestNames:
    def test_a_name_almost_like_one_of_an_earlier_check_is_told_with_that_check(self, known: Claim) -> None:
        hint = Hint.objects.get(claim__article=read(), kind="archive")
        assert hint.words == "„Kowalneko“ steht zweimal im Text; in einer früheren Prüfung steht „Kowalenko“."
        assert (hint.params["claim"], len(hint.spans)) == (known.pk, 2)

    def test_a_fact_marked_wrong_teaches_no_spelling(self, known: Claim) -> None:
        assert NameWord.objects.filter(word="kowalenko").exists()
        Fact.objects.filter(claim=known, type="name").update(state=FactState.WRONG, checked_at=timezone.now())
        assert list(known_names.rebuild()) == [1]
        assert not NameWord.objects.filter(word="kowalenko").exists()
        assert shown(read()) == [("sum", "20 Prozent")]

    def test_another_first_name_is_another_person(self, known: Claim) -> None:
        article = read(TEXT.replace("Andrij", "Martin"))
        assert shown(article) == [("sum", "20 Prozent")]

    def test_the_archive_is_asked_in_a_fixed_number_of_queries(
        self, known: Claim, django_assert_max_num_queries: Any
    ) -> None:
        asked = [Asked(f"Unbekannt{chr(97 + n)}er") for n in range(26)]
        article = known.article
        with django_assert_max_num_queries(1):
            assert known_names.alike(asked, article=article) == {}
