"""A packet's way from one browser to the others, through real SRTP, without a network."""

from contextlib import suppress
from itertools import pairwise

import pylibsrtp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.capabilities import VP8, Extension, feedback
from media.description import Terms
from media.forwarding import rtcp
from media.forwarding.lessons import PER_SECOND
from media.forwarding.levels import SpeakerElection
from media.forwarding.resend import BURST
from media.forwarding.run import Run
from media.inbound import MAX_BURST, MAX_STRANGE_STREAMS
from media.layer import TAP_KEYFRAME_INTERVAL
from media.negotiation import Downlink
from media.plane import MemberId, Source, TapId
from tests.support.rtp import one_byte, packets_of, rtp
from tests.support.source import RTX_SSRC, SSRC, Stage

KEYFRAME = b"\x10\x00\x00\x00"
DELTA = b"\x10\x01\x00\x00"


def picture(sequence: int, payload: bytes = DELTA, *, extension: bytes = b"") -> bytearray:
    sequence &= 0xFFFF
    return rtp(sequence=sequence, timestamp=sequence * 3_000, ssrc=SSRC, payload=payload, extension=extension)


def sound(sequence: int, extension: bytes = b"") -> bytearray:
    number = sequence & 0xFFFF
    return rtp(payload_type=111, sequence=number, timestamp=sequence * 960, ssrc=SSRC, extension=extension)


def repeated(sequence: int, payload: bytes = DELTA, rtx_sequence: int = 1) -> bytearray:
    """The retransmission of a picture's packet."""
    return rtp(
        payload_type=97,
        sequence=rtx_sequence,
        timestamp=sequence * 3_000,
        ssrc=RTX_SSRC,
        payload=sequence.to_bytes(2) + payload,
    )


def extension_of(packet: bytes) -> bytes:
    """The elements of a packet without contributing sources."""
    return packet[16 : 16 + 4 * int.from_bytes(packet[14:16])]


