"""RTP packets as bytes patched in place: read, cleaned, renumbered, never rebuilt.

This is the hot path. Functions take a writable buffer and plain integers, allocate one tuple at most,
and raise `ValueError` only where they say so. A buffer is a `bytearray` or a byte `memoryview`; it may
be longer than the packet in it, so the length is always an argument.
"""

# ruff: noqa: PLR2004 - the numbers are those of the wire format; the RFC section stands beside them

from enum import Enum, auto
from struct import Struct
from typing import Final, TypeAlias

from media.capabilities import Extension

Buffer: TypeAlias = bytearray | memoryview
Readable: TypeAlias = bytes | bytearray | memoryview

HEADER_SIZE: Final = 12

_read_head = Struct("!BBHII").unpack_from
_write_u16 = Struct("!H").pack_into
_write_u32 = Struct("!I").pack_into
_ZEROS: Final = bytes(2048)
_BLANKS: Final = tuple(bytes(length) for length in range(2 + 256))
"""By the length of an extension element."""

_ONE_BYTE: Final = 0xBEDE
_TWO_BYTE: Final = 0x1000
_MID: Final = int(Extension.MID)
_RID: Final = int(Extension.RID)
_REPAIRED_RID: Final = int(Extension.REPAIRED_RID)
_AUDIO_LEVEL: Final = int(Extension.AUDIO_LEVEL)
_ABS_SEND_TIME: Final = int(Extension.ABS_SEND_TIME)
_TRANSPORT_SEQUENCE: Final = int(Extension.TRANSPORT_SEQUENCE)


class Kind(Enum):
    """What a datagram on the one port is (RFC 7983 section 7)."""

    STUN = auto()
    DTLS = auto()
    RTP = auto()
    RTCP = auto()
    OTHER = auto()


_KIND_OF_FIRST: Final = tuple(
    Kind.STUN if first < 4 else Kind.DTLS if 20 <= first < 64 else Kind.RTP if 128 <= first < 192 else Kind.OTHER
    for first in range(256)
)


def classify(packet: Readable, length: int) -> Kind:
    """Tell what kind of datagram this is from its first two bytes (RFC 7983, RFC 5761 section 4)."""
    if length < 2:
        return Kind.OTHER
    kind = _KIND_OF_FIRST[packet[0]]
    if kind is Kind.RTP and 192 <= packet[1] < 224:
        return Kind.RTCP
    return kind


def read_header(packet: Readable, length: int) -> tuple[int, int, int, int, int, int, int, int]:
    """Read an RTP header (RFC 3550 section 5.1).

    Returns `(payload_type, marker, sequence, timestamp, ssrc, extensions_at, payload_at, payload_end)`.
    `extensions_at` is the offset of the first extension element, 0 when there are none; the elements
    end at `payload_at`. `payload_end` excludes padding, so a packet of padding only has
    `payload_end == payload_at`. Raises `ValueError` when the packet is malformed.
    """
    if length < HEADER_SIZE:
        raise ValueError("shorter than an RTP header")
    first, second, sequence, timestamp, ssrc = _read_head(packet)
    if first >> 6 != 2:
        raise ValueError("not RTP version 2")
    at = HEADER_SIZE + 4 * (first & 0x0F)
    extensions_at = 0
    if first & 0x10:
        extensions_at = at + 4
        if extensions_at > length:
            raise ValueError("truncated header extension")
        at = extensions_at + 4 * (packet[at + 2] << 8 | packet[at + 3])
    if at > length:
        raise ValueError("truncated contributing sources or header extension")
    end = length
    if first & 0x20:
        padding = packet[length - 1]
        end -= padding
        if not padding or end < at:
            raise ValueError("impossible padding")
    return second & 0x7F, second >> 7, sequence, timestamp, ssrc, extensions_at, at, end


def take_extensions(  # noqa: C901 - one walk over each packet, kept in one function for speed
    packet: Buffer, at: int, end: int
) -> tuple[int, int, int, bytes | None, bytes | None, bytes | None]:
    """Read the header extensions of a packet from a browser and erase all that must not travel on.

    Only audio level and absolute send time survive; everything else becomes padding (zero), because a
    foreign MID misroutes at the receiver and a transport-wide number changes its feedback. `at` and
    `end` are `extensions_at` and `payload_at` of `read_header`, with `at` not 0.

    Returns `(send_time_at, level, transport_sequence, mid, rid, repaired_rid)`: the offset of the three
    bytes of abs-send-time or 0, the audio-level byte (see `read_level`) or -1, the transport-wide
    number or -1, and the identifiers or None. Malformed elements are erased, never raised.
    """
    profile = packet[at - 4] << 8 | packet[at - 3]
    send_time_at = 0
    level = transport_sequence = -1
    mid = rid = repaired_rid = None
    one_byte = profile == _ONE_BYTE
    if not one_byte and profile & 0xFFF0 != _TWO_BYTE:
        packet[at:end] = _zeros(end - at)
        return send_time_at, level, transport_sequence, mid, rid, repaired_rid
    while at < end:
        start = at
        head = packet[at]
        if not head:
            at += 1
            continue
        if one_byte:
            name = head >> 4
            data = at + 1
            at = data + (head & 0x0F) + 1
        else:
            name = head
            data = at + 2
            at = data + packet[at + 1] if data <= end else end + 1
        if at > end or (one_byte and name == 15):  # id 15 ends the list: RFC 8285 section 4.2
            packet[start:end] = _zeros(end - start)
            break
        if name == _ABS_SEND_TIME and at - data == 3:
            send_time_at = data
            continue
        if name == _AUDIO_LEVEL and at > data:
            level = packet[data]
            continue
        if name == _TRANSPORT_SEQUENCE and at - data == 2:
            transport_sequence = packet[data] << 8 | packet[data + 1]
        elif name == _MID:
            mid = bytes(packet[data:at])
        elif name == _RID:
            rid = bytes(packet[data:at])
        elif name == _REPAIRED_RID:
            repaired_rid = bytes(packet[data:at])
        packet[start:at] = _BLANKS[at - start]
    return send_time_at, level, transport_sequence, mid, rid, repaired_rid


