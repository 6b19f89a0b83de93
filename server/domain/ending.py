"""The ending of a mediation: one of eight codes, then report, hand-over and receipt.

Nothing here ends a case because time went by or because somebody did not come: a person chooses the code and writes
the facts (人民法院在线调解规则 art. 25; an absent party in mediation has no default against it).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.agreement_effect import AgreementEffect
from server.domain.case import Case, CaseSource, CaseState
from server.domain.concurrence import ConcurrenceForm, Through
from server.domain.doors import Application, DoorState, Eligibility
from server.domain.effort import Unreached, require_side_gone
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.outcome import SHORTEST_OTHER_REASON, EndingCode
from server.domain.party import Participant
from server.domain.performance import PerformanceState

MOST_FACTS: Final = 50
WITHOUT_SESSION: Final = frozenset(EndingCode) - {EndingCode.AGREEMENT}
"""Codes with which a case can end outside a session; an agreement is made in one."""
UNBEGUN: Final = frozenset({CaseState.RECEIVED, CaseState.RETURNED, CaseState.TO_APPOINT})
"""While nobody was asked to mediate, the desk that received the case ends it (特邀规定 arts. 12, 26)."""
WITHDRAWALS: Final = frozenset({EndingCode.SETTLED_AND_WITHDREW, EndingCode.PARTY_UNWILLING})
"""Codes with which the court's desk ends a case that somebody is asked to mediate: a party does not go on with it."""
_OF_TALKS: Final = frozenset({EndingCode.DIFFERENCES_TOO_LARGE})
"""Codes that say how talks went: there were some."""


HANDED_OVER_TO_COURT: Final = frozenset({CaseSource.ENTRUSTED, CaseSource.COMMISSIONED})
"""Whoever was referred by a court owes it report and materials (特邀规定 art. 26(2))."""


class MaterialClass(StrEnum):
    """Whether something may leave for the court (OM-22)."""

    PROTECTED = "protected"
    TRANSFERABLE = "transferable"


@dataclass(frozen=True, slots=True)
class FactConfirmation:
    """That a party confirmed a fact: when it was written down, in which form it was said, and who wrote it down."""

    identity: Identity
    at: datetime | None = None
    """None, as the form, in records older than this."""
    form: ConcurrenceForm | None = None
    recorded_by: str = field(default="", repr=False)
    through: Through | None = None
    """Who confirmed it for the party; None when the party did."""


@dataclass(frozen=True, slots=True)
class UndisputedFact:
    """A fact with who confirmed that it is not disputed; no concession made to settle."""

    text: str = field(repr=False)
    confirmations: tuple[FactConfirmation, ...] = ()
    source: str = field(default="", repr=False)
    """What it rests on; empty in records older than this."""

    @property
    def confirmed_by(self) -> tuple[Identity, ...]:
        """Who confirmed it."""
        return tuple(one.identity for one in self.confirmations)

    def is_joint(self, asked: Sequence[Participant]) -> bool:
        """Tell whether every party confirmed it: only then may it leave (在线调解规则 art. 18)."""
        return {person.identity for person in asked} <= set(self.confirmed_by)


@dataclass(frozen=True, slots=True)
class Report:
    """What the mediator tells the court of a mediation without agreement (在线调解规则 art. 21).

    Raises `InvalidError` (`report.incomplete`) naming what is empty; the two last fields may be.
    """

    basic_facts: str = field(repr=False)
    why: str = field(repr=False)
    costly_conduct: str = field(default="", repr=False)
    """Conduct that raised the other side's costs of litigation."""
    hints: str = field(default="", repr=False)
    """What else the court should know."""
    undisputed: tuple[UndisputedFact, ...] = ()
    """What every party confirmed, as it was handed over; none before that."""

    def __post_init__(self) -> None:
        given = {"basic_facts": self.basic_facts, "why": self.why}
        problems = {name: "required" for name, text in given.items() if not text.strip()}
        if len(self.undisputed) > MOST_FACTS:
            problems["undisputed"] = "too_many"
        if any(not fact.text.strip() for fact in self.undisputed):
            problems["undisputed"] = "required"
        if problems:
            raise InvalidError("report.incomplete", **problems)


