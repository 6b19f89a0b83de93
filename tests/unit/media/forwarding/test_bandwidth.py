from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from media.forwarding.bandwidth import (
    BEGIN,
    FIRST_HOLD,
    MAX_HOLD,
    MAX_PROBE_HOLD,
    PATIENCE,
    REMEMBERED,
    TRIAL,
    PictureBudget,
)
from media.forwarding.lateness import LATE
from media.forwarding.ramp import SILENT

SOUND = 40_000.0
PICTURE = 600_000.0


class _Line:
    """A receiver behind a line of some capacity, second by second."""

    def __init__(self, capacity: float, pictures: int = 4, least: int = 0) -> None:
        self.budget = PictureBudget()
        self.least = least
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
            self.sent = self.budget.decide(self.now, self.pictures, pictures, loss, 0.05, least=self.least)
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


def test_one_bad_second_takes_no_picture_away() -> None:
    line = _Line(10_000_000, least=4)
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


def test_without_estimates_what_did_not_arrive_is_taken_away() -> None:
    line = _Line(1.5 * PICTURE)

    assert set(line.run(8, estimates=False)[PATIENCE - 1 :]) == {1}


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


class _ProbedLine(_Line):
    """The same with padding where the budget asks for it; what was tried with pictures and what with padding."""

    def __init__(self, capacity: float, rungs: int = 4) -> None:
        super().__init__(capacity, rungs)
        self.padded: list[float] = []
        self.reports_every = 1
        """Seconds between what the browser reports of loss and round trip; 0: it reports nothing."""

    @override
    def run(self, seconds: int, *, estimates: bool = True) -> list[int]:
        """Return how many rungs were sent in each second."""
        for _ in range(seconds):
            self.now += 1.0
            if self.reports_every and not self.now % self.reports_every:
                self.budget.take_report(self.now, 0.05)
            pictures = sum(self.pictures[: self.sent])
            offered = SOUND + pictures + self.budget.probe_rate
            arrived = min(offered, self.capacity)
            if estimates and self.sent:
                self.budget.take_estimate(int(min(self.capacity, 1.5 * arrived)), self.now)
            self.sent = self.budget.decide(
                self.now, self.pictures, pictures, 1 - arrived / offered, 0.05, may_probe=True
            )
            self.padded.append(self.budget.probe_rate)
            self.history.append(self.sent)
        return self.history[-seconds:]


def test_more_is_tried_with_padding_first() -> None:
    line = _ProbedLine(1.4 * PICTURE)
    line.run(PATIENCE)

    history = line.run(600)

    assert max(line.padded) > 0
    assert set(history) == {1}  # the padding met the end of the line, no picture did


def test_padding_that_fails_is_tried_ever_later() -> None:
    line = _ProbedLine(1.4 * PICTURE)
    line.run(1_500)

    begun = [second for second, (before, after) in enumerate(pairwise(line.padded)) if after and not before]
    pauses = [later - earlier for earlier, later in pairwise(begun)]
    assert pauses == sorted(pauses)
    assert pauses[0] >= 2 * FIRST_HOLD
    assert MAX_PROBE_HOLD <= pauses[-1] <= MAX_PROBE_HOLD + FIRST_HOLD


def test_padding_ends_at_once_when_it_hurts() -> None:
    line = _ProbedLine(1.4 * PICTURE)
    line.run(200)

    assert all(not (one and two) for one, two in pairwise(line.padded))


def test_padding_of_which_nothing_is_told_does_not_grow_and_brings_no_picture() -> None:
    line = _ProbedLine(100_000, rungs=12)
    line.run(10)
    line.capacity = 20_000_000
    line.reports_every = 0

    history = line.run(300, estimates=False)

    assert set(history) == {0}
    assert set(line.padded) == {0.0, PICTURE * BEGIN}
    assert 0 < sum(rate > 0 for rate in line.padded) < 300 / (FIRST_HOLD / SILENT)