def _zeros(count: int) -> bytes:
    return _ZEROS[:count] if count <= len(_ZEROS) else bytes(count)


def read_level(value: int) -> tuple[bool, int]:
    """Split an audio-level byte into voice activity and level in -dBov: 0 loudest, 127 silence (RFC 6464)."""
    return value >= 128, value & 0x7F


def write_send_time(packet: Buffer, at: int, now: float) -> None:
    """Write `now` as abs-send-time (24 bits, 6.18 fixed point seconds) at offset `at`."""
    _write_u32(packet, at - 1, packet[at - 1] << 24 | int(now * 262_144) & 0xFFFFFF)


def unwrap_rtx(packet: Buffer, length: int, payload_at: int, payload_type: int, ssrc: int) -> int:
    """Turn a retransmission into the packet it repeats, in place (RFC 4588 section 4); return its length.

    `payload_type` and `ssrc` are those of the media. Returns 0 for a padding probe, which repeats
    nothing. Padding of the retransmission stays and is still counted by its last byte.
    """
    padding = packet[length - 1] if packet[0] & 0x20 else 0
    if payload_at + 2 > length - padding:
        return 0
    packet[2] = packet[payload_at]
    packet[3] = packet[payload_at + 1]
    packet[1] = packet[1] & 0x80 | payload_type
    _write_u32(packet, 8, ssrc)
    packet[payload_at : length - 2] = bytes(packet[payload_at + 2 : length])
    return length - 2


def wrap_rtx(  # noqa: PLR0913, PLR0917 - the header fields of a retransmission, on the packet path
    target: Buffer, packet: Readable, length: int, payload_at: int, payload_type: int, sequence: int, ssrc: int
) -> int:
    """Write into `target` the retransmission of the first `length` bytes of `packet`; return its length.

    `packet` carries the numbers its receiver knows; they become the original sequence number (RFC 4588
    section 4), `sequence` and `ssrc` are those of the retransmission stream.
    """
    target[:payload_at] = packet[:payload_at]
    target[payload_at : payload_at + 2] = packet[2:4]
    target[payload_at + 2 : length + 2] = packet[payload_at:length]
    target[1] = packet[1] & 0x80 | payload_type
    _write_u16(target, 2, sequence)
    _write_u32(target, 8, ssrc)
    return length + 2


def vp8_payload_at(packet: Readable, at: int, end: int) -> int:
    """Return the offset behind the VP8 payload descriptor (RFC 7741 section 4.2), or -1 when it is malformed."""
    if at >= end:
        return -1
    first = packet[at]
    at += 1
    if first & 0x80:
        if at >= end:
            return -1
        flags = packet[at]
        at += 1
        if flags & 0x80:
            if at >= end:
                return -1
            at += 2 if packet[at] & 0x80 else 1
        at += (flags >> 6 & 1) + (1 if flags & 0x30 else 0)
    return at if at < end else -1


def is_vp8_keyframe(packet: Readable, at: int, end: int) -> bool:
    """Whether this payload begins a VP8 keyframe: first partition, and the P bit of the frame header is 0."""
    if at >= end or packet[at] & 0x17 != 0x10:  # S = 1 and partition 0
        return False
    frame_at = vp8_payload_at(packet, at, end)
    return frame_at >= 0 and not packet[frame_at] & 0x01


_H264_IDR: Final = 5
_H264_SPS: Final = 7
_H264_STAP_A: Final = 24
_H264_FU_A: Final = 28


def is_h264_keyframe(packet: Readable, at: int, end: int) -> bool:
    """Whether this payload begins an H.264 keyframe: a parameter set or the start of an IDR slice (RFC 6184)."""
    if at >= end:
        return False
    unit = packet[at] & 0x1F
    if unit == _H264_FU_A:
        return at + 1 < end and packet[at + 1] & 0x9F == 0x80 | _H264_IDR
    if unit != _H264_STAP_A:
        return unit in (_H264_IDR, _H264_SPS)
    at += 1
    while at + 2 < end:
        if packet[at + 2] & 0x1F in (_H264_IDR, _H264_SPS):
            return True
        at += 2 + (packet[at] << 8 | packet[at + 1])
    return False
