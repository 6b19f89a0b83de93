from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.bandwidth import FIRST_HOLD, LATE, MAX_HOLD, PATIENCE, TRIAL, PictureBudget

SOUND = 40_000.0
PICTURE = 600_000.0


class _Line:
    """A receiver behind a line of some capacity, second by second."""

    def __init__(self, capacity: float, pictures: int = 4) -> None:
        self.budget = PictureBudget()
        self.capacity = capacity
        self.pictures = [PICTURE] * pictures
        self.now = 0.0
        self.sent = pictures
        self.history: list[int] = []

    def run(self, seconds: int, *, estimates: bool = True) -> list[int]:
        """Return how many pictures were sent in each second; estimates behave as a browser's do."""
        for _ in range(seconds):
            self.now += 1.0
            pictures = sum(self.pictures[: self.sent])
            arrived = min(SOUND + pictures, self.capacity)
            if estimates and self.sent:
                self.budget.take_estimate(int(min(self.capacity, 1.5 * pictures)), self.now)
            loss = 1 - arrived / (SOUND + pictures)
            self.sent = self.budget.decide(self.now, self.pictures, pictures, loss, 0.05)
            self.history.append(self.sent)
        return self.history[-seconds:]


def test_on_a_good_line_every_picture_is_sent_always() -> None:
    assert set(_Line(10_000_000).run(300)) == {4}


def test_a_picture_that_joins_a_good_line_is_sent_at_once() -> None:
    line = _Line(10_000_000)
    line.run(20)
    line.pictures.append(PICTURE)

    assert line.run(1) == [5]


def test_a_thin_line_keeps_the_pictures_that_fit() -> None:
    line = _Line(2 * PICTURE + 3 * SOUND)

    assert line.run(PATIENCE)[-1] == 1
    assert line.run(300).count(2) > 250


def test_a_very_thin_line_carries_sound_only() -> None:
    line = _Line(100_000)

    assert line.run(PATIENCE)[-1] == 0


def test_one_bad_second_takes_nothing_away() -> None:
    line = _Line(10_000_000)
    line.run(10)
    line.capacity = 100_000
    line.run(PATIENCE - 1)
    line.capacity = 10_000_000

    assert set(line.run(60)) == {4}


def test_a_line_that_recovers_gets_every_picture_back() -> None:
    line = _Line(100_000)
    line.run(10)
    line.capacity = 10_000_000

    assert line.run(60)[-1] == 4


def test_failed_trials_become_ever_rarer() -> None:
    line = _Line(1.4 * PICTURE)
    history = line.run(1_200)

    trials = [second for second, (before, after) in enumerate(pairwise(history)) if after > before]
    pauses = [later - earlier for earlier, later in pairwise(trials)]
    assert pauses[0] >= FIRST_HOLD
    assert pauses[-1] >= MAX_HOLD
    assert sum(sent > 1 for sent in history[10:]) < 100


def test_trials_never_end_for_good() -> None:
    line = _Line(100_000)
    line.run(2_000)
    line.capacity = 10_000_000

    assert line.run(int(MAX_HOLD + 5 * FIRST_HOLD + TRIAL))[-1] == 4


def test_loss_alone_takes_pictures_away_one_by_one() -> None:
    line = _Line(1.5 * PICTURE)

    history = line.run(8, estimates=False)

    assert history[PATIENCE - 1] == 3
    assert history[-1] <= 1


def _with_estimates(estimate: int, loss: float, round_trip: float) -> int:
    budget = PictureBudget()
    allowed = -1
    for now in range(PATIENCE):
        budget.take_estimate(estimate, float(now))
        allowed = budget.decide(float(now), [PICTURE], PICTURE, loss, round_trip)
    return allowed


def test_a_low_estimate_on_a_line_that_neither_loses_nor_delays_takes_nothing_away() -> None:
    assert _with_estimates(10_000, loss=0.0, round_trip=0.1) == 1


def test_a_low_estimate_on_a_line_that_queues_for_long_takes_the_picture_away() -> None:
    assert _with_estimates(10_000, loss=0.0, round_trip=LATE + 0.1) == 0


def test_a_high_estimate_on_a_long_line_takes_nothing_away() -> None:
    assert _with_estimates(int(PICTURE), loss=0.0, round_trip=LATE + 0.1) == 1


def test_an_old_estimate_counts_for_nothing() -> None:
    budget = PictureBudget()
    budget.take_estimate(1_000, 0.0)

    assert [budget.decide(now, [PICTURE], PICTURE, 0.05, 0.0) for now in (10.0, 11.0, 12.0)] == [1, 1, 1]


def test_the_smaller_picture_first_leaves_room_for_it() -> None:
    budget = PictureBudget()
    sent = 0
    for now in range(1, 4):
        budget.take_estimate(300_000, float(now))
        sent = budget.decide(float(now), [100_000, 2_000_000], 2_100_000, 0.05, 0.0)

    assert sent == 1


@pytest.mark.parametrize("loss", [0.0, 0.5])
def test_where_there_are_no_pictures_none_are_sent(loss: float) -> None:
    budget = PictureBudget()

    assert [budget.decide(float(now), [], 0.0, loss, 0.0) for now in range(30)] == [0] * 30


@given(
    st.lists(
        st.tuples(
            st.lists(st.floats(0, 3e6), max_size=6),
            st.floats(0, 1e7),
            st.floats(0, 1),
            st.floats(0, 2),
            st.one_of(st.none(), st.integers(0, 10_000_000)),
        ),
        max_size=100,
    )
)
def test_whatever_the_line_does_the_number_is_possible_and_grows_by_one(
    seconds: list[tuple[list[float], float, float, float, int | None]],
) -> None:
    budget = PictureBudget()
    before = present = 0
    for now, (pictures, sent, loss, round_trip, estimate) in enumerate(seconds):
        if estimate is not None:
            budget.take_estimate(estimate, float(now))
        allowed = budget.decide(float(now), pictures, sent, loss, round_trip)

        assert 0 <= allowed <= len(pictures)
        assert allowed <= before + 1 or len(pictures) != present
        before, present = allowed, len(pictures)
