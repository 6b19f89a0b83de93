"""When to ask a source for a keyframe: at once, but not for every receiver, and again while none comes."""

from typing import Final

MIN_INTERVAL: Final = 0.3
"""Seconds between two requests, and one and a half round trips: so long a browser needs to encode and send one.

Another keyframe before the first is through would fill a thin line."""
MAX_INTERVAL: Final = 4.0
"""Where the doubling ends while a source does not answer (its camera is off)."""


class KeyframeThrottle:
    """The wish for a keyframe of one source. Whenever a method returns True, send a PLI, or a FIR with `command`."""

    __slots__ = ("_asked", "_interval", "_least", "command", "wanted")

    def __init__(self, command: int = 0) -> None:
        """`command` is the number of the last FIR to this source."""
        self.command = command
        """0 to 255. A first repetition keeps it; after that it is the keyframe that was lost, not the request."""
        self._asked = float("-inf")
        self._interval = self._least = MIN_INTERVAL
        self.wanted = False
        """Whether somebody still waits for a keyframe."""

    def ask(self, now: float, round_trip: float = 0.0) -> bool:
        """Wish for a keyframe on behalf of a receiver; the wish is kept until one arrives.

        `round_trip` to the source in seconds, 0 when it is not known.
        """
        self._least = MIN_INTERVAL + 1.5 * round_trip
        if not self.wanted:
            self._interval = self._least
        self.wanted = True
        if now - self._asked < self._least:
            return False
        self._asked = now
        self._count()
        return True

    def due(self, now: float) -> bool:
        """Whether it is time to repeat the request; to be called at every tick."""
        if not self.wanted or now - self._asked < self._interval:
            return False
        self._asked = now
        if self._interval > self._least:
            self._count()
        self._interval = min(2 * self._interval, MAX_INTERVAL)
        return True

    def _count(self) -> None:
        self.command = self.command + 1 & 0xFF

    def arrived(self) -> None:
        """Take note of a keyframe: every wish is fulfilled."""
        self.wanted = False
