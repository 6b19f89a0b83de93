from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.loss import (
    BUDGET_SHARE,
    MAX_AGE,
    MAX_LATE,
    MAX_REQUESTS,
    MAX_TRIES,
    REORDER_WAIT,
    RETRY_INTERVAL,
    SHORTEST_RETRY,
    Arrival,
    LossTracker,
)

CLOCK = 90_000


def _receive(tracker: LossTracker, *sequences: int, now: float = 1.0) -> list[Arrival]:
    return [tracker.receive(sequence & 0xFFFF, sequence * 3_000 & 0xFFFFFFFF, now) for sequence in sequences]


def _asked(
    tracker: LossTracker, seconds: float, round_trip: float = 0.0, start: float = 1.0
) -> list[tuple[float, int]]:
    """Tick every 10 ms; return when which number was asked for."""
    ticks = [start + tick / 100 for tick in range(round(seconds * 100) + 1)]
    return [(now, number) for now in ticks for number in tracker.due(now, round_trip)]


def test_packets_in_order_are_new_and_nothing_is_missing() -> None:
    tracker = LossTracker(CLOCK)

    assert _receive(tracker, *range(65_530, 65_545)) == [Arrival.NEW] * 15
    assert tracker.missing == 0
    assert tracker.due(10.0, 0.0) == []


def test_a_gap_is_missing_until_the_packet_comes_late() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1, 4)
    assert tracker.missing == 2

    assert _receive(tracker, 2, 3, 5) == [Arrival.LATE, Arrival.LATE, Arrival.NEW]
    assert tracker.missing == 0


def test_a_packet_seen_before_is_a_duplicate() -> None:
    tracker = LossTracker(CLOCK)

    assert _receive(tracker, 1, 2, 4, 4, 2, 3, 3)[3:] == [
        Arrival.DUPLICATE,
        Arrival.DUPLICATE,
        Arrival.LATE,
        Arrival.DUPLICATE,
    ]
    assert tracker.received == 4


def test_a_retransmission_of_what_came_by_itself_is_a_duplicate() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1, 2, 3)

    assert [tracker.receive(number, 0, 1.0, repaired=True) for number in (2, 3)] == [Arrival.DUPLICATE] * 2
    assert tracker.repaired == 0


def test_a_packet_from_before_the_first_is_stale() -> None:
    tracker = LossTracker(CLOCK)

    assert _receive(tracker, 10, 9) == [Arrival.NEW, Arrival.STALE]


def test_a_gap_over_the_wrap_is_asked_for_by_its_sixteen_bit_numbers() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 65_534, 65_538)

    assert tracker.due(2.0, 0.0) == [65_535, 0, 1]


def test_an_overtaken_packet_is_not_asked_for_at_once() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1, 3)

    assert tracker.due(1.0 + REORDER_WAIT / 2, 0.0) == []
    assert tracker.due(1.0 + REORDER_WAIT, 0.0) == [2]


def test_a_missing_packet_is_asked_for_again_and_again_and_then_given_up() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1, 3)

    asked = _asked(tracker, 5)

    assert [number for _, number in asked] == [2] * MAX_TRIES
    assert all(later - earlier >= RETRY_INTERVAL - 0.001 for (earlier, _), (later, _) in pairwise(asked))
    assert tracker.missing == 0


def test_a_packet_given_up_is_still_welcome() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1, 3)
    _asked(tracker, 5)

    assert _receive(tracker, 2, 2) == [Arrival.LATE, Arrival.DUPLICATE]


def test_on_a_short_line_a_lost_request_is_made_again_before_the_picture_stands_still() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1, 3)

    asked = _asked(tracker, 0.2, round_trip=0.002)

    assert len(asked) >= 4
    assert all(later - earlier >= SHORTEST_RETRY - 0.001 for (earlier, _), (later, _) in pairwise(asked))


def test_a_long_line_is_given_time_to_answer() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1, 3)

    asked = _asked(tracker, 5, round_trip=0.3)

    assert all(later - earlier >= 0.449 for (earlier, _), (later, _) in pairwise(asked))
    assert asked[-1][0] <= 1.0 + MAX_AGE + 0.01


def test_a_packet_that_came_is_not_asked_for_again() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1, 4)
    assert tracker.due(1.05, 0.0) == [2, 3]

    tracker.receive(2, 0, 1.1, repaired=True)

    assert {number for _, number in _asked(tracker, 1, start=1.2)} == {3}


def test_nothing_is_asked_for_twice_on_a_congested_line() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, *range(0, 100, 2))
    tracker.report(1, 1.0)
    assert tracker.fraction_lost > 0.2

    numbers = [number for _, number in _asked(tracker, 3)]

    assert len(numbers) == len(set(numbers))


def test_a_line_that_loses_without_a_queue_is_asked_again_until_it_is_hopeless() -> None:
    for kept, is_asked_again in ((4, True), (1, False)):
        tracker = LossTracker(CLOCK)
        _receive(tracker, *(number for number in range(100) if number % (kept + 1)))
        tracker.report(1, 1.0)

        for _ in range(3):
            tracker.due(1.1, 0.002, queues=False)
        again = tracker.due(1.2, 0.002, queues=False)

        assert bool(again) is is_asked_again


def test_nothing_before_a_number_that_is_given_up_is_asked_for_and_all_of_it_is_welcome() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 65_533, 65_535, 2)

    tracker.give_up_before(0)

    assert tracker.due(1.1, 0.0) == [0, 1]
    assert _receive(tracker, 65_534) == [Arrival.LATE]


def test_a_light_loss_is_asked_for_again() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, *(number for number in range(100) if number % 10 != 5))
    tracker.report(1, 1.0)

    numbers = [number for _, number in _asked(tracker, 3)]

    assert len(numbers) > len(set(numbers))


