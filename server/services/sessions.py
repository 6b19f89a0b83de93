"""Staff see their sessions and run them: identity, removal, entry into the room."""

from dataclasses import dataclass

from server.domain.account import Account
from server.domain.identity import IdentityCheck
from server.services.ports import Ports
from server.services.views import ParticipantView, SessionView, TicketFacts, Today


@dataclass(frozen=True, slots=True)
class RecordIdentity:
    """The mediator compared a person with their document."""

    session: str
    identity: str
    result: IdentityCheck
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """The mediator puts a person out; `reason` is what that person will read."""

    session: str
    identity: str
    reason: str


async def today(account: Account, ports: Ports) -> Today:
    """Return the sessions of today and the next days. Needs `session.read`."""
    raise NotImplementedError


async def view(account: Account, session: str, ports: Ports) -> SessionView:
    """Return one session. Needs `session.read`; out of reach is `NotFoundError`."""
    raise NotImplementedError


async def ticket_facts(account: Account, session: str, ports: Ports) -> TicketFacts:
    """Return what a ticket into the room says: mediator as host, clerk of the court as deputy.

    Raises `ForbiddenError` for others and `ConflictError` (`session.over`).
    """
    raise NotImplementedError


async def record_identity(account: Account, command: RecordIdentity, ports: Ports) -> ParticipantView:
    """Keep result, operator and time; the room is told. Needs `session.host`."""
    raise NotImplementedError


async def remove(account: Account, command: Remove, ports: Ports) -> ParticipantView:
    """Suspend the link, then put the person out of the room. Needs `session.host`."""
    raise NotImplementedError


async def restore(account: Account, session: str, identity: str, ports: Ports) -> ParticipantView:
    """Lift the suspension: the same link is good again. Needs `session.host`."""
    raise NotImplementedError


async def mark_open(session: str, ports: Ports) -> None:
    """Open the session as its room opened; its case is in mediation. Again changes nothing."""
    raise NotImplementedError
