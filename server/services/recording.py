"""`LiveRecording`: keeps what is written equal to what may be written, and says so on every truth line.

It is told that something changed, never what to do: it compares the taps that run with those that may run
(`taps.desired_taps`) and makes the difference good, taking away before it gives.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol

from media.errors import MediaError
from media.plane import Codec, MediaEvent, MediaPlane, MemberId, PlaneRestarted, ProducerChanged, Source, TapId
from recordings.errors import RecordingError
from recordings.plane import (
    KeyframeWanted,
    RecorderEvent,
    RecorderPlane,
    RecorderRestarted,
    RecordingHealth,
    TrackPlan,
)
from recordings.plane import RecordingId as PlaneId
from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.consent import Purpose
from server.domain.errors import ConflictError
from server.domain.ids import RecordingId, SessionId
from server.domain.recording import Recording, RecordingState
from server.domain.session import Session
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import case_of, in_reach, require_going_on, session_of
from server.services.archive import Archive
from server.services.ports import Clock, TokenSource, UnitOfWork
from server.services.takes import INTERRUPTED, Stage, Take
from server.services.taps import WantedTap, desired_taps
from signaling.errors import SignalingError
from signaling.ports import RecordingStatus, Snapshot, StoredEvent
from signaling.protocol import EventKind, Phase
from signaling.protocol import RecordingState as Truth

_log = logging.getLogger(__name__)

SERVER_ENDED: Final = "recording.server_ended"
"""Why a recording ended although nobody stopped it; its session goes on being recorded."""
LOOK_EVERY: Final = 2.0
_Form = tuple[Codec, int]
_USUAL: Final[dict[Source, _Form]] = {
    Source.MIC: (Codec.OPUS, 48_000),
    Source.CAMERA: (Codec.VP8, 90_000),
    Source.SCREEN: (Codec.VP8, 90_000),
}
_MOST_TAPS: Final = 2**32
SENTENCES: Final = {
    "recording.started": ("开始录音录像", Tone.PLAIN),
    "recording.stopped": ("停止录音录像", Tone.PLAIN),
    "recording.interrupted": ("录音录像因系统中断停止，已录部分封存", Tone.WAITING),
}
"""What the case says of a recording."""


class LiveRooms(Protocol):
    """What is asked of rooms."""

    def snapshot(self, session: str) -> Snapshot | None:
        """Return who is where and what arrives of them."""

    async def recording_changed(self, session: str, status: RecordingStatus) -> None:
        """Put the status on every truth line."""


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
        self._news: asyncio.Queue[Callable[[], Awaitable[None]]] = asyncio.Queue()
        self._sealing: set[asyncio.Task[None]] = set()
        # Seconds of the clock: no number comes twice, also over restarts, while there is less than a tap a second.
        self._last_tap = int(outside.clock.now().timestamp()) % _MOST_TAPS
        outside.media.subscribe(self._hear_media)
        outside.recorder.subscribe(self._hear_recorder)

    # --- orders of the mediator ---------------------------------------------------------------------

    async def start(self, account: Account, session: str) -> Recording:
        """Begin.

        Raises `ConflictError`: `recording.running`, `recording.room_not_open`, `recording.nobody_consented`, and
        `RecordingError` when the recorder cannot; then nothing has begun.
        """
        async with self._turn(session) as stage:
            async with self._outside.begin() as uow:
                found, _ = await in_reach(uow, account, session, Right.RECORDING_START)
                require_going_on(found)
                await self._require_startable(uow, stage, found)
            stage.goes_on = False
            stage.take = await self._open(session, account)
            await self._settle(session, stage, stage.take)
            return stage.take.recording

    async def pause(self, account: Account, session: str) -> Recording:
        """Write nothing until `resume`. Raises `ConflictError` (`recording.not_running`)."""
        async with self._turn(session) as stage:
            take = await self._ordered(account, session, stage)
            paused = take.recording.pause()
            take.count(self._now())
            take.paused = True
            await self._settle(session, stage, take)
            await self._mark(take, "pause")
            take.recording = await self._save(paused, "recording.paused", account)
            return take.recording

    async def resume(self, account: Account, session: str) -> Recording:
        """Write again, of those whose consent stands."""
        async with self._turn(session) as stage:
            take = await self._ordered(account, session, stage)
            take.recording = await self._save(take.recording.resume(), "recording.resumed", account)
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
            await self._cut(stage, identity)
        await self.look(session)

    async def _cut(self, stage: Stage, identity: str) -> None:
        """Stop copying everything of a person; their tracks are closed in the next turn."""
        for wanted, tap in list(stage.take.taps.items()) if stage.take else ():
            if wanted.identity == identity and stage.take is not None:
                stage.take.stale.add(wanted)
                with suppress(MediaError):
                    await self._outside.media.untap(tap)

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
        async with self._outside.begin() as uow:
            unsealed = await uow.recordings.unsealed()
        for recording in unsealed:
            await self._recover(recording)

    async def run(self) -> None:
        """Follow the recorder and the media plane until cancelled."""
        while True:
            try:
                async with asyncio.timeout(LOOK_EVERY):
                    work = await self._news.get()
            except TimeoutError:
                work = self._tell_all
            try:
                await work()
            except Exception:  # noqa: BLE001 - one session's fault must not end the recording of the others
                _log.exception("following the recording failed")

    async def close(self) -> None:
        """Seal everything that runs; its sessions go on being recorded after the next start."""
        for session, stage in list(self._stages.items()):
            async with stage.lock:
                if stage.take is not None:
                    problem = None if stage.take.paused else SERVER_ENDED
                    stage.take.recording = replace(stage.take.recording, problem=problem)
                    self._seal_later(await self._take_down(session, stage, None))
        await asyncio.gather(*self._sealing, return_exceptions=True)

    async def _recover(self, recording: Recording) -> None:
        now = self._now()
        if recording.state is not RecordingState.FAILED:
            problem = SERVER_ENDED if recording.state is RecordingState.OPEN else INTERRUPTED
            recording = await self._save(recording.fail(problem, now), "recording.interrupted")
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
        await self._save(replace(whole, ended_at=ended_at), "recording.sealed")

    # --- one turn ----------------------------------------------------------------------------------

    @asynccontextmanager
    async def _turn(self, session: str) -> AsyncIterator[Stage]:
        stage = self._stages.setdefault(session, Stage())
        async with stage.lock:
            if not stage.known:
                stage.goes_on = await self._was_recorded(session)
                stage.known = True
            yield stage

    async def _was_recorded(self, session: str) -> bool:
        """Tell whether the recording of a session that goes on was cut off by the end of a server."""
        async with self._outside.begin() as uow:
            recordings = await uow.recordings.of_session(SessionId(session))
            if not recordings or recordings[-1].problem != SERVER_ENDED:
                return False
            return not (await session_of(uow, session)).is_over

    async def _ordered(self, account: Account, session: str, stage: Stage) -> Take:
        async with self._outside.begin() as uow:
            await in_reach(uow, account, session, Right.RECORDING_START)
        if stage.take is None:
            raise ConflictError("recording.not_running")
        return stage.take

    async def _require_startable(self, uow: UnitOfWork, stage: Stage, session: Session) -> None:
        if stage.take is not None:
            raise ConflictError("recording.running")
        if self._outside.rooms.snapshot(session.id) is None:
            raise ConflictError("recording.room_not_open")
        for person in await uow.cases.participants(session.case):
            if (await uow.people.consent(session.id, person.identity, Purpose.RECORDING)).stands():
                return
        raise ConflictError("recording.nobody_consented")

    async def _open(self, session: str, account: Account | None) -> Take:
        now, outside = self._now(), self._outside
        name, data_key = RecordingId(outside.chance.id()), outside.archive.keys.new_data_key()
        recording = Recording(name, SessionId(session), now, outside.archive.keys.wrap(data_key, name))
        await outside.recorder.open(PlaneId(name), session, now, data_key)
        try:
            async with outside.begin() as uow:
                await uow.recordings.add(recording)
                await _note(uow, recording, "recording.started", account, now)
                await uow.commit()
        except BaseException:
            with suppress(RecordingError):
                await outside.recorder.seal(PlaneId(name), now)
            raise
        return Take(recording, data_key, wrote_until=now)

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
            await self._end_tap(take, gone)
        if entered:
            await self._mark(take, "caucus_started" if caucus else "caucus_ended")
        for new in sorted(wanted - take.taps.keys()):
            await self._begin_tap(stage, take, new)
        await self._tell(session, stage, take.status(self._now()))

    async def _begin_tap(self, stage: Stage, take: Take, wanted: WantedTap) -> None:
        usual = _USUAL[wanted.source]
        found = await self._tap(stage, take, wanted, usual)
        if found is not None and found != usual:
            # The browser sends another codec than almost all do; the track must know it from its first byte.
            await self._end_tap(take, wanted)
            await self._tap(stage, take, wanted, found)

    async def _tap(self, stage: Stage, take: Take, wanted: WantedTap, form: _Form) -> _Form | None:
        """Begin one tap; return how the browser sends the source, None when there is no tap now."""
        tap, outside, found = self._next_tap(), self._outside, None
        try:
            plan = TrackPlan(tap, wanted.identity, wanted.source, *form)
            await outside.recorder.add_track(PlaneId(take.recording.id), plan)
            take.taps[wanted], take.fault = tap, None
            if wanted.identity not in stage.denied:
                found = await outside.media.tap(wanted.member, wanted.source, tap, outside.recorder.sink)
        except RecordingError as error:
            take.fault = error.code
        except MediaError as error:
            # The person has just moved: the next look knows where to.
            _log.info("tap refused", extra={"session": take.recording.session, "code": error.code})
        if found is None or wanted.identity in stage.denied:
            await self._end_tap(take, wanted)
            return None
        return found.codec, found.clock_rate

    async def _end_tap(self, take: Take, wanted: WantedTap) -> None:
        """Stop copying first; when this returns no packet of the tap can reach a file."""
        take.stale.discard(wanted)
        tap = take.taps.get(wanted)
        if tap is None:
            return
        with suppress(MediaError):  # a plane that is gone copies nothing
            await self._outside.media.untap(tap)
        with suppress(RecordingError):  # a recorder that is gone drops what it does not know
            await self._outside.recorder.end_track(PlaneId(take.recording.id), tap)
        take.forget(wanted)

    async def _take_down(self, session: str, stage: Stage, account: Account | None) -> Recording:
        """Take in nothing more; the recording waits to be sealed."""
        take = stage.take
        if take is None:
            raise ConflictError("recording.not_running")
        now = self._now()
        for running in sorted(take.taps):
            await self._end_tap(take, running)
        stopped = await self._save(take.recording.stop(now), "recording.stopped", account)
        stage.take = None
        await self._tell(session, stage, RecordingStatus(Truth.OFF, 0, now))
        return stopped

    async def _seal(self, recording: Recording) -> Recording:
        ended_at = recording.ended_at or self._now()
        try:
            sealed = await self._outside.recorder.seal(PlaneId(recording.id), ended_at)
        except RecordingError as error:
            _log.exception("recording not sealed", extra={"session": recording.session, "code": error.code})
            return await self._save(recording.fail(error.code, self._now()), "recording.failed")
        whole = recording.seal(
            sealed.manifest_sha256, sealed.tracks, sealed.duration_ms, interrupted=sealed.interrupted
        )
        return await self._save(whole, "recording.sealed")

    def _seal_later(self, recording: Recording) -> None:
        async def seal() -> None:
            await self._seal(recording)

        task = asyncio.create_task(seal(), name=f"seal-{recording.id}")
        self._sealing.add(task)
        task.add_done_callback(self._sealing.discard)

    async def _mark(self, take: Take, kind: str) -> None:
        with suppress(RecordingError):
            await self._outside.recorder.mark(PlaneId(take.recording.id), self._now(), kind)

    async def _save(self, recording: Recording, kind: str, account: Account | None = None) -> Recording:
        async with self._outside.begin() as uow:
            await uow.recordings.save(recording)
            await _note(uow, recording, kind, account, self._now())
            await uow.commit()
        return replace(recording, version=recording.version + 1)

    # --- news --------------------------------------------------------------------------------------

    def _hear_media(self, event: MediaEvent) -> None:
        match event:
            case ProducerChanged(member=member, source=source, live=True):
                self._renew(member, source)
            case PlaneRestarted():
                self._news.put_nowait(self._forget_taps)
            case _:
                pass

    def _hear_recorder(self, event: RecorderEvent) -> None:
        match event:
            case RecordingHealth():
                self._hear_health(event)
            case KeyframeWanted(tap=tap):
                self._news.put_nowait(partial(self._want_keyframe, tap))
            case RecorderRestarted():
                self._news.put_nowait(self._reopen)

    def _renew(self, member: MemberId, source: Source) -> None:
        """Make a tap anew whose source begins: what is held hangs on a transport that is gone."""
        for session, stage in self._stages.items():
            for wanted in stage.take.taps if stage.take else ():
                if (wanted.member, wanted.source) == (member, source) and stage.take is not None:
                    stage.take.stale.add(wanted)
                    self._news.put_nowait(partial(self.look, session))

    def _hear_health(self, health: RecordingHealth) -> None:
        for session, stage in self._stages.items():
            if stage.take is not None and PlaneId(stage.take.recording.id) == health.recording:
                stage.take.hear(health, self._now())
                self._news.put_nowait(partial(self.look, session))

    async def _want_keyframe(self, tap: TapId) -> None:
        for stage in self._stages.values():
            for wanted, running in stage.take.taps.items() if stage.take else ():
                if running == tap:
                    with suppress(MediaError):
                        await self._outside.media.request_keyframe(wanted.member, wanted.source)

    async def _forget_taps(self) -> None:
        """Close the tracks of a worker that died; new ones begin when people are back."""
        for session, stage in list(self._stages.items()):
            async with stage.lock:
                if stage.take is not None:
                    stage.take.stale.update(stage.take.taps)
                    await self._settle(session, stage, stage.take)

    async def _reopen(self) -> None:
        """Go on after the recorder died: same recordings, new tracks; the manifest states the gap."""
        for session, stage in list(self._stages.items()):
            async with stage.lock:
                if stage.take is not None:
                    await self._reopen_one(session, stage, stage.take)

    async def _reopen_one(self, session: str, stage: Stage, take: Take) -> None:
        recording = take.recording
        take.count(self._now())
        for running in sorted(take.taps):
            await self._end_tap(take, running)
        try:
            await self._outside.recorder.open(PlaneId(recording.id), session, recording.started_at, take.data_key)
        except RecordingError as error:
            take.fault = error.code
            _log.exception("recording not reopened", extra={"session": session, "code": error.code})
        else:
            take.fault = take.health = take.heard_at = None
        await self._settle(session, stage, take)

    async def _tell_all(self) -> None:
        for session, stage in list(self._stages.items()):
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

    def _next_tap(self) -> TapId:
        self._last_tap = (self._last_tap + 1) % _MOST_TAPS
        return TapId(self._last_tap)

    def _now(self) -> datetime:
        return self._outside.clock.now()


async def _note(uow: UnitOfWork, recording: Recording, kind: str, account: Account | None, at: datetime) -> None:
    """Write down what became of a recording: in the audit log always, in the case when people should read it."""
    subject = f"session:{recording.session}"
    if account is None:
        await uow.audit.add(Act("system", kind, subject, (("recording", recording.id),)), at)
    else:
        await minutes.act_of_staff(uow, account, kind, subject, at, recording=recording.id)
    if kind in SENTENCES:
        text, tone = SENTENCES[kind]
        case = await case_of(uow, await session_of(uow, recording.session))
        author = account.name if account else "系统"
        await minutes.line(uow, case, author, minutes.Note(kind, text, tone), at)
