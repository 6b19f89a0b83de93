"""What is asked for and sent again of layers, and whose loss it is."""

import pytest

from media.capabilities import VP8
from media.forwarding import rtcp
from media.outbound import Outbound
from tests.support.simulcast import Camera, balance, choose, payload_of
from tests.support.source import Mailbox, Stage


def test_nothing_is_asked_for_of_a_layer_that_nobody_gets(stage: Stage, camera: Camera) -> None:
    _, outbound = stage.receiver()
    camera.send(key=True)
    choose(stage, outbound, "f", camera.now)
    camera.send("f", key=True)
    for rid in ("q", "f"):
        camera.packet(rid)
        camera.send(rid)

    stage.producer.tick(camera.now + 0.05, 0.01)

    nacks = stage.asked.parts(rtcp.Nack)
    assert [nack.media_ssrc for nack in nacks if isinstance(nack, rtcp.Nack)] == [camera.ssrc("f")]


def test_what_a_layer_lacks_from_before_the_keyframe_that_brings_somebody_is_not_asked_for(
    stage: Stage, camera: Camera
) -> None:
    _, outbound = stage.receiver()
    camera.send(key=True)
    choose(stage, outbound, "f", camera.now)
    camera.packet("f")
    camera.send("f")

    camera.send("f", key=True)
    stage.producer.tick(camera.now + 0.05, 0.01)

    assert stage.asked.parts(rtcp.Nack) == []


@pytest.mark.parametrize(
    ("round_trips", "lost", "temporal", "times"),
    [((0.01, 0.01), 26, 1, 2), ((0.01, 0.01), 26, 2, 1), ((0.01, 0.5), 26, 1, 1), ((0.01, 0.01), 0, 1, 1)],
)
def test_the_end_of_a_frame_on_which_others_rest_is_sent_twice_where_packets_are_lost_without_a_queue(
    stage: Stage, camera: Camera, round_trips: tuple[float, ...], lost: int, temporal: int, times: int
) -> None:
    mailbox, outbound = stage.receiver()
    camera.send("q", key=True)
    for sample in round_trips:
        outbound.round_trip.measured(sample)
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])
    outbound.take_blocks([rtcp.ReportBlock(ssrc, lost, 1, 1, 0, 0, 0)], camera.now)
    balance(outbound, stage, camera)
    before = len(mailbox.rtp)

    camera.send("q", temporal=temporal)
    outbound.repeat_ends(camera.now)
    outbound.repeat_ends(camera.now + 0.02)

    frame, *again = mailbox.rtp[before:]
    assert len(again) == times - 1
    if again:
        assert again[0][1] & 0x7F == VP8.rtx
        assert payload_of(again[0])[:2] == frame[2:4]


def test_what_was_lost_before_us_is_no_loss_of_the_line_to_the_receiver(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send("q", key=True)
    first = mailbox.sequences[0]
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])
    outbound.take_blocks([rtcp.ReportBlock(ssrc, 0, 0, first, 0, 0, 0)], camera.now)
    for frame in range(40):
        if frame % 2:
            camera.send("q")
        else:
            camera.packet("q")

    outbound.take_blocks([rtcp.ReportBlock(ssrc, 128, 20, first + 40, 0, 0, 0)], camera.now)
    assert outbound.fraction_lost == 0.0

    for _ in range(40):
        camera.send("q")
    outbound.take_blocks([rtcp.ReportBlock(ssrc, 64, 30, first + 80, 0, 0, 0)], camera.now)
    assert outbound.fraction_lost == 0.25


def test_while_padding_is_sent_for_a_waiting_picture_its_answers_tell_the_round_trip(
    stage: Stage, camera: Camera
) -> None:
    mailbox, outbound = stage.receiver()
    asked, padding = _padded(stage, camera, mailbox, outbound)
    since = (asked[1].ntp_time - asked[0].ntp_time) / (1 << 32)

    outbound.take_blocks([_answer(padding, asked[0])], camera.now)

    assert {report.ssrc for report in asked} == {int.from_bytes(mailbox.rtp[0][8:12])}
    assert 0.2 <= since < 0.3
    assert asked[1].rtp_time - asked[0].rtp_time == pytest.approx(90_000 * since, abs=2)
    assert outbound.round_trip.latest is not None
    assert since < outbound.round_trip.latest


@pytest.mark.parametrize(("waited", "felt"), [(0.0, True), (0.5, False)])
def test_an_answer_that_waited_on_its_way_back_is_not_held_against_the_padding(
    stage: Stage, camera: Camera, waited: float, *, felt: bool
) -> None:
    mailbox, outbound = stage.receiver()
    asked, padding = _padded(stage, camera, mailbox, outbound)
    outbound.take_blocks([_answer(padding, asked[-2])], camera.now)

    outbound.take_blocks([_answer(padding, asked[-1])], camera.now + 0.5, waited)

    assert outbound.pictures.is_alarmed(camera.now + 0.5) is felt


def _padded(stage: Stage, camera: Camera, mailbox: Mailbox, outbound: Outbound) -> tuple[list[rtcp.SenderReport], int]:
    """Let a line become thin until padding is sent; return what was asked with it, and the padding's SSRC."""
    camera.send(key=True)
    stage.inbound.take_report(rtcp.SenderReport(camera.ssrc("q"), 5 << 32, 0, 1, 100), camera.now)
    ssrc = int.from_bytes(mailbox.rtp[0][8:12])
    outbound.take_blocks([rtcp.ReportBlock(ssrc, 200, 0, 0, 0, 0, 0)], camera.now)
    while not outbound.pictures.waiting:
        _second(stage, camera, outbound)
    mailbox.feedback.clear()
    before = len(mailbox.rtp)
    while len(mailbox.rtp) == before:
        _second(stage, camera, outbound)
    (padding,) = {int.from_bytes(packet[8:12]) for packet in mailbox.rtp[before:]}
    assert padding != ssrc
    return [part for part in mailbox.parts(rtcp.SenderReport) if isinstance(part, rtcp.SenderReport)], padding


def _answer(ssrc: int, report: rtcp.SenderReport) -> rtcp.ReportBlock:
    return rtcp.ReportBlock(ssrc, 0, 0, 1, 0, report.ntp_time >> 16 & 0xFFFF_FFFF, 0)


def _second(stage: Stage, camera: Camera, outbound: Outbound) -> None:
    for _ in range(30):
        camera.send()
        outbound.probe(camera.now)
    balance(outbound, stage, camera)
