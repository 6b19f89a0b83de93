"""What is missing: asked for at the source, and sent again to a receiver."""

from media.capabilities import VP8, Extension, feedback
from media.forwarding import rtcp
from media.forwarding.resend import BURST
from media.negotiation import Downlink
from media.terms import Terms
from tests.support.rtp import one_byte, rtp
from tests.support.source import RTX_SSRC, SSRC, Stage
from tests.support.stream import KEYFRAME, picture, repeated, sound


def test_duplicates_are_dropped_and_late_packets_keep_their_place(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    stage.send_all([picture(1, KEYFRAME), picture(3)])

    stage.send_all([picture(2), repeated(2)])

    first = mailbox.sequences[0]
    assert mailbox.sequences == [first, first + 2, first + 1]


def test_what_is_missing_is_asked_for_and_forwarded_when_it_comes_as_retransmission(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    stage.send_all([picture(1, KEYFRAME), picture(3)], now=1.0)

    stage.producer.tick(1.02, 0.0)
    stage.send(repeated(2, b"\x00repaired"), now=1.05)

    assert stage.asked.parts(rtcp.Nack) == [rtcp.Nack(SSRC, (2,))]
    assert mailbox.rtp[-1][12:] == b"\x00repaired"
    assert mailbox.rtp[-1][1] & 0x7F == VP8.payload_type


def test_a_retransmission_of_a_number_before_the_wrap_takes_its_place(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    stage.send_all([picture(65_533, KEYFRAME), picture(65_534), picture(0), picture(1)])

    stage.send(repeated(65_535, rtx_sequence=65_535))
    stage.send(repeated(65_535, rtx_sequence=0))

    first = mailbox.sequences[0]
    assert mailbox.sequences == [first, first + 1, first + 3, first + 4, first + 2]


def test_padding_probes_in_retransmissions_are_dropped(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    stage.send(picture(1, KEYFRAME))

    stage.send(rtp(payload_type=97, ssrc=RTX_SSRC, payload=b"", padding=200))

    assert len(mailbox.rtp) == 1


def test_what_a_receiver_misses_is_sent_again_as_retransmission(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    stage.send_all([picture(1, KEYFRAME), picture(2, b"\x00again"), picture(3)])
    missed = mailbox.rtp[1]

    outbound.take_nack(rtcp.Nack(int.from_bytes(missed[8:12]), (mailbox.sequences[1],)), 1.0)

    again = mailbox.rtp[-1]
    assert again[1] & 0x7F == VP8.rtx
    assert again[12:] == missed[2:4] + b"\x00again"
    assert again[4:8] == missed[4:8]
    assert again[8:12] != missed[8:12]


def test_sound_is_sent_again_as_it_was(voice: Stage) -> None:
    mailbox, outbound = voice.receiver()
    voice.send(sound(1))
    mailbox.loses = True
    voice.send(sound(2))
    mailbox.loses = False
    voice.send(sound(3))
    first = mailbox.sequences[0]

    outbound.take_nack(rtcp.Nack(int.from_bytes(mailbox.rtp[0][8:12]), (first + 1,)), 1.0)

    assert mailbox.sequences == [first, first + 2, first + 1]
    assert mailbox.rtp[-1][12:] == bytes(sound(2))[12:]


def test_sound_is_sent_again_however_much_of_the_picture_was_asked_for(stage: Stage, voice: Stage) -> None:
    mailbox, outbound = stage.receiver()
    microphone = outbound.add(voice.producer)
    outbound.accept(
        [Downlink(microphone, "4", Terms((111,), frozenset(feedback(audio=True, uplink=False)), frozenset()))], 0.0
    )
    stage.send(picture(1, KEYFRAME))
    mailbox.loses = True
    voice.send(sound(1))
    mailbox.loses = False
    voice.send(sound(2))
    camera, heard = (int.from_bytes(packet[8:12]) for packet in mailbox.rtp)
    missed = mailbox.sequences[1] - 1

    outbound.take_nack(rtcp.Nack(camera, tuple(range(1_000))), 1.0)
    outbound.take_nack(rtcp.Nack(heard, (missed,)), 1.0)

    assert mailbox.sequences[2:] == [missed]


def test_sound_sent_again_is_the_same_datagram_to_the_last_byte(voice: Stage) -> None:
    mailbox, outbound = voice.receiver()
    datagrams: list[bytes] = []
    mailbox.watch = datagrams.append
    extension = one_byte((Extension.ABS_SEND_TIME, b"abc"))
    mailbox.loses = True
    voice.send(rtp(payload_type=111, sequence=7, ssrc=SSRC, extension=extension), now=1.0)
    number = int.from_bytes(datagrams[0][2:4])

    outbound.take_nack(rtcp.Nack(int.from_bytes(datagrams[0][8:12]), (number,)), 2.0)

    assert datagrams == [datagrams[0]] * 2


def test_what_was_never_sent_cannot_be_asked_for(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    stage.send(picture(1, KEYFRAME))
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])

    outbound.take_nack(rtcp.Nack(ssrc, (mailbox.sequences[0] - 1 & 0xFFFF, 9_999)), 1.0)
    outbound.take_nack(rtcp.Nack(SSRC, (1,)), 1.0)

    assert len(mailbox.rtp) == 1
    assert stage.counters.retransmissions_refused == 2


def test_a_greedy_receiver_gets_a_budget_of_repeats(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    stage.send_all(picture(sequence, KEYFRAME) for sequence in range(100))
    ssrc, wanted = int.from_bytes(mailbox.rtp[0][8:12]), tuple(mailbox.sequences)

    sent = outbound.octets
    for second in range(500):
        outbound.take_nack(rtcp.Nack(ssrc, wanted), float(second))

    assert outbound.octets - sent <= BURST + sent + 1_500
