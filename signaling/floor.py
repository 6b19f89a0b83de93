"""The floor: who is heard, who shows what, whose turn is next, and what is said in writing."""

from signaling.draft import Draft
from signaling.errors import Code, RefusedError
from signaling.grants import Grant
from signaling.members import MemberState
from signaling.protocol.event import EventKind
from signaling.protocol.host import LowerHand, Mute
from signaling.protocol.media import MediaState
from signaling.protocol.person import ChatSend, HandRaise
from signaling.protocol.view import ChatLine
from signaling.protocol.words import Place
from signaling.targets import guest_seen_by, seen_by


def media_state(draft: Draft, actor: MemberState, message: MediaState) -> None:
    """Switch one's own sources. A microphone muted by the host stays off, also after the host lifts it."""
    _may_switch(draft, actor, message)
    draft.change(
        actor.identity,
        mic_on=message.mic and not actor.host_muted,
        camera_on=message.camera,
        screen_on=message.screen,
        camera_thin=message.camera and message.camera_thin,
    )
    if message.screen != actor.screen_on:
        kind = EventKind.SCREEN_STARTED if message.screen else EventKind.SCREEN_STOPPED
        draft.happen(kind, actor.identity)


def mute(draft: Draft, actor: MemberState, message: Mute) -> None:
    """Close a microphone at the server's door, or give it back to its owner, switched off."""
    target = guest_seen_by(draft, actor, message.identity)
    if not target.in_company:
        raise RefusedError(Code.WRONG_PLACE)
    if target.host_muted == message.muted:
        return
    draft.change(target.identity, host_muted=message.muted, mic_on=False)
    draft.happen(EventKind.MUTED if message.muted else EventKind.UNMUTED, target.identity)


def hand_raise(draft: Draft, actor: MemberState, message: HandRaise) -> None:
    """Ask to speak, or no longer."""
    if not message.raised:
        _lower(draft, actor.identity)
    elif actor.identity not in draft.state.hands:
        draft.set(hands=(*draft.state.hands, actor.identity))
        draft.happen(EventKind.HAND_RAISED, actor.identity)


def lower_hand(draft: Draft, actor: MemberState, message: LowerHand) -> None:
    """Take someone's hand down, after they have spoken."""
    _lower(draft, seen_by(draft, actor, message.identity).identity)


def chat_send(draft: Draft, actor: MemberState, message: ChatSend) -> None:
    """Say something in writing. In the joint room it is on the record; in a caucus it is an event for nobody."""
    line = ChatLine(id=message.id, at=draft.now, identity=actor.identity, name=actor.name, text=message.text)
    draft.said = (actor.place, line)
    if actor.place is Place.JOINT:
        draft.happen(EventKind.CHAT, actor.identity, note=message.text)


def _lower(draft: Draft, identity: str) -> None:
    if draft.lower(identity):
        draft.happen(EventKind.HAND_LOWERED, identity)


def _may_switch(draft: Draft, actor: MemberState, message: MediaState) -> None:
    if (message.mic or message.camera) and Grant.PUBLISH not in actor.grants:
        raise RefusedError(Code.NOT_GRANTED)
    if not message.screen or actor.screen_on:
        return
    if Grant.SHARE_SCREEN not in actor.grants:
        raise RefusedError(Code.NOT_GRANTED)
    if not actor.in_company:
        raise RefusedError(Code.WRONG_PLACE)
    if any(other.screen_on for other in draft.state.at(actor.place)):
        raise RefusedError(Code.SCREEN_TAKEN)
