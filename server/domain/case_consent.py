"""Consents to the steps of a case: one answer per person and step, never inferred from another (OL-01, OM-03).

人民法院在线诉讼规则 arts. 4, 5 and 10; 人民法院在线调解规则 arts. 4 and 16. Consent to being recorded is asked for each
session and kept there (`server.domain.consent`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from server.domain.concurrence import Answer, ConcurrenceForm
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.life import Table, step

STEPS_WORDING: Final = "2026-11"
"""Version of the questions as they are put now."""
WITHDRAWAL_NOTICE: Final = timedelta(hours=24)
"""How long before a session a consent can be taken back without a decision, where the house sets nothing else.

在线诉讼规则 art. 5 asks for a reasonable time and names none (OL-02).
"""


class ConsentStep(StrEnum):
    """What a person can agree to in a case (OL-01)."""

    ONLINE_MEDIATION = "online_mediation"
    SEPARATE_SESSIONS = "separate_sessions"
    EVIDENCE_EXCHANGE = "evidence_exchange"
    E_SERVICE = "e_service"
    E_SIGNATURE = "e_signature"
    CONFIRMATION = "confirmation"


class ConsentChannel(StrEnum):
    """How the answer was given (OM-03)."""

    ORAL = "oral"
    WRITTEN = "written"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """One answer, as given."""

    answer: bool
    wording: str
    at: datetime
    channel: ConsentChannel
    recorded_by: str
    """Account id of who wrote it down, `party:` + identity for a person's own click."""
    origin: str = field(default="", repr=False)
    """Address and device for an answer online; empty otherwise."""
    reason: str = field(default="", repr=False)
    """Why a given consent was withdrawn."""


@dataclass(frozen=True, slots=True)
class StepConsent:
    """All answers of one person to one step, oldest first."""

    case: CaseId
    identity: Identity
    step: ConsentStep
    answers: tuple[StepAnswer, ...] = ()

    @property
    def standing(self) -> StepAnswer | None:
        """The answer that holds now; None when never asked."""
        return self.answers[-1] if self.answers else None

    def stands(self) -> bool | None:
        """Tell what holds now; None when never asked."""
        return self.standing.answer if self.standing else None

    def stood_at(self, at: datetime) -> bool:
        """Tell whether a yes stood at that moment."""
        before = [answer for answer in self.answers if answer.at <= at]
        return bool(before) and before[-1].answer

    @property
    def withdrawn(self) -> bool:
        """Tell whether a yes was taken back."""
        return self.stands() is False and any(answer.answer for answer in self.answers)

    def respond(self, answer: StepAnswer) -> "StepConsent":
        """Return the consent with one more answer; the same answer to the same wording changes nothing.

        Raises `ConflictError` for an outdated wording and `InvalidError` for a withdrawal without a reason.
        """
        if answer.wording != STEPS_WORDING:
            raise ConflictError("consent.outdated_wording", current=STEPS_WORDING)
        standing = self.standing
        if standing and (standing.answer, standing.wording) == (answer.answer, answer.wording):
            return self
        if standing and standing.answer and not answer.answer and not answer.reason.strip():
            raise InvalidError("consent.reason_needed", reason="required")
        return replace(self, answers=(*self.answers, answer))


def as_answers(consents: Iterable[StepConsent]) -> tuple[Answer, ...]:
    """Return what stands in one column of the matrix, to be weighed with what was answered to a question of its own."""
    return tuple(
        Answer(one.identity, said.answer, ConcurrenceForm(said.channel.value), said.at, said.recorded_by, said.wording)
        for one in consents
        if (said := one.standing) is not None
    )


class WithdrawalState(StrEnum):
    """Life of a withdrawal that comes shortly before a session."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class WithdrawalAction(StrEnum):
    """What mediator or court decide."""

    GRANT = "grant"
    REFUSE = "refuse"


WITHDRAWAL_TRANSITIONS: Final[Table[WithdrawalState, WithdrawalAction]] = {
    WithdrawalState.ASKED: {
        WithdrawalAction.GRANT: WithdrawalState.GRANTED,
        WithdrawalAction.REFUSE: WithdrawalState.REFUSED,
    },
    WithdrawalState.GRANTED: {},
    WithdrawalState.REFUSED: {},
}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A person takes a consent back so late that somebody has to decide; until then the session stands."""

    id: str
    case: CaseId
    identity: Identity
    step: ConsentStep
    reason: str = field(repr=False)
    asked_at: datetime
    state: WithdrawalState = WithdrawalState.ASKED
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision: str = field(default="", repr=False)
    version: int = 0

    def decide(self, action: WithdrawalAction, by: str, why: str, now: datetime) -> "Withdrawal":
        """Return the withdrawal with its decision. Raises `IllegalTransitionError`, `InvalidError` without a why."""
        state = step("withdrawal", WITHDRAWAL_TRANSITIONS, self.state, action)
        if not why.strip():
            raise InvalidError("withdrawal.reason_needed", reason="required")
        return replace(self, state=state, decided_by=by, decided_at=now, decision=why)


OF_SESSIONS: Final = frozenset(
    {ConsentStep.ONLINE_MEDIATION, ConsentStep.SEPARATE_SESSIONS, ConsentStep.EVIDENCE_EXCHANGE}
)
"""Steps by which a session is held: only to these its nearness says anything (在线诉讼规则 art. 5)."""


def needs_decision(taken_back: ConsentStep, next_session_at: datetime | None, now: datetime, notice: timedelta) -> bool:
    """Tell whether a withdrawal now comes later than `notice` before the next session, and takes no effect by itself.

    With no notice at all everyone is in time, before the session and after it.
    """
    if taken_back not in OF_SESSIONS or not notice:
        return False
    return next_session_at is not None and next_session_at - now < notice
