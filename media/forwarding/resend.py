"""What one receiver may have sent again: a share of what it is sent, and nothing twice within a round trip.

A receiver behind a full line misses most of what it is sent and asks for it again and again. To fulfil
that would fill the line several times over and drown the voice.
"""

from typing import Final

SHARE: Final = 0.25
"""Octets that may be sent again for each octet sent."""
BURST: Final = 60_000
"""Octets that may be sent again at once at most: a keyframe of a large picture."""
SMALLEST_BURST: Final = 6_000
BURST_SECONDS: Final = 0.25
"""What may be sent again at once, in seconds of what is sent: a thin line is not filled with yesterday's pictures."""
REFUSAL_COST: Final = 100
"""Octets charged for a request that cannot be fulfilled."""
MIN_INTERVAL: Final = 0.05
"""Seconds before the same packet is sent again while the round trip is not known; then that is waited for."""
SHORTEST_INTERVAL: Final = 0.01
"""The same on the shortest line: what is sent again is lost as easily, and browsers ask some fifteen ms later."""
_MAX_REMEMBERED: Final = 2_048


class ResendBudget:
    """The budget of one receiver. Bounds: one time per packet sent again lately."""

    __slots__ = ("_burst", "_measured", "_octets", "_sent", "_sent_again")

    def __init__(self) -> None:
        self._burst = float(BURST)
        self._measured: tuple[int, float] | None = None
        self._octets = float(BURST)
        self._sent = 0
        self._sent_again: dict[tuple[int, int], float] = {}

    @property
    def exhausted(self) -> bool:
        """Whether nothing more may be sent again now."""
        return self._octets <= 0

    @property
    def is_scarce(self) -> bool:
        """Whether what is left is for those who ask."""
        return self._octets < self._burst / 2

    def measure(self, sent: int, now: float) -> None:
        """Follow how much is sent to the receiver: `sent` octets so far. Call it about every second."""
        before, self._measured = self._measured, (sent, now)
        if before is not None and now > before[1]:
            rate = (sent - before[0]) / (now - before[1])
            self._burst = min(float(BURST), max(float(SMALLEST_BURST), BURST_SECONDS * rate))
            self._octets = min(self._burst, self._octets)

    def refill(self, sent: int) -> None:
        """Take note of all octets sent to the receiver so far; to be called before requests are looked at."""
        self._octets = min(self._burst, self._octets + SHARE * (sent - self._sent))
        self._sent = sent

    def charge(self, sent: int) -> None:
        """Take note of the same number after something was sent again, which earns nothing."""
        self._octets -= sent - self._sent
        self._sent = sent

    def refuse(self) -> None:
        """Charge a request that could not be fulfilled."""
        self._octets -= REFUSAL_COST

    def is_early(self, ssrc: int, sequence: int, now: float, round_trip: float) -> bool:
        """Whether this packet was sent again so lately that it may still be on its way; otherwise it is noted.

        `round_trip` in seconds, 0 when it is not known.
        """
        key = (ssrc, sequence)
        before = self._sent_again.pop(key, None)
        interval = max(SHORTEST_INTERVAL, round_trip) if round_trip else MIN_INTERVAL
        if before is not None and now - before < interval:
            self._sent_again[key] = before
            return True
        self._sent_again[key] = now
        if len(self._sent_again) > _MAX_REMEMBERED:
            del self._sent_again[next(iter(self._sent_again))]
        return False
