"""The room of every test about notices."""

import pytest

from tests.notices.room import Room


@pytest.fixture
def room(db: None) -> Room:
    return Room()
