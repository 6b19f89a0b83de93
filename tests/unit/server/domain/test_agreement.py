"""An agreement stands where its signing and its applications lead it, and its case goes along."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from server.domain.agreement import (
    AGREEMENT_TRANSITIONS,
    CASE_ACTIONS,
    AgreementAction,
    AgreementState,
    follow,
    standing,
)
from server.domain.agreement_effect import AgreementEffect, Signature
from server.domain.case import CASE_TRANSITIONS, CaseState
from server.domain.doors import DOORS, AgreementDoor, Application, DoorState
from server.domain.errors import IllegalTransitionError
from server.domain.ids import CaseId, Identity
from server.domain.performance import ClauseKind
from tests.factories import a_case

NOON = datetime(2026, 4, 7, 4, 0, tzinfo=UTC)
EFFECT = AgreementEffect(
    case=CaseId("case1"),
    signatures=(Signature(Identity("li"), NOON),),
    mediator_signed_at=NOON,
    sealed_at=None,
    clauses=frozenset({ClauseKind.PAYMENT}),
    performances=(),
    recorded_at=NOON,
    recorded_by="王调解员",
)
CASE_OF = {
    AgreementState.AGREED: CaseState.AGREED,
    AgreementState.IN_FORCE: CaseState.IN_FORCE,
    AgreementState.UNDER_REVIEW: CaseState.CONFIRMING,
    AgreementState.ENFORCEABLE: CaseState.PERFORMING,
}
AFTER = {
    AgreementAction.APPLY: DoorState.SENT,
    AgreementAction.GRANT: DoorState.GRANTED,
    AgreementAction.DISMISS: DoorState.DISMISSED,
    AgreementAction.WITHDRAW: DoorState.WITHDRAWN,
}


def applied(state: DoorState, door: AgreementDoor = AgreementDoor.JUDICIAL_CONFIRMATION, **changes: Any) -> Application:  # noqa: ANN401
    ruled = state in {DoorState.GRANTED, DoorState.DISMISSED, DoorState.WITHDRAWN}
    sent = None if state is DoorState.AWAITING_OTHER else NOON
    made = Application(f"a-{state}", CaseId("case1"), door, Identity("li"), NOON, (), state, sent)
    return replace(made, **{"ruled_on": date(2026, 4, 20) if ruled else None} | changes)


def in_order(*applications: Application) -> list[Application]:
    return [replace(one, applied_at=NOON + timedelta(days=day)) for day, one in enumerate(applications)]


def test_what_nobody_has_signed_is_agreed_and_no_more() -> None:
    assert standing(None, ()) is AgreementState.AGREED


@pytest.mark.parametrize(
    ("applications", "state"),
    [
        ([], AgreementState.IN_FORCE),
        ([applied(DoorState.AWAITING_OTHER)], AgreementState.IN_FORCE),
        ([applied(DoorState.SENT)], AgreementState.UNDER_REVIEW),
        ([applied(DoorState.GRANTED)], AgreementState.ENFORCEABLE),
        ([applied(DoorState.DISMISSED)], AgreementState.IN_FORCE),
        ([applied(DoorState.WITHDRAWN)], AgreementState.IN_FORCE),
        ([applied(DoorState.WITHDRAWN, sent_at=None)], AgreementState.IN_FORCE),
        ([applied(DoorState.DISMISSED), applied(DoorState.SENT)], AgreementState.UNDER_REVIEW),
        (
            [applied(DoorState.WITHDRAWN), applied(DoorState.GRANTED, AgreementDoor.ARBITRATION_REVIEW)],
            AgreementState.ENFORCEABLE,
        ),
        ([applied(DoorState.GRANTED, AgreementDoor.COURT_PAPER)], AgreementState.ENFORCEABLE),
        ([applied(DoorState.GRANTED, AgreementDoor.PAYMENT_ORDER)], AgreementState.IN_FORCE),
        ([applied(DoorState.GRANTED, AgreementDoor.WITHDRAWAL)], AgreementState.IN_FORCE),
    ],
)
def test_an_agreement_stands_where_its_applications_lead(
    applications: list[Application], state: AgreementState
) -> None:
    assert standing(EFFECT, in_order(*applications)) is state


@pytest.mark.parametrize("effect", [None, EFFECT])
def test_no_agreement_is_examined_twice_at_once_nor_before_it_is_signed(effect: AgreementEffect | None) -> None:
    both = in_order(applied(DoorState.SENT), applied(DoorState.SENT, AgreementDoor.ARBITRATION_REVIEW))

    with pytest.raises(IllegalTransitionError) as refusal:
        standing(effect, both)

    assert refusal.value.code == "agreement.illegal_transition"


@pytest.mark.parametrize("state", AgreementState)
@pytest.mark.parametrize("action", AgreementAction)
def test_a_case_goes_where_its_agreement_goes(state: AgreementState, action: AgreementAction) -> None:
    after = AGREEMENT_TRANSITIONS[state].get(action)
    case = a_case(state=CASE_OF[state])

    if after is not None:
        assert CASE_TRANSITIONS[case.state][CASE_ACTIONS[action]] is CASE_OF[after]
    if after is not None and action in AFTER:
        assert follow(case, applied(AFTER[action])).state is CASE_OF[after]


@pytest.mark.parametrize("door", AgreementDoor)
def test_what_was_never_sent_moves_no_case(door: AgreementDoor) -> None:
    case = a_case(state=CaseState.IN_FORCE)

    assert follow(case, applied(DoorState.AWAITING_OTHER, door)) is case
    assert follow(case, applied(DoorState.WITHDRAWN, door, sent_at=None)) is case


def test_a_case_that_is_filed_stays_so_whatever_the_court_says_later() -> None:
    case = a_case(state=CaseState.FILED)

    assert {follow(case, applied(state)).state for state in DoorState} == {CaseState.FILED}


def test_every_source_and_stage_has_at_most_three_ways_to_have_the_agreement_examined() -> None:
    """Of those that there are, one that was sent closes the others: see `doors.EXCLUSIVE`."""
    reviewing = {AgreementDoor.JUDICIAL_CONFIRMATION, AgreementDoor.ARBITRATION_REVIEW, AgreementDoor.COURT_PAPER}

    assert max(len(reviewing & set(offered)) for offered in DOORS.values()) == 3
