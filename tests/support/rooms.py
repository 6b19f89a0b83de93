"""A meeting room without network and database: a plane that notes calls, a store in memory, sockets that keep mail."""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from typing_extensions import override

from media.errors import UnknownMemberError, UnknownRouterError
from media.plane import (
    MediaEvent,
    MediaListener,
    MemberId,
    Offer,
    OfferedTrack,
    OfferMade,
    RouterId,
    ShownPicture,
    Source,
    Tap,
    TapId,
)
from signaling import grants
from signaling.errors import Code, SequenceTakenError
from signaling.linelog import LineSample
from signaling.ports import MeetingFacts, MeetingStore, ServerMessage, StoredEvent
from signaling.protocol.ack import Ack
from signaling.protocol.caucus import CaucusAnswer, CaucusCall
from signaling.protocol.closing import Closed
from signaling.protocol.event import EventKind, Update
from signaling.protocol.host import Admit, OpenMeeting
from signaling.protocol.media import MediaConnect, MediaState
from signaling.protocol.view import RoomView
from signaling.protocol.words import Message, Place, Role, Side
from signaling.relays import Relays
from signaling.rooms import Rooms
from signaling.tickets import Ticket

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SESSION = "s1"
OTHER = "session2"
"""A second meeting, for tests of what one costs another."""
JOINT = RouterId(f"{SESSION}.joint")
BOTH = frozenset({Source.MIC, Source.CAMERA})


def member_id(identity: str) -> MemberId:
    """Return the name the media plane knows this person of the session by."""
    return MemberId(f"{SESSION}.{identity}")


