"""Check-worthiness: the order of statements in a news article, the reasons, the model's file."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.text import worth, worth_model
from claims.text.facts import find_facts
from claims.text.names import find_names
from claims.text.spans import Kind, Role, Statement
from claims.text.words import REASONS, in_words
from tests.text.laid_out import laid_out


def statement(text, language="de", kind=Kind.EVENT, **changes):
    layout = laid_out(text, language)
    facts = find_facts(text, 0, len(text), layout=layout, names=find_names(text, layout), published=None)
    made = Statement(0, len(text), text, Role.BODY, kind, True, facts=facts)
    return replace(made, **changes), layout


def score(text, language="de", kind=Kind.EVENT, **changes):
    made, layout = statement(text, language, kind, **changes)
    return worth.score(made, layout=layout)


GERMAN = [
    (
        "Nach Angaben des Ministeriums starben 2023 in Deutschland 2.839 Menschen bei Verkehrsunfällen.",
        Kind.QUANTITY,
    ),
    ("Der Minister wirft der Opposition vor, 40 Millionen Euro veruntreut zu haben.", Kind.ATTRIBUTION),
    ("Der Stadtrat hat am Montag einem neuen Spielplatz zugestimmt.", Kind.EVENT),
    ("Es wird im Süden weiter regnen.", Kind.PREDICTION),
    ("Das ist ein schöner Anblick.", Kind.OPINION),
]
ENGLISH = [
    ("Unemployment has doubled to 8 percent since 2019, the highest rate in Europe.", Kind.COMPARISON),
    ("The senator accused the mayor of taking $2 million in bribes.", Kind.ATTRIBUTION),
    ("The council approved a new playground on Monday.", Kind.EVENT),
    ("It will keep raining in the south.", Kind.PREDICTION),
    ("It is a lovely sight.", Kind.OPINION),
]


@pytest.mark.parametrize(("language", "sentences"), [("de", GERMAN), ("en", ENGLISH)])
def test_the_order_a_desk_would_choose(language, sentences):
    scores = [score(text, language, kind)[0] for text, kind in sentences]
    assert min(scores[:2]) > scores[2] > max(scores[3:])
    assert scores[0] > 0.7
    assert scores[4] < 0.25


def test_the_reasons_name_what_counts():
    _, reasons = score("Nach Angaben des Ministeriums starben 2.839 Menschen.", kind=Kind.QUANTITY)
    assert reasons[0] == "figure"
    assert "casualties" in reasons
    _, reasons = score("Der Umsatz stieg um 12 Prozent auf 3 Milliarden Euro.", kind=Kind.COMPARISON)
    assert {"figure", "share", "money", "comparison"} <= set(reasons)


def test_what_lowers_the_score_stands_last():
    _, reasons = score("Die Firma Helvamont wird 2026 wohl 300 Stellen streichen.", kind=Kind.PREDICTION)
    assert reasons[-1] == "prediction"
    assert "figure" in reasons[:-1]


def test_a_figure_raises_and_an_opinion_lowers_the_same_words():
    plain = score("Die Stadt hat Wohnungen gebaut.")[0]
    assert score("Die Stadt hat 300 Wohnungen gebaut.")[0] > plain
    assert score("Die Stadt hat Wohnungen gebaut.", kind=Kind.OPINION)[0] < plain


def test_a_named_source_is_one_more_thing_to_check():
    text = "Die Brücke sei sicher."
    assert "single_source" in score(text, claimant="Anna Berger")[1]
    assert "single_source" not in score(text, claimant="Geheimdienste der USA und Südkoreas")[1]


def test_a_language_without_a_model_is_scored_by_rules():
    assert worth_model.standing("La tour a 300 mètres.", "fr") is None
    value, reasons = score("La tour Eiffel a 300 mètres.", "fr")
    assert 0 < value < 1
    assert "figure" in reasons


@given(st.text(max_size=200), st.sampled_from(["de", "en", "xx", "../de"]), st.sampled_from(list(Kind)))
def test_any_statement_has_a_score_and_known_reasons(text, language, kind):
    made = Statement(0, len(text), text, Role.BODY, kind, True)
    value, reasons = worth.score(made, layout=laid_out(text, language))
    assert 0 <= value <= 1
    assert (value, reasons) == worth.score(made, layout=laid_out(text, language))
    assert len(set(reasons)) == len(reasons)
    assert all(in_words(reason, language=language) for reason in reasons)


def test_every_reason_has_both_languages():
    assert all(set(words) == {"de", "en"} and all(words.values()) for words in REASONS.values())
    assert in_words("figure", language="de") == "nennt eine Zahl"
    assert in_words("figure", language="fr") == "gives a figure"
    with pytest.raises(KeyError):
        in_words("nonsense", language="de")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_weights_are_small_and_hold_no_pickle(language):
    path = worth_model.WEIGHTS / f"worth-{language}.npz"
    assert path.stat().st_size < 500_000
    with np.load(path, allow_pickle=False) as stored:
        assert set(stored.files) == {"weights", "idf", "numbers"}


def test_the_model_ranks_a_claim_above_small_talk():
    for language, claim, talk in (
        ("de", "Die Zahl der Asylanträge ist um 30 Prozent gesunken.", "Das finde ich richtig toll!"),
        ("en", "We spend 50 percent more on health care than Canada.", "Thank you very much for that."),
    ):
        assert worth_model.standing(claim, language) > worth_model.standing(talk, language) + 1
