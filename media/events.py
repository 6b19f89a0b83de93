"""Events of a media plane on their way to its listeners: after the call that caused them has returned."""

import asyncio
import logging
from collections.abc import Callable, Iterable

from media.plane import MediaEvent, MediaListener

_log = logging.getLogger(__name__)


class Events:
    """What happened since the loop turned last; every listener hears it in order at the next turn.

    `settle` is called before and adds what is to be said of all that changed: several changes make one event.
    """

    def __init__(self, settle: Callable[[], Iterable[MediaEvent]]) -> None:
        self._settle = settle
        self._listeners: list[MediaListener] = []
        self._waiting: list[MediaEvent] = []
        self._scheduled = False
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Deliver in `loop` from now on."""
        self._loop = loop

    def subscribe(self, listener: MediaListener) -> None:
        """Call `listener` with every event. What it raises is logged and stops nothing."""
        self._listeners.append(listener)

    def emit(self, event: MediaEvent) -> None:
        """Tell every listener soon."""
        self._waiting.append(event)
        self.schedule()

    def schedule(self) -> None:
        """Settle and deliver when the running call is over."""
        if not self._scheduled and self._loop is not None:
            self._scheduled = True
            self._loop.call_soon_threadsafe(self._deliver_all)  # also wakes a loop that waits in a `PacketSelector`

    def clear(self) -> None:
        """Forget what was not delivered."""
        self._waiting.clear()

    def _deliver_all(self) -> None:
        self._scheduled = False
        for event in self._settle():
            self._waiting.append(event)
        events, self._waiting = self._waiting, []
        for event in events:
            self._deliver(event)

    def _deliver(self, event: MediaEvent) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - a listener's defect must not stop the packets
                _log.exception("a listener failed on %s", type(event).__name__)
