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


def first_broken(entries: Iterable[AuditEntry]) -> int | None:
    """Return the number of the first entry that was changed, removed before or put in; None when all is whole."""
    previous, number = GENESIS, 1
    for kept in entries:
        if kept != entry(kept.act, number, kept.at, previous):
            return number
        previous, number = kept.digest, number + 1
    return None
