"""Matroska elements (RFC 8794, RFC 9559) of one-track files: written, and read back just enough to play.

Pure. A recorded track is `head(...)` followed by clusters; `playable_head(...)` is the head of the same
clusters with duration and cues, so that a browser can seek in them.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.plane import Codec

_EBML = 0x1A45DFA3
_SEGMENT = 0x18538067
_SEEK_HEAD = 0x114D9B74
_SEEK = 0x4DBB
_SEEK_ID = 0x53AB
_SEEK_POSITION = 0x53AC
_INFO = 0x1549A966
_TIMESTAMP_SCALE = 0x2AD7B1
_DURATION = 0x4489
_MUXING_APP = 0x4D80
_WRITING_APP = 0x5741
_TRACKS = 0x1654AE6B
_TRACK_ENTRY = 0xAE
_TRACK_NUMBER = 0xD7
_TRACK_UID = 0x73C5
_TRACK_TYPE = 0x83
_FLAG_LACING = 0x9C
_CODEC_ID = 0x86
_CODEC_PRIVATE = 0x63A2
_SEEK_PRE_ROLL = 0x56BB
_VIDEO = 0xE0
_PIXEL_WIDTH = 0xB0
_PIXEL_HEIGHT = 0xBA
_AUDIO = 0xE1
_SAMPLING_FREQUENCY = 0xB5
_CHANNELS = 0x9F
_CUES = 0x1C53BB6B
_CUE_POINT = 0xBB
_CUE_TIME = 0xB3
_CUE_TRACK_POSITIONS = 0xB7
_CUE_TRACK = 0xF7
_CUE_CLUSTER_POSITION = 0xF1
_CLUSTER = 0x1F43B675
_CLUSTER_TIMESTAMP = 0xE7
_SIMPLE_BLOCK = 0xA3

_UNKNOWN_SIZE = b"\x01\xff\xff\xff\xff\xff\xff\xff"
_APP = b"mediation-room"
_SEEK_PRE_ROLL_NS = 80_000_000
_MAX_RELATIVE_MS = 32_767
_BLOCK_HEAD = struct.Struct("!BhB")
_KEYFRAME_FLAG = 0x80

_CODEC_IDS = {Codec.OPUS: b"A_OPUS", Codec.VP8: b"V_VP8", Codec.H264: b"V_MPEG4/ISO/AVC"}
_CODECS = {name: codec for codec, name in _CODEC_IDS.items()}
_MIMES = {Codec.OPUS: "audio/webm", Codec.VP8: "video/webm", Codec.H264: "video/x-matroska"}

# Identification header of RFC 7845 section 5.1: version 1, stereo, no pre-skip (we join a running stream), 48 kHz.
OPUS_HEAD = b"OpusHead" + struct.pack("<BBHIhB", 1, 2, 0, 48_000, 0, 0)


@dataclass(frozen=True, slots=True)
class TrackFormat:
    """What a decoder must know before the first frame. Size in pixels, 0 for sound."""

    codec: Codec
    width: int = 0
    height: int = 0
    codec_private: bytes = b""

    @property
    def mime(self) -> str:
        """Media type under which browsers play a file of this track alone."""
        return _MIMES[self.codec]


@dataclass(frozen=True, slots=True)
class Frame:
    """One encoded frame; `at_ms` on the clock of its track."""

    at_ms: int
    data: bytes
    keyframe: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A cluster from which playing may start; `position` counts from the first cluster."""

    at_ms: int
    position: int


def head(track: TrackFormat) -> bytes:
    """Return all that comes before the first cluster in a file that is still being written."""
    return _ebml_header() + _id(_SEGMENT) + _UNKNOWN_SIZE + _info(None) + _tracks(track)


def cluster(frames: Iterable[Frame], at_ms: int) -> bytes:
    """Return the cluster that starts at `at_ms`; no frame may be more than 32 s later."""
    blocks = [_element(_CLUSTER_TIMESTAMP, at_ms.to_bytes(4))]
    blocks += [_simple_block(frame, frame.at_ms - at_ms) for frame in frames]
    return _element(_CLUSTER, b"".join(blocks))


def playable_head(track: TrackFormat, duration_ms: int, clusters_size: int, cues: Iterable[Cue]) -> bytes:
    """Return the head of a finished, seekable file whose clusters take `clusters_size` bytes."""
    points = tuple(cues)
    info, tracks = _info(duration_ms), _tracks(track)
    first_cluster = len(_seek_head(0, 0, 0)) + len(info) + len(tracks) + len(_cues(points, 0))
    info_at = len(_seek_head(0, 0, 0))
    seek_head = _seek_head(info_at, info_at + len(info), info_at + len(info) + len(tracks))
    inside = seek_head + info + tracks + _cues(points, first_cluster)
    return _ebml_header() + _id(_SEGMENT) + _size(len(inside) + clusters_size, 8) + inside


def read_format(data: bytes) -> TrackFormat:
    """Read the track back from `head`; raise `ValueError` when it is none of ours."""
    segment = _find(data, _SEGMENT)
    entry = dict(_elements(_find(_find(segment, _TRACKS), _TRACK_ENTRY)))
    video = dict(_elements(entry.get(_VIDEO, b"")))
    codec = _CODECS.get(entry.get(_CODEC_ID, b""))
    if codec is None:
        raise ValueError("unknown codec in Matroska head")
    return TrackFormat(
        codec=codec,
        width=int.from_bytes(video.get(_PIXEL_WIDTH, b"")),
        height=int.from_bytes(video.get(_PIXEL_HEIGHT, b"")),
        codec_private=entry.get(_CODEC_PRIVATE, b""),
    )


