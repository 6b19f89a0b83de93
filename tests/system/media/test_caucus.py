"""What is said in a caucus reaches nobody outside and no recorder: the first promise of the product."""

import asyncio
import random
import socket
from collections.abc import Iterator

import pytest
from typing_extensions import override

from media.errors import TapRefusedError
from media.local import LocalMediaPlane
from media.plane import MediaEvent, MemberId, RouterId, Source, SpeakersChanged, TapId
from media.tap import Entry, EntryKind, unpack_entries
from tests.support.party import Party
from tests.support.wait import stays, until
from tests.support.wire import Wire

JOINT, CAUCUS = "s.joint", "s.caucus.1"
MIC = frozenset({Source.MIC})
ANN, BOB, HOST = MemberId("s.ann"), MemberId("s.bob"), MemberId("s.host")


class Steps(random.SystemRandom):
    """Chance, but for the first number of a stream, which is `step` after that of the stream before."""

    def __init__(self, step: int) -> None:
        super().__init__()
        self._step = step
        self._first = 1000

    @override
    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        if (start, stop) != (0x8000, None):
            return super().randrange(start, stop, step)
        self._first = (self._first + self._step) % 0x8000
        return self._first

    @override
    def __str__(self) -> str:
        return str(self._step)


class Sink:
    """A recorder's socket."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.bind(path)

    def read(self) -> list[Entry]:
        entries: list[Entry] = []
        while True:
            try:
                entries += unpack_entries(self._socket.recv(65_536))
            except BlockingIOError:
                return entries

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def sink(folder: str) -> Iterator[Sink]:
    sink = Sink(f"{folder}/sink")
    yield sink
    sink.close()


def ssrcs(datagrams: list[bytes]) -> set[int]:
    """The SSRCs of the RTP among captured datagrams; SRTP leaves them in the clear."""
    rtp = [each for each in datagrams if each[0] >> 6 == 2 and not 192 <= each[1] < 224]
    return {int.from_bytes(each[8:12]) for each in rtp}


async def test_nothing_of_a_caucus_reaches_the_other_side_nor_the_other_way(plane: LocalMediaPlane) -> None:
    async with Party(plane, HOST) as host, Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await asyncio.gather(host.join(JOINT, MIC), ann.join(JOINT, MIC), bob.join(JOINT, MIC))
        await asyncio.gather(bob.hear(HOST), bob.hear(ANN), ann.hear(BOB), host.hear(BOB))

        await plane.move(HOST, RouterId(CAUCUS))
        await plane.move(ANN, RouterId(CAUCUS))
        await asyncio.gather(ann.until_offered(HOST), host.until_offered(ANN), bob.until_offered())
        await asyncio.gather(ann.hear(HOST), host.hear(ANN))
        at_bob = {source: received.frames for source, received in bob.received.items()}
        from_bob = ann.hears(BOB).frames, host.hears(BOB).frames
        await asyncio.gather(ann.hear(HOST, frames=50), host.hear(ANN, frames=50))

        assert {source: received.frames for source, received in bob.received.items()} == at_bob
        assert (ann.hears(BOB).frames, host.hears(BOB).frames) == from_bob


async def test_no_datagram_of_the_other_place_is_sent_after_a_move(plane: LocalMediaPlane) -> None:
    async with (
        Wire() as wire,
        Party(plane, ANN) as ann,
        Party(plane, HOST) as host,
        Party(plane, BOB, relay=wire) as bob,
    ):
        await asyncio.gather(ann.join(JOINT), host.join(JOINT), bob.join(JOINT))
        await asyncio.gather(bob.hear(ANN), bob.hear(HOST, Source.CAMERA))
        before = (await plane.statistics())["packets_sent"]

        await plane.move(ANN, RouterId(CAUCUS))
        await plane.move(HOST, RouterId(CAUCUS))
        await wire.catch_up()  # with what was sent before the move; a burst across it: tests/unit/media/test_places.py
        down: list[bytes] = []

        def keep(datagram: bytes, _: int) -> bool:
            down.append(datagram)
            return False

        wire.down = keep
        await asyncio.gather(ann.hear(HOST, frames=50), host.hear(ANN, Source.CAMERA, frames=10))

        assert (await plane.statistics())["packets_sent"] > before
        assert ssrcs(down) == set()


async def test_coming_back_from_a_caucus_brings_the_voice_back(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await asyncio.gather(ann.join(JOINT), bob.join(JOINT))
        await bob.hear(ANN, Source.CAMERA)

        await plane.move(ANN, RouterId(CAUCUS))
        await bob.until_offered()
        await plane.move(ANN, RouterId(JOINT))
        await bob.until_offered(ANN)

        await asyncio.gather(bob.hear(ANN), bob.hear(ANN, Source.CAMERA), ann.hear(BOB))
        assert (await plane.statistics())["handshakes"] == 2


@pytest.mark.parametrize("chance", [Steps(step) for step in (-50, 0, 50, 400, 20_000)], ids=str)
async def test_a_line_used_again_is_heard_whatever_number_its_new_stream_begins_with(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await asyncio.gather(ann.join(JOINT), bob.join(JOINT))
        await asyncio.gather(bob.hear(ANN), bob.hear(ANN, Source.CAMERA))

        await plane.move(ANN, RouterId(CAUCUS))
        await bob.until_offered()
        await plane.move(ANN, RouterId(JOINT))
        await bob.until_offered(ANN)

        await asyncio.gather(bob.hear(ANN, frames=20), bob.hear(ANN, Source.CAMERA, frames=10))


async def test_speaking_in_a_caucus_is_told_of_the_caucus_only(
    plane: LocalMediaPlane, events: list[MediaEvent]
) -> None:
    async with Party(plane, ANN) as ann:
        await ann.join(CAUCUS, MIC)

        await until(lambda: SpeakersChanged(RouterId(CAUCUS), (ANN,)) in events)

        assert not any(isinstance(event, SpeakersChanged) and event.router == JOINT for event in events)


async def test_a_caucus_cannot_be_tapped(plane: LocalMediaPlane, sink: Sink) -> None:
    async with Party(plane, ANN) as ann:
        await ann.join(CAUCUS, MIC)

        with pytest.raises(TapRefusedError):
            await plane.tap(ANN, Source.MIC, TapId(1), sink.path)
        await stays(lambda: not sink.read(), "nothing at the recorder")


async def test_who_is_nowhere_cannot_be_tapped(plane: LocalMediaPlane, sink: Sink) -> None:
    async with Party(plane, ANN) as ann:
        await ann.join(None, MIC)

        with pytest.raises(TapRefusedError):
            await plane.tap(ANN, Source.MIC, TapId(1), sink.path)


async def test_a_tap_carries_the_source_and_its_clocks(plane: LocalMediaPlane, sink: Sink) -> None:
    async with Party(plane, ANN) as ann:
        await ann.join(JOINT)
        tap = await plane.tap(ANN, Source.MIC, TapId(7), sink.path)
        entries: list[Entry] = []

        def complete() -> bool:
            entries.extend(sink.read())
            return len(entries) > 50 and EntryKind.SENDER_REPORT in {entry.kind for entry in entries}

        await until(complete)

        packets = [entry for entry in entries if entry.kind is EntryKind.RTP]
        sequences = [int.from_bytes(entry.body[2:4]) for entry in packets]
        assert (tap.codec, tap.clock_rate) == ("opus", 48_000)
        assert {entry.tap for entry in entries} == {TapId(7)}
        assert entries[0].kind is EntryKind.BEGUN
        assert [(one - sequences[0]) & 0xFFFF for one in sequences] == list(range(len(sequences)))
        assert [entry.arrival for entry in packets] == sorted(entry.arrival for entry in packets)


async def test_a_tapped_picture_begins_with_a_keyframe_soon(plane: LocalMediaPlane, sink: Sink) -> None:
    async with Party(plane, ANN) as ann:
        await ann.join(JOINT)
        await plane.tap(ANN, Source.CAMERA, TapId(1), sink.path)

        keyframe_at = 12 + 3  # no extensions from this party; a descriptor of three bytes
        await until(
            lambda: any(entry.body[keyframe_at] & 1 == 0 for entry in sink.read() if entry.kind is EntryKind.RTP)
        )


@pytest.mark.parametrize("ending", ["untap", "move", "mute", "nowhere", "close"])
async def test_no_packet_leaves_after_the_end_of_a_tap(plane: LocalMediaPlane, sink: Sink, ending: str) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await asyncio.gather(ann.join(JOINT, MIC), bob.join(JOINT, MIC))
        await plane.tap(ANN, Source.MIC, TapId(1), sink.path)
        await until(lambda: EntryKind.RTP in {entry.kind for entry in sink.read()})

        match ending:
            case "untap":
                await plane.untap(TapId(1))
                await plane.untap(TapId(1))
            case "move":
                await plane.move(ANN, RouterId(CAUCUS))
            case "mute":
                await plane.allow(ANN, frozenset())
            case "nowhere":
                await plane.move(ANN, None)
            case _:
                await plane.close_transport(ANN)
        sink.read()

        await stays(lambda: not sink.read(), "nothing at the recorder", duration=0.3)


async def test_a_tap_does_not_come_back_with_the_person(plane: LocalMediaPlane, sink: Sink) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await asyncio.gather(ann.join(JOINT, MIC), bob.join(JOINT, MIC))
        await plane.tap(ANN, Source.MIC, TapId(1), sink.path)
        await plane.move(ANN, RouterId(CAUCUS))
        await plane.move(ANN, RouterId(JOINT))
        sink.read()

        await bob.hear(ANN, frames=20)

        assert sink.read() == []
        assert (await plane.statistics())["taps"] == 0
