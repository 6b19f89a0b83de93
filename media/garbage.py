"""Garbage collection off the packet path: never by itself, only when the worker is idle or memory must be looked at.

Packets leave no cycles, but a collection that starts in the middle of a burst delays every packet behind it.
"""

import gc
from typing import Final

EVERY: Final = 0.1
"""Seconds between two calls of `tick`."""
_WORTH_IT: Final = 500
"""Young objects for which an idle moment is used."""
_MOST_YOUNG: Final = 1_500
"""Young objects that are looked at even in a busy moment, so that memory stays bounded: a thousand take up to 1 ms."""
_YOUNG_BETWEEN_FULL: Final = 100
"""Young collections after which an idle moment is used for a full one."""


class Garbage:
    """The collector of this process. `start` takes it over; `tick` when the loop comes by."""

    def __init__(self) -> None:
        self._packets = 0.0
        self._young_since_full = 0

    def start(self) -> None:
        """Collect once, keep what is here out of all later collections and turn the automatic ones off."""
        gc.collect()
        gc.freeze()
        gc.disable()

    def tick(self, packets: float) -> int | None:
        """Collect if this is the time; return the generation, None for not now. `packets`: received so far."""
        idle, self._packets = packets == self._packets, packets
        young = gc.get_count()[0]
        if idle and self._young_since_full >= _YOUNG_BETWEEN_FULL:
            self._young_since_full = 0
            gc.collect()
            return 2
        if young < (_WORTH_IT if idle else _MOST_YOUNG):
            return None
        self._young_since_full += 1
        gc.collect(0)
        return 0
