"""Packets in a stream: each behind its length in two bytes (RFC 4571)."""

from collections.abc import Iterator
from typing import Final

_HEAD: Final = 2


class FrameReader:
    """Takes a stream however it is cut and gives its packets. Keeps less than one frame."""

    __slots__ = ("_longest", "_unread")

    def __init__(self, longest: int) -> None:
        """`longest` is the size of the longest packet that is accepted, in bytes."""
        self._longest = longest
        self._unread = bytearray()

    def feed(self, data: bytes) -> Iterator[bytearray]:
        """Yield the packets that are complete with `data`; empty ones too. Exhaust it before the next call.

        Raises `ValueError` at a packet longer than allowed: what follows cannot be told apart any more.
        """
        self._unread += data
        unread, at = self._unread, 0
        while at + _HEAD <= len(unread):
            size = unread[at] << 8 | unread[at + 1]
            if size > self._longest:
                raise ValueError("a frame longer than any packet")
            end = at + _HEAD + size
            if end > len(unread):
                break
            yield unread[at + _HEAD : end]
            at = end
        del unread[:at]


def frame(packet: bytes | bytearray | memoryview) -> bytes:
    """Return `packet` behind its length; at most 65,535 bytes."""
    return len(packet).to_bytes(_HEAD) + packet
