"""The recorder in a process of its own, as the server sees it: calls go out, events come in.

A dead process is replaced by a new one.
"""

import asyncio
import base64
import contextlib
import logging
import socket
import sys
from datetime import datetime
from typing import Final, Self

from media.channel import Channel, ChannelClosedError, JsonObject, JsonValue, RefusedError
from media.plane import TapId
from recordings import wire
from recordings.errors import BY_CODE, RecorderLostError, RecordingError
from recordings.plane import RecorderEvent, RecorderListener, RecorderRestarted, RecordingId, Sealed, TrackPlan
from recordings.worker import READY, RecorderSettings

_FIRST_PAUSE_S: Final = 0.1
_LONGEST_PAUSE_S: Final = 5.0
_START_S: Final = 15.0
_ASK_EVERY_S: Final = 3.0
_PATIENCE_S: Final = 5.0
"""A recorder that does not answer for so long is hung: better a new one and a stated gap."""
_ANSWER_S: Final = 30.0
"""A call may wait behind what a slow disk has taken on (`recordings.disk`): four times what a slow one needs for that.
A recorder that answers in general and not to a call is hung as well."""
_GRACE_S: Final = 10.0
"""How long a closing recorder may write what it holds."""

_log = logging.getLogger(__name__)


class RemoteRecorder:
    """Fulfils `RecorderPlane`; made by `start`, ended by `close`.

    When the process dies a new one is started and `RecorderRestarted` is told; opening a recording again under
    its name continues it, with the interruption stated in the manifest.
    """

    def __init__(self, settings: RecorderSettings) -> None:
        self.sink = settings.sink
        self._settings = settings
        self._listeners: list[RecorderListener] = []
        self._connecting: Channel | None = None
        self._channel: Channel | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._guard: asyncio.Task[None] | None = None

    @classmethod
    async def start(cls, settings: RecorderSettings) -> Self:
        """Start the process; return when it listens. Raises `RecorderLostError` when it does not come up."""
        recorder = cls(settings)
        await recorder._spawn()
        recorder._guard = asyncio.create_task(recorder._keep_alive())
        return recorder

    @property
    def pid(self) -> int | None:
        """Process id of the recorder, None while there is none."""
        return None if self._process is None else self._process.pid

    def subscribe(self, listener: RecorderListener) -> None:
        """See `RecorderPlane`."""
        self._listeners.append(listener)

    async def open(self, recording: RecordingId, session: str, started_at: datetime, data_key: bytes) -> None:
        """See `RecorderPlane`."""
        key = base64.b64encode(data_key).decode()
        await self._call(wire.Open(recording=recording, session=session, started_at=started_at, data_key=key))

    async def add_track(self, recording: RecordingId, plan: TrackPlan) -> None:
        """See `RecorderPlane`."""
        await self._call(wire.AddTrack(recording=recording, plan=plan))

    async def end_track(self, recording: RecordingId, tap: TapId) -> None:
        """See `RecorderPlane`."""
        await self._call(wire.EndTrack(recording=recording, tap=tap))

    async def mark(self, recording: RecordingId, at: datetime, kind: str) -> None:
        """See `RecorderPlane`."""
        await self._call(wire.Mark(recording=recording, at=at, kind=kind))

    async def seal(self, recording: RecordingId, ended_at: datetime) -> Sealed:
        """See `RecorderPlane`."""
        # All files are read once more, which takes as long as it takes.
        return wire.read_sealed(await self._call(wire.Seal(recording=recording, ended_at=ended_at), patient=True))

    async def close(self) -> None:
        """See `RecorderPlane`. Ends the process after it has written what it holds."""
        if self._guard is not None:
            self._guard.cancel()
            await asyncio.wait([self._guard])
            self._guard = None
        await self._end_process()

    async def _call(self, call: wire.Call, *, patient: bool = False) -> JsonValue:
        channel = self._channel
        if channel is None:
            raise RecorderLostError("the recorder is being started")
        try:
            async with asyncio.timeout(None if patient else _ANSWER_S):
                return await channel.call(*wire.pack_call(call))
        except TimeoutError as error:
            if channel is self._channel:
                _log.error("the recorder leaves a call unanswered and is killed")
                self._kill()
            raise RecorderLostError("the recorder does not answer") from error
        except ChannelClosedError as error:
            raise RecorderLostError("the recorder is gone") from error
        except RefusedError as error:
            raise BY_CODE.get(error.code, RecordingError)(str(error)) from error

    def _hear(self, name: str, values: JsonObject) -> None:
        self._tell(wire.read_event(name, values))

    def _tell(self, event: RecorderEvent) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:  # noqa: BLE001 - one listener must not silence the others
                _log.exception("a listener of the recorder failed")

    async def _spawn(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            descriptor = theirs.fileno()
            arguments = ["--control-fd", str(descriptor), "--settings", self._settings.to_json()]
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "recordings.worker", *arguments, pass_fds=(descriptor,)
            )
        self._connecting = await Channel.open(ours, on_event=self._hear)
        try:
            async with asyncio.timeout(_START_S):
                await self._connecting.call(READY)
        except (ChannelClosedError, RefusedError, TimeoutError) as error:
            await self._end_process()
            raise RecorderLostError("the recorder does not start") from error
        self._channel, self._connecting = self._connecting, None

    async def _keep_alive(self) -> None:
        while True:
            await self._until_dead()
            await self._end_process()
            _log.error("the recorder died and is started again")
            await self._respawn()
            self._tell(RecorderRestarted())

    async def _until_dead(self) -> None:
        """Return when the process is gone, killing one that does not answer any more."""
        while self._channel is not None and not self._channel.is_closed:
            try:
                async with asyncio.timeout(_ASK_EVERY_S):
                    await self._channel.wait_closed()
            except TimeoutError:
                await self._ask_or_kill(self._channel)

    async def _ask_or_kill(self, channel: Channel) -> None:
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await channel.call(READY)
        except (ChannelClosedError, RefusedError):
            return
        except TimeoutError:
            _log.error("the recorder does not answer and is killed")
            self._kill()

    def _kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _respawn(self) -> None:
        pause = _FIRST_PAUSE_S
        while True:
            try:
                return await self._spawn()
            except (RecorderLostError, OSError):
                _log.exception("the recorder does not start; next try in %.1f s", pause)
                await asyncio.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE_S)

    async def _end_process(self) -> None:
        channels = [channel for channel in (self._channel, self._connecting) if channel is not None]
        process, self._process = self._process, None
        self._channel = self._connecting = None
        for channel in channels:
            await channel.close()
        if process is None:
            return
        try:
            async with asyncio.timeout(_GRACE_S):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
