"""The beginning of a copy: what was said before it may begin is kept out, also where a line held it back."""

from collections import deque
from collections.abc import Sequence
from typing import Final

from media.forwarding.capture import MOST, CaptureClock
from media.forwarding.run import LENGTH, Run

MAX_HELD: Final = 4 * 1024 * 1024
"""Bytes that wait to be placed; beyond them the oldest, which are the likeliest to be from before, are dropped."""
WATCHED: Final = 1.0
"""Seconds in which nothing may have come more quickly, so that a line which stood still for a moment is not taken for
one that has caught everything up."""
_STEP: Final = 0.25
"""Seconds for which one packet tells at most."""
_QUICKER: Final = 0.05
"""Seconds; less is no catching up."""


class Opening:
    """What of a source is for a copy that may hold what was sent since `since`, in seconds of the monotonic clock.

    Of a stream that is not known the first packets look as punctual as any, and may have waited for up to `MOST`
    seconds. They are held until the line is seen to catch nothing up for a while, then placed by the quickest of
    them: what is from before is dropped, the rest goes on as it came, so nothing is lost of a stream that comes as
    it is captured. What is still not placed `MOST` seconds after `since` is dropped; what comes then cannot be from
    before. Not told apart is what a line holds back evenly for longer than it is watched.
    Bounds: `MAX_HELD` bytes and one run.
    """

    __slots__ = ("_came_at", "_capture", "_connected_at", "_held", "_octets", "_quickest", "_watched", "since")

    def __init__(self, since: float, connected_at: float = float("-inf")) -> None:
        """Before `connected_at`, plus infinity while there is no connection yet, nothing was sent that can come."""
        self.since = since
        self._connected_at = connected_at
        self._held: deque[tuple[CaptureClock, Sequence[int], Run]] = deque()
        self._octets = 0
        self._capture: CaptureClock | None = None
        self._quickest = self._came_at = float("inf")
        self._watched = 0.0

    def is_over(self, now: float) -> bool:
        """Whether nothing that comes at `now` can be from before."""
        return now - self.since >= MOST or self._connected_at >= self.since

    def admit(self, run: Run, timestamps: Sequence[int], capture: CaptureClock) -> list[Run]:
        """Return what goes on now, oldest first: of what was held and of `run`, whose stream has the clock `capture`.

        `timestamps` are those of the source, one for each packet of `run`. Once something goes on all is over.
        """
        self._watch(capture, run.at)
        is_known = capture.heard and (not self._held or self._watched >= WATCHED)
        if is_known or self.is_over(run.at):
            return [each for each in (*self._release(), self._behind(run, timestamps, capture)) if each.packets]
        self._held.append((capture, timestamps, run))
        self._octets += run.octets
        while self._octets > MAX_HELD:
            self._octets -= self._held.popleft()[2].octets
        return []

    def _watch(self, capture: CaptureClock, now: float) -> None:
        if capture is not self._capture or capture.quickest < self._quickest - _QUICKER:
            self._capture, self._quickest, self._watched = capture, capture.quickest, 0.0
        else:
            self._watched += min(now - self._came_at, _STEP)
        self._came_at = now

    def _behind(self, run: Run, timestamps: Sequence[int], capture: CaptureClock) -> Run:
        if self.is_over(run.at):
            return run
        return _only(run, [capture.judge(timestamp, run.at) >= self.since for timestamp in timestamps])

    def _release(self) -> list[Run]:
        """Return what was held of streams that are known by now, without what is from before."""
        held, self._held, self._octets = self._held, deque(), 0
        return [
            _only(run, [capture.place(timestamp) >= self.since for timestamp in timestamps])
            for capture, timestamps, run in held
            if capture.heard
        ]


def _only(run: Run, meant: Sequence[bool]) -> Run:
    own = Run()
    own.at, own.ascending = run.at, run.ascending
    own.packets = [packet for packet, is_meant in zip(run.packets, meant, strict=True) if is_meant]
    own.octets = sum(packet[LENGTH] for packet in own.packets)
    return own
