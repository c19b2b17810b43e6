"""What all rooms' tests share: words in English, and the people of a small newsroom."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import translation

from claims.choices import Role
from claims.models import User
from tests.workflow.factories import person


@dataclass
class Newsroom:
    """One person for each role, and a second checker."""

    checker: User
    other: User
    reviewer: User
    editor: User


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    return Newsroom(
        checker=person(Role.CHECKER, username="jana", display_name="Jana"),
        other=person(Role.CHECKER, username="tom", display_name="Tom"),
        reviewer=person(Role.REVIEWER, username="mira", display_name="Mira"),
        editor=person(Role.EDITOR, username="henrike", display_name="Henrike"),
    )
