from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.frames import MAX_TEMPORAL, FrameMap
from media.forwarding.vp8 import keyframe_height, read_frame, write_frame


def test_ids_follow_those_before_over_the_wrap() -> None:
    frames = FrameMap()
    frames.begin(0x7FFE, 0)
    frames.begin(5, 250)
    places = [frames.place(5 + number, 250 + number & 0xFF, 0, sync=False) for number in range(4)]

    assert places == [(0x7FFF, 1), (0, 2), (1, 3), (2, 4)]


def test_the_first_frames_keep_the_ids_of_their_sender() -> None:
    frames = FrameMap()
    frames.begin(0x7FFF, 255)

    assert [frames.place(*ids, 0, sync=False) for ids in ((0x7FFF, 255), (0, 0))] == [(0x7FFF, 255), (0, 0)]


def test_every_packet_of_a_frame_gets_the_same_ids_or_none_does() -> None:
    frames = FrameMap()
    frames.begin(100, 0)
    frames.place(100, 0, 0, sync=False)
    frames.wanted = 0

    assert [frames.place(101, 0, 2, sync=False) for _ in range(3)] == [None] * 3
    assert len({frames.place(102, 1, 0, sync=False) for _ in range(3)}) == 1


def test_a_wish_in_the_middle_of_a_frame_does_not_cut_it() -> None:
    frames = FrameMap()
    frames.begin(100, 0)
    frames.place(101, 0, 2, sync=False)

    frames.wanted = 0

    assert frames.place(101, 0, 2, sync=False) is not None
    assert frames.place(102, 0, 2, sync=False) is None


def test_a_frame_that_comes_late_keeps_the_place_it_had() -> None:
    frames = FrameMap()
    frames.begin(100, 0)
    frames.wanted = 0
    first = frames.place(100, 0, 0, sync=False)
    frames.place(102, 0, 1, sync=False)
    last = frames.place(103, 2, 0, sync=False)
    late = frames.place(101, 1, 0, sync=False)

    assert (first, late, last) == ((100, 0), (101, 1), (102, 2))


@pytest.mark.parametrize("wanted", [MAX_TEMPORAL, 0])
def test_a_picture_that_never_changes_its_layer_goes_on_for_hours(wanted: int) -> None:
    frames = FrameMap()
    frames.wanted = wanted
    frames.begin(100, 0)
    last = 100
    for number in range(100_000):
        place = frames.place((100 + number) & 0x7FFF, number // 2 & 0xFF, number % 2, sync=True)
        if number % 2 <= wanted:
            assert place is not None
            assert (place[0] - last) & 0x7FFF == (number > 0)
            last = place[0]
        else:
            assert place is None


def test_frames_left_out_an_hour_ago_are_not_taken_for_those_of_the_same_id_now() -> None:
    frames = FrameMap()
    frames.begin(0, 0)
    frames.wanted = 0
    for number in range(100):
        frames.place(number, 0, number % 2, sync=True)
    frames.wanted = MAX_TEMPORAL

    placed = [frames.place(number & 0x7FFF, 0, number % 2, sync=True) for number in range(100, 70_000)]

    assert None not in placed


def test_frames_left_out_now_and_then_are_forgotten_before_their_ids_come_again() -> None:
    frames = FrameMap()
    frames.begin(0, 0)
    for number in range(100_000):
        thin = number % 4_000 < 20
        frames.wanted = 0 if thin else MAX_TEMPORAL
        place = frames.place(number & 0x7FFF, 0, number % 2, sync=True)
        assert (place is None) == (thin and number % 2 == 1)


def test_nothing_is_placed_before_a_beginning() -> None:
    assert FrameMap().place(1, 1, 0, sync=True) is None


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.integers(0, 2)), min_size=1, max_size=300))
def test_in_order_the_ids_never_jump(frames_sent: list[tuple[int, bool, int]]) -> None:
    frames = FrameMap()
    frames.begin(0x7FEF, 0)
    frames.begin(0x7F00, 0)
    got = []
    for number, (temporal, sync, wanted) in enumerate(frames_sent):
        frames.wanted = wanted
        place = frames.place((0x7F00 + number) & 0x7FFF, 0, temporal, sync=sync)
        got += [] if place is None else [place[0]]

    assert all((later - earlier) & 0x7FFF == 1 for earlier, later in pairwise(got))


def test_a_descriptor_is_read_and_written_where_it_stands() -> None:
    packet = bytearray(b"\xff" + bytes((0x90, 0xE0, 0x92, 0x34, 0x56, 0xA0)) + b"data")
    frame = read_frame(packet, 1, len(packet))

    assert frame == (3, 0x1234, 0x56, 2, True)
    write_frame(packet, 3, 0x7FFF, 0xFF)
    assert read_frame(packet, 1, len(packet)) == (3, 0x7FFF, 0xFF, 2, True)


@given(st.binary(max_size=20), st.integers(0, 25))
def test_no_payload_raises(payload: bytes, at: int) -> None:
    read_frame(payload, at, len(payload))
    keyframe_height(payload, at, len(payload))


def test_seven_bit_ids_and_missing_fields_are_left_alone() -> None:
    assert read_frame(bytes((0x90, 0xE0, 0x12, 0x34, 0x56, 0xA0, 1)), 0, 7) is None
    assert read_frame(bytes((0x90, 0x80, 0x92, 0x34, 0x56, 0xA0, 1)), 0, 7) is None
    assert read_frame(bytes((0x10, 0, 0, 0, 0, 0, 0)), 0, 7) is None
