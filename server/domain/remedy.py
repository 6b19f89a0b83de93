"""What is left to the other side when an instalment is not performed (调解仲裁法 arts. 15-16; LB-05)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.agreement_effect import AgreementEffect
from server.domain.beijing import beijing_day
from server.domain.calendar import WorkCalendar
from server.domain.case import Case, CaseSource, CaseStage
from server.domain.citations import Citation, article
from server.domain.deadlines import Deadline, DeadlineRule, deadline
from server.domain.doors import CITATIONS, AgreementDoor, Application, eligibility, is_enforceable
from server.domain.performance import ClauseKind, Performance


class Remedy(StrEnum):
    """A way after a default."""

    ENFORCEMENT = "enforcement"
    """申请强制执行: once court or commission made the agreement enforceable."""
    ARBITRATION = "arbitration"
    PAYMENT_ORDER = "payment_order"
    SUIT = "suit"
    """An agreement about pay alone: an ordinary civil suit (法释〔2020〕26号 art. 51)."""
    JUDICIAL_CONFIRMATION = "judicial_confirmation"
    ARBITRATION_REVIEW = "arbitration_review"
    COURT_PAPER = "court_paper"


_OF_DOOR: Final = {
    AgreementDoor.PAYMENT_ORDER: Remedy.PAYMENT_ORDER,
    AgreementDoor.JUDICIAL_CONFIRMATION: Remedy.JUDICIAL_CONFIRMATION,
    AgreementDoor.ARBITRATION_REVIEW: Remedy.ARBITRATION_REVIEW,
    AgreementDoor.COURT_PAPER: Remedy.COURT_PAPER,
}
DRAFTED: Final = frozenset({Remedy.ENFORCEMENT, Remedy.ARBITRATION, Remedy.PAYMENT_ORDER, Remedy.SUIT})
"""Ways a party goes alone: for these an application is drafted. The others are joint and begin at the doors."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A way that is open now, its article, and the last day for it if it has one."""

    remedy: Remedy
    article: str
    until: date | None = None
    provisional: bool = False
    """暂定: the last day touches a year whose calendar is not loaded."""


def remedies(
    case: Case,
    effect: AgreementEffect,
    performance: Performance,
    applications: Sequence[Application],
    calendar: WorkCalendar,
    now: datetime,
) -> tuple[Offer, ...]:
    """Return the ways after a default of this instalment; none while it is not in default."""
    today = beijing_day(now)
    if not performance.is_in_default(today):
        return ()
    if is_enforceable(applications):
        return (_enforcement(effect, calendar, today),)
    is_withdrawn = any(one.door is AgreementDoor.WITHDRAWAL and one.has_effect for one in applications)
    found = _without_paper(effect, performance, today) if case.stage is CaseStage.PRE_FILING or is_withdrawn else []
    for one in eligibility(case, effect, applications, calendar, now):
        remedy = _OF_DOOR.get(one.door)
        if remedy is None or not one.is_open or not _fits(case, one.door, effect, performance):
            continue
        found.append(_offer(remedy, CITATIONS[one.door], one.deadline, today))
    return tuple(found)


def clause_of(effect: AgreementEffect, performance: Performance) -> ClauseKind | None:
    """Return what an instalment is about: what it says, or what the whole agreement is about; None when unknown."""
    if performance.clause is not None:
        return performance.clause
    return next(iter(effect.clauses)) if len(effect.clauses) == 1 else None


def _fits(case: Case, door: AgreementDoor, effect: AgreementEffect, performance: Performance) -> bool:
    """Tell whether a door serves this instalment: a payment order is for money owed alone.

    A 调解书 takes everybody's yes: of a court that only referred the case it is no way against who defaults.
    """
    if door is AgreementDoor.COURT_PAPER:
        return case.source is not CaseSource.ENTRUSTED
    return door is not AgreementDoor.PAYMENT_ORDER or clause_of(effect, performance) is ClauseKind.PAYMENT


def _without_paper(effect: AgreementEffect, performance: Performance, today: date) -> list[Offer]:
    offers = [Offer(Remedy.ARBITRATION, article(Citation.DEFAULT, today))]
    if effect.clauses == {ClauseKind.PAYMENT} and clause_of(effect, performance) is ClauseKind.PAYMENT:
        offers.append(Offer(Remedy.SUIT, article(Citation.PAY_AGREEMENT, today)))
    return offers


def _enforcement(effect: AgreementEffect, calendar: WorkCalendar, today: date) -> Offer:
    # Of instalments the two years run from the day of the last (民诉法 art. 250).
    last = effect.last_performance_on
    end = deadline(DeadlineRule.ENFORCE_2Y, last, calendar) if last else None
    return _offer(Remedy.ENFORCEMENT, Citation.ENFORCEMENT, end, today)


def _offer(remedy: Remedy, citation: Citation, end: Deadline | None, today: date) -> Offer:
    if end is None:
        return Offer(remedy, article(citation, today))
    return Offer(remedy, article(citation, today), end.due, end.provisional)
