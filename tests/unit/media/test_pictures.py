import random

import pytest

from media.burst import Burst
from media.consumer import Consumer
from media.forwarding.bandwidth import FIRST_HOLD, PATIENCE
from media.forwarding.levels import SpeakerElection
from media.ice.agent import Credentials, IceAgent
from media.outbound import Outbound
from media.pictures import Pictures
from media.plane import MemberId, Source
from media.producer import Producer
from media.stats import Counters

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
