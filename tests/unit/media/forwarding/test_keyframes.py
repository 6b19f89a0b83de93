import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.keyframes import (
    CALM,
    MAX_INTERVAL,
    MIN_INTERVAL,
    KeyframeShare,
    KeyframeThrottle,
)


def test_the_first_wish_is_passed_on_at_once() -> None:
    assert KeyframeThrottle().ask(0.0)


def test_many_receivers_cause_one_request() -> None:
    throttle = KeyframeThrottle()

    assert [throttle.ask(1.0 + step / 1000) for step in range(5)] == [True, False, False, False, False]


def test_an_unanswered_wish_is_repeated_ever_more_slowly() -> None:
    throttle = KeyframeThrottle()
    throttle.ask(0.0)

    sent = [tick / 100 for tick in range(2_000) if throttle.due(tick / 100)]

    pauses = [later - earlier for earlier, later in itertools.pairwise(sent)]
    assert abs(sent[0] - MIN_INTERVAL) < 0.02
    assert pauses == sorted(pauses)
    assert pauses[-1] <= MAX_INTERVAL + 0.02


def test_a_keyframe_fulfils_every_wish() -> None:
    throttle = KeyframeThrottle()
    throttle.ask(0.0)
    throttle.ask(0.1)

    throttle.arrived()

    assert not throttle.wanted
    assert not any(throttle.due(float(second)) for second in range(100))


def test_a_wish_too_soon_after_a_request_is_kept_until_it_may_be_sent() -> None:
    throttle = KeyframeThrottle()
    throttle.ask(0.0)
    throttle.arrived()

    assert not throttle.ask(0.1)
    assert throttle.wanted
    assert not throttle.due(0.2)
    assert throttle.due(MIN_INTERVAL)


@given(st.lists(st.tuples(st.floats(0.0, 0.5), st.sampled_from(["ask", "due", "arrived"])), max_size=200))
def test_requests_are_never_closer_than_the_interval(events: list[tuple[float, str]]) -> None:
    throttle = KeyframeThrottle()
    now = 0.0
    sent = []
    for pause, event in events:
        now += pause
        if event == "arrived":
            throttle.arrived()
        elif throttle.ask(now) if event == "ask" else throttle.due(now):
            sent.append(now)

    assert all(later - earlier >= MIN_INTERVAL for earlier, later in itertools.pairwise(sent))


def test_a_first_repetition_is_the_same_command_and_each_later_one_its_own() -> None:
    """RFC 5104 section 4.3.1.1: a repetition keeps its number; a sender that has answered it answers it no more."""
    throttle = KeyframeThrottle()
    throttle.ask(0.0)
    first = throttle.command

    repeated = [throttle.command for tick in range(300) if throttle.due(tick / 100)]

    assert [first, *repeated] == [1, 1, 2, 3]


def test_commands_are_counted_in_one_byte() -> None:
    throttle = KeyframeThrottle(command=255)

    throttle.ask(0.0)

    assert throttle.command == 0


def test_a_long_line_is_given_the_time_of_a_keyframe_before_the_next_request() -> None:
    throttle = KeyframeThrottle()
    throttle.ask(0.0, round_trip=0.8)

    sent = [tick / 100 for tick in range(2_000) if throttle.due(tick / 100)]

    assert sent[0] >= MIN_INTERVAL + 0.8
    assert not throttle.ask(sent[-1] + 0.8, round_trip=0.8)


def test_a_receiver_is_believed_twice_at_once_and_then_ever_more_seldom_while_it_goes_on() -> None:
    share = KeyframeShare()

    believed = [tick / 10 for tick in range(400) if share.take(tick / 10)]

    assert believed == pytest.approx([0.0, 0.1, 2.1, 6.1, 14.1, 22.1, 30.1, 38.1], abs=0.15)


def test_a_receiver_that_was_calm_for_a_while_is_believed_as_at_first() -> None:
    share = KeyframeShare()
    for tick in range(100):
        share.take(tick / 10)

    assert [share.take(10.0 + CALM + tick / 10) for tick in range(3)] == [True, True, False]
