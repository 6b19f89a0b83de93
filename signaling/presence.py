"""Presence: a person arrives, loses the line, comes back, leaves, is removed. The seat outlives all of it."""

from datetime import timedelta
from typing import Final

from signaling import caucus, lobby
from signaling.draft import Draft
from signaling.errors import Code, RefusedError
from signaling.members import newcomer, refreshed
from signaling.protocol.event import EventKind
from signaling.protocol.words import Connection, Place
from signaling.state import MOST_MEMBERS
from signaling.tickets import Ticket

GRACE: Final = timedelta(seconds=30)
"""How long a lost line counts as reconnecting before the person is away."""


def arrive(draft: Draft, ticket: Ticket, consent: bool | None) -> None:  # noqa: FBT001 - a standing answer
    """Give a person their seat back, or a first one in the lobby. Whoever presides passes the lobby, always."""
    known = draft.state.members.get(ticket.identity)
    if known is None:
        _take_first_seat(draft, ticket, consent)
        return
    if known.removed:
        raise RefusedError(Code.REMOVED)
    draft.put(refreshed(known, ticket, consent))
    if known.connection is Connection.AWAY:
        draft.happen(EventKind.RETURNED, ticket.identity)
    if draft.member(ticket.identity).moderates and known.place is Place.LOBBY:
        _pass_lobby(draft, ticket.identity)


def lose(draft: Draft, identity: str) -> None:
    """Note that the line is gone: from now on nothing of theirs is forwarded, and everyone sees it."""
    if draft.member(identity).connection is Connection.HERE:
        draft.change(identity, connection=Connection.RECONNECTING, lost_at=draft.now)


def lose_everyone(draft: Draft) -> None:
    """Note that the server was started again: nobody has a line until they come back."""
    for member in draft.state.present:
        if member.connection is not Connection.AWAY:
            draft.change(member.identity, connection=Connection.RECONNECTING, lost_at=draft.now)


def expire(draft: Draft) -> None:
    """Those who did not come back in time are away; their seats stay."""
    for member in draft.state.present:
        if member.lost_at is not None and member.lost_at + GRACE <= draft.now:
            draft.change(member.identity, connection=Connection.AWAY, lost_at=None)
            draft.happen(EventKind.DROPPED, member.identity)


def leave(draft: Draft, identity: str) -> None:
    """Leave by the button. Who comes back finds the seat, but not the inside of a caucus."""
    member = draft.member(identity)
    draft.happen(EventKind.LEFT, identity)
    draft.lower(identity)
    draft.change(identity, connection=Connection.AWAY, lost_at=None, mic_on=False, camera_on=False, screen_on=False)
    if member.place is Place.CAUCUS and not _called_it(draft, identity):
        draft.place(identity, Place.WAITING)
    caucus.forget(draft, identity)


def remove(draft: Draft, identity: str) -> None:
    """Take the seat away; does nothing for who has none. The reason is kept with the case, not here."""
    member = draft.state.members.get(identity)
    if member is None or member.removed:
        return
    if member.moderates:
        raise RefusedError(Code.TARGET_IS_HOST)
    draft.happen(EventKind.REMOVED, identity)
    draft.lower(identity)
    draft.place(identity, Place.LOBBY)
    draft.change(
        identity, removed=True, connection=Connection.AWAY, lost_at=None, admitted=False, mic_on=False, camera_on=False
    )
    caucus.forget(draft, identity)


def restore(draft: Draft, identity: str) -> None:
    """Let a removed person knock again."""
    member = draft.state.members.get(identity)
    if member is None or not member.removed:
        return
    draft.change(identity, removed=False, notice=None)
    draft.happen(EventKind.RESTORED, identity)


def _take_first_seat(draft: Draft, ticket: Ticket, consent: bool | None) -> None:  # noqa: FBT001 - a standing answer
    member = newcomer(ticket, Place.LOBBY, consent, draft.now)
    if len(draft.state.members) >= MOST_MEMBERS and not member.moderates:
        raise RefusedError(Code.FULL)
    draft.put(member)
    if member.moderates:
        _pass_lobby(draft, ticket.identity)
    else:
        draft.happen(EventKind.ARRIVED, ticket.identity)


def _pass_lobby(draft: Draft, identity: str) -> None:
    draft.change(identity, admitted=True, notice=None)
    lobby.bring_in(draft, identity)


def _called_it(draft: Draft, identity: str) -> bool:
    held = draft.state.caucus
    return held is not None and held.caller == identity
