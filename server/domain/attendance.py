"""Attendance: stretches of presence and absence of each person, worked out from the events of the room.

Pure: the same events always give the same record, so it can be checked at any time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.party import Side
from server.domain.session import SessionForm


class StretchKind(StrEnum):
    """What a person was doing in a stretch."""

    PRESENT = "present"
    DROPPED = "dropped"
    CAUCUS = "caucus"
    WAITING = "waiting"


ROOM_OPENED: Final = "opened"
"""Kind of the fact that the room of a session opened."""


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
    name: str = field(repr=False)
    side: Side
    title: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """Who came to a meeting on site, as whoever mediates says: no room saw it."""

    people: tuple[str, ...]
    """Identities; empty: nobody came."""
    since: datetime | None = None
    """When it began; None: when the room opened, or else when it was to begin."""
    until: datetime | None = None
    """When it was over; None: now."""
    after_term: bool = False
    """The mediator knows that it ended after the term."""


PLACES: Final = {
    "lobby": StretchKind.WAITING,
    "waiting": StretchKind.WAITING,
    "joint": StretchKind.PRESENT,
    "caucus": StretchKind.CAUCUS,
}

BY_PLACE: Final = frozenset({"arrived", "admitted", "refused", "joined", "returned", "sent_back"})
"""Events after which a person is where the event says."""
DROPPED: Final = "dropped"
GONE: Final = frozenset({"left", "removed"})
_SITTING: Final = frozenset({StretchKind.PRESENT, StretchKind.CAUCUS})
ENDED: Final = "ended"


def stretches(facts: Iterable[RoomFact]) -> dict[str, tuple[Stretch, ...]]:
    """Return every person's stretches, oldest first, keyed by identity; the last may go on (`until` None)."""
    record: dict[str, list[Stretch]] = {}
    for fact in facts:
        if fact.kind == ENDED:
            for person in record.values():
                _close(person, fact.at)
        elif fact.identity is not None:
            _follow(record.setdefault(fact.identity, []), fact)
    return {identity: tuple(person) for identity, person in record.items() if person}


def closed(record: Iterable[Stretch], now: datetime) -> tuple[Stretch, ...]:
    """Return the stretches with the one that goes on ended `now`."""
    person = list(record)
    _close(person, now)
    return tuple(person)


def have_met(people: Iterable[PersonAttendance], form: SessionForm) -> bool:
    """Tell whether people came together: somebody of either side, in a separate session of the side invited.

    Whoever waited and was never let in was not there, and whoever mediates meets nobody alone.
    """
    there = {one.side for one in people if any(stretch.kind in _SITTING for stretch in one.stretches)}
    sides = there & {Side.APPLICANT, Side.RESPONDENT}
    return bool(sides) if form is SessionForm.SEPARATE else len(sides) > 1


def _follow(person: list[Stretch], fact: RoomFact) -> None:
    if fact.kind in GONE:
        _close(person, fact.at)
        return
    kind = StretchKind.DROPPED if fact.kind == DROPPED else None
    if fact.kind in BY_PLACE and fact.place is not None:
        kind = PLACES[fact.place]
    if kind is None or (person and person[-1].until is None and person[-1].kind is kind):
        return
    _close(person, fact.at)
    person.append(Stretch(kind, fact.at, None))


def _close(person: list[Stretch], at: datetime) -> None:
    if person and person[-1].until is None:
        person[-1] = replace(person[-1], until=at)
