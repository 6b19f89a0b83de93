"""The process of one media worker: started with a control socket, ended for certain."""

import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

import media
from media.channel import Channel, ChannelClosedError, JsonObject
from media.control import read_event
from media.errors import PlaneLostError
from media.plane import MediaEvent
from media.settings import MediaSettings
from media.worker import DRAIN, READY

START_PATIENCE: Final = 20.0
END_PATIENCE: Final = 3.0
"""Seconds in which a worker that was told to end may do so before it is killed."""


class WorkerProcess:
    """A running worker. Made by `start`, ended by `end`."""

    def __init__(self, process: "subprocess.Popen[bytes]", channel: Channel, port: int) -> None:
        self.channel = channel
        self.port = port
        self._process = process

    @classmethod
    async def start(
        cls, settings: MediaSettings, on_event: Callable[[MediaEvent], None], on_drain: Callable[[], None]
    ) -> Self:
        """Return a worker that answers. Raises `PlaneLostError` when it cannot start.

        `on_drain` is called when the process was asked to end (SIGTERM): it goes on until `end`.
        """
        ours, theirs = socket.socketpair()
        ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        with theirs:
            process = _popen(theirs, settings)
        channel = await Channel.open(ours, on_event=_EventReader(ready, on_event, on_drain))
        try:
            return cls(process, channel, await _first_of(ready, channel))
        except (TimeoutError, ChannelClosedError) as error:
            await _end(process, channel)
            raise PlaneLostError("the media worker did not start") from error
        except BaseException:
            await _end(process, channel)
            raise

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    async def end(self, *, at_once: bool = False) -> None:
        """Close the control socket, on which a live worker ends, and return when the process is gone.

        `at_once` kills it: for one that does not answer.
        """
        await _end(self._process, self.channel, 0.0 if at_once else END_PATIENCE)


class _EventReader:
    """Turns what the worker tells into events; the first is that it is ready."""

    def __init__(
        self, ready: "asyncio.Future[int]", on_event: Callable[[MediaEvent], None], on_drain: Callable[[], None]
    ) -> None:
        self._ready = ready
        self._on_event = on_event
        self._on_drain = on_drain

    def __call__(self, name: str, values: JsonObject) -> None:
        port = values.get("port")
        if name == READY and isinstance(port, int) and not self._ready.done():
            self._ready.set_result(port)
        elif name == DRAIN:
            self._on_drain()
        elif (event := read_event(name, values)) is not None:
            self._on_event(event)


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


def absolute(path: str) -> str:
    """Name a file so that the worker, which has another working directory, finds it."""
    return str(Path(path).absolute())


def _popen(control: socket.socket, settings: MediaSettings) -> "subprocess.Popen[bytes]":
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


async def _end(process: "subprocess.Popen[bytes]", channel: Channel, patience: float = END_PATIENCE) -> None:
    await channel.close()
    await asyncio.get_running_loop().run_in_executor(None, _wait_or_kill, process, patience)


def _wait_or_kill(process: "subprocess.Popen[bytes]", patience: float) -> None:
    """Reap `process`; kill it when it does not end by itself."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
        return
    process.kill()
    process.wait()
