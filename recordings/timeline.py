"""Puts every track on the clock of the recording, from sender reports and arrival times. Pure.

Three clocks meet: RTP timestamps (steady, arbitrary origin, may drift or lie), the sender's wall clock in
its reports (right between the tracks of one person, wrong by any amount against ours) and arrival times
(ours, but late by the network). `SenderClock` moves the second to ours; `TrackTimeline` follows it with the first.
"""

from collections import deque
from dataclasses import dataclass, field
from typing import Final

_NTP_EPOCH_US: Final = 2_208_988_800 * 1_000_000  # 1900 to 1970
_WRAP: Final = 1 << 32
_REPORTS_KEPT: Final = 16
_NEW_CLOCK_US: Final = 1_000_000
"""Reports this far off the others come from another clock: the person's clock was set."""

MAX_LEAD_MS: Final = 2_000.0
"""A packet cannot have been captured after it arrived; more lead than this is a jumped timestamp."""
MAX_LAG_MS: Final = 15_000.0
"""Packets later than this did not wait in a network: the sender's timestamps stood still."""
MAX_HASTE_MS: Final = 15_000.0
"""How far into a track a packet that came sooner than its place still moves the track's beginning: what stood still
before the first packet came is over by then, and more is a crystal that runs fast."""
MAX_PLACEMENT_MS: Final = 1_000.0
"""What a first report may move a track: no encoder takes longer, and nobody may shift what they said by more."""
STEP_MS: Final = 250.0
"""A report that disagrees by more corrects at once, and says so; less is followed slowly."""
SLEW: Final = 0.002
"""Correction per elapsed time: faster than any crystal drifts, too slow to hear."""


def ntp_to_us(ntp: int) -> int:
    """Return microseconds since 1970 of a 64-bit NTP time (RFC 5905 section 6)."""
    return (ntp >> 32) * 1_000_000 + ((ntp & 0xFFFFFFFF) * 1_000_000 >> 32) - _NTP_EPOCH_US


@dataclass(slots=True)
class SenderClock:
    """How far a person's wall clock is behind ours, from the quickest of the recent sender reports.

    All tracks of one person share one, so that sound and picture stay together whatever the network does.
    """

    _offsets: deque[int] = field(default_factory=lambda: deque(maxlen=_REPORTS_KEPT))

    def observe(self, ntp_us: int, arrival_us: int) -> int:
        """Take a report; return when it was made on our clock, in microseconds."""
        offset = arrival_us - ntp_us
        if self._offsets and abs(offset - min(self._offsets)) > _NEW_CLOCK_US:
            self._offsets.clear()
        self._offsets.append(offset)
        return ntp_us + min(self._offsets)


@dataclass(frozen=True, slots=True)
class Placed:
    """A packet on the clock of its track, in milliseconds since its first packet."""

    at_ms: float
    jumped: bool
    """The track's own clock cannot be trusted across this point: a new epoch was begun by arrival time."""


