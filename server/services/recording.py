"""`LiveRecording`: keeps what is written equal to what may be written, and says so on every truth line.

It is told that something changed, never what to do: it compares the taps that run with those that may run
(`taps.desired_taps`) and makes the difference good, taking away before it gives. Each session is followed by itself,
and the truth lines are told beside that: of a recorder that does not answer they say so, and it delays nobody else.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from media.plane import MediaEvent, MediaPlane, MemberId, PlacesLost, ProducerChanged, Source, TapId, room_of
from recordings.errors import RecorderLostError, RecordingError, UnknownRecordingError
from recordings.plane import (
    MEDIA_BACK,
    MEDIA_LOST,
    KeyframeWanted,
    RecorderEvent,
    RecorderPlane,
    RecorderRestarted,
    RecordingHealth,
    Sealed,
)
from recordings.plane import RecordingId as PlaneId
from server.domain.account import Account
from server.domain.errors import ConflictError
from server.domain.ids import RecordingId, SessionId
from server.domain.recording import Recording, RecordingState
from server.services.archive import Archive
from server.services.errands import Errands
from server.services.ledger import SERVER_ENDED, Ledger
from server.services.ports import UnitOfWork
from server.services.ports.outside import Clock, TokenSource
from server.services.takes import INTERRUPTED, Stage, Take
from server.services.tapping import Tapper
from server.services.taps import desired_taps, permitted
from signaling.errors import SignalingError
from signaling.lanes import Lanes
from signaling.ports import RecordingStatus, Snapshot, StoredEvent
from signaling.protocol.event import EventKind
from signaling.protocol.words import Phase
from signaling.protocol.words import RecordingState as Truth

_log = logging.getLogger(__name__)

_CLOSED: Final = frozenset({Phase.BEFORE, Phase.ENDED})
LOOK_EVERY: Final = 2.0
"""Seconds after which a recorder that says nothing is noticed."""


class LiveRooms(Protocol):
    """What is asked of rooms."""

    def snapshot(self, session: str) -> Snapshot | None:
        """Return who is where and what arrives of them."""

    async def recording_changed(self, session: str, status: RecordingStatus) -> None:
        """Put the status on every truth line."""


async def _every_look() -> None:
    await asyncio.sleep(LOOK_EVERY)


@dataclass(frozen=True, slots=True)
class Outside:
    """What recording reaches."""

    begin: Callable[[], UnitOfWork]
    clock: Clock
    chance: TokenSource
    archive: Archive
    recorder: RecorderPlane
    media: MediaPlane
    rooms: LiveRooms


class LiveRecording:
    """Recordings of every session held in this process. `recover` first, then `run` in a task; `close` at the end.

    Implements `signaling.ports.SourcesObserver` and `MeetingObserver`.
    """

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._stages: dict[str, Stage] = {}
        self._following = Lanes("recording", self._follow)
        self._telling = Lanes("recording status", self._tell_status)
        self._sealing: set[asyncio.Task[None]] = set()
        self._ledger = Ledger(outside.begin, outside.clock)
        self._tapper = Tapper(outside.media, outside.recorder, outside.clock)
        outside.media.subscribe(self._hear_media)
        outside.recorder.subscribe(self._hear_recorder)

    # --- orders of the mediator ---------------------------------------------------------------------

    async def start(self, account: Account, session: str) -> Recording:
        """Begin, or begin anew when what runs is broken: the old recording is sealed.

        Raises `ConflictError`: `recording.running`, `recording.room_not_open`, `recording.nobody_consented`, and
        `RecordingError` when the recorder cannot; then nothing has begun.
        """
        async with self._turn(session) as stage:
            await self._ledger.require_mediator(account, session)
            if stage.take is not None and not stage.take.is_broken(self._now()):
                raise ConflictError("recording.running")
            snapshot = self._outside.rooms.snapshot(session)
            if snapshot is None or snapshot.phase in _CLOSED:
                raise ConflictError("recording.room_not_open")
            await self._ledger.require_consent(account, session)
            fresh = await self._open(session, account)
            stage.goes_on = False
            if stage.take is not None:
                self._seal_later(await self._take_down(session, stage, account))
            stage.take = fresh
            await self._settle(session, stage, fresh)
            return fresh.recording

    async def pause(self, account: Account, session: str) -> Recording:
        """Write nothing until `resume`. Raises `ConflictError` (`recording.not_running`)."""
        async with self._turn(session) as stage:
            take = await self._ordered(account, session, stage)
            paused = take.recording.pause()
            take.count(self._now())
            take.paused = True
            await self._settle(session, stage, take)
            await self._mark(take, "pause")
            take.recording = await self._ledger.save(paused, "recording.paused", account)
            return take.recording

    async def resume(self, account: Account, session: str) -> Recording:
        """Write again, of those whose consent stands."""
        async with self._turn(session) as stage:
            take = await self._ordered(account, session, stage)
            take.recording = await self._ledger.save(take.recording.resume(), "recording.resumed", account)
            await self._mark(take, "resume")
            take.count(self._now())
            take.paused = False
            await self._settle(session, stage, take)
            return take.recording

    async def stop(self, account: Account, session: str) -> Recording:
        """Take in nothing more and seal."""
        async with self._turn(session) as stage:
            await self._ordered(account, session, stage)
            stopped = await self._take_down(session, stage, account)
        return await self._seal(stopped)

    # --- what happens ------------------------------------------------------------------------------

    async def sources_changed(self, session: str) -> None:
        """Look again: somebody came, went or moved, or a source began or ended."""
        await self.look(session)

    async def observe(self, session: str, event: StoredEvent) -> None:
        """Follow the meeting: its end is the end of its recording."""
        if event.kind is EventKind.ENDED:
            await self.end(session)
        else:
            await self.look(session)

    async def consent_changed(self, session: str, identity: str, *, answer: bool) -> None:
        """Stop writing a person before anything else, or look whether they may be written now."""
        stage = self._stages.get(session)
        if stage is None:
            return
        if answer:
            stage.denied.discard(identity)
        else:
            # Before waiting for the turn: whoever has it must not begin a tap of this person.
            stage.denied.add(identity)
            if stage.take is not None:
                stage.take.permitted_since.pop(identity, None)
            await self._tapper.cut(stage, identity)
        await self.look(session)

    async def end(self, session: str) -> None:
        """Take in nothing more: the session is over. Sealing goes on in a task. Again changes nothing."""
        if session not in self._stages:
            return
        async with self._turn(session) as stage:
            stage.goes_on = False
            if stage.take is not None:
                self._seal_later(await self._take_down(session, stage, None))

    async def look(self, session: str) -> None:
        """Make what is written equal to what may be written."""
        async with self._turn(session) as stage:
            if stage.goes_on:
                await self._go_on(session, stage)
            if stage.take is not None:
                await self._settle(session, stage, stage.take)

    # --- life of the server ------------------------------------------------------------------------

    async def recover(self) -> None:
        """Seal what a crash left behind. Its sessions go on being recorded when people are back."""
        for recording in await self._ledger.unsealed():
            await self._recover(recording)

    async def run(self, beat: Callable[[], Awaitable[None]] = _every_look) -> None:
        """Follow the recorder and the media plane until cancelled. At each `beat` it is told who says nothing."""
        self._following.start()
        self._telling.start()
        try:
            while True:
                await beat()
                for session, stage in self._stages.items():
                    if stage.take is not None:
                        self._telling.ask(session)
        finally:
            await self._following.stop()
            await self._telling.stop()

    async def close(self) -> None:
        """Seal everything that runs; its sessions go on being recorded after the next start."""
        await asyncio.gather(*(self._cut_off(session, stage) for session, stage in self._stages.items()))
        await asyncio.gather(*self._sealing, return_exceptions=True)

    async def _cut_off(self, session: str, stage: Stage) -> None:
        async with stage.lock:
            if stage.take is not None:
                problem = None if stage.take.paused else SERVER_ENDED
                stage.take.recording = replace(stage.take.recording, problem=problem)
                self._seal_later(await self._take_down(session, stage, None))

    async def _recover(self, recording: Recording) -> None:
        now = self._now()
        if recording.state is not RecordingState.FAILED:
            problem = SERVER_ENDED if recording.state is RecordingState.OPEN else INTERRUPTED
            recording = await self._ledger.save(recording.fail(problem, now), "recording.interrupted")
        try:
            sealed = await self._outside.archive.recover(recording, now)
        except (RecordingError, OSError) as error:
            code = getattr(error, "code", "recording.failed")
            _log.exception("recording not recovered", extra={"session": recording.session, "code": code})
            return
        ended_at = recording.started_at + timedelta(milliseconds=sealed.duration_ms)
        whole = recording.seal(
            sealed.manifest_sha256, sealed.tracks, sealed.duration_ms, interrupted=sealed.interrupted
        )
        await self._ledger.save(replace(whole, ended_at=ended_at), "recording.sealed")

    # --- one turn ----------------------------------------------------------------------------------

    @asynccontextmanager
    async def _turn(self, session: str) -> AsyncIterator[Stage]:
        stage = self._stages.setdefault(session, Stage())
        async with stage.lock:
            if not stage.known:
                stage.goes_on = await self._ledger.was_cut_off(session)
                stage.known = True
            yield stage

    async def _ordered(self, account: Account, session: str, stage: Stage) -> Take:
        await self._ledger.require_mediator(account, session)
        if stage.take is None:
            raise ConflictError("recording.not_running")
        return stage.take

    async def _open(self, session: str, account: Account | None) -> Take:
        now, outside = self._now(), self._outside
        name, data_key = RecordingId(outside.chance.id()), outside.archive.keys.new_data_key()
        recording = Recording(name, SessionId(session), now, outside.archive.keys.wrap(data_key, name))
        await outside.recorder.open(PlaneId(name), session, now, data_key)
        try:
            await self._ledger.add(recording, account)
        except BaseException:
            with suppress(RecordingError):
                await outside.recorder.seal(PlaneId(name), now)
            raise
        return Take(recording, data_key, wrote_until=now, heard_at=now)

    async def _go_on(self, session: str, stage: Stage) -> None:
        """Begin again what the end of a server cut off, as soon as somebody may be recorded."""
        now, problem = self._now(), INTERRUPTED
        if desired_taps(self._outside.rooms.snapshot(session), stage.denied, writing=True):
            try:
                stage.take = await self._open(session, None)
            except RecordingError as error:
                problem = error.code
            else:
                stage.goes_on = False
                return
        await self._tell(session, stage, RecordingStatus(Truth.BROKEN, 0, now, problem=problem))

    async def _settle(self, session: str, stage: Stage, take: Take) -> None:
        snapshot = self._outside.rooms.snapshot(session)
        caucus = snapshot is not None and snapshot.phase is Phase.CAUCUS
        entered = caucus != take.caucus
        take.count(self._now())
        take.caucus = caucus
        wanted = desired_taps(snapshot, stage.denied, writing=take.writing)
        for gone in sorted(take.taps.keys() - (wanted - take.stale)):
            await self._tapper.end(take, gone)
        if entered:
            await self._mark(take, "caucus_started" if caucus else "caucus_ended")
        take.permit(permitted(snapshot, stage.denied, writing=take.writing), self._now())
        for new in sorted(wanted - take.taps.keys()):
            await self._tapper.begin(stage, take, new)
        if take.lost and not take.still_lost(snapshot):
            take.lost.clear()
            await self._mark(take, MEDIA_BACK)
        await self._tell(session, stage, take.status(self._now()))

    async def _take_down(self, session: str, stage: Stage, account: Account | None) -> Recording:
        """Take in nothing more; the recording waits to be sealed."""
        take = stage.take
        if take is None:
            raise ConflictError("recording.not_running")
        now = self._now()
        for running in sorted(take.taps):
            await self._tapper.end(take, running)
        stopped = await self._ledger.save(take.recording.stop(now), "recording.stopped", account)
        stage.take = None
        await self._tell(session, stage, RecordingStatus(Truth.OFF, 0, now))
        return stopped

    async def _seal(self, recording: Recording) -> Recording:
        try:
            sealed = await self._seal_files(recording)
        except (RecordingError, OSError) as error:
            code = getattr(error, "code", RecordingError.code)
            _log.exception("recording not sealed", extra={"session": recording.session, "code": code})
            return await self._ledger.save(recording.fail(code, self._now()), "recording.failed")
        whole = recording.seal(
            sealed.manifest_sha256, sealed.tracks, sealed.duration_ms, interrupted=sealed.interrupted
        )
        return await self._ledger.save(whole, "recording.sealed")

    async def _seal_files(self, recording: Recording) -> Sealed:
        try:
            return await self._outside.recorder.seal(PlaneId(recording.id), recording.ended_at or self._now())
        except (RecorderLostError, UnknownRecordingError):
            # The recorder died and nobody writes to these files any more: seal what it left behind.
            return await self._outside.archive.recover(recording, self._now())

    def _seal_later(self, recording: Recording) -> None:
        async def seal() -> None:
            await self._seal(recording)

        task = asyncio.create_task(seal(), name=f"seal-{recording.id}")
        self._sealing.add(task)
        task.add_done_callback(self._sealing.discard)

    async def _mark(self, take: Take, kind: str, at: datetime | None = None) -> None:
        with take.asking(self._now()), suppress(RecordingError):
            await self._outside.recorder.mark(PlaneId(take.recording.id), at or self._now(), kind)

    # --- news --------------------------------------------------------------------------------------

    def _hear_media(self, event: MediaEvent) -> None:
        match event:
            case ProducerChanged(member=member, source=source, live=True):
                self._renew(member, source)
            case PlacesLost():
                self._lose(event)
            case _:
                pass

    def _hear_recorder(self, event: RecorderEvent) -> None:
        match event:
            case RecordingHealth():
                self._hear_health(event)
            case KeyframeWanted(tap=tap):
                self._want_keyframe(tap)
            case RecorderRestarted():
                self._reopen_all()

    def _renew(self, member: MemberId, source: Source) -> None:
        """Make a tap anew whose source begins: what is held hangs on a transport that is gone."""
        for session, stage, take in self._running:
            begun = {wanted for wanted in take.taps if (wanted.member, wanted.source) == (member, source)}
            if begun:
                take.stale.update(begun)
                stage.errands.look = True
                self._following.ask(session)

    def _lose(self, event: PlacesLost) -> None:
        lost_at = self._now() - timedelta(seconds=event.silent_for)
        for session, stage, _ in self._running:
            if gone := [member for member in event.members if room_of(member) == session]:
                stage.errands.lose(gone, lost_at)
                self._following.ask(session)

    def _hear_health(self, health: RecordingHealth) -> None:
        for session, stage, take in self._running:
            if PlaneId(take.recording.id) == health.recording:
                take.hear(health, self._now())
                stage.errands.look = True
                self._following.ask(session)

    def _want_keyframe(self, tap: TapId) -> None:
        # A track asks again as long as it needs one, so what is not known yet may be passed over.
        for session, stage, take in self._running:
            if tap in take.taps.values():
                stage.errands.keyframes.add(tap)
                self._following.ask(session)

    def _reopen_all(self) -> None:
        for session, stage, _ in self._running:
            stage.errands.reopen = True
            self._following.ask(session)

    @property
    def _running(self) -> Iterator[tuple[str, Stage, Take]]:
        for session, stage in self._stages.items():
            if stage.take is not None:
                yield session, stage, stage.take

    async def _follow(self, session: str) -> None:
        """Do what is to be done for one session."""
        stage = self._stages[session]
        errands, stage.errands = stage.errands, Errands()
        async with stage.lock:
            if errands.reopen and stage.take is not None:
                await self._reopen(session, stage, stage.take)
            if errands.lost and stage.take is not None:
                await self._lose_taps(session, stage, stage.take, errands.lost)
        if errands.look:
            await self.look(session)
        for tap in errands.keyframes:
            if stage.take is not None:
                await self._tapper.request_keyframe(stage.take, tap)

    async def _lose_taps(self, session: str, stage: Stage, take: Take, lost: Mapping[MemberId, datetime]) -> None:
        """Close the tracks of a worker that died and state the interruption; new tracks begin when people are back."""
        gone = {wanted for wanted in take.taps if wanted.member in lost}
        if not gone:
            return
        if not take.lost:
            silent_since = min(lost[wanted.member] for wanted in gone)
            await self._mark(take, MEDIA_LOST, take.lost_since(gone, silent_since))
        take.lost.update((wanted.identity, wanted.source) for wanted in gone)
        take.stale.update(gone)
        await self._settle(session, stage, take)

    async def _reopen(self, session: str, stage: Stage, take: Take) -> None:
        """Go on after the recorder died: same recording, new tracks; the manifest states the gap."""
        recording = take.recording
        take.count(self._now())
        for running in sorted(take.taps):
            await self._tapper.end(take, running)
        try:
            with take.asking(self._now()):
                await self._outside.recorder.open(PlaneId(recording.id), session, recording.started_at, take.data_key)
        except RecordingError as error:
            take.fault = error.code
            _log.exception("recording not reopened", extra={"session": session, "code": error.code})
        else:
            take.fault = take.health = None
            take.heard_at = self._now()
        await self._settle(session, stage, take)

    async def _tell_status(self, session: str) -> None:
        stage = self._stages[session]
        if stage.take is not None:
            await self._tell(session, stage, stage.take.status(self._now()))

    async def _tell(self, session: str, stage: Stage, status: RecordingStatus) -> None:
        if not stage.has_told(status):
            stage.told = status
            try:
                await self._outside.rooms.recording_changed(session, status)
            except SignalingError as error:
                stage.told = None
                _log.warning("recording status not told", extra={"session": session, "code": str(error.code)})

    def _now(self) -> datetime:
        return self._outside.clock.now()
