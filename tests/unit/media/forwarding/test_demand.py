import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.demand import INSISTS_FOR, PAUSE_AFTER, LayerDemand, layers_needed

LAYERS = 3


def settle(demand: LayerDemand, needed: int, start: float, seconds: float, layers: int = LAYERS) -> list[int | None]:
    """Let `needed` be needed, looked at once a second; return what was asked anew."""
    return [demand.asked for second in range(int(seconds) + 1) if demand.decide(needed, layers, start + second)]


@pytest.mark.parametrize(("tile", "needed"), [(0, 0), (100, 1), (240, 1), (400, 2), (700, 3), (2_000, 3), (None, 3)])
def test_a_receiver_needs_the_layers_up_to_the_one_its_tile_shows(tile: int | None, needed: int) -> None:
    assert layers_needed([180, 360, 720], tile) == needed


def test_a_layer_whose_size_is_not_known_yet_is_needed() -> None:
    assert layers_needed([180, 0, 0], 400) == LAYERS
    assert layers_needed([0], 100) == 1


def test_nothing_is_asked_while_everything_is_needed() -> None:
    assert settle(LayerDemand(), LAYERS, 0.0, 60.0) == []


def test_a_layer_is_stopped_only_when_it_was_not_needed_for_a_while() -> None:
    demand = LayerDemand()

    early = settle(demand, 1, 0.0, PAUSE_AFTER - 1)

    assert (early, settle(demand, 1, PAUSE_AFTER, 0.0)) == ([], [1])


def test_a_layer_is_asked_for_at_once_when_it_is_needed() -> None:
    demand = LayerDemand()
    settle(demand, 1, 0.0, 10.0)

    assert demand.decide(2, LAYERS, 10.1)
    assert demand.asked == 2
    assert demand.decide(LAYERS, LAYERS, 10.2)
    assert demand.asked is None


def test_a_short_look_begins_the_wait_anew() -> None:
    demand = LayerDemand()
    settle(demand, 1, 0.0, PAUSE_AFTER - 1)
    demand.decide(LAYERS, LAYERS, PAUSE_AFTER - 0.5)

    assert settle(demand, 1, PAUSE_AFTER, PAUSE_AFTER - 1) == []


def test_what_was_needed_most_while_waiting_stays() -> None:
    demand = LayerDemand()
    settle(demand, 0, 0.0, 3.0)
    demand.decide(2, LAYERS, 4.0)

    assert settle(demand, 0, 5.0, 1.0) == [2]


def test_a_source_that_comes_in_other_layers_is_asked_for_all_of_them() -> None:
    demand = LayerDemand()
    settle(demand, 0, 0.0, 10.0)

    assert demand.decide(0, 1, 11.0)
    assert demand.asked is None
    assert demand.resumed_at == 11.0


@given(st.lists(st.tuples(st.integers(0, LAYERS), st.floats(0.0, 10.0)), max_size=50))
def test_less_than_is_needed_is_never_asked(steps: list[tuple[int, float]]) -> None:
    demand, now = LayerDemand(), 0.0
    for needed, pause in steps:
        now += pause
        demand.decide(needed, LAYERS, now)
        assert demand.asked is None or demand.asked >= needed


def test_a_layer_asked_for_is_missed_until_it_comes_but_not_for_ever() -> None:
    demand = LayerDemand()
    settle(demand, 1, 0.0, 10.0)
    stopped = demand.misses(1, 10.0)
    demand.decide(2, LAYERS, 20.0)

    missed = [demand.misses(1, 20.0 + second) for second in (1, INSISTS_FOR, INSISTS_FOR + 1)]
    assert (stopped, missed, demand.misses(2, 21.0)) == (False, [True, True, False], False)
