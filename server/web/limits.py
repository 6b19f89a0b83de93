"""`Limiter`: how often one address may try, counted in this process or in Redis."""

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from math import ceil
from typing import Any, Final, TypeVar

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from server.domain.errors import TooManyTriesError

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_PATIENCE: Final = 0.5
"""Seconds that Redis may take."""


class Limit(StrEnum):
    """What is counted."""

    SIGN_IN = "sign_in"
    LINK = "link"
    UNKNOWN_LINK = "unknown_link"
    MOVE = "move"
    PUBLIC = "public"
    COMPLAINT = "complaint"
    TEST = "test"
    APPLY = "apply"
    CHECK = "check"
    EXPORT = "export"


class Limiter:
    """Counts tries in a moving window. While Redis does not answer, this process counts alone: nobody is kept out."""

    def __init__(self, rates: Mapping[Limit, str], redis_url: str | None = None) -> None:
        self._alone = MovingWindowRateLimiter(MemoryStorage())
        self._windows = MovingWindowRateLimiter(_redis(redis_url)) if redis_url else self._alone
        self._rates: dict[Limit, RateLimitItem] = {limit: parse(rate) for limit, rate in rates.items()}

    async def take(self, limit: Limit, *whom: str) -> None:
        """Count one try. Raises `TooManyTriesError` with the seconds to wait, and then nothing was counted."""
        if not await self._ask(lambda windows: windows.hit(self._rates[limit], limit, *whom)):
            raise await self._refusal(limit, whom)

    async def require_left(self, limit: Limit, *whom: str) -> None:
        """Raise `TooManyTriesError` when no try is left; counts nothing."""
        if not await self._ask(lambda windows: windows.test(self._rates[limit], limit, *whom)):
            raise await self._refusal(limit, whom)

    async def _ask(self, question: Callable[[MovingWindowRateLimiter], Awaitable[_T]]) -> _T:
        try:
            return await question(self._windows)
        except StorageError:
            _log.warning("the shared counter does not answer; this process counts alone")
            return await question(self._alone)

    async def _refusal(self, limit: Limit, whom: tuple[str, ...]) -> TooManyTriesError:
        window = await self._ask(lambda windows: windows.get_window_stats(self._rates[limit], limit, *whom))
        wait = max(1, ceil(window.reset_time - time.time()))  # noqa: TID251 - the counting library has this clock
        return TooManyTriesError(f"limit.{limit}", retry_after=str(wait))


def _redis(url: str) -> RedisStorage:
    quick: dict[str, Any] = {"socket_connect_timeout": _PATIENCE, "socket_timeout": _PATIENCE}
    return RedisStorage(f"async+{url}", implementation="redispy", wrap_exceptions=True, **quick)
