"""`Notices`: stored events on their way to whoever follows a meeting. No room waits for another, and none is missed."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from signaling.lanes import Lanes
from signaling.ports import StoredEvent

MOST: Final = 500
"""Events of one room that wait in memory. Those behind them are read from the store when it is their turn."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Waiting:
    events: deque[StoredEvent] = field(default_factory=deque)
    newest: int = 0
    """Number of the last event reported."""
    left_after: int | None = None
    """Number of the last event that found a place or was read again; None while all have found one."""


class Notices:
    """Tells of each stored event of a room once and in order, however slow whoever is told may be.

    Bound: `MOST` events a room. What is beyond is in the store, so it is read there instead of kept: the store
    is asked again after a pause as long as it fails. Before `start` and after `stop` events wait.
    """

    def __init__(
        self,
        tell: Callable[[str, StoredEvent], Awaitable[None]],
        since: Callable[[str, int], Awaitable[tuple[StoredEvent, ...]]],
        pause: Callable[[], Awaitable[None]],
    ) -> None:
        """`tell(session, event)` must not raise; `since(session, number)` answers with the later events as stored."""
        self._tell = tell
        self._since = since
        self._pause = pause
        self._waiting: dict[str, _Waiting] = {}
        self._lanes = Lanes("notices", self._work)

    def add(self, session: str, event: StoredEvent) -> None:
        """Let `event` be told behind those of its room that wait. It must be stored."""
        waiting = self._waiting.setdefault(session, _Waiting())
        waiting.newest = event.seq
        if waiting.left_after is None and len(waiting.events) >= MOST:
            waiting.left_after = event.seq - 1
            _log.warning("events of a meeting are told late", extra={"session": session})
        if waiting.left_after is None:
            waiting.events.append(event)
        self._lanes.ask(session)

    def start(self) -> None:
        """Tell from now on."""
        self._lanes.start()

    async def stop(self) -> None:
        """Tell nothing more."""
        await self._lanes.stop()

    async def _work(self, session: str) -> None:
        while (waiting := self._waiting.get(session)) is not None:
            while waiting.events:
                await self._tell(session, waiting.events.popleft())
            if waiting.left_after is None:
                del self._waiting[session]
            else:
                await self._read_again(session, waiting, waiting.left_after)

    async def _read_again(self, session: str, waiting: _Waiting, after: int) -> None:
        # Not further than was reported: what is stored a moment before it is reported would be told twice.
        until = waiting.newest
        try:
            events = await self._since(session, after)
        except Exception as error:  # noqa: BLE001 - whatever the store says, the events are in it
            # No traceback: its values may be names or words of the parties.
            _log.warning("events not read again: %s", type(error).__name__, extra={"session": session})
            await self._pause()
            return
        for event in events:
            if event.seq <= until:
                await self._tell(session, event)
        waiting.left_after = None if waiting.newest == until else until
