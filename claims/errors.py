"""The refusals of the domain: errors whose words a person can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# By the codes of claims.text.errors.Unreadable, whose own words are English and know more details.
UNREADABLE = {
    "empty": _("There is no text in it. Please send the words of the article."),
    "too_large": _("This is too large for an article. Please send only its text, or split it into parts."),
    "binary": _(
        "This is no text but a picture, a program or something else. Please send the article's text."
    ),
    "encoding": _("Some characters are damaged. Please save the text again as UTF-8 and send it once more."),
    "encrypted": _("This file is protected. Please remove the password and send it once more."),
    "no_text": _("No text can be taken from this. Please send the words of the article."),
    "no_sentence": _("There is no sentence in it. Please send at least one full sentence of the article."),
    "unknown_type": _(
        "Files of this kind cannot be read. Please send .txt, .html, .md, .docx, .odt or .pdf."
    ),
    "broken": _("This file is damaged or was renamed. Please save it again and send it once more."),
    "bomb": _("This is built in a way that no article is. Please send only its text."),
}


class WorkflowError(Exception):
    """An action was refused; the words say why. A message on the page, a problem 409 in the API."""

    code = "refused"


class Forbidden(WorkflowError):
    """This person may not do this; another may."""

    code = "forbidden"


class Invalid(WorkflowError):
    """What was entered in `field` cannot be taken."""

    code = "invalid"

    def __init__(self, words: str, *, field: str) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody else did in the meantime, in the language of the page."""

    who: str
    at: datetime
    action: str  # of claims.choices.Action
    words: str  # the action in words
    before: str = ""  # status in words; "" where it stayed
    after: str = ""


class Moved(WorkflowError):
    """Somebody else has just moved this row; `changes` tells what happened since it was seen, oldest first."""

    code = "moved"

    def __init__(self, words: str, *, changes: Sequence[Change] = (), version: int | None = None) -> None:
        super().__init__(words)
        self.changes = tuple(changes)
        self.version = version  # the present one


def unreadable_in_words(code: str, words: str) -> str:
    """Why a text cannot be taken, in the reader's language: in English the exact `words`, else those of the code."""
    if (get_language() or "en").startswith("en"):
        return words
    return str(UNREADABLE.get(code, words))
