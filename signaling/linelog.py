"""`LineLog`: how good everyone's line was, summed up in half-minutes for the record of the session.

Two sources: what the server measures every two seconds, and what the browser says of itself. Of both the worst
of the half-minute is kept where that is what a person noticed (loss, delay, freezes), else the last. No place, no
name and no word of the meeting is in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from media.plane import MemberQuality
from signaling.protocol.media import LineReport
from signaling.protocol.passing import QualityLevel

BUCKET: Final = timedelta(seconds=30)
MOST_BUCKETS: Final = 10_000
"""Half-minutes kept of one opening of a room: twenty people for four hours."""
_RANK: Final = (QualityLevel.GOOD, QualityLevel.FAIR, QualityLevel.POOR, QualityLevel.LOST)


@dataclass(frozen=True, slots=True)
class LineSample:
    """The line of one person in the half-minute that begins at `at`. What nobody measured is None."""

    identity: str
    at: datetime
    level: QualityLevel | None = None
    """The worst step."""
    uplink_loss: float | None = None
    """Largest share of packets from the browser that were lost, 0 to 1; as the server measured."""
    downlink_loss: float | None = None
    round_trip_ms: float | None = None
    jitter_ms: float | None = None
    """Of the sound that came from the browser."""
    uplink_bps: int | None = None
    downlink_bps: int | None = None
    report: LineReport | None = None
    """What the browser said last, with freezes added up."""
    heard_concealed: float | None = None
    """Share of the person's voice, 0 to 1, that had to be made up by whoever heard them best: not their line's."""


class LineLog:
    """The current half-minute of everyone. Bounds: a sample per person, a share per pair, `MOST_BUCKETS` handed out."""

    def __init__(self) -> None:
        self._open: dict[str, LineSample] = {}
        self._heard: dict[str, dict[str, float]] = {}
        """Of each speaker the largest share that each listener had to make up."""
        self._handed_out = 0

    def measured(self, identity: str, quality: MemberQuality, level: QualityLevel, now: datetime) -> None:
        """Take in what the server measured."""
        sample = self._of(identity, now)
        self._open[identity] = replace(
            sample,
            level=level if sample.level is None else max(sample.level, level, key=_RANK.index),
            uplink_loss=_worse(sample.uplink_loss, quality.uplink_loss),
            downlink_loss=_worse(sample.downlink_loss, quality.downlink_loss),
            round_trip_ms=_worse(sample.round_trip_ms, quality.round_trip_ms),
            jitter_ms=_worse(sample.jitter_ms, quality.jitter_ms),
            uplink_bps=quality.uplink_bps,
            downlink_bps=quality.downlink_bps,
        )

    def reported(self, identity: str, report: LineReport, now: datetime) -> None:
        """Take in what the browser says."""
        sample = self._of(identity, now)
        before, report = sample.report, report.model_copy(update={"voices": ()})
        added = report if before is None else _added(before, report)
        self._open[identity] = replace(sample, report=added)

    def heard(self, identity: str, listener: str, concealed: float, now: datetime) -> None:
        """Take in what a listener says of somebody's voice."""
        self._open[identity] = self._of(identity, now)
        shares = self._heard.setdefault(identity, {})
        shares[listener] = max(concealed, shares.get(listener, 0.0))

    def complete(self, now: datetime) -> tuple[LineSample, ...]:
        """Hand out the half-minutes that are over."""
        return self._hand_out(sample for sample in self._open.values() if sample.at + BUCKET <= now)

    def rest(self) -> tuple[LineSample, ...]:
        """Hand out everything: the room closes."""
        return self._hand_out(self._open.values())

    def _of(self, identity: str, now: datetime) -> LineSample:
        known = self._open.get(identity)
        return LineSample(identity, _begin(now)) if known is None else known

    def _hand_out(self, samples: Iterable[LineSample]) -> tuple[LineSample, ...]:
        over = tuple(
            replace(sample, heard_concealed=min(self._heard.pop(sample.identity, {}).values(), default=None))
            for sample in samples
        )
        for sample in over:
            del self._open[sample.identity]
        kept = over[: MOST_BUCKETS - self._handed_out]
        self._handed_out += len(kept)
        return kept


def _begin(now: datetime) -> datetime:
    return now.replace(second=now.second - now.second % BUCKET.seconds, microsecond=0)


def _worse(before: float | None, now: float | None) -> float | None:
    return now if before is None else before if now is None else max(before, now)


def _added(before: LineReport, report: LineReport) -> LineReport:
    return report.model_copy(
        update={
            "jitter_ms": _worse(before.jitter_ms, report.jitter_ms),
            "freezes": before.freezes + report.freezes,
            "freeze_ms": before.freeze_ms + report.freeze_ms,
            "concealed": max(before.concealed, report.concealed),
            "mic_silent": before.mic_silent or report.mic_silent,
        }
    )
