"""`Rooms`: every meeting held in this process. What the server package calls; see `Rooms` for the whole of it.

A room is opened from the store when the first person comes (or comes back after a restart), and closed when
the session ends or nobody is left. Tasks run while rooms are open, for each room by itself: what is due in it, what
the media plane has to say to it, and what whoever follows it is told. `async with` owns them.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Final, Self
from weakref import WeakValueDictionary

from media.plane import MediaEvent, MediaPlane
from signaling import hearing
from signaling.clockwork import Clockwork
from signaling.directory import LocalDirectory
from signaling.errors import Code, RefusedError, RoomUnavailableError, SignalingError
from signaling.lanes import Lanes
from signaling.linelog import LineSample
from signaling.meeting import Meeting
from signaling.news import News
from signaling.notices import Notices
from signaling.overview import RoomOverview, overview
from signaling.ports import (
    Directory,
    MeetingFacts,
    MeetingObserver,
    MeetingStore,
    Push,
    RecordingStatus,
    Snapshot,
    SourcesObserver,
    StoredEvent,
)
from signaling.protocol.ack import Ack
from signaling.protocol.closing import ClosedReason
from signaling.protocol.words import Message, Phase
from signaling.relays import Relays
from signaling.room import Outside, Room
from signaling.state import MeetingState
from signaling.talk import Talk
from signaling.tickets import Ticket

_log = logging.getLogger(__name__)
_WAITING_LINES: Final = 10_000
"""Samples of lines kept while they cannot be stored."""
_TRY_AGAIN: Final = 1.0
"""Seconds before what could not be done in time is tried again: a store that fails is not asked all the time."""


class Rooms:
    """Every meeting held in this process.

    For the socket (`signaling.namespace`): `attach`, `arrive`, `handle`, `lost`.
    For use cases of the server, after their own transaction: `remove` and `restore` (a person), `shut_out`
    (a member of staff, from everywhere), `end` (the session), `consent_changed`, `participants_changed`,
    `panel_changed`, `recording_changed`. Each does nothing for a meeting
    that is not open here, and none waits for an observer, so an observer may call them.
    For the recorder: `snapshot` and `subscribe_sources`. For the case: `subscribe`.
    """

    def __init__(
        self,
        plane: MediaPlane,
        store: MeetingStore,
        clock: Callable[[], datetime],
        directory: Directory | None = None,
        relays: Relays | None = None,
    ) -> None:
        self._plane = plane
        self._store = store
        self._clock = clock
        self._directory = directory or LocalDirectory()
        self._relays = relays or Relays()
        self._push: Push | None = None
        self._rooms: dict[str, Room] = {}
        self._seats: dict[str, tuple[str, str]] = {}
        """Socket to session and identity."""
        self._observers: list[MeetingObserver] = []
        self._sources_observers: list[SourcesObserver] = []
        self._opening: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        """Of each session that somebody opens: it is there as long as one of them holds it."""
        pause = partial(asyncio.sleep, _TRY_AGAIN)
        self._clockwork = Clockwork(self._rooms, self._tend, clock, pause)
        self._news = News(self._tell_room)
        self._notices = Notices(self._tell_observers, store.since, pause)
        self._looks = Lanes("looks", self._tell_sources)
        self._lines: asyncio.Queue[tuple[str, tuple[LineSample, ...]]] = asyncio.Queue(_WAITING_LINES)
        self._storing_lines: asyncio.Task[None] | None = None
        plane.subscribe(self._hear)

    async def __aenter__(self) -> Self:
        """Start watching the clock and passing on news."""
        self._storing_lines = asyncio.create_task(self._pass_on_lines(), name="rooms-lines")
        for each in (self._clockwork, self._news, self._notices, self._looks):
            each.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and close every room; meetings go on from the store when they are opened again."""
        if self._storing_lines is not None:
            self._storing_lines.cancel()
            await asyncio.gather(self._storing_lines, return_exceptions=True)
        for each in (self._clockwork, self._news, self._notices, self._looks):
            await each.stop()
        await asyncio.gather(*(self._discard(session) for session in self._rooms))
        while not self._lines.empty():
            await self._store_lines(*self._lines.get_nowait())

    # wiring

    def attach(self, push: Push) -> None:
        """Say how sockets are reached; once, before anyone arrives."""
        self._push = push

    def subscribe(self, observer: MeetingObserver) -> None:
        """Tell `observer` of every stored event of every meeting, in order."""
        self._observers.append(observer)

    def subscribe_sources(self, observer: SourcesObserver) -> None:
        """Tell `observer` when `snapshot` of a session would answer differently."""
        self._sources_observers.append(observer)

    # sockets

    async def arrive(self, ticket: Ticket, socket: str, device: str | None = None) -> None:
        """Seat the person behind a socket. Raises `SignalingError`; then the socket must be refused."""
        seated = False
        while not seated:
            room = await self._open(ticket.session)
            async with room.turn():
                if seated := self._rooms.get(ticket.session) is room:
                    await room.arrive(ticket, socket, device)
                    self._seats[socket] = (ticket.session, ticket.identity)
        self._clockwork.wake()

    async def lost(self, socket: str) -> None:
        """Note that a socket is gone."""
        session, identity = self._seats.pop(socket, (None, None))
        room = self._rooms.get(session or "")
        if room is None or identity is None:
            return
        async with room.turn():
            try:
                await room.lost(identity, socket)
            except SignalingError as error:
                _log.warning("loss of a line not kept", extra={"session": session, "code": str(error.code)})
        self._clockwork.wake()

    async def handle(self, socket: str, message: Message) -> Ack:
        """Do what a person asked for. Raises `SignalingError` or `MediaError`; then nothing has changed."""
        session, identity = self._seats.get(socket, ("", ""))
        room = self._rooms.get(session)
        if room is None:
            raise RefusedError(Code.SEAT_TAKEN)
        try:
            async with room.turn():
                return await room.handle(identity, socket, message)
        finally:
            self._clockwork.wake()
            await self._discard_if_stale(room)

    # use cases of the server

    async def remove(self, session: str, identity: str, reason: str) -> None:
        """Take a person's seat away and close their socket with the reason. Raises `RefusedError` for a host."""
        room = self._rooms.get(session)
        if room is not None:
            async with room.turn():
                await room.remove(identity, reason)

    async def shut_out(self, identity: str) -> None:
        """Put a member of staff out of every room: their account is closed. No room waits for another."""
        await asyncio.gather(*(_shut_out_of(room, identity) for room in self._rooms.values()))

    async def unseat(self, session: str, identity: str) -> None:
        """Put a mediator who has the case no longer out of its room."""
        room = self._rooms.get(session)
        if room is not None:
            async with room.turn():
                await room.shut_out(identity, ClosedReason.UNSEATED)

    @property
    def seated(self) -> frozenset[str]:
        """Who has a socket in any room."""
        return frozenset(identity for _, identity in self._seats.values())

    async def restore(self, session: str, identity: str) -> None:
        """Let a removed person knock again."""
        room = await self._open_if_held(session)
        if room is not None:
            async with room.turn():
                await room.restore(identity)

    async def end(self, session: str) -> None:
        """End the meeting: everyone is told, every socket and transport is closed, the event is kept."""
        room = self._rooms.get(session) or await self._open_if_held(session)
        if room is None:
            return
        async with room.turn():
            await room.end()
        await self._discard(session)

    async def consent_changed(self, session: str, identity: str, answer: bool | None) -> None:  # noqa: FBT001 - a standing answer
        """Show a person's new standing answer about recording to them and to those who preside."""
        room = self._rooms.get(session)
        if room is not None:
            async with room.turn():
                await room.consent_changed(identity, answer)

    async def participants_changed(self, session: str) -> None:
        """Tell those who preside that facts of the case changed (identity, consent, device check)."""
        room = self._rooms.get(session)
        if room is not None:
            async with room.turn():
                await room.participants_changed()

    async def panel_changed(self, session: str) -> None:
        """Tell everybody here that who mediates is questioned, has been answered for, or has changed."""
        room = self._rooms.get(session)
        if room is not None:
            async with room.turn():
                await room.panel_changed()

    async def recording_changed(self, session: str, status: RecordingStatus) -> None:
        """Put the recording's status on every truth line. Changes of state become events of the meeting."""
        room = self._rooms.get(session)
        if room is not None:
            async with room.turn():
                await room.recording_changed(status)

    def snapshot(self, session: str) -> Snapshot | None:
        """Return who is where and what arrives of them; None when the meeting is not open here."""
        room = self._rooms.get(session)
        return None if room is None else room.snapshot()

    def statistics(self) -> dict[str, float]:
        """Return counts for the metrics page."""
        return {"rooms": float(len(self._rooms)), "sockets": float(len(self._seats))}

    def overview(self) -> tuple[RoomOverview, ...]:
        """Return seats and lines of every open room, for operators."""
        return tuple(overview(room) for room in self._rooms.values())

    async def tick(self) -> bool:
        """Do what is due in every room and close those that nobody needs; return whether all of it was done.

        No room waits for another. While `async with` owns the tasks, this is done by itself when it is due.
        """
        return all(await asyncio.gather(*(self._tend(room) for room in self._rooms.values())))

    async def _tend(self, room: Room) -> bool:
        """Do what is due in a room or close it when nobody needs it; return whether that was done."""
        async with room.turn():
            if self._rooms.get(room.session) is not room:
                return True
            try:
                await room.expire()
            except SignalingError as error:
                _log.warning("not done in time", extra={"session": room.session, "code": str(error.code)})
                return False
            except Exception as error:  # noqa: BLE001 - what goes wrong in one room must not stop its clock for ever
                # No traceback: its values may be names or words of the parties.
                _log.error("not done in time: %s", type(error).__name__, extra={"session": room.session})
                return False
        if room.idle and self._rooms.get(room.session) is room:
            await self._discard(room.session)
        return True

    # opening and closing

    async def _open_if_held(self, session: str) -> Room | None:
        try:
            return await self._open(session)
        except SignalingError:
            return None

    async def _open(self, session: str) -> Room:
        # One lock a session: a store that is slow with one meeting keeps nobody out of another.
        lock = self._opening.setdefault(session, asyncio.Lock())
        async with lock:
            room = self._rooms.get(session)
            if room is None:
                room = self._rooms[session] = await self._load(session)
            return room

    async def _load(self, session: str) -> Room:
        facts = await self._facts(session)
        if not await self._directory.claim(session):
            raise RoomUnavailableError(Code.ELSEWHERE)
        talk = Talk()
        meeting = Meeting(MeetingState(session=session), 0)
        if (kept := await self._store.load(session)) is not None:
            meeting = Meeting(MeetingState.from_json(kept[1]), kept[0])
            if meeting.state.phase is Phase.ENDED:
                raise RoomUnavailableError(Code.CLOSED)
            meeting = Meeting(meeting.lose_everyone(self._clock()).state, kept[0])
            talk.restore(await self._store.since(session, 0))
        return Room(facts, meeting, talk, self._outside())

    async def _facts(self, session: str) -> MeetingFacts:
        facts = await self._store.facts(session)
        if facts is None:
            raise RoomUnavailableError(Code.CLOSED)
        return facts

    def _outside(self) -> Outside:
        if self._push is None:
            message = "attach a Push before anyone arrives"
            raise RuntimeError(message)
        return Outside(self._plane, self._store, self._push, self._clock, self._watch, self._keep_lines, self._relays)

    async def _discard(self, session: str) -> None:
        room = self._rooms.pop(session, None)
        if room is None:
            return
        self._news.forget(session)
        async with room.turn():
            await room.close()
        self._seats = {socket: seat for socket, seat in self._seats.items() if seat[0] != session}
        await self._directory.release(session)

    async def _discard_if_stale(self, room: Room) -> None:
        if room.is_overtaken and self._rooms.get(room.session) is room:
            await self._discard(room.session)

    # news

    def _hear(self, event: MediaEvent) -> None:
        for session in self._concerned(event):
            self._news.add(session, event)

    def _concerned(self, event: MediaEvent) -> list[str]:
        return [session for session in self._rooms if hearing.concerns(event, session)]

    def _watch(self, session: str, event: StoredEvent | None) -> None:
        if event is None:
            self._looks.ask(session)
        else:
            self._notices.add(session, event)

    def _keep_lines(self, session: str, samples: tuple[LineSample, ...]) -> None:
        try:
            self._lines.put_nowait((session, samples))
        except asyncio.QueueFull:
            _log.warning("quality of lines dropped", extra={"session": session})

    async def settle_media(self, event: MediaEvent) -> None:
        """Pass one media event on to the rooms it is about."""
        for session in self._concerned(event):
            await self._tell_room(session, event)

    async def _tell_room(self, session: str, event: MediaEvent) -> None:
        room = self._rooms.get(session)
        if room is None:
            return
        async with room.turn():
            try:
                await hearing.hear(room, event)
            except Exception as error:  # noqa: BLE001 - one room's fault must not silence the others
                # No traceback: its values may be names or words of the parties.
                _log.error("media event not passed on: %s", type(error).__name__, extra={"session": session})

    async def _pass_on_lines(self) -> None:
        while True:
            await self._store_lines(*await self._lines.get())

    async def _store_lines(self, session: str, samples: tuple[LineSample, ...]) -> None:
        try:
            await self._store.keep_lines(session, samples)
        except Exception as error:  # noqa: BLE001 - a store that fails must not end the task; nothing else depends on it
            _log.warning("quality of lines not kept: %s", type(error).__name__, extra={"session": session})

    async def _tell_observers(self, session: str, event: StoredEvent) -> None:
        await self._tell(session, [partial(observer.observe, session, event) for observer in self._observers])

    async def _tell_sources(self, session: str) -> None:
        await self._tell(session, [partial(observer.sources_changed, session) for observer in self._sources_observers])

    async def _tell(self, session: str, calls: Iterable[Callable[[], Awaitable[None]]]) -> None:
        """Tell each; one that fails concerns nobody else."""
        for call in calls:
            try:
                await call()
            except Exception as error:  # noqa: BLE001 - an observer is foreign; its fault is not the room's
                _log.error("observer failed: %s", type(error).__name__, extra={"session": session})


async def _shut_out_of(room: Room, identity: str) -> None:
    async with room.turn():
        await room.shut_out(identity)
