"""What is done at once, between two decisions, when an estimate falls."""

import pytest

from media.forwarding.bandwidth import FIRST_HOLD, PictureBudget

PICTURE = 600_000.0
PICTURES = [100e3, 100e3, 800e3, 800e3]


def _fallen(estimate: int, *, before: int = 2_000_000) -> PictureBudget:
    """A budget of a calm line whose estimate falls a third of a second after the decision of second 2."""
    budget = PictureBudget()
    for now in (1.0, 2.0):
        budget.take_estimate(before, now)
        budget.decide(now, PICTURES, 1.8e6, 0.0, 0.02, least=2)
    budget.take_estimate(estimate, 2.3)
    return budget


def test_a_collapse_makes_pictures_small_before_the_next_second() -> None:
    budget = _fallen(600_000)

    assert budget.is_alarmed(2.3, 1.8e6)
    assert budget.decide(2.3, PICTURES, 1.8e6, 0.0, 0.02, least=2) == 2


def test_a_collapse_on_a_queue_takes_the_last_picture_away_within_the_second_after() -> None:
    budget = _fallen(60_000)
    assert budget.decide(2.3, PICTURES, 1.8e6, 0.0, 0.5, least=2) == 2

    budget.take_estimate(50_000, 3.2)

    assert budget.decide(2.9, PICTURES, 200e3, 0.1, 0.5, least=2) == 2
    assert budget.decide(3.3, PICTURES, 200e3, 0.1, 0.5, least=2) == 0


def test_two_estimates_of_half_a_second_do_not_take_the_last_picture_away() -> None:
    budget = PictureBudget()
    for now in range(3):
        budget.take_estimate(800_000, float(now))
        budget.decide(float(now), PICTURES[:2], 800e3, 0.0, 0.02, least=2)
    budget.take_estimate(400_000, 2.3)
    first = budget.decide(2.3, PICTURES[:2], 800e3, 0.0, 0.6, least=2)
    budget.take_estimate(200_000, 2.6)

    assert (first, budget.decide(2.6, PICTURES[:2], 800e3, 0.0, 0.6, least=2)) == (2, 2)


@pytest.mark.parametrize("estimate", [1_700_000, 2_500_000])
def test_an_estimate_that_falls_a_little_or_rises_is_left_for_the_next_second(estimate: int) -> None:
    assert not _fallen(estimate).is_alarmed(2.3, 1.8e6)


def test_one_collapse_is_answered_once() -> None:
    budget = _fallen(600_000)
    budget.decide(2.3, PICTURES, 1.8e6, 0.0, 0.02, least=2)

    budget.take_estimate(500_000, 2.5)

    assert not budget.is_alarmed(2.5, 1.5e6)


def _with_probe() -> PictureBudget:
    """A budget that feels its way back after a collapse."""
    budget = _fallen(600_000)
    now = 2.3
    budget.decide(now, PICTURES, 1.8e6, 0.0, 0.02, least=2, may_probe=True)
    while not budget.probe_rate:
        now += 1.0
        budget.take_report(now, 0.02)
        budget.take_estimate(600_000, now)
        budget.decide(now, PICTURES, 200e3, 0.0, 0.02, least=2, may_probe=True)
    budget.take_estimate(620_000, now + 0.2)
    return budget


def test_padding_ends_when_the_estimate_falls_and_not_a_second_later() -> None:
    budget = _with_probe()
    now = 2.3 + FIRST_HOLD + 1.2

    budget.take_estimate(300_000, now)

    assert budget.is_alarmed(now, 200e3)
    budget.decide(now, PICTURES, 200e3, 0.0, 0.02, least=2, may_probe=True)
    assert budget.probe_rate == 0


@pytest.mark.parametrize(("round_trip", "goes_on"), [(0.4, False), (0.05, True)])
def test_padding_ends_with_the_first_report_of_a_voice_that_is_late(round_trip: float, *, goes_on: bool) -> None:
    budget = _with_probe()
    now = 2.3 + FIRST_HOLD + 1.4

    budget.take_report(now, round_trip)

    assert budget.is_alarmed(now, 200e3) is not goes_on
    budget.decide(now, PICTURES, 200e3, 0.0, round_trip, least=2, may_probe=True)
    assert (budget.probe_rate > 0) is goes_on


def test_a_trial_that_makes_the_estimate_fall_is_over_at_once() -> None:
    budget = _with_probe()
    now = 2.3 + FIRST_HOLD + 1.0
    sent = 2
    while sent == 2:
        now += 1.0
        budget.take_estimate(int(800_000 + 1_000 * now), now)
        sent = budget.decide(now, PICTURES, 200e3, 0.0, 0.02, least=2, may_probe=True)

    budget.take_estimate(600_000, now + 0.4)

    assert budget.is_alarmed(now + 0.4, 1.0e6)
    assert budget.decide(now + 0.4, PICTURES, 1.0e6, 0.0, 0.02, least=2, may_probe=True) == 2


def test_an_estimate_that_fell_as_a_trial_began_counts_once_the_trial_has_sent_something() -> None:
    budget = _with_probe()
    now = 2.3 + FIRST_HOLD + 1.0
    sent = 2
    while sent == 2:
        now += 1.0
        budget.take_estimate(int(800_000 + 1_000 * now), now)
        sent = budget.decide(now, PICTURES, 200e3, 0.0, 0.02, least=2, may_probe=True)

    for step, estimate in enumerate((600_000, 610_000, 620_000), start=1):
        budget.take_estimate(estimate, now + step / 10)

    assert not budget.is_alarmed(now + 0.3, 300e3)
    assert budget.is_alarmed(now + 0.4, 1.0e6)


def test_a_low_estimate_that_rises_has_met_no_queue() -> None:
    budget = PictureBudget()
    sent = []
    for now in range(1, 12):
        budget.take_estimate(50_000 + 5_000 * now, float(now))
        sent.append(budget.decide(float(now), [PICTURE], PICTURE, 0.0, 0.02 if now < 2 else 0.4))

    assert set(sent) == {1}


def test_an_estimate_that_trembles_does_not_end_a_trial() -> None:
    """A browser's estimate is bound to what it receives, so it stands below what is tried from the first."""
    budget = _with_probe()
    begun = 2.3 + FIRST_HOLD + 1.0

    for step, estimate in enumerate((590_000, 610_000, 575_000, 600_000), start=1):
        budget.take_estimate(estimate, begun + step / 5)
        assert not budget.is_alarmed(begun + step / 5, 200e3)
