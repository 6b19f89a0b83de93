"""A receiver from one layer to another: one stream, without a gap."""

from itertools import pairwise

from media.capabilities import VP8
from media.forwarding import rtcp
from tests.support.simulcast import Camera, choose, frames_got, is_gapless, layers_got, payload_of
from tests.support.source import Stage


def test_a_receiver_gets_one_layer_and_never_two(stage: Stage, camera: Camera) -> None:
    mailbox, _ = stage.receiver()
    camera.send(key=True)
    for _ in range(10):
        camera.send()

    assert layers_got(mailbox) == "q" * 11


def test_a_switch_waits_for_a_keyframe_of_the_other_layer_and_asks_for_it(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    camera.send()
    asked = len(stage.asked.parts(rtcp.KeyframeRequest))

    choose(stage, outbound, "f", camera.now)
    camera.send()
    during = stage.asked.parts(rtcp.KeyframeRequest)[asked:]
    camera.send("f", key=True)
    camera.send()

    assert during == [rtcp.KeyframeRequest(camera.ssrc("f"))]
    assert layers_got(mailbox) == "qqqff"


def test_numbers_time_and_frames_go_on_across_a_switch(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    camera.send()
    for rid in ("f", "q", "h"):
        choose(stage, outbound, rid, camera.now)
        camera.send(key=True)
        camera.send()

    times = [int.from_bytes(packet[4:8]) for packet in mailbox.rtp]
    assert layers_got(mailbox) == "qqqffqqqhh"
    assert is_gapless(mailbox.sequences, 1 << 16)
    assert is_gapless([picture for picture, _ in frames_got(mailbox)], 1 << 15)
    assert is_gapless([base for _, base in frames_got(mailbox)], 1 << 8)
    assert all(0 < (later - earlier) % (1 << 32) < 9_000 for earlier, later in pairwise(times))
    assert len({packet[8:12] for packet in mailbox.rtp}) == 1


def test_what_is_missed_before_and_after_a_switch_is_sent_again_from_the_right_layer(
    stage: Stage, camera: Camera
) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    camera.send()
    choose(stage, outbound, "f", camera.now)
    camera.send(key=True)
    ssrc, before = int.from_bytes(mailbox.rtp[0][8:12]), list(mailbox.rtp)

    outbound.take_nack(rtcp.Nack(ssrc, tuple(mailbox.sequences)), camera.now)

    again = [packet for packet in mailbox.rtp if packet[1] & 0x7F == VP8.rtx]
    assert [payload_of(packet)[:2] for packet in again] == [packet[2:4] for packet in before]
    assert [payload_of(packet)[2:] for packet in again] == [payload_of(packet) for packet in before]
    assert [packet[4:8] for packet in again] == [packet[4:8] for packet in before]


def test_reports_after_a_switch_carry_the_clock_of_the_new_layer(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    stage.inbound.take_report(rtcp.SenderReport(camera.ssrc("f"), 5 << 32, 90_000, 1, 1), camera.now)
    choose(stage, outbound, "f", camera.now)
    camera.send("f", key=True)
    offset = int.from_bytes(mailbox.rtp[-1][4:8]) - (3_000 * 90_000 + int(camera.now * 90_000))

    stage.producer.introduce(camera.now)

    (report,) = mailbox.parts(rtcp.SenderReport)
    assert isinstance(report, rtcp.SenderReport)
    aged = int((camera.now - (camera.now - 1 / 30)) * 90_000)
    assert abs((report.rtp_time - (90_000 + aged + offset)) % (1 << 32)) <= 1


def test_frames_of_upper_temporal_layers_are_left_out_without_a_gap(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    choose(stage, outbound, "q", camera.now, temporal=0)
    for _ in range(20):
        for temporal in (2, 1, 2, 0):
            camera.send("q", temporal=temporal)

    assert len(mailbox.rtp) == 21
    assert is_gapless(mailbox.sequences, 1 << 16)
    assert is_gapless([picture for picture, _ in frames_got(mailbox)], 1 << 15)


def test_more_frames_come_back_one_layer_at_a_time_where_a_frame_allows_it(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    choose(stage, outbound, "q", camera.now, temporal=0)
    camera.send("q", temporal=1)
    choose(stage, outbound, "q", camera.now)

    camera.send("q", temporal=1, sync=False)
    camera.send("q", temporal=2, sync=True)
    none = len(mailbox.rtp)
    camera.send("q", temporal=1, sync=True)
    camera.send("q", temporal=2, sync=True)

    assert (none, len(mailbox.rtp)) == (1, 3)


def test_a_late_packet_of_a_frame_left_out_fills_its_number_with_nothing(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    choose(stage, outbound, "q", camera.now, temporal=0)
    unwanted_first, unwanted_last = camera.packet("q", temporal=1), camera.packet("q", temporal=1)
    unwanted_last[20:26] = unwanted_first[20:26]  # both belong to one frame
    stage.send(unwanted_last, camera.now)
    camera.send("q")
    mailbox.loses = True
    stage.send(unwanted_first, camera.now)
    mailbox.loses = False
    outbound.take_nack(rtcp.Nack(int.from_bytes(mailbox.rtp[0][8:12]), (mailbox.sequences[0] + 1,)), camera.now)

    assert is_gapless(sorted(mailbox.sequences), 1 << 16)
    assert mailbox.rtp[-1][0] & 0x20
    assert len(mailbox.rtp[-1]) == 13
