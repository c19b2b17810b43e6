"""The match step: earlier checks are proposed, never carried over; the index is a copy that may be lost."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from claims import history
from claims.choices import Action, Decision, Gap, Relation, Stage, Status
from claims.intake import Submission, submit_article
from claims.models import Article, Claim, Match
from claims.pipeline import earlier, match, runner
from tests.factories import ClaimFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db

HEAD = "Neue Busse für Beispielhausen\n\n"
CHECKED = HEAD + "Die Stadt Beispielhausen zahlt 2025 rund 3,5 Millionen Euro für zwölf neue Busse."
REWORDED = "Für zwölf neue Busse zahlt die Stadt Beispielhausen 2025 rund 3,5 Millionen Euro."
ALTERED = "Für zwölf neue Busse zahlt die Stadt Beispielhausen 2026 rund 4,5 Millionen Euro."
ELSEWHERE = "Der Zoo in Musterstadt hat am Mittwoch zwei junge Eisbären gezeigt."


@pytest.fixture(autouse=True)
def index_of_its_own(settings: Any, tmp_path: Path) -> Path:
    settings.MATCHING_INDEX = tmp_path / "matching"
    return settings.MATCHING_INDEX


def article_of(text: str, name: str) -> Article:
    article = submit_article(Submission(text=text, external_id=name), by=None).article
    assert runner.run(article.pk) == Stage.READY
    article.refresh_from_db()
    return article


def approved(article: Article) -> Claim:
    """The article's claim about buses, with a check that two people have agreed on."""
    return approved_of(article, "zwölf neue Busse")


def approved_of(article: Article, words: str) -> Claim:
    claim = article.claims.get(quote__contains=words)
    with history.writing():
        Claim.objects.filter(pk=claim.pk).update(status=Status.APPROVED)
        history.record(Action.APPROVE, by=None, at=timezone.now(), claim=claim)
    claim.refresh_from_db()
    return claim


def matches(article: Article) -> list[tuple[int, str]]:
    return list(Match.objects.filter(claim__article=article).values_list("earlier_id", "relation"))


def test_a_checked_claim_in_other_words_is_proposed_as_the_same() -> None:
    check = approved(article_of(CHECKED, "a"))
    new = article_of(REWORDED, "b")
    assert matches(new) == [(check.pk, Relation.SAME)]
    found = Match.objects.get()
    assert found.method.startswith("facts/") and 0.5 < found.score <= 1 and found.decision == Decision.OPEN
    claim = found.claim
    assert claim.status == Status.NEW and claim.answered_by is None  # nothing is carried over


def test_another_figure_and_year_make_it_a_contradicting_variant_with_both_marked() -> None:
    check = approved(article_of(CHECKED, "a"))
    new = article_of(ALTERED, "b")
    assert matches(new) == [(check.pk, Relation.CONTRADICTING)]
    told = {d["type"]: (d["here"], d["there"]) for d in Match.objects.get().differences}
    assert "4,5 Millionen Euro" in told["number"][0] and "3,5 Millionen Euro" in told["number"][1]
    assert "2026" in told["date"][0] and "2025" in told["date"][1]


def test_what_nobody_has_checked_and_what_is_about_something_else_is_not_proposed() -> None:
    article_of(CHECKED, "a")
    assert matches(article_of(REWORDED, "b")) == []
    approved(article_of(CHECKED, "c"))
    assert matches(article_of(ELSEWHERE, "d")) == []


def test_an_article_is_not_compared_with_itself() -> None:
    article = article_of(CHECKED, "a")
    approved(article)
    article_again = submit_article(
        Submission(text=CHECKED + "\n\n" + REWORDED, external_id="a"), by=None
    ).article
    assert runner.run(article_again.pk) == Stage.READY
    assert article_again.pk == article.pk and matches(article) == []


def test_a_decision_of_a_person_outlives_the_next_comparison() -> None:
    check = approved(article_of(CHECKED, "a"))
    new = article_of(REWORDED, "b")
    Match.objects.update(decision=Decision.REJECTED, decided_by=UserFactory(), decided_at=timezone.now())
    assert runner.restart(new, stage=Stage.MATCH)
    assert runner.run(new.pk) == Stage.READY
    found = Match.objects.get()
    assert (found.earlier_id, found.decision) == (check.pk, Decision.REJECTED)


def test_a_check_that_no_longer_holds_is_not_proposed() -> None:
    check = approved(article_of(CHECKED, "a"))
    Claim.objects.filter(pk=check.pk).update(status=Status.QUEUED)
    assert matches(article_of(REWORDED, "b")) == []


