"""A whole worker on a clock the test turns: what it asks of browsers whose pictures nobody or somebody needs."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest

from media.capabilities import VP8, Extension
from media.forwarding import rtcp
from media.forwarding.demand import INSISTS_FOR, PAUSE_AFTER
from media.local import LocalMediaPlane
from media.plane import LayersWanted, MediaEvent, MemberId, QualityMeasured, RouterId, Source, SpeakersChanged
from media.producer import QUIET_AFTER, Producer
from media.rhythm import QUALITY, REPEAT, REPORT, TICK
from media.settings import MediaSettings
from media.transport import GONE_AFTER
from tests.support.peer import Peer
from tests.support.rtp import one_byte, rtp

_SECOND = round(1 / TICK)
_KEYFRAME = b"\x10\x00\x00\x00"
_CAMERA = str(list(Source).index(Source.CAMERA)).encode()


class Worker:
    """Browsers whose packets arrive without a network. Ticks come only from the test as long as it awaits nothing."""

    def __init__(self) -> None:
        self.now = 100.0
        settings = MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",), tcp=False)
        self.plane = LocalMediaPlane(settings, monotonic=lambda: self.now)
        self.events: list[MediaEvent] = []
        self.peers: dict[str, Peer] = {}
        self._sent = 0
        self.plane.subscribe(self.events.append)

    async def come(self, member: str, place: str) -> Producer:
        """Connect a browser in a place, opened if need be; return its camera."""
        await self.plane.open_router(RouterId(place), recordable=False)
        await self.plane.open_transport(MemberId(member), RouterId(place))
        transport = self.plane._transports[MemberId(member)]  # noqa: SLF001 - the browser's end is put at it directly
        peer = self.peers[member] = Peer(self.now, member=member, among=self.plane._ready_ground())  # noqa: SLF001 - the same
        peer.transport = transport
        peer.connect()
        return transport.inbound.producer(Source.CAMERA)

    def tick(self, *members: str) -> None:
        """Let one tick pass; once a second every browser checks its path and the cameras of `members` send."""
        self.now += TICK
        self._sent += 1
        for member, peer in self.peers.items():
            peer.now = self.now
            if self._sent % _SECOND == 0:
                peer.check()
                if member in members:
                    peer.send(peer.protect(self._picture(member)))
        self.plane.tick()

    def pass_time(self, seconds: float, *members: str) -> None:
        """Let time pass while the cameras of `members` send."""
        for _ in range(round(seconds * _SECOND)):
            self.tick(*members)

    async def told(self) -> list[LayersWanted]:
        """Return what browsers were told to send since the last call."""
        await asyncio.sleep(0)  # events are delivered when the loop comes to it
        told = [event for event in self.events if isinstance(event, LayersWanted)]
        self.events.clear()
        return told

    def _picture(self, member: str) -> bytearray:
        return rtp(
            payload_type=VP8.payload_type,
            sequence=self._sent,
            timestamp=int(self.now * VP8.clock_rate) & 0xFFFFFFFF,
            ssrc=1 + list(self.peers).index(member),
            payload=_KEYFRAME,
            extension=one_byte((Extension.MID, _CAMERA), (Extension.RID, b"q")),
        )


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    """Return a worker, closed at the end."""
    worker = Worker()
    await worker.plane.start()
    yield worker
    await worker.plane.close()


async def test_places_are_looked_at_at_different_ticks_so_that_never_everybodys_comes_at_once(worker: Worker) -> None:
    cameras = {name: await worker.come(f"{name}.ann", f"{name}.joint") for name in "stuv"}
    everybody = [f"{name}.ann" for name in cameras]
    worker.pass_time(2, *everybody)
    paused: Counter[int] = Counter()

    for tick in range(round(PAUSE_AFTER * _SECOND) + REPORT):
        before = [camera.demand.asked for camera in cameras.values()]
        worker.tick(*everybody)
        after = [camera.demand.asked for camera in cameras.values()]
        paused[tick] += sum(one != other for one, other in zip(before, after, strict=True))

    assert paused.total() == len(cameras)
    assert max(paused.values()) == 1


async def test_a_camera_of_someone_who_is_nowhere_is_asked_to_stop_too(worker: Worker) -> None:
    camera = await worker.come("s.ann", "s.joint")
    worker.pass_time(2, "s.ann")

    await worker.plane.move(MemberId("s.ann"), None)
    worker.pass_time(PAUSE_AFTER + 2, "s.ann")

    assert camera.live
    assert camera.demand.asked == 0


async def test_a_camera_that_begins_is_told_what_is_wanted_for_it_may_follow_what_was_wanted_before(
    worker: Worker,
) -> None:
    await worker.come("s.ann", "s.joint")
    before = await worker.told()

    worker.pass_time(2, "s.ann")

    assert before == []
    assert await worker.told() == [LayersWanted(MemberId("s.ann"), 1, Source.CAMERA, None)]


async def test_what_is_said_names_the_transport_it_is_about_and_each_has_a_higher_number(worker: Worker) -> None:
    await worker.come("s.ann", "s.joint")
    first = await worker.plane.restart_ice(MemberId("s.ann"))

    await worker.come("s.ann", "s.joint")
    worker.pass_time(2, "s.ann")
    second = await worker.plane.restart_ice(MemberId("s.ann"))

    assert first.transport < second.transport
    assert {each.transport for each in await worker.told()} == {second.transport}


async def test_a_camera_that_does_not_come_is_wanted_again_every_few_seconds_for_a_word_may_be_lost_or_stale(
    worker: Worker,
) -> None:
    await worker.come("s.ann", "s.joint")

    worker.pass_time(3 * REPEAT * TICK)

    wanted = [each for each in await worker.told() if each.source is Source.CAMERA]
    assert wanted == [LayersWanted(MemberId("s.ann"), 1, Source.CAMERA, None)] * 3


async def test_a_camera_that_does_not_obey_when_it_is_wanted_again_is_told_once_more(worker: Worker) -> None:
    await worker.come("s.ann", "s.joint")
    worker.pass_time(PAUSE_AFTER + 3, "s.ann")
    await worker.told()
    await worker.come("s.bob", "s.joint")
    wanted = await worker.told()

    worker.pass_time(QUIET_AFTER + 1 + 2 * REPEAT * TICK)

    repeated = [each for each in await worker.told() if each in wanted]
    assert LayersWanted(MemberId("s.ann"), 1, Source.CAMERA, None) in wanted
    assert len(repeated) >= 2


async def test_a_layer_that_does_not_come_when_it_is_wanted_is_asked_for_again_for_a_while(worker: Worker) -> None:
    camera = await worker.come("s.ann", "s.joint")
    camera.use(camera.format, ("q", "h"), worker.now)
    await worker.come("s.bob", "s.joint")
    worker.pass_time(INSISTS_FOR, "s.ann")  # in one of the two layers

    word = LayersWanted(MemberId("s.ann"), 1, Source.CAMERA, None)

    wanted = (await worker.told()).count(word)
    worker.pass_time(2 * INSISTS_FOR, "s.ann")

    assert wanted >= INSISTS_FOR / (REPEAT * TICK) - 1
    assert (await worker.told()).count(word) <= 1


async def test_a_camera_that_is_switched_off_is_not_asked_for(worker: Worker) -> None:
    await worker.come("s.ann", "s.joint")
    await worker.plane.allow(MemberId("s.ann"), frozenset({Source.MIC}))

    worker.pass_time(2 * REPEAT * TICK)

    assert await worker.told() == []


async def test_a_browser_that_is_not_reached_is_not_asked_for_anything(worker: Worker) -> None:
    await worker.come("s.ann", "s.joint")
    worker.peers.clear()
    worker.pass_time(GONE_AFTER / 2)
    await worker.told()

    worker.pass_time(REPEAT * TICK)

    assert await worker.told() == []


async def test_a_camera_that_was_asked_to_stop_is_not_asked_for(worker: Worker) -> None:
    camera = await worker.come("s.ann", "s.joint")
    worker.pass_time(PAUSE_AFTER + 3, "s.ann")
    await worker.told()

    worker.pass_time(2 * REPEAT * TICK)

    assert camera.demand.asked == 0
    assert [each for each in await worker.told() if each.source is Source.CAMERA] == []


async def test_one_browser_whose_every_tick_fails_costs_the_others_no_tick_and_the_log_one_line(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    await worker.come("s.ann", "s.joint")
    await worker.come("s.bob", "s.joint")
    worker.pass_time(3, "s.ann", "s.bob")
    ann, bob = worker.peers["s.ann"], worker.peers["s.bob"]
    path = ann.transport.agent.path
    assert path is not None
    path.sendto = _defective

    before = len(bob.rtcp), len(bob.parts(rtcp.ReceiverReport))
    worker.pass_time(10, "s.ann", "s.bob")

    assert len(bob.rtcp) - before[0] >= 10
    assert len(bob.parts(rtcp.ReceiverReport)) - before[1] == 10
    assert (await worker.plane.statistics())["failures"] >= 10
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        "the work for one browser or place failed: TypeError"
    ]


@pytest.mark.parametrize("defect", ["wishes", "needs"])
async def test_one_browser_of_whose_pictures_nothing_can_be_worked_out_leaves_the_others_theirs(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, defect: str
) -> None:
    ann, bob = await worker.come("s.ann", "s.joint"), await worker.come("t.bob", "t.joint")
    cyd = await worker.come("s.cyd", "s.joint")
    worker.pass_time(2, "s.ann", "t.bob", "s.cyd")
    await worker.plane.move(MemberId("s.cyd"), None)
    await worker.plane.open_transport(MemberId("s.dan"), RouterId("s.joint"))

    if defect == "wishes":
        monkeypatch.setattr(ann, "demand", None)
    else:
        monkeypatch.setattr(worker.peers["s.ann"].transport.outbound, "_consumers", None)
    worker.pass_time(PAUSE_AFTER + 3, "s.ann", "t.bob", "s.cyd")

    assert (bob.demand.asked, cyd.demand.asked) == (0, 0)
    assert (await worker.plane.statistics())["failures"] > 0
    monkeypatch.undo()


async def test_who_is_needed_by_one_browser_goes_on_being_asked_though_another_in_the_place_has_a_defect(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await worker.come("s.ann", "s.joint")
    bob = await worker.come("s.bob", "s.joint")
    await worker.come("s.cyd", "s.joint")
    worker.pass_time(2, "s.bob")

    monkeypatch.setattr(worker.peers["s.ann"].transport.outbound, "_consumers", None)
    worker.pass_time(PAUSE_AFTER + 3, "s.bob")

    assert bob.demand.asked is None
    monkeypatch.undo()


async def test_a_place_whose_speakers_cannot_be_told_leaves_the_others_theirs(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await worker.come("s.ann", "s.joint")
    await worker.come("t.bob", "t.joint")
    here, there = worker.peers["s.ann"].transport.router, worker.peers["t.bob"].transport.router
    assert here is not None
    assert there is not None

    monkeypatch.setattr(here, "election", None)
    for step in range(50):
        there.election.heard(MemberId("t.bob"), 20, worker.now + step / 50)
    worker.pass_time(1)
    await asyncio.sleep(0)

    assert SpeakersChanged(RouterId("t.joint"), (MemberId("t.bob"),)) in worker.events
    monkeypatch.undo()


async def test_one_browser_that_cannot_be_measured_leaves_the_others_their_quality(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    await worker.come("s.ann", "s.joint")
    await worker.come("s.bob", "s.joint")
    worker.pass_time(1)
    await worker.told()

    monkeypatch.setattr(worker.peers["s.ann"].transport.outbound.round_trip, "smoothed", object())
    worker.pass_time(QUALITY * TICK)
    await asyncio.sleep(0)

    (measured,) = [event.members for event in worker.events if isinstance(event, QualityMeasured)]
    assert [each.member for each in measured] == ["s.bob"]


def _defective(packet: bytes | bytearray | memoryview, _: tuple[object, ...], /) -> int:
    """Take a check and its answer, and stumble over everything else."""
    if packet[0] >> 6 == 2:
        raise TypeError("a defect of ours")
    return len(packet)
