import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.feedback import TransportFeedback
from tests.support.transport_cc import decode

TICK = 0.00025


def _reported(feedback: TransportFeedback) -> dict[int, float | None]:
    arrivals: dict[int, float | None] = {}
    for packet in feedback.build(1, 2):
        arrivals.update(decode(packet).arrivals)
    return arrivals


def test_an_empty_interval_is_not_reported() -> None:
    feedback = TransportFeedback()

    assert feedback.build(1, 2) == []
    feedback.arrived(1, 1.0)
    assert len(feedback.build(1, 2)) == 1
    assert feedback.build(1, 2) == []


def test_arrivals_are_reported_with_their_times() -> None:
    feedback = TransportFeedback()
    for number in range(20):
        feedback.arrived(number, 10.0 + number * 0.005)

    (packet,) = feedback.build(7, 8)
    decoded = decode(packet)

    assert (decoded.ssrc, decoded.media_ssrc, decoded.count) == (7, 8, 0)
    assert decoded.arrivals == {number: pytest.approx(10.0 + number * 0.005, abs=TICK) for number in range(20)}


@pytest.mark.parametrize("first", [1_000, 65_530])
def test_the_same_arrivals_are_reported_the_same_whether_noted_in_order_or_not(first: int) -> None:
    ordered, shuffled = TransportFeedback(), TransportFeedback()
    arrivals = [(first + step & 0xFFFF, 5.0 + step * 0.003) for step in range(12)]
    for feedback, noted in ((ordered, arrivals), (shuffled, arrivals[6:] + arrivals[:6])):
        feedback.arrived(first - 1, 4.99)
        feedback.build(1, 2)
        for number, now in noted:
            feedback.arrived(number, now)

    assert ordered.build(1, 2) == shuffled.build(1, 2)
    for feedback in (ordered, shuffled):  # and what follows is told from there on
        feedback.arrived(first + 13 & 0xFFFF, 5.1)
    assert ordered.build(1, 2) == shuffled.build(1, 2)


def test_missing_numbers_are_told_as_missing() -> None:
    feedback = TransportFeedback()
    for number in (5, 6, 9, 40):
        feedback.arrived(number, 1.0)

    arrivals = _reported(feedback)

    assert [number for number, arrival in arrivals.items() if arrival is not None] == [5, 6, 9, 40]
    assert set(arrivals) == set(range(5, 41))


def test_numbers_missing_between_two_reports_are_told_in_the_second() -> None:
    feedback = TransportFeedback()
    feedback.arrived(1, 1.0)
    feedback.build(1, 2)
    feedback.arrived(4, 1.1)

    assert _reported(feedback) == {2: None, 3: None, 4: pytest.approx(1.1, abs=TICK)}


def test_a_number_overtaken_within_an_interval_has_a_negative_delta() -> None:
    feedback = TransportFeedback()
    feedback.arrived(2, 1.000)
    feedback.arrived(1, 1.004)
    feedback.arrived(3, 1.008)

    assert _reported(feedback) == {
        1: pytest.approx(1.004, abs=TICK),
        2: pytest.approx(1.000, abs=TICK),
        3: pytest.approx(1.008, abs=TICK),
    }


def test_a_number_that_comes_after_its_report_is_reported_again() -> None:
    feedback = TransportFeedback()
    feedback.arrived(1, 1.00)
    feedback.arrived(3, 1.00)
    feedback.build(1, 2)
    feedback.arrived(2, 1.05)
    feedback.arrived(4, 1.05)

    assert _reported(feedback)[2] == pytest.approx(1.05, abs=TICK)


def test_the_first_arrival_of_a_number_counts() -> None:
    feedback = TransportFeedback()
    feedback.arrived(1, 1.0)
    feedback.arrived(1, 2.0)

    assert _reported(feedback) == {1: pytest.approx(1.0, abs=TICK)}


@pytest.mark.parametrize("pause", [0.063, 0.065, 1.0, 8.0, 9.0, 3600.0])
def test_a_pause_of_any_length_is_told(pause: float) -> None:
    feedback = TransportFeedback()
    feedback.arrived(1, 1.0)
    feedback.arrived(2, 1.0 + pause)

    assert _reported(feedback) == {1: pytest.approx(1.0, abs=TICK), 2: pytest.approx(1.0 + pause, abs=2 * TICK)}


