"""The rest: what an agreement on a part leaves open, and the way that part keeps when the rest comes to nothing.

What was agreed on everything and is not in force can be talked over again; then it is agreed, and signed, anew.

An agreement may be about a part of the claims and takes effect when everybody signed (在线调解规则 art. 19). How the
mediation of the rest ends (art. 25) takes nothing from it: the effect is a fact beside the ending.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.agreement import CASE_ACTIONS, AgreementAction
from server.domain.agreement_effect import AgreedIn, AgreementEffect
from server.domain.case import Case, CaseAction, CaseState
from server.domain.ending import Ending
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import SessionId
from server.domain.outcome import EndingCode
from server.domain.term import Pause, PauseKind


class AgreedPart(StrEnum):
    """How far the part is that was agreed, of a mediation that ended and left the rest without agreement."""

    TO_SIGN = "to_sign"
    IN_FORCE = "in_force"


NOBODY_SIGNS: Final = frozenset({EndingCode.REFUSED_TO_SIGN, EndingCode.SETTLED_AND_WITHDREW})
"""Endings after which nobody signs any more: what everybody signed before binds."""
_OVER: Final = frozenset({CaseState.ENDED, CaseState.HANDED_OVER})


def is_left_to_desk(case: Case) -> bool:
    """Tell whether a mediation is over that nobody mediates any more: what was agreed in it the desk records.

    Whoever mediated gave the mandate back and reaches the case no longer (在线调解规则 art. 12).
    """
    return case.mediator is None and case.state in _OVER


def to_sign(case: Case, agreed: Sequence[AgreedIn]) -> tuple[AgreedIn, ...]:
    """Return the sessions whose agreement can take effect as the case stands; after its end those about a part.

    Never one that was talked over again before it was in force.
    """
    return _on_part(agreed) if case.state in _OVER else tuple(one for one in agreed if not one.reopened)


def adjourn(case: Case, agreed: Sequence[AgreedIn], *, have_met: bool) -> Case:
    """Return the case after a meeting that is to be continued: where nobody met again, what was agreed still stands.

    `agreed` is as it stood before the meeting. Raises `IllegalTransitionError`.
    """
    is_left = not have_met and bool(whole(agreed)) and case.may(CaseAction.LEAVE_AGREED)
    return case.act(CaseAction.LEAVE_AGREED if is_left else CaseAction.ADJOURN)


def whole(agreed: Sequence[AgreedIn]) -> tuple[AgreedIn, ...]:
    """Return the sessions in which everything was agreed, that stands: people did not meet again over it."""
    return tuple(one for one in agreed if not one.partly and not one.reopened)


def met_again_at(agreed: Sequence[AgreedIn], signed: Collection[SessionId]) -> datetime | None:
    """Return when people met for the first of the signed agreements that took the place of another; None of none.

    Whatever was signed before that instant was signed on other terms.
    """
    former = [one.since for one in agreed if one.reopened and one.since is not None]
    if not former:
        return None
    known = (one.since for one in agreed if one.session in signed and not one.reopened and one.since is not None)
    return min((since for since in known if since >= max(former)), default=None)


def may_take_effect(
    case: Case, effect: AgreementEffect | None, agreed: Sequence[AgreedIn], pauses: Sequence[Pause]
) -> bool:
    """Tell whether an agreement waits for its effect."""
    is_waiting = case.may(CASE_ACTIONS[AgreementAction.SIGN]) or _is_kept(case, effect, agreed)
    return is_waiting and not _is_suspected(pauses)


def take_effect(
    case: Case, effect: AgreementEffect | None, agreed: Sequence[AgreedIn], pauses: Sequence[Pause]
) -> Case:
    """Return the case as its agreement takes effect: in force, or where it is over as it ended. `effect` is the kept.

    Raises `ConflictError` (`effect.suspended`) where it ended while it was suspended (在线调解规则 art. 23), and
    `IllegalTransitionError`.
    """
    if not _is_kept(case, effect, agreed):
        return case.act(CASE_ACTIONS[AgreementAction.SIGN])
    if _is_suspected(pauses):
        raise ConflictError("effect.suspended")
    return case


def require_signed_before(ended: Ending | None, effect: AgreementEffect) -> None:
    """Raise `InvalidError` (`effect.after_end`) when a party signed after an ending that left nothing to sign."""
    if ended is not None and ended.code in NOBODY_SIGNS and effect.all_signed_at > ended.ended_at:
        raise InvalidError("effect.after_end")


def part_of(ended: Ending, effect: AgreementEffect | None, agreed: Sequence[AgreedIn]) -> AgreedPart | None:
    """Return how far the part is that was agreed; None where nothing was, or the agreement leaves no rest."""
    parts = {one.session for one in _on_part(agreed)}
    if effect is not None:
        return AgreedPart.IN_FORCE if effect.sessions and parts.issuperset(effect.sessions) else None
    return AgreedPart.TO_SIGN if parts and ended.code not in NOBODY_SIGNS else None


def _on_part(agreed: Sequence[AgreedIn]) -> tuple[AgreedIn, ...]:
    return tuple(one for one in agreed if one.partly)


def _is_kept(case: Case, effect: AgreementEffect | None, agreed: Sequence[AgreedIn]) -> bool:
    return effect is None and case.state in _OVER and bool(_on_part(agreed))


def _is_suspected(pauses: Sequence[Pause]) -> bool:
    return any(one.kind is PauseKind.SUSPENSION and one.ended_at is None for one in pauses)
