"""How late the event loop is: a loop that stands still delays every packet of every room."""

from typing import Final

STALL: Final = 0.1
"""Seconds of lateness that people hear: a jitter buffer has run empty."""
_WINDOW: Final = 10.0
_LOG_EVERY: Final = 60.0


class StallWatch:
    """Told of every tick how late it came. Bounds: a few numbers."""

    __slots__ = ("_last_log_at", "_since", "_unlogged", "_worst", "_worst_before", "stalls")

    def __init__(self) -> None:
        self.stalls = 0
        """Ticks that came `STALL` too late since the start."""
        self._since = float("-inf")
        self._worst = 0.0
        self._worst_before = 0.0
        self._unlogged = 0.0
        self._last_log_at = float("-inf")

    @property
    def worst(self) -> float:
        """The longest lateness in the last ten to twenty seconds."""
        return max(self._worst, self._worst_before)

    def tick(self, late: float, now: float) -> float:
        """Take note of a tick that came `late` seconds; return the lateness to log, 0 when there is nothing to say.

        Not more than one a minute is to be logged: the worst since the last.
        """
        if now - self._since >= _WINDOW:
            self._worst_before, self._worst, self._since = self._worst, 0.0, now
        self._worst = max(self._worst, late)
        if late < STALL:
            return 0.0
        self.stalls += 1
        self._unlogged = max(self._unlogged, late)
        if now - self._last_log_at < _LOG_EVERY:
            return 0.0
        said, self._unlogged, self._last_log_at = self._unlogged, 0.0, now
        return said
