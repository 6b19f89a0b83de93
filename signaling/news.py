"""`News`: what the media plane reports, waiting for the room that it is about. No room waits for another's."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from media.plane import MediaEvent, QualityMeasured, SpeakersChanged
from signaling.lanes import Lanes

MOST: Final = 1_000
"""Events that wait for one room; who speaks and how well, which is soon said anew, half as many."""

_log = logging.getLogger(__name__)


class News:
    """A queue of events for each room, passed on in order by a task that lives while there are any.

    Before `start` and after `stop` they wait. Bounds: `MOST` events a room.
    """

    def __init__(self, pass_on: Callable[[str, MediaEvent], Awaitable[None]]) -> None:
        """`pass_on(session, event)` must not raise."""
        self._pass_on = pass_on
        self._waiting: dict[str, deque[MediaEvent]] = {}
        self._lanes = Lanes("news", self._work)
        self._full: set[str] = set()
        """Sessions of which something was dropped, and said so, since their queue was empty."""

    def add(self, session: str, event: MediaEvent) -> None:
        """Let `event` be passed on to the room of `session`, behind what waits for it; what is too much is dropped."""
        waiting = self._waiting.setdefault(session, deque())
        soon_said_anew = isinstance(event, QualityMeasured | SpeakersChanged)
        if len(waiting) < (MOST // 2 if soon_said_anew else MOST):
            waiting.append(event)
            self._lanes.ask(session)
        elif not soon_said_anew and session not in self._full:
            self._full.add(session)
            _log.warning("media events dropped", extra={"session": session})

    def forget(self, session: str) -> None:
        """Drop what waits for a room that is closed."""
        if session in self._waiting:
            self._waiting[session].clear()

    def start(self) -> None:
        """Pass on from now on."""
        self._lanes.start()

    async def stop(self) -> None:
        """Pass on nothing more."""
        await self._lanes.stop()

    async def _work(self, session: str) -> None:
        waiting = self._waiting.get(session, deque())
        while waiting:
            await self._pass_on(session, waiting.popleft())
        self._full.discard(session)
        self._waiting.pop(session, None)
