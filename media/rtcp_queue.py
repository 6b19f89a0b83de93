"""RTCP that has come and waits until the media that came with it has gone on.

A report of one browser takes as long as several packets of media, and whole rooms report at the same moment.
"""

from collections import deque
from collections.abc import Callable
from typing import Final

from media.stats import Counters

AT_ONCE: Final = 2
"""Messages taken before media is looked for again."""
_MOST: Final = 128
"""Messages taken in one go; timers come first after that."""


class RtcpQueue:
    """RTCP of all browsers in the order it came.

    Bounds: what browsers may send (`Inbound.admits_message`) before the queue is next looked at.
    """

    def __init__(self, counters: Counters) -> None:
        self._counters = counters
        self._waiting: deque[tuple[Callable[[bytes, float], None], bytes, float]] = deque()
        self._taking = False

    def put(self, take: Callable[[bytes, float], None], packet: bytes, now: float) -> None:
        """Let `take` have an authentic `packet` that came at `now`, soon."""
        self._waiting.append((take, packet, now))

    def work_off(self, look: Callable[[], None]) -> None:
        """Have everything taken, and `look` for media in between. Nothing when it is running already."""
        if self._taking or not self._waiting:
            return
        self._taking = True
        for count in range(1, _MOST + 1):
            self._take_one()
            if not self._waiting:
                break
            if count % AT_ONCE == 0:
                look()
        self._taking = False

    def _take_one(self) -> None:
        take, packet, now = self._waiting.popleft()
        try:
            take(packet, now)
        except Exception:  # noqa: BLE001 - one message must not cost the others anything
            self._counters.failures += 1
