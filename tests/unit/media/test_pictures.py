import random
from itertools import pairwise

import pytest

from media.burst import Burst
from media.consumer import Consumer
from media.forwarding.bandwidth import FIRST_HOLD, PATIENCE
from media.forwarding.levels import SpeakerElection
from media.ice.agent import Credentials, IceAgent
from media.outbound import Outbound
from media.pictures import Pictures
from media.plane import MemberId, Picture, Source
from media.producer import Producer
from media.stats import Counters
from tests.support.rtp import rtp, run_of

_FULL = 0.5
_CALM = 0.0


class _Place:
    """One receiver of several sources, second by second, without a wire."""

    def __init__(self, *sources: tuple[str, Source]) -> None:
        agent = IceAgent(Credentials.generate(), 0.0, lambda _length, _now: None)
        self._burst = Burst(Counters())
        outbound = Outbound(agent, self._burst, random.Random(1))  # noqa: S311 - a test
        self.election: SpeakerElection[MemberId] = SpeakerElection()
        self.pictures = Pictures()
        self.now = 0.0
        self.consumers = [self._consumer(outbound, MemberId(member), source) for member, source in sources]

    def _consumer(self, outbound: Outbound, member: MemberId, source: Source) -> Consumer:
        producer = Producer(member, source, self._burst, lambda _: None, 1)
        producer.live = True
        producer.election = self.election
        consumer = Consumer(producer, outbound, random.getrandbits(31), 0, 1)
        consumer.accepted = True
        consumer.start(0.0)
        return consumer

    def run(self, seconds: int, loss: float) -> set[tuple[str, Source]]:
        """Return what is sent at the end."""
        for _ in range(seconds):
            self.now += 1.0
            for consumer in self.consumers:
                consumer.producer.layers[0].octets += 50_000
                consumer.producer.measure(self.now)
            self.pictures.balance(self.consumers, loss, 0.05, self.now)
        return {(each.producer.member, each.producer.source) for each in self.consumers if each.ready}


@pytest.mark.parametrize("loss", [_FULL, 1.0])
def test_sound_is_sent_on_the_worst_line(loss: float) -> None:
    place = _Place(("zhang", Source.MIC), ("zhang", Source.CAMERA), ("li", Source.MIC), ("li", Source.CAMERA))

    assert place.run(60, loss) >= {("zhang", Source.MIC), ("li", Source.MIC)}
    assert place.pictures.waiting


def test_a_shared_screen_outlasts_every_camera() -> None:
    place = _Place(("zhang", Source.CAMERA), ("zhang", Source.SCREEN), ("li", Source.CAMERA))

    assert place.run(2 * PATIENCE, _FULL) == {("zhang", Source.SCREEN)}


def test_the_picture_of_who_is_speaking_outlasts_the_others() -> None:
    place = _Place(("zhang", Source.CAMERA), ("li", Source.CAMERA))
    for step in range(50):
        place.election.heard(MemberId("li"), 20, step / 50)
    assert place.election.changed(1.0) == ("li",)

    assert place.run(PATIENCE, _FULL) == {("li", Source.CAMERA)}


def test_another_speaker_takes_the_only_place() -> None:
    place = _Place(("zhang", Source.CAMERA), ("li", Source.CAMERA))
    before = place.run(PATIENCE, _FULL)
    (waiting,) = {("zhang", Source.CAMERA), ("li", Source.CAMERA)} - before
    for step in range(50):
        place.election.heard(MemberId(waiting[0]), 20, step / 50)
    place.election.changed(1.0)

    assert place.run(1, _CALM) == {waiting}


def test_pictures_come_back_when_the_line_is_calm() -> None:
    place = _Place(("zhang", Source.CAMERA), ("li", Source.CAMERA))
    place.run(2 * PATIENCE, _FULL)

    assert len(place.run(int(3 * FIRST_HOLD), _CALM)) == 2
    assert not place.pictures.waiting


