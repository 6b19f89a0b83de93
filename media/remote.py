"""One media worker: a media plane in a process of its own, watched, and a new process when it dies or hangs."""

import asyncio
import contextlib
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from media.channel import Channel, ChannelClosedError, JsonValue, RefusedError
from media.control import read_offer, read_refusal, read_statistics, read_tap, write_value
from media.errors import MediaError, PlaneLostError
from media.holdings import Holdings
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
)
from media.process import WorkerProcess, absolute
from media.settings import MediaSettings

if TYPE_CHECKING:
    from collections.abc import Callable

HEARTBEAT: Final = 0.5
"""Seconds between two questions whether the worker is alive."""
PATIENCE: Final = 1.5
"""Seconds without an answer after which a worker is taken for dead and killed."""
_OWN_LATENESS: Final = 0.25
"""Seconds that this process itself may be late before its clock is no evidence against the worker."""
_PAUSES: Final = (0.0, 0.2, 0.5, 1.0, 2.0)

_log = logging.getLogger(__name__)


class RemoteMediaPlane:
    """A `media.plane.MediaPlane` whose packets move in another process.

    Calls while there is no worker, or that the dying worker did not answer, raise `PlaneLostError`.
    When the next worker answers, listeners get `PlacesLost`, unless `take_lost` was called before: then
    whoever called it has them opened elsewhere. `start` before use, `close` at the end.
    """

    def __init__(self, settings: MediaSettings | None = None, number: int = 0) -> None:
        self.number = number
        """Names the worker among others, in metrics and logs."""
        self.draining = False
        """Whether it shall be given no further room; a new process takes rooms again."""
        self.holdings = Holdings()
        self.counters: dict[str, float] = {}
        """The last answer to the heartbeat."""
        self.packets_per_second = 0.0
        """Sent, between the last two heartbeats."""
        self.restarts = 0
        self.answer_seconds = 0.0
        """How long the last heartbeat took."""
        self.on_gone: Callable[[], None] = _nothing
        """Called when the process is gone for certain, before another is started."""
        self.on_drain: Callable[[], None] = _nothing
        """Called when the process was asked to end (SIGTERM) and wants to finish what it holds."""
        self._settings = settings or MediaSettings()
        self._listeners: list[MediaListener] = []
        self._process: WorkerProcess | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._port = 0
        self._answered_at = 0.0
        self._silent_since = 0.0

    async def start(self) -> None:
        """Start the worker and return when it answers. Raises `PlaneLostError` when it cannot start."""
        await self._spawn()
        self._supervisor = asyncio.create_task(self._supervise(), name=f"media-worker-{self.number}")

    @property
    def port(self) -> int:
        """The port number of the worker; once chosen it stays the same while it can be had."""
        return self._port

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker, None while there is none."""
        return None if self._process is None else self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether calls can be answered now."""
        return self._process is not None and not self._process.channel.is_closed

    def subscribe(self, listener: MediaListener) -> None:
        """Call `listener` with every event."""
        self._listeners.append(listener)

    async def open_router(self, router: RouterId, *, recordable: bool) -> None:
        """See `MediaPlane.open_router`."""
        await self._call("open_router", router=router, recordable=recordable)
        self.holdings.add_router(router)

    async def close_router(self, router: RouterId) -> None:
        """See `MediaPlane.close_router`."""
        await self._call("close_router", router=router)
        self.holdings.drop_router(router)

    async def open_transport(self, member: MemberId, router: RouterId | None) -> Offer:
        """See `MediaPlane.open_transport`."""
        offer = read_offer(await self._call("open_transport", member=member, router=router))
        self.holdings.add_member(member)
        return offer

    async def answer(self, member: MemberId, version: int, sdp: str) -> None:
        """See `MediaPlane.answer`."""
        await self._call("answer", member=member, version=version, sdp=sdp)

    async def restart_ice(self, member: MemberId) -> Offer:
        """See `MediaPlane.restart_ice`."""
        return read_offer(await self._call("restart_ice", member=member))

    async def move(self, member: MemberId, router: RouterId | None) -> None:
        """See `MediaPlane.move`."""
        await self._call("move", member=member, router=router)

    async def allow(self, member: MemberId, sources: frozenset[Source]) -> None:
        """See `MediaPlane.allow`."""
        await self._call("allow", member=member, sources=sources)

    async def close_transport(self, member: MemberId) -> None:
        """See `MediaPlane.close_transport`."""
        await self._call("close_transport", member=member)
        self.holdings.drop_member(member)

    async def show(self, member: MemberId, pictures: tuple[ShownPicture, ...]) -> None:
        """See `MediaPlane.show`."""
        await self._call("show", member=member, pictures=pictures)

    async def tap(self, member: MemberId, source: Source, tap: TapId, sink: str, permitted_for: float = 0.0) -> Tap:
        """See `MediaPlane.tap`. A relative `sink` is relative to this process."""
        what = {"member": member, "source": source, "tap": tap}
        return read_tap(await self._call("tap", **what, sink=absolute(sink), permitted_for=permitted_for))

    async def untap(self, tap: TapId) -> None:
        """See `MediaPlane.untap`."""
        await self._call("untap", tap=tap)

    async def request_keyframe(self, member: MemberId, source: Source) -> None:
        """See `MediaPlane.request_keyframe`."""
        await self._call("request_keyframe", member=member, source=source)

    async def statistics(self) -> dict[str, float]:
        """See `MediaPlane.statistics`."""
        return read_statistics(await self._call("statistics"))

    def take_lost(self) -> PlacesLost:
        """Return what the process that is gone held: the caller has it opened elsewhere."""
        routers, members = self.holdings.take()
        return PlacesLost(routers, members, asyncio.get_running_loop().time() - self._silent_since)

    async def retire(self) -> None:
        """End the process, as if it had died, and start another: what it still holds is lost to it."""
        if self._process is not None:
            await self._process.channel.close()

    async def close(self) -> None:
        """End the worker, which closes everything it has; idempotent."""
        if self._supervisor is not None:
            self._supervisor.cancel()
            await asyncio.gather(self._supervisor, return_exceptions=True)
            self._supervisor = None
        await self._end_worker()

    async def _call(self, call: str, **values: object) -> JsonValue:
        if self._process is None:
            raise PlaneLostError(call)
        try:
            written = {name: write_value(value) for name, value in values.items()}
            return await self._process.channel.call(call, written)
        except ChannelClosedError as error:
            raise PlaneLostError(call) from error
        except RefusedError as refusal:
            raise read_refusal(refusal) from refusal

    async def _spawn(self) -> None:
        settings = replace(self._settings, port=self._port or self._settings.port)
        self._process = await WorkerProcess.start(settings, self._hear, self._wants_drain)
        self._port = self._process.port
        self._answered_at = asyncio.get_running_loop().time()
        self.draining = False
        self.counters = {}
        self.packets_per_second = 0.0

    async def _supervise(self) -> None:
        """Watch the worker; when it is gone start another, with growing pauses while that fails."""
        while True:
            if self._process is not None:
                await self._watch(self._process.channel)
                self._silent_since = self._answered_at
            level = logging.INFO if self.draining else logging.ERROR
            _log.log(level, "media worker %d is gone; starting another", self.number)
            await self._end_worker(at_once=True)
            self.on_gone()
            await self._respawn()
            self.restarts += 1
            self._deliver(self.take_lost())

    async def _watch(self, channel: Channel) -> None:
        """Return when the worker is dead or does not answer."""
        while not channel.is_closed:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT):  # `wait_for` may swallow the cancellation by `close`
                    await channel.wait_closed()
                return
            if not await self._beat():
                return

    async def _beat(self) -> bool:
        """Ask for the counters; return False when no answer came although this process was there to hear it."""
        loop = asyncio.get_running_loop()
        asked_at = loop.time()
        question = asyncio.ensure_future(self.statistics())
        try:
            await asyncio.wait((question,), timeout=PATIENCE)
            if not question.done() and loop.time() - asked_at > PATIENCE + _OWN_LATENESS:
                await asyncio.wait((question,), timeout=PATIENCE)  # we stood still ourselves: hear what has come
            if not question.done():
                return False
            counters = question.result()
        except MediaError:
            return False
        finally:
            question.cancel()
        self._take_counters(counters, loop.time(), asked_at)
        return True

    def _take_counters(self, counters: dict[str, float], now: float, asked_at: float) -> None:
        sent = counters.get("packets_sent", 0.0) - self.counters.get("packets_sent", 0.0)
        self.packets_per_second = max(0.0, sent) / max(now - self._answered_at, 0.001)
        self.counters, self._answered_at, self.answer_seconds = counters, now, now - asked_at

    async def _respawn(self) -> None:
        tries = 0
        while True:
            await asyncio.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])
            tries += 1
            if tries == len(_PAUSES):
                self._port = 0  # somebody took the chosen port: take another, unless the settings name one
            with contextlib.suppress(PlaneLostError, OSError):
                await self._spawn()
                return

    async def _end_worker(self, *, at_once: bool = False) -> None:
        """Return when the process has ended: what nobody supervises must not forward a packet more."""
        process, self._process = self._process, None
        if process is not None:
            await process.end(at_once=at_once)

    def _hear(self, event: MediaEvent) -> None:
        if isinstance(event, TransportChanged) and event.state is TransportState.CLOSED:
            self.holdings.drop_member(event.member)
        self._deliver(event)

    def _wants_drain(self) -> None:
        self.on_drain()

    def _deliver(self, event: MediaEvent) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - a listener's defect must not stop the others
                _log.exception("a listener failed on %s", type(event).__name__)


def _nothing() -> None:
    pass
