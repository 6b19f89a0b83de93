"""The seam between the case and the recorder: what may be asked of it, and what it reports.

`recordings.recorder.Recorder` answers in this process; `recordings.remote.RemoteRecorder` passes the
same calls to the recorder process. Packets do not come this way: media workers send them straight to
the recorder's datagram socket (`media.tap`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType, Protocol

from media.plane import Codec, Source, TapId

RecordingId = NewType("RecordingId", str)
MEDIA_LOST: Final = "media_lost"
MEDIA_BACK: Final = "media_back"


@dataclass(frozen=True, slots=True)
class TrackPlan:
    """A source that is about to be tapped. One plan per tap: a person who comes back gets a new one."""

    tap: TapId
    identity: str
    source: Source
    codec: Codec
    clock_rate: int


@dataclass(frozen=True, slots=True)
class TrackHealth:
    """What reached the file in the last two seconds. `level`: 0 (silent) to 127 (loudest) of a microphone."""

    tap: TapId
    identity: str
    source: Source
    bytes_written: int
    level: int


@dataclass(frozen=True, slots=True)
class RecordingHealth:
    """Every two seconds for each open recording; `problem` is None or a stable code such as `recording.disk_full`."""

    recording: RecordingId
    at: datetime
    tracks: tuple[TrackHealth, ...]
    problem: str | None


@dataclass(frozen=True, slots=True)
class KeyframeWanted:
    """The recorder cannot go on with this video track until a keyframe comes."""

    tap: TapId


@dataclass(frozen=True, slots=True)
class RecorderRestarted:
    """The recorder died and a new, empty one answers: recordings must be opened again."""


RecorderEvent = RecordingHealth | KeyframeWanted | RecorderRestarted
RecorderListener = Callable[[RecorderEvent], None]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A closed recording: digest of its manifest, and what it holds."""

    recording: RecordingId
    manifest_sha256: str
    tracks: int
    duration_ms: int
    interrupted: bool
    """True when it was sealed after a crash; the gap is stated in the manifest."""


class RecorderPlane(Protocol):
    """What use cases ask for. Raises `recordings.errors.RecordingError` and then has changed nothing.

    Every call but `seal` is answered or refused within half a minute; then `RecorderLostError`: it may have been done.
    """

    sink: str
    """Path of the datagram socket to which media workers send."""

    def subscribe(self, listener: RecorderListener) -> None:
        """Call `listener` with every event, on the event loop, in order."""

    async def open(self, recording: RecordingId, session: str, started_at: datetime, data_key: bytes) -> None:
        """Begin a recording; `data_key` is 32 bytes and never reaches the disk in clear.

        Raises `DiskFullError` when less than the reserve is free.
        """

    async def add_track(self, recording: RecordingId, plan: TrackPlan) -> None:
        """Expect packets of this tap from now on. Packets of unknown taps are dropped unread."""

    async def end_track(self, recording: RecordingId, tap: TapId) -> None:
        """Write what has arrived and close the track's file. Idempotent."""

    async def mark(self, recording: RecordingId, at: datetime, kind: str) -> None:
        """Put a mark (`pause`, `resume`, `caucus_started`, `caucus_ended`) into the manifest.

        What lies between `media_lost` and `media_back` (or the end) is stated as an interruption.
        """

    async def seal(self, recording: RecordingId, ended_at: datetime) -> Sealed:
        """Close every track, write and sign the manifest."""

    async def close(self) -> None:
        """Close without sealing what is open; `recover` finds it."""
