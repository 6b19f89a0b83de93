"""Picture ids and TL0PICIDX of a VP8 stream as one receiver sees them, and which of its frames that receiver gets.

Every simulcast layer counts its frames by itself, and a decoder waits for frames whose ids are missing. So the
ids go on by one across a switch of layers, and frames of a temporal layer left out leave no gap (RFC 7741
section 4.2).
"""

from collections import deque
from typing import Final

MAX_TEMPORAL: Final = 3
"""All temporal layers there can be: two bits."""
_PICTURES: Final = 0x7FFF
_HALF: Final = 0x4000
_QUARTER: Final = 0x2000
"""Frames after which the place of the newest is noted anew: ids repeat, and tell older from newer for half of them."""
_REMEMBERED: Final = 256
"""Frames left out that are remembered: longer than their packets can be asked for."""

Place = tuple[int, int]
"""Picture id and TL0PICIDX for the receiver."""


class FrameRun:
    """The frames of one layer from one key frame on, as a receiver got them."""

    __slots__ = ("_base_offset", "_offsets", "_skipped", "newest")

    def __init__(self, picture: int, base: int, next_picture: int, next_base: int) -> None:
        self.newest = picture
        self._base_offset = next_base - base
        self._offsets: deque[tuple[int, int]] = deque(((picture, next_picture - picture),), maxlen=_REMEMBERED)
        self._skipped: deque[int] = deque(maxlen=_REMEMBERED)

    def skip(self, picture: int) -> None:
        """Leave out a frame that is ahead of all others: the next one takes its id."""
        self._forget_skipped(picture)
        self._skipped.append(picture)
        self._offsets.append(((picture + 1) & _PICTURES, self._offsets[-1][1] - 1))

    def advance(self, picture: int) -> None:
        """Take note of a frame that is ahead of all others."""
        self.newest = picture
        first, offset = self._offsets[-1]
        if (picture - first) & _PICTURES >= _QUARTER:
            self._offsets.append((picture, offset))
            self._forget_skipped(picture)

    def _forget_skipped(self, picture: int) -> None:
        while self._skipped and (picture - self._skipped[0]) & _PICTURES >= _REMEMBERED:
            self._skipped.popleft()

    def locate(self, picture: int, base: int) -> Place | None:
        """Return where a frame stands at the receiver; None when it was left out or is older than the run."""
        if picture in self._skipped:
            return None
        for first, offset in reversed(self._offsets):
            if (picture - first) & _PICTURES < _HALF:
                return (picture + offset) & _PICTURES, (base + self._base_offset) & 0xFF
        return None


class FrameMap:
    """The frames of one source towards one receiver."""

    __slots__ = ("_last", "_run", "_skipping", "_temporal", "wanted")

    def __init__(self) -> None:
        self.wanted = MAX_TEMPORAL
        """The highest temporal layer the receiver shall get; followed frame by frame, upwards where a frame allows."""
        self._temporal = MAX_TEMPORAL
        self._run: FrameRun | None = None
        self._last: Place | None = None
        self._skipping = False

    def begin(self, picture: int, base: int) -> FrameRun:
        """Begin with a key frame of another layer, or after a pause; its ids follow those before.

        The first frames keep their ids, which need not be written then.
        """
        next_picture, next_base = picture, base
        if self._last is not None:
            next_picture, next_base = (self._last[0] + 1) & _PICTURES, (self._last[1] + 1) & 0xFF
        self._temporal = self.wanted
        self._skipping = False
        self._last = next_picture, next_base
        self._run = FrameRun(picture, base, next_picture, next_base)
        return self._run

    def place(self, picture: int, base: int, temporal: int, *, sync: bool) -> Place | None:
        """Return the ids of a packet's frame, or None when the frame is left out. `begin` comes first."""
        run = self._run
        if run is None:
            return None
        ahead = (picture - run.newest) & _PICTURES
        if ahead == 0:
            return None if self._skipping else run.locate(picture, base)
        if ahead >= _HALF:
            return run.locate(picture, base)
        run.advance(picture)
        self._skipping = not self._takes(temporal, sync=sync)
        if self._skipping:
            run.skip(picture)
            return None
        place = run.locate(picture, base)
        self._last = place or self._last
        return place

    def _takes(self, temporal: int, *, sync: bool) -> bool:
        """Go down at once, and up by one layer at a frame that leans on nothing the receiver does not have."""
        self._temporal = min(self._temporal, self.wanted)
        if temporal == self._temporal + 1 and temporal <= self.wanted and sync:
            self._temporal = temporal
        return temporal <= self._temporal
