"""A shut door and a move: nothing goes through, nothing comes out later."""

import pytest

from media.forwarding import rtcp
from tests.support.source import Copies, Stage
from tests.support.stream import DELTA, KEYFRAME, picture, repeated, sound


def test_a_shut_door_lets_nothing_through_and_leaves_no_gap(voice: Stage) -> None:
    mailbox, _ = voice.receiver()
    tap = Copies()
    voice.producer.add_tap(tap, 0.0)
    voice.send_all((sound(sequence) for sequence in range(5)), now=1.0)

    voice.producer.allow(1.0, allowed=False)
    voice.send_all((sound(sequence) for sequence in range(5, 50)), now=1.5)
    during = len(mailbox.rtp), len(tap.packets)
    voice.producer.allow(2.0, allowed=True)
    voice.send_all((sound(sequence) for sequence in range(50, 55)), now=2.0)

    first = mailbox.sequences[0]
    assert during == (5, 5)
    assert mailbox.sequences == list(range(first, first + 10))
    assert len(tap.packets) == 10


@pytest.mark.parametrize("waited", [0.1, 3.0])
def test_what_was_said_before_a_recording_began_and_waited_on_its_way_is_not_recorded(
    voice: Stage, waited: float
) -> None:
    mailbox, _ = voice.receiver()
    for sequence in range(50):
        voice.send(sound(sequence), now=sequence / 50)
    tap = Copies()
    voice.producer.add_tap(tap, 1.1)

    voice.send_all((sound(sequence) for sequence in range(50, 70)), now=1.4 + waited)

    recorded = [int.from_bytes(packet[2:4]) for packet in tap.packets]
    assert len(mailbox.rtp) == 70
    assert recorded == list(range(55, 70))


def test_what_was_said_behind_a_shut_door_does_not_come_out_later(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    tap = Copies()
    stage.producer.add_tap(tap, 0.0)
    stage.send(picture(1, KEYFRAME), now=1.0)

    stage.producer.allow(1.0, allowed=False)
    stage.send_all([picture(2, b"\x00secret"), picture(5, b"\x00secret")], now=1.1)
    stage.producer.allow(1.2, allowed=True)
    stage.send_all([repeated(3, b"\x00secret"), picture(6, KEYFRAME), repeated(4, b"\x00secret", 2)], now=1.2)
    stage.producer.tick(1.3, 0.0)
    outbound.take_nack(rtcp.Nack(int.from_bytes(mailbox.rtp[0][8:12]), tuple(range(0x8000))), 1.4)

    assert stage.asked.parts(rtcp.Nack) == []
    assert not any(b"secret" in packet for packet in (*mailbox.rtp, *tap.packets))


def test_nothing_of_the_former_place_can_be_asked_for_or_comes_late(stage: Stage) -> None:
    former, outbound = stage.receiver()
    stage.send_all([picture(1, KEYFRAME), picture(2, b"\x00secret"), picture(4)], now=1.0)

    outbound.remove(stage.producer)
    stage.producer.change_place(0.0)
    newcomer, _ = stage.receiver(1.0)
    stage.send_all([repeated(3, b"\x00secret"), picture(5, KEYFRAME), picture(6)], now=1.1)
    stage.send(repeated(2, b"\x00secret", 2), now=1.1)

    assert len(former.rtp) == 3
    assert [packet[12:] for packet in newcomer.rtp] == [KEYFRAME, DELTA]
    assert stage.producer.layers[0].find(2) is None
