"""Puts the packets of one track back in order, waiting a bounded time for what is missing. Pure."""

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

ItemT = TypeVar("ItemT")

WAIT_US: Final = 400_000
"""How long a gap may be repaired: three to four retries of the server's loss tracker."""
MAX_WAITING: Final = 2_048
"""Packets held behind a gap; more, and the gap is given up at once."""

_WRAP: Final = 1 << 16
_MAX_DROPOUT: Final = 3_000
_MAX_MISORDER: Final = 500
"""RFC 3550 appendix A.1 takes 100; retransmissions come later than mere reordering."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Packets that never came, at this place of the sequence. `count` is 0 when the sender began anew."""

    count: int


class Assembler(Generic[ItemT]):
    """Takes packets in any order and gives them back in sequence.

    A gap is given up when `WAIT_US` have passed since the packet behind it arrived. Counting from there, and
    not from when the gap is reached, is what keeps a lossy track from falling behind for ever.
    """

    def __init__(self) -> None:
        self._next: int | None = None
        self._waiting: dict[int, tuple[int, ItemT]] = {}
        self.duplicates = 0

    def push(self, sequence: int, arrival_us: int, item: ItemT) -> list[ItemT | Missing]:
        """Take a packet; return what is now in order. Duplicates and packets of a given-up gap are dropped."""
        if sequence == self._next and not self._waiting:
            self._next = (sequence + 1) % _WRAP
            return [item]
        if self._next is None:
            self._next = sequence
        ahead = (sequence - self._next) % _WRAP
        if _MAX_DROPOUT < ahead < _WRAP - _MAX_MISORDER:
            return self._begin_anew(sequence, item)
        if ahead > _MAX_DROPOUT or sequence in self._waiting:
            self.duplicates += 1
            return []
        self._waiting[sequence] = arrival_us, item
        return self.drain(arrival_us)

    def drain(self, now_us: int) -> list[ItemT | Missing]:
        """Return what is in order, or has become so because waiting for a gap is over."""
        ready: list[ItemT | Missing] = []
        while self._waiting and self._next is not None:
            found = self._waiting.pop(self._next, None)
            if found is not None:
                ready.append(found[1])
                self._next = (self._next + 1) % _WRAP
            elif self._is_over(now_us):
                ready.append(self._give_up(self._next))
            else:
                break
        return ready

    def flush(self) -> list[ItemT | Missing]:
        """Return all that is held, giving up every gap."""
        ready: list[ItemT | Missing] = []
        while self._waiting and self._next is not None:
            found = self._waiting.pop(self._next, None)
            ready.append(self._give_up(self._next) if found is None else found[1])
            if found is not None:
                self._next = (self._next + 1) % _WRAP
        return ready

    def _is_over(self, now_us: int) -> bool:
        first_behind_us, _item = next(iter(self._waiting.values()))
        return now_us - first_behind_us >= WAIT_US or len(self._waiting) > MAX_WAITING

    def _give_up(self, expected: int) -> Missing:
        count = min((sequence - expected) % _WRAP for sequence in self._waiting)
        self._next = (expected + count) % _WRAP
        return Missing(count)

    def _begin_anew(self, sequence: int, item: ItemT) -> list[ItemT | Missing]:
        ready = self.flush()
        self._next = (sequence + 1) % _WRAP
        return [*ready, Missing(0), item]
