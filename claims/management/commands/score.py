"""manage.py score: how much each text is worth a check, JSON lines in and out; the database stays untouched."""

from typing import Any

from claims.management.json_lines import LinesCommand
from claims.text.lone import score_of
from claims.text.words import in_words


class Command(LinesCommand):
    """Prints each line again with check_worthiness (0..1), kind and reasons."""

    help = (
        'Reads JSON lines {"text", "language"} and prints each with "check_worthiness", "kind" and "reasons".'
    )

    def found(self, text: str, *, language: str) -> dict[str, Any]:
        """The language, how much it is worth a check, and why."""
        scored = score_of(text, language=language)
        return {
            "language": language or scored.language,
            "check_worthiness": scored.check_worthiness,
            "kind": str(scored.kind),
            "reasons": [in_words(reason, language=scored.language) for reason in scored.reasons],
        }
