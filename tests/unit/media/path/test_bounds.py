"""A browser that sends what no browser sends: it costs little and nothing raises."""

from contextlib import suppress

import pylibsrtp
from hypothesis import given
from hypothesis import strategies as st

from media.capabilities import Extension
from media.forwarding import rtcp
from media.forwarding.lessons import PER_SECOND
from media.forwarding.share import PACKETS, SECONDS
from media.inbound import MAX_BURST
from media.streams import MAX_STRANGE_STREAMS
from tests.support.rtp import one_byte, rtp
from tests.support.source import RTX_SSRC, SSRC, Copies, Stage
from tests.support.stream import KEYFRAME, picture, sound


def test_strange_streams_are_looked_at_up_to_a_bound(stage: Stage) -> None:
    for ssrc in range(1_000, 1_000 + 3 * MAX_STRANGE_STREAMS):
        stage.send(rtp(ssrc=ssrc, payload=bytes(100)))

    assert stage.inbound.octets == MAX_STRANGE_STREAMS * 112
    assert stage.counters.unknown_streams == 3 * MAX_STRANGE_STREAMS


def test_nothing_that_is_not_authentic_is_forwarded_or_recorded(voice: Stage) -> None:
    mailbox, _ = voice.receiver()
    tap = Copies()
    voice.producer.add_tap(tap, -60.0)
    genuine = voice.protect(sound(1))
    forged = bytearray(voice.protect(sound(2)))
    forged[20] ^= 1

    for datagram in (genuine, genuine, bytes(forged), bytes(sound(3)), bytes(sound(4)) + bytes(16)):
        voice.send_protected(datagram)

    assert (len(mailbox.rtp), len(tap.packets)) == (1, 1)
    counters = voice.counters
    assert (counters.replayed, counters.unauthentic, counters.malformed) == (1, 2, 1)


def test_a_request_for_everything_costs_little(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    stage.send(picture(1, KEYFRAME))
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])

    outbound.take_nack(rtcp.Nack(ssrc, tuple(range(0x4000))), 1.0)

    assert stage.counters.retransmissions_refused >= 0x3FFF
    assert len(mailbox.rtp) <= 2


def test_who_sends_more_than_anybody_needs_is_throttled_for_a_while(stage: Stage) -> None:
    mailbox, _ = stage.receiver()

    stage.send_all(picture(sequence, KEYFRAME) for sequence in range(MAX_BURST + 100))
    throttled = stage.counters.throttled
    stage.inbound.refill(1.0)
    stage.send(picture(MAX_BURST + 100))

    assert throttled == 100
    assert len(mailbox.rtp) == MAX_BURST + 1


def test_a_microphone_that_brings_more_than_any_encoder_makes_fills_nobodys_line(voice: Stage) -> None:
    mailbox, _ = voice.receiver()
    tap = Copies()
    voice.producer.add_tap(tap, -60.0)

    for second in range(5):
        voice.send_all((sound(second * 900 + number) for number in range(900)), float(second))
        voice.inbound.refill(1.0)

    assert len(mailbox.rtp) == len(tap.packets) == (SECONDS + 4) * PACKETS
    assert voice.counters.throttled == 5 * 900 - (SECONDS + 4) * PACKETS


def test_the_loudest_voice_of_an_encoder_goes_through_whole(voice: Stage) -> None:
    mailbox, _ = voice.receiver()

    for second in range(5):
        packets = (sound(second * 100 + number, more=bytes(1_276)) for number in range(100))
        voice.send_all(packets, float(second))
        voice.inbound.refill(1.0)

    assert (len(mailbox.rtp), voice.counters.throttled) == (500, 0)


def test_who_changes_the_layout_with_every_packet_is_heard_and_costs_a_few_lessons(voice: Stage) -> None:
    mailbox, _ = voice.receiver()
    send_time, number = (Extension.ABS_SEND_TIME, b"abc"), (Extension.TRANSPORT_SEQUENCE, b"\0\1")
    orders = [(send_time, number), (number, send_time)]

    for sequence in range(4 * PER_SECOND):
        voice.send(sound(sequence, one_byte(*orders[sequence % 2])))
    at_once = voice.counters.layouts
    voice.inbound.refill(1.0)
    for sequence in range(4 * PER_SECOND, 8 * PER_SECOND):
        voice.send(sound(sequence, one_byte(*orders[sequence % 2])))

    assert (at_once, voice.counters.layouts) == (PER_SECOND, 2 * PER_SECOND)
    assert len(mailbox.rtp) == 8 * PER_SECOND


def test_who_moves_a_layer_to_another_stream_with_every_packet_moves_it_a_few_times_only(stage: Stage) -> None:
    stage.negotiate(ssrc=None)
    mailbox, _ = stage.receiver()
    mid = one_byte((Extension.MID, b"1"))

    for sequence in range(4 * PER_SECOND):
        stage.send(rtp(sequence=sequence, ssrc=SSRC + sequence % 2, payload=KEYFRAME, extension=mid))

    # from then on what comes as the other stream is nobody's
    assert stage.counters.unknown_streams == 3 * PER_SECOND // 2
    assert len(mailbox.rtp) == 4 * PER_SECOND - stage.counters.unknown_streams


@given(st.binary(min_size=1, max_size=1_400))
def test_no_datagram_raises(noise: bytes) -> None:
    Stage().send_protected(noise)


@given(st.binary(min_size=12, max_size=300), st.sampled_from([96, 97, 111]), st.sampled_from([SSRC, RTX_SSRC, 3]))
def test_no_packet_of_an_authentic_browser_raises(noise: bytes, payload_type: int, ssrc: int) -> None:
    stage = Stage()
    stage.receiver()
    packet = bytearray(noise)
    packet[0] = packet[0] & 0x3F | 0x80
    packet[1] = payload_type
    packet[8:12] = ssrc.to_bytes(4)
    with suppress(pylibsrtp.Error):  # libsrtp does not encrypt what is no RTP header
        stage.send(packet)
