"""Callers of the API: signed in with a token, with or without rights."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import Token, User
from tests.factories import UserFactory

Caller = Callable[..., APIClient]


@pytest.fixture
def person(db: None) -> User:
    """A checker."""
    return UserFactory(username="karla", roles=["checker"])


@pytest.fixture
def caller(db: None) -> Caller:
    """A client with a token of the person; further headers stay on every request."""

    def call(by: User, *, read_only: bool = False, **headers: Any) -> APIClient:
        _token, secret = Token.issue(by, at=timezone.now(), read_only=read_only)
        return APIClient(headers={"authorization": f"Bearer {secret}", "accept-language": "en", **headers})

    return call


@pytest.fixture
def api(person: User, caller: Caller) -> APIClient:
    """A checker's program that reads English."""
    return caller(person)
