"""The case: the dispute as it came, and how far it is."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import InvalidError
from server.domain.ids import AccountId, CaseId
from server.domain.life import Table, step
from server.domain.outcome import OutcomeKind

SERIAL: Final = re.compile(r"[A-Z]{2}\d{4}-\d{6}")


class CaseState(StrEnum):
    """How far the case is."""

    SCHEDULED = "scheduled"
    IN_MEDIATION = "in_mediation"
    AGREED = "agreed"
    PARTLY_AGREED = "partly_agreed"
    ENDED = "ended"


class CaseAction(StrEnum):
    """What a session does to its case."""

    BEGIN = "begin"
    SETTLE = "settle"
    SETTLE_PARTLY = "settle_partly"
    END = "end"
    ADJOURN = "adjourn"


CASE_TRANSITIONS: Final[Table[CaseState, CaseAction]] = {
    CaseState.SCHEDULED: {
        CaseAction.BEGIN: CaseState.IN_MEDIATION,
        CaseAction.END: CaseState.ENDED,
        CaseAction.ADJOURN: CaseState.SCHEDULED,
    },
    CaseState.IN_MEDIATION: {
        CaseAction.BEGIN: CaseState.IN_MEDIATION,
        CaseAction.SETTLE: CaseState.AGREED,
        CaseAction.SETTLE_PARTLY: CaseState.PARTLY_AGREED,
        CaseAction.END: CaseState.ENDED,
        CaseAction.ADJOURN: CaseState.IN_MEDIATION,
    },
    # A further session may settle the rest.
    CaseState.PARTLY_AGREED: {
        CaseAction.BEGIN: CaseState.IN_MEDIATION,
        CaseAction.END: CaseState.ENDED,
        CaseAction.ADJOURN: CaseState.PARTLY_AGREED,
    },
    CaseState.AGREED: {},
    CaseState.ENDED: {},
}

AFTER_OUTCOME: Final = {
    OutcomeKind.SETTLED: CaseAction.SETTLE,
    OutcomeKind.PARTLY_SETTLED: CaseAction.SETTLE_PARTLY,
    OutcomeKind.NOT_SETTLED: CaseAction.END,
    OutcomeKind.ADJOURNED: CaseAction.ADJOURN,
}


def serial(prefix: str, year: int, number: int) -> str:
    """Return the serial of the `number`-th case of a year: LY2026-000128. Raises `InvalidError`."""
    made = f"{prefix}{year:04d}-{number:06d}"
    if not SERIAL.fullmatch(made):
        raise InvalidError("case.serial", serial="malformed")
    return made


@dataclass(frozen=True, slots=True)
class Case:
    """One dispute."""

    id: CaseId
    serial: str
    court_number: str | None
    title: str = field(repr=False)
    cause: str
    claim: str = field(repr=False)
    court: str
    organisation: str
    mediator: AccountId
    received_at: datetime
    """First receipt: the instant from which terms are counted."""
    state: CaseState = CaseState.SCHEDULED
    version: int = 0

    def act(self, action: CaseAction) -> "Case":
        """Return the case after `action`. Raises `IllegalTransitionError`."""
        return replace(self, state=step("case", CASE_TRANSITIONS, self.state, action))
