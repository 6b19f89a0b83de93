"""A camera in three layers on its way to receivers, through real SRTP, without a network."""

from itertools import pairwise

import pytest

from media.capabilities import VP8, Extension
from media.forwarding import rtcp
from media.forwarding.frames import MAX_TEMPORAL
from media.forwarding.run import Run
from media.forwarding.vp8 import read_frame
from media.layer import Layer
from media.outbound import Outbound
from media.plane import MemberId, ShownPicture, Source, TapId
from media.producer import STOPPED_AFTER
from tests.support.rtp import one_byte, packets_of, rtp
from tests.support.source import MEMBER, Mailbox, Stage

LAYERS = ("q", "h", "f")
HEIGHTS = {"q": 180, "h": 360, "f": 720}
_MARK = b"\x9d\x01\x2a"


class Camera:
    """A browser's camera: each layer with numbers, clock and picture ids of its own."""

    def __init__(self, stage: Stage, rids: tuple[str, ...] = LAYERS) -> None:
        self.stage = stage
        self.now = 1.0
        self.sent = dict.fromkeys(rids, 0)
        self.named: set[int] = set()

    def ssrc(self, rid: str) -> int:
        return 100 + LAYERS.index(rid)

    def packet(self, rid: str, *, key: bool = False, temporal: int = 0, sync: bool = True) -> bytearray:
        """Return the next frame of a layer, in one packet."""
        number = self.sent[rid]
        self.sent[rid] += 1
        start = 1_000 * (LAYERS.index(rid) + 1)
        picture = (0x7FF0 + start + number) & 0x7FFF
        descriptor = bytes((0x90, 0xE0, 0x80 | picture >> 8, picture & 0xFF, number & 0xFF, temporal << 6 | sync << 5))
        size = b"\0\0" + HEIGHTS[rid].to_bytes(2, "little")
        frame = (b"\0\0\0" + _MARK + size) if key else b"\1\0\0delta"
        ssrc = self.ssrc(rid)
        names = () if ssrc in self.named else ((Extension.MID, b"1"), (Extension.RID, rid.encode()))
        self.named.add(ssrc)
        return rtp(
            sequence=(65_000 + start + number) & 0xFFFF,
            timestamp=(start * 90_000 + int(self.now * 90_000)) & 0xFFFFFFFF,
            ssrc=ssrc,
            payload=descriptor + frame + rid.encode(),
            marker=1,
            extension=one_byte((Extension.ABS_SEND_TIME, b"abc"), *names),
        )

    def send(self, *rids: str, key: bool = False, temporal: int = 0, sync: bool = True) -> None:
        """Send a frame of each layer, a thirtieth of a second after the last."""
        self.now += 1 / 30
        for rid in rids or tuple(self.sent):
            self.stage.send(self.packet(rid, key=key, temporal=temporal, sync=sync), self.now)


def layers_got(mailbox: Mailbox) -> str:
    """Return the layer of each packet, in order."""
    return "".join(packet[-1:].decode() for packet in mailbox.rtp if not packet[0] & 0x20)


def payload_of(packet: bytes | bytearray) -> bytes:
    """Return what follows the header and its extensions."""
    return bytes(packet[16 + 4 * int.from_bytes(packet[14:16]) :])


def frames_got(mailbox: Mailbox) -> list[tuple[int, int]]:
    """Return picture id and TL0PICIDX of each packet."""
    payloads = [payload_of(packet) for packet in mailbox.rtp if not packet[0] & 0x20]
    frames = [read_frame(payload, 0, len(payload)) for payload in payloads]
    return [(frame.picture, frame.base) for frame in frames if frame is not None]


def is_gapless(numbers: list[int], modulus: int) -> bool:
    return all((later - earlier) % modulus == 1 for earlier, later in pairwise(numbers))


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.negotiate_layers(*LAYERS)
    return stage


@pytest.fixture
def camera(stage: Stage) -> Camera:
    return Camera(stage)


