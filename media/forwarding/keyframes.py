"""When to ask a source for a keyframe: at once, but not for every receiver, and again while none comes.

A keyframe goes to everybody and makes everybody's picture worse, so nobody has them made for ever.
"""

from typing import Final

MIN_INTERVAL: Final = 0.3
"""Seconds between two requests, and one and a half round trips: so long a browser needs to encode and send one.

Another keyframe before the first is through would fill a thin line."""
MAX_INTERVAL: Final = 4.0
"""Where the doubling ends while a source does not answer (its camera is off)."""
AT_ONCE: Final = 2
"""Requests of one receiver that are believed at once: the first keyframe may be lost where all was lost."""
FIRST_PAUSE: Final = 2.0
"""Seconds until the next, doubled each time while the receiver goes on asking."""
MAX_PAUSE: Final = 8.0
CALM: Final = 10.0
"""Seconds without a request of the receiver, after which it is believed as at first."""


class KeyframeShare:
    """What one receiver may ask for of one source."""

    __slots__ = ("_asked_at", "_left", "_next_at", "_pause")

    def __init__(self) -> None:
        self._asked_at = float("-inf")
        self._next_at = float("-inf")
        self._left = AT_ONCE
        self._pause = FIRST_PAUSE

    def take(self, now: float) -> bool:
        """Take note of a request; return whether it is believed. Whoever still needs a keyframe asks again."""
        if now - self._asked_at >= CALM:
            self._left, self._pause = AT_ONCE, FIRST_PAUSE
        self._asked_at = now
        if self._left:
            self._left -= 1
        elif now < self._next_at:
            return False
        else:
            self._pause = min(2 * self._pause, MAX_PAUSE)
        self._next_at = now + self._pause
        return True


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
