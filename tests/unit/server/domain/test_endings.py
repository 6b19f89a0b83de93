"""How a mediation ends: every code with what it needs, the two steps, and where the dispute goes next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.beijing import beijing_day
from server.domain.case import CaseSource
from server.domain.effort import Ground, Unreached
from server.domain.ending import (
    Ending,
    EndingFacts,
    FactConfirmation,
    HandOver,
    HandOverItem,
    MaterialClass,
    Receipt,
    Report,
    Step,
    UndisputedFact,
    require_may_end,
)
from server.domain.errors import ConflictError, InvalidError, MediationError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.outcome import EndingCode
from server.domain.party import Side
from tests.factories import NOW, a_participant

GONE = Unreached(
    party=Identity("zhou"),
    name="周经理",
    side=Side.RESPONDENT,
    is_tried=True,
    ground=Ground.TRIED_ENOUGH,
    days_more=0,
    ways_more=0,
    from_on=beijing_day(NOW),
    asked_until=None,
)
BARE = EndingFacts(parties=(), is_term_over=False, has_agreement=False)
REPORT = Report("调解一次。", "金额相差较大。")
REASON = "两轮沟通仍然相差一万元，双方都不再让步。"


def an_ending(code: EndingCode = EndingCode.DIFFERENCES_TOO_LARGE) -> Ending:
    return Ending(CaseId("case1"), code, REASON, NOW, AccountId("mediator1"), "王调解员")


def handed(*items: HandOverItem) -> HandOver:
    return HandOver(tuple(items), NOW, "王调解员")


@pytest.mark.parametrize(
    ("code", "known", "refusal"),
    [
        (EndingCode.AGREEMENT, BARE, "ending.incomplete"),
        (EndingCode.SETTLED_AND_WITHDREW, BARE, None),
        (EndingCode.PARTY_UNREACHABLE, BARE, "ending.no_contact_log"),
        (EndingCode.PARTY_UNREACHABLE, replace(BARE, parties=(GONE,)), None),
        (EndingCode.PARTY_UNWILLING, BARE, None),
        (EndingCode.DIFFERENCES_TOO_LARGE, BARE, None),
        (EndingCode.DIFFERENCES_TOO_LARGE, replace(BARE, is_begun=False), "ending.incomplete"),
        (EndingCode.PARTY_UNWILLING, replace(BARE, is_begun=False), None),
        (EndingCode.TERM_OVER, BARE, "ending.term_runs"),
        (EndingCode.TERM_OVER, replace(BARE, is_term_over=True), None),
        (EndingCode.REFUSED_TO_SIGN, BARE, "ending.nothing_to_sign"),
        (EndingCode.REFUSED_TO_SIGN, replace(BARE, has_agreement=True), None),
        (EndingCode.OTHER, BARE, None),
    ],
)
def test_each_of_the_eight_codes_needs_its_facts(code: EndingCode, known: EndingFacts, refusal: str | None) -> None:
    if refusal is None:
        require_may_end(code, REASON, known)
        return
    with pytest.raises(MediationError) as refused:
        require_may_end(code, REASON, known)
    assert refused.value.code == refusal


@pytest.mark.parametrize(("code", "reason"), [(EndingCode.OTHER, "太短"), (EndingCode.PARTY_UNWILLING, "   ")])
def test_an_ending_without_its_reason_is_refused(code: EndingCode, reason: str) -> None:
    with pytest.raises(InvalidError):
        require_may_end(code, reason, BARE)


@pytest.mark.parametrize(
    ("source", "owed"),
    [
        (CaseSource.ENTRUSTED, [Step.REPORT, Step.HAND_OVER, Step.RECEIPT]),
        (CaseSource.COMMISSIONED, [Step.REPORT, Step.HAND_OVER, Step.RECEIPT]),
        (CaseSource.ORGANISATION, [Step.REPORT]),
        (CaseSource.JUDGE, [Step.REPORT]),
    ],
)
def test_what_is_owed_follows_who_referred_the_case(source: CaseSource, owed: Sequence[Step]) -> None:
    ending, found = an_ending(), []
    steps = {
        Step.REPORT: lambda one: one.reported(REPORT, NOW),
        Step.HAND_OVER: lambda one: one.handed_over(handed()),
        Step.RECEIPT: lambda one: one.received(Receipt(NOW, "陈书记员")),
    }
    while (step := ending.owed(source)) is not None:
        with pytest.raises(ConflictError) as refusal:
            ending.closed(source, NOW)
        assert refusal.value.code == f"close.{step.value}_owed"
        found.append(step)
        ending = steps[step](ending)

    assert found == list(owed)
    assert ending.closed(source, NOW + timedelta(days=1)).closed_at is not None


@pytest.mark.parametrize("source", CaseSource)
def test_a_case_nobody_mediates_owes_no_report_and_is_filed_at_once(source: CaseSource) -> None:
    ending = an_ending(EndingCode.PARTY_UNWILLING)
    assert (ending.steps(source, is_led=False), ending.owed(source, is_led=False)) == ((), None)
    assert ending.closed(source, NOW, is_led=False).closed_at == NOW


def test_an_agreement_owes_no_report_and_is_filed_with_the_court_that_referred() -> None:
    assert an_ending(EndingCode.AGREEMENT).owed(CaseSource.ENTRUSTED) is Step.HAND_OVER
    assert an_ending(EndingCode.AGREEMENT).owed(CaseSource.ORGANISATION) is None


def test_nothing_protected_can_be_on_a_list() -> None:
    with pytest.raises(InvalidError) as refusal:
        handed(HandOverItem("material", "和解方案草稿", "m1", MaterialClass.PROTECTED))

    assert refusal.value.code == "hand_over.protected"


def test_what_was_handed_over_is_not_written_anew() -> None:
    gone = an_ending().reported(REPORT, NOW).handed_over(handed())

    for again in (lambda: gone.reported(REPORT, NOW), lambda: gone.handed_over(handed())):
        with pytest.raises(ConflictError):
            again()
    received = gone.received(Receipt(NOW, "陈书记员"))
    with pytest.raises(ConflictError):
        received.received(Receipt(NOW, "陈书记员"))


@pytest.mark.parametrize(("facts", "why", "empty"), [(" ", "金额。", "basic_facts"), ("调解一次。", "", "why")])
def test_a_report_without_facts_or_reason_cannot_exist(facts: str, why: str, empty: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        Report(facts, why)

    assert refusal.value.facts == {empty: "required"}


def test_a_fact_leaves_only_when_every_party_confirmed_it() -> None:
    both = (a_participant(), a_participant(identity="co", side=Side.RESPONDENT))

    assert not UndisputedFact("2021年入职", (FactConfirmation(Identity("li")),)).is_joint(both)
    assert UndisputedFact("2021年入职", (FactConfirmation(Identity("co")), FactConfirmation(Identity("li")))).is_joint(
        both
    )
