"""Complaints: five grounds, decided once, with a reason; an upheld one is told to the competent department."""

from dataclasses import replace

import pytest

from server.domain.complaint import COMPLAINT_TRANSITIONS, Complaint, ComplaintAction, ComplaintGround, ComplaintState
from server.domain.errors import IllegalTransitionError, InvalidError
from server.domain.ids import AccountId, ComplaintId, EntryId
from tests.factories import NOW

COMPLAINT = Complaint(
    ComplaintId("c1"),
    EntryId("entry1"),
    "老城区人民法院",
    ComplaintGround.COERCION,
    "一再说不签就走不了。",
    "",
    "李秀兰",
    "13800006027",
    NOW,
)
ADMIN = AccountId("admin1")


def test_there_are_exactly_five_grounds() -> None:
    assert len(ComplaintGround) == 5


def test_an_upheld_complaint_names_who_was_told() -> None:
    decided = COMPLAINT.decide(ComplaintAction.UPHOLD, "属实，解除聘任。", "市司法局", ADMIN, NOW)

    assert (decided.state, decided.informed, decided.decided_by) == (ComplaintState.UPHELD, "市司法局", ADMIN)


@pytest.mark.parametrize(
    ("action", "decision", "informed", "faults"),
    [
        (ComplaintAction.UPHOLD, "属实", "", {"informed": "required"}),
        (ComplaintAction.UPHOLD, " ", " ", {"decision": "required", "informed": "required"}),
        (ComplaintAction.DISMISS, "", "", {"decision": "required"}),
    ],
)
def test_a_decision_without_reason_or_addressee_is_refused(
    action: ComplaintAction, decision: str, informed: str, faults: dict[str, str]
) -> None:
    with pytest.raises(InvalidError) as refusal:
        COMPLAINT.decide(action, decision, informed, ADMIN, NOW)

    assert refusal.value.facts == faults


@pytest.mark.parametrize("state", ComplaintState)
@pytest.mark.parametrize("action", ComplaintAction)
def test_a_complaint_is_decided_once(state: ComplaintState, action: ComplaintAction) -> None:
    complaint = replace(COMPLAINT, state=state)

    if action in COMPLAINT_TRANSITIONS[state]:
        assert complaint.decide(action, "查清了", "市司法局", ADMIN, NOW).state is COMPLAINT_TRANSITIONS[state][action]
    else:
        with pytest.raises(IllegalTransitionError):
            complaint.decide(action, "查清了", "市司法局", ADMIN, NOW)
    assert complaint.state is state
