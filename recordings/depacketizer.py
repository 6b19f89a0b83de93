"""RTP payloads to encoded frames: Opus (RFC 7587), VP8 (RFC 7741), H.264 (RFC 6184). Pure."""

# ruff: noqa: PLR2004 - the numbers are field widths and masks of the RFC named beside them

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

OPUS_SILENCE = b"\xf8\xff\xfe"
"""20 ms of silence: one CELT full-band frame (RFC 6716 section 3.1)."""
OPUS_CLOCK = 48_000
OPUS_MAX_PACKET = 5_760
"""120 ms, the longest an Opus packet can be (RFC 6716 section 3.2)."""

MAX_FRAME = 4_000_000
"""Bytes of the largest picture taken; anything larger is an attack or a fault."""

_SILK_SIZES = (480, 960, 1920, 2880)
_HYBRID_SIZES = (480, 960)
_CELT_SIZES = (120, 240, 480, 960)
_FIRST_HYBRID, _FIRST_CELT = 12, 16


@dataclass(frozen=True, slots=True)
class Picture:
    """One video frame. Size is known for keyframes, else 0; `codec_private` only for H.264 keyframes."""

    data: bytes
    keyframe: bool
    width: int = 0
    height: int = 0
    codec_private: bytes = b""


def opus_duration(packet: bytes | memoryview) -> int:
    """Return samples at 48 kHz in an Opus packet, 0 when it is malformed (RFC 6716 section 3.1)."""
    if not packet:
        return 0
    toc = packet[0]
    code = toc & 3
    if code == 3 and len(packet) < 2:
        return 0
    count = (1, 2, 2, packet[1] & 0x3F if code == 3 else 0)[code]
    samples = count * _opus_frame_size(toc >> 3)
    return samples if samples <= OPUS_MAX_PACKET else 0


def _opus_frame_size(config: int) -> int:
    if config < _FIRST_HYBRID:
        return _SILK_SIZES[config & 3]
    return _HYBRID_SIZES[config & 1] if config < _FIRST_CELT else _CELT_SIZES[config & 3]


# --- VP8 ------------------------------------------------------------------------------------------


def vp8_payload_at(payload: bytes | memoryview) -> int:
    """Return the length of the payload descriptor (RFC 7741 section 4.2); raise `ValueError` when malformed."""
    if not payload:
        raise ValueError("empty VP8 payload")
    at = 1
    if payload[0] & 0x80:
        if len(payload) < 3:
            raise ValueError("truncated VP8 descriptor")
        extended = payload[1]
        at = 2
        if extended & 0x80:
            at += 2 if payload[at] & 0x80 else 1
        at += bool(extended & 0x40) + bool(extended & 0x30)
    if at >= len(payload):
        raise ValueError("VP8 descriptor without data")
    return at


def vp8_starts_frame(payload: bytes | memoryview) -> bool:
    """Tell whether a picture begins in this packet: S bit set, partition 0."""
    return bool(payload) and payload[0] & 0x1F == 0x10


def vp8_picture(payloads: Sequence[bytes | memoryview]) -> Picture | None:
    """Join the packets of one picture, in order and complete; None when they are not one."""
    if not payloads or not vp8_starts_frame(payloads[0]):
        return None
    try:
        data = b"".join(bytes(payload[vp8_payload_at(payload) :]) for payload in payloads)
    except ValueError:
        return None
    if data[0] & 1:
        return Picture(data, keyframe=False)
    if len(data) < 10 or data[3:6] != b"\x9d\x01\x2a":  # RFC 6386 section 9.1
        return None
    width, height = struct.unpack_from("<HH", data, 6)
    return Picture(data, keyframe=True, width=width & 0x3FFF, height=height & 0x3FFF)


# --- H.264 ----------------------------------------------------------------------------------------

_IDR, _SPS, _PPS = 5, 7, 8
_SINGLE = range(1, 24)
_STAP_A, _FU_A = 24, 28
_MAX_PARAMETERS = 0xFFFF
_NOT_PICTURE = frozenset({6, 9})  # SEI and access unit delimiters are not needed to decode


def h264_picture(payloads: Sequence[bytes | memoryview]) -> Picture | None:
    """Join the packets of one access unit, complete and in order, with 4-byte lengths; None when malformed."""
    try:
        units = [unit for unit in _nal_units(payloads) if unit[0] & 0x1F not in _NOT_PICTURE]
    except ValueError:
        return None
    if not units:
        return None
    data = b"".join(struct.pack("!I", len(unit)) + unit for unit in units)
    if not any(unit[0] & 0x1F == _IDR for unit in units):
        return Picture(data, keyframe=False)
    return _h264_keyframe(data, units)


