"""The share of one microphone: as much sound as any encoder makes, so that nobody's lines fill with somebody's greed.

Pictures are left out where a line is full; sound never is, so what comes of it is bounded where it comes in.
"""

from typing import Final

PACKETS: Final = 200
"""Packets a second: browsers send 50, and 100 in frames of 10 ms, the shortest of WebRTC (RFC 7874 section 3)."""
OCTETS: Final = 160_000
"""Octets of RTP a second: 510 kbit/s, the most that Opus makes (RFC 6716 section 2.1.1), twice (RFC 2198), to spare."""
SECONDS: Final = 2.0
"""How much may come at once: what waited while a line was away."""


class SoundShare:
    """What one microphone may still bring."""

    __slots__ = ("_octets", "_packets")

    def __init__(self) -> None:
        self._octets = OCTETS * SECONDS
        self._packets = PACKETS * SECONDS

    def take(self, octets: int) -> bool:
        """Take a packet of `octets`; return whether there was room for it."""
        if self._packets < 1 or self._octets < octets:
            return False
        self._packets -= 1
        self._octets -= octets
        return True

    def refill(self, elapsed: float) -> None:
        """Allow what `elapsed` seconds bring."""
        self._octets = min(self._octets + elapsed * OCTETS, OCTETS * SECONDS)
        self._packets = min(self._packets + elapsed * PACKETS, PACKETS * SECONDS)
