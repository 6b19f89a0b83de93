"""`Limiter`: how often one address may try, counted in this process or in Redis."""

import time
from collections.abc import Mapping
from enum import StrEnum
from math import ceil

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from server.domain.errors import TooManyTriesError


class Limit(StrEnum):
    """What is counted."""

    SIGN_IN = "sign_in"
    LINK = "link"
    UNKNOWN_LINK = "unknown_link"
    MOVE = "move"


class Limiter:
    """Counts tries in a moving window."""

    def __init__(self, rates: Mapping[Limit, str], redis_url: str | None = None) -> None:
        storage = RedisStorage(f"async+{redis_url}", implementation="redispy") if redis_url else MemoryStorage()
        self._windows = MovingWindowRateLimiter(storage)
        self._rates: dict[Limit, RateLimitItem] = {limit: parse(rate) for limit, rate in rates.items()}

    async def take(self, limit: Limit, *whom: str) -> None:
        """Count one try. Raises `TooManyTriesError` with the seconds to wait, and then nothing was counted."""
        if not await self._windows.hit(self._rates[limit], limit, *whom):
            raise await self._refusal(limit, whom)

    async def require_left(self, limit: Limit, *whom: str) -> None:
        """Raise `TooManyTriesError` when no try is left; counts nothing."""
        if not await self._windows.test(self._rates[limit], limit, *whom):
            raise await self._refusal(limit, whom)

    async def _refusal(self, limit: Limit, whom: tuple[str, ...]) -> TooManyTriesError:
        window = await self._windows.get_window_stats(self._rates[limit], limit, *whom)
        wait = max(1, ceil(window.reset_time - time.time()))  # noqa: TID251 - the counting library has this clock
        return TooManyTriesError(f"limit.{limit}", retry_after=str(wait))
