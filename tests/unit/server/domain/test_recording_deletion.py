"""A request to delete recordings does what its table says, and stays as it was when refused."""

from dataclasses import replace

import pytest

from server.domain.errors import IllegalTransitionError, InvalidError
from server.domain.ids import AccountId, SessionId
from server.domain.party import Role
from server.domain.recording_deletion import DELETION_TRANSITIONS, DeletionAction, DeletionState, RecordingDeletion
from tests.factories import NOW, an_account

CLERK = an_account(id="clerk9", login="clerk9", name="陈书记员", role=Role.CLERK)
JUDGE = an_account(id="judge9", login="judge9", name="周法官", role=Role.JUDGE)
ASKED = RecordingDeletion("deletion1", SessionId("session1"), "双方书面要求", AccountId(CLERK.id), CLERK.name, NOW)
WHO = {DeletionAction.GRANT: JUDGE, DeletionAction.REFUSE: JUDGE, DeletionAction.WITHDRAW: CLERK}


@pytest.mark.parametrize("state", DeletionState)
@pytest.mark.parametrize("action", DeletionAction)
def test_a_request_does_what_its_table_says_and_is_otherwise_refused(
    state: DeletionState, action: DeletionAction
) -> None:
    request = replace(ASKED, state=state)
    after = DELETION_TRANSITIONS[state].get(action)

    if after is None:
        with pytest.raises(IllegalTransitionError):
            request.answer(action, WHO[action], "同意，理由属实", NOW)
        assert request == replace(ASKED, state=state)
    else:
        assert request.answer(action, WHO[action], "同意，理由属实", NOW).state is after


def test_there_is_no_request_without_a_reason_and_no_decision_without_an_opinion() -> None:
    with pytest.raises(InvalidError):
        replace(ASKED, reason="   ")
    with pytest.raises(InvalidError):
        ASKED.answer(DeletionAction.GRANT, JUDGE, " 好 ", NOW)


def test_another_account_under_the_same_name_is_the_same_person() -> None:
    assert ASKED.is_of(replace(JUDGE, name=f" {CLERK.name} "))
    assert not ASKED.is_of(JUDGE)
