"""The audit log: who did what to what, each entry chained to the one before by its digest."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

GENESIS: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class Act:
    """Something done, before it has a place in the chain. `facts` hold codes and ids, never what was said."""

    actor: str
    """Account id, `party:` + identity, or `system`."""
    action: str
    subject: str
    """Kind and id, such as `session:…`."""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the chain: the entry with this number has this digest. The first entry is chained to number 0."""

    number: int = 0
    digest: str = GENESIS


@dataclass(frozen=True, slots=True)
class Check:
    """What was found when the log was verified."""

    at: datetime
    upto: Place
    """The last entry of the log when it was whole; the last that fits when it never was."""
    first_broken: int | None
    """Number of the first entry that was changed, removed before or put in; None when all is whole."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An act in its place in the chain."""

    number: int
    at: datetime
    act: Act
    previous: str
    digest: str


def entry(act: Act, number: int, at: datetime, previous: str) -> AuditEntry:
    """Return the act as entry `number`, chained to the digest `previous`."""
    return AuditEntry(number, at, act, previous, digest(act, number, at, previous))


def digest(act: Act, number: int, at: datetime, previous: str) -> str:
    """Return SHA-256 over the entry and the digest before it, in one canonical form."""
    body = [number, at.astimezone(UTC).isoformat(timespec="microseconds")]
    body += [act.actor, act.action, act.subject, [list(fact) for fact in act.facts], previous]
    canonical = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def follow(entries: Iterable[AuditEntry], place: Place) -> tuple[Place, int | None]:
    """Return how far the entries continue the chain from `place`, and the number of the first that does not."""
    for kept in entries:
        if kept != entry(kept.act, place.number + 1, kept.at, place.digest):
            return place, place.number + 1
        place = Place(kept.number, kept.digest)
    return place, None


def first_altered(entries: Iterable[AuditEntry]) -> int | None:
    """Return the smallest number of an entry whose content is not that of its digest; they need not be neighbours."""
    altered = (kept.number for kept in entries if kept != entry(kept.act, kept.number, kept.at, kept.previous))
    return min(altered, default=None)


def end_missed(reached: Place, head: Place) -> int | None:
    """Return where the end is not what the head says: cut off, added to, or another; None when it is.

    A chain whose end was cut off holds in itself; only the head knows how long it was.
    """
    if reached == head:
        return None
    return min(reached.number, head.number) + (reached.number != head.number)
