"""After a default: the ways that fit the clause, and none before the day has passed (LB-05)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from server.domain.beijing import BEIJING
from server.domain.case import CaseSource, CaseStage, Procedure
from server.domain.doors import AgreementDoor, Application, DoorState
from server.domain.ids import Identity
from server.domain.party import Side
from server.domain.performance import ClauseKind, Extent, Mark, Performance, PerformanceState
from server.domain.remedy import Remedy, remedies
from tests.factories import a_case
from tests.unit.server.domain.test_doors import CALENDAR, application, effect

DUE = date(2025, 10, 31)
AFTER = datetime(2025, 11, 1, 9, 0, tzinfo=BEIJING)


def ways(
    clause: ClauseKind | None,
    clauses: frozenset[ClauseKind],
    now: datetime = AFTER,
    applications: tuple[Application, ...] = (),
    **case: Any,  # noqa: ANN401 - any field of a case
) -> set[Remedy]:
    one = Performance(DUE, "某项义务", clause)
    made = effect(clauses=clauses, performances=(one,))
    return {offer.remedy for offer in remedies(a_case(**case), made, one, applications, CALENDAR, now)}


def test_a_default_on_pay_offers_a_payment_order_and_one_on_reinstatement_does_not() -> None:
    both = frozenset({ClauseKind.PAYMENT, ClauseKind.RELATIONSHIP})
    assert ways(ClauseKind.PAYMENT, both) == {Remedy.ARBITRATION, Remedy.PAYMENT_ORDER}
    assert ways(ClauseKind.RELATIONSHIP, both) == {Remedy.ARBITRATION}


def test_an_instalment_nobody_tagged_offers_a_payment_order_only_in_an_agreement_about_pay_alone() -> None:
    assert Remedy.PAYMENT_ORDER in ways(None, frozenset({ClauseKind.PAYMENT}))
    assert Remedy.PAYMENT_ORDER not in ways(None, frozenset({ClauseKind.PAYMENT, ClauseKind.DOCUMENTS}))


def test_nothing_is_offered_on_the_last_day_itself() -> None:
    pay = frozenset({ClauseKind.PAYMENT})
    last = datetime(2025, 10, 31, 23, 59, 59, tzinfo=BEIJING)
    assert ways(ClauseKind.PAYMENT, pay, last) == set()
    assert ways(ClauseKind.PAYMENT, pay, last + timedelta(seconds=1)) != set()


def test_in_litigation_the_court_of_the_suit_is_asked_and_no_arbitration() -> None:
    found = ways(
        ClauseKind.PAYMENT,
        frozenset({ClauseKind.PAYMENT}),
        source=CaseSource.COMMISSIONED,
        stage=CaseStage.LITIGATION,
        procedure=Procedure.ORDINARY,
    )
    assert found == {Remedy.COURT_PAPER}


def test_who_withdrew_the_suit_is_offered_the_ways_of_an_agreement_before_filing_and_no_paper_of_that_court() -> None:
    withdrawn = application(AgreementDoor.WITHDRAWAL, state=DoorState.GRANTED)
    found = ways(
        ClauseKind.PAYMENT,
        frozenset({ClauseKind.PAYMENT}),
        applications=(withdrawn,),
        source=CaseSource.COMMISSIONED,
        stage=CaseStage.LITIGATION,
        procedure=Procedure.ORDINARY,
    )
    assert found == {Remedy.ARBITRATION, Remedy.SUIT}


SIDES: dict[str | None, Side] = {"li": Side.APPLICANT, "co": Side.RESPONDENT, "agency": Side.RESPONDENT}


def marked(*said: tuple[str | None, Extent]) -> Performance:
    one = Performance(DUE, "支付 8,000 元")
    for of, extent in said:
        mark = Mark(extent, DUE, AFTER, "某人", Identity(of) if of else None, "回单", side=SIDES.get(of))
        one = one.marked(mark, AFTER.date())
    return one


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], PerformanceState.OVERDUE),
        ([("co", Extent.FULLY)], PerformanceState.CLAIMED),
        ([("co", Extent.FULLY), ("li", Extent.NOT)], PerformanceState.OVERDUE),
        ([("co", Extent.FULLY), ("li", Extent.PARTLY)], PerformanceState.OVERDUE),
        ([("co", Extent.FULLY), ("li", Extent.FULLY)], PerformanceState.PERFORMED),
        ([("co", Extent.FULLY), ("agency", Extent.FULLY)], PerformanceState.CLAIMED),
        ([("co", Extent.FULLY), ("agency", Extent.FULLY), ("li", Extent.FULLY)], PerformanceState.PERFORMED),
        ([("co", Extent.FULLY), ("stranger", Extent.FULLY)], PerformanceState.CLAIMED),
        ([(None, Extent.FULLY)], PerformanceState.PERFORMED),
        ([("li", Extent.NOT), (None, Extent.FULLY)], PerformanceState.PERFORMED),
        ([(None, Extent.FULLY), ("li", Extent.NOT)], PerformanceState.OVERDUE),
        ([(None, Extent.NOT), ("co", Extent.FULLY)], PerformanceState.OVERDUE),
    ],
)
def test_what_anybody_denies_is_not_performed_until_staff_sees_the_proof(
    said: list[tuple[str | None, Extent]], state: PerformanceState
) -> None:
    assert marked(*said).state(AFTER.date()) is state
