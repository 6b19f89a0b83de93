"""Real encoded sound and pictures, cut into RTP packets as a browser would."""

import array
import fractions
import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import av
from av.audio.codeccontext import AudioCodecContext
from av.video.codeccontext import VideoCodecContext

OPUS_TYPE, VP8_TYPE = 111, 96
_MTU = 1_100


@dataclass(frozen=True, slots=True)
class Rtp:
    """A packet and when its media was captured, in milliseconds from the start of the stream."""

    at_ms: float
    data: bytes


def opus_frames(count: int, *, hertz: float = 440.0) -> list[bytes]:
    """Encode `count` frames of 20 ms of a tone."""
    return list(_opus(count, hertz))


@cache
def _opus(count: int, hertz: float) -> tuple[bytes, ...]:
    context = av.CodecContext.create("libopus", "w")
    assert isinstance(context, AudioCodecContext)
    context.sample_rate, context.format, context.layout = 48_000, "s16", "stereo"
    context.bit_rate, context.time_base = 32_000, fractions.Fraction(1, 48_000)
    packets: list[bytes] = []
    for number in range(count + 1):
        wave = [round(8_000 * math.sin(2 * math.pi * hertz * (960 * number + n) / 48_000)) for n in range(960)]
        frame = av.AudioFrame(format="s16", layout="stereo", samples=960)
        frame.planes[0].update(array.array("h", [value for value in wave for _ in range(2)]).tobytes())
        frame.sample_rate, frame.pts = 48_000, 960 * number
        packets += [bytes(packet) for packet in context.encode(frame)]
    return tuple(packets[:count])


def vp8_frames(count: int, *, width: int = 160, height: int = 120, keyframe_every: int = 30) -> list[bytes]:
    """Encode `count` pictures of a moving gradient."""
    return list(_video("libvpx", count, width, height, keyframe_every))


def h264_frames(count: int, *, width: int = 160, height: int = 128, keyframe_every: int = 30) -> list[bytes]:
    """Encode `count` pictures in Annex B with parameter sets before every keyframe."""
    return list(_video("libx264", count, width, height, keyframe_every))


@cache
def _video(codec: str, count: int, width: int, height: int, keyframe_every: int) -> tuple[bytes, ...]:
    context = av.CodecContext.create(codec, "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height, context.pix_fmt = width, height, "yuv420p"
    context.time_base, context.bit_rate = fractions.Fraction(1, 30), 400_000
    options = {"deadline": "realtime", "lag-in-frames": "0", "cpu-used": "8", "error-resilient": "1"}
    context.options = options if codec == "libvpx" else {"preset": "ultrafast", "tune": "zerolatency"}
    context.gop_size = keyframe_every
    packets: list[bytes] = []
    for number in range(count):
        frame = av.VideoFrame(width, height, "yuv420p")
        for plane in frame.planes:
            shift = number * 7 % 256
            row = bytes((x * 2 + shift) % 256 for x in range(plane.line_size))
            plane.update(b"".join(row[y % 64 :] + row[: y % 64] for y in range(plane.height)))
        frame.pts = number
        if number % keyframe_every == 0:
            frame.pict_type = av.video.frame.PictureType.I
        packets += [bytes(packet) for packet in context.encode(frame)]
    packets += [bytes(packet) for packet in context.encode(None)]
    assert len(packets) == count
    return tuple(packets)


class Packetizer:
    """Numbers the packets of one stream."""

    def __init__(
        self, clock_rate: int, payload_type: int, *, sequence: int = 65_500, timestamp: int = 4_294_900_000
    ) -> None:
        self._clock_rate = clock_rate
        self._type = payload_type
        self._sequence = sequence
        self._origin = timestamp

    def timestamp(self, at_ms: float) -> int:
        """Return the RTP time of a moment."""
        return (self._origin + round(at_ms * self._clock_rate / 1000)) % (1 << 32)

    def packet(self, at_ms: float, payload: bytes, *, marker: bool = False, level: int | None = None) -> Rtp:
        """Return the next packet; `level` puts an audio-level extension (id 1) on it."""
        extension = b"" if level is None else struct.pack("!HHBBxx", 0xBEDE, 1, 0x10, level)
        first = 0x90 if extension else 0x80
        head = struct.pack("!BBHII", first, marker << 7 | self._type, self._sequence, self.timestamp(at_ms), 7)
        self._sequence = (self._sequence + 1) % (1 << 16)
        return Rtp(at_ms, head + extension + payload)

    def padding(self, at_ms: float) -> Rtp:
        """Return a packet of padding only, as bandwidth probes are."""
        head = struct.pack("!BBHII", 0xA0, self._type, self._sequence, self.timestamp(at_ms), 7)
        self._sequence = (self._sequence + 1) % (1 << 16)
        return Rtp(at_ms, head + bytes(9) + b"\x0a")


def opus_rtp(frames: Sequence[bytes], *, start_ms: float = 0, level: int | None = 30) -> list[Rtp]:
    """Cut sound into packets, one a frame."""
    stream = Packetizer(48_000, OPUS_TYPE)
    return [stream.packet(start_ms + 20 * n, frame, level=level) for n, frame in enumerate(frames)]


def vp8_rtp(frames: Sequence[bytes], *, start_ms: float = 0, every_ms: float = 1000 / 30) -> list[Rtp]:
    """Cut pictures into packets with a payload descriptor of 15-bit picture ids (RFC 7741)."""
    stream = Packetizer(90_000, VP8_TYPE)
    packets: list[Rtp] = []
    for number, frame in enumerate(frames):
        for at in range(0, len(frame), _MTU):
            descriptor = struct.pack("!BBH", 0x90 if at == 0 else 0x80, 0x80, 0x8000 | number)
            is_last = at + _MTU >= len(frame)
            packets.append(
                stream.packet(start_ms + every_ms * number, descriptor + frame[at : at + _MTU], marker=is_last)
            )
    return packets


def h264_rtp(frames: Sequence[bytes], *, every_ms: float = 1000 / 30) -> list[Rtp]:
    """Cut Annex B pictures into packets: parameter sets aggregated, large units in fragments (RFC 6184)."""
    stream = Packetizer(90_000, 102)
    packets: list[Rtp] = []
    for number, frame in enumerate(frames):
        payloads = list(_h264_payloads([unit for unit in _annex_b(frame) if unit[0] & 0x1F not in {6, 9}]))
        for place, payload in enumerate(payloads):
            packets.append(stream.packet(every_ms * number, payload, marker=place == len(payloads) - 1))
    return packets


def _annex_b(data: bytes) -> list[bytes]:
    return [unit.rstrip(b"\0") for unit in data.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1") if unit]


def _h264_payloads(units: list[bytes]) -> Iterator[bytes]:
    sets = [unit for unit in units if unit[0] & 0x1F in {7, 8}]
    if sets:
        yield b"\x78" + b"".join(struct.pack("!H", len(unit)) + unit for unit in sets)
    for unit in units:
        if unit in sets:
            continue
        if len(unit) <= _MTU:
            yield unit
            continue
        body = unit[1:]
        for at in range(0, len(body), _MTU):
            flags = (0x80 if at == 0 else 0) | (0x40 if at + _MTU >= len(body) else 0)
            yield bytes([unit[0] & 0xE0 | 28, flags | unit[0] & 0x1F]) + body[at : at + _MTU]
