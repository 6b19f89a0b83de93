"""A person never feels the budget; a flood does."""

from hypothesis import given
from hypothesis import strategies as st

from signaling.budget import BURST, PATIENCE, PER_SECOND, Budget


def test_a_burst_is_taken_and_refills_with_time() -> None:
    budget = Budget(0.0)

    taken = [budget.spend(0.0) for _ in range(int(BURST) + 1)]

    assert taken == [True] * int(BURST) + [False]
    assert budget.spend(1.0)


def test_what_makes_more_work_costs_more_and_is_all_or_nothing() -> None:
    budget = Budget(0.0, tokens=5.0)

    taken = [budget.spend(0.0, 4.0), budget.spend(0.0, 4.0), budget.spend(0.0)]

    assert taken == [True, False, True]


def test_a_socket_that_goes_on_is_exhausted() -> None:
    budget = Budget(0.0)

    for _ in range(int(BURST) + PATIENCE):
        budget.spend(0.0)
    almost = budget.exhausted
    budget.spend(0.0)

    assert not almost
    assert budget.exhausted


@given(st.lists(st.floats(0, 0.5), max_size=300))
def test_no_rhythm_gets_more_than_the_burst_and_the_rate(pauses: list[float]) -> None:
    budget, now, taken = Budget(0.0), 0.0, 0

    for pause in pauses:
        now += pause
        taken += budget.spend(now)

    assert taken <= BURST + PER_SECOND * now + 1e-6
