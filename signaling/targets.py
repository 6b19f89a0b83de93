"""Whom a command is about: only people the sender can see, so that nobody can ask who is in a caucus."""

from signaling.draft import Draft
from signaling.errors import Code, RefusedError
from signaling.members import MemberState


def seen_by(draft: Draft, actor: MemberState, identity: str) -> MemberState:
    """Return the person; raises `room.unknown_member` for one the sender cannot see."""
    target = draft.member(identity)
    if not draft.state.sees(actor, target):
        raise RefusedError(Code.UNKNOWN_MEMBER)
    return target


def guest_seen_by(draft: Draft, actor: MemberState, identity: str) -> MemberState:
    """Return the person; raises `room.target_is_host` for one who presides or deputises."""
    target = seen_by(draft, actor, identity)
    if target.moderates:
        raise RefusedError(Code.TARGET_IS_HOST)
    return target
