"""Where a new room goes: to the least loaded worker that can take it, and nowhere rather than on top of others."""

import pytest

from media.placement import MAX_PACKETS, ROOM_PACKETS, WorkerLoad, place


def test_a_room_goes_to_the_worker_that_sends_least() -> None:
    assert place([WorkerLoad(0, 2, 9_000.0), WorkerLoad(1, 2, 7_000.0), WorkerLoad(2, 2, 8_000.0)]) == 1


def test_rooms_opened_together_are_spread_before_any_packet_flows() -> None:
    rooms = [0, 0, 0]
    for _ in range(6):
        number = place([WorkerLoad(number, count, 0.0) for number, count in enumerate(rooms)])
        assert number is not None
        rooms[number] += 1

    assert rooms == [2, 2, 2]


def test_a_silent_room_weighs_as_much_as_it_will_when_people_talk() -> None:
    assert place([WorkerLoad(0, 3, 0.0), WorkerLoad(1, 1, 1_500.0)]) == 1


@pytest.mark.parametrize("most", [WorkerLoad(0, 1, MAX_PACKETS), WorkerLoad(0, MAX_PACKETS // ROOM_PACKETS, 0.0)])
def test_a_full_worker_takes_no_room(most: WorkerLoad) -> None:
    assert place([most]) is None
    assert place([most, WorkerLoad(1, 30, 30_000.0)]) == 1


def test_a_dead_or_draining_worker_takes_no_room_however_idle() -> None:
    assert place([WorkerLoad(0, 0, 0.0, takes_rooms=False), WorkerLoad(1, 20, 20_000.0)]) == 1
    assert place([WorkerLoad(0, 0, 0.0, takes_rooms=False)]) is None
