"""The mediator ends the session with its outcome: one transaction, then the room closes."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.account import Account
from server.domain.outcome import EndingCode, OutcomeKind
from server.services.ports import Ports
from server.services.views import OutcomeView


@dataclass(frozen=True, slots=True)
class Conclude:
    """What was decided. The same `key` with the same content is one outcome, however often it comes."""

    session: str
    key: str
    kind: OutcomeKind
    ending_code: EndingCode | None = None
    terms: str | None = None
    reason: str | None = None
    next_session_at: datetime | None = None


async def conclude(account: Account, command: Conclude, ports: Ports) -> OutcomeView:
    """Store session, outcome with attendance, case state, outbox row and audit in one transaction; end the room.

    Needs `session.host`. Raises `InvalidError` (`outcome.incomplete`), `IllegalTransitionError`,
    `KeyReusedError`, `StaleVersionError`. A repeat answers with the stored outcome.
    """
    raise NotImplementedError
