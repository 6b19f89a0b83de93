"""Running taps: which source is copied to which socket, and what was lost on the way."""

from collections.abc import Callable

from media.forwarding.opening import Opening
from media.plane import MemberId, TapId
from media.producer import Producer
from media.tapping import TapFeed, TapOutlet


class _Running:
    """A running tap and where it hangs."""

    __slots__ = ("feed", "producer", "sink")

    def __init__(self, feed: TapFeed, producer: Producer, sink: str) -> None:
        self.feed = feed
        self.producer = producer
        self.sink = sink


class Taps:
    """The taps of one plane. Taps with the same sink share its socket, which the last of them closes."""

    def __init__(self, wall_offset: float) -> None:
        """`wall_offset` is what makes a monotonic second one of the clock on the wall."""
        self._wall_offset = wall_offset
        self._running: dict[TapId, _Running] = {}
        self._outlets: dict[str, TapOutlet] = {}
        self._lost = 0

    def __contains__(self, tap: TapId) -> bool:
        return tap in self._running

    def __len__(self) -> int:
        return len(self._running)

    @property
    def dropped(self) -> int:
        """Packets lost since the start because a recorder was slow or gone."""
        return self._lost + sum(outlet.dropped for outlet in self._outlets.values())

    def begin(self, producer: Producer, tap: TapId, sink: str, now: float, opening: Opening) -> None:
        """Copy what comes of `producer` to the datagram socket at path `sink`, as far as `opening` admits it."""
        outlet = self._outlets.get(sink)
        if outlet is None:
            outlet = self._outlets[sink] = TapOutlet(sink)
        outlet.users += 1
        feed = TapFeed(tap, outlet, self._wall_offset, opening=None if opening.is_over(now) else opening)
        self._running[tap] = _Running(feed, producer, sink)
        feed.begin(opening.since)
        producer.add_tap(feed, now)

    def end(self, tap: TapId) -> None:
        """Stop copying at once; idempotent."""
        running = self._running.pop(tap, None)
        if running is None:
            return
        running.producer.remove_tap(running.feed)
        outlet = running.feed.outlet
        outlet.flush()
        outlet.forget(running.feed)
        outlet.users -= 1
        if not outlet.users:
            outlet.close()
            self._lost += outlet.dropped
            del self._outlets[running.sink]

    def end_of_source(self, producer: Producer) -> None:
        """Stop copying this source."""
        self._end_where(lambda running: running.producer is producer)

    def end_of_member(self, member: MemberId) -> None:
        """Stop copying every source of `member`."""
        self._end_where(lambda running: running.producer.member == member)

    def _end_where(self, meant: Callable[[_Running], bool]) -> None:
        for tap in [tap for tap, running in self._running.items() if meant(running)]:
            self.end(tap)

    def flush(self) -> None:
        """Send on what was copied."""
        for outlet in self._outlets.values():
            outlet.flush()

    def flush_full(self) -> None:
        """Send on what fills a datagram; the rest waits for the next tick."""
        for outlet in self._outlets.values():
            if outlet.is_full:
                outlet.flush()
