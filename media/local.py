"""The media plane in this process: one port, all routers and transports, and the clock that drives them."""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TypeVarTuple

from media.burst import Burst
from media.dtls import Certificate
from media.errors import PlaneFullError, PlaneLostError, TapRefusedError, UnknownMemberError, UnknownRouterError
from media.events import Events
from media.ice.addresses import interface_addresses
from media.ice.mux import IceMux
from media.ice.port import Attendant
from media.memory import resident_bytes
from media.negotiation import Candidate
from media.plane import (
    LayersWanted,
    MediaEvent,
    MediaListener,
    MemberId,
    MemberQuality,
    Offer,
    OfferMade,
    Picture,
    PicturesChanged,
    ProducerChanged,
    QualityMeasured,
    RouterId,
    ShownPicture,
    Source,
    SpeakersChanged,
    Tap,
    TapId,
    TransportChanged,
    TransportState,
)
from media.producer import Producer
from media.rhythm import AT_A_STRETCH, FEEDBACK, QUALITY, REPEAT, REPORT, SPEAKERS, TICK, TOGETHER, WATCH, is_due
from media.router import Router, add_needs
from media.rtcp_queue import RtcpQueue
from media.settings import MediaSettings
from media.stalls import StallWatch
from media.stats import Counters
from media.taps import Taps
from media.transport import Ground, Transport

_log = logging.getLogger(__name__)

Arguments = TypeVarTuple("Arguments")


