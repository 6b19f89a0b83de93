import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.sequence import MAX_JUMP, MAX_LATE, SequenceMap

CLOCK = 90_000


def test_a_stream_begins_with_the_chosen_numbers() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 5_000)

    assert numbers.translate(40_000, 777, 1.0) == (100, 5_000)
    assert numbers.translate(40_001, 777 + 3_000, 1.1) == (101, 8_000)


@pytest.mark.parametrize("first", [-1, 0x8000])
def test_a_first_number_in_the_upper_half_is_refused(first: int) -> None:
    with pytest.raises(ValueError, match="below 32768"):
        SequenceMap(CLOCK, first, 0)


def test_a_loss_stays_a_gap_which_the_late_packet_fills() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    numbers.translate(10, 0, 1.0)

    assert numbers.translate(13, 300, 1.1) == (103, 300)
    assert numbers.translate(11, 100, 1.2) == (101, 100)
    assert numbers.translate(12, 200, 1.2) == (102, 200)
    assert numbers.translate(14, 400, 1.3) == (104, 400)


def test_what_was_dropped_by_a_mute_leaves_no_hole() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    numbers.translate(10, 0, 1.0)

    numbers.interrupt()

    assert numbers.translate(510, 450_000, 6.0) == (101, 450_000)
    assert numbers.translate(511, 453_000, 6.1) == (102, 453_000)


def test_another_source_continues_numbers_and_time() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    numbers.translate(10, 0, 1.0)

    numbers.interrupt()

    assert numbers.translate(60_000, 4_000_000_000, 3.0) == (101, 2 * CLOCK)
    assert numbers.translate(60_001, 4_000_003_000, 3.1) == (102, 2 * CLOCK + 3_000)


def test_time_never_stands_still_between_two_stretches() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 500)
    numbers.translate(10, 0, 1.0)

    numbers.interrupt()

    assert numbers.translate(20, 9_999, 1.0) == (101, 501)


def test_a_packet_of_an_earlier_stretch_is_dropped() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    numbers.translate(10, 0, 1.0)
    numbers.interrupt()
    numbers.translate(20, 0, 2.0)

    assert numbers.translate(19, 0, 2.0) is None


def test_a_packet_older_than_the_history_is_dropped() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    for sequence in range(2_000):
        numbers.translate(sequence, 0, 1.0)

    assert numbers.translate(1_999 - MAX_LATE, 0, 1.0) is not None
    assert numbers.translate(1_998 - MAX_LATE, 0, 1.0) is None


def test_a_jump_of_the_source_is_a_new_stretch() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    numbers.translate(10, 0, 1.0)

    assert numbers.translate(10 + MAX_JUMP + 1, 5, 1.5) == (101, CLOCK // 2)


def test_a_duplicate_keeps_its_number() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    numbers.translate(10, 0, 1.0)

    assert numbers.translate(10, 0, 1.1) == (100, 0)
    assert numbers.translate(11, 9, 1.2) == (101, 9)


def test_a_number_never_sent_cannot_be_restored() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)

    assert numbers.restore(99) is None
    numbers.translate(10, 0, 1.0)
    assert numbers.restore(100) == (10, numbers.timestamp_offset, None)
    assert numbers.restore(101) is None
    assert numbers.restore(99) is None


def test_sender_reports_wait_for_the_first_packet_of_a_stretch() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)

    started = [numbers.started]
    numbers.translate(10, 0, 1.0)
    started.append(numbers.started)
    numbers.interrupt()
    started.append(numbers.started)

    assert started == [False, True, False]


@given(
    stretches=st.lists(
        st.tuples(st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF), st.integers(1, 60)), min_size=1, max_size=12
    ),
    first=st.integers(0, 0x7FFF),
)
def test_a_receiver_sees_consecutive_numbers_whatever_the_sources_do(
    stretches: list[tuple[int, int, int]], first: int
) -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, first, 12_345)
    now = 100.0
    seen = []
    asked = []

    for sequence, timestamp, count in stretches:
        numbers.interrupt()
        for step in range(count):
            now += 1 / 30
            source = (sequence + step) & 0xFFFF
            out = numbers.translate(source, (timestamp + 3_000 * step) & 0xFFFFFFFF, now)
            assert out is not None
            seen.append(out)
            asked.append((out[0], source))

    assert [number for number, _ in seen] == [(first + step) & 0xFFFF for step in range(len(seen))]
    steps = [(later - earlier) & 0xFFFFFFFF for (_, earlier), (_, later) in itertools.pairwise(seen)]
    assert all(2_998 <= step <= 3_001 for step in steps)
    for out_sequence, source in asked[-stretches[-1][2] :]:
        restored = numbers.restore(out_sequence)
        assert restored is not None
        assert restored[0] == source


