"""Learning the ranking from what the desk takes and dismisses: adopted when better, never when worse, and back again."""

import io
import random

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims import ranking
from claims.choices import OutletKind, Role, Status
from claims.models import Claim, Ranking
from claims.text.ranking import Adjustment, Decided, area, fit
from claims.workflow import triage
from tests.factories import ClaimFactory, OutletFactory, RevisionFactory, UserFactory
from tests.workflow.factories import ReasonFactory

pytestmark = pytest.mark.django_db
DULL = "Die Stadt zahlt 2025 rund {n} Millionen Euro für den Verein."
WANTED = "Die Klinik in Bad Ellern behandelte Patienten ohne Zulassung, Fall {n}."


def decided(number: int, *, taken: str = WANTED, dropped: str = DULL, kind: str = OutletKind.PORTAL) -> None:
    """A desk that takes claims about patients and dismisses sums of money, against the rules."""
    reason = ReasonFactory(kind="dismiss", key="not-relevant")
    checker = UserFactory(roles=[Role.CHECKER])
    outlet = OutletFactory(kind=kind)
    for n in range(number):
        text = f"{taken.format(n=n)}\n{dropped.format(n=n)}"
        revision = RevisionFactory(text=text, article__outlet=outlet, article__language="de")
        for quote in text.split("\n"):
            claim = ClaimFactory(revision=revision, quote=quote, language="de")
            if quote == taken.format(n=n):
                triage.accept(claim, by=checker, at=timezone.now())
            else:
                triage.dismiss(claim, reason=reason, by=checker, at=timezone.now())


def test_what_the_desk_takes_rises_and_only_untouched_claims_are_ranked_anew() -> None:
    decided(150)
    fresh = ClaimFactory(
        revision=RevisionFactory(text=WANTED.format(n=999)), quote=WANTED.format(n=999), language="de",
        check_worthiness=0.1,
    )  # fmt: skip
    touched = Claim.objects.filter(status=Status.QUEUED).first()
    before = touched.check_worthiness
    lesson = ranking.learn(timezone.now())
    assert lesson.ranking and lesson.ranking.in_use, lesson.words
    assert lesson.ranking.area_after > lesson.ranking.area_before + ranking.GAIN
    assert lesson.ranking.decisions + lesson.ranking.held_back == 300
    fresh.refresh_from_db()
    touched.refresh_from_db()
    assert fresh.check_worthiness > 0.5
    assert "desk_takes" in fresh.reasons
    assert touched.check_worthiness == before


def test_too_few_decisions_teach_nothing() -> None:
    decided(20)
    lesson = ranking.learn(timezone.now())
    assert lesson.ranking is None
    assert "Too few decisions" in lesson.words
    assert not Ranking.objects.exists()


def test_practice_duplicates_and_what_was_cut_wrongly_do_not_count() -> None:
    decided(120, kind=OutletKind.PRACTICE)
    assert ranking.learn(timezone.now()).ranking is None


def test_a_version_that_ranks_no_better_is_kept_but_not_used() -> None:
    decided(150)
    first = ranking.learn(timezone.now()).ranking
    again = ranking.learn(timezone.now())
    assert again.ranking and not again.ranking.in_use
    assert "not adopted" in again.words
    assert Ranking.objects.get(in_use=True) == first


def test_the_way_back_leads_to_the_version_before_and_then_to_the_rules() -> None:
    decided(150)
    first = ranking.learn(timezone.now()).ranking
    second = Ranking.objects.create(
        weights={"figure": 1.0}, learned_at=timezone.now(), decisions=1, held_back=1, area_before=0.5,
        area_after=0.9,
    )  # fmt: skip
    assert ranking.go_back(to=second.pk) == second
    assert ranking.in_use() == Adjustment({"figure": 1.0})
    assert ranking.go_back() == first
    assert ranking.go_back() is None
    assert ranking.in_use() is None


def test_the_command_lists_learns_and_goes_back() -> None:
    def said(*words: str) -> str:
        out = io.StringIO()
        call_command("ranking", *words, stdout=out)
        return out.getvalue()

    assert said() == "The rules alone are in use.\n"
    assert "Too few" in said("learn")
    decided(150)
    assert "is in use" in said("learn")
    assert said().rstrip().endswith("in use")
    assert said("back") == "The rules alone are in use.\n"
    with pytest.raises(CommandError, match="no version 99"):
        said("back", "--to", "99")


def test_the_weights_are_those_of_the_decisions_whatever_their_order() -> None:
    rows = (
        [Decided(0.0, ("a",), True)] * 40
        + [Decided(0.0, ("b",), False)] * 40
        + [Decided(0.0, ("a", "b"), True)]
    )
    learned = fit(rows)
    assert learned.weights["a"] > 0.5 > -0.5 > learned.weights["b"]
    random.Random(3).shuffle(rows)
    assert fit(rows) == learned
    assert area(rows) == 0.5
    assert area(rows, learned) > 0.95
    assert area([rows[0]]) is None
    assert learned.of(("unknown",)) == 0.0
    assert Adjustment({"a": 9.0}).of(("a",)) == 2.0
    with pytest.raises(ValueError, match="taken and claims"):
        fit([Decided(0.0, (), True)])
