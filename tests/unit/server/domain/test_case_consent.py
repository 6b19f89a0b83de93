from datetime import timedelta

import pytest

from server.domain.case_consent import (
    STEPS_WORDING,
    WITHDRAWAL_NOTICE,
    ConsentChannel,
    ConsentStep,
    StepAnswer,
    StepConsent,
    Withdrawal,
    WithdrawalAction,
    WithdrawalState,
    needs_decision,
)
from server.domain.errors import ConflictError, IllegalTransitionError, InvalidError
from server.domain.ids import CaseId, Identity
from tests.factories import NOW


def an_answer(*, yes: bool = True, wording: str = STEPS_WORDING, reason: str = "") -> StepAnswer:
    return StepAnswer(yes, wording, NOW, ConsentChannel.ORAL, "clerk1", reason=reason)


def nobody_asked() -> StepConsent:
    return StepConsent(CaseId("case1"), Identity("li"), ConsentStep.ONLINE_MEDIATION)


def test_who_was_never_asked_has_not_agreed() -> None:
    assert nobody_asked().stands() is None


def test_the_last_answer_stands_and_earlier_ones_stay() -> None:
    consent = nobody_asked().respond(an_answer()).respond(an_answer(yes=False, reason="想当面谈"))

    assert consent.stands() is False
    assert [answer.answer for answer in consent.answers] == [True, False]


def test_the_same_answer_again_changes_nothing() -> None:
    consent = nobody_asked().respond(an_answer())

    assert consent.respond(an_answer()) is consent


def test_a_yes_is_taken_back_only_with_a_reason() -> None:
    consent = nobody_asked().respond(an_answer())

    with pytest.raises(InvalidError):
        consent.respond(an_answer(yes=False))
    assert consent.stands() is True


def test_an_answer_to_an_outdated_wording_is_refused() -> None:
    with pytest.raises(ConflictError):
        nobody_asked().respond(an_answer(wording="2020-01"))


@pytest.mark.parametrize(
    ("ahead", "late"), [(WITHDRAWAL_NOTICE, False), (WITHDRAWAL_NOTICE - timedelta(seconds=1), True)]
)
def test_a_withdrawal_shortly_before_a_session_needs_a_decision(ahead: timedelta, late: bool) -> None:  # noqa: FBT001 - the case
    assert needs_decision(ConsentStep.ONLINE_MEDIATION, NOW + ahead, NOW, WITHDRAWAL_NOTICE) is late
    assert not needs_decision(ConsentStep.ONLINE_MEDIATION, None, NOW, WITHDRAWAL_NOTICE)
    assert not needs_decision(ConsentStep.E_SERVICE, NOW + ahead, NOW, WITHDRAWAL_NOTICE)


def test_where_no_notice_is_asked_for_every_withdrawal_counts_at_once() -> None:
    for ahead in (timedelta(seconds=1), -timedelta(minutes=5)):
        assert not needs_decision(ConsentStep.ONLINE_MEDIATION, NOW + ahead, NOW, timedelta())


@pytest.mark.parametrize("state", WithdrawalState)
@pytest.mark.parametrize("action", WithdrawalAction)
def test_a_withdrawal_is_decided_once_and_with_a_reason(state: WithdrawalState, action: WithdrawalAction) -> None:
    asked = Withdrawal("w1", CaseId("case1"), Identity("li"), ConsentStep.E_SERVICE, "不方便", NOW, state)

    if state is not WithdrawalState.ASKED:
        with pytest.raises(IllegalTransitionError):
            asked.decide(action, "mediator1", "理由", NOW)
        return
    decided = asked.decide(action, "mediator1", "理由", NOW)
    assert decided.state is {"grant": WithdrawalState.GRANTED, "refuse": WithdrawalState.REFUSED}[action.value]
    with pytest.raises(InvalidError):
        asked.decide(action, "mediator1", " ", NOW)
