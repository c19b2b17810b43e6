"""Why a text cannot be taken, in the language of the page."""

from claims.text.files import Unreadable


def in_words(error: Unreadable) -> str:
    """The refusal as a sentence."""
    return str(error)