class TrackTimeline:
    """Gives every RTP timestamp of one track its time since the track's first packet.

    `first_at_us` is when that first packet was captured on our clock. It is a guess by arrival, which a report or a
    packet that came more quickly corrects: file times are relative to it, so it may still move while writing. It
    is never before the track might begin, and nothing is ever placed after it has come: no word lies in a time in
    which it might not be written.
    """

    def __init__(self, clock_rate: int, sender: SenderClock) -> None:
        self._per_ms = clock_rate / 1000
        self._sender = sender
        self._timestamp = 0
        self._ticks = 0
        self._origin_ms = 0.0
        self._correction_ms = 0.0
        self._drift_ms = 0.0
        self._last_slew_ms = 0.0
        self._is_begun = False
        self._is_reported = False
        self._early_report: tuple[int, int] | None = None
        self._slack_ms = 0.0  # by how much even the quickest packet came after its place
        self._begun_at_us = -1
        self.first_at_us = 0

    def begin(self, at_us: int) -> None:
        """Take note that nothing in the track is from before `at_us`; unsaid, a little before its first packet."""
        self._begun_at_us = at_us

    def place(self, timestamp: int, arrival_us: int) -> Placed:
        """Place a packet. Reordered ones may come in any order within half of the timestamp's range."""
        if not self._is_begun:
            self._begin(timestamp, arrival_us)
            return Placed(0.0, jumped=False)
        at_ms = self._locate(timestamp)
        lag = (arrival_us - self.first_at_us) / 1000 - at_ms
        jumped = not -MAX_LEAD_MS <= lag <= MAX_LAG_MS
        if jumped:
            at_ms += lag
            self._new_epoch(timestamp, at_ms)
        elif lag < 0:
            at_ms = self._hasten(at_ms, -lag)
        self._slack_ms = 0.0 if jumped else min(self._slack_ms, max(0.0, lag))
        self._advance(at_ms)
        return Placed(at_ms, jumped=jumped)

    def report(self, ntp: int, timestamp: int, arrival_us: int) -> None:
        """Take a sender report; one that cannot belong to this track is ignored."""
        made_at_us = self._sender.observe(ntp_to_us(ntp), arrival_us)
        if self._is_begun:
            self._compare(timestamp, made_at_us)
        else:
            self._early_report = timestamp, made_at_us

    def _compare(self, timestamp: int, made_at_us: int) -> None:
        error_ms = (made_at_us - self.first_at_us) / 1000 - self._peek(timestamp)
        if abs(error_ms) > MAX_LAG_MS:
            return
        if not self._is_reported:
            self._is_reported = True
            if abs(error_ms) <= MAX_PLACEMENT_MS:
                self._move(error_ms)
        elif abs(error_ms) > STEP_MS:
            self._correction_ms += error_ms
            self._drift_ms = 0.0
        else:
            self._drift_ms = error_ms

    def _hasten(self, at_ms: float, lead_ms: float) -> float:
        """Return where a packet lies that came `lead_ms` before its place: those before it had waited on their way."""
        rest_ms = lead_ms + self._move(-lead_ms) if at_ms <= MAX_HASTE_MS else lead_ms
        self._correction_ms -= rest_ms
        return at_ms - rest_ms

    def _move(self, by_ms: float) -> float:
        """Move the whole track, not before its beginning nor beyond what has come; return how far."""
        earliest_ms = min(0.0, (self._begun_at_us - self.first_at_us) / 1000)
        by_ms = min(max(by_ms, earliest_ms), self._slack_ms)
        self.first_at_us += round(by_ms * 1000)
        self._slack_ms -= by_ms
        return by_ms

    def _begin(self, timestamp: int, arrival_us: int) -> None:
        self._is_begun = True
        self._timestamp = timestamp
        self.first_at_us = arrival_us
        if self._begun_at_us < 0:
            self._begun_at_us = arrival_us - round(MAX_PLACEMENT_MS * 1000)
        if self._early_report is not None:
            self._compare(*self._early_report)

    def _locate(self, timestamp: int) -> float:
        step = _signed(timestamp - self._timestamp)
        if step > 0:
            self._ticks += step
            self._timestamp = timestamp
            step = 0
        return self._origin_ms + self._correction_ms + (self._ticks + step) / self._per_ms

    def _peek(self, timestamp: int) -> float:
        ticks = self._ticks + _signed(timestamp - self._timestamp)
        return self._origin_ms + self._correction_ms + ticks / self._per_ms

    def _new_epoch(self, timestamp: int, at_ms: float) -> None:
        self._timestamp = timestamp
        self._ticks = 0
        self._origin_ms = at_ms
        self._correction_ms = self._drift_ms = 0.0

    def _advance(self, at_ms: float) -> None:
        room = SLEW * max(0.0, at_ms - self._last_slew_ms)
        step = max(-room, min(room, self._drift_ms))
        self._correction_ms += step
        self._drift_ms -= step
        self._last_slew_ms = max(self._last_slew_ms, at_ms)


def _signed(difference: int) -> int:
    difference %= _WRAP
    return difference - _WRAP if difference >= _WRAP // 2 else difference
