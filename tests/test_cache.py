"""The caches share a server with the broker: clearing one takes nothing else away."""

import redis

from factcheck.cache import PAUSE, ForgetfulCache, OwnKeysCache


def test_clearing_a_cache_leaves_the_broker_and_other_caches_alone(broker: redis.Redis, broker_server: str) -> None:
    mine = OwnKeysCache(broker_server, {"KEY_PREFIX": "factcheck-tests-[mine]"})
    other = OwnKeysCache(broker_server, {"KEY_PREFIX": "factcheck-tests-other"})
    broker.rpush("factcheck-tests-a-queue", "a message")
    try:
        mine.set_many({f"key-{number}": number for number in range(50)})
        other.set("kept", "yes")
        assert mine.clear() is True
        assert mine.get_many([f"key-{number}" for number in range(50)]) == {}
        assert other.get("kept") == "yes"
        assert broker.lrange("factcheck-tests-a-queue", 0, -1) == [b"a message"]
    finally:
        broker.delete("factcheck-tests-a-queue")
        other.clear()


def test_one_server_that_is_away_silences_no_other(broker: redis.Redis, broker_server: str) -> None:
    patience = {"socket_timeout": 0.2, "socket_connect_timeout": 0.2}
    away = ForgetfulCache("redis://127.0.0.1:1/0", {"OPTIONS": patience})
    here = ForgetfulCache(broker_server, {"KEY_PREFIX": "factcheck-tests-here"})
    away.set("a", 1)
    here.set("a", 1)
    assert PAUSE > 0 and away.get("a") is None and away.clear() is False
    assert here.get("a") == 1 and here.clear() is True and here.get("a") is None