def test_who_reports_rarely_gets_pictures_back_too() -> None:
    line = _ProbedLine(100_000, rungs=3)
    line.run(10)
    line.capacity = 20_000_000
    line.reports_every = 5

    assert line.run(60)[-1] == 3


def test_a_line_that_recovers_is_found_in_growing_steps() -> None:
    line = _ProbedLine(100_000, rungs=12)
    line.run(10)
    line.capacity = 20_000_000

    history = line.run(90)

    steps = [after - before for before, after in pairwise(history) if after > before]
    assert history[-1] == 12
    assert max(steps) > 1


def test_who_was_long_on_a_thin_line_sees_the_largest_picture_soon_after_it_recovers() -> None:
    layers = [60_000.0, 90_000.0, 280_000.0]
    line = _ProbedLine(SOUND + 20_000, rungs=3)
    line.pictures = layers
    for after_minutes in (30, 3, 1):
        line.capacity = SOUND + 20_000
        assert line.run(60 * after_minutes)[-1] == 0
        line.capacity = 20_000_000

        assert 3 in line.run(int(MAX_PROBE_HOLD) + 14)


def _failed_after(capacity: float, rungs: list[float], dear: float) -> _ProbedLine:
    """A line on which the last of `rungs` was tried and cost `dear` bit/s, as with its keyframe."""
    line = _ProbedLine(SOUND + capacity, rungs=len(rungs))
    line.pictures = [*rungs[:-1], dear]
    line.run(4)
    line.pictures = rungs
    while line.run(1) != [len(rungs)]:
        pass
    line.pictures = [*rungs[:-1], dear]
    line.run(2)
    line.pictures = rungs
    assert line.history[-1] == len(rungs) - 1
    return line


def test_the_first_picture_that_failed_is_not_tried_again_soon_by_padding_that_only_just_fits() -> None:
    line = _failed_after(130_000, [60_000.0], 200_000.0)

    assert set(line.run(int(2 * FIRST_HOLD) - 2)) == {0}
    assert any(line.padded[2 - int(2 * FIRST_HOLD) :])


def test_a_better_picture_that_failed_is_not_tried_again_soon_by_padding_that_only_just_fits() -> None:
    line = _failed_after(170_000, [60_000.0, 90_000.0], 200_000.0)

    assert set(line.run(int(2 * FIRST_HOLD) - 2)) == {1}
    assert any(line.padded[2 - int(2 * FIRST_HOLD) :])


def test_a_better_picture_that_failed_is_tried_again_soon_where_padding_finds_much_more_room() -> None:
    line = _failed_after(170_000, [60_000.0, 90_000.0], 200_000.0)
    line.capacity = 20_000_000

    assert 2 in line.run(int(FIRST_HOLD) + 4)


@pytest.mark.parametrize("away", [5, 30])
def test_a_larger_picture_that_is_gone_for_a_while_does_not_come_back_untried(away: int) -> None:
    """A browser stops its largest layer when its processor is full, and sends it again a moment later."""
    rungs = [60_000.0, 90_000.0, 280_000.0]
    line = _ProbedLine(SOUND + 250_000, rungs=3)
    line.pictures = rungs
    line.run(60)
    assert set(line.run(10)) == {2}

    line.pictures = rungs[:2]
    while_away = line.run(away)
    line.pictures = rungs

    assert set(while_away) == {2}
    assert line.run(1) == [2]


def test_a_line_of_which_a_picture_left_long_ago_is_thin_no_more() -> None:
    line = _ProbedLine(SOUND + 250_000, rungs=3)
    line.pictures = [60_000.0, 90_000.0, 280_000.0]
    line.run(60)
    line.pictures = line.pictures[:2]

    line.run(round(2 * REMEMBERED))

    assert not line.budget.limited


