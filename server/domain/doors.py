"""The doors after an agreement: how it can be made enforceable, until when, and whether this one can."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from server.domain.agreement_effect import AgreementEffect
from server.domain.beijing import BEIJING, beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import Case, CaseSource, CaseStage
from server.domain.citations import Citation
from server.domain.concurrence import Answer, missing, require_known, standing
from server.domain.deadlines import Deadline, DeadlineRule, deadline
from server.domain.errors import ConflictError, IllegalTransitionError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.life import Table, step
from server.domain.party import Participant, PartyKind, Side
from server.domain.performance import ClauseKind


class AgreementDoor(StrEnum):
    """A way to make an agreement enforceable, or to end the suit with it."""

    JUDICIAL_CONFIRMATION = "judicial_confirmation"
    ARBITRATION_REVIEW = "arbitration_review"
    PAYMENT_ORDER = "payment_order"
    COURT_PAPER = "court_paper"
    """调解书 of the court that tries the suit, or that referred the case (洛中法〔2023〕4号 art. 4)."""
    WITHDRAWAL = "withdrawal"
    """Who brought the suit withdraws it."""


_AFTER_REFERRAL: Final = (
    AgreementDoor.JUDICIAL_CONFIRMATION,
    AgreementDoor.ARBITRATION_REVIEW,
    AgreementDoor.PAYMENT_ORDER,
)
_IN_LITIGATION: Final = (AgreementDoor.COURT_PAPER, AgreementDoor.WITHDRAWAL)
DOORS: Final[dict[tuple[CaseSource, CaseStage], tuple[AgreementDoor, ...]]] = {
    (CaseSource.ENTRUSTED, CaseStage.PRE_FILING): (*_AFTER_REFERRAL, AgreementDoor.COURT_PAPER),
    (CaseSource.ORGANISATION, CaseStage.PRE_FILING): _AFTER_REFERRAL,
    (CaseSource.COMMISSIONED, CaseStage.LITIGATION): _IN_LITIGATION,
    (CaseSource.JUDGE, CaseStage.PRE_FILING): (AgreementDoor.COURT_PAPER,),
    (CaseSource.JUDGE, CaseStage.LITIGATION): _IN_LITIGATION,
}
"""What the parties of a case can choose from (C6, LY-09, 在线调解规则 art. 20)."""

JOINT: Final = frozenset(
    {AgreementDoor.JUDICIAL_CONFIRMATION, AgreementDoor.ARBITRATION_REVIEW, AgreementDoor.COURT_PAPER}
)
"""All parties apply together; nothing is sent before the others confirmed (OM-25)."""
MAKES_ENFORCEABLE: Final = frozenset(
    {AgreementDoor.JUDICIAL_CONFIRMATION, AgreementDoor.ARBITRATION_REVIEW, AgreementDoor.COURT_PAPER}
)
"""An agreement alone is no title to enforce (民事诉讼法 arts. 206, 250); what these doors give is."""
SIGNED_FOR: Final = frozenset({AgreementDoor.ARBITRATION_REVIEW, AgreementDoor.COURT_PAPER})
"""What they give (仲裁调解书, 调解书) has effect once every party signed for it (LB-12, 民事诉讼法 art. 100)."""
_TITLES: Final = MAKES_ENFORCEABLE
_OF_THE_SUIT: Final = frozenset(_IN_LITIGATION)
EXCLUSIVE: Final = (_TITLES, _OF_THE_SUIT)
"""Of each of these one that was sent closes the others (LB-12); a suit is withdrawn or ends with a 调解书 (OM-26)."""
_CHOICE_WARNED: Final = frozenset({AgreementDoor.JUDICIAL_CONFIRMATION, AgreementDoor.ARBITRATION_REVIEW})
"""Choosing one of these warns that it closes the other (LB-12)."""
PERIODS: Final = {
    AgreementDoor.JUDICIAL_CONFIRMATION: DeadlineRule.JUDICIAL_CONFIRM_30D,
    AgreementDoor.ARBITRATION_REVIEW: DeadlineRule.ARB_REVIEW_15D,
}
CITATIONS: Final = {
    AgreementDoor.JUDICIAL_CONFIRMATION: Citation.CONFIRMATION,
    AgreementDoor.ARBITRATION_REVIEW: Citation.ARBITRATION_REVIEW,
    AgreementDoor.PAYMENT_ORDER: Citation.PAYMENT_ORDER,
    AgreementDoor.COURT_PAPER: Citation.COURT_PAPER,
    AgreementDoor.WITHDRAWAL: Citation.COURT_PAPER,
}


class DoorState(StrEnum):
    """Life of an application through a door."""

    AWAITING_OTHER = "awaiting_other"
    """待对方确认: not sent."""
    SENT = "sent"
    GRANTED = "granted"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    NOT_SIGNED = "not_signed"
    """A 调解书 was made and a party did not sign for it: it has no effect (民事诉讼法 arts. 100, 102)."""


class DoorAction(StrEnum):
    """What can be done to an application."""

    CONFIRM = "confirm"
    SEND = "send"
    GRANT = "grant"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"
    REFUSE = "refuse"
    """A party does not sign for the 调解书 that was made."""


DOOR_TRANSITIONS: Final[Table[DoorState, DoorAction]] = {
    DoorState.AWAITING_OTHER: {
        DoorAction.CONFIRM: DoorState.AWAITING_OTHER,
        DoorAction.SEND: DoorState.SENT,
        DoorAction.WITHDRAW: DoorState.WITHDRAWN,
    },
    DoorState.SENT: {
        DoorAction.GRANT: DoorState.GRANTED,
        DoorAction.DISMISS: DoorState.DISMISSED,
        DoorAction.WITHDRAW: DoorState.WITHDRAWN,
    },
    DoorState.GRANTED: {DoorAction.REFUSE: DoorState.NOT_SIGNED},
    DoorState.DISMISSED: {},
    DoorState.WITHDRAWN: {},
    DoorState.NOT_SIGNED: {},
}
_GONE: Final = frozenset({DoorState.DISMISSED, DoorState.WITHDRAWN, DoorState.NOT_SIGNED})
_WITH_OTHERS: Final = frozenset({DoorState.SENT, DoorState.GRANTED})


@dataclass(frozen=True, slots=True)
class HandedIn:
    """On which day an application was handed in, or posted, and what shows it: written down later, it was in time."""

    on: date
    proof: str = field(default="", repr=False)

    @property
    def at(self) -> datetime:
        """Noon of that day: of the hour nothing is known, and every period counts days."""
        return datetime.combine(self.on, time(12), BEIJING)


def require_possible(handed: HandedIn, effective_on: date, today: date) -> None:
    """Raise `InvalidError` (`door.handed_in`) for a day ahead, before the agreement bound, or without proof."""
    problems = {}
    if handed.on > today:
        problems["handed_in_on"] = "future"
    elif handed.on < effective_on:
        problems["handed_in_on"] = "before_effect"
    if not handed.proof.strip():
        problems["proof"] = "required"
    if problems:
        raise InvalidError("door.handed_in", **problems)


@dataclass(frozen=True, slots=True)
class RulingReceived:
    """A party received the ruling that confirms the agreement, or signed for a 调解书, on a day in Beijing."""

    identity: Identity
    on: date


@dataclass(frozen=True, slots=True)
class Application:
    """An application of the parties to court or commission."""

    id: str
    case: CaseId
    door: AgreementDoor
    applicant: Identity
    applied_at: datetime
    answers: tuple[Answer, ...]
    state: DoorState = DoorState.AWAITING_OTHER
    sent_at: datetime | None = None
    ruled_on: date | None = None
    """The day of the ruling; it starts no period."""
    received: tuple[RulingReceived, ...] = ()
    """Who received the ruling when: from that day each may object (民诉法解释 art. 372); or signed for the 调解书."""
    note: str = field(default="", repr=False)
    handed: HandedIn | None = None
    """When it was handed in, where that was not when it was written down."""
    version: int = 0

    @property
    def handed_in_at(self) -> datetime | None:
        """When court or commission got it, which is what a period asks for; None before it was sent."""
        return self.handed.at if self.sent_at and self.handed else self.sent_at

    @property
    def is_open(self) -> bool:
        """Whether it still stands: waiting, sent or granted."""
        return self.state not in _GONE

    @property
    def closes_others(self) -> bool:
        """Whether court or commission has it: only then another door is closed by it."""
        return self.state in _WITH_OTHERS

    @property
    def has_effect(self) -> bool:
        """Whether what was asked for was given; a 调解书 only once all who asked have signed for it."""
        if self.state is not DoorState.GRANTED:
            return False
        asked = {identity for identity, answer in standing(self.answers).items() if answer.agrees}
        return self.door not in SIGNED_FOR or asked <= {one.identity for one in self.received}

    @property
    def awaits_signing(self) -> bool:
        """Whether a 调解书 was made and not everybody has signed for it."""
        return self.state is DoorState.GRANTED and not self.has_effect

    def confirm(self, asked: Sequence[Participant], answer: Answer, now: datetime) -> "Application":
        """Return it with one more answer; sent with the last one needed. Raises `IllegalTransitionError`."""
        state = self._step(DoorAction.CONFIRM)
        require_known(asked, (answer,), now)
        return replace(self, state=state, answers=(*self.answers, answer)).sent_when_ready(asked, now)

    def sent_when_ready(self, asked: Sequence[Participant], now: datetime) -> "Application":
        """Return it as sent if everybody it needs agreed, else as it is."""
        if self.door in JOINT and missing(asked, self.answers):
            return self
        return replace(self, state=self._step(DoorAction.SEND), sent_at=now)

    def rule(self, action: DoorAction, on: date, note: str) -> "Application":
        """Return it as decided (`GRANT`, `DISMISS`), withdrawn, or not signed for (`REFUSE`).

        Raises `IllegalTransitionError`; of `REFUSE` also where nothing has to be signed for, or everybody did.
        """
        if action is DoorAction.REFUSE and not self.awaits_signing:
            raise IllegalTransitionError("door", self.state, action)
        return replace(self, state=self._step(action), ruled_on=on, note=note)

    def receive(self, asked: Sequence[Participant], received: Sequence[RulingReceived], today: date) -> "Application":
        """Return it with the days on which parties received the ruling, or signed for the 调解书.

        A day given again takes the place of the first. Raises `InvalidError` (`door.invalid`) where there is nothing
        to receive, for a stranger, and for a day before the ruling or ahead.
        """
        if received and (self.door not in MAKES_ENFORCEABLE or self.state is not DoorState.GRANTED):
            raise InvalidError("door.invalid", received="no_ruling")
        if {one.identity for one in received} - {person.identity for person in asked}:
            raise InvalidError("door.invalid", received="unknown_person")
        if any(one.on > today or (self.ruled_on is not None and one.on < self.ruled_on) for one in received):
            raise InvalidError("door.invalid", received="day")
        known = {one.identity: one for one in (*self.received, *received)}
        return replace(self, received=tuple(known.values()))

    def _step(self, action: DoorAction) -> DoorState:
        return step("door", DOOR_TRANSITIONS, self.state, action)


def is_enforceable(applications: Sequence[Application]) -> bool:
    """Tell whether court or commission made the agreement enforceable."""
    return any(one.has_effect and one.door in MAKES_ENFORCEABLE for one in applications)


def closed_by(sent: Application, applications: Sequence[Application]) -> tuple[Application, ...]:
    """Return the applications that wait for somebody and cannot go any more because that one was sent."""
    doors = frozenset(door for group in EXCLUSIVE if sent.door in group for door in group)
    return tuple(
        one for one in applications if one.id != sent.id and one.door in doors and one.state is DoorState.AWAITING_OTHER
    )


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether a door is open. `barriers` close it, `warnings` do not; both are stable codes."""

    door: AgreementDoor
    deadline: Deadline | None
    barriers: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether the parties can apply now."""
        return not self.barriers


def eligibility(
    case: Case, effect: AgreementEffect, applications: Sequence[Application], calendar: WorkCalendar, now: datetime
) -> tuple[Eligibility, ...]:
    """Return every door of the case with its last day and what speaks against it (C6, C7, LB-12)."""
    found = []
    for door in DOORS[case.source, case.stage]:
        rule = PERIODS.get(door)
        end = deadline(rule, beijing_day(effect.effective_at), calendar) if rule else None
        barriers = [*_clause_barriers(door, effect.clauses), *_application_barriers(door, applications)]
        if end is not None and beijing_day(now) > end.due:
            barriers.append("period_over")
        found.append(Eligibility(door, end, tuple(barriers), _warnings(door, effect.clauses)))
    return tuple(found)


def require_open(door: AgreementDoor, found: Sequence[Eligibility]) -> None:
    """Raise `ConflictError`: `door.not_offered`, or `door.closed` naming the first barrier."""
    one = next((one for one in found if one.door is door), None)
    if one is None:
        raise ConflictError("door.not_offered", door=door.value)
    if one.barriers:
        raise ConflictError("door.closed", door=door.value, barrier=one.barriers[0])


def require_applicant(door: AgreementDoor, applicant: Participant) -> None:
    """Raise `ConflictError` when somebody asks alone for what is another's to ask for.

    `door.worker_only`: a payment order is the worker's, on whichever side they stand (调解仲裁法 art. 16).
    `door.plaintiff_only`: who brought a suit withdraws it (民诉法 art. 148).
    """
    barrier = applicant_barrier(door, applicant)
    if barrier is not None:
        raise ConflictError(f"door.{barrier}", door=door.value)


def applicant_barrier(door: AgreementDoor, applicant: Participant) -> str | None:
    """Return why a door is not this party's to ask for, as `require_applicant` names it; None when it is."""
    if door is AgreementDoor.PAYMENT_ORDER and applicant.kind is not PartyKind.PERSON:
        return "worker_only"
    if door is AgreementDoor.WITHDRAWAL and applicant.side is not Side.APPLICANT:
        return "plaintiff_only"
    return None


def _clause_barriers(door: AgreementDoor, clauses: frozenset[ClauseKind]) -> list[str]:
    if door is AgreementDoor.ARBITRATION_REVIEW and ClauseKind.RELATIONSHIP in clauses:
        return ["confirms_relationship"]
    if door is AgreementDoor.PAYMENT_ORDER and ClauseKind.PAYMENT not in clauses:
        return ["no_payment"]
    return []


def _application_barriers(door: AgreementDoor, applications: Sequence[Application]) -> list[str]:
    if any(one.door is door and one.is_open for one in applications):
        return ["applied"]
    sent = {one.door for one in applications if one.closes_others}
    return ["excluded"] if any(door in group and sent & group for group in EXCLUSIVE) else []


def _warnings(door: AgreementDoor, clauses: frozenset[ClauseKind]) -> tuple[str, ...]:
    found = []
    if door is AgreementDoor.JUDICIAL_CONFIRMATION and clauses - {ClauseKind.PAYMENT}:
        found.append("not_only_payment")
    if door is AgreementDoor.PAYMENT_ORDER:
        found.append("after_default")
    if door in _CHOICE_WARNED:
        found.append("excludes_other")
    return tuple(found)
