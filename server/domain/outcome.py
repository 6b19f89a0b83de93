"""The outcome of a session, and what each kind of it must say."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.attendance import PersonAttendance
from server.domain.errors import InvalidError
from server.domain.ids import AccountId, SessionId

SHORTEST_OTHER_REASON: Final = 10


class OutcomeKind(StrEnum):
    """How a session ends."""

    SETTLED = "settled"
    PARTLY_SETTLED = "partly_settled"
    NOT_SETTLED = "not_settled"
    ADJOURNED = "adjourned"


class EndingCode(StrEnum):
    """The eight endings of 人民法院在线调解规则 art. 25."""

    AGREEMENT = "agreement"
    SETTLED_AND_WITHDREW = "settled_and_withdrew"
    PARTY_UNREACHABLE = "party_unreachable"
    PARTY_UNWILLING = "party_unwilling"
    DIFFERENCES_TOO_LARGE = "differences_too_large"
    TERM_OVER = "term_over"
    REFUSED_TO_SIGN = "refused_to_sign"
    OTHER = "other"


class Field(StrEnum):
    """Parts of an outcome about which there are rules."""

    ENDING_CODE = "ending_code"
    TERMS = "terms"
    REASON = "reason"
    NEXT_SESSION_AT = "next_session_at"


REQUIRED: Final[dict[OutcomeKind, frozenset[Field]]] = {
    OutcomeKind.SETTLED: frozenset({Field.TERMS}),
    OutcomeKind.PARTLY_SETTLED: frozenset({Field.TERMS}),
    OutcomeKind.NOT_SETTLED: frozenset({Field.ENDING_CODE, Field.REASON}),
    OutcomeKind.ADJOURNED: frozenset({Field.REASON}),
}
FORBIDDEN: Final[dict[OutcomeKind, frozenset[Field]]] = {
    OutcomeKind.SETTLED: frozenset({Field.NEXT_SESSION_AT}),
    OutcomeKind.PARTLY_SETTLED: frozenset(),
    OutcomeKind.NOT_SETTLED: frozenset({Field.TERMS, Field.NEXT_SESSION_AT}),
    OutcomeKind.ADJOURNED: frozenset({Field.TERMS, Field.ENDING_CODE}),
}
ENDINGS: Final[dict[OutcomeKind, frozenset[EndingCode]]] = {
    OutcomeKind.SETTLED: frozenset({EndingCode.AGREEMENT, EndingCode.SETTLED_AND_WITHDREW}),
    OutcomeKind.PARTLY_SETTLED: frozenset({EndingCode.AGREEMENT}),
    OutcomeKind.NOT_SETTLED: frozenset(EndingCode) - {EndingCode.AGREEMENT, EndingCode.SETTLED_AND_WITHDREW},
    OutcomeKind.ADJOURNED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What the mediator decided. An invalid decision cannot exist.

    Raises `InvalidError` naming every field that breaks a rule.
    """

    kind: OutcomeKind
    ending_code: EndingCode | None = None
    terms: str | None = field(default=None, repr=False)
    reason: str | None = field(default=None, repr=False)
    next_session_at: datetime | None = None

    def __post_init__(self) -> None:
        problems = self._problems()
        if problems:
            raise InvalidError("outcome.incomplete", **problems)

    @property
    def ends_case(self) -> EndingCode | None:
        """How the mediation ends by it; None when it goes on or an agreement is to be signed."""
        ends = self.kind is OutcomeKind.NOT_SETTLED or self.ending_code is EndingCode.SETTLED_AND_WITHDREW
        return self.ending_code if ends else None

    def _problems(self) -> dict[str, str]:
        given = {field for field in Field if self._is_given(field)}
        problems = {field.value: "required" for field in REQUIRED[self.kind] - given}
        problems |= {field.value: "not_allowed" for field in FORBIDDEN[self.kind] & given}
        if self.next_session_at is not None and self.next_session_at.tzinfo is None:
            problems.setdefault(Field.NEXT_SESSION_AT.value, "no_timezone")
        if self.ending_code and self.ending_code not in ENDINGS[self.kind]:
            problems.setdefault(Field.ENDING_CODE.value, "contradicts_kind")
        elif self.ending_code is EndingCode.OTHER and len((self.reason or "").strip()) < SHORTEST_OTHER_REASON:
            problems.setdefault(Field.REASON.value, "too_short")
        return problems

    def _is_given(self, field: Field) -> bool:
        value = {
            Field.ENDING_CODE: self.ending_code,
            Field.TERMS: self.terms,
            Field.REASON: self.reason,
            Field.NEXT_SESSION_AT: self.next_session_at,
        }[field]
        return bool(value.strip()) if isinstance(value, str) else value is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision as kept: with who was there, who decided and when."""

    session: SessionId
    decision: Decision
    attendance: tuple[PersonAttendance, ...]
    concluded_by: AccountId
    concluded_by_name: str
    concluded_at: datetime
