"""What is missing of a source: what to ask for again, and the numbers of our receiver reports."""

from enum import Enum, auto
from itertools import islice
from typing import Final

from media.forwarding.rtcp import ReportBlock

RETRY_INTERVAL: Final = 0.1
"""Seconds between two requests for one packet while the round trip is not known; then 1.5 round trips."""
SHORTEST_RETRY: Final = 0.015
"""The same on the shortest line. A request or its answer is lost as easily as the packet, and a picture that waits
for a third request stands still."""
MAX_TRIES: Final = 12
MAX_REQUESTS: Final = 50
"""Most numbers asked for at once, and the size of the budget."""
BUDGET_SHARE: Final = 0.5
"""What each received packet adds to the budget: a line that delivers little is asked little."""
MAX_MISSING: Final = 500
"""Numbers remembered; a longer gap is beyond repair and left to a keyframe."""
MAX_AGE: Final = 1.5
"""Seconds after which a missing packet is of no use to anybody."""
CONGESTED: Final = 0.2
"""Fraction lost above which nothing is asked for twice on a line that queues: repeats would feed the congestion."""
HOPELESS: Final = 0.35
"""The same on any line: one that loses so much without a queue has nothing to gain from a third request either."""
REORDER_WAIT: Final = 0.01
"""Seconds a packet may be overtaken before it counts as missing."""
MAX_JUMP: Final = 3_000
"""A jump further ahead is not loss but, if the next packet confirms it, a restart (RFC 3550 appendix A.1)."""
MAX_LATE: Final = 1_024
"""How many packets behind the newest a late one may be."""
MAX_TRANSIT_CHANGE: Final = 10.0
"""Seconds; a larger change of transit time is a jump of the clock, not jitter."""


class Arrival(Enum):
    """What a packet is to its stream. Forward `NEW`, `LATE` and `RESTART`; drop the others."""

    NEW = auto()
    LATE = auto()
    """Out of order or repaired, and not seen before."""
    DUPLICATE = auto()
    STALE = auto()
    """Too old, or the first packet of a jump not yet confirmed."""
    RESTART = auto()
    """The source began anew: interrupt every `SequenceMap` before it is forwarded."""


class _Missing:
    __slots__ = ("asked", "noticed", "tries")

    def __init__(self, noticed: float) -> None:
        self.noticed = noticed
        self.asked = 0.0
        self.tries = 0