@dataclass(frozen=True, slots=True)
class HandOverItem:
    """One line of the list of what goes to the court."""

    kind: str
    """Code such as `report`, `undisputed_facts`, `agreement`, `material`."""
    title: str = field(repr=False)
    reference: str
    """Id of the material, or empty when the case itself holds it."""
    material_class: MaterialClass = MaterialClass.TRANSFERABLE


@dataclass(frozen=True, slots=True)
class HandOver:
    """The list as handed over. Raises `InvalidError` (`hand_over.protected`) for protected material."""

    items: tuple[HandOverItem, ...]
    at: datetime
    by: str = field(repr=False)

    def __post_init__(self) -> None:
        if any(item.material_class is not MaterialClass.TRANSFERABLE for item in self.items):
            raise InvalidError("hand_over.protected", items="protected")


@dataclass(frozen=True, slots=True)
class Receipt:
    """That the court has it, and under which number the dispute goes on."""

    at: datetime
    by: str = field(repr=False)
    number: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """How the mediation of a case ended, and what came of it."""

    case: CaseId
    code: EndingCode
    reason: str = field(repr=False)
    ended_at: datetime
    ended_by: AccountId
    ended_by_name: str = field(repr=False)
    report: Report | None = None
    reported_at: datetime | None = None
    hand_over: HandOver | None = None
    receipt: Receipt | None = None
    closed_at: datetime | None = None
    was_returned: bool = False
    """Whether the application was given back and not handed in again: no court has the papers."""
    version: int = 0

    def reported(self, report: Report, now: datetime) -> "Ending":
        """Return the ending with its report. Raises `ConflictError` (`report.handed_over`) when it is gone."""
        if self.hand_over is not None:
            raise ConflictError("report.handed_over")
        return replace(self, report=report, reported_at=now)

    def handed_over(self, hand_over: HandOver, joint: tuple[UndisputedFact, ...] = ()) -> "Ending":
        """Return the ending with its list, and with the `joint` facts in its report: from now on these stand.

        Raises `ConflictError` (`hand_over.no_report`, `hand_over.done`).
        """
        if self.report is None and self.code is not EndingCode.AGREEMENT:
            raise ConflictError("hand_over.no_report")
        if self.hand_over is not None:
            raise ConflictError("hand_over.done")
        report = replace(self.report, undisputed=joint) if self.report is not None else None
        return replace(self, hand_over=hand_over, report=report)

    def received(self, receipt: Receipt) -> "Ending":
        """Return the ending with the court's receipt. Raises `ConflictError` (`receipt.nothing`, `receipt.done`)."""
        if self.hand_over is None:
            raise ConflictError("receipt.nothing")
        if self.receipt is not None:
            raise ConflictError("receipt.done")
        return replace(self, receipt=receipt)

    def closed(self, source: CaseSource, now: datetime, *, is_led: bool = True) -> "Ending":
        """Return the ending as filed; `is_led` as of `owed`.

        Raises `ConflictError`: `close.report_owed`, `close.hand_over_owed`, `close.receipt_owed`.
        """
        owed = self.owed(source, is_led=is_led)
        if owed is not None:
            raise ConflictError(f"close.{owed.value}_owed")
        return replace(self, closed_at=now)

    def owed(self, source: CaseSource, *, is_led: bool = True) -> "Step | None":
        """Return what has to be done before the case can be filed; None when nothing has.

        A case that nobody mediates (not `is_led`) owes nothing: the desk that ended it received it itself.
        """
        done = {Step.REPORT: self.report, Step.HAND_OVER: self.hand_over, Step.RECEIPT: self.receipt}
        return next((one for one in self.steps(source, is_led=is_led) if done[one] is None), None)

    def steps(self, source: CaseSource, *, is_led: bool = True) -> "tuple[Step, ...]":
        """Return what the ending owes, done or not, in this order."""
        return steps_of(self.code, source) if is_led else ()


class Step(StrEnum):
    """What is owed after an ending, in this order."""

    REPORT = "report"
    HAND_OVER = "hand_over"
    RECEIPT = "receipt"


