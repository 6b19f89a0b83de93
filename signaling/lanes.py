"""`Lanes`: what is to be done again and again for each of many, in a task of its own. Nobody waits for another."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

_log = logging.getLogger(__name__)


class Lanes:
    """Does `work(key)` for each key that asks: once at a time for a key, and no key waits for another's.

    A key that asks while its work is done has it done once more, however often it asked, so there is at most
    one task and one wish for each key. Wishes from before `start` wait for it.
    """

    def __init__(self, name: str, work: Callable[[str], Awaitable[None]]) -> None:
        """`work` handles its own faults; one that it does not is logged and ends that one turn."""
        self._name = name
        self._work = work
        self._asked: set[str] = set()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._running = False

    def ask(self, key: str) -> None:
        """Have the work of `key` done, once more if it is being done."""
        self._asked.add(key)
        self._begin(key)

    def is_busy(self, key: str) -> bool:
        """Tell whether the work of `key` is being done or waited for."""
        return key in self._tasks

    def start(self) -> None:
        """Work from now on."""
        self._running = True
        for key in tuple(self._asked):
            self._begin(key)

    async def stop(self) -> None:
        """Stop at once what is being done, and begin nothing more."""
        self._running = False
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, key: str) -> None:
        if self._running and key not in self._tasks:
            self._tasks[key] = asyncio.create_task(self._drive(key), name=f"{self._name}-{key}")

    async def _drive(self, key: str) -> None:
        try:
            while key in self._asked:
                self._asked.discard(key)
                await self._do(key)
        finally:
            del self._tasks[key]

    async def _do(self, key: str) -> None:
        try:
            await self._work(key)
        except Exception as error:  # noqa: BLE001 - the next wish must be heard whatever became of this one
            # No traceback: its values may be names or words of the parties.
            _log.error("%s failed: %s", self._name, type(error).__name__, extra={"session": key})
