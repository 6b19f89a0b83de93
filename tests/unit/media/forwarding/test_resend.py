import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.resend import (
    BURST,
    MIN_INTERVAL,
    REFUSAL_COST,
    SHARE,
    SHORTEST_INTERVAL,
    SMALLEST_BURST,
    ResendBudget,
)


def test_a_packet_still_on_its_way_is_not_sent_once_more() -> None:
    budget = ResendBudget()

    assert not budget.is_early(1, 7, 1.0, 0.0)
    assert budget.is_early(1, 7, 1.0 + MIN_INTERVAL / 2, 0.0)
    assert not budget.is_early(1, 7, 1.0 + MIN_INTERVAL, 0.0)


def test_a_long_line_is_given_its_round_trip() -> None:
    budget = ResendBudget()
    budget.is_early(1, 7, 1.0, 0.3)

    assert budget.is_early(1, 7, 1.29, 0.3)
    assert not budget.is_early(1, 7, 1.31, 0.3)


def test_packets_of_other_numbers_and_streams_are_others() -> None:
    budget = ResendBudget()
    budget.is_early(1, 7, 1.0, 0.0)

    assert not budget.is_early(1, 8, 1.0, 0.0)
    assert not budget.is_early(2, 7, 1.0, 0.0)


def test_requests_that_cannot_be_fulfilled_use_the_budget_up() -> None:
    budget = ResendBudget()
    for _ in range(BURST // REFUSAL_COST):
        assert not budget.exhausted
        budget.refuse()

    assert budget.exhausted


def test_what_is_sent_fills_the_budget_again() -> None:
    budget = ResendBudget()
    budget.charge(2 * BURST)
    assert budget.exhausted

    budget.refill(2 * BURST + int(2 * BURST / SHARE))

    assert not budget.exhausted


def test_memory_of_what_was_sent_again_is_bounded() -> None:
    budget = ResendBudget()
    for sequence in range(10_000):
        budget.is_early(1, sequence, 1.0, 0.0)

    assert not budget.is_early(1, 0, 1.0, 0.0)
    assert budget.is_early(1, 9_999, 1.0, 0.0)


@given(st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 200)), max_size=200))
def test_no_more_than_a_share_is_ever_sent_again(rounds: list[tuple[int, int]]) -> None:
    budget = ResendBudget()
    sent = fresh = again = 0
    for media, wanted in rounds:
        sent += media
        fresh += media
        budget.refill(sent)
        for _ in range(wanted):
            if budget.exhausted:
                break
            sent += 1_200
            again += 1_200
            budget.charge(sent)

    assert again <= BURST + SHARE * fresh + 1_200


def test_on_a_short_line_a_lost_repetition_is_sent_once_more_as_soon_as_it_is_missed() -> None:
    budget = ResendBudget()
    budget.is_early(1, 7, 1.0, 0.001)

    assert budget.is_early(1, 7, 1.0 + SHORTEST_INTERVAL / 2, 0.001)
    assert not budget.is_early(1, 7, 1.0 + 1.5 * SHORTEST_INTERVAL, 0.001)


@pytest.mark.parametrize(("rate", "burst"), [(0, SMALLEST_BURST), (500_000, 15_625), (50_000_000, BURST)])
def test_at_once_no_more_is_sent_again_than_the_line_carries_in_a_moment(rate: int, burst: int) -> None:
    budget = ResendBudget()
    budget.measure(0, 1.0)
    budget.measure(rate // 8, 2.0)

    budget.refill(100 * BURST)
    again = 0
    while not budget.exhausted:
        again += 100
        budget.charge(100 * BURST + again)

    assert burst <= again <= burst + 100


def test_the_last_half_of_the_budget_is_for_those_who_ask() -> None:
    budget = ResendBudget()

    budget.charge(BURST // 2 + 1)

    assert (budget.is_scarce, budget.exhausted) == (True, False)
