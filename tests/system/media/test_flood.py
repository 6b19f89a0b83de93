"""Floods and greedy people: the worker refuses them cheaply and the others keep their frames.

What arrives is compared with what was sent by the senders' own clocks, from the first frame that came to the last: a
frame that is late is not missed, one that is lost is, and a slow machine does not matter.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from media.plane import MemberId, RouterId, Source
from media.remote import RemoteMediaPlane
from media.settings import MediaSettings
from tests.support.caller import Caller
from tests.support.party import FRAME_RATE, Party, Received
from tests.support.rtp import one_byte, rtp
from tests.support.wait import until

ROOT = Path(__file__).parents[3]
JOINT = "s.joint"
ANN, BOB = MemberId("s.ann"), MemberId("s.bob")
RATE = 10_000
SECONDS = 5.0
_RATES = (50, FRAME_RATE)
"""Frames a second of microphone and camera."""
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

    async def measure(self, meanwhile: Awaitable[object] | None = None) -> float:
        """Return the share that arrived of the next `SECONDS` of every source, and of all that was sent `meanwhile`."""
        before = self._count()
        if meanwhile is not None:
            await meanwhile
        await until(lambda: self._lasts(before), "some seconds of every source", patience=60)
        counts = [
            (now.frames - then.frames, now.step - then.step) for then, now in zip(before, self._count(), strict=True)
        ]
        return sum(arrived for arrived, _ in counts) / sum(made for _, made in counts)

    def _lasts(self, before: list[Received]) -> bool:
        both = zip(before, self._count(), strict=True)
        return all(now.step - then.step >= SECONDS * _RATES[index % 2] for index, (then, now) in enumerate(both))

    def _count(self) -> list[Received]:
        ways = [(self.ann, self.bob), (self.bob, self.ann)]
        return [
            replace(at.hears(sender.member, source)) for sender, at in ways for source in (Source.MIC, Source.CAMERA)
        ]


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
        before = await plane.statistics()
        caplog.clear()
        capfd.readouterr()

        command = [sys.executable, "-m", "tests.support.flood", kind, str(plane.port), str(RATE), str(SECONDS + 1)]
        flood = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
        flooded = await shares.measure(flood.wait())
        sent = int((await flood.communicate())[0])

        after = await plane.statistics()
        assert sent > RATE * SECONDS / 2
        assert flooded >= KEPT * usual
        assert after["packets_received"] - before["packets_received"] > sent / 2
        assert after["transports"] == 2
        assert after["failures"] == 0
        assert after["memory_bytes"] - before["memory_bytes"] < 16 * 1024 * 1024
        assert len(caplog.records) + len(capfd.readouterr().err.splitlines()) <= 3


async def test_who_sends_twenty_times_their_share_costs_the_others_nothing(plane: RemoteMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob, Caller(plane, "s.eve") as eve:
        shares = await in_a_call(plane, ann, bob)
        usual = await shares.measure()
        await eve.join(JOINT)

        pouring = asyncio.create_task(pour(eve, 60 * 20))
        greedy = await shares.measure()
        pouring.cancel()
        await asyncio.gather(pouring, return_exceptions=True)

        assert greedy >= KEPT * usual
        assert (await plane.statistics())["failures"] == 0


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
