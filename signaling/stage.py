"""`Stage`: puts people on the media plane as the meeting says, and knows what has been put there.

It is told the state, never what changed: it compares and makes the difference good, taking away before it
gives. So no rule can forget a media call, and a call that failed is made good by closing the transport.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from media import plane as media
from media.errors import MediaError, UnknownMemberError
from media.plane import MediaPlane, MemberId, Offer, RouterId, Source
from signaling.members import MemberState
from signaling.protocol.media import ShownPicture
from signaling.protocol.words import Connection, Phase, Place
from signaling.state import MeetingState

_log = logging.getLogger(__name__)
_NOTHING: Final[frozenset[Source]] = frozenset()


@dataclass(slots=True)
class _Standing:
    """Where one transport is, what it may send, and what arrives from it."""

    transport: int
    router: RouterId | None
    allowed: frozenset[Source]
    live: set[Source] = field(default_factory=set)
    connected: bool = True


class Stage:
    """The routers and transports of one meeting. Whoever opens a stage closes it."""

    def __init__(self, plane: MediaPlane, session: str) -> None:
        self._plane = plane
        self._session = session
        self._routers: set[RouterId] = set()
        self._standing: dict[str, _Standing] = {}

    def member_id(self, identity: str) -> MemberId:
        """Return the name of a person in the media plane."""
        return MemberId(f"{self._session}.{identity}")

    def has(self, identity: str) -> bool:
        """Tell whether this person has a transport."""
        return identity in self._standing

    def is_on(self, identity: str, transport: int) -> bool:
        """Tell whether this is the person's transport now, and not one of before."""
        standing = self._standing.get(identity)
        return standing is not None and standing.transport == transport

    def at(self, router: RouterId) -> tuple[str, ...]:
        """Return who is in a router."""
        return tuple(identity for identity, standing in self._standing.items() if standing.router == router)

    def sources(self, identity: str) -> frozenset[Source]:
        """Return what arrives from a person and is let through."""
        standing = self._standing.get(identity)
        return _NOTHING if standing is None else standing.allowed & standing.live

    def heard(self, identity: str, source: Source, *, live: bool) -> None:
        """Note that media began or stopped to arrive."""
        standing = self._standing.get(identity)
        if standing is not None and live:
            standing.live.add(source)
        elif standing is not None:
            standing.live.discard(source)

    def connected(self, identity: str) -> bool:
        """Tell whether packets come and go; also before the first one."""
        standing = self._standing.get(identity)
        return standing is None or standing.connected

    def reached(self, identity: str, *, connected: bool) -> bool:
        """Note whether a transport has packets; return whether that is news."""
        standing = self._standing.get(identity)
        if standing is None or standing.connected == connected:
            return False
        standing.connected = connected
        return True

    @property
    def stalled(self) -> frozenset[str]:
        """Those whose transport has no packets any more."""
        return frozenset(identity for identity, standing in self._standing.items() if not standing.connected)

    async def connect(self, state: MeetingState, identity: str) -> Offer:
        """Open (or replace) a person's transport in their place; raises `MediaError`."""
        member = state.members[identity]
        router = self._router_of(state, member)
        await self._open_router(router)
        self._standing.pop(identity, None)
        offer = await self._plane.open_transport(self.member_id(identity), router)
        standing = self._standing[identity] = _Standing(offer.transport, router, _NOTHING)
        await self._allow(identity, standing, member.allowed, always=True)
        return offer

    async def answer(self, identity: str, version: int, sdp: str) -> None:
        """Pass the browser's answer on; raises `MediaError`."""
        await self._plane.answer(self.member_id(identity), version, sdp)

    async def restart(self, identity: str) -> Offer:
        """Return an offer with new ICE credentials; raises `MediaError`."""
        return await self._plane.restart_ice(self.member_id(identity))

    async def show(self, identity: str, pictures: Iterable[ShownPicture]) -> None:
        """Say how large a person sees others, so that no more is sent; raises `MediaError`."""
        if self.has(identity):
            shown = tuple(
                media.ShownPicture(self.member_id(each.identity), Source(each.source), each.height) for each in pictures
            )
            await self._plane.show(self.member_id(identity), shown)

    async def disconnect(self, identity: str) -> None:
        """Close a person's transport."""
        if self._standing.pop(identity, None) is not None:
            await self._close_transport(identity)

    async def settle(self, state: MeetingState) -> None:
        """Make the plane as the state says: close, silence, take out; then put in and let speak; then close rooms."""
        for identity in list(self._standing):
            if not may_stay(state, identity):
                await self.disconnect(identity)
        for identity, standing, member in self._people(state):
            await self._guarded(identity, standing.allowed & member.allowed, standing)
        leaving_first = sorted(self._people(state), key=lambda person: self._router_of(state, person[2]) is not None)
        for identity, standing, member in leaving_first:
            await self._move(identity, standing, self._router_of(state, member))
        for identity, standing, member in self._people(state):
            await self._guarded(identity, member.allowed, standing)
        await self._close_unused_routers(state)

    async def close(self) -> None:
        """Close every transport and router of the meeting."""
        for identity in list(self._standing):
            await self.disconnect(identity)
        for router in list(self._routers):
            await self._close_router(router)

    def forget(self) -> None:
        """Note that the worker is gone with everything that was on it."""
        self._standing.clear()
        self._routers.clear()

    def _people(self, state: MeetingState) -> Iterator[tuple[str, _Standing, MemberState]]:
        for identity, standing in list(self._standing.items()):
            if identity in self._standing:
                yield identity, standing, state.members[identity]

    def _router_of(self, state: MeetingState, member: MemberState) -> RouterId | None:
        match member.place:
            case Place.JOINT:
                return RouterId(f"{self._session}.joint")
            case Place.CAUCUS:
                return RouterId(f"{self._session}.caucus.{state.caucuses}")
            case Place.LOBBY | Place.WAITING:
                return None

    async def _open_router(self, router: RouterId | None) -> None:
        if router is None or router in self._routers:
            return
        await self._plane.open_router(router, recordable=router == f"{self._session}.joint")
        self._routers.add(router)

    async def _move(self, identity: str, standing: _Standing, router: RouterId | None) -> None:
        if standing.router == router:
            return
        try:
            await self._open_router(router)
            await self._plane.move(self.member_id(identity), router)
            standing.router = router
        except MediaError as error:
            await self._give_up(identity, error)

    async def _guarded(self, identity: str, allowed: frozenset[Source], standing: _Standing) -> None:
        try:
            await self._allow(identity, standing, allowed)
        except MediaError as error:
            await self._give_up(identity, error)

    async def _allow(
        self, identity: str, standing: _Standing, allowed: frozenset[Source], *, always: bool = False
    ) -> None:
        if always or standing.allowed != allowed:
            await self._plane.allow(self.member_id(identity), allowed)
            standing.allowed = allowed

    async def _give_up(self, identity: str, error: MediaError) -> None:
        """Close what could not be brought where it belongs: silence is safe, a wrong place is not.

        A browser that said goodbye (close_notify, RFC 5246 section 7.2.1) before its page is missed is gone already.
        """
        if isinstance(error, UnknownMemberError):
            _log.info("transport had ended before", extra={"session": self._session})
        else:
            _log.warning("media call failed, transport closed", extra={"session": self._session, "code": error.code})
        await self.disconnect(identity)

    async def _close_transport(self, identity: str) -> None:
        try:
            await self._plane.close_transport(self.member_id(identity))
        except MediaError as error:
            _log.warning("transport not closed", extra={"session": self._session, "code": error.code})

    async def _close_unused_routers(self, state: MeetingState) -> None:
        used = {self._router_of(state, member) for member in state.present}
        for router in list(self._routers):
            if router not in used and router != f"{self._session}.joint":
                await self._close_router(router)

    async def _close_router(self, router: RouterId) -> None:
        self._routers.discard(router)
        try:
            await self._plane.close_router(router)
        except MediaError as error:
            _log.warning("router not closed", extra={"session": self._session, "code": error.code})


def may_stay(state: MeetingState, identity: str) -> bool:
    """Tell whether a transport is kept: its person has a seat and is here or may come back in a moment."""
    member = state.members[identity]
    return state.phase is not Phase.ENDED and not member.removed and member.connection is not Connection.AWAY
