"""The lobby: who knocks, who is let in, who is sent back, and when those let in come together."""

from signaling import caucus
from signaling.draft import Draft
from signaling.errors import Code, RefusedError
from signaling.members import MemberState, Notice
from signaling.protocol.event import EventKind
from signaling.protocol.host import Admit, OpenMeeting, Refuse, SendBack, Tell
from signaling.protocol.person import Knock
from signaling.protocol.view import WaitingReason
from signaling.protocol.words import Connection, Phase, Place
from signaling.state import Told
from signaling.targets import guest_seen_by, seen_by

PLACE_OF_ADMITTED = {
    Phase.BEFORE: Place.LOBBY,
    Phase.OPEN: Place.JOINT,
    Phase.CAUCUS: Place.WAITING,
    Phase.ENDED: Place.LOBBY,
}
"""Where a person goes who has been let in."""


def knock(draft: Draft, actor: MemberState, _: Knock) -> None:
    """Ask again; does nothing for a person who is asking already."""
    if actor.notice is None:
        return
    draft.change(actor.identity, notice=None)
    draft.happen(EventKind.ARRIVED, actor.identity)


def admit(draft: Draft, actor: MemberState, message: Admit) -> None:
    """Let a waiting person in: at once when the meeting is open, else when it opens."""
    target = seen_by(draft, actor, message.identity)
    if target.admitted:
        return
    draft.change(target.identity, admitted=True, notice=None)
    draft.happen(EventKind.ADMITTED, target.identity)
    bring_in(draft, target.identity)


def refuse(draft: Draft, actor: MemberState, message: Refuse) -> None:
    """Leave a person in the lobby with a reason; they may knock again."""
    target = guest_seen_by(draft, actor, message.identity)
    if target.place is not Place.LOBBY:
        raise RefusedError(Code.WRONG_PLACE)
    notice = Notice(reason=WaitingReason.REFUSED, note=message.reason)
    draft.change(target.identity, admitted=False, notice=notice)
    draft.happen(EventKind.REFUSED, target.identity, note=message.reason)


def send_back(draft: Draft, actor: MemberState, message: SendBack) -> None:
    """Move a person to the lobby at once, with a reason."""
    target = guest_seen_by(draft, actor, message.identity)
    if target.place is Place.LOBBY:
        raise RefusedError(Code.WRONG_PLACE)
    notice = Notice(reason=WaitingReason.SENT_BACK, note=message.reason)
    draft.lower(target.identity)
    draft.change(target.identity, admitted=False, notice=notice)
    draft.place(target.identity, Place.LOBBY)
    draft.happen(EventKind.SENT_BACK, target.identity, note=message.reason)
    caucus.forget(draft, target.identity)


def open_meeting(draft: Draft, actor: MemberState, _: OpenMeeting) -> None:
    """Begin; does nothing when it has begun."""
    if draft.state.phase is not Phase.BEFORE:
        return
    draft.set(phase=Phase.OPEN)
    entering = [member.identity for member in draft.state.at(Place.LOBBY) if member.admitted]
    draft.happen(EventKind.OPENED, actor.identity, [*draft.state.witnesses(actor.identity), *entering])
    for identity in entering:
        bring_in(draft, identity)


def tell(draft: Draft, actor: MemberState, message: Tell) -> None:
    """Give a waiting side a sentence and an estimate; each call replaces the last."""
    until = None if message.minutes is None else draft.later(minutes=message.minutes)
    draft.set(told={**draft.state.told, message.side: Told(note=message.note, until=until)})
    waiting = [*draft.state.at(Place.LOBBY), *draft.state.at(Place.WAITING)]
    audience = [member.identity for member in waiting if member.side is message.side]
    draft.happen(EventKind.TOLD, actor.identity, [actor.identity, *audience])


def bring_in(draft: Draft, identity: str) -> None:
    """Give an admitted person the place that the phase has for them."""
    place = Place.JOINT if draft.member(identity).moderates else Place.LOBBY
    place = {**PLACE_OF_ADMITTED, Phase.BEFORE: place}[draft.state.phase]
    if place is Place.LOBBY:
        return
    draft.place(identity, place)
    if draft.member(identity).connection is not Connection.AWAY:
        draft.happen(EventKind.JOINED, identity)
