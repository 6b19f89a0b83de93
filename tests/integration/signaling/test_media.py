"""Rooms over the real media plane: what people hear is what the room says they hear."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from media.local import LocalMediaPlane
from media.plane import MediaListener, MemberId, Offer, OfferedTrack, OfferMade, RouterId, Source
from media.settings import MediaSettings
from signaling.ports import ServerMessage
from signaling.protocol.caucus import CaucusAnswer, CaucusCall, CaucusEnd
from signaling.protocol.event import Update
from signaling.protocol.host import Admit, Mute, OpenMeeting
from signaling.protocol.media import MediaAnswer, MediaConnect, MediaState
from signaling.protocol.offer import OfferMessage
from signaling.protocol.words import Message, Side
from signaling.rooms import Rooms
from tests.support.party import Party
from tests.support.rooms import PEOPLE, SESSION, Clock, MemoryStore, facts
from tests.support.wait import until

SOUND = frozenset({Source.MIC})
UNDER_WAY = 25
"""Frames of 20 ms: more than any jitter buffer holds."""
A_SECOND = 50


class Line:
    """One person's socket as a media plane, so that a `Party` can talk to the room instead of the plane."""

    def __init__(self, rooms: Rooms, identity: str) -> None:
        self.rooms = rooms
        self.identity = identity
        self.updates: list[Update] = []
        self._listeners: list[MediaListener] = []

    @property
    def ringing(self) -> str | None:
        call = self.updates[-1].view.call
        return call.caucus if call is not None else None

    async def do(self, message: Message) -> OfferMessage | None:
        return (await self.rooms.handle(self.identity, message)).offer

    def take(self, message: ServerMessage) -> None:
        if isinstance(message, Update):
            self.updates.append(message)
        if isinstance(message, OfferMessage):
            for listener in self._listeners:
                listener(OfferMade(MemberId(self.identity), _offer(message)))

    def subscribe(self, listener: MediaListener) -> None:
        self._listeners.append(listener)

    async def open_transport(self, member: MemberId, router: RouterId | None) -> Offer:
        assert (member, router) == (self.identity, None)
        message = await self.do(MediaConnect())
        assert message is not None
        await self.do(MediaState(mic=True, camera=False, screen=False))
        return _offer(message)

    async def answer(self, member: MemberId, version: int, sdp: str) -> None:
        assert member == self.identity
        await self.do(MediaAnswer(version=version, sdp=sdp))

    async def close_transport(self, member: MemberId) -> None:
        await self.rooms.lost(member)


def _offer(message: OfferMessage) -> Offer:
    tracks = tuple(OfferedTrack(track.mid, MemberId(track.identity), Source(track.source)) for track in message.tracks)
    return Offer(1, message.version, message.sdp, tracks)


class Post:
    """Delivers to the lines; a socket is called like its person."""

    def __init__(self) -> None:
        self.lines: dict[str, Line] = {}

    async def deliver(self, socket: str, message: ServerMessage) -> None:
        self.lines[socket].take(message)

    async def close(self, socket: str, *, come_back: bool = False) -> None:
        """Sockets here end with the test."""


@asynccontextmanager
async def _people(*identities: str) -> AsyncIterator[tuple[dict[str, Line], dict[str, Party]]]:
    plane = LocalMediaPlane(MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",), tcp=False))
    await plane.start()
    rooms = Rooms(plane, MemoryStore({SESSION: facts()}), Clock())
    post = Post()
    rooms.attach(post)
    parties: dict[str, Party] = {}
    async with AsyncExitStack() as stack:
        stack.push_async_callback(plane.close)
        await stack.enter_async_context(rooms)
        for identity in identities:
            line = post.lines[identity] = Line(rooms, identity)
            await rooms.arrive(PEOPLE[identity], identity)
            await post.lines["host"].do(OpenMeeting() if identity == "host" else Admit(identity=identity))
            party = Party(line, identity)  # type: ignore[arg-type]  # a party uses four calls of a plane
            parties[identity] = await stack.enter_async_context(party)
            await party.join(None, SOUND)
        yield post.lines, parties


async def test_in_the_joint_room_everyone_hears_everyone() -> None:
    async with _people("host", "worker", "company") as (_, parties):
        for listener in parties:
            for speaker in parties.keys() - {listener}:
                await parties[listener].hear(speaker)


async def test_in_a_caucus_the_other_side_hears_nothing_and_afterwards_everyone_again() -> None:
    async with _people("host", "worker", "company") as (lines, parties):
        await parties["company"].hear("worker")

        await lines["host"].do(CaucusCall(side=Side.APPLICANT, minutes=5))
        await until(lambda: lines["worker"].ringing, "it rings")
        await lines["worker"].do(CaucusAnswer(caucus=lines["worker"].ringing or "", accept=True))
        await parties["company"].until_offered()
        await _assert_silent(parties["company"], "worker", while_hearing=("worker", parties["host"]))
        await _assert_silent(parties["company"], "host", while_hearing=("host", parties["worker"]))
        await _assert_silent(parties["worker"], "company", while_hearing=("host", parties["worker"]))

        await lines["host"].do(CaucusEnd())
        for listener in parties:
            for speaker in parties.keys() - {listener}:
                await parties[listener].hear(speaker)


async def test_a_mute_by_the_host_is_silence_at_every_other_browser() -> None:
    async with _people("host", "worker", "company") as (lines, parties):
        await parties["company"].hear("worker")

        await lines["host"].do(Mute(identity="worker", muted=True))

        await _assert_silent(parties["company"], "worker", while_hearing=("host", parties["company"]))


async def test_a_person_whose_line_is_lost_is_silent_although_their_browser_still_sends() -> None:
    async with _people("host", "worker", "company") as (lines, parties):
        await parties["company"].hear("worker")

        await lines["worker"].rooms.lost("worker")

        await _assert_silent(parties["company"], "worker", while_hearing=("host", parties["company"]))
        assert parties["worker"].connected


async def _assert_silent(listener: Party, speaker: str, *, while_hearing: tuple[str, Party]) -> None:
    """Let what was under way arrive, then hear a second of somebody else and not one frame of the speaker."""
    other, witness = while_hearing
    await witness.hear(other, frames=UNDER_WAY)
    before = listener.hears(speaker).frames
    await witness.hear(other, frames=A_SECOND)
    assert listener.hears(speaker).frames == before
