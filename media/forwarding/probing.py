"""Packets of padding: what a line carries more is found out with bytes that nobody misses (RFC 4588, RFC 3550)."""

from struct import Struct
from typing import Final

from media.capabilities import Extension
from media.forwarding.packet import HEADER_SIZE, Buffer, write_send_time

_HEAD: Final = Struct("!BBHII")
_EXTENSION: Final = bytes((0xBE, 0xDE, 0, 1, Extension.ABS_SEND_TIME << 4 | 2))
_PADDING: Final = bytes(254) + b"\xff"
"""The longest there can be: its length is its last byte (RFC 3550 section 5.1)."""
_PAYLOAD_AT: Final = HEADER_SIZE + 8
PROBE_SIZE: Final = _PAYLOAD_AT + len(_PADDING)
MAX_PER_CALL: Final = 40
"""Packets sent at once: 4 Mbit/s at a call every 20 ms."""


def build_probe(target: Buffer, payload_type: int, sequence: int, ssrc: int, now: float) -> int:
    """Write into `target` a retransmission that repeats nothing, stamped with its send time; return its length."""
    _HEAD.pack_into(target, 0, 0xB0, payload_type, sequence, 0, ssrc)
    target[HEADER_SIZE : HEADER_SIZE + len(_EXTENSION)] = _EXTENSION
    write_send_time(target, HEADER_SIZE + len(_EXTENSION), now)
    target[_PAYLOAD_AT:PROBE_SIZE] = _PADDING
    return PROBE_SIZE


def build_filler(payload_type: int) -> bytes:
    """Return a packet of the media that holds nothing, its numbers still zero."""
    return _HEAD.pack(0xA0, payload_type, 0, 0, 0) + b"\x01"


class Prober:
    """How many packets of padding are due at a rate."""

    __slots__ = ("_debt", "_last")

    def __init__(self) -> None:
        self._debt = 0.0
        self._last: float | None = None

    def due(self, rate: float, now: float) -> int:
        """Return how many packets to send now for `rate` bit/s, 0 at rate 0. Call it at every tick."""
        if not rate or self._last is None:
            self._debt = 0.0
            self._last = now if rate else None
            return 0
        self._debt += rate * (now - self._last) / 8 / PROBE_SIZE
        self._last = now
        count = min(int(self._debt), MAX_PER_CALL)
        self._debt = min(self._debt - count, 1.0)
        return count
