"""`room_view`: what one person may know of the session now, built from nothing up.

A view takes what it shows from people its viewer can see (`MeetingState.sees`); nothing is cut out of a
fuller view afterwards, so nothing can be forgotten in the cutting.
"""

from dataclasses import dataclass
from datetime import datetime

from signaling.caucus import estimate
from signaling.members import MemberState
from signaling.ports import MeetingFacts, RecordingStatus, StoredEvent
from signaling.protocol.event import RoomEvent
from signaling.protocol.view import (
    CallProgress,
    CallState,
    CallView,
    CaucusView,
    HeardBy,
    MemberView,
    MeView,
    RecordingView,
    RoomView,
    WaitingReason,
    WaitingView,
)
from signaling.protocol.words import Connection, Phase, Place, RecordingState, Side
from signaling.state import CaucusState, MeetingState
from signaling.talk import Talk


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a view is built from."""

    facts: MeetingFacts
    state: MeetingState
    recording: RecordingStatus
    talk: Talk
    stalled: frozenset[str] = frozenset()
    """Those of whom no packet comes although their socket is there."""


def room_view(scene: Scene, identity: str, now: datetime) -> RoomView:
    """Return what this person may know now."""
    viewer = scene.state.members[identity]
    return RoomView(
        session=scene.state.session,
        seq=viewer.seen,
        now=now,
        phase=scene.state.phase,
        starts_at=scene.facts.starts_at,
        title=scene.facts.title,
        serial=scene.facts.serial,
        cause=scene.facts.cause,
        host_name=scene.facts.host_name,
        me=_me(scene.state, viewer),
        heard_by=heard_by(scene.state, viewer),
        recording=_recording(scene.recording, viewer),
        members=_members(scene, viewer),
        waiting=_waiting(scene.state, viewer),
        call=_call(scene.state, viewer, now),
        caucus=_caucus(scene.state, viewer),
        chat=scene.talk.at(viewer.place),
    )


def room_event(event: StoredEvent) -> RoomEvent:
    """Return an event as everyone in its audience may know it."""
    return RoomEvent(
        seq=event.seq, at=event.at, kind=event.kind, identity=event.identity, name=event.name, note=event.note
    )


def heard_by(state: MeetingState, viewer: MemberState) -> HeardBy:
    """Return who can hear this person: everyone else in their place whose line may still carry sound.

    A person who is reconnecting is counted: their loudspeaker may be working although they cannot answer.
    """
    listeners = [
        other
        for other in state.at(viewer.place)
        if viewer.in_company and other.identity != viewer.identity and other.connection is not Connection.AWAY
    ]
    sides = {listener.side for listener in listeners} - {Side.NEUTRAL}
    neutral = viewer.side is Side.NEUTRAL
    return HeardBy(
        names=tuple(listener.name for listener in listeners),
        includes_other_side=not neutral and bool(sides - {viewer.side}),
        both_sides=neutral and len(sides) > 1,
    )


def same(before: RoomView, after: RoomView) -> bool:
    """Tell whether two views say the same; the time of day and running seconds do not count."""
    return _still(before) == _still(after)


def _still(view: RoomView) -> RoomView:
    recording = view.recording.model_copy(update={"seconds": 0, "counted_at": view.starts_at})
    return view.model_copy(update={"now": view.starts_at, "recording": recording})


def _me(state: MeetingState, viewer: MemberState) -> MeView:
    return MeView(
        identity=viewer.identity,
        name=viewer.name,
        side=viewer.side,
        role=viewer.role,
        place=viewer.place,
        grants=tuple(viewer.grants),
        mic=viewer.mic,
        camera=viewer.camera,
        screen=viewer.screen_on,
        hand=state.hand_of(viewer.identity),
        recording_consent=viewer.consent,
    )


def _members(scene: Scene, viewer: MemberState) -> tuple[MemberView, ...]:
    seen = [other for other in scene.state.present if scene.state.sees(viewer, other)]
    seen.sort(key=lambda other: other.identity != viewer.identity)
    return tuple(_member(scene, viewer, other) for other in seen)


def _connection(scene: Scene, other: MemberState) -> Connection:
    """Return how a person is connected: their packets stop long before their socket is found dead."""
    if other.connection is Connection.HERE and other.identity in scene.stalled:
        return Connection.RECONNECTING
    return other.connection


def _member(scene: Scene, viewer: MemberState, other: MemberState) -> MemberView:
    told_consent = viewer.moderates or viewer.identity == other.identity
    return MemberView(
        identity=other.identity,
        name=other.name,
        side=other.side,
        role=other.role,
        title=other.title,
        place=other.place,
        admitted=other.admitted,
        connection=_connection(scene, other),
        mic=other.mic,
        camera=other.camera,
        camera_thin=other.camera_on and other.camera_thin,
        screen=other.screen_on,
        hand=scene.state.hand_of(other.identity),
        recorded=_is_recorded(scene.recording, other),
        recording_consent=other.consent if told_consent else None,
        linked_to=other.linked_to,
        since=other.since,
    )


def _is_recorded(status: RecordingStatus, member: MemberState) -> bool:
    return status.state is RecordingState.ON and member.place is Place.JOINT and member.identity in status.written


def _recording(status: RecordingStatus, viewer: MemberState) -> RecordingView:
    return RecordingView(
        state=_recording_state(status.state, viewer.place),
        seconds=status.seconds,
        counted_at=status.counted_at,
        me=_is_recorded(status, viewer),
        heard_voices=status.heard_voices if viewer.moderates else 0,
        checked_at=status.checked_at if viewer.moderates else None,
        problem=status.problem if viewer.moderates else None,
    )


def _recording_state(state: RecordingState, place: Place) -> RecordingState:
    """Return what is true for a person in this place: in a caucus never, outside the rooms not now."""
    match place:
        case Place.CAUCUS:
            return RecordingState.NOT_ALLOWED
        case Place.LOBBY:
            return RecordingState.OFF
        case Place.WAITING:
            return RecordingState.PAUSED if state is RecordingState.ON else state
        case Place.JOINT:
            return state


def _waiting(state: MeetingState, viewer: MemberState) -> WaitingView | None:
    if viewer.in_company:
        return None
    told = state.told.get(viewer.side)
    note = told.note if told is not None else None
    until = told.until if told is not None else None
    if viewer.place is Place.WAITING:
        return WaitingView(reason=WaitingReason.CAUCUS, note=note, until=until or estimate(state.caucus))
    if viewer.notice is not None:
        return WaitingView(reason=viewer.notice.reason, note=viewer.notice.note, until=until)
    return WaitingView(reason=_lobby_reason(state, viewer), note=note, until=until)


def _lobby_reason(state: MeetingState, viewer: MemberState) -> WaitingReason:
    if viewer.admitted:
        return WaitingReason.NOT_STARTED
    if state.host_is_here:
        return WaitingReason.HOST_CHECKING
    return WaitingReason.NOT_STARTED if state.phase is Phase.BEFORE else WaitingReason.HOST_AWAY


def _call(state: MeetingState, viewer: MemberState, now: datetime) -> CallView | None:
    caucus = state.caucus
    if caucus is None or viewer.identity not in caucus.ringing:
        return None
    expires_at = caucus.calls[viewer.identity].expires_at
    if expires_at <= now:
        return None
    company = {*caucus.calls, *(member.identity for member in state.unit(viewer.identity))}
    return CallView(
        caucus=caucus.id,
        caller=state.members[caucus.caller].name,
        with_names=tuple(m.name for m in state.present if m.identity in company - {viewer.identity}),
        expires_at=expires_at,
    )


def _caucus(state: MeetingState, viewer: MemberState) -> CaucusView | None:
    """Return the caucus for those inside and for the one who called; for everyone else there is none."""
    caucus = state.caucus
    if caucus is None or (viewer.place is not Place.CAUCUS and viewer.identity != caucus.caller):
        return None
    return CaucusView(
        caucus=caucus.id,
        side=caucus.side,
        names=tuple(member.name for member in state.at(Place.CAUCUS)),
        since=caucus.since,
        until=estimate(caucus) if viewer.identity == caucus.caller else None,
        calls=_progress(state, caucus) if viewer.identity == caucus.caller else (),
    )


def _progress(state: MeetingState, caucus: CaucusState) -> tuple[CallProgress, ...]:
    return tuple(
        CallProgress(identity=identity, name=state.members[identity].name, state=CallState(call.state))
        for identity, call in caucus.calls.items()
    )
