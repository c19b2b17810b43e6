"""Every word of the interface is there in German and in English, and compiled."""

import pytest

from claims.management.commands import messages

AGAIN = "run: manage.py messages, translate what it lists in claims/locale/de, and run it again"


def test_no_message_lacks_its_german() -> None:
    assert messages.missing(messages.updated("de")) == [], AGAIN


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_words(language: str) -> None:
    compiled = messages.catalogue_path(language).with_suffix(".mo").read_bytes()
    assert compiled == messages.as_mo(messages.read(language)), AGAIN


def test_a_forgotten_placeholder_is_noticed() -> None:
    catalogue = messages.read("de")
    message = catalogue.get("%(done)s of %(total)s")
    assert message is not None
    message.string = "%(done)s von allen"
    assert "%(done)s of %(total)s" in messages.missing(catalogue)