class LocalMediaPlane:
    """A `media.plane.MediaPlane` that moves the packets itself. `start` before use, `close` at the end.

    A member may send every source until `allow` says otherwise. Events are delivered after the call that
    caused them has returned. SSRCs and the first numbers of streams are drawn from `chance`.
    """

    def __init__(
        self,
        settings: MediaSettings | None = None,
        *,
        attendant: Attendant | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),  # noqa: TID251 - this is the edge with the clock
        chance: random.Random | None = None,
    ) -> None:
        self._settings = settings or MediaSettings()
        self._monotonic = monotonic
        self._wall = wall
        self._chance = chance or random.SystemRandom()
        self._counters = Counters()
        self._burst = Burst(self._counters)
        self._reports = RtcpQueue(self._counters)
        self._mux = IceMux(self._counters, monotonic, self._drained, attendant)
        self._events = Events(self._settle)
        self._routers: dict[RouterId, Router] = {}
        self._transports: dict[MemberId, Transport] = {}
        self._states: dict[MemberId, TransportState] = {}
        self._absent: dict[MemberId, tuple[tuple[Picture, ...], ...]] = {}
        self._unsettled: dict[MemberId, Transport] = {}
        self._taps = Taps(wall().timestamp() - monotonic())
        self._refused = 0
        self._stalls = StallWatch()
        self._ticks = 0
        self._opened = 0
        self._timer: asyncio.TimerHandle | None = None
        self._ground: Ground | None = None

    async def start(self) -> None:
        """Open the port. Raises `OSError` when it is taken."""
        self._loop = asyncio.get_running_loop()
        self._events.start(self._loop)
        self._mux.bind(self._settings.hosts, self._settings.port, tcp=self._settings.tcp)
        hosts = self._settings.advertised or interface_addresses(loopback=self._settings.loopback)
        self._ground = Ground(
            certificate=Certificate(self._wall()),
            candidates=tuple(Candidate(protocol, host, self.port) for protocol, host in self._mux.reachable(hosts)),
            table=self._mux.table,
            incoming=self._mux.buffer,
            burst=self._burst,
            reports=self._reports,
            counters=self._counters,
            chance=self._chance,
        )
        self._next_tick = self._loop.time() + TICK
        self._timer = self._loop.call_at(self._next_tick, self._beat)

    @property
    def port(self) -> int:
        """The port number in use."""
        return self._mux.port

    @property
    def packets_received(self) -> int:
        """Datagrams and TCP frames so far: whoever wants a quiet moment compares."""
        return self._counters.packets_received

    def subscribe(self, listener: MediaListener) -> None:
        """Call `listener` with every event."""
        self._events.subscribe(listener)

    async def open_router(self, router: RouterId, *, recordable: bool) -> None:
        """Open a place; opening it again changes nothing."""
        if router not in self._routers:
            self._routers[router] = Router(router, recordable=recordable)

    async def close_router(self, router: RouterId) -> None:
        """Close a place; members in it stay connected and are nowhere."""
        place = self._router(router)
        for member in list(place.members):
            self._take_out(self._transports[member])
        del self._routers[router]

    async def open_transport(self, member: MemberId, router: RouterId | None) -> Offer:
        """Open (or replace) the transport of `member` and put it in `router`."""
        place = None if router is None else self._router(router)
        ground = self._ready_ground()
        before = self._transports.get(member)
        self._admit(member, place)
        if before is not None:
            self._discard(before)
        now = self._monotonic()
        self._opened += 1
        transport = Transport(member, ground, now, self._unsettle, self._begin_anew, turn=self._opened)
        self._transports[member] = transport
        self._states[member] = transport.state
        if place is not None:
            place.join(transport, now)
            self._follow_demand(place, now)
        return transport.offer(now)

    async def answer(self, member: MemberId, version: int, sdp: str) -> None:
        """Apply the browser's answer; a stale one is ignored. Raises `SdpError`."""
        self._transport(member).answer(version, sdp, self._monotonic())

    async def restart_ice(self, member: MemberId) -> Offer:
        """Offer new ICE credentials."""
        return self._transport(member).restart_ice(self._monotonic())

    async def move(self, member: MemberId, router: RouterId | None) -> None:
        """Take `member` out of its router at once and put it in another or nowhere. Ends its taps."""
        transport = self._transport(member)
        place = None if router is None else self._router(router)
        self._require_seat(place, member)
        self._take_out(transport)
        if place is not None:
            now = self._monotonic()
            place.join(transport, now)
            self._follow_demand(place, now)

    async def allow(self, member: MemberId, sources: frozenset[Source]) -> None:
        """Forward and record these sources of `member` and drop all others at the door."""
        now = self._monotonic()
        transport = self._transport(member)
        self._taps.flush()  # nothing leaves after the door is shut
        for producer in transport.producers:
            producer.allow(now, allowed=producer.source in sources)

    async def close_transport(self, member: MemberId) -> None:
        """Close; idempotent."""
        transport = self._transports.get(member)
        if transport is not None:
            self._discard(transport)

    async def show(self, member: MemberId, pictures: tuple[ShownPicture, ...]) -> None:
        """Send `member` these pictures no larger than it shows them, and those out of sight not at all."""
        transport, now = self._transport(member), self._monotonic()
        transport.outbound.show(pictures, now)
        if transport.router is not None:
            self._follow_demand(transport.router, now)

    async def tap(self, member: MemberId, source: Source, tap: TapId, sink: str, permitted_for: float = 0.0) -> Tap:
        """Copy `source` to the datagram socket at path `sink`, and nothing of before it was permitted."""
        transport = self._transport(member)
        if transport.router is None or not transport.router.recordable:
            raise TapRefusedError(member)
        if tap in self._taps:
            raise TapRefusedError("the tap is running")
        producer = transport.inbound.producer(source)
        now = self._monotonic()
        self._taps.begin(producer, tap, sink, now, transport.opening(now - max(permitted_for, 0.0)))
        self._follow_demand(transport.router, now)
        return Tap(tap, producer.format.codec, producer.format.clock_rate)

    async def untap(self, tap: TapId) -> None:
        """Stop copying at once; idempotent."""
        self._taps.end(tap)

    async def request_keyframe(self, member: MemberId, source: Source) -> None:
        """Ask the browser for a keyframe (throttled)."""
        self._transport(member).inbound.producer(source).request_keyframe(self._monotonic())

    async def statistics(self) -> dict[str, float]:
        """Return the counters of `media.stats.Counters` and what there is now."""
        now = {
            "routers": len(self._routers),
            "transports": len(self._transports),
            "taps": len(self._taps),
            "pictures_waiting": sum(len(each.outbound.pictures.waiting) for each in self._transports.values()),
            "transports_refused": self._refused,
            "loop_stalls": self._stalls.stalls,
            "loop_late_ms": self._stalls.worst * 1000,
            "memory_bytes": resident_bytes(),
            "stun_refused": self._mux.table.refused,
            "tap_dropped": self._taps.dropped,
        }
        return {**self._counters.as_dict(), **{name: float(value) for name, value in now.items()}}

    async def close(self) -> None:
        """Close every transport and router, and the port; idempotent."""
        for transport in list(self._transports.values()):
            self._discard(transport)
        self._routers.clear()
        self._events.clear()
        if self._timer is not None:
            self._timer.cancel()
        self._mux.close()

    def _drained(self) -> None:
        self._burst.flush()
        self._taps.flush_full()
        self._reports.work_off(self._mux.drain)

    def _beat(self) -> None:
        """Tick every 20 ms. A late tick is not made up for."""
        self._watch_stalls()
        self._next_tick = max(self._next_tick + TICK, self._loop.time())
        self._timer = self._loop.call_at(self._next_tick, self._beat)
        self.tick()

    def tick(self) -> None:
        """Let every transport do what is due; packets that come meanwhile are forwarded in between."""
        self._ticks += 1
        now = self._monotonic()
        looked_at = float("-inf")
        for transport in list(self._transports.values()):
            at = self._monotonic()
            if at - looked_at > AT_A_STRETCH:
                self._mux.drain()
                looked_at = at
            self._alone(self._tick, transport, now)
        self._follow_demands(now)
        if is_due(SPEAKERS, self._ticks):
            self._follow_speakers(now)
        if is_due(QUALITY, self._ticks):
            self._measure(now)
        self._burst.flush()
        self._taps.flush()

    def _alone(self, work: Callable[[*Arguments], object], *arguments: *Arguments) -> None:
        """Do the `work` of one browser or place: its defect must not cost the others their tick."""
        try:
            work(*arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is theirs alone
            self._burst.counters.failures += 1
            if self._burst.counters.failures == 1:
                _log.error("the work for one browser or place failed: %s", type(error).__name__)

    def _tick(self, transport: Transport, now: float) -> None:
        transport.tick(now)
        if is_due(FEEDBACK, self._ticks, transport.turn):
            transport.inbound.send_feedback()
        if is_due(REPORT, self._ticks, transport.turn):
            transport.inbound.send_reports(now)
            transport.outbound.balance(now)
            self._follow_pictures(transport, now)
        if is_due(WATCH, self._ticks, transport.turn):
            transport.watch(now)
            self._follow_producers(transport, now)
        if is_due(REPEAT, self._ticks, transport.turn):
            self._repeat_wishes(transport, now)

    def _watch_stalls(self) -> None:
        now = self._loop.time()
        if late := self._stalls.tick(now - self._next_tick, now):
            _log.warning("the media worker's loop stood still for %d ms", late * 1000)

    def _follow_producers(self, transport: Transport, now: float) -> None:
        for producer in transport.producers:
            live = producer.comes(now, reachable=transport.state is TransportState.CONNECTED)
            if live == producer.live:
                continue
            producer.live = live
            if live:
                transport.publish(producer)
            self._events.emit(ProducerChanged(transport.member, transport.turn, producer.source, live))
            if live:
                self._tell_wish(producer)  # the browser may follow one that was on its way to its last transport

    def _repeat_wishes(self, transport: Transport, now: float) -> None:
        """Ask again for what may be sent and does not come: the browser may have missed it, or refused."""
        if transport.state is TransportState.CONNECTED:
            for producer in transport.producers:
                if producer.allowed and (not producer.live or producer.misses_layers(now)):
                    self._tell_wish(producer)

    def _tell_wish(self, producer: Producer) -> None:
        if not producer.is_audio:
            turn = self._transports[producer.member].turn
            self._events.emit(LayersWanted(producer.member, turn, producer.source, producer.demand.asked))

    def _follow_pictures(self, transport: Transport, now: float) -> None:
        absent = transport.outbound.pictures.waiting, transport.outbound.undecodable(now), transport.left_out
        if absent != self._absent.get(transport.member, ((), (), ())):
            self._absent[transport.member] = absent
            self._events.emit(PicturesChanged(transport.member, transport.turn, *absent))

    def _follow_demands(self, now: float) -> None:
        """Ask every browser for what somebody needs of its pictures; who is nowhere is needed by nobody."""
        for turn, place in enumerate(self._routers.values()):
            if is_due(REPORT, self._ticks, turn * TOGETHER):  # a place is as much work as many browsers
                self._follow_demand(place, now)
        if is_due(REPORT, self._ticks):
            for transport in self._transports.values():
                if transport.router is None:
                    self._alone(self._ask, transport.producers, {}, now)

    def _follow_demand(self, place: Router, now: float) -> None:
        needed: dict[Producer, int] = {}
        for member in place.members.values():
            self._alone(add_needs, member, needed)
        for member in place.members.values():
            self._alone(self._ask, member.producers, needed, now)

    def _ask(self, producers: Iterable[Producer], needed: Mapping[Producer, int], now: float) -> None:
        for producer in producers:
            if not producer.is_audio and producer.follow_demand(needed.get(producer, 0), now):
                self._tell_wish(producer)

    def _follow_speakers(self, now: float) -> None:
        for place in self._routers.values():
            self._alone(self._tell_speakers, place, now)

    def _tell_speakers(self, place: Router, now: float) -> None:
        speakers = place.election.changed(now)
        if speakers is not None:
            self._events.emit(SpeakersChanged(place.router, speakers))

    def _measure(self, now: float) -> None:
        measured: list[MemberQuality] = []
        for transport in self._transports.values():
            if transport.state is TransportState.CONNECTED:
                self._alone(_measure_into, measured, transport, now)
        if measured:
            self._events.emit(QualityMeasured(tuple(measured)))

    def _unsettle(self, transport: Transport) -> None:
        """Look at `transport` when the running call is over: several changes make one offer."""
        self._unsettled[transport.member] = transport
        self._events.schedule()

    def _settle(self) -> Iterator[MediaEvent]:
        unsettled, self._unsettled = self._unsettled, {}
        for transport in unsettled.values():
            if self._transports.get(transport.member) is transport:
                yield from self._settle_transport(transport)

    def _settle_transport(self, transport: Transport) -> Iterator[MediaEvent]:
        if transport.state is not self._states[transport.member]:
            self._states[transport.member] = transport.state
            yield TransportChanged(transport.member, transport.turn, transport.state)
        if transport.state is TransportState.CLOSED:
            self._discard(transport)
        elif transport.wants_offer:
            yield OfferMade(transport.member, transport.offer(self._monotonic()))

    def _discard(self, transport: Transport) -> None:
        self._take_out(transport)
        transport.close()
        del self._transports[transport.member]
        del self._states[transport.member]
        self._absent.pop(transport.member, None)

    def _take_out(self, transport: Transport) -> None:
        """Detach `transport` from its place: synchronous, so no packet can pass in between."""
        self._taps.end_of_member(transport.member)
        if transport.router is not None:
            transport.router.leave(transport, self._monotonic())

    def _begin_anew(self, producer: Producer) -> None:
        """End the taps of a source that becomes another; `ProducerChanged` then tells that it begins anew."""
        self._taps.end_of_source(producer)
        producer.live = False

    def _admit(self, member: MemberId, place: Router | None) -> None:
        """Raise `PlaneFullError` rather than take in more than memory and processor are sized for."""
        self._require_seat(place, member)
        if member not in self._transports and len(self._transports) >= self._settings.max_transports:
            self._refused += 1
            raise PlaneFullError("the worker has as many browsers as it takes")

    def _require_seat(self, place: Router | None, member: MemberId) -> None:
        if place is None or member in place.members or len(place.members) < self._settings.max_router_members:
            return
        self._refused += 1
        raise PlaneFullError("the place has as many people as it takes")

    def _router(self, router: RouterId) -> Router:
        place = self._routers.get(router)
        if place is None:
            raise UnknownRouterError(router)
        return place

    def _transport(self, member: MemberId) -> Transport:
        """Return what has not ended: names given to a browser that has would be kept for ever."""
        transport = self._transports.get(member)
        if transport is None or transport.state is TransportState.CLOSED:
            raise UnknownMemberError(member)
        return transport

    def _ready_ground(self) -> Ground:
        if self._ground is None:
            raise PlaneLostError("the plane was not started")
        return self._ground


def _measure_into(measured: list[MemberQuality], transport: Transport, now: float) -> None:
    measured.append(transport.measure(now))
