"""Hints: marked cases, whole articles without a fault, spellings of the archive, and the words."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from claims.text.files import read_file
from claims.text.hints.finding import article_hints
from claims.text.hints.shapes import KINDS, Hint, Known, NameWord
from claims.text.hints.spelling import almost
from claims.text.hints.words import WORDS, in_words
from claims.text.reading import read
from tests.text.hint_cases import PUBLISHED, Case, cases, hints_of, is_right

SEEDS = Path(__file__).parents[2] / "seeds" / "articles"
ARTICLES = Path(__file__).parent / "articles"


def told(hint: Hint, case: Case) -> str:
    return f"{in_words(hint.kind, hint.params, language=case.language)} <- {case.text[:80]}"


@pytest.mark.parametrize("language", ["de", "en"])
def test_nearly_all_planted_faults_are_told_and_nearly_nothing_else(language: str) -> None:
    missed, false, right = [], [], 0
    for case in cases(language):
        hints = hints_of(case)
        assert all(0 <= s.start < s.end <= len(case.text) for hint in hints for s in hint.spans)
        found = [hint for hint in hints if is_right(case, hint)]
        right += len(found)
        false += [told(hint, case) for hint in hints if not is_right(case, hint)]
        if case.kind and not found:
            missed.append(case.text[:80])
    assert right >= 0.95 * (right + len(missed)), missed
    assert right >= 0.97 * (right + len(false)), false


@pytest.mark.parametrize(
    ("name", "faults"),
    [
        ("01-gefechte-kursk", ["spelling"]),
        ("02-landeshaushalt", ["sum"]),
        ("04-hochwasser-ticker", []),
        ("05-interview-lehrkraefte", []),
        ("09-studie-gehen", []),
        ("15-marktbericht", ["sum"]),
        ("17-heat-pump-study", []),
        ("19-live-port-strike", []),
    ],
)
def test_the_demo_articles_have_the_hints_planted_in_them_and_no_other(name: str, faults: list[str]) -> None:
    page = read_file((SEEDS / f"{name}.txt").read_bytes(), name=f"{name}.txt")
    about = json.loads((SEEDS / f"{name}.json").read_text(encoding="utf-8"))
    published = date.fromisoformat(about["published"][:10]) if about["published"] else None
    reading = read(page.text, title=about["title"] or "", language=about["language"], published=published)
    hints = article_hints(reading)
    assert [hint.kind for hint in hints] == faults


@pytest.mark.parametrize("name", ["agency", "reuters", "spiegel_paste", "guardian_paste"])
def test_articles_without_a_fault_have_no_hint(name: str) -> None:
    reading = read((ARTICLES / f"{name}.txt").read_text(encoding="utf-8"), published=PUBLISHED)
    assert article_hints(reading) == []


def archive(spelling: str) -> object:
    def lookup(words: Sequence[NameWord]) -> Mapping[str, Known]:
        return {
            name.word: Known(spelling, checks=2, claim=7) for name in words if almost(name.word, spelling)
        }

    return lookup


TEXT = "Der Sprecher Andrij Kowalneko sprach von Gefechten. Später nannte Kowalneko Zahlen: 20 Tote."


def archive_hints(text: str, spelling: str) -> list[Hint]:
    reading = read(text, language="de", published=PUBLISHED)
    return article_hints(reading, known_names=archive(spelling))


def test_a_name_unlike_earlier_checks_is_told_once_with_all_its_places() -> None:
    (hint,) = archive_hints(TEXT, "Kowalenko")
    assert (hint.kind, hint.params["checks"], hint.params["claim"]) == ("archive", 2, 7)
    assert [span.of(TEXT) for span in hint.spans] == ["Kowalneko", "Kowalneko"]
    assert in_words(hint.kind, hint.params, language="de") == (
        "„Kowalneko“ steht zweimal im Text; in 2 früheren Prüfungen steht „Kowalenko“."
    )


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        (TEXT.replace("Später nannte Kowalneko", "Später nannte Kowalenko"), "Kowalenko"),  # told as one of the article
        ("Die Sprecherin Anna Schneider nannte Zahlen: 20 Tote.", "Schneiden"),  # a name that everybody knows
        ("Kowalenkos Sprecher nannte 20 Tote.", "Kowalenko"),  # an ending
    ],
)  # fmt: skip
def test_names_that_only_look_alike_are_not_held_against_the_archive(text: str, spelling: str) -> None:
    assert "archive" not in {hint.kind for hint in archive_hints(text, spelling)}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("kowalneko", "kowalenko", True),
        ("kowalnko", "kowalenko", True),
        ("kowalenka", "kowalenko", True),
        ("kowalenko", "kowalenko", False),
        ("kowlanko", "kowalenko", False),
        ("lewin", "newil", False),
    ],
)
def test_almost_is_one_slip_of_the_pen(a: str, b: str, expected: bool) -> None:
    assert almost(a, b) is almost(b, a) is expected


def test_every_kind_has_its_words_in_both_languages() -> None:
    assert {key.partition(".")[0] for key in WORDS} == set(KINDS)
    for (key, words), language in product(WORDS.items(), ("de", "en")):
        assert words[language], key


@pytest.mark.parametrize(
    "text", ["", "1", "<N0> von <N1> auf <P2>", "von 0 auf 0 um 0 Prozent" * 3, "Am Dienstag, 99. Mai."]
)
def test_no_text_raises(text: str) -> None:
    reading = read(text, language="de", published=PUBLISHED)
    found = article_hints(reading)
    assert [in_words(hint.kind, hint.params, language="fr") for hint in found] == []
