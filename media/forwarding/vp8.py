"""VP8 payload descriptors and key frames, read and patched in place (RFC 7741, RFC 6386 section 9.1)."""

# ruff: noqa: PLR2004 - the numbers are those of the wire format; the RFC section stands beside them

from typing import Final, NamedTuple

from media.forwarding.packet import Buffer, Readable, vp8_payload_at

_START_CODE: Final = b"\x9d\x01\x2a"


class Vp8Frame(NamedTuple):
    """To which frame a packet belongs, and where in the packet that is written.

    `picture` has 15 bits; `base` is TL0PICIDX; `temporal` is 0 for the base layer; `sync` says that the
    frame leans on the base layer only.
    """

    picture_at: int
    picture: int
    base: int
    temporal: int
    sync: bool


def read_frame(packet: Readable, at: int, end: int) -> Vp8Frame | None:
    """Read the descriptor at `at`; None unless it has a 15-bit picture id, TL0PICIDX and a temporal layer."""
    if at + 6 > end or not packet[at] & 0x80:
        return None
    flags = packet[at + 1]
    if flags & 0xE0 != 0xE0 or not packet[at + 2] & 0x80:  # I, L and T, and M
        return None
    indices = packet[at + 5]
    return Vp8Frame(
        at + 2, (packet[at + 2] & 0x7F) << 8 | packet[at + 3], packet[at + 4], indices >> 6, bool(indices & 0x20)
    )


def write_frame(packet: Buffer, picture_at: int, picture: int, base: int) -> None:
    """Write picture id (15 bits) and TL0PICIDX where `read_frame` found them."""
    packet[picture_at] = 0x80 | picture >> 8
    packet[picture_at + 1] = picture & 0xFF
    packet[picture_at + 2] = base


def write_place(payload: bytes, picture_at: int, picture: int, base: int) -> bytes:
    """Return a copy of `payload` with picture id and TL0PICIDX written at `picture_at`."""
    ids = (0x800000 | picture << 8 | base).to_bytes(3)
    return payload[:picture_at] + ids + payload[picture_at + 3 :]


def keyframe_height(packet: Readable, at: int, end: int) -> int:
    """Return the height in pixels which the first packet of a key frame tells; 0 when it does not."""
    frame_at = vp8_payload_at(packet, at, end)
    if frame_at < 0 or frame_at + 10 > end or bytes(packet[frame_at + 3 : frame_at + 6]) != _START_CODE:
        return 0
    return (packet[frame_at + 8] | packet[frame_at + 9] << 8) & 0x3FFF