def steps_of(code: EndingCode, source: CaseSource) -> tuple[Step, ...]:
    """Return what an ending owes: an agreement is filed with the court that referred (特邀规定 art. 19), no report."""
    report = () if code is EndingCode.AGREEMENT else (Step.REPORT,)
    return (*report, Step.HAND_OVER, Step.RECEIPT) if source in HANDED_OVER_TO_COURT else report


@dataclass(frozen=True, slots=True)
class EndingFacts:
    """What must be known to end a case."""

    parties: tuple[Unreached, ...]
    """Who mediates on either side, and whether they may be called unreachable."""
    is_term_over: bool
    has_agreement: bool
    is_begun: bool = True
    """Whether somebody was asked to mediate."""


def require_may_end(code: EndingCode, reason: str, known: EndingFacts) -> None:
    """Raise unless the facts bear the code.

    `InvalidError` (`ending.incomplete`): no code for this, an empty reason, or `other` in under ten characters.
    `ConflictError`: as `effort.require_side_gone` for who cannot be reached (OM-17), `ending.term_runs` while the term
    runs, `ending.nothing_to_sign` where nothing agreed stands.
    """
    text = reason.strip()
    if code not in WITHOUT_SESSION or (code in _OF_TALKS and not known.is_begun):
        raise InvalidError("ending.incomplete", ending_code="not_allowed")
    if not text:
        raise InvalidError("ending.incomplete", reason="required")
    if code is EndingCode.OTHER and len(text) < SHORTEST_OTHER_REASON:
        raise InvalidError("ending.incomplete", reason="too_short")
    if code is EndingCode.PARTY_UNREACHABLE:
        require_side_gone(known.parties)
    if code is EndingCode.TERM_OVER and not known.is_term_over:
        raise ConflictError("ending.term_runs")
    if code is EndingCode.REFUSED_TO_SIGN and not known.has_agreement:
        raise ConflictError("ending.nothing_to_sign")


def require_none_pending(applications: Sequence[Application]) -> None:
    """Raise `ConflictError` (`ending.signatures_pending`) while the other side has not signed an application."""
    if any(one.state is DoorState.AWAITING_OTHER for one in applications):
        raise ConflictError("ending.signatures_pending")


class Unsettled(StrEnum):
    """What of an agreement is still to come, so that its case is not filed: reminders and records end with that."""

    APPLICATION = "application_pending"
    """Court or commission has not ruled."""
    PERFORMANCE = "performance_owed"
    """An instalment is not performed, and the day to ask after it is to come (人民调解法 art. 31)."""
    FOLLOW_UP = "follow_up_owed"
    """An instalment is not performed, that day is there, and nobody wrote down what was found."""
    DOORS = "doors_open"
    """The days to apply together run, and nobody applied."""


def unsettled(
    effect: AgreementEffect | None, applications: Sequence[Application], doors: Sequence[Eligibility], today: date
) -> Unsettled | None:
    """Return what is still to come first; None where nothing is, or nothing was agreed."""
    if effect is None:
        return None
    if any(one.state is DoorState.SENT for one in applications):
        return Unsettled.APPLICATION
    asked_on = effect.follow_up_on or effect.last_performance_on
    owed = any(one.state(today) is not PerformanceState.PERFORMED for one in effect.performances)
    if owed and asked_on is not None and effect.followed_up_on is None:
        return Unsettled.PERFORMANCE if today < asked_on else Unsettled.FOLLOW_UP
    return Unsettled.DOORS if any(one.is_open and one.deadline is not None for one in doors) else None


def require_settled(found: Unsettled | None, *, doors_waived: bool) -> None:
    """Raise `ConflictError` (`close.…`) for what is still to come.

    `doors_waived`: no party wants to go through a door that is open.
    """
    if found is not None and not (doors_waived and found is Unsettled.DOORS):
        raise ConflictError(f"close.{found.value}")


def has_agreement(case: Case) -> bool:
    """Tell whether an agreement waits for signatures."""
    return case.state in {CaseState.AGREED, CaseState.PARTLY_AGREED}
