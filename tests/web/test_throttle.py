"""Whoever tries passwords has to wait; nobody else does, and nobody at all while the cache is away."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from claims.web.forms.throttle import TRIES
from tests.factories import PASSWORD, UserFactory

DOORS = ["/sign-in/", "/admin/login/"]
WAIT = {"/sign-in/": "Zu viele Fehlversuche", "/admin/login/": "Zu viele Fehlversuche"}


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> Iterator[None]:
    caches["presence"].clear()
    UserFactory(username="robin", roles=["admin"], is_staff=True, is_superuser=True)
    UserFactory(username="owen", roles=["admin"], is_staff=True, is_superuser=True)
    yield
    caches["presence"].clear()


def attempt(door: str, username: str, password: str, address: str = "192.0.2.1") -> Any:
    return Client(REMOTE_ADDR=address).post(door, {"username": username, "password": password})


@pytest.mark.parametrize("door", DOORS)
def test_after_ten_wrong_tries_the_right_password_has_to_wait_too(door: str) -> None:
    for _wrong in range(TRIES):
        answer = attempt(door, "robin", "falsch")
        assert answer.status_code == 200 and WAIT[door] not in answer.content.decode()
    refused = attempt(door, "Robin", PASSWORD)
    assert refused.status_code == 200 and WAIT[door] in refused.content.decode()
    assert attempt(door, "owen", PASSWORD).status_code == 302  # another account
    assert attempt(door, "robin", PASSWORD, "192.0.2.2").status_code == 302  # from elsewhere
    caches["presence"].clear()  # as after the pause
    assert attempt(door, "robin", PASSWORD).status_code == 302


def test_both_doors_count_together() -> None:
    for number in range(TRIES):
        attempt(DOORS[number % 2], "robin", "falsch")
    assert attempt("/sign-in/", "robin", PASSWORD).status_code == 200


def test_signing_in_forgets_the_wrong_tries() -> None:
    for _wrong in range(TRIES - 1):
        attempt("/sign-in/", "robin", "falsch")
    assert attempt("/sign-in/", "robin", PASSWORD).status_code == 302
    attempt("/sign-in/", "robin", "falsch")
    assert attempt("/sign-in/", "robin", PASSWORD).status_code == 302


def test_without_a_cache_nobody_is_locked_out(settings: Any) -> None:
    gone = {
        "BACKEND": "factcheck.cache.ForgetfulCache",
        "LOCATION": "redis://127.0.0.1:1/0",
        "OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2},
    }
    settings.CACHES = {**settings.CACHES, "presence": gone}
    for _wrong in range(TRIES + 1):
        attempt("/sign-in/", "robin", "falsch")
    assert attempt("/sign-in/", "robin", PASSWORD).status_code == 302


def test_behind_a_proxy_those_who_try_are_told_apart_by_the_address_it_hands_on(settings: Any) -> None:
    def come_from(handed_on: str, password: str) -> Any:
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": handed_on})
        return client.post("/sign-in/", {"username": "robin", "password": password})

    settings.BEHIND_PROXY = True
    for number in range(TRIES):  # what a sender claims for itself stands before what the proxy has seen
        come_from(f"198.51.100.{number}, 192.0.2.1", "falsch")
    assert come_from("192.0.2.1", PASSWORD).status_code == 200
    assert come_from("192.0.2.2", PASSWORD).status_code == 302
    settings.BEHIND_PROXY = False  # then nobody's word is taken for it
    for _wrong in range(TRIES):
        come_from("192.0.2.3", "falsch")
    assert come_from("192.0.2.4", PASSWORD).status_code == 200
