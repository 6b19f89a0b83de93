"""The recorder: packets from its datagram socket to encrypted files, and word every two seconds of what arrived.

It fulfils `RecorderPlane` in this process. Packets are handled on the event loop, the disk on a thread of its
own (`recordings.disk`); what a tap was not announced for is dropped unread.
"""

import asyncio
import contextlib
import logging
import os
import re
import shutil
import socket
import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, Self

from media.plane import Source, TapId
from media.tap import Entry, EntryKind, unpack_entries
from recordings import manifest as manifests
from recordings import sealing
from recordings.clock import Clock
from recordings.disk import Disk, sync_folder
from recordings.errors import (
    DiskFullError,
    NotARecordingError,
    RecordingError,
    RecordingOpenError,
    UnknownRecordingError,
)
from recordings.frames import GapReason
from recordings.journal import Journal, Marked, Opened, Resumed, TrackAdded
from recordings.manifest import Signer
from recordings.plane import (
    KeyframeWanted,
    RecorderEvent,
    RecorderListener,
    RecordingHealth,
    RecordingId,
    Sealed,
    TrackHealth,
    TrackPlan,
)
from recordings.segment import SegmentWriter, unwritten
from recordings.timeline import SenderClock
from recordings.trackfile import KEY_SIZE
from recordings.tracks import Cluster, Piece, Track

DEFAULT_RESERVE: Final = 1024 * 1024 * 1024
"""Less free than this, and no recording begins; less than a quarter, and none goes on."""

_TICK_S: Final = 0.1
_TICKS_PER_SYNC: Final = 10
_TICKS_PER_HEALTH: Final = 20
_DATAGRAMS_AT_ONCE: Final = 64
_DATAGRAMS_AT_END: Final = 4_096
_MAX_DATAGRAM: Final = 65_536
_REPORT = struct.Struct("!QI")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)
_US: Final = timedelta(microseconds=1)

_log = logging.getLogger(__name__)


def folder_of(root: Path, recording: str) -> Path:
    """Return where a recording is kept; raise `RecordingError` for a name that is no plain file name."""
    if not _NAME.fullmatch(recording):
        raise RecordingError("not a name for a recording")
    return root / recording


@dataclass(eq=False, slots=True)
class _OpenTrack:
    track: Track
    writer: SegmentWriter
    recording: "_OpenRecording"
    refused: list[Piece] = field(default_factory=list)
    """What is left of what the disk had no time for: a gap, until it can be written down."""
    bytes_told: int = 0
    lost: bool = False

    @property
    def first_at_ms(self) -> int:
        return round((self.track.timeline.first_at_us - self.recording.started_at_us) / 1000)


@dataclass(eq=False, slots=True)
class _OpenRecording:
    name: RecordingId
    folder: Path
    started_at: datetime
    started_at_us: int
    data_key: bytes = field(repr=False)
    journal: Journal
    tracks: dict[TapId, _OpenTrack] = field(default_factory=dict)
    senders: defaultdict[str, SenderClock] = field(default_factory=lambda: defaultdict(SenderClock))


