"""Feedback is what the answer kept (RFC 4585): nobody is sent, or answered, what they did not agree to."""

import pytest

from media.capabilities import FIR, NACK, PLI, REMB, TRANSPORT_CC, VP8, Extension
from media.forwarding import rtcp
from media.plane import Source
from tests.support.rtp import one_byte, rtp
from tests.support.source import RTX_SSRC, SSRC, Mailbox, Stage

KEYFRAME = b"\x10\x00\x00\x00"
DELTA = b"\x10\x01\x00\x00"
_SERVER, _FULL_INTRA = 7, (0x84, 206)


def picture(sequence: int, payload: bytes = DELTA) -> bytearray:
    extension = one_byte((Extension.TRANSPORT_SEQUENCE, sequence.to_bytes(2)))
    return rtp(sequence=sequence, timestamp=sequence * 3_000, ssrc=SSRC, payload=payload, extension=extension)


def sound(sequence: int) -> bytearray:
    return rtp(payload_type=111, sequence=sequence, timestamp=sequence * 960, ssrc=SSRC)


def with_gap(stage: Stage) -> None:
    """Let a picture come with a packet missing, and time pass until that would be asked for."""
    stage.send_all([picture(1, KEYFRAME), picture(3)], now=1.0)
    stage.producer.tick(1.02, 0.0)


def kinds(mailbox: Mailbox) -> set[tuple[int, int]]:
    """The first bytes of what came: which says version and format, and the packet type."""
    return {(packet[0] & 0x9F, packet[1]) for packet in mailbox.compounds}


def commands(mailbox: Mailbox) -> list[int]:
    """The numbers of the full intra requests for the picture."""
    requests = [packet for packet in mailbox.compounds if (packet[0], packet[1]) == _FULL_INTRA]
    assert {packet[12:16] for packet in requests} <= {SSRC.to_bytes(4)}
    return [packet[16] for packet in requests]


def test_who_agreed_to_no_feedback_is_sent_reports_only() -> None:
    stage = Stage(takes=frozenset())
    stage.receiver(1.0)

    with_gap(stage)
    stage.producer.tick(1.5, 0.0)
    stage.inbound.send_feedback()
    stage.inbound.send_reports(2.0)

    assert kinds(stage.asked) == {(0x81, 201)}


@pytest.mark.parametrize(
    ("agreed", "asked"),
    [
        (NACK, (0x81, 205)),
        (PLI, (0x81, 206)),
        (FIR, _FULL_INTRA),
        (TRANSPORT_CC, (0x8F, 205)),
        (REMB, None),
    ],
)
def test_who_agreed_to_one_kind_of_feedback_is_sent_that_kind_alone(agreed: str, asked: tuple[int, int] | None) -> None:
    stage = Stage(takes=frozenset({agreed}))
    stage.receiver(1.0)

    with_gap(stage)
    stage.inbound.send_feedback()

    assert kinds(stage.asked) == ({asked} if asked else set())


def test_who_agreed_to_both_ways_of_asking_for_a_keyframe_is_asked_by_the_lighter_one() -> None:
    stage = Stage(takes=frozenset({PLI, FIR}))

    stage.receiver(1.0)

    assert kinds(stage.asked) == {(0x81, 206)}


def test_every_full_intra_request_has_a_number_of_its_own_and_its_repetition_the_same() -> None:
    stage = Stage(takes=frozenset({FIR}))

    stage.receiver(1.0)
    stage.send(picture(1), now=1.1)
    stage.producer.tick(1.35, 0.0)
    stage.send(picture(2, KEYFRAME), now=1.4)
    stage.receiver(2.0)

    assert commands(stage.asked) == [1, 1, 2]


def test_the_numbers_of_full_intra_requests_go_on_in_another_place() -> None:
    stage = Stage(takes=frozenset({FIR}))
    stage.receiver(1.0)

    stage.producer.change_place(1.1)
    stage.receiver(2.0)

    assert commands(stage.asked) == [1, 2]


def test_what_is_missing_is_forgotten_in_time_though_nobody_can_be_asked() -> None:
    stage = Stage(takes=frozenset())
    with_gap(stage)
    (layer,) = stage.producer.layers
    before = layer.loss.missing

    stage.send(picture(4), now=3.0)
    stage.producer.tick(3.0, 0.0)

    assert (before, layer.loss.missing) == (1, 0)


def test_a_receiver_that_agreed_to_no_repair_is_sent_nothing_again_and_no_padding() -> None:
    stage = Stage()
    mailbox, outbound = stage.receiver(takes=frozenset({FIR, PLI, REMB}))
    stage.send_all([picture(1, KEYFRAME), picture(2)])

    outbound.take_nack(rtcp.Nack(int.from_bytes(mailbox.rtp[0][8:12]), (mailbox.sequences[1],)), 1.0)

    assert len(mailbox.rtp) == 2
    assert all(packet[1] & 0x7F == VP8.payload_type for packet in mailbox.rtp)
    assert stage.counters.retransmissions == 0


def test_sound_that_was_agreed_without_repair_is_not_sent_again() -> None:
    voice = Stage(Source.MIC)
    mailbox, outbound = voice.receiver(takes=frozenset())
    voice.send(sound(1))

    outbound.take_nack(rtcp.Nack(int.from_bytes(mailbox.rtp[0][8:12]), (mailbox.sequences[0],)), 1.0)

    assert len(mailbox.rtp) == 1


def test_a_receiver_may_ask_for_a_keyframe_by_fir() -> None:
    stage = Stage()
    mailbox, outbound = stage.receiver()
    stage.send(picture(1, KEYFRAME), now=1.0)
    before = len(stage.asked.parts(rtcp.KeyframeRequest))
    request = rtcp.build_fir(9, int.from_bytes(mailbox.rtp[0][8:12]), 1)

    for part in rtcp.parse(request):
        assert isinstance(part, rtcp.KeyframeRequest)
        outbound.take_keyframe_request(part.media_ssrc, 2.0)

    assert len(stage.asked.parts(rtcp.KeyframeRequest)) == before + 1


def test_a_repaired_packet_is_taken_from_whoever_sends_it() -> None:
    stage = Stage(takes=frozenset({NACK, PLI}))
    mailbox, _ = stage.receiver()
    with_gap(stage)

    stage.send(rtp(payload_type=97, sequence=1, timestamp=6_000, ssrc=RTX_SSRC, payload=b"\0\2" + DELTA), now=1.05)

    assert len(mailbox.rtp) == 3
    assert _SERVER in {int.from_bytes(packet[4:8]) for packet in stage.asked.compounds}
