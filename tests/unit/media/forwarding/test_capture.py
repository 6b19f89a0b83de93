import pytest

from media.forwarding.capture import MOST, WATCH, WINDOW, CaptureClock

RATE = 48_000


def heard(seconds: float, *, way: float = 0.05, begin: int = 0) -> CaptureClock:
    """The clock of a voice that was heard from second 100 on, 50 packets each second, `way` after it was said."""
    clock = CaptureClock(RATE)
    for n in range(round(50 * seconds)):
        clock.note((begin + 960 * n) % (1 << 32), 100 + n / 50 + way)
    return clock


def test_of_a_stream_that_was_never_heard_nothing_is_known() -> None:
    assert CaptureClock(RATE).judge(7, 5.0) == 5.0


def test_a_packet_that_waited_is_told_by_its_timestamp() -> None:
    clock = heard(10)

    assert clock.judge(RATE * 10, 113.0) == pytest.approx(110.05)


def test_timestamps_wrap() -> None:
    clock = heard(10, begin=(1 << 32) - RATE * 5)

    assert clock.judge(RATE * 5, 113.0) == pytest.approx(110.05)


def test_a_line_on_which_everything_waits_for_long_is_that_long() -> None:
    clock = heard(3 * WINDOW, way=2.0)

    assert clock.judge(RATE * 30, 132.5) == pytest.approx(132.0)


def test_one_quick_packet_is_forgotten() -> None:
    clock = heard(1, way=0.01)
    for n in range(50, round(50 * 3 * WINDOW)):
        clock.note(960 * n, 100 + n / 50 + 1.0)

    assert clock.judge(RATE * 31, 132.0) == pytest.approx(132.0)


def test_a_machine_that_slept_is_believed_as_soon_as_it_is_seen_that_it_catches_nothing_up() -> None:
    clock = heard(10)
    woken = [(RATE * 10 + 960 * n, 118 + n / 50) for n in range(50)]

    late = [now - clock.judge(timestamp, now) for timestamp, now in woken]

    assert late[0] == pytest.approx(7.95)
    assert [each for (_, now), each in zip(woken, late, strict=True) if now >= 118 + WATCH] == pytest.approx([0.0] * 25)


@pytest.mark.parametrize("speed", [1.5, 4, 100])
def test_a_line_that_held_everything_back_is_told_by_its_hurry(speed: float) -> None:
    clock = heard(10)
    behind = 8.0
    let_go = [(RATE * 10 + 960 * n, 118 + n / 50 / speed) for n in range(round(50 * behind))]

    judged = [clock.judge(timestamp, now) for timestamp, now in let_go]

    assert judged == pytest.approx([110.05 + n / 50 for n in range(round(50 * behind))], abs=0.2)


def test_what_is_later_than_anything_waits_silences_nobody() -> None:
    clock = heard(10)

    assert clock.judge(RATE * 10, 111 + MOST) == 111 + MOST


def test_timestamps_that_jump_ahead_are_from_now() -> None:
    clock = heard(10)

    assert clock.judge(RATE * 1_000, 110.0) == 110.0


def settled_after(packets: list[tuple[float, float]]) -> float | None:
    """When a stream that was never heard counts as heard; `packets` are when each was captured and when it came."""
    clock = CaptureClock(RATE)
    for captured, now in packets:
        clock.settle(int(captured * RATE), now)
        if clock.heard:
            return now
    return None


def test_a_stream_that_comes_as_it_is_captured_is_known_after_a_moment() -> None:
    assert settled_after([(n / 50, 105 + n / 50) for n in range(100)]) == pytest.approx(105 + WATCH)


def test_a_stream_that_wanders_and_sends_little_in_its_pauses_is_known_after_a_moment_too() -> None:
    assert settled_after([(0.4 * n, 105 + 0.4 * n + 0.04 * (n % 3)) for n in range(10)]) == pytest.approx(105.88)


@pytest.mark.parametrize("speed", [1.5, 4, 100])
def test_a_stream_that_was_held_back_is_not_known_while_it_catches_up(speed: float) -> None:
    assert settled_after([(n / 50, 105 + n / 50 / speed) for n in range(500)]) is None


@pytest.mark.parametrize("speed", [1.5, 4, 100])
def test_a_stream_of_which_something_was_heard_is_not_known_either_while_it_catches_up(speed: float) -> None:
    clock = CaptureClock(RATE)
    for n in range(500):
        clock.note(960 * n, 105 + n / 50 / speed)

    assert not clock.heard