def test_numbers_wrap() -> None:
    feedback = TransportFeedback()
    for number in (65_534, 65_535, 0, 2):
        feedback.arrived(number, 1.0)

    (packet,) = feedback.build(1, 2)

    assert list(decode(packet).arrivals) == [65_534, 65_535, 0, 1, 2]
    assert decode(packet).arrivals[1] is None


def test_a_jump_of_numbers_is_not_told_as_ten_thousand_losses() -> None:
    feedback = TransportFeedback()
    feedback.arrived(1, 1.0)
    feedback.build(1, 2)
    feedback.arrived(20_000, 1.1)
    feedback.arrived(20_001, 1.1)

    assert set(_reported(feedback)) == {20_000, 20_001}


def test_the_count_of_feedback_packets_wraps() -> None:
    feedback = TransportFeedback()
    counts = []
    for number in range(260):
        feedback.arrived(number, 1.0)
        counts += [decode(packet).count for packet in feedback.build(1, 2)]

    assert counts == [*range(256), 0, 1, 2, 3]


@given(
    steps=st.lists(st.tuples(st.integers(1, 30), st.integers(-400, 2000)), min_size=1, max_size=120),
    first=st.integers(0, 0xFFFF),
    cut=st.integers(1, 50),
)
def test_whatever_arrives_is_reported_exactly(steps: list[tuple[int, int]], first: int, cut: int) -> None:
    feedback = TransportFeedback()
    number, now = first, 1_000.0
    expected: dict[int, float] = {}
    told: dict[int, float | None] = {}

    for index, (ahead, pause) in enumerate(steps):
        now += pause / 4_000
        feedback.arrived(number & 0xFFFF, now)
        expected[number & 0xFFFF] = now
        number += ahead
        if index % cut == 0:
            told.update(_reported(feedback))
    told.update(_reported(feedback))

    assert {number: arrival for number, arrival in told.items() if arrival is not None} == {
        number: pytest.approx(arrival, abs=2 * TICK) for number, arrival in expected.items()
    }


@given(st.lists(st.tuples(st.integers(0, 0xFFFF), st.floats(0, 1e6)), max_size=300))
def test_any_numbers_at_any_times_make_decodable_feedback(arrivals: list[tuple[int, float]]) -> None:
    feedback = TransportFeedback()
    for number, now in arrivals:
        feedback.arrived(number, now)

    for packet in feedback.build(1, 2):
        assert len(packet) < 1_200
        decode(packet)


def test_a_number_that_comes_late_says_nothing_anew_of_those_behind_it() -> None:
    feedback = TransportFeedback()
    for number in (100, 101, 103, 104):
        feedback.arrived(number, 1.00)
    feedback.build(1, 2)
    for number in (102, 105, 107):
        feedback.arrived(number, 1.05)

    told = [list(decode(packet).arrivals.items()) for packet in feedback.build(1, 2)]

    late = pytest.approx(1.05, abs=TICK)
    assert told == [[(102, late)], [(105, late), (106, None), (107, late)]]


@given(
    order=st.permutations(range(40)),
    lost=st.sets(st.integers(0, 39)),
    cut=st.integers(1, 10),
    first=st.sampled_from([7, 65_530]),
)
def test_no_number_once_told_as_received_is_later_told_as_missing(
    order: list[int], lost: set[int], cut: int, first: int
) -> None:
    feedback = TransportFeedback()
    received: set[int] = set()

    for index, step in enumerate(order):
        if step not in lost:
            feedback.arrived(first + step & 0xFFFF, 1.0 + index / 100)
        if index % cut == 0 or index == len(order) - 1:
            told = [decode(packet).arrivals for packet in feedback.build(1, 2)]
            missing = {number for arrivals in told for number, arrival in arrivals.items() if arrival is None}
            assert not missing & received
            received |= {number for arrivals in told for number, arrival in arrivals.items() if arrival is not None}

    assert received == {first + step & 0xFFFF for step in range(40) if step not in lost}
