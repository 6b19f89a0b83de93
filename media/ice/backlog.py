"""Backlog: what one TCP connection has not sent yet, everything else before pictures.

A connection keeps the order of its bytes, so what is written is never overtaken any more. Pictures therefore wait
outside until nothing else does: who can take less than comes loses pictures first and hears on.
"""

from collections import deque
from typing import Final

from media.capabilities import SOUND_TYPES
from media.forwarding.packet import Kind, classify
from media.ice.framing import frame

_TYPE: Final = 0x7F
"""The payload type in the second byte of an RTP packet, behind the marker."""


class Backlog:
    """Frames in the order in which they are to be sent.

    Pictures are taken while less than `OF_PICTURES` bytes wait, sound while less than `OF_SOUND`, anything else up to
    `MOST`.
    """

    __slots__ = ("_next", "_pictures", "size")

    OF_PICTURES: Final = 128 * 1024
    OF_SOUND: Final = 192 * 1024
    MOST: Final = 256 * 1024

    def __init__(self) -> None:
        self._next = bytearray()
        self._pictures: deque[bytes] = deque()
        self.size = 0
        """Bytes that wait."""

    @classmethod
    def bound(cls, packet: bytes | bytearray | memoryview) -> int:
        """Return how many bytes may wait, with `packet`, for it to be taken."""
        if classify(packet, len(packet)) is not Kind.RTP:
            return cls.MOST
        return cls.OF_SOUND if packet[1] & _TYPE in SOUND_TYPES else cls.OF_PICTURES

    def add(self, packet: bytes | bytearray | memoryview, bound: int) -> None:
        """Take one packet whose `bound` it is."""
        framed = frame(packet)
        self.size += len(framed)
        if bound == self.OF_PICTURES:
            self._pictures.append(framed)
        else:
            self._next += framed

    def head(self) -> bytearray:
        """Return what is to be written next, empty when nothing waits: a picture only where there is nothing else."""
        if not self._next and self._pictures:
            self._next += self._pictures.popleft()
        return self._next

    def written(self, count: int) -> None:
        """Forget the first `count` bytes of `head`."""
        del self._next[:count]
        self.size -= count