class Copies:
    """A tap that keeps what it gets."""

    tap = TapId(1)

    def __init__(self) -> None:
        self.packets: list[bytes] = []

    def add_run(self, run: Run, ssrc: int, _: float) -> None:
        self.packets += packets_of(run, ssrc)

    def add_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Clocks are of no interest here."""


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def voice() -> Stage:
    return Stage(Source.MIC)


def test_every_receiver_gets_its_own_ssrc_and_consecutive_numbers(voice: Stage) -> None:
    (one, _), (other, _) = voice.receiver(), voice.receiver()

    voice.send_all(sound(sequence) for sequence in range(65_530, 65_546))

    for mailbox in (one, other):
        first = mailbox.sequences[0]
        assert mailbox.sequences == list(range(first, first + 16))
        assert first < 0x8000
    assert one.rtp[0][8:12] != other.rtp[0][8:12]
    assert SSRC.to_bytes(4) not in (one.rtp[0][8:12], other.rtp[0][8:12])
    assert all(packet[12:] == bytes(sound(1))[12:] for packet in one.rtp)


def test_a_picture_begins_with_a_keyframe_that_was_asked_for(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    asked = stage.asked.parts(rtcp.KeyframeRequest)

    stage.send_all([picture(1), picture(2), picture(3, KEYFRAME), picture(4)])

    assert asked == [rtcp.KeyframeRequest(SSRC)]
    assert [packet[12:] for packet in mailbox.rtp] == [KEYFRAME, DELTA]


def test_many_newcomers_ask_for_one_keyframe(stage: Stage) -> None:
    for _ in range(10):
        stage.receiver()

    assert len(stage.asked.parts(rtcp.KeyframeRequest)) == 1


def test_the_senders_line_and_number_do_not_travel_on(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    extension = one_byte(
        (Extension.MID, b"1"), (Extension.TRANSPORT_SEQUENCE, b"\0\7"), (Extension.ABS_SEND_TIME, b"abc")
    )

    stage.send(picture(1, KEYFRAME, extension=extension), now=2.0)

    sent = mailbox.rtp[0]
    assert sent[12:16] == extension[:4]
    assert sent[16:21] == bytes(5)
    assert sent[22:25] == int(2.0 * (1 << 18)).to_bytes(3)


def test_every_packet_of_a_stream_is_cleaned_whether_its_elements_stand_as_before_or_not(stage: Stage) -> None:
    mailbox, _ = stage.receiver()
    mid, number, time = (
        (Extension.MID, b"1"),
        (Extension.TRANSPORT_SEQUENCE, b"\0\7"),
        (Extension.ABS_SEND_TIME, b"abc"),
    )
    orders = [(mid, number, time), (mid, number, time), (time, number), (time, number), (time, number, mid), (number,)]

    for index, order in enumerate(orders):
        stage.send(picture(index, KEYFRAME, extension=one_byte(*order)), now=2.0)

    sent = int(2.0 * (1 << 18)).to_bytes(3)
    kept = [extension_of(packet) for packet in mailbox.rtp]
    assert kept == [b"\0" * 5 + b"\x22" + sent + b"\0" * 3] * 2 + [b"\x22" + sent + b"\0" * 4] * 2 + [
        b"\x22" + sent + b"\0" * 8,
        b"\0" * 4,
    ]


def test_a_stream_not_named_in_the_answer_is_learned_by_its_line(stage: Stage) -> None:
    stage.negotiate(ssrc=None)
    mailbox, _ = stage.receiver()

    stage.send(rtp(sequence=1, ssrc=99, payload=KEYFRAME))
    stage.send(rtp(sequence=2, ssrc=99, payload=KEYFRAME, extension=one_byte((Extension.MID, b"1"))))
    stage.send(rtp(sequence=3, ssrc=99, payload=DELTA))

    assert len(mailbox.rtp) == 2
    assert stage.counters.unknown_streams == 1


def test_strange_streams_are_looked_at_up_to_a_bound(stage: Stage) -> None:
    for ssrc in range(1_000, 1_000 + 3 * MAX_STRANGE_STREAMS):
        stage.send(rtp(ssrc=ssrc, payload=bytes(100)))

    assert stage.inbound.octets == MAX_STRANGE_STREAMS * 112
    assert stage.counters.unknown_streams == 3 * MAX_STRANGE_STREAMS


def test_another_codec_than_agreed_is_not_forwarded(stage: Stage) -> None:
    mailbox, _ = stage.receiver()

    stage.send(rtp(payload_type=102, ssrc=SSRC, payload=KEYFRAME))

    assert (mailbox.rtp, stage.counters.rejected) == ([], 1)


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


def test_a_level_beside_a_picture_makes_nobody_a_speaker(stage: Stage) -> None:
    """Else somebody whose microphone the mediator has switched off would still be put first."""
    election: SpeakerElection[MemberId] = SpeakerElection()
    stage.producer.election = election
    for sequence in range(100):
        packet = rtp(sequence=sequence, ssrc=SSRC, payload=DELTA, extension=one_byte((Extension.AUDIO_LEVEL, b"\x80")))
        stage.send(packet, sequence / 50)

    assert election.changed(2.0) is None


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


def test_a_keyframe_request_reaches_the_source_it_means_and_is_throttled(stage: Stage) -> None:
    mailbox, outbound = stage.receiver()
    stage.send(picture(1, KEYFRAME), now=1.0)
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])
    before = len(stage.asked.parts(rtcp.KeyframeRequest))

    for _ in range(20):
        outbound.take_keyframe_request(ssrc, 1.0)
    outbound.take_keyframe_request(SSRC, 1.0)

    assert len(stage.asked.parts(rtcp.KeyframeRequest)) == before + 1


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


def test_a_source_that_begins_anew_stays_one_stream_for_its_receivers(voice: Stage) -> None:
    mailbox, _ = voice.receiver()
    voice.send_all((sound(sequence) for sequence in range(10)), now=1.0)

    voice.negotiate(ssrc=5)
    again = [rtp(payload_type=111, sequence=40_000 + number, timestamp=7, ssrc=5) for number in range(10)]
    voice.send_all(again, now=1.2)

    first = mailbox.sequences[0]
    assert mailbox.sequences == list(range(first, first + 20))
    assert len({packet[8:12] for packet in mailbox.rtp}) == 1


def test_a_sender_report_reaches_receivers_in_their_numbers(voice: Stage) -> None:
    mailbox, _ = voice.receiver()
    voice.send(sound(10), now=1.0)
    offset = int.from_bytes(mailbox.rtp[0][4:8]) - 10 * 960

    voice.inbound.take_report(rtcp.SenderReport(SSRC, 5 << 32, 10 * 960, 1, 100), now=1.0)

    (report,) = mailbox.parts(rtcp.SenderReport)
    assert isinstance(report, rtcp.SenderReport)
    assert report.ssrc == int.from_bytes(mailbox.rtp[0][8:12])
    assert (report.ntp_time, report.rtp_time) == (5 << 32, (10 * 960 + offset) & 0xFFFFFFFF)
    assert report.packets == 1


def test_a_newcomer_is_told_the_clocks_without_waiting_for_the_next_report(voice: Stage) -> None:
    voice.inbound.take_report(rtcp.SenderReport(SSRC, 5 << 32, 48_000, 1, 100), now=1.0)
    mailbox, _ = voice.receiver(2.0)
    voice.send(sound(100), now=2.0)

    voice.producer.introduce(2.0)
    voice.producer.introduce(3.0)

    (report,) = mailbox.parts(rtcp.SenderReport)
    assert isinstance(report, rtcp.SenderReport)
    offset = int.from_bytes(mailbox.rtp[0][4:8]) - 100 * 960
    assert (report.ntp_time, report.rtp_time) == (6 << 32, (96_000 + offset) & 0xFFFFFFFF)


def test_the_round_trip_is_read_from_receiver_reports(voice: Stage) -> None:
    mailbox, outbound = voice.receiver()
    voice.send(sound(1), now=1.0)
    voice.inbound.take_report(rtcp.SenderReport(SSRC, 5 << 32, 960, 1, 100), now=1.0)
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])

    outbound.take_blocks([rtcp.ReportBlock(ssrc, 64, 1, 1, 0, 5 << 16, 65_536 // 2)], now=1.6)

    assert outbound.round_trip.latest == pytest.approx(0.1)
    assert outbound.fraction_lost == 0.25


def test_our_report_tells_the_browser_what_was_lost(voice: Stage) -> None:
    voice.send_all((sound(sequence) for sequence in (1, 2, 3, 5)), now=1.0)
    voice.inbound.take_report(rtcp.SenderReport(SSRC, 5 << 32, 960, 4, 100), now=1.0)

    voice.inbound.send_reports(1.5)

    (report,) = voice.asked.parts(rtcp.ReceiverReport)
    assert isinstance(report, rtcp.ReceiverReport)
    (block,) = report.blocks
    assert (block.ssrc, block.cumulative_lost, block.highest_sequence) == (SSRC, 1, 5)
    assert (block.last_report, block.delay) == (5 << 16, 32_768)


def test_a_tapped_picture_gets_a_keyframe_every_so_often(stage: Stage) -> None:
    stage.producer.add_tap(Copies(), 0.0)
    asked = len(stage.asked.parts(rtcp.KeyframeRequest))
    stage.send(picture(1, KEYFRAME), now=0.1)
    times: list[float] = []

    for tenth in range(1, 400):
        now = tenth / 10
        stage.producer.tick(now, 0.0)
        wanted = len(stage.asked.parts(rtcp.KeyframeRequest)) > asked + len(times)
        stage.send(picture(1 + tenth, KEYFRAME if wanted else DELTA), now)
        times += [now] if wanted else []

    assert len(times) == 3
    assert all(later - earlier >= TAP_KEYFRAME_INTERVAL for earlier, later in pairwise(times))


def test_nothing_that_is_not_authentic_is_forwarded_or_recorded(voice: Stage) -> None:
    mailbox, _ = voice.receiver()
    tap = Copies()
    voice.producer.add_tap(tap, 0.0)
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


def test_who_sends_more_than_anybody_needs_is_throttled_for_a_while(voice: Stage) -> None:
    mailbox, _ = voice.receiver()

    voice.send_all(sound(sequence) for sequence in range(MAX_BURST + 100))
    throttled = voice.counters.throttled
    voice.inbound.refill(1.0)
    voice.send(sound(MAX_BURST + 100))

    assert throttled == 100
    assert len(mailbox.rtp) == MAX_BURST + 1


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


def test_nobody_is_reached_without_a_path(voice: Stage) -> None:
    mailbox, outbound = voice.receiver()
    voice.lose_path(outbound)

    voice.send(sound(1))

    assert mailbox.rtp == []
    assert voice.counters.packets_sent == 0


def test_who_has_not_agreed_gets_nothing(voice: Stage) -> None:
    producer = voice.producer
    _, outbound = voice.receiver()
    outbound.remove(producer)

    outbound.add(producer)
    voice.send(sound(1))

    assert producer.layers[0].consumers == []


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
