"""A run: packets of one source that came in one burst and go to each receiver together."""

from collections.abc import Callable, Iterator
from struct import Struct
from typing import Final, TypeAlias

from media.forwarding.packet import Readable

Write: TypeAlias = Callable[..., None]
RunPacket: TypeAlias = tuple[Write, bytes, bytes, int, int, int]
"""`(write, head, rest, sequence, timestamp, length)`: `write(buffer, at, head, sequence, timestamp, ssrc, rest)` lays
down the whole packet, patched, by one call. Sequence number and timestamp are those of the source."""
REST: Final = 2
SEQUENCE: Final = 3
TIMESTAMP: Final = 4
LENGTH: Final = 5

MAX_PACKETS: Final = 31
"""Most packets of a run: of the largest size they still fit one datagram of 65,507 bytes."""
HEAD: Final = 12
"""Bytes of a packet before its `rest`."""
MAX_SIZE: Final = 2_048
"""Bytes of the longest packet."""
WRITERS: Final[tuple[Write, ...]] = tuple(
    Struct(f"!2sHII{max(0, size - HEAD)}s").pack_into for size in range(MAX_SIZE + 1)
)
"""By the length of a packet of at least 12 bytes, its `write`."""
CUTTERS: Final[tuple[Callable[[Readable], tuple[bytes, bytes]], ...]] = tuple(
    Struct(f"2s10x{max(0, size - HEAD)}s").unpack_from for size in range(MAX_SIZE + 1)
)
"""By the length of a packet, what copies its head and its rest out of the memory that it is in."""


def cut(packet: Readable, length: int, sequence: int, timestamp: int) -> RunPacket:
    """Return the first `length` bytes, 12 to 2048, as a packet of a run."""
    head, rest = CUTTERS[length](packet)
    return WRITERS[length], head, rest, sequence, timestamp, length


class Run:
    """Packets in order of arrival; `ascending` while the number of each is higher than the one before."""

    __slots__ = ("ascending", "at", "octets", "packets")

    def __init__(self) -> None:
        self.packets: list[RunPacket] = []
        self.at = 0.0
        """When the first of them came, in seconds of the monotonic clock."""
        self.octets = 0
        self.ascending = True

    def parts(self) -> Iterator["Run"]:
        """Yield each packet as a run of its own."""
        for packet in self.packets:
            yield single(packet)


def single(packet: RunPacket) -> Run:
    """Return a run of one packet."""
    run = Run()
    run.packets.append(packet)
    run.octets = packet[LENGTH]
    return run
