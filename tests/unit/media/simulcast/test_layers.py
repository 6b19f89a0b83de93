"""Layers of a camera as they come in: learned, repeated, probed, in bursts."""

import pytest

from media.capabilities import VP8, Extension
from media.forwarding.flow import WHOLE_FOR
from media.forwarding.frames import MAX_TEMPORAL
from media.forwarding.layers import Encoding, steps
from tests.support.rtp import one_byte, rtp
from tests.support.simulcast import LAYERS, Camera, choose, frames_got, is_gapless, layer, layers_got, payload_of
from tests.support.source import Stage
from tests.support.stream import DELTA, KEYFRAME


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


@pytest.mark.parametrize(
    ("ssrc", "extension"),
    [(17, b""), (None, b""), (None, one_byte((Extension.MID, b"1")))],
    ids=["named", "bare", "mid"],
)
def test_who_promises_layers_and_sends_one_stream_without_a_name_is_seen(ssrc: int | None, extension: bytes) -> None:
    stage = Stage(ssrc=None)
    stage.negotiate_layers(*LAYERS, ssrc=ssrc)
    mailbox, _ = stage.receiver()

    stage.send(rtp(sequence=1, ssrc=17, payload=KEYFRAME, extension=extension), 1.0)
    stage.negotiate_layers(*LAYERS, ssrc=ssrc)  # the answer to the next offer says the same
    stage.send(rtp(sequence=2, ssrc=17, payload=DELTA, extension=extension), 1.1)

    assert [payload[-len(DELTA) :] for payload in mailbox.rtp] == [KEYFRAME[-len(DELTA) :], DELTA]
    assert is_gapless(mailbox.sequences, 1 << 16)
    assert stage.counters.unknown_streams == 0


def test_layers_that_name_themselves_are_not_given_up_for_a_packet_without_a_name(stage: Stage, camera: Camera) -> None:
    camera.send("h", key=True)

    stage.send(rtp(sequence=1, ssrc=17, payload=KEYFRAME, extension=one_byte((Extension.MID, b"1"))), camera.now)
    stage.send(rtp(sequence=1, ssrc=18, payload=KEYFRAME), camera.now)

    assert [each.rid for each in stage.producer.layers] == list(LAYERS)
    assert stage.counters.unknown_streams == 2


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


def test_a_second_without_frames_to_leave_out_changes_no_ladder_and_ten_do(stage: Stage, camera: Camera) -> None:
    """On a machine whose processor is full the encoder leaves them out itself, now and then."""
    camera.send("q", key=True)
    lowest = layer(stage, "q")
    ladders = []
    for second in range(40):
        for number in range(12):
            camera.send("q", temporal=0 if second % 2 or second >= 20 else (0, 2, 1, 2)[number % 4])
        stage.inbound.send_reports(camera.now)
        ladders.append(len(steps([Encoding(lowest.flow.rate, lowest.flow.base_share, lowest.height)], None)))

    assert ladders == [2] * (19 + WHOLE_FOR - 1) + [1] * (40 - 19 - WHOLE_FOR + 1)
