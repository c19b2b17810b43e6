"""The language of a text."""

import pytest

from claims.text.language import DEFAULT, base_code, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Kanzler ist am Montag nach Kiew gereist und blieb dort zwei Tage.", "de"),
        ("The chancellor travelled to Kyiv on Monday and stayed for two days.", "en"),
        ("Le chancelier s'est rendu à Kiev lundi et y est resté deux jours.", "fr"),
        ("El canciller viajó el lunes a Kiev y se quedó dos días.", "es"),
        ("Kansleren rejste mandag til Kyiv og blev der i to dage.", "da"),
    ],
)
def test_sentences_are_recognised(text, language):
    found, confidence = detect(text)
    assert found == language
    assert 0.5 < confidence <= 1


@pytest.mark.parametrize("text", ["", "   ", "12 345", "?", "\ud800"])
def test_a_text_that_says_nothing_gets_the_default_without_confidence(text):
    assert detect(text) == (DEFAULT, 0.0)


def test_a_long_text_is_judged_by_samples_of_all_of_it():
    assert detect("Das ist ein deutscher Satz mit vielen Wörtern. " * 3000)[0] == "de"


@pytest.mark.parametrize("tag", ["de", "DE", "de-AT", "de_CH"])
def test_base_code(tag):
    assert base_code(tag) == "de"
