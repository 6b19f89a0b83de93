"""A ramp: padding that grows every second, until all that is to be found out has been carried or the line is full.

That a line carried something is believed when the browser says so, and not when it says nothing.
"""

from collections import deque
from typing import Final

from media.forwarding.lateness import LATER, has_grown

STEP: Final = 1.0
"""Seconds for which a rate has to hold."""
MOST: Final = 2_000_000.0
GROWTH: Final = 2.0
GENTLE: Final = 1.3
"""The same beside sound alone: what is too much is felt by the voice, so it must not be much too much."""
KNOWN: Final = 0.8
"""Of what was too much the last time, the share with which it then begins: the line carried that."""
CLOSE: Final = 1.05
"""How much it grows in a second near what was too much the last time: it most likely is again."""
LITTLE: Final = 3_000.0
"""bit/s by which it grows in a second at least."""
BEYOND: Final = 1.25
"""Above this share of what was too much the last time the line has become better, and it grows faster."""
BETTER: Final = 1.6
"""How much it grows in a second there."""
SILENT: Final = 6.0
"""Seconds after which a browser that says nothing is taken for one that cannot: its reports wait too, or are lost."""
_TOLD: Final = 0.5
"""Share of a step after which a report tells of it."""
_MORE_LOSS: Final = 0.02
_SOON: Final = 0.05
"""Seconds by which a voice may come later than before: much more than that is heard. A line that wanders may more."""
_USUAL: Final = 4
"""Round trips by which it is known how far a line wanders by itself."""
_SLACK: Final = 0.1
"""Seconds by which a decision may come early: they are made about every second."""


class Ramp:
    """One line's padding. `rate` is what to send now in bit/s, 0 while nothing is tried."""

    __slots__ = (
        "_began_step_at",
        "_full_at",
        "_gentle",
        "_increase",
        "_later",
        "_loss",
        "_most",
        "_shortest",
        "_usual",
        "ended_at",
        "held",
        "hurt",
        "rate",
    )

    def __init__(self) -> None:
        self.rate = 0.0
        self.ended_at = float("-inf")
        self.held = 0.0
        """The highest rate that was carried for a whole step."""
        self.hurt = False
        """Whether what ended it was felt: packets were lost or late, or nothing was heard of them."""
        self._began_step_at = 0.0
        self._full_at = 0.0  # what was too much for the voice the last time, 0 if nothing was
        self._gentle = False
        self._increase = 0.0
        self._later = LATER
        self._loss = 0.0
        self._most = 0.0
        self._shortest = float("inf")
        self._usual: deque[float] = deque(maxlen=_USUAL)

    def note_usual(self, round_trip: float) -> None:
        """Take note of a round trip in seconds while nothing was tried, 0 if not known."""
        if round_trip:
            self._usual.append(round_trip)

    def begin(self, now: float, first: float, most: float, loss: float, *, gentle: bool = False) -> None:
        """Send `first` bit/s, then more, and so on until `most`. `loss` is as it is now.

        With `gentle` it grows by `first` each second, or by a third, is over sooner and remembers what was too much.
        """
        self._most = min(most, MOST)
        self.rate = min(max(first, KNOWN * self._full_at) if gentle else first, self._most)
        self.held = 0.0
        self.hurt = False
        self._began_step_at = now
        self._loss = loss
        self._gentle = gentle
        self._increase = first if gentle else 0.0
        wandering = max(self._usual) - min(self._usual) if self._usual else 0.0
        self._later = min(max(_SOON, wandering), LATER) if gentle else LATER
        self._shortest = self._usual[-1] if self._usual else float("inf")

    @property
    def complete(self) -> bool:
        """Whether all that was to be found out has been carried."""
        return self.held >= self._most

    def delays(self, round_trip: float) -> bool:
        """Take note of a round trip, 0 if not known; whether packets come later than before the padding began."""
        self._shortest = min(round_trip or float("inf"), self._shortest)
        return has_grown(round_trip, self._shortest, self._later)

    def follow(self, now: float, loss: float, told_at: float, *, felt: bool, alarmed: bool) -> bool:
        """Go on as it is due; return whether it has ended.

        `told_at` is when the browser last told anything of what it receives; `felt`, that what it told `delays`, and
        `alarmed`, that the line is full.
        """
        elapsed = now - self._began_step_at
        is_told = told_at >= self._began_step_at + _TOLD * STEP
        silent = elapsed > SILENT - _SLACK and not is_told
        self.hurt = felt or silent or loss > self._loss + _MORE_LOSS
        if alarmed or self.hurt:
            self.rate = 0.0
        elif elapsed > STEP - _SLACK and is_told:
            self.held = self.rate
            self.rate = min(self._next, self._most) if self.rate < self._most else 0.0
            self._began_step_at = now
        if not self.rate:
            self.ended_at = now
            self._full_at = 0.0 if self.complete or not self._gentle else self.held or self._increase
        return not self.rate

    @property
    def _next(self) -> float:
        """What to send after this rate was carried."""
        if not self._gentle:
            return GROWTH * self.rate
        if not self._full_at:
            return max(GENTLE * self.rate, self.rate + self._increase)
        if self.rate < self._full_at:
            return self._full_at
        if self.rate < max(BEYOND * self._full_at, self._full_at + 2 * LITTLE):
            return max(CLOSE * self.rate, self.rate + LITTLE)
        return max(BETTER * self.rate, self.rate + self._increase)
