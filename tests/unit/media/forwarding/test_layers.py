from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.frames import MAX_TEMPORAL
from media.forwarding.layers import Encoding, Step, fluent, granted, rungs, steps

Q, H, F = Encoding(150e3, 0.4, 180), Encoding(500e3, 0.4, 360), Encoding(1.2e6, 0.4, 720)
ONLY = Encoding(600e3, 1.0, 480)


def test_the_least_step_is_fewer_frames_of_the_smallest_layer() -> None:
    assert steps([Q, H, F], None) == (
        Step(0, 0, 60e3),
        Step(0, MAX_TEMPORAL, 150e3),
        Step(1, MAX_TEMPORAL, 500e3),
        Step(2, MAX_TEMPORAL, 1.2e6),
    )


def test_a_source_in_one_layer_is_sent_or_not() -> None:
    assert steps([ONLY], None) == (Step(0, MAX_TEMPORAL, 600e3),)


def test_a_tile_is_given_no_more_than_it_can_show() -> None:
    assert [steps([Q, H, F], tile)[-1].encoding for tile in (100, 240, 300, 480, 600, 2_000)] == [0, 0, 1, 1, 2, 2]
    assert steps([Q, H, F], 0) == ()


def test_where_sizes_are_not_known_every_layer_may_be_sent() -> None:
    assert steps([Encoding(1.0, 1.0, 0), Encoding(2.0, 1.0, 0)], 100)[-1].encoding == 1


def test_everybody_is_seen_before_anybody_is_seen_better() -> None:
    pictures = [steps([Q, H, F], None), steps([Q, H], None)]

    assert [rung.picture for rung in rungs(pictures)] == [0, 1, 0, 1, 0, 1, 0]


def test_small_and_fluent_is_every_picture_with_all_frames() -> None:
    pictures = [steps([Q, H, F], None), steps([ONLY], None), steps([Q], None)]

    sent = granted(pictures, fluent(pictures))

    assert [step and (step.encoding, step.temporal) for step in sent] == [(0, MAX_TEMPORAL)] * 3
    assert fluent([]) == fluent([()]) == 0


def test_a_picture_behind_comes_once_all_others_are_small_and_fluent_and_before_any_is_better() -> None:
    pictures = [steps([ONLY], None), steps([Q, H], None), steps([Q], None)]

    ladder = [rung.picture for rung in rungs(pictures, behind={0})]

    assert ladder == [1, 2, 1, 2, 0, 1]
    assert fluent(pictures, behind={0}) == 4
    assert granted(pictures, 4, behind={0}) == (None, pictures[1][1], pictures[2][1])
    assert granted(pictures, 5, behind={0}) == (pictures[0][0], pictures[1][1], pictures[2][1])


def test_what_is_granted_adds_up_to_the_rungs_climbed() -> None:
    pictures = [steps([ONLY], None), steps([Q, H, F], None)]

    assert granted(pictures, 0) == (None, None)
    assert granted(pictures, 1) == (pictures[0][0], None)
    assert granted(pictures, 3) == (pictures[0][0], pictures[1][1])
    assert granted(pictures, 99) == (pictures[0][0], pictures[1][-1])


@given(
    st.lists(st.lists(st.floats(0, 5e6), max_size=4), max_size=6),
    st.integers(0, 30),
)
def test_the_granted_steps_cost_no_more_than_their_rungs(rates: list[list[float]], count: int) -> None:
    pictures = [steps([Encoding(rate, 1.0, 0) for rate in sorted(each)], None) for each in rates]
    cost = sum(step.rate for step in granted(pictures, count) if step is not None)

    assert cost <= sum(rung.rate for rung in rungs(pictures)[:count]) * 1.001 + 1