class LossTracker:
    """One incoming stream: what came, what is missing, what came too late."""

    __slots__ = (
        "_base",
        "_budget",
        "_clock_rate",
        "_given_up",
        "_granted",
        "_jitter",
        "_last_report",
        "_last_report_at",
        "_last_timestamp",
        "_missing",
        "_next",
        "_reported_expected",
        "_reported_received",
        "_suspect",
        "_transit",
        "fraction_lost",
        "frames",
        "highest",
        "received",
        "repaired",
    )

    def __init__(self, clock_rate: int) -> None:
        self._clock_rate = clock_rate
        self.highest = -1
        """Highest sequence number, extended by its cycles (RFC 3550 appendix A.1); -1 before the first packet."""
        self.received = 0
        """Packets that came by themselves; duplicates do not count."""
        self.repaired = 0
        """Packets that came as a retransmission only."""
        self.fraction_lost = 0.0
        """Fraction of packets that did not come by themselves between the last two calls of `report`."""
        self.frames = 0
        """Different timestamps among the packets that came by themselves and in order."""
        self._base = 0
        self._next = -1  # the number behind `highest`, -1 before the first packet
        self._budget = float(MAX_REQUESTS)
        self._granted = 0  # packets received that have added to the budget
        self._jitter = 0.0
        self._transit = 0.0
        self._last_timestamp = -1
        self._last_report = 0
        self._last_report_at = 0.0
        self._missing: dict[int, _Missing] = {}
        self._given_up: dict[int, None] = {}
        self._reported_expected = 0
        self._reported_received = 0
        self._suspect = -1

    @property
    def jitter(self) -> float:
        """Interarrival jitter in seconds (RFC 3550 section 6.4.1)."""
        return self._jitter / self._clock_rate

    @property
    def missing(self) -> int:
        """How many packets are missing now and may still come."""
        return len(self._missing)

    def follows(self, sequence: int, timestamp: int, now: float) -> bool:
        """Take note of a packet if it is the very next one: `receive` for nearly all; False and nothing otherwise."""
        if sequence != self._next:
            return False
        self._next = sequence + 1 & 0xFFFF
        self.highest += 1
        self.received += 1
        if timestamp != self._last_timestamp:
            self.frames += 1
            self._measure_jitter(timestamp, now)
        return True

    def receive(self, sequence: int, timestamp: int, now: float, *, repaired: bool = False) -> Arrival:
        """Take note of a packet; a `repaired` one came as a retransmission and tells nothing about the line."""
        highest = self.highest
        ahead = (sequence - highest) & 0xFFFF
        if highest < 0 or not 0 < ahead < MAX_JUMP:
            return self._receive_out_of_order(sequence, timestamp, now, repaired=repaired)
        if ahead > 1:
            self._note_gap(highest + 1, highest + ahead, now)
        self.highest = highest + ahead
        self._next = sequence + 1 & 0xFFFF
        if repaired:
            self.repaired += 1
            return Arrival.NEW
        self.received += 1
        if timestamp != self._last_timestamp:
            self.frames += 1
            self._measure_jitter(timestamp, now)
        return Arrival.NEW

    def _receive_out_of_order(self, sequence: int, timestamp: int, now: float, *, repaired: bool) -> Arrival:
        if self.highest < 0:
            self._start(sequence, timestamp, now)
            return Arrival.NEW
        behind = (self.highest - sequence) & 0xFFFF
        if behind > MAX_LATE:
            return Arrival.STALE if repaired else self._receive_far_away(sequence, timestamp, now)
        number = self.highest - behind
        if number < self._base:
            return Arrival.STALE
        if self._missing.pop(number, None) is None and self._given_up.pop(number, self) is self:
            return Arrival.DUPLICATE
        if repaired:
            self.repaired += 1
        else:
            self.received += 1
        return Arrival.LATE

    def _receive_far_away(self, sequence: int, timestamp: int, now: float) -> Arrival:
        """Believe in a restart only when two packets in a row say so (RFC 3550 appendix A.1)."""
        if sequence != self._suspect:
            self._suspect = sequence + 1 & 0xFFFF
            return Arrival.STALE
        self._start(sequence, timestamp, now)
        return Arrival.RESTART

    def _start(self, sequence: int, timestamp: int, now: float) -> None:
        self._base = self.highest = sequence
        self._next = sequence + 1 & 0xFFFF
        self.received = self._granted = 1
        self.repaired = 0
        self._missing.clear()
        self._given_up.clear()
        self._reported_expected = self._reported_received = 0
        self._suspect = self._last_timestamp = -1
        self._measure_jitter(timestamp, now)

    def _note_gap(self, first: int, end: int, now: float) -> None:
        for number in range(max(first, end - MAX_MISSING), end):
            self._missing[number] = _Missing(now)
        overflow = len(self._missing) - MAX_MISSING
        if overflow > 0:
            for number in list(islice(self._missing, overflow)):
                self._give_up(number)

    def _give_up(self, number: int) -> None:
        """Stop asking for `number`; it is still welcome when it comes."""
        del self._missing[number]
        self._given_up[number] = None
        if len(self._given_up) > MAX_LATE:
            del self._given_up[next(iter(self._given_up))]

    def _measure_jitter(self, timestamp: int, now: float) -> None:
        transit = now * self._clock_rate - timestamp
        if self._last_timestamp >= 0:
            difference = abs(transit - self._transit)
            if difference < self._clock_rate * MAX_TRANSIT_CHANGE:
                self._jitter += (difference - self._jitter) / 16
        self._transit = transit
        self._last_timestamp = timestamp

    def due(self, now: float, round_trip: float, *, queues: bool = True) -> list[int]:
        """Return the sequence numbers (16 bits, ascending modulo 2^16) to ask for now.

        To be called at every tick; `round_trip` in seconds, 0 when it is not known; `queues` unless it is known
        that nothing waits on the line. Whatever is returned counts as asked for.
        """
        if not self._missing:
            return []
        retry_after = max(SHORTEST_RETRY, 1.5 * round_trip) if round_trip else RETRY_INTERVAL
        may_repeat = self.fraction_lost <= (CONGESTED if queues else HOPELESS)
        self._budget = min(self._budget + BUDGET_SHARE * (self.received - self._granted), MAX_REQUESTS)
        self._granted = self.received
        requests = []
        for number, missing in list(self._missing.items()):
            if now - missing.noticed > MAX_AGE or (missing.tries >= MAX_TRIES and now - missing.asked >= retry_after):
                self._give_up(number)
            elif self._budget >= 1 and self._is_due(missing, now, retry_after, may_repeat=may_repeat):
                missing.tries += 1
                missing.asked = now
                self._budget -= 1
                requests.append(number & 0xFFFF)
        return requests

    def _is_due(self, missing: _Missing, now: float, retry_after: float, *, may_repeat: bool) -> bool:
        if not missing.tries:
            return now - missing.noticed >= REORDER_WAIT
        return may_repeat and missing.tries < MAX_TRIES and now - missing.asked >= retry_after

    def give_up_before(self, sequence: int) -> None:
        """Ask for nothing more that lies before `sequence`, one of the last numbers; it is still welcome."""
        number = self.highest - ((self.highest - sequence) & 0xFFFF)
        for each in [each for each in self._missing if each < number]:
            self._give_up(each)

    def sender_report(self, ntp_time: int, now: float) -> None:
        """Take note of a sender report of this stream; `ntp_time` is its 64-bit NTP time."""
        self._last_report = ntp_time >> 16 & 0xFFFFFFFF
        self._last_report_at = now

    def report(self, ssrc: int, now: float) -> ReportBlock | None:
        """Return our report on the stream since the last one (RFC 3550 section 6.4.1), None before any packet."""
        if self.highest < 0:
            return None
        expected = self.highest - self._base + 1
        lost = self._lost_since_last_report(expected)
        delay = int((now - self._last_report_at) * 65_536) if self._last_report else 0
        return ReportBlock(
            ssrc=ssrc,
            fraction_lost=lost,
            cumulative_lost=max(-0x800000, min(expected - self.received, 0x7FFFFF)),
            highest_sequence=self.highest & 0xFFFFFFFF,
            jitter=int(self._jitter) & 0xFFFFFFFF,
            last_report=self._last_report,
            delay=max(0, min(delay, 0xFFFFFFFF)),
        )

    def _lost_since_last_report(self, expected: int) -> int:
        """Return the fraction in 256ths, and begin the next interval."""
        expected_now = expected - self._reported_expected
        lost_now = expected_now - (self.received - self._reported_received)
        self._reported_expected = expected
        self._reported_received = self.received
        self.fraction_lost = max(0.0, lost_now / expected_now) if expected_now > 0 else 0.0
        return min(255, int(self.fraction_lost * 256))
