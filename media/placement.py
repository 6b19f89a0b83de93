"""Which worker takes a new room: the least loaded that has space left. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

MAX_PACKETS: Final = 40_000
"""Packets per second that a worker sends before it takes no further room: about forty rooms of three people."""
ROOM_PACKETS: Final = 1_000
"""Packets per second that a room of three sends. A room counts for as much from the moment it is placed, so that
rooms which are opened together do not all go to the worker that happens to be silent."""


@dataclass(frozen=True, slots=True)
class WorkerLoad:
    """What is known of one worker when a room needs a place."""

    number: int
    rooms: int
    packets_per_second: float
    """Sent, over the last seconds."""
    takes_rooms: bool = True
    """False while it is dead or draining."""

    @property
    def packets(self) -> float:
        """Packets per second now, or what its rooms will come to, whichever is more."""
        return max(self.packets_per_second, self.rooms * ROOM_PACKETS)


def place(loads: Iterable[WorkerLoad], most: float = MAX_PACKETS) -> int | None:
    """Return the number of the worker for a new room; None when none has space for a room of three."""
    open_ones = [load for load in loads if load.takes_rooms and load.packets + ROOM_PACKETS <= most]
    best = min(open_ones, key=lambda load: (load.packets, load.rooms, load.number), default=None)
    return None if best is None else best.number
