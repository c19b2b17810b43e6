"""`manage.py token`: a token that the API takes, stored as a digest only."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import Token
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def token(*words: str) -> str:
    out = io.StringIO()
    call_command("token", *words, stdout=out)
    return out.getvalue()


def status(secret: str, method: str = "get") -> int:
    client = APIClient(headers={"authorization": f"Bearer {secret}"})
    return getattr(client, method)("/api/v1/articles/").status_code


def test_it_prints_the_token_alone_and_the_api_takes_it():
    UserFactory(username="ute", roles=["editor"])
    said = token("ute", "--name", "Skript")
    secret = said.strip()
    assert said == secret + "\n"
    assert status(secret) == 200
    stored = Token.objects.get()
    assert (stored.person.username, stored.name, stored.read_only, stored.expires_at) == (
        "ute",
        "Skript",
        False,
        None,
    )
    assert secret not in repr(list(Token.objects.values()))


def test_a_token_with_an_end_is_refused_after_it():
    UserFactory(username="ute", roles=["editor"])
    secret = token("ute", "--days", "7").strip()
    assert status(secret) == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert status(secret) == 401


def test_a_token_that_may_only_read_may_not_write():
    UserFactory(username="ute", roles=["editor"])
    secret = token("ute", "--read-only").strip()
    assert status(secret) == 200
    assert status(secret, "post") == 403


@pytest.mark.parametrize("days", ["0", "-3", "99999"])
def test_a_token_ends_in_a_reasonable_future(days):
    UserFactory(username="ute")
    with pytest.raises(CommandError, match="--days must be between 1 and 36500"):
        token("ute", f"--days={days}")
    assert not Token.objects.exists()


def test_nobody_of_that_name_or_nobody_any_more_gets_none():
    with pytest.raises(
        CommandError, match=r"Nobody is called 'ute' here\. Enter them first: manage\.py person ute"
    ):
        token("ute")
    UserFactory(username="ute", is_active=False)
    with pytest.raises(CommandError, match="may not sign in any more"):
        token("ute")
    assert not Token.objects.exists()
