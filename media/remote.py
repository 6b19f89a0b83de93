"""The media plane in a process of its own: the same calls and events, and a new process when it dies."""

import asyncio
import contextlib
import logging
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import media
from media.channel import Channel, ChannelClosedError, JsonObject, JsonValue, RefusedError
from media.control import read_event, read_offer, read_refusal, read_statistics, read_tap, write_value
from media.errors import PlaneLostError
from media.plane import (
    MediaEvent,
    MediaListener,
    MemberId,
    Offer,
    PlaneRestarted,
    RouterId,
    Source,
    Tap,
    TapId,
)
from media.settings import MediaSettings
from media.worker import READY

HEARTBEAT: Final = 1.0
"""Seconds between two questions whether the worker is alive."""
PATIENCE: Final = 4.0
"""Seconds without an answer after which a worker is taken for dead and killed."""
START_PATIENCE: Final = 20.0
_PAUSES: Final = (0.0, 0.2, 0.5, 1.0, 2.0)
_END_PATIENCE: Final = 3.0

_log = logging.getLogger(__name__)


class RemoteMediaPlane:
    """A `media.plane.MediaPlane` whose packets move in another process.

    Calls while there is no worker, or that the dying worker did not answer, raise `PlaneLostError`.
    When the next worker answers, listeners get `PlaneRestarted`. `start` before use, `close` at the end.
    """

    def __init__(self, settings: MediaSettings | None = None) -> None:
        self._settings = settings or MediaSettings()
        self._listeners: list[MediaListener] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._port = 0

    async def start(self) -> None:
        """Start the worker and return when it answers. Raises `PlaneLostError` when it cannot start."""
        await self._spawn()
        self._supervisor = asyncio.create_task(self._supervise())

    @property
    def port(self) -> int:
        """The port number of the worker; once chosen it stays the same while it can be had."""
        return self._port

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker, None while there is none."""
        return self._process.pid if self._process is not None else None

    def subscribe(self, listener: MediaListener) -> None:
        """Call `listener` with every event."""
        self._listeners.append(listener)

    async def open_router(self, router: RouterId, *, recordable: bool) -> None:
        """See `MediaPlane.open_router`."""
        await self._call("open_router", router=router, recordable=recordable)

    async def close_router(self, router: RouterId) -> None:
        """See `MediaPlane.close_router`."""
        await self._call("close_router", router=router)

    async def open_transport(self, member: MemberId, router: RouterId | None) -> Offer:
        """See `MediaPlane.open_transport`."""
        return read_offer(await self._call("open_transport", member=member, router=router))

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

    async def tap(self, member: MemberId, source: Source, tap: TapId, sink: str) -> Tap:
        """See `MediaPlane.tap`. A relative `sink` is relative to this process."""
        call = self._call("tap", member=member, source=source, tap=tap, sink=_absolute(sink))
        return read_tap(await call)

    async def untap(self, tap: TapId) -> None:
        """See `MediaPlane.untap`."""
        await self._call("untap", tap=tap)

    async def request_keyframe(self, member: MemberId, source: Source) -> None:
        """See `MediaPlane.request_keyframe`."""
        await self._call("request_keyframe", member=member, source=source)

    async def statistics(self) -> dict[str, float]:
        """See `MediaPlane.statistics`."""
        return read_statistics(await self._call("statistics"))

    async def close(self) -> None:
        """End the worker, which closes everything it has; idempotent."""
        if self._supervisor is not None:
            self._supervisor.cancel()
            await asyncio.gather(self._supervisor, return_exceptions=True)
            self._supervisor = None
        await self._end_worker()

    async def _call(self, call: str, **values: object) -> JsonValue:
        if self._channel is None:
            raise PlaneLostError(call)
        try:
            return await self._channel.call(call, {name: write_value(value) for name, value in values.items()})
        except ChannelClosedError as error:
            raise PlaneLostError(call) from error
        except RefusedError as refusal:
            raise read_refusal(refusal) from refusal

    async def _spawn(self) -> None:
        ours, theirs = socket.socketpair()
        ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        with theirs:
            self._process = _start_process(theirs, replace(self._settings, port=self._port or self._settings.port))
        channel = await Channel.open(ours, on_event=_EventReader(ready, self._deliver))
        try:
            self._port = await _first_of(ready, channel)
        except (TimeoutError, ChannelClosedError) as error:
            await channel.close()
            await self._end_worker()
            raise PlaneLostError("the media worker did not start") from error
        self._channel = channel

    async def _supervise(self) -> None:
        """Watch the worker; when it is gone start another, with growing pauses while that fails."""
        while True:
            if self._channel is not None:
                await self._watch(self._channel)
            _log.error("the media worker is gone; starting another")
            await self._end_worker()
            await self._respawn()
            self._deliver(PlaneRestarted())

    async def _watch(self, channel: Channel) -> None:
        """Return when the worker is dead or does not answer."""
        while not channel.is_closed:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT):  # `wait_for` may swallow the cancellation by `close`
                    await channel.wait_closed()
                return
            try:
                async with asyncio.timeout(PATIENCE):
                    await channel.call("statistics")
            except (TimeoutError, ChannelClosedError):
                return

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

    async def _end_worker(self) -> None:
        """Close the control socket, on which a live worker ends, and make sure that it has."""
        channel, self._channel = self._channel, None
        process, self._process = self._process, None
        if channel is not None:
            await channel.close()
        if process is not None:
            await asyncio.get_running_loop().run_in_executor(None, _wait_or_kill, process, channel is not None)

    def _deliver(self, event: MediaEvent) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - a listener's defect must not stop the others
                _log.exception("a listener failed on %s", type(event).__name__)


class _EventReader:
    """Turns what the worker tells into events; the first is that it is ready."""

    def __init__(self, ready: "asyncio.Future[int]", deliver: Callable[[MediaEvent], None]) -> None:
        self._ready = ready
        self._deliver = deliver

    def __call__(self, name: str, values: JsonObject) -> None:
        port = values.get("port")
        if name == READY and isinstance(port, int) and not self._ready.done():
            self._ready.set_result(port)
            return
        event = read_event(name, values)
        if event is not None:
            self._deliver(event)


async def _first_of(ready: "asyncio.Future[int]", channel: Channel) -> int:
    """Return the port when the worker is ready; raise when it ended or took too long."""
    closed = asyncio.ensure_future(channel.wait_closed())
    await asyncio.wait((ready, closed), timeout=START_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    closed.cancel()
    if ready.done():
        return ready.result()
    if channel.is_closed:
        raise ChannelClosedError("the worker ended")
    raise TimeoutError


def _absolute(path: str) -> str:
    """Name a file so that the worker, which has another working directory, finds it."""
    return str(Path(path).absolute())


def _start_process(control: socket.socket, settings: MediaSettings) -> "subprocess.Popen[bytes]":
    descriptor = control.fileno()
    command = (sys.executable, "-m", "media.worker", "--control-fd", str(descriptor), "--settings", settings.to_json())
    home = Path(media.__file__).parent.parent
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        pass_fds=(descriptor,),
        cwd=home,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # its own share of the processor where Linux shares it between sessions: sched(7)
    )


def _wait_or_kill(process: "subprocess.Popen[bytes]", may_end_by_itself: bool) -> None:  # noqa: FBT001 - one caller
    """Reap `process`; kill it when it does not end by itself."""
    if may_end_by_itself:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_END_PATIENCE)
            return
    process.kill()
    process.wait()
