"""The referral (委派、委托): a court gives a case to an organisation, which accepts, declines or lets it pass.

在线调解规则 art. 12 gives three working days; then court or party may appoint anew. 洛中法〔2023〕4号 art. 4 gives
five; then the case goes back by itself. Both run on every referral, always together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import CaseSource
from server.domain.deadlines import Deadline, DeadlineRule, deadline
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import AccountId, CaseId, EntryId
from server.domain.life import Table, step


class ReferralState(StrEnum):
    """Life of a referral."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OVERDUE = "overdue"
    """逾期未确认."""
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    """Accepted, and later taken away: another organisation has the case."""


class ReferralAction(StrEnum):
    """What can be done to a referral."""

    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    END = "end"


REFERRAL_TRANSITIONS: Final[Table[ReferralState, ReferralAction]] = {
    ReferralState.SENT: {
        ReferralAction.ACCEPT: ReferralState.ACCEPTED,
        ReferralAction.DECLINE: ReferralState.DECLINED,
        ReferralAction.EXPIRE: ReferralState.OVERDUE,
        ReferralAction.WITHDRAW: ReferralState.WITHDRAWN,
    },
    ReferralState.ACCEPTED: {ReferralAction.END: ReferralState.ENDED},
    ReferralState.DECLINED: {},
    ReferralState.OVERDUE: {},
    ReferralState.WITHDRAWN: {},
    ReferralState.ENDED: {},
}


class DeclineGround(StrEnum):
    """Why a referral may be declined; exactly these three (在线调解规则 art. 12)."""

    OUT_OF_CHARTER = "out_of_charter"
    OUT_OF_FIELD = "out_of_field"
    UNSUITABLE = "unsuitable"


class ChosenBy(StrEnum):
    """Whose choice it was."""

    PARTIES = "parties"
    COURT = "court"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Both ends of the time to answer; each is until 24:00 Beijing time of its day."""

    national: Deadline
    luoyang: Deadline


_TAKEN: Final = frozenset({ReferralState.ACCEPTED, ReferralState.ENDED})
"""Of a referral that was accepted, whatever became of it."""


def thresholds(sent_at: datetime, calendar: WorkCalendar) -> Thresholds:
    """Return both thresholds of a referral sent at an instant."""
    day = beijing_day(sent_at)
    return Thresholds(
        deadline(DeadlineRule.ACCEPT_3WD, day, calendar), deadline(DeadlineRule.ACCEPT_5WD_LUOYANG, day, calendar)
    )


@dataclass(frozen=True, slots=True)
class Referral:
    """One letter to one organisation. Names stay as they were when it was sent."""

    id: str
    case: CaseId
    source: CaseSource
    entry: EntryId
    organisation: str
    mediator_entry: EntryId | None
    """The mediator who was named; None leaves it to the organisation."""
    mediator_name: str
    chosen_by: ChosenBy
    sent_at: datetime
    sent_by: AccountId
    state: ReferralState = ReferralState.SENT
    answered_at: datetime | None = None
    """When acceptance was confirmed on the platform, it was declined, or it went back."""
    signed_for_at: datetime | None = None
    """When the court's materials were signed for; kept beside it and decides nothing (C2)."""
    answered_by: AccountId | None = None
    ground: DeclineGround | None = None
    reason: str = field(default="", repr=False)
    version: int = 0

    @property
    def is_named(self) -> bool:
        """Whether the court named a mediator to go on with a case: no answer was waited for, and no term begins."""
        return self.answered_at == self.sent_at

    @property
    def house(self) -> str:
        """Whose mediators take it on: the organisation, or the mediator of the roster who was asked alone."""
        return self.organisation or self.entry

    def begins_anew(self, all_of_case: Sequence["Referral"]) -> bool:
        """Tell whether its acceptance begins a term: not where it goes back to the organisation that had the case.

        在线调解规则 art. 24(2): from when acceptance of this referral is confirmed. Another mediator of the same house
        works within the term that runs.
        """
        had = [one for one in all_of_case if one.id != self.id and one.state in _TAKEN and one.sent_at <= self.sent_at]
        last = max(had, key=lambda one: one.sent_at, default=None)
        return last is None or last.house != self.house

    def accept(self, by: AccountId, at: datetime, signed_for_at: datetime | None) -> "Referral":
        """Return it accepted. Materials are not signed for after now (`InvalidError`, `referral.signed_for`)."""
        if signed_for_at is not None and not self.sent_at <= signed_for_at <= at:
            raise InvalidError("referral.signed_for", signed_for_at="out_of_range")
        state = self._step(ReferralAction.ACCEPT)
        return replace(self, state=state, answered_at=at, answered_by=by, signed_for_at=signed_for_at)

    def decline(self, by: AccountId, at: datetime, ground: DeclineGround, reason: str) -> "Referral":
        """Return it declined, on one of the three grounds and with the reason in writing (`referral.reason`)."""
        if not reason.strip():
            raise InvalidError("referral.reason", reason="required")
        state = self._step(ReferralAction.DECLINE)
        return replace(self, state=state, answered_at=at, answered_by=by, ground=ground, reason=reason)

    def withdraw(self, by: AccountId, at: datetime, reason: str, calendar: WorkCalendar) -> "Referral":
        """Return it taken back to appoint anew; only after three working days (`referral.too_early`)."""
        if not reason.strip():
            raise InvalidError("referral.reason", reason="required")
        state = self._step(ReferralAction.WITHDRAW)
        if not self.may_be_replaced(calendar, at):
            until = thresholds(self.sent_at, calendar).national.due
            raise ConflictError("referral.too_early", due=until.isoformat())
        return replace(self, state=state, answered_at=at, answered_by=by, reason=reason)

    def call_back(self, by: AccountId, at: datetime, reason: str) -> "Referral":
        """Return it taken back on any day, because its case ends; nobody is appointed anew."""
        return replace(self, state=self._step(ReferralAction.WITHDRAW), answered_at=at, answered_by=by, reason=reason)

    def expire(self, at: datetime, calendar: WorkCalendar) -> "Referral":
        """Return it gone back by itself. Raises `ConflictError` (`referral.not_overdue`) before its time."""
        state = self._step(ReferralAction.EXPIRE)
        if not self.is_overdue(calendar, at):
            raise ConflictError("referral.not_overdue")
        return replace(self, state=state, answered_at=at)

    def end(self, at: datetime, reason: str) -> "Referral":
        """Return it ended after acceptance: another takes the case. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(ReferralAction.END), answered_at=self.answered_at or at, reason=reason)

    def may_be_replaced(self, calendar: WorkCalendar, now: datetime) -> bool:
        """Tell whether three working days went by unanswered: court or party may appoint anew."""
        due = thresholds(self.sent_at, calendar).national.due
        return self.state is ReferralState.SENT and beijing_day(now) > due

    def is_overdue(self, calendar: WorkCalendar, now: datetime) -> bool:
        """Tell whether five working days went by unanswered."""
        due = thresholds(self.sent_at, calendar).luoyang.due
        return self.state is ReferralState.SENT and beijing_day(now) > due

    def _step(self, action: ReferralAction) -> ReferralState:
        return step("referral", REFERRAL_TRANSITIONS, self.state, action)
