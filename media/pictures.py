"""The pictures of one receiver: those its line carries and its screen shows, each as good as both allow.

Sound is never touched.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from media.consumer import Consumer
from media.forwarding.bandwidth import PictureBudget
from media.forwarding.layers import Encoding, Step, fluent, granted, rungs, steps
from media.forwarding.probing import Prober
from media.layer import Layer
from media.plane import Picture, Source

_ASK: Final = 0.2
"""Seconds between two questions for the round trip while more is tried: padding must end before the voice is late."""
_CALMING: Final = 0.9
"""How fast it is forgotten, per decision, what a picture took that was too much for a line: pages are turned again."""
_SHORTEST: Final = 0.2
"""Seconds over which a rate is measured at least: within less it is that of single frames."""


class Pictures:
    """Which pictures one receiver gets, and how good. Bounds: two numbers per picture of its place."""

    __slots__ = ("_asked_at", "_balanced_at", "_budget", "_prober", "_probing", "_rich", "_sent", "_waiting")

    def __init__(self) -> None:
        self._asked_at = float("-inf")
        self._balanced_at = 0.0
        self._budget = PictureBudget()
        self._prober = Prober()
        self._probing: Consumer | None = None
        self._rich: dict[Consumer, float] = {}  # what pictures took that come in one size and are too much for the line
        self._sent: dict[Consumer, int] = {}  # octets sent to this receiver so far
        self._waiting: set[Consumer] = set()

    @property
    def waiting(self) -> tuple[Picture, ...]:
        """The pictures that are not sent because the line is too thin, in a fixed order."""
        return tuple(sorted((Picture(each.producer.member, each.producer.source) for each in self._waiting), key=str))

    def padded(self, ssrc: int) -> Consumer | None:
        """Return the picture whose padding the browser knows as `ssrc`: it reports on that while the picture waits."""
        probing = self._probing
        return probing if probing is not None and probing.rtx_ssrc == ssrc else None

    def take_report(self, now: float, round_trip: float) -> None:
        """Take note that the browser has told what it receives, and of a new round trip in seconds, 0 without one.

        Without what the answer waited on its way back: that may be behind pictures which the browser itself sends.
        """
        self._budget.take_report(now, round_trip)

    def take_estimate(self, bitrate: int, media_ssrcs: Collection[int], now: float) -> None:
        """Take note of what the browser believes it can receive, in bit/s, unless it is about some pictures only."""
        sent = {each.ssrc for each in self._sent if each.ready and each.producer.live}
        if sent.issubset(media_ssrcs):
            self._budget.take_estimate(bitrate, now)

    def balance(self, consumers: Iterable[Consumer], loss: float, round_trip: float, now: float) -> None:
        """Choose for every picture of all that the browser has agreed to receive.

        Call it every second, and at once when `is_alarmed`.
        """
        all_pictures = [each for each in consumers if each.accepted and not each.producer.is_audio]
        self._waiting.intersection_update(all_pictures)
        sent = self._rate(all_pictures, now)
        self._balanced_at, self._sent = now, {each: each.octets for each in all_pictures}
        self.follow_sight(all_pictures, now)
        pictures = sorted((each for each in all_pictures if self._competes(each)), key=self._rank)
        layers = [each.producer.flowing for each in pictures]
        ladders = [_steps(each, flowing) for each, flowing in zip(pictures, layers, strict=True)]
        self._probing = next((each for each in pictures if each.rtx_ssrc), None)
        known = set(self._rich)
        behind = self._too_rich(pictures, ladders)
        count = self._budget.decide(
            now,
            [rung.rate for rung in rungs(ladders, behind)],
            sent,
            loss,
            round_trip,
            may_probe=self._probing is not None,
            least=fluent(ladders, behind),
            rich=len(behind),
        )
        behind = self._too_rich(pictures, ladders)
        if known != set(self._rich):
            least = count if known.issuperset(self._rich) else 0
            count = self._budget.fit([rung.rate for rung in rungs(ladders, behind)], least)
        for each, flowing, step in zip(pictures, layers, granted(ladders, count, behind), strict=True):
            self._send(each, flowing, step, now)

    def _too_rich(self, pictures: Sequence[Consumer], ladders: Sequence[Sequence[Step]]) -> frozenset[int]:
        """Find the pictures in one size that alone are more than the line carries: with them first, nobody is seen."""
        before, self._rich = self._rich, {}
        for each, ladder in zip(pictures, ladders, strict=True):
            rate = max(ladder[0].rate, _CALMING * before.get(each, 0.0)) if len(ladder) == 1 else 0.0
            if rate > self._budget.room:
                self._rich[each] = rate
        return frozenset(number for number, each in enumerate(pictures) if each in self._rich)

    def is_alarmed(self, now: float) -> bool:
        """Whether `balance` cannot wait for the next second."""
        budget = self._budget
        return (budget.fell or budget.felt) and budget.is_alarmed(now, self._rate(self._sent, now))

    def _rate(self, consumers: Iterable[Consumer], now: float) -> float:
        """Return the bit/s of pictures sent since the last decision."""
        octets = sum(each.octets - self._sent.get(each, each.octets) for each in consumers)
        return octets * 8 / max(now - self._balanced_at, _SHORTEST)

    def follow_sight(self, consumers: Iterable[Consumer], now: float) -> None:
        """Send nothing of pictures that nobody looks at, and send them again when somebody does."""
        for consumer in consumers:
            if not consumer.accepted or consumer.producer.is_audio:
                continue
            if consumer.tile == 0:
                self._waiting.discard(consumer)
                if consumer.ready:
                    consumer.pause()
            elif not consumer.ready and consumer not in self._waiting:
                self.start(consumer, now)

    def start(self, consumer: Consumer, now: float) -> None:
        """Send one more picture: as good as it comes on a line that never was full, else no better than it must be."""
        consumer.start(now, low=self._budget.limited)

    def forget(self, consumer: Consumer) -> None:
        """Send nothing more in the name of a picture that is gone, no padding either."""
        self._sent.pop(consumer, None)
        self._rich.pop(consumer, None)
        self._waiting.discard(consumer)
        if self._probing is consumer:
            self._probing = None

    def probe(self, now: float) -> None:
        """Send what padding is due, and ask how it fares. Call it every 20 ms."""
        probing = self._probing if self._probing is not None and self._probing.accepted else None
        due = self._prober.due(0.0 if probing is None else self._budget.probe_rate, now)
        if probing is None:
            return
        for _ in range(due):
            probing.probe(now)
        if self._budget.listens(now) and now - self._asked_at >= _ASK:
            self._asked_at = now
            probing.repeat_report(now)

    def _competes(self, consumer: Consumer) -> bool:
        return consumer.producer.live and consumer.tile != 0

    def _rank(self, consumer: Consumer) -> tuple[bool, bool, int, bool]:
        """Put a shared screen first, then who speaks, then what is shown large, then what is being sent already."""
        producer = consumer.producer
        speakers = producer.election.speakers[:1] if producer.election is not None else ()
        return (
            producer.source is not Source.SCREEN,
            producer.member not in speakers,
            -(consumer.tile or 0),
            consumer in self._waiting,
        )

    def _send(self, consumer: Consumer, flowing: Sequence[Layer], step: Step | None, now: float) -> None:
        if step is None:
            if consumer.ready:
                consumer.pause()
            self._waiting.add(consumer)
            return
        if consumer in self._waiting:
            self._waiting.discard(consumer)
            self.start(consumer, now)
        consumer.choose(flowing[step.encoding], step.temporal, now)


def _steps(consumer: Consumer, flowing: Iterable[Layer]) -> tuple[Step, ...]:
    return steps([Encoding(layer.flow.rate, layer.flow.base_share, layer.height) for layer in flowing], consumer.tile)
