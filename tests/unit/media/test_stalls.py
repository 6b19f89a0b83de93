"""How late the loop is: counted always, said once a minute."""

import pytest

from media.stalls import STALL, StallWatch


def test_a_loop_in_time_says_nothing() -> None:
    watch = StallWatch()

    said = [watch.tick(0.002, 0.02 * tick) for tick in range(100)]

    assert (set(said), watch.stalls, watch.worst) == ({0}, 0, 0.002)


def test_stalls_are_counted_all_and_logged_once_a_minute_with_the_worst() -> None:
    watch = StallWatch()

    said = [watch.tick(late, now) for late, now in [(0.2, 0.0), (1.5, 1.0), (0.3, 59.0), (0.1, 60.0)]]

    assert (said, watch.stalls) == ([0.2, 0.0, 0.0, 1.5], 4)


@pytest.mark.parametrize(("later", "worst"), [(9.0, 0.5), (19.0, 0.5), (31.0, 0.01)])
def test_the_worst_lateness_is_that_of_the_last_seconds(later: float, worst: float) -> None:
    watch = StallWatch()
    watch.tick(0.5, 0.0)
    for second in range(1, int(later) + 1):
        watch.tick(0.01, float(second))

    assert watch.worst == worst


def test_just_below_the_threshold_is_no_stall() -> None:
    watch = StallWatch()

    assert watch.tick(STALL - 0.001, 0.0) == 0
    assert watch.stalls == 0
