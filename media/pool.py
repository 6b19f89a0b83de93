"""The media plane over several workers: each room lives on one of them, and moves when that one dies or drains."""

import asyncio
import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final, Self

from media.errors import MediaError, PlaneFullError, PlaneLostError, UnknownMemberError, UnknownRouterError
from media.placement import WorkerLoad, place
from media.plane import (
    MediaEvent,
    MediaListener,
    MemberId,
    Offer,
    PlacesLost,
    RouterId,
    ShownPicture,
    Source,
    Tap,
    TapId,
    TransportChanged,
    TransportState,
    room_of,
)
from media.remote import RemoteMediaPlane
from media.settings import MediaSettings

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAIN_PATIENCE: Final = 600.0
"""Seconds that the rooms of a draining worker may go on before they are moved."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WorkerReport:
    """One worker as operators see it."""

    number: int
    alive: bool
    draining: bool
    rooms: int
    packets_per_second: float
    answer_seconds: float
    """How long it took to answer the last heartbeat."""
    restarts: int
    counters: dict[str, float]

    @classmethod
    def alone(cls, counters: dict[str, float]) -> Self:
        """Return the report of a plane in this process."""
        return cls(0, True, False, int(counters.get("routers", 0)), 0.0, 0.0, 0, counters)  # noqa: FBT003 - two flags in the order of the fields


class MediaPool:
    """A `media.plane.MediaPlane` over `count` workers. `start` before use, `close` at the end.

    Worker `k` listens on the port of the settings plus `k`. `PlacesLost` names what a dead worker held, as soon
    as any worker answers; rooms of the others do not notice.
    """

    def __init__(self, settings: MediaSettings | None = None, count: int = 1) -> None:
        settings = settings or MediaSettings()
        self.workers: Sequence[RemoteMediaPlane] = tuple(
            RemoteMediaPlane(_at(settings, number), number) for number in range(count)
        )
        self._listeners: list[MediaListener] = []
        self._placed: dict[str, RemoteMediaPlane] = {}
        self._taps: dict[TapId, RemoteMediaPlane] = {}
        self._drains: dict[int, asyncio.TimerHandle] = {}
        self._retiring: set[asyncio.Task[None]] = set()
        for worker in self.workers:
            worker.subscribe(partial(self._hear, worker))
            worker.on_gone = partial(self._gone, worker)
            worker.on_drain = partial(self.drain, worker.number)

    async def start(self) -> None:
        """Start every worker. Raises `PlaneLostError` when one cannot start; then none runs."""
        outcomes = await asyncio.gather(*(worker.start() for worker in self.workers), return_exceptions=True)
        failures = [outcome for outcome in outcomes if outcome is not None]
        if failures:
            await self.close()
            raise failures[0]

    def subscribe(self, listener: MediaListener) -> None:
        """Call `listener` with every event."""
        self._listeners.append(listener)

    def drain(self, number: int) -> None:
        """Give a worker no further room; it is replaced when its rooms have ended, or moved after `DRAIN_PATIENCE`."""
        worker = self.workers[number]
        if worker.draining or not worker.is_alive:
            return
        _log.info("media worker %d is draining", number)
        worker.draining = True
        loop = asyncio.get_running_loop()
        self._drains[number] = loop.call_later(DRAIN_PATIENCE, self._retire, worker)
        self._retire_if_empty(worker)

    def place_of(self, room: str) -> int | None:
        """Return the number of the worker a room is on; None when it has no media open."""
        worker = self._placed.get(room)
        return None if worker is None else worker.number

    def reports(self) -> tuple[WorkerReport, ...]:
        """Return every worker as operators see it, from its last heartbeat."""
        return tuple(
            WorkerReport(
                number=worker.number,
                alive=worker.is_alive,
                draining=worker.draining,
                rooms=len(worker.holdings.rooms),
                packets_per_second=worker.packets_per_second,
                answer_seconds=worker.answer_seconds,
                restarts=worker.restarts,
                counters=worker.counters,
            )
            for worker in self.workers
        )

    async def open_router(self, router: RouterId, *, recordable: bool) -> None:
        """See `MediaPlane.open_router`. The first place of a room decides on which worker the room is."""
        room = room_of(router)
        worker = self._placed.get(room) or self._place(room)
        try:
            await worker.open_router(router, recordable=recordable)
        finally:
            self._release_if_empty(room)

    async def close_router(self, router: RouterId) -> None:
        """See `MediaPlane.close_router`."""
        room = room_of(router)
        worker = self._placed.get(room)
        if worker is None:
            raise UnknownRouterError(router)
        await worker.close_router(router)
        self._release_if_empty(room)

    async def open_transport(self, member: MemberId, router: RouterId | None) -> Offer:
        """See `MediaPlane.open_transport`. Someone who is nowhere waits on the worker of their room."""
        room = room_of(member)
        worker = self._placed.get(room) or self._place(room)
        try:
            return await worker.open_transport(member, router)
        finally:
            self._release_if_empty(room)

    async def answer(self, member: MemberId, version: int, sdp: str) -> None:
        """See `MediaPlane.answer`."""
        await self._of(member).answer(member, version, sdp)

    async def restart_ice(self, member: MemberId) -> Offer:
        """See `MediaPlane.restart_ice`."""
        return await self._of(member).restart_ice(member)

    async def move(self, member: MemberId, router: RouterId | None) -> None:
        """See `MediaPlane.move`."""
        await self._of(member).move(member, router)

    async def allow(self, member: MemberId, sources: frozenset[Source]) -> None:
        """See `MediaPlane.allow`."""
        await self._of(member).allow(member, sources)

    async def close_transport(self, member: MemberId) -> None:
        """See `MediaPlane.close_transport`."""
        worker = self._placed.get(room_of(member))
        if worker is not None:
            await worker.close_transport(member)
            self._release_if_empty(room_of(member))

    async def show(self, member: MemberId, pictures: tuple[ShownPicture, ...]) -> None:
        """See `MediaPlane.show`."""
        await self._of(member).show(member, pictures)

    async def tap(self, member: MemberId, source: Source, tap: TapId, sink: str, permitted_for: float = 0.0) -> Tap:
        """See `MediaPlane.tap`."""
        worker = self._taps[tap] = self._of(member)
        try:
            return await worker.tap(member, source, tap, sink, permitted_for)
        except MediaError:
            self._taps.pop(tap, None)
            raise

    async def untap(self, tap: TapId) -> None:
        """See `MediaPlane.untap`."""
        worker = self._taps.pop(tap, None)
        if worker is not None:
            await worker.untap(tap)

    async def request_keyframe(self, member: MemberId, source: Source) -> None:
        """See `MediaPlane.request_keyframe`."""
        await self._of(member).request_keyframe(member, source)

    async def statistics(self) -> dict[str, float]:
        """Return the counters of all workers together. Raises `PlaneLostError` when none answers."""
        answers = await asyncio.gather(*(worker.statistics() for worker in self.workers), return_exceptions=True)
        counted = [answer for answer in answers if isinstance(answer, dict)]
        if not counted:
            raise PlaneLostError("no media worker answers")
        total: dict[str, float] = {}
        for counters in counted:
            for name, value in counters.items():
                total[name] = total.get(name, 0.0) + value
        return total

    async def close(self) -> None:
        """End every worker; idempotent."""
        for timer in self._drains.values():
            timer.cancel()
        await asyncio.gather(*self._retiring, *(worker.close() for worker in self.workers))

    def _place(self, room: str) -> RemoteMediaPlane:
        number = place(
            WorkerLoad(
                worker.number,
                sum(placed is worker for placed in self._placed.values()),
                worker.packets_per_second,
                takes_rooms=worker.is_alive and not worker.draining,
            )
            for worker in self.workers
        )
        if number is None:
            raise PlaneFullError("no worker takes another room")
        worker = self._placed[room] = self.workers[number]
        return worker

    def _of(self, member: MemberId) -> RemoteMediaPlane:
        worker = self._placed.get(room_of(member))
        if worker is None:
            raise UnknownMemberError(member)
        return worker

    def _release_if_empty(self, room: str) -> None:
        worker = self._placed.get(room)
        if worker is not None and not worker.holdings.has(room):
            del self._placed[room]
            self._retire_if_empty(worker)

    def _retire_if_empty(self, worker: RemoteMediaPlane) -> None:
        if worker.draining and worker not in self._placed.values():
            self._retire(worker)

    def _retire(self, worker: RemoteMediaPlane) -> None:
        self._end_drain(worker)
        task = asyncio.get_running_loop().create_task(worker.retire())
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)

    def _end_drain(self, worker: RemoteMediaPlane) -> None:
        if (timer := self._drains.pop(worker.number, None)) is not None:
            timer.cancel()

    def _gone(self, worker: RemoteMediaPlane) -> None:
        """Move the rooms of a dead worker at once, when another can take them."""
        self._end_drain(worker)
        if any(other.is_alive and not other.draining for other in self.workers):
            self._lose(worker, worker.take_lost())

    def _hear(self, worker: RemoteMediaPlane, event: MediaEvent) -> None:
        if isinstance(event, TransportChanged) and event.state is TransportState.CLOSED:
            self._release_if_empty(room_of(event.member))
        if not isinstance(event, PlacesLost):
            self._deliver(event)
            return
        self._lose(worker, event)
        for other in self.workers:  # they died while there was nobody to take their rooms
            if not other.is_alive:
                self._lose(other, other.take_lost())

    def _lose(self, worker: RemoteMediaPlane, lost: PlacesLost) -> None:
        self._placed = {room: held for room, held in self._placed.items() if held is not worker}
        self._taps = {tap: held for tap, held in self._taps.items() if held is not worker}
        if lost.routers or lost.members:
            self._deliver(lost)

    def _deliver(self, event: MediaEvent) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - a listener's defect must not stop the others
                _log.exception("a listener failed on %s", type(event).__name__)


def _at(settings: MediaSettings, number: int) -> MediaSettings:
    return replace(settings, port=settings.port + number) if settings.port else settings
