"""Fingerprints: what counts as the same words."""

import pytest

from claims.text.fingerprint import fingerprint

BASE = "Rund 21.000 Haushalte sind von der Erhöhung betroffen."


@pytest.mark.parametrize(
    "same",
    [
        "rund 21.000 Haushalte sind von der Erhöhung betroffen",
        "„Rund 21.000 Haushalte sind von der Erhöhung betroffen!“",
        "Rund 21.000\u00a0Haushalte  sind von der Erho\u0308hung betroffen.",
    ],
)
def test_case_punctuation_and_spaces_do_not_count(same: str) -> None:
    assert fingerprint(same) == fingerprint(BASE) != ""


@pytest.mark.parametrize(
    "other",
    [
        BASE.replace("21.000", "22.000"),
        BASE.replace("betroffen", "nicht betroffen"),
        BASE.replace("21.000", "2.1000"),
    ],
)
def test_another_figure_or_a_negation_counts(other: str) -> None:
    assert fingerprint(other) != fingerprint(BASE)


def test_who_says_it_counts() -> None:
    assert (
        fingerprint(BASE, claimant="Anna Muster")
        != fingerprint(BASE, claimant="Max Beispiel")
        != fingerprint(BASE)
    )


def test_short_statements_have_none() -> None:
    assert fingerprint("Das stimmt so.") == ""
