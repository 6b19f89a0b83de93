"""The pictures of one receiver: those its line carries are sent, the others wait. Sound is never touched."""

from collections.abc import Collection, Iterable

from media.consumer import Consumer
from media.forwarding.bandwidth import PictureBudget
from media.plane import Source


class Pictures:
    """Which pictures one receiver gets. Bounds: two numbers per picture of its place."""

    __slots__ = ("_budget", "_offered", "_sent", "_waiting")

    def __init__(self) -> None:
        self._budget = PictureBudget()
        self._offered: dict[Consumer, int] = {}  # octets of the source so far
        self._sent: dict[Consumer, int] = {}  # octets of it sent to this receiver so far
        self._waiting: set[Consumer] = set()

    @property
    def waiting(self) -> int:
        """How many pictures are not sent because the line is too thin."""
        return len(self._waiting)

    def take_estimate(self, bitrate: int, media_ssrcs: Collection[int], now: float) -> None:
        """Take note of what the browser believes it can receive, in bit/s, unless it is about some pictures only."""
        sent = {each.ssrc for each in self._offered if each.ready and each.producer.live}
        if sent.issubset(media_ssrcs):
            self._budget.take_estimate(bitrate, now)

    def balance(self, consumers: Iterable[Consumer], loss: float, round_trip: float, now: float) -> None:
        """Pause and resume pictures. Call it every second with everything the browser has agreed to receive."""
        all_pictures = [each for each in consumers if each.accepted and not each.producer.is_audio]
        self._waiting.intersection_update(all_pictures)
        offered, sent = self._offered, self._sent
        self._offered = {each: each.producer.octets for each in all_pictures}
        self._sent = {each: each.octets for each in all_pictures}
        pictures = sorted((each for each in all_pictures if self._competes(each)), key=self._rank)
        rates = [_rate(self._offered[each], offered.get(each)) for each in pictures]
        total = sum(_rate(self._sent[each], sent.get(each)) for each in all_pictures)
        count = self._budget.decide(now, rates, total, loss, round_trip)
        self._resume(self._waiting.difference(pictures[count:]), now)
        self._pause(pictures[count:])

    def _competes(self, consumer: Consumer) -> bool:
        return consumer.producer.live and (consumer.ready or consumer in self._waiting)

    def _rank(self, consumer: Consumer) -> tuple[bool, bool, bool]:
        """Put a shared screen first, then who is speaking, then what is being sent already."""
        producer = consumer.producer
        speakers = producer.election.speakers[:1] if producer.election is not None else ()
        return producer.source is not Source.SCREEN, producer.member not in speakers, consumer in self._waiting

    def _resume(self, consumers: Iterable[Consumer], now: float) -> None:
        for consumer in consumers:
            self._waiting.discard(consumer)
            consumer.start(now)

    def _pause(self, consumers: Iterable[Consumer]) -> None:
        for consumer in consumers:
            if consumer.ready:
                consumer.pause()
                self._waiting.add(consumer)


def _rate(octets: int, before: int | None) -> float:
    """Return bit/s over the last second; 0 for what has just come."""
    return 0.0 if before is None else (octets - before) * 8.0
