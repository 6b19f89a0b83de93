"""The last packets of a source, kept once for all its receivers, to answer their NACKs from."""

from typing import Final

DEFAULT_CAPACITY: Final = 1_024
MAX_CAPACITY: Final = 0x8000
"""Half the number space: beyond it old and new numbers cannot be told apart."""


class PacketHistory:
    """A ring of packets by sequence number of the source. Storing keeps a reference and copies nothing."""

    __slots__ = ("_mask", "_numbers", "_packets")

    def __init__(self, capacity: int = DEFAULT_CAPACITY) -> None:
        """`capacity` is a power of two, at most 32768."""
        if capacity & (capacity - 1) or not 0 < capacity <= MAX_CAPACITY:
            raise ValueError("the capacity must be a power of two")
        self._mask = capacity - 1
        self._numbers = [-1] * capacity
        self._packets: list[bytes] = [b""] * capacity

    def store(self, sequence: int, packet: bytes) -> None:
        """Keep `packet`, as it came from the source with its forwarded extensions only."""
        slot = sequence & self._mask
        self._numbers[slot] = sequence
        self._packets[slot] = packet

    def find(self, sequence: int) -> bytes | None:
        """Return the packet, or None when it never came or has been overwritten."""
        slot = sequence & self._mask
        return self._packets[slot] if self._numbers[slot] == sequence else None

    def clear(self) -> None:
        """Forget everything: what was said in one place must not be resent in another."""
        self._numbers = [-1] * (self._mask + 1)
        self._packets = [b""] * (self._mask + 1)
