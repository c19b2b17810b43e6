"""People in front of their pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import User
from tests.factories import UserFactory

Reader = Callable[..., Client]


@pytest.fixture
def person(db: None) -> User:
    """A checker who reads English."""
    return UserFactory(username="karla", display_name="Karla Kolb", roles=["checker"], language="en")


@pytest.fixture
def page(person: User, client: Client) -> Client:
    """The browser of that checker."""
    client.force_login(person)
    return client
