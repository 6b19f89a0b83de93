"""How many pictures a thin line carries: sound always, pictures as far as they fit, more by trial.

A browser's estimate (REMB) counts pictures only and never rises far above what it receives, so it cannot
tell that a line has room for more. One picture more is therefore tried after a while of calm, and a failed
trial is repeated ever later.
"""

from collections.abc import Sequence
from typing import Final

LOSSY: Final = 0.1
"""A greater loss than this means that the line is full."""
ENOUGH: Final = 0.8
"""So does an estimate below this share of what is being sent, if packets are lost or late as well.

By itself it does not: a browser that gets too little of its processor estimates low on the best line.
"""
SLIGHTLY_LOSSY: Final = 0.02
LATE: Final = 0.8
"""Seconds of round trip."""
PATIENCE: Final = 2
"""Decisions in a row that must find the line full before a picture is taken away."""
FIRST_HOLD: Final = 8.0
"""Seconds of calm before the first trial; doubled after each failed one."""
MAX_HOLD: Final = 120.0
TRIAL: Final = 6.0
"""Seconds within which a trial can fail."""
ESTIMATE_LIFE: Final = 3.0
"""Seconds for which an estimate counts: browsers send some each second while they receive pictures."""
_HEADROOM: Final = 0.9


class PictureBudget:
    """One receiver's line. Call `decide` every second."""

    __slots__ = ("_allowed", "_estimate", "_estimate_at", "_full_for", "_hold", "_tried_at", "_wait_until")

    def __init__(self) -> None:
        self._allowed: int | None = None  # None: every picture there is
        self._estimate = 0
        self._estimate_at = float("-inf")
        self._full_for = 0
        self._hold = FIRST_HOLD
        self._tried_at = float("-inf")
        self._wait_until = float("-inf")

    def take_estimate(self, bitrate: int, now: float) -> None:
        """Take note of how much of pictures the browser believes it can receive, in bit/s."""
        self._estimate = bitrate
        self._estimate_at = now

    def decide(self, now: float, pictures: Sequence[float], sent: float, loss: float, round_trip: float) -> int:
        """Return how many of `pictures`, the most important first, are to be sent from now on.

        `pictures` are the rates of the sources and `sent` that of the pictures sent to this receiver, in
        bit/s over the last second; `loss` is the fraction the receiver reports, `round_trip` in seconds.
        """
        present = len(pictures)
        allowed = present if self._allowed is None else min(self._allowed, present)
        self._full_for = self._full_for + 1 if self._is_full(now, sent, loss, round_trip) else 0
        if self._full_for >= PATIENCE and allowed:
            self._reduce(now, pictures[: allowed - 1])
        elif not self._full_for and self._allowed is not None and now >= self._wait_until:
            self._try_more(now, allowed, present)
        return present if self._allowed is None else min(self._allowed, present)

    def _is_full(self, now: float, sent: float, loss: float, round_trip: float) -> bool:
        if loss > LOSSY:
            return True
        suffers = loss > SLIGHTLY_LOSSY or round_trip > LATE
        return suffers and self._is_fresh(now) and self._estimate < ENOUGH * sent

    def _is_fresh(self, now: float) -> bool:
        return now - self._estimate_at <= ESTIMATE_LIFE

    def _fitting(self, now: float, pictures: Sequence[float]) -> int:
        """Return how many of `pictures` fit; without an estimate all of them, to see."""
        if not self._is_fresh(now):
            return len(pictures)
        room = _HEADROOM * self._estimate
        count = 0
        for rate in pictures:
            room -= rate
            if room < 0:
                break
            count += 1
        return count

    def _reduce(self, now: float, pictures: Sequence[float]) -> None:
        """Send at most `pictures`: after a failed trial all of them, for the line carried them before."""
        failed = now - self._tried_at <= TRIAL
        self._tried_at = float("-inf")
        self._hold = min(2 * self._hold, MAX_HOLD) if failed else FIRST_HOLD
        self._allowed = len(pictures) if failed else self._fitting(now, pictures)
        self._full_for = 0
        self._wait_until = now + self._hold

    def _try_more(self, now: float, allowed: int, present: int) -> None:
        if allowed >= present:
            self._allowed = None
            return
        self._allowed = allowed + 1
        self._tried_at = now
        self._wait_until = now + FIRST_HOLD
