"""`ConnectionTests`: a browser sends to the media plane and hears itself back, for seconds, without an account.

Each test is a place of its own with two members: one that sends and one that receives. Nobody else can be in it,
nothing of it can be recorded, and it ends by itself.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from media.errors import MediaError
from media.plane import MediaPlane, MemberId, Offer, RouterId
from server.domain.errors import NotFoundError, TooManyTriesError
from server.services.ports.outside import Clock, TokenSource
from signaling.protocol.offer import IceServerMessage
from signaling.relays import Relays

LASTS: Final = 20.0
"""Seconds after which a test is over, done or not."""
AT_ONCE: Final = 10
"""Tests at the same time: two browsers' worth of media each, which no mediation must notice."""

CREDENTIALS_LAST: Final = timedelta(minutes=1)
"""How long a relay may be opened with the credentials of a test: anyone can have them."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Test:
    router: RouterId
    sender: MemberId
    receiver: MemberId
    timer: asyncio.TimerHandle


class ConnectionTests:
    """Begins and ends tests. `close` at the end."""

    def __init__(self, media: MediaPlane, chance: TokenSource, clock: Clock, relays: Relays) -> None:
        self._media = media
        self._chance = chance
        self._clock = clock
        self._relays = replace(relays, lifetime=CREDENTIALS_LAST)
        self._tests: dict[str, _Test] = {}
        self._ending: set[asyncio.Task[None]] = set()

    def relays(self, name: str) -> tuple[IceServerMessage, ...]:
        """Return the relays a test may try; none where none are set up."""
        return self._relays.servers(f"test-{name}", self._clock.now())

    async def begin(self) -> tuple[str, Offer]:
        """Open a test; return its name and the offer to the sending half.

        Raises `TooManyTriesError` (`connection_test.busy`) while `AT_ONCE` are running, and `MediaError`.
        """
        if len(self._tests) >= AT_ONCE:
            raise TooManyTriesError("connection_test.busy", retry_after=str(int(LASTS)))
        name = self._chance.id()
        room = f"test-{name}"
        timer = asyncio.get_running_loop().call_later(LASTS, self._expire, name)
        ends = MemberId(f"{room}.out"), MemberId(f"{room}.in")
        test = self._tests[name] = _Test(RouterId(f"{room}.loop"), *ends, timer)
        try:
            await self._media.open_router(test.router, recordable=False)
            return name, await self._media.open_transport(test.sender, test.router)
        except MediaError:
            await self.end(name)
            raise

    async def answer(self, name: str, version: int, sdp: str) -> Offer:
        """Apply the sender's answer; return the offer to the receiving half, which has the sender's tracks.

        Raises `NotFoundError` (`connection_test.over`) and `MediaError`.
        """
        test = self._find(name)
        await self._media.answer(test.sender, version, sdp)
        return await self._media.open_transport(test.receiver, test.router)

    async def complete(self, name: str, version: int, sdp: str) -> None:
        """Apply the receiver's answer: from now on the browser hears itself. Raises as `answer`."""
        await self._media.answer(self._find(name).receiver, version, sdp)

    async def end(self, name: str) -> None:
        """Close a test; idempotent."""
        test = self._tests.pop(name, None)
        if test is None:
            return
        test.timer.cancel()
        for closing in (
            self._media.close_transport(test.sender),
            self._media.close_transport(test.receiver),
            self._media.close_router(test.router),
        ):
            with contextlib.suppress(MediaError):  # a worker that died has closed it already
                await closing

    async def close(self) -> None:
        """End every test."""
        for name in list(self._tests):
            await self.end(name)
        await asyncio.gather(*self._ending, return_exceptions=True)

    def _find(self, name: str) -> _Test:
        test = self._tests.get(name)
        if test is None:
            raise NotFoundError("connection_test.over")
        return test

    def _expire(self, name: str) -> None:
        task = asyncio.get_running_loop().create_task(self.end(name))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
