"""A ramp: padding that doubles every second, until all that is to be found out has been carried or the line is full.

That a line carried something is believed when the browser says so, and not when it says nothing.
"""

from typing import Final

from media.forwarding.lateness import Lateness, has_grown

STEP: Final = 1.0
"""Seconds for which a rate has to hold."""
MOST: Final = 2_000_000.0
CAREFUL_STEP: Final = 3.0
SILENT: Final = 6.0
"""Seconds after which a browser that says nothing is taken for one that cannot: its reports wait too, or are lost."""
_TOLD: Final = 0.5
"""Share of a step after which a report tells of it."""
_MORE_LOSS: Final = 0.02
_SLACK: Final = 0.1
"""Seconds by which a decision may come early: they are made about every second."""


class Ramp:
    """One line's padding. `rate` is what to send now in bit/s, 0 while nothing is tried."""

    __slots__ = ("_began_step_at", "_loss", "_most", "_round_trip", "_step", "held", "hurt", "rate")

    def __init__(self) -> None:
        self.rate = 0.0
        self.held = 0.0
        """The highest rate that was carried for a whole step."""
        self.hurt = False
        """Whether what ended it was felt: packets were lost or late, or nothing was heard of them."""
        self._began_step_at = 0.0
        self._loss = 0.0
        self._most = 0.0
        self._round_trip = 0.0
        self._step = STEP

    def begin(self, now: float, first: float, most: float, loss: float, lateness: Lateness, step: float = STEP) -> None:
        """Send `first` bit/s, then twice as much, and so on until `most`. `loss` and `lateness` are as they are now."""
        self._most = min(most, MOST)
        self.rate = min(first, self._most)
        self.held = 0.0
        self.hurt = False
        self._began_step_at = now
        self._loss = loss
        self._round_trip = lateness.latest
        self._step = step

    def delays(self, round_trip: float) -> bool:
        """Whether packets come later than before the padding began."""
        return has_grown(round_trip, self._round_trip)

    def follow(self, now: float, loss: float, lateness: Lateness, told_at: float, *, alarmed: bool) -> bool:
        """Go on as it is due; return whether it has ended.

        `told_at` is when the browser last told anything of what it receives; `alarmed`, that the line is full.
        """
        elapsed = now - self._began_step_at
        is_told = told_at >= self._began_step_at + _TOLD * self._step
        silent = elapsed > SILENT - _SLACK and not is_told
        self.hurt = silent or loss > self._loss + _MORE_LOSS or self.delays(lateness.latest)
        if alarmed or self.hurt:
            self.rate = 0.0
        elif elapsed > self._step - _SLACK and is_told:
            self.held = self.rate
            self.rate = min(2 * self.rate, self._most) if self.rate < self._most else 0.0
            self._began_step_at = now
        return not self.rate
