"""Caches beside the broker: they clear their own keys only; one forgets while Redis is away, and no page waits."""

import logging
import time
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

T = TypeVar("T")
PAUSE = 5.0  # seconds for which a server that did not answer is not asked again


class OwnKeysCache(RedisCache):
    """Redis, shared with the broker and perhaps with other programs."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        """The cache of one address; as Django makes it from CACHES."""
        super().__init__(server, params)
        self.server = server

    def clear(self) -> None:
        """No key of this cache is left; every other key of the server stays (Django's own empties the database)."""
        client = self._cache.get_client(None, write=True)
        own = self.make_key("*").replace("[", "\\[")
        for key in client.scan_iter(own, count=1000):
            client.unlink(key)


class ForgetfulCache(OwnKeysCache):
    """Redis, or nothing at all: a server that does not answer is no error here."""

    _until: ClassVar[dict[str, float]] = {}  # monotonic time, by server; of this process

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """What stands under the key; the default also while Redis is away."""
        return self._ask(lambda: super(ForgetfulCache, self).get(key, default, version), default)

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """What stands under the keys; nothing while Redis is away."""
        return self._ask(lambda: super(ForgetfulCache, self).get_many(keys, version), {})

    def set(self, key: Any, value: Any, timeout: Any = None, version: int | None = None) -> None:
        """The value stands under the key, unless Redis is away."""
        self._ask(lambda: super(ForgetfulCache, self).set(key, value, timeout, version), None)

    def set_many(self, data: Any, timeout: Any = None, version: int | None = None) -> list[Any]:
        """The values stand under their keys, unless Redis is away; those that do not are named."""
        return self._ask(lambda: super(ForgetfulCache, self).set_many(data, timeout, version), [*data])

    def touch(self, key: Any, timeout: Any = None, version: int | None = None) -> bool:
        """The key is kept anew, unless Redis is away."""
        return self._ask(lambda: super(ForgetfulCache, self).touch(key, timeout, version), False)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Nothing stands under the key, unless Redis is away."""
        return self._ask(lambda: super(ForgetfulCache, self).delete(key, version), False)

    def clear(self) -> None:
        """No key of this cache is left, unless Redis is away."""
        self._ask(super().clear, None)

    def _ask(self, question: Callable[[], T], otherwise: T) -> T:
        if time.monotonic() < self._until.get(self.server, 0.0):
            return otherwise
        try:
            return question()
        except RedisError as error:
            self._until[self.server] = time.monotonic() + PAUSE
            log.warning("presence is not shown for a moment, Redis does not answer: %s", error)
            return otherwise
