"""The weather itself: a line that claims to be bad must be so, and no worse."""

import random

import pytest

from tests.support.tunnel import Delay, Delays

PACKETS = 2_000
GAP = 0.005
ROUNDING = 1e-9


def journey(delay: Delay) -> list[tuple[float, float]]:
    """When packets went in and when they came out, in the order in which they went in."""
    delays = Delays(random.Random(7))  # noqa: S311 - the same weather every time
    delays.delay = delay
    return [(index * GAP, at) for index in range(PACKETS) for at in delays.due(index * GAP)]


def overtaken(times: list[tuple[float, float]]) -> int:
    """How many packets came out before one that went in earlier."""
    latest, count = 0.0, 0
    for _, out in times:
        count += out < latest
        latest = max(latest, out)
    return count


def test_a_good_line_delays_nothing() -> None:
    assert all(out == into for into, out in journey(Delay()))


def test_jitter_stays_within_its_bounds_and_keeps_the_order() -> None:
    times = journey(Delay(base=0.1, jitter=0.04))

    assert all(0.1 - ROUNDING <= out - into <= 0.14 + GAP for into, out in times)
    assert max(out - into for into, out in times) > 0.13
    assert overtaken(times) == 0


def test_a_share_of_the_packets_is_overtaken() -> None:
    held_up = [out - into for into, out in journey(Delay(base=0.1, jitter=0.04, reordered=0.02))]

    assert overtaken(journey(Delay(base=0.1, jitter=0.04, reordered=0.02))) > PACKETS * 0.02
    assert max(held_up) <= 0.1 + 2 * 0.04 + GAP


def test_a_share_of_the_packets_comes_twice() -> None:
    assert len(journey(Delay(duplicated=0.1))) == pytest.approx(PACKETS * 1.1, rel=0.03)
