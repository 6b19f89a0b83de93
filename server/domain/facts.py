"""Facts in the past tense that leave the house through the outbox, in the transaction that made them true."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SessionConcluded:
    """A session ended with an outcome. Carries what may be transferred: no reasons, no words of the talks."""

    serial: str
    session: str
    kind: str
    ending_code: str | None
    concluded_at: datetime

    name = "SessionConcluded"
