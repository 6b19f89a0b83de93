"""How long the way to one browser and back takes, and whether packets queue on it."""

from typing import Final

QUEUEING: Final = 0.1
"""Seconds above the shortest lately that tell of a queue."""
_SHARE: Final = 0.25
"""What the newest measurement counts in the smoothed one."""
_FORGETTING: Final = 0.05
"""How fast the shortest is forgotten, per measurement: a telephone may have changed its network."""


class RoundTrip:
    """The round trips that receiver reports tell, in seconds."""

    __slots__ = ("latest", "shortest", "smoothed")

    def __init__(self) -> None:
        self.latest: float | None = None
        self.smoothed: float | None = None
        self.shortest: float | None = None

    @property
    def queues(self) -> bool:
        """Whether packets wait somewhere on the way; so it is held of a line of which nothing is known."""
        return self.latest is None or self.shortest is None or self.latest > self.shortest + QUEUEING

    @property
    def longest(self) -> float:
        """What an answer may take now, 0 when nothing is known."""
        return max(self.latest or 0.0, self.smoothed or 0.0)

    def measured(self, sample: float) -> None:
        """Take note of one measurement."""
        before = sample if self.smoothed is None else self.smoothed
        self.smoothed = before + (sample - before) * _SHARE
        shortest = sample if self.shortest is None else self.shortest
        self.shortest = min(sample, shortest + (sample - shortest) * _FORGETTING)
        self.latest = sample
