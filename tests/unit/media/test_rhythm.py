from itertools import pairwise

import pytest

from media.rhythm import FEEDBACK, REPORT, TOGETHER, WATCH, is_due


@pytest.mark.parametrize("every", [FEEDBACK, WATCH, REPORT])
def test_the_reports_of_a_full_worker_are_spread_evenly_over_its_ticks(every: int) -> None:
    browsers = range(3 * REPORT * FEEDBACK * TOGETHER)

    for tick in range(2 * every):
        assert sum(is_due(every, tick, turn) for turn in browsers) == len(browsers) // every


@pytest.mark.parametrize("turn", [0, 1, 49, 12_345])
def test_nobody_waits_longer_or_shorter_for_what_is_due(turn: int) -> None:
    ticks = [tick for tick in range(500) if is_due(REPORT, tick, turn)]

    assert {later - tick for tick, later in pairwise(ticks)} == {REPORT}
