"""Lateness: whether packets wait on the way to one receiver, as its round trips tell."""

from collections import deque
from typing import Final

LATE: Final = 1.0
"""Seconds of round trip."""
LATER: Final = 0.15
"""Seconds of round trip above the usual."""
WANDERING: Final = 0.25
"""The same as a share of the usual: the longer a line, the more its delay wanders."""
_CALM: Final = 0.02
"""A smaller loss tells of no queue that overflows."""
_FORGETTING: Final = 0.15
"""How fast the usual round trip is forgotten, per measurement: a telephone may have changed its network."""
_FLAT: Final = 4
"""Round trips in a row that are about the same although less is sent: nothing waits, the way is that long."""
_ABOUT: Final = 0.25


class Lateness:
    """What is known of one line. Call `note` with every decision."""

    __slots__ = ("_lately", "_usual")

    def __init__(self) -> None:
        self._lately: deque[float] = deque((0.0,), maxlen=_FLAT)
        self._usual = float("inf")

    @property
    def latest(self) -> float:
        """The last round trip in seconds, 0 before the first."""
        return self._lately[-1]

    @property
    def is_late(self) -> bool:
        """Whether packets wait."""
        return self.latest > LATE or has_grown(self.latest, self._usual)

    def note(self, round_trip: float, loss: float) -> None:
        """Take note of a round trip in seconds, 0 when it is not known, and of the share that was lost."""
        if not round_trip or round_trip == self.latest:
            return  # no report came since the last call
        self._lately.append(round_trip)
        self._usual = min(round_trip, self._usual + _FORGETTING * max(0.0, round_trip - self._usual))
        if self._is_flat and loss <= _CALM:
            self._usual = max(self._usual, min(self._lately))

    @property
    def _is_flat(self) -> bool:
        least, most = min(self._lately), max(self._lately)
        return len(self._lately) == _FLAT and least > 0 and most - least <= _ABOUT * least


def has_grown(round_trip: float, before: float, later: float = LATER) -> bool:
    """Whether packets wait, for more than `later` seconds, that did not when the round trip was `before`."""
    return round_trip > before + max(later, WANDERING * before)
