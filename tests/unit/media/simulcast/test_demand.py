"""Which layers are needed at all, and what a source that was stopped still counts for."""

import pytest

from media.producer import STOPPED_AFTER
from tests.support.simulcast import (
    HEIGHTS,
    LAYERS,
    Camera,
    balance,
    choose,
    follow,
    is_gapless,
    layer,
    layers_got,
    needs,
    shown,
)
from tests.support.source import Stage


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


def test_a_telephone_that_is_turned_round_has_pictures_of_another_height(
    stage: Stage, camera: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.receiver()
    camera.send(key=True)
    before = [layer.height for layer in stage.producer.layers]

    for rid, height in HEIGHTS.items():
        monkeypatch.setitem(HEIGHTS, rid, height * 16 // 9)
    camera.send()
    camera.send(key=True)

    assert [layer.height for layer in stage.producer.layers] == [height * 16 // 9 for height in before]
