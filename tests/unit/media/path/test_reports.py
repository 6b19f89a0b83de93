"""Reports: the sender's clock to its receivers, round trip and loss back."""

import pytest

from media.forwarding import rtcp
from media.srtp import BUFFER_SIZE, MAX_PLAIN
from tests.support.rtp import one_byte
from tests.support.source import SSRC, Stage
from tests.support.stream import sound


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


@pytest.mark.parametrize("elements", [((2, b"abc"), (3, b"\0\1")), ((4, b"0"),), ()])
def test_what_was_sent_is_told_without_headers_and_extensions(
    voice: Stage, elements: tuple[tuple[int, bytes], ...]
) -> None:
    """RFC 3550 section 6.4.1: receivers reckon a rate from it, and of a voice the headers are a third."""
    extension = one_byte(*elements) if elements else b""
    mailbox, _ = voice.receiver()
    for second in range(3):
        packets = [sound(50 * second + number, extension, more=bytes(number)) for number in range(50)]
        voice.send_all(packets, now=float(second))
        voice.inbound.take_report(rtcp.SenderReport(SSRC, 5 << 32, 960, 1, 100), now=float(second))
        voice.inbound.refill(1.0)

    headers = 12 + len(extension)
    octets = [report.octets for report in mailbox.parts(rtcp.SenderReport) if isinstance(report, rtcp.SenderReport)]
    assert octets == [sum(len(packet) - headers for packet in mailbox.rtp[: 50 * second]) for second in (1, 2, 3)]


@pytest.mark.parametrize("size", [MAX_PLAIN + 4, BUFFER_SIZE + 4])
def test_a_report_that_cannot_be_protected_is_dropped_and_nothing_sent_in_its_place(voice: Stage, size: int) -> None:
    mailbox, outbound = voice.receiver()
    seen: list[bytes] = []
    mailbox.watch = seen.append

    outbound.send_rtcp(bytes((0x80, 201)) + bytes(size - 2))
    outbound.send_rtcp(rtcp.build_receiver_report(rtcp.ReceiverReport(9, ())))

    assert voice.counters.send_drops == 1
    assert len(seen) == 1
    assert mailbox.parts(rtcp.ReceiverReport) == [rtcp.ReceiverReport(9, ())]


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


def test_a_report_of_ours_that_is_answered_again_tells_no_round_trip(voice: Stage) -> None:
    """A browser goes on answering the last report of a picture that is sent no more, until another one comes."""
    mailbox, outbound = voice.receiver()
    voice.send(sound(1), now=1.0)
    voice.inbound.take_report(rtcp.SenderReport(SSRC, 5 << 32, 960, 1, 100), now=1.0)
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])
    outbound.take_blocks([rtcp.ReportBlock(ssrc, 0, 0, 1, 0, 5 << 16, 65_536 // 2)], now=2.1)
    outbound.round_trip.measured(0.02)

    outbound.take_blocks([rtcp.ReportBlock(ssrc, 0, 0, 1, 0, 5 << 16, 65_536)], now=2.6)

    assert outbound.round_trip.latest == 0.02


def test_how_long_things_wait_on_their_way_to_us_is_told_by_a_voice_that_comes(voice: Stage) -> None:
    for sequence in range(50):
        voice.send(sound(sequence), now=1.0 + sequence / 50)
    at_once = voice.inbound.waits(2.0)
    voice.send(sound(50), now=2.5)

    assert at_once == pytest.approx(0.0, abs=0.001)
    assert voice.inbound.waits(2.5) == pytest.approx(0.5)
    assert voice.inbound.waits(3.5) == 0.0
