"""A person asks that what is kept of them be put right or deleted; staff answer with reasons.

个人信息保护法 arts. 46, 47 and 50; DP-07.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.errors import InvalidError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.life import Table, step

SHORTEST: Final = 2


class DataRequestKind(StrEnum):
    """What is asked for."""

    CORRECT = "correct"
    DELETE = "delete"


class DataRequestState(StrEnum):
    """How far the request is."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class DataRequestAction(StrEnum):
    """What staff decide."""

    GRANT = "grant"
    REFUSE = "refuse"


DATA_REQUESTS: Final[Table[DataRequestState, DataRequestAction]] = {
    DataRequestState.ASKED: {
        DataRequestAction.GRANT: DataRequestState.GRANTED,
        DataRequestAction.REFUSE: DataRequestState.REFUSED,
    },
    DataRequestState.GRANTED: {},
    DataRequestState.REFUSED: {},
}


@dataclass(frozen=True, slots=True)
class DataRequest:
    """One request. Deciding deletes and changes nothing by itself: what was granted is done by the usual commands."""

    id: str
    case: CaseId
    identity: Identity
    kind: DataRequestKind
    text: str = field(repr=False)
    asked_at: datetime
    state: DataRequestState = DataRequestState.ASKED
    answer: str = field(default="", repr=False)
    answered_by: AccountId | None = None
    answered_by_name: str = field(default="", repr=False)
    answered_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if len(self.text.strip()) < SHORTEST:
            raise InvalidError("data_request.text", text="too_short")

    def decide(self, action: DataRequestAction, why: str, by: AccountId, name: str, now: datetime) -> "DataRequest":
        """Return it answered. Raises `IllegalTransitionError`, and `InvalidError` without words (art. 50)."""
        after = step("data_request", DATA_REQUESTS, self.state, action)
        if len(why.strip()) < SHORTEST:
            raise InvalidError("data_request.answer", answer="too_short")
        return replace(self, state=after, answer=why.strip(), answered_by=by, answered_by_name=name, answered_at=now)
