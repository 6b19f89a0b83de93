"""Which layer a receiver gets: the largest that comes, is wanted and fits its line."""

from media.capabilities import VP8, Extension
from media.forwarding import rtcp
from media.plane import MemberId, ShownPicture, Source
from media.producer import STOPPED_AFTER
from tests.support.rtp import one_byte, rtp
from tests.support.simulcast import HEIGHTS, LAYERS, Camera, balance, choose, is_gapless, layer, layers_got, payload_of
from tests.support.source import MEMBER, Stage


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
