"""`Clockwork`: looks after each room when something is due in it. A room that hangs delays itself alone."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime

from signaling.lanes import Lanes
from signaling.room import Room


class Clockwork:
    """Has every room looked after that something is due in or that nobody needs any more, each in a task of its own."""

    def __init__(
        self,
        rooms: Mapping[str, Room],
        tend: Callable[[Room], Awaitable[bool]],
        clock: Callable[[], datetime],
        pause: Callable[[], Awaitable[None]],
    ) -> None:
        """`tend(room)` does what is due and must not raise; after False that room is let alone for a `pause`."""
        self._rooms = rooms
        self._tend = tend
        self._clock = clock
        self._pause = pause
        self._wake = asyncio.Event()
        self._lanes = Lanes("clock", self._work)
        self._watching: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Look at the rooms anew: what is due, and when, may have changed."""
        self._wake.set()

    def start(self) -> None:
        """Look after the rooms from now on."""
        self._lanes.start()
        self._watching = asyncio.create_task(self._watch(), name="rooms-clock")

    async def stop(self) -> None:
        """Look after nothing any more."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._lanes.stop()

    async def _watch(self) -> None:
        while True:
            self._wake.clear()
            now = self._clock()
            for session, room in self._rooms.items():
                if _needs_care(room, now):
                    self._lanes.ask(session)
            # Not `wait_for`: before Python 3.12 it can swallow the cancellation that ends this task.
            with suppress(TimeoutError):
                async with asyncio.timeout(self._seconds(now)):
                    await self._wake.wait()

    def _seconds(self, now: datetime) -> float | None:
        """Return how long nothing is due, None for ever. A room that is looked after says itself when that is done."""
        dues = [
            due
            for session, room in self._rooms.items()
            if not self._lanes.is_busy(session) and (due := room.meeting.next_due()) is not None
        ]
        return max(0.0, (min(dues) - now).total_seconds()) if dues else None

    async def _work(self, session: str) -> None:
        try:
            room = self._rooms.get(session)
            if room is not None and not await self._tend(room):
                await self._pause()
        finally:
            self._wake.set()


def _needs_care(room: Room, now: datetime) -> bool:
    due = room.meeting.next_due()
    return room.idle or (due is not None and due <= now)
