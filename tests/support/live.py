"""Live recording on wires that write everything down: what was asked of plane, recorder and rooms, in order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from media.plane import Codec, MediaListener, MemberId, PlacesLost, Source, Tap, TapId
from recordings.errors import RecorderLostError, RecordingError
from recordings.manifest import Signer
from recordings.plane import RecorderEvent, RecorderListener, RecordingId, Sealed, TrackPlan
from recordings.vault import KeyRing
from server.domain.consent import WORDING_VERSION, Answer, Channel, Consent, Purpose
from server.domain.ids import Identity, SessionId
from server.domain.recording import RecordingState
from server.services.archive import Archive
from server.services.recording import LiveRecording, Outside
from signaling.ports import Present, RecordingStatus, Snapshot
from signaling.protocol.words import Phase, Place
from tests.support.store import Store

Call = tuple[str, object]
SESSION = "session1"
MIC = frozenset({Source.MIC})
BOTH = frozenset({Source.MIC, Source.CAMERA})


async def no_beat() -> None:
    """Beat never."""
    await asyncio.Event().wait()


@dataclass
class TapPlane:
    """The part of a media plane that recording uses."""

    calls: list[Call]
    running: dict[TapId, tuple[MemberId, Source]] = field(default_factory=dict)
    ever: set[tuple[MemberId, Source]] = field(default_factory=set)
    permitted_for: dict[TapId, float] = field(default_factory=dict)
    """Of each tap ever made."""
    codec: Codec | None = None
    listeners: list[MediaListener] = field(default_factory=list)

    def subscribe(self, listener: MediaListener) -> None:
        self.listeners.append(listener)

    async def tap(self, member: MemberId, source: Source, tap: TapId, _sink: str, permitted_for: float) -> Tap:
        self.calls.append(("tap", tap))
        self.permitted_for[tap] = permitted_for
        self.running[tap] = (member, source)
        self.ever.add((member, source))
        usual = Codec.OPUS if source is Source.MIC else Codec.VP8
        return Tap(tap, self.codec or usual, 48_000 if source is Source.MIC else 90_000)

    async def untap(self, tap: TapId) -> None:
        self.calls.append(("untap", tap))
        self.running.pop(tap, None)

    async def request_keyframe(self, member: MemberId, _source: Source) -> None:
        self.calls.append(("request_keyframe", member))


@dataclass
class NotingRecorder:
    """A recorder that writes nothing; `fault` is what it answers to every call."""

    calls: list[Call]
    sink: str = "/nowhere"
    fault: RecordingError | None = None
    gate: asyncio.Event | None = None
    """While it is shut, tracks are added slowly."""
    waiting: bool = False
    plans: dict[TapId, TrackPlan] = field(default_factory=dict)
    open_ones: set[RecordingId] = field(default_factory=set)
    listeners: list[RecorderListener] = field(default_factory=list)

    def subscribe(self, listener: RecorderListener) -> None:
        self.listeners.append(listener)

    async def open(self, recording: RecordingId, session: str, _started_at: datetime, data_key: bytes) -> None:
        self._note("open", session)
        assert len(data_key) == 32
        self.open_ones.add(recording)

    async def add_track(self, recording: RecordingId, plan: TrackPlan) -> None:
        if self.gate is not None:
            self.waiting = True
            await self.gate.wait()
        self._note("add_track", plan.tap)
        assert recording in self.open_ones
        self.plans[plan.tap] = plan

    async def end_track(self, _recording: RecordingId, tap: TapId) -> None:
        self._note("end_track", tap)

    async def mark(self, _recording: RecordingId, _at: datetime, kind: str) -> None:
        self._note("mark", kind)

    async def seal(self, recording: RecordingId, _ended_at: datetime) -> Sealed:
        self._note("seal", None)
        self.open_ones.discard(recording)
        return Sealed(recording, "ab" * 32, len(self.plans), 5_000, interrupted=False)

    async def close(self) -> None:
        """Nothing is open."""

    def die(self) -> None:
        """Lose everything, and answer no call until `fault` is taken away."""
        self.open_ones.clear()
        self.fault = RecorderLostError("gone")

    def _note(self, call: str, about: object) -> None:
        if self.fault is not None:
            raise self.fault
        self.calls.append((call, about))


@dataclass
class ShownRooms:
    """A room as recording sees it; `told` are the statuses on its truth line."""

    shown: Snapshot | None = None
    elsewhere: dict[str, Snapshot] = field(default_factory=dict)
    """Other sessions."""
    told: list[RecordingStatus] = field(default_factory=list)

    def snapshot(self, session: str) -> Snapshot | None:
        return self.shown if session == SESSION else self.elsewhere.get(session)

    async def recording_changed(self, _session: str, status: RecordingStatus) -> None:
        self.told.append(status)


@dataclass
class Live:
    """Live recording and everything around it."""

    store: Store
    folder: Path
    calls: list[Call] = field(default_factory=list)
    rooms: ShownRooms = field(default_factory=ShownRooms)

    def __post_init__(self) -> None:
        self.plane = TapPlane(self.calls)
        self.recorder = NotingRecorder(self.calls)
        self.recording = self.restarted()

    def restarted(self) -> LiveRecording:
        """Return recording as the next process has it."""
        keys = KeyRing((b"m" * 32,))
        archive = Archive(self.folder, keys, Signer.load_or_create(self.folder / "signing.pem"))
        store = self.store
        # The fakes hold what recording asks for, not every call of the seams.
        return LiveRecording(
            Outside(store.database.begin, store.clock, store.chance, archive, self.recorder, self.plane, self.rooms)  # type: ignore[arg-type]  # as said
        )

    def show(self, *people: Present, phase: Phase = Phase.OPEN) -> None:
        """Say who is in the room now."""
        self.rooms.shown = Snapshot(phase, people)

    def move(self, place: Place, phase: Phase) -> None:
        """Put everyone somewhere else."""
        assert self.rooms.shown is not None
        self.show(*(replace(person, place=place) for person in self.rooms.shown.present), phase=phase)

    @asynccontextmanager
    async def following(self, beat: Callable[[], Awaitable[None]] = no_beat) -> AsyncIterator[None]:
        """Let recording follow what plane and recorder say."""
        task = asyncio.create_task(self.recording.run(beat))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def say(self, event: RecorderEvent) -> None:
        """Let the recorder say something."""
        for listener in self.recorder.listeners:
            listener(event)

    def lose_worker(self, *people: str) -> None:
        """Let the media worker die that held these people."""
        members = frozenset(MemberId(f"{SESSION}.{person}") for person in people)
        for listener in self.plane.listeners:
            listener(PlacesLost(frozenset(), members, 0.5))

    async def answer(self, identity: str, *, recording: bool) -> None:
        """Keep what a person answered about being recorded."""
        given = Answer(recording, WORDING_VERSION, self.store.clock.now(), Channel.LINK)
        consent = Consent(SessionId(SESSION), Identity(identity), Purpose.RECORDING, (given,))
        async with self.store.database.begin() as uow:
            await uow.people.save_consent(consent)
            await uow.commit()

    async def kept(self) -> list[RecordingState]:
        """Return how each recording of the session stands in the store."""
        async with self.store.database.begin() as uow:
            return [recording.state for recording in await uow.recordings.of_session(SessionId(SESSION))]

    @property
    def heard(self) -> set[str]:
        """Whose media is being copied now."""
        return {member.split(".", 1)[1] for member, _ in self.plane.running.values()}

    @property
    def marks(self) -> list[object]:
        """The marks put into the recording."""
        return [about for name, about in self.calls if name == "mark"]

    def names(self) -> list[str]:
        """The calls, without what they are about."""
        return [name for name, _ in self.calls]


def there(
    identity: str,
    *,
    consent: bool | None = True,
    sources: frozenset[Source] = MIC,
    allowed: frozenset[Source] | None = None,
) -> Present:
    """Return someone in the joint room; `allowed` are the sources they have switched on, arriving or not."""
    may_send = sources if allowed is None else allowed
    return Present(identity, MemberId(f"{SESSION}.{identity}"), Place.JOINT, sources, consent, may_send)
