"""Why something did not go out is stored in English and read in one's own language."""

import pytest
from django.utils import translation

from claims.notify import reasons


@pytest.mark.parametrize(
    ("stored", "german"),
    [
        (reasons.LEFT, "Die Person ist nicht mehr dabei."),
        (
            reasons.CHAT_SILENT % {"why": "TimeoutError"},
            "Der Chat hat nicht geantwortet: keine Antwort in der Frist.",
        ),
        (reasons.CHAT_SAID % {"status": 410, "why": "gone: 100%"}, "Der Chat antwortete 410: gone: 100%"),
        (reasons.STOPPED % {"times": 9}, "Der Versand brach 9-mal mittendrin ab."),
        ("550 mailbox unknown", "550 mailbox unknown"),
    ],
)
def test_a_reason_is_read_in_german_and_the_other_sides_words_stay(stored: str, german: str) -> None:
    with translation.override("de"):
        assert reasons.read(stored) == german
    with translation.override("en"):
        assert reasons.read(stored).startswith(stored.partition(": TimeoutError")[0])
