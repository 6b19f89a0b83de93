"""The outbox: facts kept with the transaction that made them true, and whoever takes them to other systems."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from server.domain.delivery import Fault, Value
from server.domain.facts import Fact
from server.domain.ids import CaseId


class FactCarrierError(Exception):
    """A fact was not taken. `final` when the same again is no use; `status` where the other end gave one."""

    def __init__(self, fault: Fault, status: int | None = None, *, final: bool = False) -> None:
        super().__init__(f"{fault}: {status}" if status is not None else fault.value)
        self.fault = fault
        self.status = status
        self.final = final


@dataclass(frozen=True, slots=True)
class Letter:
    """A fact as it leaves; sent again it is the same in every byte, under the same key."""

    key: str
    name: str
    at: datetime
    """When it became true."""
    data: Mapping[str, Value]


class FactCarrier(Protocol):
    """Takes facts to other systems: console, file, or an HTTP hook."""

    async def send(self, letter: Letter, now: datetime) -> None:
        """Hand a fact over; that it returned is the receipt. Raises `FactCarrierError`."""


@dataclass(frozen=True, slots=True)
class LeasedFact:
    """A fact taken for sending, until its lease ends."""

    id: int
    key: str
    name: str
    serial: str
    payload: Mapping[str, object]
    at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A fact that is not tried any more until a person says so; `behind` it later ones of its case wait."""

    id: int
    case: CaseId
    serial: str
    name: str
    at: datetime
    attempts: int
    fault: Fault
    status: int | None
    behind: int


class Outbox(Protocol):
    """Facts to be delivered, of each case in the order in which they became true."""

    async def add(self, fact: Fact, key: str) -> None:
        """Keep the fact in this transaction; `key` is what the receiver sees repeats by."""

    async def lease(self, now: datetime, until: datetime) -> LeasedFact | None:
        """Take one fact whose time has come and before which no other of its case waits; nobody else gets it before."""

    async def delivered(self, fact: int, at: datetime) -> None:
        """Note that the other system has it."""

    async def failed(self, fact: int, error: FactCarrierError, again_at: datetime | None) -> None:
        """Note that it was not taken; None gives it to a person. One that was delivered meanwhile stays so."""

    async def overseers(self, serial: str) -> tuple[str, ...]:
        """Return the courts whose administrators see to the facts of a case.

        Its own court; of a case without one, the courts that invited its organisation.
        """

    async def dead(self, court: str) -> tuple[DeadLetter, ...]:
        """Return what waits for a person of this court, oldest first."""

    async def waiting(self, court: str) -> int:
        """Return how many facts of this court are on their way, those that wait behind a dead one included."""

    async def send_again(self, fact: int, now: datetime) -> bool:
        """Let a dead one be tried anew from now on; return False when it is not dead any more."""
