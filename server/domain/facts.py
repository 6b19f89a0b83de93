"""Facts in the past tense for other systems, kept in the outbox by the transaction that made them true (LY-01, LY-12).

Each names its case by the serial and is deleted with its file; what of each may leave says `server.domain.delivery`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol


class Fact(Protocol):
    """Something that happened; every field is a word, a number or an instant, so that JSON holds it."""

    name: ClassVar[str]

    @property
    def serial(self) -> str:
        """Of the case it is about."""

    @property
    def at(self) -> datetime:
        """When it became true."""


@dataclass(frozen=True, slots=True)
class SessionConcluded:
    """A session ended with an outcome. Carries what may be transferred: no reasons, no words of the talks."""

    serial: str
    session: str
    kind: str
    ending_code: str | None
    concluded_at: datetime

    name: ClassVar[str] = "SessionConcluded"

    @property
    def at(self) -> datetime:
        """When it became true."""
        return self.concluded_at


@dataclass(frozen=True, slots=True)
class CaseEnded:
    """A mediation ended by one of the eight codes without an agreement; the court is told, no reasons given."""

    serial: str
    ending_code: str
    at: datetime

    name: ClassVar[str] = "CaseEnded"


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Report and transferable materials were handed to the court; `route` says how the dispute goes on."""

    serial: str
    ending_code: str
    route: str
    items: int
    at: datetime

    name: ClassVar[str] = "HandedOver"


@dataclass(frozen=True, slots=True)
class ApplicationSent:
    """The parties asked court or commission to make their agreement enforceable."""

    serial: str
    door: str
    at: datetime

    name: ClassVar[str] = "ApplicationSent"


@dataclass(frozen=True, slots=True)
class CaseReceived:
    """A first receipt was given out; names nobody."""

    serial: str
    source: str
    received_at: datetime

    name: ClassVar[str] = "CaseReceived"

    @property
    def at(self) -> datetime:
        """When it became true."""
        return self.received_at


@dataclass(frozen=True, slots=True)
class CaseReferred:
    """A court referred a case to an organisation."""

    serial: str
    organisation: str
    at: datetime

    name: ClassVar[str] = "CaseReferred"


@dataclass(frozen=True, slots=True)
class ReferralAnswered:
    """A referral was accepted, declined, taken back or gone back by itself; the reason stays here."""

    serial: str
    state: str
    ground: str
    at: datetime

    name: ClassVar[str] = "ReferralAnswered"
