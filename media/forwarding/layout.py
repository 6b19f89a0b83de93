"""A layout: where the header extensions of a stream stand, so that its next packet need not be walked through.

A browser puts the same elements in the same places of every packet of a stream. What a walk found out once
holds for each packet whose element heads and padding are the same bytes.
"""

from collections.abc import Iterator
from itertools import groupby
from struct import Struct
from typing import Any, Final, NamedTuple

from media.capabilities import Extension
from media.forwarding.packet import HEADER_SIZE, Buffer

FIRST: Final = 0x90
"""First byte of the packets that have a layout: no padding, no contributing sources, an extension."""
_PROFILE: Final = b"\xbe\xde"
_BEGIN: Final = HEADER_SIZE + 4
_END_OF_LIST: Final = 15
_MAX_ELEMENTS: Final = 16
_SEND_TIME: Final = int(Extension.ABS_SEND_TIME)
_LEVEL: Final = int(Extension.AUDIO_LEVEL)
_NUMBER: Final = int(Extension.TRANSPORT_SEQUENCE)


class _Element(NamedTuple):
    name: int
    at: int
    end: int
    """Offsets of the head and behind the data."""


class Layout:
    """Where a packet's elements stand. `matches(packet) == same` tells whether another has the same layout.

    `erase(packet, at, before, send_time, after)` writes everything but the level anew, as `take_extensions`
    and `write_send_time` would: `send_time` is `mark` with the 24 bits of abs-send-time.
    """

    __slots__ = ("after", "at", "before", "erase", "level_at", "mark", "matches", "number_at", "payload_at", "same")

    def __init__(self, packet: Buffer, elements: list[_Element], payload_at: int) -> None:
        """`elements` are all of the packet's, in order, among them a send time and a transport-wide number."""
        found = {element.name: element for element in elements}
        level = found.get(_LEVEL)
        erased = [element for element in elements if element is not level]
        send_time_at, end = found[_SEND_TIME].at, max(element.end for element in erased)
        self.payload_at = payload_at
        self.level_at = 0 if level is None else level.at + 1
        """Offset of the audio level (`packet.read_level`), 0 for none."""
        self.number_at = found[_NUMBER].at + 1
        """Offset of the transport-wide number, two bytes."""
        self.at = erased[0].at
        self.before = bytes(send_time_at - self.at)
        self.after = bytes(end - send_time_at - 4)
        self.mark = packet[send_time_at] << 24
        self.erase = Struct(f"!{len(self.before)}sI{len(self.after)}s").pack_into
        self.matches = Struct(_pattern(elements, payload_at)).unpack_from
        self.same: tuple[Any, ...] = self.matches(packet)


def learn(packet: Buffer, payload_at: int) -> Layout | None:
    """Return the layout of a packet whose first byte is `FIRST`; None where it has none that can be relied on.

    Call it before `take_extensions`, which erases. `payload_at` as `read_header` says.
    """
    if packet[0] != FIRST or bytes(packet[HEADER_SIZE : HEADER_SIZE + 2]) != _PROFILE:
        return None
    elements = list(_walk(packet, payload_at))
    sizes = {element.name: element.end - element.at - 1 for element in elements}
    if len(sizes) < len(elements) or sizes.get(_SEND_TIME) != 3 or sizes.get(_NUMBER) != 2:  # noqa: PLR2004 - bytes
        return None
    erased = [index for index, element in enumerate(elements) if element.name != _LEVEL]
    together = erased[-1] - erased[0] < len(erased)
    if len(elements) > _MAX_ELEMENTS or elements[-1].end > payload_at or not together or _END_OF_LIST in sizes:
        return None
    return Layout(packet, elements, payload_at)


def _walk(packet: Buffer, end: int) -> Iterator[_Element]:
    at = _BEGIN
    while at < end:
        head = packet[at]
        if not head:
            at += 1
            continue
        behind = at + 2 + (head & 0x0F)
        yield _Element(head >> 4, at, behind)
        at = behind


def _pattern(elements: list[_Element], payload_at: int) -> str:
    """Return the format that reads profile, length, element heads and padding, and skips the data."""
    data = {at for element in elements for at in range(element.at + 1, element.end)}
    runs = groupby(range(HEADER_SIZE, payload_at), data.__contains__)
    return f"!{HEADER_SIZE}x" + "".join(f"{len(list(run))}{'x' if is_data else 's'}" for is_data, run in runs)