def read_cluster(data: bytes) -> Iterator[Frame]:
    """Yield the frames of one cluster; raise `ValueError` when it is none."""
    at_ms = 0
    for name, content in _elements(_find(data, _CLUSTER)):
        if name == _CLUSTER_TIMESTAMP:
            at_ms = int.from_bytes(content)
        elif name == _SIMPLE_BLOCK:
            _track, relative, flags = _BLOCK_HEAD.unpack_from(content)
            yield Frame(at_ms + relative, content[_BLOCK_HEAD.size :], bool(flags & _KEYFRAME_FLAG))


def _simple_block(frame: Frame, relative_ms: int) -> bytes:
    if relative_ms > _MAX_RELATIVE_MS:
        raise ValueError("frame too late for its cluster")
    flags = _KEYFRAME_FLAG if frame.keyframe else 0
    return b"\xa3" + _size(len(frame.data) + 4) + _BLOCK_HEAD.pack(0x81, relative_ms, flags) + frame.data


def _ebml_header() -> bytes:
    fields = ((0x4286, 1), (0x42F7, 1), (0x42F2, 4), (0x42F3, 8))
    body = b"".join(_uint(name, value) for name, value in fields)
    return _element(_EBML, body + _element(0x4282, b"webm") + _uint(0x4287, 4) + _uint(0x4285, 2))


def _info(duration_ms: int | None) -> bytes:
    body = _uint(_TIMESTAMP_SCALE, 1_000_000) + _element(_MUXING_APP, _APP) + _element(_WRITING_APP, _APP)
    if duration_ms is not None:
        body += _element(_DURATION, struct.pack("!d", duration_ms))
    return _element(_INFO, body)


def _tracks(track: TrackFormat) -> bytes:
    is_sound = track.codec is Codec.OPUS
    body = _uint(_TRACK_NUMBER, 1) + _uint(_TRACK_UID, 1) + _uint(_TRACK_TYPE, 2 if is_sound else 1)
    body += _uint(_FLAG_LACING, 0) + _element(_CODEC_ID, _CODEC_IDS[track.codec])
    private = OPUS_HEAD if is_sound else track.codec_private
    if private:
        body += _element(_CODEC_PRIVATE, private)
    body += _sound() if is_sound else _picture(track)
    return _element(_TRACKS, _element(_TRACK_ENTRY, body))


def _sound() -> bytes:
    audio = _element(_SAMPLING_FREQUENCY, struct.pack("!d", 48_000.0)) + _uint(_CHANNELS, 2)
    return _uint(_SEEK_PRE_ROLL, _SEEK_PRE_ROLL_NS) + _element(_AUDIO, audio)


def _picture(track: TrackFormat) -> bytes:
    return _element(_VIDEO, _uint(_PIXEL_WIDTH, track.width) + _uint(_PIXEL_HEIGHT, track.height))


def _seek_head(info_at: int, tracks_at: int, cues_at: int) -> bytes:
    return _element(_SEEK_HEAD, _seek(_INFO, info_at) + _seek(_TRACKS, tracks_at) + _seek(_CUES, cues_at))


def _seek(name: int, position: int) -> bytes:
    return _element(_SEEK, _element(_SEEK_ID, _id(name)) + _element(_SEEK_POSITION, position.to_bytes(8)))


def _cues(cues: tuple[Cue, ...], first_cluster: int) -> bytes:
    return _element(_CUES, b"".join(_cue_point(cue, first_cluster) for cue in cues), width=8)


def _cue_point(cue: Cue, first_cluster: int) -> bytes:
    place = (cue.position + first_cluster).to_bytes(8)  # fixed width: the head's size must not depend on itself
    positions = _uint(_CUE_TRACK, 1) + _element(_CUE_CLUSTER_POSITION, place)
    return _element(_CUE_POINT, _uint(_CUE_TIME, cue.at_ms) + _element(_CUE_TRACK_POSITIONS, positions))


def _element(name: int, content: bytes, width: int = 0) -> bytes:
    return _id(name) + _size(len(content), width) + content


def _uint(name: int, value: int) -> bytes:
    return _element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))


def _id(name: int) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8)


def _size(value: int, width: int = 0) -> bytes:
    # All ones is "unknown size" (RFC 8794 section 6.2), so that value needs one byte more.
    width = width or next(n for n in range(1, 9) if value < (1 << 7 * n) - 1)
    return (value | 1 << 7 * width).to_bytes(width)


def _find(data: bytes, name: int) -> bytes:
    for found, content in _elements(data):
        if found == name:
            return content
    raise ValueError(f"no Matroska element {name:X}")


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        name, at = _read_number(data, at, keep_marker=True)
        is_unknown = data[at : at + 8] == _UNKNOWN_SIZE
        size, at = _read_number(data, at, keep_marker=False)
        end = len(data) if is_unknown else at + size
        if end > len(data):
            raise ValueError("truncated Matroska element")
        yield name, data[at:end]
        at = end


def _read_number(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    if at >= len(data) or not data[at]:
        raise ValueError("malformed Matroska number")
    width = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + width])
    if at + width > len(data):
        raise ValueError("truncated Matroska number")
    return value if keep_marker else value & ~(1 << 7 * width), at + width
