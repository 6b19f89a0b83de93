"""Floods and greedy people: the worker refuses them cheaply and the others keep their frames.

What arrives is compared with what was sent in the same seconds, so a slow machine does not matter. How fast a flood
came is counted against the frames of sound that a person made meanwhile, fifty of which are a second of the call.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from pathlib import Path

import pytest

from media.plane import MemberId, RouterId, Source
from media.remote import RemoteMediaPlane
from media.settings import MediaSettings
from tests.support.caller import Caller
from tests.support.party import Party
from tests.support.rtp import one_byte, rtp

ROOT = Path(__file__).parents[3]
JOINT = "s.joint"
ANN, BOB = MemberId("s.ann"), MemberId("s.bob")
RATE = 10_000
"""Datagrams that must have reached the worker for each second of the call."""
SENDERS, POURED = 2, 10_000
"""How many programs send how many each: one may wait for its turn, and the kernel drops some where the worker does."""
SOUND_FRAMES = 50
SECONDS = 5.0
KEPT = 0.95
"""The share of the frame rate that must be left."""


@pytest.fixture
async def plane() -> AsyncIterator[RemoteMediaPlane]:
    plane = RemoteMediaPlane(MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",)))
    await plane.start()
    await plane.open_router(RouterId(JOINT), recordable=True)
    yield plane
    await plane.close()


@dataclass
class Shares:
    """Which share of the frames of each other's microphone and camera arrives at two people."""

    ann: Party
    bob: Party

    async def measure(self) -> float:
        """Return the share of what was sent in the next `SECONDS` that arrived in them."""
        return (await self.during(asyncio.sleep(SECONDS)))[0]

    async def during(self, happening: Awaitable[object]) -> tuple[float, float]:
        """Return the share of what was sent meanwhile that arrived, and how many seconds the call went on."""
        before, spoken = self._count(), self.ann.sent(Source.MIC)
        await happening
        sent, arrived = (after - earlier for after, earlier in zip(self._count(), before, strict=True))
        return arrived / sent, (self.ann.sent(Source.MIC) - spoken) / SOUND_FRAMES

    def _count(self) -> tuple[int, int]:
        ways = [(self.ann, self.bob), (self.bob, self.ann)]
        sources = (Source.MIC, Source.CAMERA)
        sent = sum(sender.sent(source) for sender, _ in ways for source in sources)
        return sent, sum(at.hears(sender.member, source).frames for sender, at in ways for source in sources)


async def in_a_call(plane: RemoteMediaPlane, ann: Party, bob: Party) -> Shares:
    await asyncio.gather(ann.join(JOINT), bob.join(JOINT))
    await asyncio.gather(ann.hear(BOB, Source.CAMERA), bob.hear(ANN, Source.CAMERA))
    assert (await plane.statistics())["transports"] == 2
    return Shares(ann, bob)


@pytest.mark.parametrize("kind", ["junk", "checks"])
async def test_ten_thousand_datagrams_a_second_from_strangers_cost_the_others_nothing(
    plane: RemoteMediaPlane, kind: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        shares = await in_a_call(plane, ann, bob)
        usual = await shares.measure()
        floods = await asyncio.gather(*(begin_flood(kind, plane.port) for _ in range(SENDERS)))
        before = await plane.statistics()
        caplog.clear()
        capfd.readouterr()

        flooded, seconds = await shares.during(asyncio.gather(*(flood.wait() for flood in floods)))

        after = await plane.statistics()
        reached = (after["packets_received"] - before["packets_received"]) / seconds
        assert reached >= RATE, f"only {reached:.0f} of {SENDERS * POURED} datagrams a second reached the worker"
        assert flooded >= KEPT * usual
        assert after["transports"] == 2
        assert after["failures"] == 0
        assert after["memory_bytes"] - before["memory_bytes"] < 16 * 1024 * 1024
        assert len(caplog.records) + len(capfd.readouterr().err.splitlines()) <= 3


async def begin_flood(kind: str, port: int) -> asyncio.subprocess.Process:
    """Start a program that sends for `SECONDS`, and return when it begins."""
    count = round(POURED * SECONDS)
    command = [sys.executable, "-m", "tests.support.flood", kind, str(port), str(POURED), str(count)]
    flood = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert flood.stdout is not None
    assert await flood.stdout.readline() == b"begun\n"
    return flood


async def test_who_sends_twenty_times_their_share_costs_the_others_nothing(plane: RemoteMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob, Caller(plane, "s.eve") as eve:
        shares = await in_a_call(plane, ann, bob)
        usual = await shares.measure()
        await eve.join(JOINT)

        pouring = asyncio.create_task(pour(eve, 60 * 20))
        greedy = await shares.measure()
        pouring.cancel()
        await asyncio.gather(pouring, return_exceptions=True)

        after = await plane.statistics()
        assert greedy >= KEPT * usual
        assert after["throttled"] > 0
        assert after["failures"] == 0


async def test_who_never_reads_their_connection_costs_the_others_nothing(plane: RemoteMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob, Caller(plane, "s.eve", tcp=True) as eve:
        shares = await in_a_call(plane, ann, bob)
        usual = await shares.measure()
        before = await plane.statistics()
        await eve.join(JOINT)

        asking = asyncio.create_task(ask(eve))
        stuck = await shares.measure()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)

        after = await plane.statistics()
        assert stuck >= KEPT * usual
        assert after["memory_bytes"] - before["memory_bytes"] < 16 * 1024 * 1024
        assert after["failures"] == 0


async def pour(eve: Caller, rate: int) -> None:
    """Send so many packets of sound a second."""
    loop = asyncio.get_running_loop()
    begun, sent = loop.time(), 0
    while True:
        while sent < (loop.time() - begun) * rate:
            extension = one_byte((4, b"0"))
            packet = rtp(payload_type=111, sequence=sent & 0xFFFF, timestamp=sent * 960, ssrc=9, extension=extension)
            await eve.send_rtp(packet[:-7] + b"\xf8\xff\xfe")
            sent += 1
        await asyncio.sleep(0.01)


async def ask(eve: Caller) -> None:
    """Keep the connection alive, and read nothing of what it brings."""
    while True:
        await eve.prove()
        await asyncio.sleep(0.01)
