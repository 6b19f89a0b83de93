"""Which sources may be recorded now: worked out anew each time from who is where, who consented and what runs."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from media.plane import MemberId, Source
from signaling.ports import Snapshot
from signaling.protocol.words import Phase


@dataclass(frozen=True, slots=True, order=True)
class WantedTap:
    """One source of one person that may reach the disk."""

    identity: str
    source: Source
    member: MemberId


def permitted(snapshot: Snapshot | None, denied: AbstractSet[str], *, writing: bool) -> frozenset[str]:
    """Return who may be recorded, whether or not anything comes of them.

    Only the joint room of a meeting that is open, only people whose consent stands (`denied` are those who
    withdrew it a moment ago), only while the recording runs. In a caucus nobody (OM-38).
    """
    if snapshot is None or not writing or snapshot.phase is not Phase.OPEN:
        return frozenset()
    return frozenset(
        person.identity for person in snapshot.joint if person.consent is True and person.identity not in denied
    )


def desired_taps(snapshot: Snapshot | None, denied: AbstractSet[str], *, writing: bool) -> frozenset[WantedTap]:
    """Return every source that comes of people who may be recorded; nothing else may."""
    people = permitted(snapshot, denied, writing=writing)
    return frozenset(
        WantedTap(person.identity, source, person.member)
        for person in (snapshot.joint if snapshot is not None else ())
        if person.identity in people
        for source in person.sources
    )
