"""Transport-wide feedback: when each packet of a browser arrived, so that it can pace itself.

The format is draft-holmer-rmcat-transport-wide-cc-extensions-01: a base number, a reference time in
units of 64 ms, a two-bit symbol per number (run-length or vectors of seven) and arrival deltas of 250 µs.
"""

# ruff: noqa: PLR2004 - the numbers are those of the wire format; the RFC section stands beside them

from operator import sub
from struct import Struct
from typing import Final

from media.forwarding.rtcp import build_transport_feedback

_CONTROL: Final = Struct("!HHI")
_CHUNK: Final = Struct("!H")
_DELTA: Final = Struct("!h")
_TICKS_PER_SECOND: Final = 4_000
_TICKS_PER_REFERENCE: Final = 256
_MAX_NUMBERS: Final = 200
"""Numbers in one packet; one interval of 50 ms rarely has more."""
_MAX_GAP: Final = 1_000
_MISSING, _SMALL, _LARGE = range(3)
_MAX_RUN: Final = 0x1FFF
_VECTOR: Final = 7


class TransportFeedback:
    """Arrival times of one browser's packets until they are reported.

    A packet that arrives after its number was reported missing is reported by itself: nothing is said anew of those
    behind it, which were reported. Not every sender forgives being told that what has arrived is missing.
    """

    __slots__ = ("_count", "_highest", "_next", "_numbers", "_times")

    def __init__(self) -> None:
        self._numbers: list[int] = []
        self._times: list[float] = []  # of the same arrivals
        self._next = -1  # first number, unwrapped, that no feedback has covered
        self._highest = -1
        self._count = 0

    def arrived(self, number: int, now: float) -> None:
        """Note the arrival of transport-wide `number` (16 bits) at `now`."""
        self._numbers.append(number)
        self._times.append(now)

    def _unwrap(self) -> dict[int, int]:
        """Return the arrivals by unwrapped number, in ticks; of several arrivals the first counts."""
        arrivals: dict[int, int] = {}
        highest = self._highest
        for number, now in zip(self._numbers, self._times, strict=True):
            if highest < 0:
                highest = self._next = number + 0x10000  # room below for reordering
            unwrapped = highest + ((number - highest + 0x8000) & 0xFFFF) - 0x8000
            highest = max(highest, unwrapped)
            arrivals.setdefault(unwrapped, int(now * _TICKS_PER_SECOND))
        self._highest = highest
        return arrivals

    def build(self, ssrc: int, media_ssrc: int) -> list[bytes]:
        """Return the feedback for all arrivals since the last call; empty when there were none."""
        controls = self._encode_in_order() or self._encode_all()
        self._numbers.clear()
        self._times.clear()
        return [build_transport_feedback(ssrc, media_ssrc, control) for control in controls]

    def _encode_in_order(self) -> list[bytes]:
        """Encode arrivals of which none is missing, late or in between, as nearly always; nothing for any others."""
        numbers, count = self._numbers, len(self._numbers)
        following = range(self._next & 0xFFFF, (self._next & 0xFFFF) + count)
        if not 0 < count <= _MAX_NUMBERS or self._highest != self._next - 1 or numbers != [*following]:
            return []
        ticks = [int(time * _TICKS_PER_SECOND) for time in self._times]
        reference = ticks[0] // _TICKS_PER_REFERENCE
        deltas = list(map(sub, ticks, [reference * _TICKS_PER_REFERENCE, *ticks]))
        if min(deltas) < 0 or max(deltas) > 0xFF:
            return []
        self._highest += count
        return [self._head(self._next, count, reference) + _CHUNK.pack(_SMALL << 13 | count) + bytes(deltas)]

    def _encode_all(self) -> list[bytes]:
        controls = []
        arrivals = self._unwrap()
        numbers = sorted(arrivals)
        while numbers:
            taken, control = self._encode(numbers, arrivals)
            controls.append(control)
            del numbers[:taken]
        return controls

    def _encode(self, numbers: list[int], arrivals: dict[int, int]) -> tuple[int, bytes]:
        """Encode a leading part of `numbers`; return how many were taken, and the control information."""
        base = numbers[0]
        if 0 < base - self._next <= _MAX_GAP:
            base = self._next  # what is missing since the last feedback is told as missing
        reference = arrivals[numbers[0]] // _TICKS_PER_REFERENCE
        clock = reference * _TICKS_PER_REFERENCE
        symbols: list[int] = []
        deltas = bytearray()
        taken = 0
        for number in numbers:
            delta = arrivals[number] - clock
            if number - base >= max(_MAX_NUMBERS, numbers[0] - base + 1) or not -0x8000 <= delta <= 0x7FFF:
                break
            if base + len(symbols) < min(number, self._next):
                break  # what lies between was reported
            symbols.extend((_MISSING,) * (number - base - len(symbols)))
            small = 0 <= delta <= 0xFF
            symbols.append(_SMALL if small else _LARGE)
            deltas += bytes((delta,)) if small else _DELTA.pack(delta)
            clock += delta
            taken += 1
        return taken, self._head(base, len(symbols), reference) + _chunks(symbols) + bytes(deltas)

    def _head(self, base: int, count: int, reference: int) -> bytes:
        """Return the head of feedback on `count` numbers from `base` on, and take note that it covers them."""
        self._next = max(self._next, base + count)
        head = _CONTROL.pack(base & 0xFFFF, count, (reference & 0xFFFFFF) << 8 | self._count)
        self._count = self._count + 1 & 0xFF
        return head


def _chunks(symbols: list[int]) -> bytes:
    """Encode symbols as run-length chunks where seven or more are equal, and as vectors of seven otherwise."""
    chunks = bytearray()
    at = 0
    while at < len(symbols):
        run = _run(symbols, at)
        if run >= _VECTOR or at + run == len(symbols):
            chunks += _CHUNK.pack(symbols[at] << 13 | run)
            at += run
            continue
        vector = symbols[at : at + _VECTOR]
        vector += (_MISSING,) * (_VECTOR - len(vector))
        word = 0xC000
        for index, symbol in enumerate(vector):
            word |= symbol << (12 - 2 * index)
        chunks += _CHUNK.pack(word)
        at += _VECTOR
    return bytes(chunks)


def _run(symbols: list[int], at: int) -> int:
    symbol = symbols[at]
    end = at + 1
    while end < len(symbols) and end - at < _MAX_RUN and symbols[end] == symbol:
        end += 1
    return end - at
