"""What the server does by itself: each chore again and again, a fault of one never keeping another from its turn."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_log = logging.getLogger(__name__)

_LONGEST_SLEEP: Final = 60.0


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to be done every so often."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[object]]


class Chores:
    """Runs chores one after the other; `run` until it is cancelled. The first turn does all of them."""

    def __init__(self, chores: Sequence[Chore], now: Callable[[], datetime]) -> None:
        self._due: dict[Chore, datetime | None] = dict.fromkeys(chores)
        self._now = now

    async def run(self) -> None:
        """Take turns for ever."""
        while True:
            pause = min(await self.turn(), _LONGEST_SLEEP)
            await asyncio.sleep(pause)

    async def turn(self) -> float:
        """Do what is due; return in how many seconds the next is."""
        for chore, due in self._due.items():
            if due is None or due <= self._now():
                await self._do(chore)
        soonest = min((due for due in self._due.values() if due is not None), default=self._now())
        return max(0.0, (soonest - self._now()).total_seconds())

    async def _do(self, chore: Chore) -> None:
        try:
            await chore.do()
        except Exception as error:  # noqa: BLE001 - the others must have their turn; its text may be personal
            _log.error("chore %s failed: %s", chore.name, type(error).__name__)
        self._due[chore] = self._now() + chore.every
