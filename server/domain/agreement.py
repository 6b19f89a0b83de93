"""Agreement: its life from what was agreed to what can be enforced, and how its case moves with it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from server.domain.agreement_effect import AgreementEffect
from server.domain.case import Case, CaseAction
from server.domain.doors import MAKES_ENFORCEABLE, Application, DoorState
from server.domain.life import Table, step


class AgreementState(StrEnum):
    """Where an agreement stands."""

    AGREED = "agreed"
    """Not signed by everybody: it binds nobody yet."""
    IN_FORCE = "in_force"
    """It binds the parties (在线调解规则 art. 19, 调解仲裁法 art. 14)."""
    UNDER_REVIEW = "under_review"
    """Court or commission examines it."""
    ENFORCEABLE = "enforceable"
    """Confirmed, reviewed or made a 调解书: whoever is owed may ask for enforcement (民事诉讼法 art. 206)."""


class AgreementAction(StrEnum):
    """What can be done with an agreement."""

    SIGN = "sign"
    APPLY = "apply"
    GRANT = "grant"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"


AGREEMENT_TRANSITIONS: Final[Table[AgreementState, AgreementAction]] = {
    AgreementState.AGREED: {AgreementAction.SIGN: AgreementState.IN_FORCE},
    AgreementState.IN_FORCE: {AgreementAction.APPLY: AgreementState.UNDER_REVIEW},
    AgreementState.UNDER_REVIEW: {
        AgreementAction.GRANT: AgreementState.ENFORCEABLE,
        # It binds as before, also when somebody does not sign for the 调解书; the parties may change it, settle anew
        # or sue (民事诉讼法 art. 206).
        AgreementAction.DISMISS: AgreementState.IN_FORCE,
        AgreementAction.WITHDRAW: AgreementState.IN_FORCE,
    },
    AgreementState.ENFORCEABLE: {},
}

REVIEWING: Final = MAKES_ENFORCEABLE
"""The doors at which the agreement itself is examined."""
_ACTIONS: Final = {
    DoorState.SENT: AgreementAction.APPLY,
    DoorState.GRANTED: AgreementAction.GRANT,
    DoorState.DISMISSED: AgreementAction.DISMISS,
    DoorState.WITHDRAWN: AgreementAction.WITHDRAW,
    DoorState.NOT_SIGNED: AgreementAction.DISMISS,
}
CASE_ACTIONS: Final = {
    AgreementAction.SIGN: CaseAction.TAKE_EFFECT,
    AgreementAction.APPLY: CaseAction.APPLY,
    AgreementAction.GRANT: CaseAction.PERFORM,
    AgreementAction.DISMISS: CaseAction.FALL_BACK,
    AgreementAction.WITHDRAW: CaseAction.FALL_BACK,
}
"""What happens to the case with the agreement."""


def standing(effect: AgreementEffect | None, applications: Sequence[Application]) -> AgreementState:
    """Return where the agreement stands: its signing and what became of each application, through the table.

    Raises `IllegalTransitionError` for applications that exclude each other.
    """
    actions = [AgreementAction.SIGN] if effect is not None else []
    for application in sorted(applications, key=lambda one: one.applied_at):
        actions += _done_by(application)
    state = AgreementState.AGREED
    for action in actions:
        state = step("agreement", AGREEMENT_TRANSITIONS, state, action)
    return state


def follow(case: Case, application: Application) -> Case:
    """Return the case moved with what the application did last; as it is where nothing moves it any more."""
    done = _done_by(application)
    after = CASE_ACTIONS[done[-1]] if done else None
    return case.act(after) if after is not None and case.may(after) else case


def _done_by(application: Application) -> list[AgreementAction]:
    """Return what an application did to its agreement; what was never sent did nothing."""
    if application.door not in REVIEWING or application.sent_at is None:
        return []
    if application.awaits_signing:
        return [AgreementAction.APPLY]
    last = _ACTIONS[application.state]
    return [last] if last is AgreementAction.APPLY else [AgreementAction.APPLY, last]