def test_the_last_packets_can_be_restored_after_any_number_of_cycles() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 0x7FFF, 0)
    out = (0, 0)
    for count in range(200_000):
        out = numbers.translate(count & 0xFFFF, count, 1.0) or out

    assert out[0] == (0x7FFF + 199_999) & 0xFFFF
    for behind in (0, 1, 500, MAX_LATE):
        restored = numbers.restore((out[0] - behind) & 0xFFFF)
        assert restored is not None
        assert restored[0] == (199_999 - behind) & 0xFFFF
    assert numbers.restore((out[0] - MAX_LATE - 1) & 0xFFFF) is None
    assert numbers.restore((out[0] + 1) & 0xFFFF) is None


@given(
    st.lists(
        st.one_of(
            st.none(), st.tuples(st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF), st.floats(0, 1e6), st.booleans())
        ),
        max_size=80,
    )
)
def test_no_order_of_packets_raises_or_leaves_the_number_space(
    events: list[tuple[int, int, float, bool] | None],
) -> None:
    numbers: SequenceMap[None] = SequenceMap(48_000, 1, 1)
    for event in events:
        if event is None:
            numbers.interrupt()
            continue
        sequence, timestamp, now, restore = event
        if restore:
            numbers.restore(sequence)
            continue
        out = numbers.translate(sequence, timestamp, now)
        assert out is None or (0 <= out[0] <= 0xFFFF and 0 <= out[1] <= 0xFFFFFFFF)


def test_packets_left_out_leave_no_hole() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    numbers.translate(10, 0, 1.0)

    assert [numbers.skip(11), numbers.skip(12)] == [None, None]
    assert numbers.translate(13, 300, 1.1) == (101, 300)
    assert numbers.restore(101) == (13, 0, None)


def test_what_was_missing_before_a_packet_left_out_keeps_its_number() -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    numbers.translate(10, 0, 1.0)
    numbers.skip(13)
    numbers.translate(14, 400, 1.1)

    assert numbers.translate(11, 100, 1.2) == (101, 100)
    assert numbers.skip(12) == 102
    assert numbers.restore(103) == (14, 0, None)


def test_the_origin_of_each_stretch_is_remembered() -> None:
    numbers: SequenceMap[str] = SequenceMap(CLOCK, 100, 0)
    numbers.interrupt("small")
    numbers.translate(10, 0, 1.0)
    numbers.interrupt("large")
    numbers.translate(5_000, 0, 1.1)

    restored = [numbers.restore(number) for number in (100, 101)]
    assert [each and (each[0], each[2]) for each in restored] == [(10, "small"), (5_000, "large")]


@given(st.lists(st.booleans(), min_size=1, max_size=400), st.integers(0, 0xFFFF))
def test_in_order_whatever_is_left_out_the_numbers_follow_each_other(kept: list[bool], start: int) -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 0x7F00, 0)
    out = []
    for count, keep in enumerate(kept):
        sequence = (start + count) & 0xFFFF
        if keep:
            place = numbers.translate(sequence, count, 1.0)
            assert place is not None
            out.append(place[0])
        else:
            assert numbers.skip(sequence) is None

    assert out == [(0x7F00 + count) & 0xFFFF for count in range(len(out))]


@given(st.permutations(list(range(24))), st.sets(st.integers(0, 23)))
def test_in_any_order_no_two_packets_get_one_number_and_none_stays_free(order: list[int], unwanted: set[int]) -> None:
    numbers: SequenceMap[None] = SequenceMap(CLOCK, 100, 0)
    numbers.translate(999, 0, 1.0)
    got = [100]
    for count in order:
        sequence = 1_000 + count
        number = numbers.skip(sequence) if count in unwanted else (numbers.translate(sequence, 0, 1.0) or (None,))[0]
        got += [] if number is None else [number]

    assert sorted(got) == list(range(100, 100 + len(got)))
