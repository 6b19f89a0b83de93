"""When what a stream brings was captured, as its quickest packets tell: what waits on its way is from before."""

from typing import Final

WINDOW: Final = 10.0
"""Seconds after which the quickest packet is forgotten, once or twice: clocks drift, and lines become longer."""
MOST: Final = 15.0
"""Seconds; nothing waits for longer on its way."""
WATCH: Final = 0.5
"""Seconds after which a stream that waited on its way is in a hurry, and one whose timestamps stood still is not."""
_HURRY: Final = 0.2
"""Seconds that a stream in a hurry catches up in a second, at least."""
_ABOUT: Final = 0.1
"""Seconds; less is no lateness."""
_WRAP: Final = 1 << 32


class CaptureClock:
    """The timestamps of one stream beside our clock. Bounds: nine numbers."""

    __slots__ = (
        "_before",
        "_clock_rate",
        "_late",
        "_late_at",
        "_least",
        "_seconds",
        "_timestamp",
        "_until",
        "heard",
        "late",
    )

    def __init__(self, clock_rate: int) -> None:
        self.heard = False
        """Whether enough is known of the stream to judge it."""
        self.late = 0.0
        """Seconds by which the last packet came later than the quickest lately."""
        self._clock_rate = clock_rate
        self._timestamp = -1
        self._seconds = 0.0  # of the stream at that timestamp
        self._least = self._before = float("inf")
        self._until = 0.0
        self._late = 0.0
        self._late_at = float("-inf")

    def note(self, timestamp: int, now: float) -> None:
        """Take note of a packet that came at `now`. Call it about once for everything that comes together.

        The stream counts as heard once it has caught nothing up for a while, as by `settle`.
        """
        if self.heard:
            self._measure(timestamp, now)
        else:
            self.settle(timestamp, now)

    def settle(self, timestamp: int, now: float) -> None:
        """Take note of a packet of a stream that was never heard: it is once it has caught nothing up for a while.

        What waited on its way comes in a hurry, or in several, and its first packet looks as punctual as that of any
        stream. Whoever speaks for the first time is heard half a second later for it.
        """
        transit = self._measure(timestamp, now)
        if self._late_at == float("-inf") or not -_ABOUT < transit - self._late < WATCH:
            self._late, self._late_at = transit, now
        elif now - self._late_at >= WATCH:
            self.heard, self._late_at = True, float("-inf")

    def _measure(self, timestamp: int, now: float) -> float:
        """Return how much later the packet came than it was captured, up to a number that is the same for all."""
        self._seconds += self._since(timestamp)
        self._timestamp = timestamp
        transit = now - self._seconds
        if now >= self._until:
            self._before, self._least, self._until = self._least, transit, now + WINDOW
        elif transit < self._least:
            self._least = transit
        self.late = transit - min(self._least, self._before)
        return transit

    @property
    def quickest(self) -> float:
        """How long after its capture the quickest packet came lately, up to a number that is the same for all."""
        return min(self._least, self._before)

    def place(self, timestamp: int) -> float:
        """Return when a packet would have come as quickly as the quickest that came lately."""
        return self._seconds + self._since(timestamp) + self.quickest

    def judge(self, timestamp: int, now: float) -> float:
        """Return when a packet that came at `now` would have come as quickly as others; `now` where that is unknown.

        A machine that slept sends on with the timestamps at which it fell asleep. That looks like a line which
        holds everything back, until it is seen that nothing is caught up.
        """
        late = now - self._seconds - self._since(timestamp) - min(self._least, self._before)
        if not _ABOUT < late < MOST:
            self._late_at = float("-inf")
            return now - late if 0 < late < MOST else now
        elapsed = now - self._late_at
        if elapsed > 2 * WATCH:
            self._late, self._late_at = late, now
        elif elapsed >= WATCH:
            if late > self._late - _HURRY * elapsed:
                self._least = self._before = min(self._least, self._before) + late
                return now
            self._late, self._late_at = late, now
        return now - late

    def _since(self, timestamp: int) -> float:
        if self._timestamp < 0:
            return 0.0
        ticks = (timestamp - self._timestamp) % _WRAP
        return (ticks - _WRAP if ticks >= _WRAP // 2 else ticks) / self._clock_rate
