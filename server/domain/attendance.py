"""Attendance: stretches of presence and absence of each person, worked out from the events of the room.

Pure: the same events always give the same record, so it can be checked at any time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from server.domain.party import Side


class StretchKind(StrEnum):
    """What a person was doing in a stretch."""

    PRESENT = "present"
    DROPPED = "dropped"
    CAUCUS = "caucus"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class RoomFact:
    """One event of a room as attendance needs it; `kind` and `place` are words of the room's protocol."""

    at: datetime
    kind: str
    identity: str | None
    place: str | None
    name: str | None = None
    audience: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch; `until` None means it goes on."""

    kind: StretchKind
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class PersonAttendance:
    """Attendance of one person."""

    identity: str
    name: str
    side: Side
    title: str
    stretches: tuple[Stretch, ...]


def stretches(facts: Iterable[RoomFact]) -> dict[str, tuple[Stretch, ...]]:
    """Return every person's stretches, oldest first, keyed by identity."""
    raise NotImplementedError
