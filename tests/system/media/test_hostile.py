"""Bad input at the one port: a counter, never a traceback, and the others notice nothing."""

import asyncio
import os
import random
import re
import socket
from collections.abc import Iterator

import pytest

from media.local import LocalMediaPlane
from media.plane import MediaEvent, MemberId, Source, TransportChanged, TransportState
from tests.support.party import Party
from tests.support.rtp import rtp
from tests.support.wait import until
from tests.support.wire import Wire

JOINT = "s.joint"
MIC = frozenset({Source.MIC})
ANN, BOB = MemberId("s.ann"), MemberId("s.bob")


class Stranger:
    """Somebody with a socket."""

    def __init__(self, port: int) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._server = ("127.0.0.1", port)

    def send(self, datagram: bytes) -> None:
        self._socket.sendto(datagram, self._server)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def stranger(plane: LocalMediaPlane) -> Iterator[Stranger]:
    stranger = Stranger(plane.port)
    yield stranger
    stranger.close()


def noise(chance: random.Random) -> bytes:
    first = bytes((chance.choice((0, 1, 20, 22, 63, 64, 128, 144, 191, 255)),))
    return first + chance.randbytes(chance.randrange(0, 1_400))


async def test_junk_from_strangers_disturbs_nobody(plane: LocalMediaPlane, stranger: Stranger) -> None:
    chance = random.Random(7)  # noqa: S311 - the same noise every time
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await asyncio.gather(ann.join(JOINT, MIC), bob.join(JOINT, MIC))
        await ann.hear(BOB)

        for _ in range(50):
            for _ in range(40):
                stranger.send(noise(chance))
            stranger.send(b"")
            await asyncio.sleep(0)
        await ann.hear(BOB, frames=20)

        statistics = await plane.statistics()
        assert statistics["strangers"] > 100
        assert statistics["transports"] == 2
        assert statistics["failures"] == 0


async def test_junk_from_a_persons_own_address_disturbs_nobody(plane: LocalMediaPlane) -> None:
    chance = random.Random(11)  # noqa: S311 - the same noise every time
    async with Wire() as wire, Party(plane, ANN) as ann, Party(plane, BOB, relay=wire) as bob:
        await asyncio.gather(ann.join(JOINT, MIC), bob.join(JOINT, MIC))
        await ann.hear(BOB)

        for _ in range(500):
            wire.inject(noise(chance))
        await ann.hear(BOB, frames=20)
        await bob.hear(ANN, frames=20)

        assert (await plane.statistics())["failures"] == 0


async def test_replayed_media_reaches_nobody(plane: LocalMediaPlane) -> None:
    async with Wire() as wire, Party(plane, ANN) as ann, Party(plane, BOB, relay=wire) as bob:
        await asyncio.gather(ann.join(JOINT, MIC), bob.join(JOINT, MIC))
        wire.capturing = True
        await ann.hear(BOB, frames=20)
        wire.capturing = False
        before = await plane.statistics()

        media = [each for each in wire.captured if each[0] >> 6 == 2 and not 192 <= each[1] < 224]
        for datagram in media:
            wire.inject(datagram)
        await ann.hear(BOB, frames=5)
        after = await plane.statistics()

        assert media
        assert after["replayed"] - before["replayed"] == len(media)


async def test_plain_rtp_reaches_nobody(plane: LocalMediaPlane) -> None:
    async with Wire() as wire, Party(plane, ANN) as ann, Party(plane, BOB, relay=wire) as bob:
        await asyncio.gather(ann.join(JOINT, MIC), bob.join(JOINT, frozenset()))
        before = await plane.statistics()

        for sequence in range(20):
            wire.inject(bytes(rtp(payload_type=111, sequence=sequence, ssrc=1, payload=bytes(80))))
        await bob.hear(ANN, frames=10)

        after = await plane.statistics()
        refused = [after[name] - before[name] for name in ("unauthentic", "unknown_streams")]
        assert sum(refused) == 20
        assert ann.offered == ()


async def test_a_wrong_fingerprint_gets_no_media(
    plane: LocalMediaPlane, events: list[MediaEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = plane.answer

    async def answer_of_an_impostor(member: MemberId, version: int, sdp: str) -> None:
        if member == BOB:
            sdp = re.sub(r"(a=fingerprint:\S+ )\S+", lambda found: found[1] + _other(found[0]), sdp)
        await answer(member, version, sdp)

    monkeypatch.setattr(plane, "answer", answer_of_an_impostor)
    async with Party(plane, ANN) as ann, Party(plane, BOB) as impostor:
        await ann.join(JOINT, MIC)
        joining = asyncio.create_task(impostor.join(JOINT, MIC))

        await until(lambda: TransportChanged(BOB, 2, TransportState.CLOSED) in events)

        assert TransportChanged(BOB, 2, TransportState.CONNECTED) not in events
        assert impostor.hears(ANN).frames == 0
        assert ann.hears(BOB).frames == 0
        statistics = await plane.statistics()
        assert (statistics["handshakes"], statistics["handshakes_failed"]) == (1, 1)
        joining.cancel()
        await asyncio.gather(joining, return_exceptions=True)


def _other(line: str) -> str:
    digest = line.rsplit(maxsplit=1)[-1]
    return ("00" if digest[:2] != "00" else "01") + digest[2:]


async def test_a_stun_flood_disturbs_nobody_who_is_there(plane: LocalMediaPlane, stranger: Stranger) -> None:
    request = bytes.fromhex("000100002112a442")
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await asyncio.gather(ann.join(JOINT, MIC), bob.join(JOINT, MIC))

        for _ in range(2_000):
            stranger.send(request + os.urandom(12))
        await ann.hear(BOB, frames=20)

        assert (await plane.statistics())["stun_refused"] > 0
