"""What one layer of a picture brings: its rate, the share of its lowest temporal layer, and whether it starves."""

from collections.abc import Iterable
from typing import Final

from media.forwarding.layers import BASE_WORTH_IT
from media.forwarding.run import LENGTH, RunPacket
from media.forwarding.vp8 import Vp8Frame

FLUENT: Final = 0.6
"""A layer with a smaller share of the frames of another starves: a browser gives it what is left of a thin line."""
WHOLE_FOR: Final = 10
"""Seconds in which all frames of a layer have to be of its lowest temporal layer before that is held to stay so."""
STARVED_FOR: Final = 5.0
"""Seconds for which a layer that starved is left alone: each way there and back costs a keyframe on a thin line."""
_ENOUGH_FRAMES: Final = 5
"""With fewer frames a second nothing can be said of their share."""


class Flow:
    """What a layer brought in the second that was measured last, and how steadily."""

    __slots__ = ("_base_octets", "_before", "_starved_until", "_whole_for", "base_share", "fluent", "frames", "rate")

    def __init__(self) -> None:
        self.rate = 0.0
        """bit/s over the last second."""
        self.base_share = 1.0
        """How much of `rate` is the lowest temporal layer; 1 where nothing is saved by it, and has not been lately."""
        self.frames = 0
        """Frames that came by themselves in the second that was measured last."""
        self.fluent = True
        """Whether it has about as many frames as the others, and had for some seconds."""
        self._base_octets = 0
        self._whole_for = 0
        self._starved_until = float("-inf")
        self._before = (0, 0, 0)

    def count_base(self, packets: Iterable[RunPacket], frames: Iterable[Vp8Frame | None]) -> None:
        """Count those of the `packets` whose frames are of the lowest temporal layer."""
        for packet, frame in zip(packets, frames, strict=True):
            if frame is not None and not frame.temporal:
                self._base_octets += packet[LENGTH]

    def measure(self, octets: int, frames: int, elapsed: float, *, layered: bool) -> None:
        """Work out the figures of the last `elapsed` seconds, about one, from what came since the beginning."""
        octets_before, base_before, frames_before = self._before
        self._before = octets, self._base_octets, frames
        self.frames = max(0, frames - frames_before)
        grown = octets - octets_before
        self.rate = grown * 8 / elapsed
        if grown and layered:
            self._measure_base((self._base_octets - base_before) / grown)

    def judge(self, most: int, now: float) -> None:
        """Decide whether the layer is `fluent`, when another had `most` frames in the second that was measured."""
        fluent = most < _ENOUGH_FRAMES or self.frames >= FLUENT * most
        if not self.frames:
            self._starved_until = now  # it has stopped, and is as good as ever when it comes again
        elif self.fluent and not fluent:
            self._starved_until = now + STARVED_FOR
        self.fluent = fluent and now >= self._starved_until

    def _measure_base(self, share: float) -> None:
        if 0 < share <= BASE_WORTH_IT:
            self.base_share, self._whole_for = share, 0
            return
        self._whole_for += 1
        self.base_share = BASE_WORTH_IT if self.base_share < 1 and self._whole_for < WHOLE_FOR else 1.0
