"""A shut door and a move, for every layer."""

from tests.support.simulcast import Camera, is_gapless
from tests.support.source import Copies, Stage


def test_a_shut_door_lets_no_layer_through_and_leaves_no_gap(stage: Stage, camera: Camera) -> None:
    mailbox, _ = stage.receiver()
    tap = Copies()
    stage.producer.add_tap(tap, -60.0)
    camera.send(key=True)

    stage.producer.allow(camera.now, allowed=False)
    for _ in range(10):
        camera.send(key=True)
    during = len(mailbox.rtp), len(tap.packets)
    stage.producer.allow(camera.now, allowed=True)
    camera.send()
    camera.send(key=True)

    assert during == (1, 1)
    assert len(mailbox.rtp) == 2
    assert is_gapless(mailbox.sequences, 1 << 16)


def test_nothing_of_any_layer_can_be_asked_for_after_a_move(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    outbound.remove(stage.producer)
    stage.producer.change_place(0.0)
    camera.send(key=True)

    assert len(mailbox.rtp) == 1
    assert all(each.find(number) is None for each in stage.producer.layers for number in (65_000 + 1_000, 1_464, 2_464))