@dataclass
class Clock:
    """A clock that a test turns."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Placed:
    """A transport of the plane below."""

    router: RouterId | None
    transport: int
    """How many this member has had, with this one; of a worker the numbers grow over all its members."""
    allowed: frozenset[Source] = frozenset(Source)
    version: int = 1


class NotingPlane:
    """The media plane as a table: who is in which router, what they may send, and every call in order."""

    def __init__(self) -> None:
        self.routers: dict[RouterId, bool] = {}
        self.placed: dict[MemberId, Placed] = {}
        self.calls: list[tuple[object, ...]] = []
        self._opened: Counter[MemberId] = Counter()
        self.refuse: Exception | None = None
        self._listeners: list[MediaListener] = []

    def subscribe(self, listener: MediaListener) -> None:
        self._listeners.append(listener)

    def emit(self, event: MediaEvent) -> None:
        for listener in self._listeners:
            listener(event)

    async def open_router(self, router: RouterId, *, recordable: bool) -> None:
        self._note("open_router", router, recordable)
        self.routers[router] = recordable

    async def close_router(self, router: RouterId) -> None:
        self._note("close_router", router)
        self.routers.pop(router, None)
        for placed in self.placed.values():
            if placed.router == router:
                placed.router = None

    async def open_transport(self, member: MemberId, router: RouterId | None) -> Offer:
        self._note("open_transport", member, router)
        self._require(router)
        self._opened[member] += 1
        self.placed[member] = Placed(router, self._opened[member])
        return self._offer(member)

    async def answer(self, member: MemberId, version: int, sdp: str) -> None:
        self._note("answer", member, version, sdp)

    async def restart_ice(self, member: MemberId) -> Offer:
        self._note("restart_ice", member)
        self._at(member).version += 1
        return self._offer(member)

    async def move(self, member: MemberId, router: RouterId | None) -> None:
        self._note("move", member, router)
        self._require(router)
        self._at(member).router = router

    async def allow(self, member: MemberId, sources: frozenset[Source]) -> None:
        self._note("allow", member, sources)
        self._at(member).allowed = sources

    async def close_transport(self, member: MemberId) -> None:
        self._note("close_transport", member)
        self.placed.pop(member, None)

    async def show(self, member: MemberId, pictures: tuple[ShownPicture, ...]) -> None:
        self._note("show", member, pictures)
        self._at(member)

    async def tap(self, member: MemberId, source: Source, tap: TapId, sink: str, permitted_for: float = 0.0) -> Tap:
        raise NotImplementedError

    async def untap(self, tap: TapId) -> None:
        raise NotImplementedError

    async def request_keyframe(self, member: MemberId, source: Source) -> None:
        raise NotImplementedError

    async def statistics(self) -> dict[str, float]:
        return {}

    async def close(self) -> None:
        self.placed.clear()
        self.routers.clear()

    def together(self, router: RouterId) -> set[str]:
        """Return the identities in a router."""
        return {member.partition(".")[2] for member, placed in self.placed.items() if placed.router == router}

    def sends(self, identity: str) -> frozenset[Source]:
        """Return what the plane forwards of a person; nothing when they are in no router."""
        placed = self.placed.get(member_id(identity))
        return frozenset() if placed is None or placed.router is None else placed.allowed

    def offer_made(self, identity: str) -> OfferMade:
        """Return the event of another offer for a person."""
        member = member_id(identity)
        self._at(member).version += 1
        return OfferMade(member, self._offer(member))

    def _note(self, *call: object) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.calls.append(call)

    def _at(self, member: MemberId) -> Placed:
        if member not in self.placed:
            raise UnknownMemberError(member)
        return self.placed[member]

    def _require(self, router: RouterId | None) -> None:
        if router is not None and router not in self.routers:
            raise UnknownRouterError(router)

    def _offer(self, member: MemberId) -> Offer:
        placed = self.placed[member]
        others = [name for name, other in self.placed.items() if name != member and other.router == placed.router]
        tracks = [OfferedTrack(str(3 + n), name, Source.MIC) for n, name in enumerate(others) if placed.router]
        return Offer(placed.transport, placed.version, f"sdp of {member}", tuple(tracks))


@dataclass
class MemoryStore:
    """The store as lists; the state goes through JSON as it does in a database."""

    facts_of: dict[str, MeetingFacts]
    consents: dict[str, bool] = field(default_factory=dict)
    disagree: set[str] = field(default_factory=set)
    missing: tuple[Code, tuple[str, ...]] | None = None
    events: dict[str, list[StoredEvent]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[LineSample]] = field(default_factory=dict)
    refuse: Exception | None = None
    shut_out: set[str] = field(default_factory=set)
    hindered: Code | None = None

    async def append(self, session: str, event: StoredEvent, state: dict[str, Any]) -> None:
        if self.refuse is not None:
            raise self.refuse
        kept = self.events.setdefault(session, [])
        if event.seq != len(kept) + 1:
            raise SequenceTakenError
        kept.append(event)
        self.states[session] = json.dumps(state, ensure_ascii=False)

    async def load(self, session: str) -> tuple[int, dict[str, Any]] | None:
        if session not in self.states:
            return None
        return len(self.events[session]), json.loads(self.states[session])

    async def since(self, session: str, seq: int) -> tuple[StoredEvent, ...]:
        return tuple(event for event in self.events.get(session, []) if event.seq > seq)

    async def facts(self, session: str) -> MeetingFacts | None:
        return self.facts_of.get(session)

    async def is_shut_out(self, session: str, identity: str) -> bool:  # noqa: ARG002 - the seam asks for it
        return identity in self.shut_out

    async def hindrance(self, session: str) -> Code | None:  # noqa: ARG002 - the seam asks for it
        return self.hindered

    async def recording_consent(self, session: str, identity: str) -> bool | None:  # noqa: ARG002 - the seam asks for it
        return self.consents.get(identity)

    async def without_consent(self, session: str) -> frozenset[str]:  # noqa: ARG002 - the seam asks for it
        return frozenset(self.disagree)

    async def missing_consent(self, session: str, now: datetime) -> tuple[Code, tuple[str, ...]] | None:  # noqa: ARG002 - the seam asks for them
        return self.missing

    async def keep_lines(self, session: str, samples: tuple[LineSample, ...]) -> None:
        self.lines.setdefault(session, []).extend(samples)

    def kinds(self, session: str = SESSION) -> list[EventKind]:
        return [event.kind for event in self.events.get(session, [])]


class SlowStore(MemoryStore):
    """A store of two meetings that does not answer about the first while its gate is shut."""

    def __init__(self) -> None:
        super().__init__({SESSION: facts(), OTHER: facts(OTHER)})
        self.gate = asyncio.Event()
        self.gate.set()
        self.waits = False
        """Whether somebody waited at the gate last."""

    @override
    async def append(self, session: str, event: StoredEvent, state: dict[str, Any]) -> None:
        await self._answer(session)
        await super().append(session, event, state)

    @override
    async def load(self, session: str) -> tuple[int, dict[str, Any]] | None:
        await self._answer(session)
        return await super().load(session)

    async def _answer(self, session: str) -> None:
        if session == SESSION:
            self.waits = not self.gate.is_set()
            await self.gate.wait()


@dataclass
class Mailboxes:
    """Sockets that keep what they get."""

    mail: dict[str, list[ServerMessage]] = field(default_factory=dict)
    closed: dict[str, bool] = field(default_factory=dict)
    """Socket to whether its client comes back by itself."""

    async def deliver(self, socket: str, message: ServerMessage) -> None:
        self.mail.setdefault(socket, []).append(message)

    async def close(self, socket: str, *, come_back: bool = False) -> None:
        self.closed[socket] = come_back


def facts(session: str = SESSION) -> MeetingFacts:
    return MeetingFacts(session, "L2026-0001", "陈某 与 洛阳某餐饮管理有限公司", "劳动报酬", "host", "王建国", START)


def ticket(identity: str, name: str, side: Side, role: Role, linked_to: str | None = None) -> Ticket:
    return Ticket(SESSION, identity, name, side, role, "", linked_to, grants.USUAL[role])


PEOPLE = {
    person.identity: person
    for person in (
        ticket("host", "王建国", Side.NEUTRAL, Role.MEDIATOR),
        ticket("clerk", "赵书记", Side.NEUTRAL, Role.CLERK),
        ticket("worker", "李秀兰", Side.APPLICANT, Role.PARTY),
        ticket("cousin", "周代理", Side.APPLICANT, Role.AGENT, linked_to="worker"),
        ticket("company", "孙经理", Side.RESPONDENT, Role.PARTY),
        ticket("lawyer", "吴律师", Side.RESPONDENT, Role.AGENT),
        ticket("signer", "何手语", Side.NEUTRAL, Role.INTERPRETER, linked_to="worker"),
    )
}


class House:
    """Rooms with everything around them, driven by hand: sockets are named `<identity>/<n>`."""

    def __init__(self, store: MeetingStore | None = None, relays: Relays | None = None) -> None:
        self.relays = relays
        self.clock = Clock()
        self.plane = NotingPlane()
        self.store = MemoryStore({SESSION: facts()})
        self.kept_in: MeetingStore = store or self.store
        self.boxes = Mailboxes()
        self.sockets: dict[str, str] = {}
        self._opened = 0
        self.rooms = self.open()

    def open(self) -> Rooms:
        """Return rooms as after a start of the server."""
        rooms = Rooms(self.plane, self.kept_in, self.clock, relays=self.relays)
        rooms.attach(self.boxes)
        return rooms

    def restart(self) -> None:
        """Forget everything that is not in the store."""
        self.plane = NotingPlane()
        self.boxes = Mailboxes()
        self.sockets = {}
        self.rooms = self.open()

    async def come(self, *identities: str, device: str | None = "device-of-a-page", media: bool = True) -> None:
        """Let people arrive, each with media once they are in a room."""
        for identity in identities:
            self._opened += 1
            socket = f"{identity}/{self._opened}"
            await self.rooms.arrive(PEOPLE[identity], socket, device)
            self.sockets[identity] = socket
            if media and self.view(identity).me.place is not Place.LOBBY:
                await self.connect_media(identity)

    async def connect_media(self, identity: str) -> Ack:
        ack = await self.do(identity, MediaConnect())
        await self.do(identity, MediaState(mic=True, camera=True, screen=False))
        return ack

    async def gather(self, *guests: str) -> None:
        """Bring the host and guests together in the open joint room."""
        await self.come("host")
        await self.do("host", OpenMeeting())
        for guest in guests:
            await self.come(guest)
            if self.view(guest).me.place is Place.LOBBY:
                await self.do("host", Admit(identity=guest))
                await self.connect_media(guest)

    async def hold_caucus(
        self,
        *accepting: str,
        side: Literal[Side.APPLICANT, Side.RESPONDENT] = Side.APPLICANT,
        interpreters: bool = False,
    ) -> str:
        """Call a caucus and let people accept; return its id."""
        await self.do("host", CaucusCall(side=side, minutes=20, interpreters=interpreters))
        called = self.view(accepting[0]).call
        assert called is not None
        for identity in accepting:
            await self.do(identity, CaucusAnswer(caucus=called.caucus, accept=True))
        return called.caucus

    async def do(self, identity: str, message: Message) -> Ack:
        return await self.rooms.handle(self.sockets[identity], message)

    async def lose(self, identity: str) -> None:
        await self.rooms.lost(self.sockets.pop(identity))

    async def pass_time(self, seconds: float) -> None:
        self.clock.turn(seconds)
        await self.rooms.tick()

    def inbox(self, identity: str) -> list[ServerMessage]:
        return self.boxes.mail.get(self.sockets[identity], [])

    def updates(self, identity: str) -> list[Update]:
        return [message for message in self.inbox(identity) if isinstance(message, Update)]

    def view(self, identity: str) -> RoomView:
        return self.updates(identity)[-1].view

    def closed(self, socket: str) -> list[Closed]:
        return [message for message in self.boxes.mail.get(socket, []) if isinstance(message, Closed)]

    async def hear(self, event: MediaEvent) -> None:
        await self.rooms.settle_media(event)
