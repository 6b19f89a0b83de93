"""The caucus: one side is called, whoever accepts talks alone with the host, everyone else waits and learns nothing.

Whoever interprets goes only where the person goes whom they help, and only when the caller lets them: never to the
other side, and never alone.

What others are told is that the host is in a talk and how long it may take. A caucus is a place of its own
with a router that refuses every recorder (OM-38); nothing said or written in it is kept.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from signaling.draft import Draft
from signaling.errors import Code, RefusedError
from signaling.members import MemberState
from signaling.protocol.caucus import CaucusAnswer, CaucusCall, CaucusCancel, CaucusEnd, CaucusProlong
from signaling.protocol.event import EventKind
from signaling.protocol.view import CallState
from signaling.protocol.words import Connection, Phase, Place, Role, Side
from signaling.state import Call, CaucusState

RING: Final = timedelta(seconds=25)
"""How long a call rings."""


def call(draft: Draft, actor: MemberState, message: CaucusCall) -> None:
    """Ring everyone of one side. During a caucus: those of the same side who are still outside."""
    running = draft.state.caucus
    if running is not None and running.ringing:
        raise RefusedError(Code.CALLING_ALREADY)
    if draft.state.phase is Phase.CAUCUS:
        _call_more(draft, actor, message)
    else:
        _call_first(draft, actor, message)


def answer(draft: Draft, actor: MemberState, message: CaucusAnswer) -> None:
    """Accept for everyone linked with the person, or decline for oneself."""
    called = draft.state.caucus
    if called is None or called.id != message.caucus or actor.identity not in called.ringing:
        raise RefusedError(Code.CALL_OVER)
    if message.accept and actor.role is Role.INTERPRETER and not _helps_inside(draft, actor):
        raise RefusedError(Code.CALL_OVER)
    if called.calls[actor.identity].expires_at <= draft.now:
        raise RefusedError(Code.CALL_OVER)
    if not message.accept:
        _settle(draft, [actor.identity], CallState.DECLINED)
        draft.happen(EventKind.CAUCUS_DECLINED, actor.identity, [actor.identity, called.caller])
        return
    movers = [actor.identity] if actor.role is Role.INTERPRETER else _movers(draft, actor, called)
    _settle(draft, movers, CallState.ACCEPTED)
    if called.since is None:
        _start(draft, called, movers)
    else:
        _enter(draft, movers)


def cancel(draft: Draft, actor: MemberState, _: CaucusCancel) -> None:
    """Stop ringing. A caucus that is being held goes on."""
    called = draft.state.caucus
    if called is None or called.caller != actor.identity:
        raise RefusedError(Code.NO_CAUCUS)
    if called.since is None:
        draft.set(caucus=None)
    else:
        _settle(draft, called.ringing, CallState.NO_ANSWER)


def prolong(draft: Draft, actor: MemberState, message: CaucusProlong) -> None:
    """Move the estimate that the waiting side reads, from its end or, once that is past, from now.

    A sentence they were told stays; the estimate that came with it is replaced.
    """
    held = draft.state.caucus
    until = estimate(held)
    if held is None or until is None or held.caller != actor.identity:
        raise RefusedError(Code.NO_CAUCUS)
    more = timedelta(minutes=message.minutes)
    draft.set(
        caucus=held.model_copy(update={"until": max(until, draft.now) + more}),
        told={side: told.model_copy(update={"until": None}) for side, told in draft.state.told.items()},
    )


def estimate(held: CaucusState | None) -> datetime | None:
    """Return until when the waiting side is told that a caucus takes; None while none is held."""
    if held is None or held.since is None:
        return None
    return held.until or held.since + timedelta(minutes=held.minutes)


def end(draft: Draft, actor: MemberState, _: CaucusEnd) -> None:
    """Bring everyone back. The deputy may do so when the one who called is away, and enters nothing by it."""
    held = draft.state.caucus
    if held is None or held.since is None:
        raise RefusedError(Code.NO_CAUCUS)
    orphaned = draft.member(held.caller).connection is Connection.AWAY
    if actor.place is not Place.CAUCUS and not orphaned:
        raise RefusedError(Code.WRONG_PLACE)
    close(draft)


def close(draft: Draft) -> None:
    """End the caucus being held: everyone comes back to the joint room, present or not."""
    held = draft.state.caucus
    if held is None or held.since is None:
        return
    returning = [member.identity for member in (*draft.state.at(Place.CAUCUS), *draft.state.at(Place.WAITING))]
    draft.set(phase=Phase.OPEN, caucus=None, told={})
    for identity in returning:
        draft.place(identity, Place.JOINT)
    draft.happen(EventKind.CAUCUS_ENDED, held.caller, returning)
    for identity in returning:
        _record(draft, identity, ())


def forget(draft: Draft, identity: str) -> None:
    """Take a person out of calls who left or was sent away, and out of the caucus whoever interpreted for them.

    A caucus with nobody left of the side is over.
    """
    running = draft.state.caucus
    if running is None:
        return
    if identity == running.caller and running.since is None:
        draft.set(caucus=None)
        return
    calls = {called: call for called, call in running.calls.items() if called != identity}
    draft.set(caucus=running.model_copy(update={"calls": calls}))
    for member in draft.state.at(Place.CAUCUS):
        if member.role is Role.INTERPRETER and not _helps_inside(draft, member):
            draft.place(member.identity, Place.WAITING)
            _record(draft, member.identity, ())
    if running.since is not None and not any(_is_of_side(member, running) for member in draft.state.at(Place.CAUCUS)):
        close(draft)


def expire(draft: Draft) -> None:
    """Stop ringing where nobody answered in time."""
    called = draft.state.caucus
    if called is None:
        return
    unanswered = [identity for identity in called.ringing if called.calls[identity].expires_at <= draft.now]
    _settle(draft, unanswered, CallState.NO_ANSWER)
    for identity in unanswered:
        draft.happen(EventKind.CAUCUS_DECLINED, identity, [called.caller], note=CallState.NO_ANSWER.value)


def _call_first(draft: Draft, actor: MemberState, message: CaucusCall) -> None:
    if draft.state.phase is not Phase.OPEN:
        raise RefusedError(Code.WRONG_PHASE)
    if actor.place is not Place.JOINT:
        raise RefusedError(Code.WRONG_PLACE)
    number = draft.state.caucuses + 1
    draft.set(
        caucuses=number,
        caucus=CaucusState(
            id=f"c{number}",
            side=message.side,
            caller=actor.identity,
            minutes=message.minutes,
            since=None,
            interpreters=message.interpreters,
            calls=_ring(draft, actor, message, Place.JOINT),
        ),
    )


def _call_more(draft: Draft, actor: MemberState, message: CaucusCall) -> None:
    held = draft.state.caucus
    if held is None or held.caller != actor.identity or held.side is not message.side:
        raise RefusedError(Code.WRONG_PHASE)
    calls = {**held.calls, **_ring(draft, actor, message, Place.WAITING)}
    draft.set(caucus=held.model_copy(update={"calls": calls, "interpreters": message.interpreters}))


def _ring(draft: Draft, actor: MemberState, message: CaucusCall, place: Place) -> dict[str, Call]:
    called = [
        member.identity
        for member in draft.state.at(place)
        if member.connection is not Connection.AWAY
        and (member.side is message.side or (message.interpreters and _helps_inside(draft, member)))
    ]
    if not called:
        raise RefusedError(Code.NOBODY_TO_CALL)
    draft.happen(EventKind.CAUCUS_CALLED, actor.identity, [actor.identity, *called])
    until = draft.now + RING
    return {identity: Call(state=CallState.CALLING, expires_at=until) for identity in called}


def _movers(draft: Draft, actor: MemberState, called: CaucusState) -> list[str]:
    """Return who goes when `actor` accepts. A link to the other side is a mistake in the case and is not followed."""
    return [
        member.identity
        for member in draft.state.unit(actor.identity)
        if member.place in (Place.JOINT, Place.WAITING)
        and member.side in (called.side, Side.NEUTRAL)
        and not member.moderates
        and (called.interpreters or member.role is not Role.INTERPRETER)
    ]


def _helps_inside(draft: Draft, member: MemberState) -> bool:
    """Tell whether somebody interprets for a person who is in the caucus."""
    if member.role is not Role.INTERPRETER or member.linked_to is None:
        return False
    helped = draft.state.members.get(member.linked_to)
    return helped is not None and not helped.removed and helped.place is Place.CAUCUS


def _is_of_side(member: MemberState, held: CaucusState) -> bool:
    return member.identity != held.caller and member.role is not Role.INTERPRETER


def _settle(draft: Draft, identities: Iterable[str], state: CallState) -> None:
    called = draft.state.caucus
    if called is None:
        return
    settled = {
        identity: called.calls[identity].model_copy(update={"state": state})
        for identity in identities
        if identity in called.calls
    }
    draft.set(caucus=called.model_copy(update={"calls": {**called.calls, **settled}}))


def _start(draft: Draft, called: CaucusState, movers: list[str]) -> None:
    everyone = [member.identity for member in draft.state.at(Place.JOINT)]
    running = draft.state.caucus or called
    draft.set(phase=Phase.CAUCUS, caucus=running.model_copy(update={"since": draft.now}), told={})
    inside = [called.caller, *movers]
    waiting = [identity for identity in everyone if identity not in inside]
    for identity in waiting:
        draft.place(identity, Place.WAITING)
    for identity in inside:
        draft.place(identity, Place.CAUCUS)
    draft.happen(EventKind.CAUCUS_STARTED, called.caller, everyone)
    for identity in inside:
        _record(draft, identity, inside)
    for identity in waiting:
        _record(draft, identity, ())


def _enter(draft: Draft, movers: list[str]) -> None:
    for identity in movers:
        draft.place(identity, Place.CAUCUS)
    for identity in movers:
        _record(draft, identity, [member.identity for member in draft.state.at(Place.CAUCUS)])


def _record(draft: Draft, identity: str, audience: Iterable[str]) -> None:
    """Write down where a person is now; whoever is away is nowhere."""
    if draft.member(identity).connection is not Connection.AWAY:
        draft.happen(EventKind.JOINED, identity, audience)
