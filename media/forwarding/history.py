"""The last packets of a source, kept once for all its receivers, to answer their NACKs from."""

from collections.abc import Iterable
from typing import Final

from media.forwarding.run import SEQUENCE, RunPacket

DEFAULT_CAPACITY: Final = 1_024
MAX_CAPACITY: Final = 0x8000
"""Half the number space: beyond it old and new numbers cannot be told apart."""


class PacketHistory:
    """A ring of packets by sequence number of the source. Storing keeps a reference and copies nothing."""

    __slots__ = ("_mask", "_packets")

    def __init__(self, capacity: int = DEFAULT_CAPACITY) -> None:
        """`capacity` is a power of two, at most 32768."""
        if capacity & (capacity - 1) or not 0 < capacity <= MAX_CAPACITY:
            raise ValueError("the capacity must be a power of two")
        self._mask = capacity - 1
        self._packets: list[RunPacket | None] = [None] * capacity

    def store(self, packets: Iterable[RunPacket]) -> None:
        """Keep packets as they came from the source, with its forwarded extensions only."""
        kept, mask = self._packets, self._mask
        for packet in packets:
            kept[packet[SEQUENCE] & mask] = packet

    def find(self, sequence: int) -> RunPacket | None:
        """Return the packet, or None when it never came or has been overwritten."""
        packet = self._packets[sequence & self._mask]
        return packet if packet is not None and packet[SEQUENCE] == sequence else None

    def clear(self) -> None:
        """Forget everything: what was said in one place must not be resent in another."""
        self._packets = [None] * (self._mask + 1)