def layer(stage: Stage, rid: str) -> Layer:
    found = stage.producer.layer(rid)
    assert found is not None
    return found


def balance(outbound: Outbound, stage: Stage, camera: Camera) -> None:
    stage.producer.live = True
    stage.inbound.send_reports(camera.now)
    outbound.balance(camera.now)


def choose(stage: Stage, outbound: Outbound, rid: str, now: float, temporal: int = MAX_TEMPORAL) -> None:
    (consumer,) = outbound._consumers.values()  # noqa: SLF001 - what a budget decides, decided by the test
    consumer.choose(layer(stage, rid), temporal, now)


def test_each_layer_is_learned_by_its_line_and_name(stage: Stage, camera: Camera) -> None:
    camera.send(key=True)
    camera.send()

    assert [each.ssrc for each in stage.producer.layers] == [camera.ssrc(rid) for rid in LAYERS]
    assert stage.counters.unknown_streams == 0


def test_a_layer_that_was_not_agreed_is_not_taken(stage: Stage, camera: Camera) -> None:
    stage.negotiate_layers("q", "h")
    mailbox, _ = stage.receiver()

    camera.send("f", key=True)

    assert mailbox.rtp == []
    assert stage.counters.unknown_streams == 1


def test_learned_layers_survive_the_answer_to_a_later_offer(stage: Stage, camera: Camera) -> None:
    mailbox, _ = stage.receiver()
    camera.send("q", key=True)

    stage.negotiate_layers(*LAYERS)
    camera.send("q")

    assert layers_got(mailbox) == "qq"


def test_a_retransmission_names_its_layer_and_is_forwarded_in_its_place(stage: Stage, camera: Camera) -> None:
    mailbox, _ = stage.receiver()
    camera.send("q", key=True)
    lost = camera.packet("q")
    camera.send("q")

    repair = rtp(
        payload_type=VP8.rtx or 0,
        ssrc=999,
        payload=bytes(lost[2:4]) + payload_of(lost),
        extension=one_byte((Extension.MID, b"1"), (Extension.REPAIRED_RID, b"q")),
    )
    stage.send(repair, camera.now)

    first = mailbox.sequences[0]
    assert mailbox.sequences == [first, first + 2, first + 1]


def test_probes_of_the_browser_are_dropped_without_a_word(stage: Stage, camera: Camera) -> None:
    mailbox, _ = stage.receiver()
    again = camera.packet("q", key=True)
    stage.send(again, camera.now)
    names = one_byte((Extension.MID, b"1"), (Extension.REPAIRED_RID, b"q"))

    for number in range(50):
        payload = bytes(again[2:4]) + payload_of(again)
        repeat = rtp(payload_type=97, sequence=number, ssrc=999, payload=payload, extension=names)
        stage.send(repeat, camera.now)

    assert len(mailbox.rtp) == 1
    assert (stage.counters.rejected, stage.counters.malformed, stage.counters.unknown_streams) == (0, 0, 0)


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


