"""A recording of a camera in layers: the highest, as one stream."""

from tests.support.simulcast import Camera, follow, is_gapless
from tests.support.source import Copies, Stage


def test_a_recording_gets_one_layer_the_highest_as_one_stream(stage: Stage, camera: Camera) -> None:
    tap = Copies()
    stage.producer.add_tap(tap, -60.0)
    camera.send("q", "h", key=True)
    stage.inbound.send_reports(camera.now)
    camera.send("q", "h", key=True)
    camera.send(key=True)
    stage.inbound.send_reports(camera.now)
    camera.send(key=True)
    camera.send()

    assert b"".join(packet[-1:] for packet in tap.packets) == b"qqhhhff"
    assert is_gapless([int.from_bytes(packet[2:4]) for packet in tap.packets], 1 << 16)
    assert len({packet[8:12] for packet in tap.packets}) == 1


def test_a_recording_that_ended_gets_nothing_more(stage: Stage, camera: Camera) -> None:
    tap = Copies()
    stage.producer.add_tap(tap, -60.0)
    camera.send(key=True)
    stage.producer.remove_tap(tap)
    camera.send(key=True)

    assert len(tap.packets) == 1


def test_a_recording_keeps_every_layer_and_brings_back_a_stopped_one(stage: Stage, camera: Camera) -> None:
    camera.send(key=True)
    stage.producer.live = True
    stopped = follow(stage, 0, 10, camera.now)
    tap = Copies()
    stage.producer.add_tap(tap, camera.now + 10)

    resumed = follow(stage, 0, 20, camera.now + 10)

    assert (stopped, resumed) == ([0], [None])
