"""The beginning of a copy: nothing of before, and everything of a stream that comes as it is captured."""

import random
from collections.abc import Iterable

import pytest

from media.forwarding.capture import MOST, CaptureClock
from media.forwarding.opening import MAX_HELD, Opening
from media.forwarding.run import LENGTH, TIMESTAMP, Run, cut

RATE = 48_000
SINCE = 100.0
SLOWEST = 0.1
"""Seconds that an even line may differ by; so much may be taken for later than it was."""


def run(timestamp: int, now: float, size: int = 100) -> Run:
    single = Run()
    single.at = now
    single.packets = [cut(bytes(size), size, 0, timestamp)]
    single.octets = size
    return single


def copied(opening: Opening, packets: Iterable[tuple[float, float]]) -> list[float]:
    """When each packet was captured that is copied; `packets` are when they were captured and when they came."""
    clock = CaptureClock(RATE)
    admitted: list[Run] = []
    over = False
    for captured, now in packets:
        each = run(round(captured * RATE), now)
        clock.note(each.packets[0][TIMESTAMP], now)
        admitted += [each] if over else opening.admit(each, [each.packets[0][TIMESTAMP]], clock)
        over = over or bool(admitted)
    return [packet[TIMESTAMP] / RATE for each in admitted for packet in each.packets]


def held_until(let_go: float, speed: float, pause: float = 0.0) -> list[tuple[float, float]]:
    """A stream captured from `let_go` - 8 s on whose line let nothing through, then `speed` times as much.

    Behind three seconds of it the line stands still for `pause` once more.
    """
    began, packets, now = let_go - 8.0, list[tuple[float, float]](), let_go
    for number in range(50 * 60):
        captured = began + number / 50
        now = max(now + 0.02 / speed, captured + 0.03) + (pause if number == 150 else 0.0)
        packets.append((captured, now))
    return packets


@pytest.mark.parametrize("speed", [1.5, 4, 100])
@pytest.mark.parametrize("let_go", [SINCE - 1, SINCE + 0.01, SINCE + 3, SINCE + 7.9])
def test_of_what_a_line_held_back_nothing_is_copied_that_is_from_before(speed: float, let_go: float) -> None:
    packets = [each for each in held_until(let_go, speed) if each[1] >= SINCE]

    known = copied(Opening(SINCE), packets)

    assert known
    assert min(known) >= SINCE - SLOWEST


@pytest.mark.parametrize("pause", [0.3, 0.45, 2.0])
def test_a_line_that_stands_still_again_while_it_catches_up_has_not_caught_up(pause: float) -> None:
    known = copied(Opening(SINCE), held_until(SINCE + 0.5, 4, pause))

    assert known
    assert min(known) >= SINCE - SLOWEST


@pytest.mark.parametrize("way", [0.02, 0.4])
@pytest.mark.parametrize("wanders", [0.0, 0.04, 0.3])
@pytest.mark.parametrize("apart", [0.02, 0.4])
def test_of_a_stream_that_comes_as_it_is_captured_nothing_is_lost(way: float, wanders: float, apart: float) -> None:
    chance = random.Random(5)  # noqa: S311 - the same numbers every time
    captured = [SINCE + 0.01 + wanders + n * apart for n in range(round(8 / apart))]
    packets = [(each, each + way + wanders * chance.random()) for each in captured]

    assert copied(Opening(SINCE), packets) == pytest.approx(captured)


def test_packets_go_on_as_when_they_came() -> None:
    opening, clock = Opening(SINCE), CaptureClock(RATE)
    came: list[float] = []
    for number in range(60):
        each = run(960 * number, SINCE + 0.05 + number / 50)
        clock.note(960 * number, each.at)
        came += [own.at for own in opening.admit(each, [960 * number], clock)]

    assert came == [SINCE + 0.05 + number / 50 for number in range(60)]


def test_nothing_is_held_of_a_browser_that_connected_later() -> None:
    assert Opening(SINCE, SINCE + 0.1).is_over(SINCE + 0.2)
    assert not Opening(SINCE, SINCE - 0.1).is_over(SINCE + 0.2)


def test_what_is_not_placed_for_as_long_as_anything_can_wait_is_dropped_and_all_of_later_is_copied() -> None:
    """A line that never catches up: every second it brings half a second more than it should."""
    packets = [(SINCE - 10 + 1.5 * n / 50, SINCE + 0.01 + n / 50) for n in range(50 * 16)]

    known = copied(Opening(SINCE), packets)

    assert known == pytest.approx([captured for captured, now in packets if now >= SINCE + MOST])


def test_a_stream_that_begins_anew_while_it_is_held_is_not_placed_by_its_new_clock() -> None:
    opening, before, after = Opening(SINCE), CaptureClock(RATE), CaptureClock(RATE)
    for number in range(10):
        before.note(960 * number, SINCE + number / 50)
        assert opening.admit(run(960 * number, SINCE + number / 50), [960 * number], before) == []
    admitted: list[Run] = []
    for number in range(80):
        now = SINCE + 1 + number / 50
        after.note(7 + 960 * number, now)
        admitted += opening.admit(run(7 + 960 * number, now), [7 + 960 * number], after)

    assert [own.packets[0][TIMESTAMP] for own in admitted] == [7 + 960 * number for number in range(80)]


def test_what_waits_is_bounded_and_the_oldest_goes_first() -> None:
    opening, clock = Opening(SINCE), CaptureClock(RATE)
    sent, admitted = 2 * MAX_HELD // 2_000, list[Run]()
    for number in range(sent):
        opening.admit(run(number, SINCE, 2_000), [number], clock)
    for number in range(100):
        now = SINCE + 0.01 + number / 50
        clock.note(sent + 960 * number, now)
        admitted = opening.admit(run(sent + 960 * number, now), [sent + 960 * number], clock)
        if admitted:
            break

    kept = [own for own in admitted if own.packets[0][LENGTH] == 2_000]
    assert sum(own.octets for own in kept) <= MAX_HELD
    assert kept[-1].packets[0][TIMESTAMP] == sent - 1
