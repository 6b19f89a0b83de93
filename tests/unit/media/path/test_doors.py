"""A shut door and a move: nothing goes through, nothing comes out later."""

import pytest

from media.forwarding import rtcp
from media.forwarding.capture import MOST
from media.forwarding.opening import Opening
from tests.support.source import Copies, Stage
from tests.support.stream import DELTA, KEYFRAME, picture, repeated, sound


def test_a_shut_door_lets_nothing_through_and_leaves_no_gap(voice: Stage) -> None:
    mailbox, _ = voice.receiver()
    tap = Copies()
    voice.producer.add_tap(tap, -60.0)
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
    tap = Copies(Opening(1.1))
    voice.producer.add_tap(tap, 1.1)

    voice.send_all((sound(sequence) for sequence in range(50, 70)), now=1.4 + waited)

    recorded = [int.from_bytes(packet[2:4]) for packet in tap.packets]
    assert len(mailbox.rtp) == 70
    assert recorded == list(range(55, 70))


def test_what_a_line_held_back_since_before_a_recording_is_not_recorded_though_nothing_was_heard_before(
    voice: Stage,
) -> None:
    """Eight seconds come at once as the recording runs for three: the first five of them are from before."""
    mailbox, _ = voice.receiver()
    tap = Copies(Opening(15.0))
    voice.producer.add_tap(tap, 15.0)
    voice.send(sound(0, more=b"secret"), now=18.0)
    for sequence in range(1, 400):
        voice.inbound.refill(0.02)
        voice.send(sound(sequence, more=b"secret" if sequence < 250 else b""), now=18.0 + sequence / 40_000)
    for sequence in range(400, 500):
        voice.inbound.refill(0.02)
        voice.send(sound(sequence), now=10.01 + sequence / 50)

    recorded = [int.from_bytes(packet[2:4]) for packet in tap.packets]
    assert len(mailbox.rtp) == 500
    assert not any(b"secret" in packet for packet in tap.packets)
    assert recorded == list(range(250, 500))


def test_who_speaks_for_the_first_time_after_a_recording_began_is_recorded_from_the_first_word(voice: Stage) -> None:
    tap = Copies(Opening(10.0))
    voice.producer.add_tap(tap, 10.0)

    for sequence in range(60):
        voice.send(sound(sequence), now=10.01 + sequence / 50)

    assert [int.from_bytes(packet[2:4]) for packet in tap.packets] == list(range(60))


def test_a_tap_made_anew_for_what_may_long_be_recorded_gets_the_first_packet_at_once(voice: Stage) -> None:
    tap = Copies(Opening(10.0))
    voice.producer.add_tap(tap, 10.0 + MOST)

    voice.send(sound(0), now=10.0 + MOST)

    assert len(tap.packets) == 1


def test_who_was_not_allowed_to_speak_is_recorded_from_their_first_word(voice: Stage) -> None:
    voice.producer.allow(0.0, allowed=False)
    for sequence in range(50):
        voice.send(sound(sequence), now=sequence / 50)
    voice.producer.allow(1.0, allowed=True)
    tap = Copies(Opening(0.99))
    voice.producer.add_tap(tap, 0.99)

    for sequence in range(50, 60):
        voice.send(sound(sequence), now=sequence / 50)

    assert len(tap.packets) == 10


def test_what_was_said_behind_a_shut_door_does_not_come_out_later(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    tap = Copies()
    stage.producer.add_tap(tap, -60.0)
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
    stage.send(picture(0, KEYFRAME), now=0.48)
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


def test_words_of_the_former_place_that_a_line_held_back_are_heard_nowhere_though_nobody_was_heard_before(
    voice: Stage,
) -> None:
    """A line that stood still since somebody was let into a caucus: its first packet is one of the caucus."""
    voice.producer.change_place(8.1)
    newcomer, _ = voice.receiver(8.0)
    for sequence in range(500):
        voice.send(sound(sequence, more=b"secret"), now=10.0 + sequence / 5_000)
    for sequence in range(500, 600):
        voice.send(sound(sequence), now=10.1 + (sequence - 500) / 50)

    assert not any(b"secret" in packet for packet in newcomer.rtp)
    assert len(newcomer.rtp) >= 70


def test_words_that_come_out_of_a_held_line_in_several_gushes_are_heard_nowhere_either(voice: Stage) -> None:
    voice.producer.change_place(8.1)
    newcomer, _ = voice.receiver(8.0)
    for sequence in range(400):
        gush = sequence // 100
        voice.send(sound(sequence, more=b"secret"), now=10.0 + 2 * gush + sequence / 5_000)

    assert newcomer.rtp == []


def test_who_first_speaks_long_after_a_move_is_heard_within_a_second(voice: Stage) -> None:
    voice.producer.change_place(8.1)
    newcomer, _ = voice.receiver(8.0)

    for sequence in range(100):
        voice.send(sound(sequence), now=20.0 + sequence / 50)

    assert len(newcomer.rtp) == pytest.approx(75, abs=2)


def test_a_picture_of_the_former_place_that_a_line_held_back_is_seen_nowhere(stage: Stage) -> None:
    stage.producer.change_place(8.1)
    newcomer, _ = stage.receiver(8.0)
    stage.send(picture(0, KEYFRAME + b"secret"), now=10.0)
    for sequence in range(1, 150):
        stage.send(picture(sequence, DELTA + b"secret"), now=10.0 + sequence / 3_000)
    for sequence in range(150, 180):
        stage.producer.tick(10.1 + (sequence - 150) / 30, 0.0)
        stage.send(picture(sequence, KEYFRAME), now=10.1 + (sequence - 150) / 30)

    assert not any(b"secret" in packet for packet in newcomer.rtp)
    assert newcomer.rtp