def test_a_picture_that_leaves_waits_no_more() -> None:
    place = _Place(("zhang", Source.CAMERA), ("li", Source.CAMERA))
    place.run(2 * PATIENCE, _FULL)
    place.consumers.clear()

    place.run(1, _FULL)

    assert not place.pictures.waiting


def test_an_estimate_about_some_pictures_only_is_not_believed() -> None:
    place = _Place(("zhang", Source.CAMERA), ("li", Source.CAMERA))
    place.run(1, _CALM)
    for _ in range(10):
        place.pictures.take_estimate(1_000, [place.consumers[0].ssrc], place.now)
        place.run(1, 0.05)

    assert not place.pictures.waiting


CAPACITY = 600_000
SCREEN, FACES = ("zhang", Source.SCREEN), {("zhang", Source.CAMERA), ("li", Source.CAMERA)}
RICH, CALM, FACE = 1_000_000, 60_000, 150_000


class _Shared:
    """A receiver of two faces and of a shared screen, each in one size, behind a line of some capacity in bit/s."""

    def __init__(self) -> None:
        self.place = _Place(SCREEN, *sorted(FACES))
        self.screen = RICH
        self.capacity = CAPACITY

    def run(self, seconds: int) -> list[set[tuple[str, Source]]]:
        """Return what is sent in each second."""
        return [self._second() for _ in range(seconds)]

    def _second(self) -> set[tuple[str, Source]]:
        place, sent = self.place, 0
        for consumer in place.consumers:
            rate = self.screen if consumer.producer.source is Source.SCREEN else FACE
            consumer.producer.layers[0].octets += rate // 8
            if consumer.ready:
                sent += rate
                for _ in range(rate // 8 // 1_250):
                    consumer.forward(run_of(rtp(payload=bytes(1_238))), place.now)
        estimate = min(self.capacity, 1.5 * sent)
        place.pictures.take_estimate(int(estimate), [each.ssrc for each in place.consumers], place.now)
        for consumer in place.consumers:
            consumer.producer.measure(place.now + 1.0)
        place.now += 1.0
        place.pictures.balance(place.consumers, max(0.0, 1 - self.capacity / max(sent, 1)), 0.05, place.now)
        return {(each.producer.member, each.producer.source) for each in place.consumers if each.ready}


def test_who_has_no_room_for_the_shared_screen_still_sees_the_faces_that_fit() -> None:
    line = _Shared()
    line.run(PATIENCE + 1)

    sent = line.run(120)

    assert all(each >= FACES for each in sent)
    assert sum(SCREEN in each for each in sent) < 15
    assert line.place.pictures.waiting == (Picture(MemberId("zhang"), Source.SCREEN),)


def test_a_screen_that_is_calm_again_is_soon_seen_and_the_faces_with_it() -> None:
    line = _Shared()
    line.run(20)
    line.screen = CALM

    sent = line.run(20)

    assert sent[-1] == FACES | {SCREEN}
    assert all(each >= FACES for each in sent)


def test_a_page_that_is_turned_hides_no_face() -> None:
    line = _Shared()
    line.run(20)
    sent = []
    for screen in (CALM, RICH, CALM, RICH):
        line.screen = screen
        sent += line.run(15)

    assert all(each >= FACES for each in sent)
    assert sum(before != after for before, after in pairwise(sent)) < 12


def test_a_screen_that_fits_alone_outlasts_the_faces() -> None:
    line = _Shared()
    line.capacity = RICH + FACE
    line.run(PATIENCE + 1)

    sent = line.run(120)

    assert all(SCREEN in each for each in sent)


def test_a_line_that_has_room_for_the_screen_again_gets_it() -> None:
    line = _Shared()
    line.run(60)
    line.capacity = 10_000_000

    assert FACES | {SCREEN} in line.run(60)
    assert line.run(60) == [FACES | {SCREEN}] * 60
