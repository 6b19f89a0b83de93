"""Ordered RTP packets to frames on the clock of their track, and the gaps between them. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from media.plane import Codec
from recordings import depacketizer as payloads
from recordings.depacketizer import Picture
from recordings.matroska import Frame, TrackFormat
from recordings.timeline import TrackTimeline

_SILENCE_MS: Final = 20
_SMALLEST_GAP_MS: Final = 10.0
_PICTURE_MS: Final = 33
_STILL_MS: Final = 2_000
"""A picture that stays longer is stated as a gap: the camera was covered, muted or its line was dead."""


class GapReason(StrEnum):
    """Why a stretch of a track has no media."""

    LOST = "lost"
    """Packets were lost on the way and not repaired."""
    SILENT = "silent"
    """Nothing was sent: muted, camera off, silence suppressed, line interrupted."""
    SLOW_RECORDER = "slow_recorder"
    """The recorder could not keep up."""
    NO_KEYFRAME = "no_keyframe"
    """Video came but could not be decoded before the next keyframe."""
    DISK_FULL = "disk_full"
    CLOCK = "clock"
    """The sender's timestamps jumped; the track goes on by arrival time."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch without media, on the clock of the track."""

    at_ms: int
    length_ms: int
    reason: GapReason

    @property
    def end_ms(self) -> int:
        """When media goes on."""
        return self.at_ms + self.length_ms


@dataclass(frozen=True, slots=True)
class Packet:
    """What frames are made of."""

    timestamp: int
    arrival_us: int
    marker: bool
    payload: bytes


class SoundFrames:
    """Opus packets to a line of frames without holes: what is missing is filled with silence, and stated."""

    needs_keyframe = False
    last_keyframe_us = 0

    def __init__(self, timeline: TrackTimeline) -> None:
        self.format: TrackFormat | None = TrackFormat(Codec.OPUS)
        self._timeline = timeline
        self._end_ms: float | None = None
        self._last_ms = -1
        self._missed: GapReason | None = None

    def take(self, packet: Packet) -> list[Frame | Gap]:
        """Take the next packet; return silence before it if it is due, and its frame."""
        samples = payloads.opus_duration(packet.payload)
        if not samples:
            return []
        placed = self._timeline.place(packet.timestamp, packet.arrival_us)
        result: list[Frame | Gap] = []
        if self._end_ms is not None and (placed.jumped or placed.at_ms - self._end_ms >= _SMALLEST_GAP_MS):
            reason = GapReason.CLOCK if placed.jumped else self._missed or GapReason.SILENT
            result += self._silence(self._end_ms, placed.at_ms, reason)
        self._missed = None
        # Never back: timestamps that go to and fro must not have the same stretch filled again and again.
        self._end_ms = max(self._end_ms or 0.0, placed.at_ms + samples * 1000 / payloads.OPUS_CLOCK)
        result.append(self._frame(placed.at_ms, packet.payload))
        return result

    def miss(self, reason: GapReason) -> None:
        """Packets before the next one never came."""
        self._missed = reason

    def duration(self, frame: Frame) -> int:
        """Return milliseconds a frame plays."""
        return payloads.opus_duration(frame.data) * 1000 // payloads.OPUS_CLOCK

    def _silence(self, start_ms: float, end_ms: float, reason: GapReason) -> list[Frame | Gap]:
        count = round((end_ms - start_ms) / _SILENCE_MS)
        gap = Gap(round(start_ms), max(0, round(end_ms - start_ms)), reason)
        return [gap, *(self._frame(start_ms + _SILENCE_MS * n, payloads.OPUS_SILENCE) for n in range(count))]

    def _frame(self, at_ms: float, data: bytes) -> Frame:
        # After a correction backwards frames are set closer together until they are right again: none is dropped.
        self._last_ms = max(round(at_ms), self._last_ms + 1)
        return Frame(self._last_ms, data, keyframe=True)


class PictureFrames:
    """Video packets to frames that decode: from a keyframe on, and after a loss from the next one on."""

    def __init__(self, codec: Codec, timeline: TrackTimeline) -> None:
        self.format: TrackFormat | None = None
        self.needs_keyframe = True
        self.last_keyframe_us = 0
        self._codec = codec
        self._timeline = timeline
        self._join = payloads.vp8_picture if codec is Codec.VP8 else payloads.h264_picture
        self._parts: list[Packet] = []
        self._size = 0
        self._last_ms = -1
        self._missed: GapReason | None = None

    def take(self, packet: Packet) -> list[Frame | Gap]:
        """Take the next packet; return the frames it completes."""
        result: list[Frame | Gap] = []
        if self._parts and packet.timestamp != self._parts[0].timestamp:
            result += self._finish()
        self._size += len(packet.payload)
        if self._size <= payloads.MAX_FRAME:
            self._parts.append(packet)
        if packet.marker:
            result += self._finish()
        return result

    def miss(self, reason: GapReason) -> None:
        """Packets before the next one never came: what depends on them cannot be decoded."""
        self._parts.clear()
        self._size = 0
        self._need_keyframe(reason)

    def duration(self, frame: Frame) -> int:  # noqa: ARG002 - a picture lasts until the next one, not known yet
        """Return milliseconds a frame plays."""
        return _PICTURE_MS

    def _finish(self) -> list[Frame | Gap]:
        parts, size = self._parts, self._size
        self._parts, self._size = [], 0
        picture = self._join([part.payload for part in parts]) if size <= payloads.MAX_FRAME else None
        if picture is None:
            self._need_keyframe(GapReason.NO_KEYFRAME)
            return []
        if self.needs_keyframe and not self._can_start(picture):
            return []
        return self._placed(picture, parts[0])

    def _can_start(self, picture: Picture) -> bool:
        has_parameters = self._codec is Codec.VP8 or bool(picture.codec_private)
        return picture.keyframe and has_parameters

    def _placed(self, picture: Picture, first: Packet) -> list[Frame | Gap]:
        if self.format is None:
            self.format = TrackFormat(self._codec, picture.width, picture.height, picture.codec_private)
        placed = self._timeline.place(first.timestamp, first.arrival_us)
        at_ms = max(round(placed.at_ms), self._last_ms + 1)
        gaps = self._gap(at_ms, jumped=placed.jumped)
        self._last_ms = at_ms
        self._missed = None
        if picture.keyframe:
            self.needs_keyframe = False
            self.last_keyframe_us = first.arrival_us
        return [*gaps, Frame(at_ms, picture.data, picture.keyframe)]

    def _gap(self, at_ms: int, *, jumped: bool) -> list[Gap]:
        if self._last_ms < 0:
            return []
        start_ms = min(self._last_ms + _PICTURE_MS, at_ms)
        if jumped:
            return [Gap(start_ms, at_ms - start_ms, GapReason.CLOCK)]
        if self._missed:
            return [Gap(start_ms, at_ms - start_ms, self._missed)]
        is_still = at_ms - self._last_ms > _STILL_MS
        return [Gap(start_ms, at_ms - start_ms, GapReason.SILENT)] if is_still else []

    def _need_keyframe(self, reason: GapReason) -> None:
        self.needs_keyframe = True
        self._missed = self._missed or reason
