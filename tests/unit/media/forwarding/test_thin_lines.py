"""A line that carries a voice and little more: how late the voice comes, and when pictures return."""

from itertools import pairwise

import pytest

from media.forwarding.bandwidth import FIRST_HOLD, PictureBudget

TICK = 0.02
DECISION, ALARM, REPORT = 50, 5, 40
"""Ticks between two decisions, two looks at an alarm, two reports of the browser."""
VOICE = 90_000.0
WAY = 0.03
LONGEST = 0.4
"""Seconds for which the queue holds packets back before it loses them."""
LAYERS = [60_000.0, 90_000.0, 280_000.0]
BEGINNING = 40_000.0
"""Bits of a keyframe above what its second takes."""


class _Queue:
    """A receiver whose line was too thin for any picture, behind a queue that fills and drains."""

    def __init__(self, capacity: float) -> None:
        self.budget = PictureBudget()
        self.capacity = 10_000.0
        self.ticks = self.sent = 0
        self._waiting = self._pictures = 0.0
        self.wander = 0.0
        """Seconds by which the way becomes longer and shorter by itself."""
        self.latest: list[float] = []
        """The longest that the voice waited in each second, in seconds."""
        self.padded: list[float] = []
        self.history: list[int] = []
        while self.sent or self.ticks < 5 * DECISION:
            self.run(1)
        self.capacity = capacity
        self._waiting = 0.0
        self.budget.take_report(self.now, WAY)

    @property
    def now(self) -> float:
        return self.ticks * TICK

    @property
    def late(self) -> float:
        return self._waiting / self.capacity

    @property
    def _round_trip(self) -> float:
        return WAY + self.late + self.wander * (self.ticks // REPORT % 3) / 2

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            late = 0.0
            for _ in range(DECISION):
                self._tick()
                late = max(late, self.late)
            self.latest.append(late)
            self.padded.append(self.budget.probe_rate)
            self.history.append(self.sent)

    def _tick(self) -> None:
        self.ticks += 1
        pictures = sum(LAYERS[: self.sent]) * TICK
        self._pictures += pictures
        self._waiting += (VOICE + self.budget.probe_rate - self.capacity) * TICK + pictures
        self._waiting = min(max(self._waiting, 0.0), LONGEST * self.capacity)
        if not self.ticks % REPORT:
            self.budget.take_report(self.now, self._round_trip)
        if not self.ticks % DECISION:
            self._decide()
            self._pictures = 0.0
        elif not self.ticks % ALARM and self.budget.is_alarmed(self.now, 0.0):
            self._decide()

    def _decide(self) -> None:
        full = self.late >= LONGEST
        loss = max(0.0, 1 - self.capacity / (VOICE + sum(LAYERS[: self.sent]))) if full else 0.0
        before = self.sent
        late = self._round_trip
        self.sent = self.budget.decide(self.now, LAYERS, self._pictures, loss, late, may_probe=True, least=2)
        if self.sent and not before:
            self._waiting += BEGINNING


@pytest.mark.parametrize("capacity", [95_000.0, 100_000.0, 120_000.0, 150_000.0])
def test_where_only_the_voice_fits_no_picture_is_tried_and_the_voice_hardly_waits_for_padding(capacity: float) -> None:
    line = _Queue(capacity)

    line.run(300)

    assert set(line.history[-300:]) == {0}
    assert any(line.padded)
    assert max(line.latest[-300:]) < 0.25
    assert max(later - earlier for earlier, later in pairwise(line.latest[-240:])) < 0.08  # what was too much is known


@pytest.mark.parametrize("capacity", [170_000.0, 180_000.0, 200_000.0, 220_000.0])
def test_where_the_smallest_picture_fits_with_little_to_spare_it_is_soon_there_and_stays(capacity: float) -> None:
    line = _Queue(capacity)

    line.run(60)
    assert line.sent
    line.run(240)

    assert min(line.history[-240:]) > 0


def test_where_the_smallest_picture_just_does_not_fit_it_is_tried_ever_more_seldom() -> None:
    line = _Queue(160_000.0)

    line.run(300)
    first = _trials(line)
    line.run(300)

    assert first <= 5
    assert _trials(line) - first <= 2
    assert max(line.latest[-590:]) < LONGEST


def test_what_padding_told_of_a_tight_line_counts_for_nothing_minutes_later() -> None:
    line = _Queue(180_000.0)
    line.run(5)
    while line.padded[-1] or not max(line.padded[-8:]) > 1.2 * LAYERS[0]:
        line.run(1)
    assert not line.sent

    later = line.now + 120
    line.budget.decide(later, LAYERS, 0.0, 0.0, WAY, may_probe=True, least=2)

    assert line.budget.decide(later + 1, LAYERS, 0.0, 0.0, WAY, may_probe=True, least=2) == 0
    assert line.budget.probe_rate


def _trials(line: _Queue) -> int:
    return sum(after > 0 and not before for before, after in pairwise(line.history[5:]))


@pytest.mark.parametrize("thin_for", [20, 60, 61, 64, 67, 300])
def test_the_picture_is_back_soon_after_the_line_is_good_however_long_it_was_thin(thin_for: int) -> None:
    line = _Queue(100_000.0)
    line.run(thin_for)

    line.capacity = 20_000_000.0
    line.run(int(FIRST_HOLD) + 10)

    assert line.sent
    line.run(8)
    assert line.sent == len(LAYERS)


@pytest.mark.parametrize("capacity", [300_000.0, 400_000.0])
def test_a_line_with_room_for_the_smallest_picture_twice_gets_it_and_keeps_it(capacity: float) -> None:
    line = _Queue(capacity)
    line.run(30)

    line.run(120)

    assert min(line.history[-120:]) > 0


def test_a_line_that_wanders_by_itself_gets_its_picture_back_too() -> None:
    line = _Queue(100_000.0)
    line.wander = 0.1
    line.run(60)

    line.capacity = 20_000_000.0
    line.run(60)

    assert line.history[-1] == len(LAYERS)


def _on_trial() -> tuple[PictureBudget, float]:
    """A budget that has just tried the first picture beside sound alone, and when."""
    line = _Queue(300_000.0)
    while not line.sent:
        line.run(1)
    budget, now = line.budget, line.now
    budget.take_estimate(90_000, now + 0.2)
    budget.take_estimate(95_000, now + 0.4)
    budget.decide(now + 0.9, LAYERS, 80_000.0, 0.0, WAY, may_probe=True, least=2)
    return budget, now + 1.0


def test_a_first_picture_that_makes_the_estimate_fall_is_taken_back_at_once() -> None:
    budget, now = _on_trial()

    budget.take_estimate(60_000, now + 0.2)

    assert budget.is_alarmed(now + 0.2, 80_000.0)
    assert budget.decide(now + 0.2, LAYERS, 80_000.0, 0.0, WAY, may_probe=True, least=2) == 0


@pytest.mark.parametrize(("late", "sent"), [(0.2, 0), (0.03, 1)])
def test_a_first_picture_that_makes_the_voice_late_is_taken_back_at_once(late: float, sent: int) -> None:
    budget, now = _on_trial()

    budget.take_report(now + 0.2, WAY + late)

    assert budget.is_alarmed(now + 0.2, 80_000.0) is (sent == 0)
    assert budget.decide(now + 0.2, LAYERS, 80_000.0, 0.0, WAY + late, may_probe=True, least=2) == sent


@pytest.mark.parametrize(("capacity", "seconds", "tried"), [(20_000_000.0, 28, True), (200_000.0, 15, False)])
def test_a_first_picture_that_failed_is_tried_again_soon_only_where_padding_finds_much_more_room(
    capacity: float, seconds: int, *, tried: bool
) -> None:
    budget, now = _on_trial()
    budget.take_report(now + 0.2, WAY + 0.2)
    budget.decide(now + 0.2, LAYERS, 80_000.0, 0.0, WAY + 0.2, may_probe=True, least=2)
    line = _Queue(capacity)
    line.budget, line.ticks = budget, round((now + 0.2) / TICK)

    line.run(seconds)

    assert (line.sent > 0) is tried
