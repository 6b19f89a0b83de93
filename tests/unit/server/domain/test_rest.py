"""An agreement on a part keeps its way to effect, whatever comes of the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.agreement_effect import AgreedIn, AgreementEffect, Signature
from server.domain.case import CaseAction, CaseState
from server.domain.ending import Ending
from server.domain.errors import ConflictError, IllegalTransitionError, InvalidError
from server.domain.ids import AccountId, Identity, SessionId
from server.domain.outcome import EndingCode
from server.domain.performance import ClauseKind
from server.domain.rest import (
    NOBODY_SIGNS,
    AgreedPart,
    may_take_effect,
    part_of,
    require_signed_before,
    take_effect,
    to_sign,
)
from server.domain.term import Pause, PauseKind
from tests.factories import NOW, a_case

PART = AgreedIn(SessionId("session1"), 1, partly=True)
WHOLE = AgreedIn(SessionId("session2"), 2)
KEPT = {CaseState.ENDED, CaseState.HANDED_OVER}
SUSPENDED = Pause("pause1", a_case().id, PauseKind.SUSPENSION, NOW, "王调解员", "疑似串通")


def ended(code: EndingCode) -> Ending:
    return Ending(a_case().id, code, "", NOW, AccountId("mediator1"), "王调解员")


def signed(*sessions: str, at: timedelta = timedelta()) -> AgreementEffect:
    return AgreementEffect(
        case=a_case().id,
        signatures=(Signature(Identity("li"), NOW + at),),
        mediator_signed_at=NOW,
        sealed_at=None,
        clauses=frozenset({ClauseKind.PAYMENT}),
        performances=(),
        recorded_at=NOW,
        recorded_by="王调解员",
        sessions=tuple(SessionId(one) for one in sessions),
    )


@pytest.mark.parametrize("state", CaseState)
def test_a_part_that_was_agreed_takes_effect_where_the_table_says_so_and_after_the_end_which_stays(
    state: CaseState,
) -> None:
    case = a_case(state=state)
    can = case.may(CaseAction.TAKE_EFFECT) or state in KEPT

    assert may_take_effect(case, None, [PART], []) == can
    if not can:
        with pytest.raises(IllegalTransitionError):
            take_effect(case, None, [PART], [])
    else:
        after = take_effect(case, None, [PART], [])
        assert after.state is (state if state in KEPT else CaseState.IN_FORCE)


@pytest.mark.parametrize("state", sorted(KEPT))
def test_after_the_end_neither_a_whole_agreement_nor_a_second_one_takes_effect(state: CaseState) -> None:
    case = a_case(state=state)
    for effect, agreed in ((None, [WHOLE]), (None, []), (signed("session1"), [PART])):
        assert not may_take_effect(case, effect, agreed, [])
        with pytest.raises(IllegalTransitionError):
            take_effect(case, effect, agreed, [])


@pytest.mark.parametrize("state", sorted(KEPT))
def test_a_suspicion_that_nobody_lifted_keeps_a_part_from_taking_effect(state: CaseState) -> None:
    case, lifted = a_case(state=state), replace(SUSPENDED, ended_at=NOW)

    assert not may_take_effect(case, None, [PART], [SUSPENDED])
    with pytest.raises(ConflictError) as refusal:
        take_effect(case, None, [PART], [SUSPENDED])
    assert refusal.value.code == "effect.suspended"
    assert take_effect(case, None, [PART], [lifted]) == case


def test_after_the_end_only_the_agreement_on_the_part_can_be_signed() -> None:
    assert to_sign(a_case(state=CaseState.AGREED), [PART, WHOLE]) == (PART, WHOLE)
    assert to_sign(a_case(state=CaseState.ENDED), [PART, WHOLE]) == (PART,)


@pytest.mark.parametrize("code", EndingCode)
def test_after_an_ending_that_leaves_nothing_to_sign_only_earlier_signatures_count(code: EndingCode) -> None:
    late = signed("session1", at=timedelta(seconds=1))
    require_signed_before(ended(code), signed("session1"))
    require_signed_before(None, late)
    if code not in NOBODY_SIGNS:
        require_signed_before(ended(code), late)
        return
    with pytest.raises(InvalidError) as refusal:
        require_signed_before(ended(code), late)
    assert refusal.value.code == "effect.after_end"


@pytest.mark.parametrize("code", EndingCode)
def test_how_far_the_part_is_follows_from_what_was_signed_and_from_the_ending(code: EndingCode) -> None:
    waits = None if code in NOBODY_SIGNS else AgreedPart.TO_SIGN

    assert part_of(ended(code), None, [PART]) is waits
    assert part_of(ended(code), signed("session1"), [PART]) is AgreedPart.IN_FORCE
    assert part_of(ended(code), signed("session1"), [PART, WHOLE]) is AgreedPart.IN_FORCE
    assert part_of(ended(code), signed("session1", "session2"), [PART, WHOLE]) is None
    assert part_of(ended(code), None, [WHOLE]) is None
    assert part_of(ended(code), signed(), []) is None