def test_a_line_that_becomes_long_all_at_once_keeps_its_pictures_fluent_and_gets_the_largest_back() -> None:
    budget, rungs, history = PictureBudget(), [60e3, 90e3, 280e3], [3]
    falls = [436, 274, 274, 137, 114, *[113] * 45]  # as Chromium estimates when 0.7 s come at once, and wander
    for second in range(60):
        budget.take_estimate(2_000_000 if second < 10 else falls[second - 10] * 1000, second - 0.5)
        way = 0.002 if second < 10 else 0.65
        wandering = way * (1 + 0.02 * (second * 7 % 8))
        sent = sum(rungs[: history[-1]])
        history.append(budget.decide(float(second), rungs, sent, 0.0, wandering, may_probe=True, least=2))

    assert min(history) == 2
    assert set(history[-10:]) == {3}


@pytest.mark.parametrize("loss", [0.0, 0.03, 0.12, 0.25])
@pytest.mark.parametrize("long_for", [10, 24, 60, 300])
def test_after_a_long_line_a_picture_is_back_within_twenty_seconds_of_a_good_one(long_for: int, loss: float) -> None:
    budget, rungs, history = PictureBudget(), [60e3, 90e3, 280e3], [3]
    for second in range(20 + long_for + 20):
        is_long = 20 <= second < 20 + long_for
        way = 0.65 * (1 + 0.02 * (second * 7 % 8)) if is_long else 0.002
        sent = sum(rungs[: history[-1]])
        budget.take_report(second - 0.4, way)
        if sent:
            estimate = max(40e3, 400e3 - 80e3 * (second - 20)) if is_long else 1.5 * sent
            budget.take_estimate(round(estimate), second - 0.5)
        history.append(budget.decide(second, rungs, sent, loss if is_long else 0.0, way, may_probe=True, least=2))

    assert history[-1] > 0


def test_the_line_is_never_stuck_behind_a_low_estimate() -> None:
    budget = PictureBudget()
    for now in range(PATIENCE):
        budget.take_estimate(500_000, float(now))
        budget.decide(float(now), [PICTURE, PICTURE], 2 * PICTURE, 0.3, 0.05)
    sent: list[int] = []
    for now in range(PATIENCE, 300):
        budget.take_estimate(500_000, float(now))
        sent.append(budget.decide(float(now), [PICTURE, PICTURE], PICTURE, 0.0, 0.05))

    assert max(sent) > sent[0]


def _fall(least: int) -> list[int]:
    """The estimate falls on a line that neither loses nor delays."""
    budget = PictureBudget()
    budget.take_estimate(2_000_000, 0.0)
    sent = []
    for now in range(1, 1 + PATIENCE):
        budget.take_estimate(50_000, float(now))
        sent.append(budget.decide(float(now), [100e3, 100e3, 800e3, 800e3], 1.8e6, 0.0, 0.02, least=least))
    return sent


def test_an_estimate_that_falls_makes_pictures_smaller_but_takes_none_away() -> None:
    assert _fall(least=2)[-1] == 2


def test_where_all_pictures_are_at_their_smallest_a_fallen_estimate_changes_nothing() -> None:
    assert _fall(least=4)[-1] == 4


def test_random_loss_with_a_high_estimate_leaves_the_pictures_alone() -> None:
    budget = PictureBudget()
    sent = 0
    for now in range(20):
        budget.take_estimate(2_000_000, float(now))
        sent = budget.decide(float(now), [PICTURE], PICTURE, 0.12, 0.05)

    assert sent == 1


def test_a_picture_that_alone_was_too_much_is_tried_with_padding_that_grows_from_little_to_what_it_takes() -> None:
    faces, screen = [150e3, 150e3], 1e6
    budget = PictureBudget()
    for now in (1.0, 2.0):
        budget.take_estimate(600_000, now)
        budget.decide(now, [screen, *faces], 1.3e6, 0.5, 0.05, may_probe=True, least=3)
    left = budget.fit([*faces, screen])

    padding, sent, now = list[float](), left, 2.0
    while sent == left:
        now += 1.0
        budget.take_estimate(600_000, now)
        sent = budget.decide(now, [*faces, screen], 300e3, 0.0, 0.05, may_probe=True, least=2, rich=1)
        padding.append(budget.probe_rate)

    assert (left, sent) == (2, 3)
    assert [rate for rate in padding if rate] == [300e3, 600e3, screen]
