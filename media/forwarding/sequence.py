"""Sequence numbers and timestamps as one receiver sees them: gapless whatever happens to the source.

A source may be muted at the server, moved away and back, start anew with another SSRC or be taken from
another of its simulcast layers. For its receiver it stays one stream: each stretch of source numbers is
laid directly behind the one before, and packets left out on purpose leave no hole.
"""

from collections import deque
from typing import Final, Generic, NamedTuple, TypeVar

Origin = TypeVar("Origin")
"""What the owner of a map says its packets come from."""

_HALF: Final = 0x8000
MAX_LATE: Final = 1_024
"""How far behind the newest a packet may come; the reach of `history.PacketHistory`."""
MAX_JUMP: Final = 3_000
"""A jump further ahead is a restart of the source, not loss (RFC 3550 appendix A.1, MAX_DROPOUT)."""
_MAX_STRETCHES: Final = 256
"""Each frame left out begins a stretch."""


class Stretch(NamedTuple, Generic[Origin]):
    """Numbers of the receiver, from `first` on, that belong to the source's numbers by one offset."""

    first: int
    sequence_offset: int
    timestamp_offset: int
    origin: Origin | None


class SequenceMap(Generic[Origin]):
    """The numbering of one source towards one receiver."""

    __slots__ = (
        "_clock_rate",
        "_first",
        "_highest",
        "_last_now",
        "_last_timestamp",
        "_open",
        "_origin",
        "_since",
        "_stretches",
        "sequence_offset",
        "timestamp_offset",
    )

    def __init__(self, clock_rate: int, first_sequence: int, first_timestamp: int) -> None:
        """Begin at `first_sequence` and `first_timestamp`.

        The first number must be below 32768: a receiver that misses the first packets around the wrap
        would otherwise guess a wrong roll-over counter (RFC 3711 section 3.3.1).
        """
        if not 0 <= first_sequence < _HALF:
            raise ValueError("the first sequence number must be below 32768")
        self.sequence_offset = 0
        self.timestamp_offset = 0
        self._clock_rate = clock_rate
        self._highest = first_sequence - 1  # extended by its cycles, like all numbers kept here
        self._first = first_sequence  # of what followed the last interruption
        self._since = first_sequence  # of the last stretch of that
        self._last_timestamp = first_timestamp
        self._last_now: float | None = None
        self._open = False
        self._origin: Origin | None = None
        self._stretches: deque[Stretch[Origin]] = deque(maxlen=_MAX_STRETCHES)

    @property
    def started(self) -> bool:
        """Whether a packet of this stretch has been numbered, so that `timestamp_offset` holds for reports."""
        return self._open

    def interrupt(self, origin: Origin | None = None) -> None:
        """Say that what comes next does not continue what came last: a mute ended, or the source is another.

        `origin` is what `restore` will name as the source of what comes next.
        """
        self._open = False
        self._origin = origin

    def translate(self, sequence: int, timestamp: int, now: float) -> tuple[int, int] | None:
        """Return the receiver's number and timestamp, or None for a packet of an earlier source or too late."""
        if not self._open:
            self._begin(sequence, timestamp, now)
        ahead = (sequence + self.sequence_offset - self._highest) & 0xFFFF
        if ahead >= _HALF:
            number = self._place_late(sequence)
            return None if number is None else (number & 0xFFFF, (timestamp + self.timestamp_offset) & 0xFFFFFFFF)
        if ahead > MAX_JUMP:
            self._begin(sequence, timestamp, now)
            ahead = 1
        out_timestamp = (timestamp + self.timestamp_offset) & 0xFFFFFFFF
        if ahead:
            self._highest += ahead
            self._last_timestamp = out_timestamp
            self._last_now = now
        return self._highest & 0xFFFF, out_timestamp

    def translate_run(self, first: int, last: int, timestamp: int, now: float) -> bool:
        """Take note of a run of source numbers, `first` to `last` ascending, and return whether one rule holds for all.

        The rule: number and timestamp are moved by `sequence_offset` and `timestamp_offset`. Where it does not
        hold, nothing has changed and each must be translated by itself. `timestamp` is that of the last packet.
        """
        if not self._open:
            return False
        ahead = (first + self.sequence_offset - self._highest) & 0xFFFF
        if not 0 < ahead <= MAX_JUMP:
            return False
        self._highest += ahead + (last - first & 0xFFFF)
        self._last_timestamp = (timestamp + self.timestamp_offset) & 0xFFFFFFFF
        self._last_now = now
        return True

    def skip(self, sequence: int) -> int | None:
        """Leave a packet out without a hole.

        Return None, or the number that was already kept free for the packet while it was missing: it
        must be filled with something, for its receiver will wait for it.
        """
        if not self._open:
            return None
        ahead = (sequence + self.sequence_offset - self._highest) & 0xFFFF
        if ahead >= _HALF:
            number = self._place_late(sequence)
            return None if number is None else number & 0xFFFF
        if ahead > MAX_JUMP:
            self.interrupt(self._origin)
        elif ahead:
            self._close_up(ahead)
        return None

    def restore(self, out_sequence: int) -> tuple[int, int, Origin | None] | None:
        """Return `(sequence of the source, timestamp offset, origin)` for a number the receiver asks for again.

        None when that number was never sent or belongs to a stretch long past.
        """
        number = self._highest - ((self._highest - out_sequence) & 0xFFFF)
        if number < self._highest - MAX_LATE:
            return None
        for first, sequence_offset, timestamp_offset, origin in reversed(self._stretches):
            if number >= first:
                return (out_sequence - sequence_offset) & 0xFFFF, timestamp_offset, origin
        return None

    def _begin(self, sequence: int, timestamp: int, now: float) -> None:
        """Lay the stretch that begins with this packet behind the last number, at its time on the wall."""
        elapsed = 0 if self._last_now is None else max(1, int((now - self._last_now) * self._clock_rate))
        self._first = self._since = self._highest + 1
        self.sequence_offset = (self._first - sequence) & 0xFFFF
        self.timestamp_offset = (self._last_timestamp + elapsed - timestamp) & 0xFFFFFFFF
        self._open = True
        self._stretches.append(Stretch(self._first, self.sequence_offset, self.timestamp_offset, self._origin))

    def _close_up(self, ahead: int) -> None:
        """Let the packet after one left out take its number; those missing before it keep theirs."""
        self._highest += ahead - 1
        self.sequence_offset = (self.sequence_offset - 1) & 0xFFFF
        if self._stretches[-1].first == self._highest + 1:
            self._stretches.pop()
        self._since = self._highest + 1
        self._stretches.append(Stretch(self._since, self.sequence_offset, self.timestamp_offset, self._origin))

    def _place_late(self, sequence: int) -> int | None:
        """Return the number of a packet that comes behind the newest, None for one of an earlier source or too late."""
        end = self._highest + 1
        for first, sequence_offset, _, _ in reversed(self._stretches):
            number = self._highest - ((self._highest - sequence - sequence_offset) & 0xFFFF)
            if first <= number < end and number >= self._highest - MAX_LATE:
                return number
            if first <= self._first:
                return None
            end = first
        return None
