"""Reasons of the check-worthiness score in words, German and English."""

REASONS: dict[str, dict[str, str]] = {
    "figure": {"de": "nennt eine Zahl", "en": "gives a figure"},
    "date": {"de": "nennt einen Zeitpunkt", "en": "gives a date"},
    "name": {
        "de": "nennt eine Person oder Organisation",
        "en": "names a person or organisation",
    },
}


def in_words(reason: str, *, language: str) -> str:
    """The reason in the language, in English where the language has none; KeyError for an unknown reason."""
    words = REASONS[reason]
    return words.get(language, words["en"])
