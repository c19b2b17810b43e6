"""The caches share a server with the broker: clearing one takes nothing else away."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import redis

from factcheck.cache import PAUSE, ForgetfulCache, OwnKeysCache

PATIENCE = {"socket_timeout": 0.2, "socket_connect_timeout": 0.2}


@pytest.fixture
def make() -> Iterator[Callable[..., Any]]:
    made = []

    def cache(kind: type[OwnKeysCache], server: str, prefix: str, **options: float) -> OwnKeysCache:
        made.append(kind(server, {"KEY_PREFIX": f"factcheck-tests-{prefix}", "OPTIONS": options}))
        return made[-1]

    yield cache
    for each in made:
        for pool in each._cache._pools.values():
            pool.disconnect()


def test_clearing_a_cache_leaves_the_broker_and_other_caches_alone(
    broker: redis.Redis, broker_server: str, make: Callable[..., Any]
) -> None:
    mine, other = make(OwnKeysCache, broker_server, "[mine]"), make(OwnKeysCache, broker_server, "m")
    broker.rpush("factcheck-tests-a-queue", "a message")
    try:
        mine.set_many({f"key-{number}": number for number in range(50)})
        other.set("kept", "yes")
        mine.clear()
        assert mine.get_many([f"key-{number}" for number in range(50)]) == {}
        assert other.get("kept") == "yes"
        assert broker.lrange("factcheck-tests-a-queue", 0, -1) == [b"a message"]
    finally:
        broker.delete("factcheck-tests-a-queue")
        other.clear()


def test_one_server_that_is_away_silences_no_other(
    broker: redis.Redis, broker_server: str, make: Callable[..., Any]
) -> None:
    away = make(ForgetfulCache, "redis://127.0.0.1:1/0", "away", **PATIENCE)
    here = make(ForgetfulCache, broker_server, "here")
    away.set("a", 1)
    here.set("a", 1)
    away.clear()
    assert PAUSE > 0 and away.get("a") is None
    assert here.get("a") == 1
    here.clear()
    assert here.get("a") is None