def test_a_dead_line_is_not_flooded_with_requests() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 0, 400)

    assert len(_asked(tracker, 10)) <= MAX_REQUESTS + 1


def test_a_restart_is_believed_when_two_packets_say_so() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 10, 11)

    assert _receive(tracker, 40_000, 40_001, 40_002) == [Arrival.STALE, Arrival.RESTART, Arrival.NEW]
    assert tracker.missing == 0
    assert tracker.highest == 40_002


def test_one_stray_packet_is_no_restart() -> None:
    tracker = LossTracker(CLOCK)

    assert _receive(tracker, 10, 40_000, 11, 12) == [Arrival.NEW, Arrival.STALE, Arrival.NEW, Arrival.NEW]


def test_a_source_may_begin_again_far_behind() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 20_000)

    assert _receive(tracker, 5, 6) == [Arrival.STALE, Arrival.RESTART]


def test_a_retransmission_is_never_a_restart() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 10)

    kinds = [tracker.receive(number, 0, 1.0, repaired=True) for number in (40_000, 40_001)]

    assert kinds == [Arrival.STALE, Arrival.STALE]


def test_a_stream_without_packets_has_no_report() -> None:
    assert LossTracker(CLOCK).report(1, 1.0) is None


def test_a_report_counts_what_did_not_come_by_itself() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, *(number for number in range(100) if number % 4))

    first = tracker.report(7, 2.0)
    _receive(tracker, *range(100, 200))
    second = tracker.report(7, 3.0)

    assert first is not None
    assert second is not None
    assert (first.ssrc, first.cumulative_lost, first.highest_sequence) == (7, 24, 99)
    assert first.fraction_lost == int(24 / 99 * 256)
    assert (second.fraction_lost, second.cumulative_lost, second.highest_sequence) == (0, 24, 199)


def test_a_repaired_packet_still_counts_as_lost_by_the_line() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 0, 2)
    tracker.receive(1, 0, 1.0, repaired=True)

    block = tracker.report(1, 2.0)

    assert block is not None
    assert block.cumulative_lost == 1
    assert (tracker.received, tracker.repaired) == (2, 1)


def test_duplicates_do_not_hide_loss() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 0, 0, 0, 3)

    block = tracker.report(1, 2.0)

    assert block is not None
    assert block.cumulative_lost == 2


def test_the_highest_number_counts_its_cycles() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, *range(65_000, 66_000))

    block = tracker.report(1, 2.0)

    assert block is not None
    assert block.highest_sequence == 65_999


def test_the_last_sender_report_and_its_age_are_told() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1)
    tracker.sender_report(0x1122_3344_5566_7788, 10.0)

    block = tracker.report(1, 10.5)

    assert block is not None
    assert block.last_report == 0x3344_5566
    assert block.delay == 0x8000


def test_without_a_sender_report_there_is_no_delay() -> None:
    tracker = LossTracker(CLOCK)
    _receive(tracker, 1)

    block = tracker.report(1, 1e6)

    assert block is not None
    assert (block.last_report, block.delay) == (0, 0)


def test_an_even_stream_has_no_jitter_and_an_uneven_one_has() -> None:
    even, uneven = LossTracker(48_000), LossTracker(48_000)
    for number in range(500):
        even.receive(number, number * 960, 1.0 + number * 0.02)
        uneven.receive(number, number * 960, 1.0 + number * 0.02 + (number % 2) * 0.01)

    assert even.jitter == pytest.approx(0.0, abs=1e-6)
    assert uneven.jitter == pytest.approx(0.01, rel=0.01)


def test_a_jump_of_the_timestamp_is_not_jitter() -> None:
    tracker = LossTracker(48_000)
    tracker.receive(1, 0, 1.0)
    tracker.receive(2, 0xFFFF_0000, 1.02)

    assert tracker.jitter == 0.0


@given(
    kept=st.lists(st.booleans(), min_size=2, max_size=400),
    start=st.integers(0, 0xFFFF),
    round_trip=st.floats(0.0, 1.0),
)
def test_requests_are_for_missing_packets_only_and_within_the_budget(
    kept: list[bool], start: int, round_trip: float
) -> None:
    tracker = LossTracker(CLOCK)
    sent = [(start + index) & 0xFFFF for index in range(len(kept))]
    lost = {sequence for sequence, keep in zip(sent, kept, strict=True) if not keep}
    tries: dict[int, int] = {}
    received = 0
    for index, (sequence, keep) in enumerate(zip(sent, kept, strict=True)):
        now = 1.0 + index / 130
        if keep:
            received += 1
            tracker.receive(sequence, index * 700, now)
        for number in tracker.due(now, round_trip):
            tries[number] = tries.get(number, 0) + 1

    assert set(tries) <= lost
    assert all(count <= MAX_TRIES for count in tries.values())
    assert sum(tries.values()) <= MAX_REQUESTS + BUDGET_SHARE * received + 1


@given(
    st.lists(
        st.tuples(st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF), st.floats(0.0, 0.2), st.booleans()), max_size=200
    )
)
def test_no_numbers_raise_and_memory_stays_bounded(packets: list[tuple[int, int, float, bool]]) -> None:
    tracker = LossTracker(CLOCK)
    now = 0.0
    for sequence, timestamp, pause, repaired in packets:
        now += pause
        tracker.receive(sequence, timestamp, now, repaired=repaired)
        tracker.due(now, 0.05)
        block = tracker.report(1, now)
        assert block is None or 0 <= block.fraction_lost <= 255
        assert tracker.missing <= MAX_LATE
