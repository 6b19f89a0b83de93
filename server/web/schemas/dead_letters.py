"""Bodies of the facts that other systems did not take."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from server.domain.delivery import Fault
from server.web.schemas import Answer, Request


class UndeliveredFact(Answer):
    """One fact that waits for a person; `behind` it later ones of its case wait."""

    id: int
    serial: str
    name: str
    """Such as `CaseEnded`."""
    at: datetime
    """When it became true."""
    attempts: int
    fault: Fault
    status: int | None
    """What the other system answered, where it did."""
    behind: int


class UndeliveredFacts(Answer):
    """GET /api/undelivered-facts; `waiting` are on their way by themselves."""

    letters: tuple[UndeliveredFact, ...]
    waiting: int


class FactsSentAgain(Request):
    """POST /api/undelivered-facts/again."""

    facts: Annotated[tuple[Annotated[int, Field(ge=1, le=2**63 - 1)], ...], Field(min_length=1, max_length=500)]
