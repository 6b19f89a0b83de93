"""A recording in the making: taps, packets through a real datagram socket, and a clock the test holds."""

import asyncio
import socket
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from media.plane import Codec, Source, TapId
from media.tap import EntryKind, pack_entry
from recordings.plane import RecorderEvent, RecorderPlane, RecordingId, TrackPlan
from tests.support.encoded import Rtp

KEY: Final = bytes(range(100, 132))
STARTED: Final = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
STARTED_US: Final = round(STARTED.timestamp()) * 1_000_000
RECORDING: Final = RecordingId("recording-1")


class Clock:
    """Stands still unless told."""

    def __init__(self) -> None:
        self.us = STARTED_US

    def __call__(self) -> int:
        """Return microseconds since 1970."""
        return self.us


class Studio:
    """Sends what a media worker would send to the recorder's socket."""

    def __init__(self, recorder: RecorderPlane) -> None:
        self.recorder = recorder
        self.events: list[RecorderEvent] = []
        recorder.subscribe(self.events.append)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def connect(self) -> None:
        """Find the recorder's socket, again after it was restarted."""
        self._socket.connect(self.recorder.sink)

    async def open(self, recording: RecordingId = RECORDING) -> None:
        """Begin the recording."""
        await self.recorder.open(recording, "session-1", STARTED, KEY)

    async def tap(
        self, tap: int, identity: str = "ann", source: Source = Source.MIC, codec: Codec = Codec.OPUS
    ) -> None:
        """Announce a tap."""
        rate = 48_000 if codec is Codec.OPUS else 90_000
        await self.recorder.add_track(RECORDING, TrackPlan(TapId(tap), identity, source, codec, rate))

    async def untap(self, tap: int) -> None:
        """End a tap."""
        await self.recorder.end_track(RECORDING, TapId(tap))

    async def send(self, tap: int, packets: Iterable[Rtp], *, late_ms: float = 40) -> None:
        """Send packets that arrive `late_ms` after they were captured."""
        for packet in packets:
            arrival = STARTED_US + round((packet.at_ms + late_ms) * 1_000)
            await self.entry(pack_entry(EntryKind.RTP, TapId(tap), arrival, packet.data))

    async def entry(self, datagram: bytes) -> None:
        """Send one datagram, waiting while the socket is full."""
        await asyncio.get_running_loop().sock_sendall(self._socket, datagram)


def after(milliseconds: float) -> datetime:
    """Return the moment this long after the start of the recording."""
    return STARTED + timedelta(milliseconds=milliseconds)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