def test_a_receiver_on_a_good_line_climbs_to_the_largest_layer_that_comes(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send("q", "h", key=True)
    balance(outbound, stage, camera)
    camera.send("q", "h", key=True)
    camera.send("f", key=True)
    balance(outbound, stage, camera)
    camera.send(key=True)

    assert layers_got(mailbox) == "qqhhf"


def test_a_layer_that_stops_is_left_at_once(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    choose(stage, outbound, "f", camera.now)
    camera.send(key=True)
    while layer(stage, "f").heard_at > camera.now - STOPPED_AFTER:
        camera.send("q", "h")
    stage.producer.leave_stopped(camera.now)
    camera.send("q", "h", key=True)

    assert layers_got(mailbox) == "qqfh"


def test_a_layer_that_gets_what_is_left_of_a_thin_line_is_not_taken_for_one_that_comes(
    stage: Stage, camera: Camera
) -> None:
    mailbox, outbound = stage.receiver()
    camera.send("q", key=True)
    for second in range(3):
        for frame in range(30):
            camera.send(*(("q", "h") if frame % 10 == 0 else ("q",)), key=second > 0 and frame == 0)
        balance(outbound, stage, camera)

    assert set(layers_got(mailbox)) == {"q"}


def test_a_layer_that_starves_is_left_for_one_that_is_fluent(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send("q", "h", key=True)
    for _ in range(30):
        camera.send("q", "h", key=True)
    balance(outbound, stage, camera)
    camera.send("q", "h", key=True)
    assert layers_got(mailbox)[-1] == "h"

    for frame in range(40):
        camera.send(*(("q", "h") if frame % 10 == 0 else ("q",)), key=frame > 30)
        if frame == 30:
            balance(outbound, stage, camera)
            stage.producer.leave_stopped(camera.now)

    assert layers_got(mailbox)[-1] == "q"


def test_a_layer_that_starved_is_left_alone_for_some_seconds(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send("q", "h", key=True)
    got = ""
    for second in range(12):
        starves = second in {3, 5}
        for frame in range(30):
            camera.send(*(("q",) if starves and frame % 10 else ("q", "h")), key=frame % 15 == 0)
            stage.producer.leave_stopped(camera.now)
        balance(outbound, stage, camera)
        got += layers_got(mailbox)[-1]

    assert got == "qhhhqqqqqqhh"


def test_a_layer_that_begins_is_used_once_it_is_fluent(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send("q", key=True)
    for second in range(6):
        for frame in range(30):
            camera.send(*(("q", "h") if second >= 2 else ("q",)), key=frame % 15 == 0)
            stage.producer.leave_stopped(camera.now)
        balance(outbound, stage, camera)

    assert layers_got(mailbox)[-1] == "h"


def test_repetitions_do_not_keep_a_layer_that_has_stopped(stage: Stage, camera: Camera) -> None:
    stage.receiver()
    camera.send(key=True)
    lost = camera.packet("f")
    camera.send("f")
    last = layer(stage, "f").heard_at
    camera.send("q", "h")

    names = one_byte((Extension.MID, b"1"), (Extension.REPAIRED_RID, b"f"))
    payload = bytes(lost[2:4]) + payload_of(lost)
    stage.send(rtp(payload_type=VP8.rtx or 0, ssrc=999, payload=payload, extension=names), camera.now)

    assert layer(stage, "f").loss.repaired == 1
    assert layer(stage, "f").heard_at == last


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


def test_an_estimate_that_collapses_is_followed_before_the_next_second(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    ssrc = 0
    for _ in range(3):
        for _ in range(30):
            camera.send("q", "h", key=True)
        ssrc = int.from_bytes(mailbox.rtp[0][8:12])
        outbound.pictures.take_estimate(1_000_000, [ssrc], camera.now)
        balance(outbound, stage, camera)
    assert layers_got(mailbox)[-1] == "h"
    for _ in range(10):
        camera.send("q", "h", key=True)

    outbound.pictures.take_estimate(1_000, [ssrc], camera.now)
    outbound.watch(camera.now)
    camera.send("q", "h", key=True)

    assert layers_got(mailbox)[-1] == "q"


def test_all_layers_silent_together_change_nothing(stage: Stage, camera: Camera) -> None:
    _, outbound = stage.receiver()
    camera.send(key=True)
    choose(stage, outbound, "f", camera.now)
    camera.send(key=True)
    asked = len(stage.asked.parts(rtcp.KeyframeRequest))

    camera.now += 1.5
    stage.producer.leave_stopped(camera.now)
    balance(outbound, stage, camera)

    assert len(stage.asked.parts(rtcp.KeyframeRequest)) == asked


def test_a_small_tile_gets_the_small_picture(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    for rid in LAYERS:
        layer(stage, rid).height = HEIGHTS[rid]

    outbound.show([ShownPicture(MEMBER, Source.CAMERA, 200)], camera.now)
    balance(outbound, stage, camera)
    camera.send(key=True)
    outbound.show([ShownPicture(MEMBER, Source.CAMERA, 400)], camera.now)
    balance(outbound, stage, camera)
    camera.send(key=True)

    assert layers_got(mailbox) == "qqqh"


def test_a_picture_out_of_sight_costs_nothing_and_is_back_at_a_keyframe(stage: Stage, camera: Camera) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)

    outbound.show([ShownPicture(MEMBER, Source.CAMERA, 0)], camera.now)
    for _ in range(30):
        camera.send(key=True)
        balance(outbound, stage, camera)
    hidden = len(mailbox.rtp)
    outbound.show([ShownPicture(MEMBER, Source.CAMERA, 720)], camera.now)
    camera.send(key=True)

    assert (hidden, len(mailbox.rtp)) == (1, 2)
    assert is_gapless(mailbox.sequences, 1 << 16)
    assert len(outbound.pictures.waiting) == 0


def test_a_tile_of_somebody_who_is_not_received_is_ignored(stage: Stage) -> None:
    _, outbound = stage.receiver()

    outbound.show([ShownPicture(MemberId("s.nobody"), Source.CAMERA, 0)], 1.0)

    assert stage.producer.receivers


class _Copies:
    tap = TapId(1)

    def __init__(self) -> None:
        self.packets: list[bytes] = []
        self.reports: list[rtcp.SenderReport] = []

    def add_run(self, run: Run, ssrc: int, _now: float) -> None:
        self.packets += packets_of(run, ssrc)

    def add_report(self, report: rtcp.SenderReport, _now: float) -> None:
        self.reports.append(report)


def test_a_recording_gets_one_layer_the_highest_as_one_stream(stage: Stage, camera: Camera) -> None:
    tap = _Copies()
    stage.producer.add_tap(tap, camera.now)
    camera.send("q", "h", key=True)
    stage.inbound.send_reports(camera.now)
    camera.send("q", "h", key=True)
    camera.send(key=True)
    stage.inbound.send_reports(camera.now)
    camera.send(key=True)
    camera.send()

    assert b"".join(packet[-1:] for packet in tap.packets) == b"qqhhhff"
    assert is_gapless([int.from_bytes(packet[2:4]) for packet in tap.packets], 1 << 16)
    assert len({packet[8:12] for packet in tap.packets}) == 1


def test_a_recording_that_ended_gets_nothing_more(stage: Stage, camera: Camera) -> None:
    tap = _Copies()
    stage.producer.add_tap(tap, camera.now)
    camera.send(key=True)
    stage.producer.remove_tap(tap)
    camera.send(key=True)

    assert len(tap.packets) == 1


def test_a_shut_door_lets_no_layer_through_and_leaves_no_gap(stage: Stage, camera: Camera) -> None:
    mailbox, _ = stage.receiver()
    tap = _Copies()
    stage.producer.add_tap(tap, camera.now)
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


@pytest.mark.parametrize("temporal", [0, 1, MAX_TEMPORAL])
def test_frames_that_come_in_one_burst_are_those_that_come_one_by_one(temporal: int) -> None:
    got = []
    for in_one_burst in (True, False):
        stage = Stage()
        stage.negotiate_layers(*LAYERS)
        camera = Camera(stage)
        mailbox, outbound = stage.receiver()
        camera.send(key=True)
        choose(stage, outbound, "q", camera.now, temporal)
        camera.send(key=True)
        packets = [camera.packet("q", temporal=each) for each in (0, 2, 1, 2, 0, 2, 0)]
        if in_one_burst:
            stage.send_all(packets, camera.now)
        else:
            for packet in packets:
                stage.send(packet, camera.now)
        got.append((frames_got(mailbox), mailbox.sequences, [payload_of(packet) for packet in mailbox.rtp]))

    assert got[0] == got[1]
    assert is_gapless(got[0][1], 1 << 16)


def needs(stage: Stage, outbound: Outbound) -> int:
    return dict(outbound.needs())[stage.producer]


def shown(outbound: Outbound, height: int, now: float) -> None:
    outbound.show([ShownPicture(MEMBER, Source.CAMERA, height)], now)


def test_a_small_tile_needs_no_larger_layer_once_it_gets_none(stage: Stage, camera: Camera) -> None:
    _, outbound = stage.receiver()
    camera.send(key=True)
    unsaid = needs(stage, outbound)
    for rid in LAYERS:
        layer(stage, rid).height = HEIGHTS[rid]

    shown(outbound, 120, camera.now)
    balance(outbound, stage, camera)
    camera.send(key=True)
    small = needs(stage, outbound)
    shown(outbound, 0, camera.now)

    assert (unsaid, small, needs(stage, outbound)) == (3, 1, 0)


def test_the_layer_a_receiver_gets_is_needed_until_it_has_the_other(stage: Stage, camera: Camera) -> None:
    _, outbound = stage.receiver()
    camera.send(key=True)
    camera.send(key=True)
    balance(outbound, stage, camera)
    camera.send(key=True)
    choose(stage, outbound, "q", camera.now)
    shown(outbound, 120, camera.now)

    waiting = needs(stage, outbound)
    camera.send(key=True)

    assert waiting == 3
    assert needs(stage, outbound) == 1


def test_a_stopped_layer_is_needed_again_by_a_larger_tile_and_comes_at_its_keyframe(
    stage: Stage, camera: Camera
) -> None:
    mailbox, outbound = stage.receiver()
    camera.send(key=True)
    for rid in LAYERS:
        layer(stage, rid).height = HEIGHTS[rid]
    shown(outbound, 120, camera.now)
    balance(outbound, stage, camera)
    for _ in range(2):
        for _ in range(int(STOPPED_AFTER * 30) + 5):
            camera.send("q", key=True)
        balance(outbound, stage, camera)

    shown(outbound, 700, camera.now)
    needed = needs(stage, outbound)
    for _ in range(3):
        for _ in range(30):
            camera.send("q", "f")
        balance(outbound, stage, camera)
    before = layers_got(mailbox)
    camera.send("q", "f", key=True)
    camera.send("q", "f")

    assert needed == 3
    assert set(before) == {"q"}
    assert layers_got(mailbox)[len(before) :].endswith("f")
    assert is_gapless(mailbox.sequences, 1 << 16)


def follow(stage: Stage, needed: int, seconds: int, start: float) -> list[int | None]:
    producer = stage.producer
    return [producer.demand.asked for second in range(seconds) if producer.follow_demand(needed, start + second)]


def test_a_recording_keeps_every_layer_and_brings_back_a_stopped_one(stage: Stage, camera: Camera) -> None:
    camera.send(key=True)
    stage.producer.live = True
    stopped = follow(stage, 0, 10, camera.now)
    tap = _Copies()
    stage.producer.add_tap(tap, camera.now + 10)

    resumed = follow(stage, 0, 20, camera.now + 10)

    assert (stopped, resumed) == ([0], [None])


def test_a_source_that_was_asked_to_stop_still_counts_as_one_that_comes(stage: Stage, camera: Camera) -> None:
    camera.send(key=True)
    stage.producer.live = True
    follow(stage, 0, 10, camera.now)
    later = camera.now + 60

    assert stage.producer.comes(later, reachable=True)
    assert not stage.producer.comes(later, reachable=False)
    follow(stage, 1, 1, later)
    assert stage.producer.comes(later + 1, reachable=True)
    assert not stage.producer.comes(later + 5, reachable=True)


def test_a_source_that_is_switched_off_is_asked_for_in_full_when_it_comes_back(stage: Stage, camera: Camera) -> None:
    camera.send(key=True)
    stage.producer.live = True
    follow(stage, 1, 10, camera.now)
    stage.producer.live = False

    assert follow(stage, 1, 10, camera.now + 10) == [None]
