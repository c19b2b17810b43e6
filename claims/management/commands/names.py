"""manage.py names: the names in each text with their types, JSON lines in and out; no database."""

from typing import Any

from claims.management.json_lines import LinesCommand
from claims.text.lone import names_of


def whole_words(text: str, end: int) -> int:
    """The end of the word that a name ends in: with the s of "Umerovs", which the name itself leaves out."""
    return end + 1 if text[end : end + 1] == "s" and not text[end + 1 : end + 2].isalnum() else end


class Command(LinesCommand):
    """Prints each line again with its typed spans."""

    help = (
        'Reads JSON lines {"text", "language"} and prints each with "names": start and end in code points (end '
        "exclusive, whole words), quote, type (PER, LOC, ORG or OTH) and the fullest form of the name in that text, "
        "without a genitive's s."
    )

    def found(self, text: str, *, language: str) -> dict[str, Any]:
        """The language and the names."""
        layout, found = names_of(text, language=language)
        names = [
            {
                "start": name.start,
                "end": (end := whole_words(text, name.end)),
                "quote": text[name.start : end],
                "type": str(name.type),
                "full": name.full,
            }
            for name in found
        ]
        return {"language": language or layout.language, "names": names}