def _h264_keyframe(data: bytes, units: list[bytes]) -> Picture | None:
    sps = next((unit for unit in units if unit[0] & 0x1F == _SPS), None)
    pps = next((unit for unit in units if unit[0] & 0x1F == _PPS), None)
    if sps is None or pps is None or len(sps) < 4:
        return Picture(data, keyframe=True)  # parameters came with an earlier keyframe
    if max(len(sps), len(pps)) > _MAX_PARAMETERS:
        return None
    try:
        width, height = h264_size(sps)
    except ValueError:
        return None
    # AVCDecoderConfigurationRecord, ISO/IEC 14496-15 section 5.3.3.1: one SPS, one PPS, 4-byte lengths.
    private = b"\x01" + sps[1:4] + b"\xff\xe1" + struct.pack("!H", len(sps)) + sps
    private += b"\x01" + struct.pack("!H", len(pps)) + pps
    return Picture(data, keyframe=True, width=width, height=height, codec_private=private)


def _nal_units(payloads: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    fragment: bytearray | None = None
    for view in payloads:
        payload = bytes(view)
        kind = payload[0] & 0x1F if payload else 0
        if fragment is not None and kind != _FU_A:
            raise ValueError("fragment without end")
        if kind in _SINGLE:
            yield payload
        elif kind == _STAP_A:
            yield from _aggregated(payload)
        elif kind == _FU_A and len(payload) > 2:
            fragment = _continued(fragment, payload)
            if payload[1] & 0x40:
                yield bytes(fragment)
                fragment = None
        else:
            raise ValueError("unknown NAL unit type")
    if fragment is not None:
        raise ValueError("fragment without end")


def _continued(fragment: bytearray | None, payload: bytes) -> bytearray:
    starts = bool(payload[1] & 0x80)
    if starts == (fragment is not None):
        raise ValueError("fragment out of order")
    if fragment is None:
        fragment = bytearray([payload[0] & 0xE0 | payload[1] & 0x1F])
    fragment += payload[2:]
    return fragment


def _aggregated(payload: bytes) -> Iterator[bytes]:
    at = 1
    while at < len(payload):
        size = int.from_bytes(payload[at : at + 2])
        unit = payload[at + 2 : at + 2 + size]
        if not size or len(unit) < size:
            raise ValueError("truncated aggregation packet")
        yield unit
        at += 2 + size


class _Bits:
    """Reads an RBSP (ITU-T H.264 section 7.3.1) bit by bit; past the end it raises `ValueError`."""

    def __init__(self, unit: bytes) -> None:
        raw = unit.replace(b"\x00\x00\x03", b"\x00\x00")
        self._value = int.from_bytes(raw)
        self._left = 8 * len(raw)

    def take(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            raise ValueError("parameter set too short")
        return self._value >> self._left & ((1 << count) - 1)

    def unsigned(self) -> int:
        zeros = 0
        while not self.take(1):
            zeros += 1
            if zeros > 32:
                raise ValueError("impossible Exp-Golomb code")
        return (1 << zeros) - 1 + self.take(zeros)

    def skip_unsigned(self, count: int) -> None:
        for _ in range(count):
            self.unsigned()


_HIGH_PROFILES = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128})


def h264_size(sps: bytes) -> tuple[int, int]:
    """Return width and height from a sequence parameter set (ITU-T H.264 section 7.3.2.1.1)."""
    bits = _Bits(sps[1:])
    profile = bits.take(8)
    bits.take(16)
    bits.unsigned()
    if profile in _HIGH_PROFILES:
        _skip_high_profile(bits)
    bits.unsigned()
    _skip_picture_order(bits)
    bits.unsigned()
    bits.take(1)
    width, height = 16 * (bits.unsigned() + 1), 16 * (bits.unsigned() + 1)
    frames_only = bits.take(1)
    if not frames_only:
        height *= 2
        bits.take(1)
    bits.take(1)
    if bits.take(1):
        left, right, top, bottom = (bits.unsigned() for _ in range(4))
        width -= 2 * (left + right)
        height -= 2 * (2 - frames_only) * (top + bottom)
    if width <= 0 or height <= 0:
        raise ValueError("impossible picture size")
    return width, height


def _skip_high_profile(bits: _Bits) -> None:
    if bits.unsigned() != 1:
        raise ValueError("only 4:2:0 pictures are recorded")
    bits.skip_unsigned(2)
    bits.take(1)
    if bits.take(1):
        raise ValueError("scaling matrices are not read")


def _skip_picture_order(bits: _Bits) -> None:
    order = bits.unsigned()
    if order == 0:
        bits.unsigned()
    elif order == 1:
        bits.take(1)
        bits.skip_unsigned(2)
        bits.skip_unsigned(min(bits.unsigned(), 255))