class Recorder:
    """Made by `start`, ended by `close`. `sink` is the path of its socket; `root` holds a folder per recording."""

    def __init__(self, root: Path, sink: str, signer: Signer, clock: Clock, reserve: int = DEFAULT_RESERVE) -> None:
        self.sink = sink
        self.counters: defaultdict[str, int] = defaultdict(int)
        self._root = root
        self._signer = signer
        self._clock = clock
        self._reserve = reserve
        self._free = 0
        self._disk = Disk()
        self._listeners: list[RecorderListener] = []
        self._recordings: dict[RecordingId, _OpenRecording] = {}
        self._taps: dict[TapId, _OpenTrack] = {}
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._ticking: asyncio.Task[None] | None = None
        self._is_syncing = False
        self._sink_inode = 0

    @classmethod
    async def start(
        cls, root: Path, sink: str, signer: Signer, clock: Clock, *, reserve: int = DEFAULT_RESERVE
    ) -> Self:
        """Return a recorder that listens on `sink`."""
        recorder = cls(root, sink, signer, clock, reserve)
        recorder._listen()
        recorder._ticking = asyncio.create_task(recorder._tick_for_ever())
        return recorder

    def subscribe(self, listener: RecorderListener) -> None:
        """See `RecorderPlane`."""
        self._listeners.append(listener)

    async def open(self, recording: RecordingId, session: str, started_at: datetime, data_key: bytes) -> None:
        """See `RecorderPlane`. An unsealed recording of that name goes on, with the interruption stated."""
        folder = folder_of(self._root, recording)
        if recording in self._recordings or (folder / manifests.NAME).exists():
            raise RecordingOpenError("the recording is open or sealed")
        if len(data_key) != KEY_SIZE:
            raise RecordingError("a data key has 32 bytes")
        self._measure_room()
        if self._free < self._reserve:
            raise DiskFullError("less than the reserve is free")
        with _disk_errors():
            journal, started_at = await asyncio.to_thread(self._open_journal, folder, recording, session, started_at)
        started_at_us = (started_at - _EPOCH) // _US
        self._recordings[recording] = _OpenRecording(recording, folder, started_at, started_at_us, data_key, journal)

    async def add_track(self, recording: RecordingId, plan: TrackPlan) -> None:
        """See `RecorderPlane`."""
        opened = self._find(recording)
        writer = SegmentWriter(opened.folder, recording, plan, opened.data_key, opened.journal, has_room=self._has_room)
        added = TrackAdded(plan.tap, plan.identity, plan.source, plan.codec)
        with _disk_errors():
            await self._disk.run(partial(opened.journal.append, added))
        track = Track(plan, opened.senders[plan.identity])
        opened.tracks[plan.tap] = self._taps[plan.tap] = _OpenTrack(track, writer, opened)

    async def end_track(self, recording: RecordingId, tap: TapId) -> None:
        """See `RecorderPlane`."""
        opened = self._find(recording)
        self._drain(_DATAGRAMS_AT_END)  # what the worker sent before it stopped is still in the socket
        if (track := opened.tracks.pop(tap, None)) is None:
            return
        del self._taps[tap]
        self._store(track, track.track.end(self._clock()))
        try:
            await self._disk.run(partial(_end, track.writer, track.refused, track.first_at_ms))
        except OSError:
            _log.exception("a track could not be ended properly; sealing reads its file")

    async def mark(self, recording: RecordingId, at: datetime, kind: str) -> None:
        """See `RecorderPlane`."""
        opened = self._find(recording)
        with _disk_errors():
            await self._disk.run(partial(opened.journal.append, Marked((at - opened.started_at) // _MS, kind)))

    async def seal(self, recording: RecordingId, ended_at: datetime) -> Sealed:
        """See `RecorderPlane`. On a full disk it raises `DiskFullError` and can be called again."""
        opened = self._find(recording)
        for tap in list(opened.tracks):
            await self.end_track(recording, tap)
        with _disk_errors():
            await self._disk.run(opened.journal.sync)
            sealed = await asyncio.to_thread(sealing.seal, opened.folder, self._signer, self._now(), ended_at)
        del self._recordings[recording]
        await self._disk.run(opened.journal.close)
        return sealed

    async def close(self) -> None:
        """See `RecorderPlane`. Everything that has arrived is written."""
        if self._ticking is None:
            return
        self._ticking.cancel()
        await asyncio.wait([self._ticking])
        self._ticking = None
        for opened in self._recordings.values():
            for tap in list(opened.tracks):
                await self.end_track(opened.name, tap)
            await self._disk.run(opened.journal.close)
        self._recordings.clear()
        self._stop_listening()
        await self._disk.close()

    # --- packets ------------------------------------------------------------------------------------

    def _listen(self) -> None:
        self._root.mkdir(parents=True, exist_ok=True)
        path = Path(self.sink)
        path.unlink(missing_ok=True)
        self._socket.bind(self.sink)
        path.chmod(0o600)
        self._sink_inode = path.stat().st_ino
        asyncio.get_running_loop().add_reader(self._socket, self._drain)

    def _stop_listening(self) -> None:
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()
        path = Path(self.sink)
        with contextlib.suppress(OSError):
            if path.stat().st_ino == self._sink_inode:  # a successor may listen there already
                path.unlink()

    def _drain(self, at_most: int = _DATAGRAMS_AT_ONCE) -> None:
        for _ in range(at_most):
            try:
                datagram = self._socket.recv(_MAX_DATAGRAM)
            except BlockingIOError:
                return
            self._receive(datagram)

    def _receive(self, datagram: bytes) -> None:
        try:
            for entry in unpack_entries(datagram):
                if (track := self._taps.get(entry.tap)) is None:
                    self.counters["unknown_tap"] += 1
                else:
                    self._take(track, entry)
        except (ValueError, struct.error):
            self.counters["malformed"] += 1

    def _take(self, opened: _OpenTrack, entry: Entry) -> None:
        match entry.kind:
            case EntryKind.RTP:
                if pieces := opened.track.receive(entry.body, entry.arrival):
                    self._store(opened, pieces)
            case EntryKind.SENDER_REPORT:
                ntp, timestamp = _REPORT.unpack(entry.body)
                opened.track.report(ntp, timestamp, entry.arrival)
            case EntryKind.BEGUN:
                opened.track.timeline.begin(entry.arrival)
            case EntryKind.DROPPED:
                opened.lost = True
                opened.track.dropped()

    def _store(self, opened: _OpenTrack, pieces: list[Piece]) -> None:
        size = sum(len(piece.content) for piece in pieces if isinstance(piece, Cluster))
        pieces = [*opened.refused, *pieces]
        if self._disk.offer(size, partial(opened.writer.write, pieces, opened.first_at_ms)):
            opened.refused = []
        else:
            opened.lost = True
            opened.refused = unwritten(pieces, GapReason.SLOW_RECORDER)

    # --- time ---------------------------------------------------------------------------------------

    async def _tick_for_ever(self) -> None:
        ticks = 0
        while True:
            await asyncio.sleep(_TICK_S)
            ticks += 1
            try:
                self._tick(ticks)
            except Exception:  # noqa: BLE001 - a fault in one tick must not stop all recordings
                _log.exception("a tick of the recorder failed")

    def _tick(self, ticks: int) -> None:
        now = self._clock()
        for tap, opened in list(self._taps.items()):
            if pieces := opened.track.tick(now):
                self._store(opened, pieces)
            if opened.track.wants_keyframe(now):
                self._tell(KeyframeWanted(tap))
        if ticks % _TICKS_PER_SYNC == 0:
            self._sync()
        if ticks % _TICKS_PER_HEALTH == 0:
            self._measure_room()
            for recording in list(self._recordings.values()):
                self._tell(self._health(recording))

    def _sync(self) -> None:
        if not self._is_syncing:
            writers = [opened.writer for opened in self._taps.values()]
            journals = [each.journal for each in self._recordings.values()]
            self._is_syncing = self._disk.offer(0, partial(self._sync_all, writers, journals))

    def _sync_all(self, writers: list[SegmentWriter], open_journals: list[Journal]) -> None:
        try:
            for sync in [*(writer.sync for writer in writers), *(journal.sync for journal in open_journals)]:
                with contextlib.suppress(OSError, ValueError):  # a full disk is told elsewhere; a closed file is synced
                    sync()
        finally:
            self._is_syncing = False

    def _measure_room(self) -> None:
        self._free = shutil.disk_usage(self._root).free

    def _has_room(self) -> bool:
        return self._free >= self._reserve // 4

    def _health(self, recording: _OpenRecording) -> RecordingHealth:
        problem = self._problem(recording)
        tracks = tuple(_track_health(opened) for opened in recording.tracks.values())
        return RecordingHealth(recording.name, self._now(), tracks, problem)

    def _problem(self, recording: _OpenRecording) -> str | None:
        tracks = recording.tracks.values()
        if not self._has_room() or any(opened.writer.is_refused for opened in tracks):
            return DiskFullError.code
        if any(opened.lost for opened in tracks):
            return "recording.slow"
        return "recording.disk_low" if self._free < self._reserve else None

    def _tell(self, event: RecorderEvent) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - one listener must not silence the others
                _log.exception("a listener of the recorder failed")

    # --- recordings ---------------------------------------------------------------------------------

    def _find(self, recording: RecordingId) -> _OpenRecording:
        try:
            return self._recordings[recording]
        except KeyError:
            raise UnknownRecordingError("no such recording is open") from None

    def _open_journal(
        self, folder: Path, recording: RecordingId, session: str, started_at: datetime
    ) -> tuple[Journal, datetime]:
        folder.mkdir(exist_ok=True)
        try:
            journal, history = Journal.resume(folder)
        except NotARecordingError:
            journal = Journal(folder)
            journal.clear()
            journal.append(Opened(recording, session, started_at))
            journal.sync()
            sync_folder(folder)
            sync_folder(self._root)
            return journal, started_at
        began = next(fact.started_at for fact in history.facts if isinstance(fact, Opened))
        journal.append(Resumed(sealing.media_end(folder, history), (self._now() - began) // _MS))
        return journal, began

    def _now(self) -> datetime:
        return _EPOCH + timedelta(microseconds=self._clock())


def _end(writer: SegmentWriter, refused: list[Piece], first_at_ms: int) -> None:
    writer.write(refused, first_at_ms)
    writer.end(first_at_ms)


def _track_health(opened: _OpenTrack) -> TrackHealth:
    plan, total = opened.track.plan, opened.writer.bytes_written
    level = opened.track.take_level() if plan.source is Source.MIC else 0
    health = TrackHealth(plan.tap, plan.identity, plan.source, total - opened.bytes_told, level)
    opened.bytes_told, opened.lost = total, False
    return health


@contextlib.contextmanager
def _disk_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskFullError(os.strerror(error.errno or 0)) from error
