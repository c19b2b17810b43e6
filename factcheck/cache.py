"""The cache for what may be forgotten: while Redis is away it holds nothing, and no page waits for it."""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

T = TypeVar("T")
PAUSE = 5.0  # seconds for which a server that did not answer is not asked again


class ForgetfulCache(RedisCache):
    """Redis, or nothing at all: a server that does not answer is no error here."""

    _until = 0.0  # monotonic time; of this process

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

    @classmethod
    def _ask(cls, question: Callable[[], T], otherwise: T) -> T:
        if time.monotonic() < cls._until:
            return otherwise
        try:
            return question()
        except RedisError as error:
            cls._until = time.monotonic() + PAUSE
            log.warning("presence is not shown for a moment, Redis does not answer: %s", error)
            return otherwise
