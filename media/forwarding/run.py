"""A run: packets of one source that came in one burst and go to each receiver together."""

from collections.abc import Callable, Iterator
from struct import Struct
from typing import Any, Final, TypeAlias

Write: TypeAlias = Callable[..., None]
RunPacket: TypeAlias = tuple[Write, bytes, bytes, int, int, int]
"""`(write, head, rest, sequence, timestamp, length)`: `write(buffer, at, head, sequence, timestamp, ssrc, rest)` lays
down the whole packet, patched, by one call. Sequence number and timestamp are those of the source."""
SEQUENCE: Final = 3
TIMESTAMP: Final = 4

MAX_PACKETS: Final = 31
"""Most packets of a run: of the largest size they still fit one datagram of 65,507 bytes."""
HEAD: Final = 12
"""Bytes of a packet before its `rest`."""
_MAX_SIZE: Final = 2_048
_writers: list[Write | None] = [None] * (_MAX_SIZE + 1)
_readers: list[Callable[..., tuple[Any, ...]]] = [Struct(f"{length}s").unpack_from for length in range(_MAX_SIZE + 1)]


def _writer(length: int) -> Write:
    write = _writers[length] = Struct(f"!2sHII{length - HEAD}s").pack_into
    return write


def copy(buffer: bytearray, length: int) -> bytes:
    """Return the first `length` bytes, at most 2048; half the cost of a slice of a view."""
    packet: bytes = _readers[length](buffer)[0]
    return packet


class Run:
    """Packets in order of arrival; `ascending` while the number of each is higher than the one before."""

    __slots__ = ("ascending", "octets", "packets")

    def __init__(self) -> None:
        self.packets: list[RunPacket] = []
        self.octets = 0
        self.ascending = True

    def add(self, packet: bytes, sequence: int, timestamp: int, *, in_order: bool) -> None:
        """Add a packet of at least 12 and at most 2048 bytes; `in_order` when it is newer than all before it."""
        length = len(packet)
        self.packets.append(
            (_writers[length] or _writer(length), packet[:2], packet[HEAD:], sequence, timestamp, length)
        )
        self.octets += length
        if not in_order:
            self.ascending = False

    def parts(self) -> Iterator["Run"]:
        """Yield each packet as a run of its own."""
        for packet in self.packets:
            part = Run()
            part.packets.append(packet)
            part.octets = packet[-1]
            yield part
