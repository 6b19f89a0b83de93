"""Reports wait for media, and never the other way round."""

from media.rtcp_queue import AT_ONCE, RtcpQueue
from media.stats import Counters

ROOM = 30


class Desk:
    """Writes down what was done in which order."""

    def __init__(self) -> None:
        self.counters = Counters()
        self.queue = RtcpQueue(self.counters)
        self.done: list[bytes] = []

    def take(self, packet: bytes, now: float) -> None:
        assert now == 1.0
        self.done.append(packet)

    def look(self) -> None:
        self.done.append(b"media")
        self.queue.work_off(self.look)  # as a drain of the port does


def test_media_is_looked_for_between_the_reports_of_a_whole_room() -> None:
    desk = Desk()
    for number in range(ROOM):
        desk.queue.put(desk.take, b"%d" % number, 1.0)

    desk.queue.work_off(desk.look)

    together = "".join("m" if each == b"media" else "r" for each in desk.done)
    assert max(map(len, together.split("m"))) == AT_ONCE
    assert [each for each in desk.done if each != b"media"] == [b"%d" % number for number in range(ROOM)]


def test_a_report_that_comes_meanwhile_is_taken_after_those_before() -> None:
    desk = Desk()

    def take(packet: bytes, now: float) -> None:
        desk.take(packet, now)
        if packet == b"first":
            desk.queue.put(desk.take, b"third", now)

    desk.queue.put(take, b"first", 1.0)
    desk.queue.put(desk.take, b"second", 1.0)
    desk.queue.work_off(desk.look)

    assert [each for each in desk.done if each != b"media"] == [b"first", b"second", b"third"]


def test_one_report_that_fails_costs_the_others_nothing() -> None:
    desk = Desk()

    def fail(_packet: bytes, _now: float) -> None:
        raise ValueError

    desk.queue.put(fail, b"bad", 1.0)
    desk.queue.put(desk.take, b"good", 1.0)
    desk.queue.work_off(desk.look)

    assert desk.done == [b"good"]
    assert desk.counters.failures == 1


def test_reports_without_end_do_not_keep_the_timers_waiting() -> None:
    desk = Desk()

    def again(packet: bytes, now: float) -> None:
        desk.take(packet, now)
        desk.queue.put(again, packet, now)

    desk.queue.put(again, b"again", 1.0)
    desk.queue.work_off(lambda: None)
    taken = len(desk.done)
    desk.queue.work_off(lambda: None)

    assert len(desk.done) == 2 * taken
