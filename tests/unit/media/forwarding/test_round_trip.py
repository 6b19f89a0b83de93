import pytest

from media.forwarding.round_trip import QUEUEING, RoundTrip


def _after(*samples: float) -> RoundTrip:
    round_trip = RoundTrip()
    for sample in samples:
        round_trip.measured(sample)
    return round_trip


def test_a_line_of_which_nothing_is_known_may_queue() -> None:
    round_trip = RoundTrip()

    assert round_trip.queues
    assert round_trip.longest == 0.0


@pytest.mark.parametrize("usual", [0.001, 0.6])
def test_a_line_short_or_long_queues_when_it_takes_longer_than_it_did(usual: float) -> None:
    assert not _after(usual, usual).queues
    assert _after(usual, usual, usual + QUEUEING + 0.05).queues


def test_one_long_way_tells_of_a_queue_at_once_and_of_its_end_too() -> None:
    assert _after(*[0.02] * 20, 0.5).queues
    assert not _after(*[0.02] * 20, 0.5, 0.03).queues


def test_another_network_is_a_longer_line_and_no_queue_after_a_while() -> None:
    assert not _after(0.02, *[0.3] * 40).queues


def test_an_answer_is_waited_for_as_long_as_the_slower_of_now_and_lately() -> None:
    assert _after(0.02, 0.5).longest == 0.5
    assert _after(0.5, 0.02).longest == pytest.approx(0.38)