def test_a_later_check_is_proposed_to_the_open_claims_near_it() -> None:
    first = article_of(CHECKED, "a")
    waiting = article_of(REWORDED, "b")
    assert matches(waiting) == []
    match.look_again(timezone.now())  # the index is made: what was decided before is no news
    check = approved(first)
    match.look_again(timezone.now())
    assert matches(waiting) == [(check.pk, Relation.SAME)]
    match.look_again(timezone.now())
    assert Match.objects.count() == 1


def test_a_lost_index_is_made_anew(index_of_its_own: Path) -> None:
    check = approved(article_of(CHECKED, "a"))
    article_of(REWORDED, "b")
    for path in index_of_its_own.iterdir():
        path.unlink()
    assert matches(article_of(REWORDED + " Das ist so.", "c"))[0] == (check.pk, Relation.SAME)


def test_a_damaged_index_is_thrown_away_and_made_anew(index_of_its_own: Path) -> None:
    check = approved(article_of(CHECKED, "a"))
    article_of(REWORDED, "b")
    for path in index_of_its_own.glob("checked*"):
        path.unlink()
    next_one = index_of_its_own / "checked-words.sqlite3"
    next_one.write_bytes(b"this is no database at all, whatever its name says" * 100)
    assert (check.pk, Relation.SAME) in matches(article_of(REWORDED + " Das ist so.", "c"))


def test_an_index_that_cannot_be_used_is_told_and_made_up_for(
    index_of_its_own: Path, settings: Any, tmp_path: Path
) -> None:
    check = approved(article_of(CHECKED, "a"))
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be", encoding="ascii")
    settings.MATCHING_INDEX = blocked / "matching"
    new = article_of(REWORDED, "b")
    assert (new.comparison_gap, matches(new)) == (Gap.UNUSABLE, [])
    assert match.look_again(timezone.now()) == 0
    settings.MATCHING_INDEX = index_of_its_own
    assert match.look_again(timezone.now()) == 1
    new.refresh_from_db()
    assert (new.comparison_gap, matches(new)) == ("", [(check.pk, Relation.SAME)])


def test_an_index_that_is_not_whole_yet_is_told_and_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    check = approved(article_of(CHECKED, "a"))
    monkeypatch.setattr(match, "_INLINE", 0)
    new = article_of(REWORDED, "b")
    assert new.comparison_gap == Gap.BUILDING
    assert match.look_again(timezone.now()) == 1
    new.refresh_from_db()
    assert (new.comparison_gap, matches(new)) == ("", [(check.pk, Relation.SAME)])


def test_an_index_of_another_database_begins_again() -> None:
    check = approved(article_of(CHECKED, "a"))
    index = earlier.finder()
    earlier.write_state(index, earlier.State(event=10_000, hash="of another one", built=-1))
    assert earlier.catch_up(index, most=10)
    assert index.store.entries([check.pk])


def test_the_command_fills_the_index_and_says_how_many(
    index_of_its_own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approved(article_of(CHECKED, "a"))
    call_command("index_claims", "--anew")
    assert capsys.readouterr().out.startswith("1 checked claims in ")


def test_the_command_says_when_the_folder_cannot_be_written(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    settings.MATCHING_INDEX = tmp_path / "file" / "matching"
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("index_claims")


def test_reports_of_one_story_contradict_each_other_where_they_count_the_same_thing_differently() -> None:
    story = CHECKED + " Betroffen sind nach Angaben der Stadt rund 12.000 Haushalte."
    approved_of(article_of(story, "a"), "zwölf neue Busse")
    counted = approved_of(Article.objects.get(external_id="a"), "12.000 Haushalte")
    retold = REWORDED + " Der Bürgermeister sprach von 21.000 Haushalten, die davon etwas haben."
    new = article_of(retold, "b")
    found = Match.objects.get(claim__article=new, earlier=counted)
    assert found.relation == Relation.CONTRADICTING
    assert [d["type"] for d in found.differences] == ["number"]
    alone = article_of("Der Bürgermeister sprach von 23.000 Haushalten, die davon etwas haben.", "c")
    assert not Match.objects.filter(claim__article=alone, relation=Relation.CONTRADICTING).exists()


def test_of_a_sentence_under_every_article_only_the_newest_are_read(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(match, "READ", 3)
    revisions = RevisionFactory.create_batch(5)
    common = [ClaimFactory(revision=revision, fingerprint="a" * 64) for revision in revisions]
    other = ClaimFactory(revision=revisions[0], fingerprint="b" * 64)
    with django_assert_num_queries(1):
        read = list(match._newest_of_each({"a" * 64, "b" * 64}).order_by("-pk"))
    assert read == [other, *reversed(common[2:])]
    assert (
        list(match._newest_of_each({"a" * 64}).exclude(article=revisions[4].article).order_by("pk"))
        == common[1:4]
    )
