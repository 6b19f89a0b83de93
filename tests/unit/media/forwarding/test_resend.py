from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.resend import BURST, MIN_INTERVAL, REFUSAL_COST, SHARE, ResendBudget


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
