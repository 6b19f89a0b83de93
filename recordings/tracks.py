"""One track: RTP packets in, clusters and gaps out. Pure: time comes in as an argument, results are returned.

`Track` puts packets in order, has them turned into frames (`recordings.frames`) and frames into clusters.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeAlias

from media.capabilities import Extension
from media.forwarding.packet import read_header
from media.plane import Codec
from recordings import matroska
from recordings.assembler import Assembler, Missing
from recordings.frames import Gap, GapReason, Packet, PictureFrames, SoundFrames
from recordings.matroska import Frame, TrackFormat
from recordings.plane import TrackPlan
from recordings.timeline import SenderClock, TrackTimeline

CLUSTER_MS: Final = 500
"""Longest cluster: what a killed recorder loses."""
MAX_CLUSTER: Final = 8_000_000
KEYFRAME_EVERY_US: Final = 10_000_000
"""A browser sends keyframes only when asked; seeking needs one now and then."""
KEYFRAME_RETRY_US: Final = 1_000_000

_JOIN_MS: Final = 60
"""Gaps of one reason this close together are stated as one: DTX sends a packet every 400 ms."""
_SILENT: Final = 127


@dataclass(frozen=True, slots=True)
class Cluster:
    """Frames to be written as one record; `content` is a Matroska Cluster."""

    at_ms: int
    duration_ms: int
    keyframe: bool
    content: bytes


Piece: TypeAlias = TrackFormat | Cluster | Gap
"""What a track gives to be written, in order. The format comes once, before the first cluster."""


class _Frames(Protocol):
    format: TrackFormat | None
    needs_keyframe: bool
    last_keyframe_us: int

    def take(self, packet: Packet) -> Iterable[Frame | Gap]: ...
    def miss(self, reason: GapReason) -> None: ...
    def duration(self, frame: Frame) -> int: ...


class ClusterBuilder:
    """Collects frames into clusters of at most `CLUSTER_MS`; a keyframe of video begins a new one."""

    def __init__(self, *, is_sound: bool) -> None:
        self._is_sound = is_sound
        self._frames: list[Frame] = []
        self._size = 0
        self._end_ms = 0
        self._opened_us = 0

    def add(self, frame: Frame, duration_ms: int, now_us: int) -> Cluster | None:
        """Take a frame; return the cluster it closes by not fitting."""
        closed = None if self._fits(frame, duration_ms) else self.close()
        if not self._frames:
            self._opened_us = now_us
        self._frames.append(frame)
        self._size += len(frame.data)
        self._end_ms = frame.at_ms + duration_ms
        return closed

    def close_old(self, now_us: int) -> Cluster | None:
        """Return the open cluster if it has been open for `CLUSTER_MS`."""
        return self.close() if self._frames and now_us - self._opened_us >= CLUSTER_MS * 1000 else None

    def close(self) -> Cluster | None:
        """Return the open cluster, if there is one."""
        if not self._frames:
            return None
        frames, self._frames, self._size = self._frames, [], 0
        at_ms = frames[0].at_ms
        return Cluster(at_ms, self._end_ms - at_ms, frames[0].keyframe, matroska.cluster(frames, at_ms))

    def _fits(self, frame: Frame, duration_ms: int) -> bool:
        if not self._frames:
            return True
        if frame.keyframe and not self._is_sound:
            return False
        length_ms = frame.at_ms + duration_ms - self._frames[0].at_ms
        return length_ms <= CLUSTER_MS and self._size + len(frame.data) <= MAX_CLUSTER


class GapJoiner:
    """Joins gaps of one reason that nearly touch, so that an hour of silence is one line."""

    def __init__(self) -> None:
        self._open: Gap | None = None

    def add(self, gap: Gap) -> Gap | None:
        """Take a gap; return the earlier one when this one does not continue it."""
        last = self._open
        if last is not None and last.reason is gap.reason and gap.at_ms - last.end_ms <= _JOIN_MS:
            self._open = replace(last, length_ms=gap.end_ms - last.at_ms)
            return None
        self._open = gap
        return last

    def close(self) -> Gap | None:
        """Return the last gap."""
        last, self._open = self._open, None
        return last

    def close_before(self, at_ms: int) -> Gap | None:
        """Return the last gap when it can no longer grow."""
        return self.close() if self._open is not None and at_ms - self._open.end_ms > _JOIN_MS else None


class Track:
    """All rules for one tap. Malformed packets are counted and dropped."""

    def __init__(self, plan: TrackPlan, sender: SenderClock) -> None:
        self.plan = plan
        self.malformed = 0
        self.duration_ms = 0
        self.timeline = TrackTimeline(plan.clock_rate, sender)
        self._assembler: Assembler[Packet | None] = Assembler()
        self._frames: _Frames = (
            SoundFrames(self.timeline) if plan.codec is Codec.OPUS else PictureFrames(plan.codec, self.timeline)
        )
        self._clusters = ClusterBuilder(is_sound=plan.codec is Codec.OPUS)
        self._gaps = GapJoiner()
        self._format_given = False
        self._was_dropped = False
        self._asked_us: int | None = None
        self._heard_us: int | None = None
        self._level = _SILENT

    def receive(self, packet: bytes, arrival_us: int) -> list[Piece]:
        """Take an RTP packet in whatever order it came; return what can be written now."""
        try:
            _type, marker, sequence, timestamp, _ssrc, extensions_at, at, end = read_header(packet, len(packet))
        except ValueError:
            self.malformed += 1
            return []
        if extensions_at:
            self._level = min(self._level, _read_level(packet, extensions_at, at))
        self._heard_us = arrival_us
        # A packet of padding only is a probe of the bandwidth: it has a number and nothing else.
        item = Packet(timestamp, arrival_us, bool(marker), packet[at:end]) if end > at else None
        return self._write(self._assembler.push(sequence, arrival_us, item), arrival_us)

    def report(self, ntp: int, timestamp: int, arrival_us: int) -> None:
        """Take a sender report."""
        self.timeline.report(ntp, timestamp, arrival_us)

    def dropped(self) -> None:
        """Note that the worker could not deliver the packets before the next ones: the recorder was slow."""
        self._was_dropped = True

    def tick(self, now_us: int) -> list[Piece]:
        """Return what has waited long enough."""
        pieces = self._write(self._assembler.drain(now_us), now_us)
        cluster = self._clusters.close_old(now_us)
        gap = self._gaps.close_before(self.duration_ms)
        return pieces + self._headed([piece for piece in (gap, cluster) if piece is not None])

    def end(self, now_us: int) -> list[Piece]:
        """Return everything that is left."""
        pieces = self._write(self._assembler.flush(), now_us)
        return pieces + self._headed([piece for piece in (self._clusters.close(), self._gaps.close()) if piece])

    def wants_keyframe(self, now_us: int) -> bool:
        """Tell, at most once a second, that a keyframe is needed: to go on, or to seek to later."""
        if self.plan.codec is Codec.OPUS or self._heard_us is None or now_us - self._heard_us > KEYFRAME_RETRY_US:
            return False
        is_old = now_us - self._frames.last_keyframe_us >= KEYFRAME_EVERY_US
        was_asked = self._asked_us is not None and now_us - self._asked_us < KEYFRAME_RETRY_US
        if was_asked or not (self._frames.needs_keyframe or is_old):
            return False
        self._asked_us = now_us
        return True

    def take_level(self) -> int:
        """Return the loudest level since the last call: 0 silence to 127 full scale."""
        level, self._level = self._level, _SILENT
        return _SILENT - level

    def _write(self, items: Iterable[Packet | Missing | None], now_us: int) -> list[Piece]:
        pieces: list[Piece] = []
        for item in items:
            if item is None:
                continue
            if isinstance(item, Missing):
                self._frames.miss(GapReason.SLOW_RECORDER if self._was_dropped else GapReason.LOST)
                self._was_dropped = False
                continue
            for result in self._frames.take(item):
                piece = self._gaps.add(result) if isinstance(result, Gap) else self._add_frame(result, now_us)
                if piece is not None:
                    pieces.append(piece)
        return self._headed(pieces) if pieces else pieces

    def _add_frame(self, frame: Frame, now_us: int) -> Cluster | None:
        length_ms = self._frames.duration(frame)
        self.duration_ms = max(self.duration_ms, frame.at_ms + length_ms)
        return self._clusters.add(frame, length_ms, now_us)

    def _headed(self, pieces: list[Piece]) -> list[Piece]:
        if self._format_given or not pieces or self._frames.format is None:
            return pieces
        self._format_given = True
        return [self._frames.format, *pieces]


def _read_level(packet: bytes, at: int, end: int) -> int:
    """Return the audio level in -dBov of one-byte header extensions (RFC 6464, RFC 8285 section 4.2), else silence."""
    while at < end:
        if not packet[at]:
            at += 1
            continue
        if packet[at] >> 4 == Extension.AUDIO_LEVEL and at + 1 < end:
            return packet[at + 1] & 0x7F
        at += (packet[at] & 0x0F) + 2
    return _SILENT
