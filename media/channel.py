"""A channel: requests, answers and events as JSON lines over one connected stream socket.

Both ends are alike: each may call the other and each may send events. What one end writes, the other
handles in that order. Used between the web process and its children; nothing here knows about media.

    {"id": 7, "call": "move", "with": {...}}      a request
    {"id": 7, "result": ...}                      its answer
    {"id": 7, "error": "media.sdp", "says": "…"}  or its refusal
    {"event": "offer", "with": {...}}             an event

A line is at most `MAX_LINE` bytes and the unsent backlog at most `MAX_BACKLOG`; whoever breaks that, or
writes what is not such a line, is disconnected.
"""

import asyncio
import contextlib
import json
import logging
import socket
from collections.abc import Awaitable, Callable, Mapping

from typing_extensions import override

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]
JsonObject = dict[str, JsonValue]
CallHandler = Callable[[str, JsonObject], Awaitable[JsonValue]]
EventHandler = Callable[[str, JsonObject], None]

MAX_LINE = 4 * 1024 * 1024
MAX_BACKLOG = 32 * 1024 * 1024
MAX_CALLS = 10_000

_log = logging.getLogger(__name__)


class ChannelClosedError(Exception):
    """The other end is gone, or this end closed; the call may or may not have been carried out."""

    code = "channel.closed"


class RefusedError(Exception):
    """The other end refused a call; `code` is the stable code it gave."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


async def _refuse_calls(call: str, _: JsonObject) -> JsonValue:
    raise RefusedError("channel.no_such_call", call)


def _ignore_events(_event: str, _with: JsonObject) -> None:
    pass


class Channel(asyncio.Protocol):
    """One end of a channel. Make it with `Channel.open`; close it with `close`."""

    def __init__(
        self, on_call: CallHandler = _refuse_calls, on_event: EventHandler = _ignore_events, *, max_line: int = MAX_LINE
    ) -> None:
        self._on_call = on_call
        self._on_event = on_event
        self._max_line = max_line
        self._transport: asyncio.Transport | None = None
        self._unread = bytearray()
        self._last_id = 0
        self._waiting: dict[int, asyncio.Future[JsonValue]] = {}
        self._serving: set[asyncio.Task[None]] = set()
        self._closed = asyncio.get_running_loop().create_future()

    @classmethod
    async def open(
        cls,
        sock: socket.socket,
        on_call: CallHandler = _refuse_calls,
        on_event: EventHandler = _ignore_events,
        *,
        max_line: int = MAX_LINE,
    ) -> "Channel":
        """Return a channel over the connected `sock`, which then belongs to it.

        `on_call(name, with)` answers the other end's requests; what it raises becomes a refusal with the
        exception's `code` attribute. `on_event(name, with)` hears its events.
        """
        sock.setblocking(False)  # noqa: FBT003 - the standard library's signature
        channel = cls(on_call, on_event, max_line=max_line)
        await asyncio.get_running_loop().connect_accepted_socket(lambda: channel, sock)
        return channel

    async def call(self, call: str, values: Mapping[str, JsonValue] | None = None) -> JsonValue:
        """Ask the other end and return its answer; raise `RefusedError` or `ChannelClosedError`."""
        if self.is_closed or len(self._waiting) >= MAX_CALLS:
            raise ChannelClosedError(call)
        self._last_id = number = self._last_id + 1
        answer: asyncio.Future[JsonValue] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            self._write({"id": number, "call": call, "with": dict(values or {})})
            return await answer
        finally:
            self._waiting.pop(number, None)

    def send_event(self, event: str, values: Mapping[str, JsonValue]) -> None:
        """Tell the other end; silently nothing when the channel is closed."""
        if not self.is_closed:
            self._write({"event": event, "with": dict(values)})

    @property
    def is_closed(self) -> bool:
        """Whether the connection ended."""
        return self._closed.done()

    async def wait_closed(self) -> None:
        """Return when the other end is gone or this end was closed."""
        await asyncio.shield(self._closed)

    async def close(self) -> None:
        """Close the connection, end unfinished calls with `ChannelClosedError` and running answers; idempotent."""
        if self._transport is not None:
            self._transport.close()
        await self.wait_closed()
        serving = list(self._serving)
        for task in serving:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*serving, return_exceptions=True)

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - asyncio hands stream protocols nothing else
        self._transport = transport

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if not self._closed.done():
            self._closed.set_result(None)
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(ChannelClosedError("the other end is gone"))
        self._waiting.clear()

    @override
    def data_received(self, data: bytes) -> None:
        self._unread += data
        *lines, rest = self._unread.split(b"\n")
        self._unread = rest
        for line in lines:
            self._read_line(line)
        if len(rest) > self._max_line:
            self._break("a line is too long")

    def _read_line(self, line: bytearray) -> None:
        if self.is_closed:
            return
        try:
            if len(line) > self._max_line:
                raise ValueError("too long")  # noqa: TRY301 - one way out for every malformed line
            message = json.loads(line)
            self._dispatch(message)
        except (ValueError, KeyError, TypeError, AttributeError):
            self._break("a malformed line")

    def _dispatch(self, message: JsonObject) -> None:
        match message:
            case {"event": str(event), "with": dict(values)}:
                self._hear(event, values)
            case {"id": int(number), "call": str(call), "with": dict(values)}:
                self._serve(number, call, values)
            case {"id": int(number), "error": str(code), "says": str(says)}:
                self._settle(number, RefusedError(code, says))
            case {"id": int(number), "result": result}:
                self._settle(number, result)
            case _:
                raise ValueError("not a message")

    def _hear(self, event: str, values: JsonObject) -> None:
        try:
            self._on_event(event, values)
        except Exception:  # noqa: BLE001 - one bad event must not end the channel
            _log.exception("an event handler failed: %s", event)

    def _settle(self, number: int, outcome: JsonValue | RefusedError) -> None:
        answer = self._waiting.pop(number, None)
        if answer is None or answer.done():
            return
        if isinstance(outcome, RefusedError):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)

    def _serve(self, number: int, call: str, values: JsonObject) -> None:
        if len(self._serving) >= MAX_CALLS:
            self._break("too many calls at once")
            return
        task = asyncio.get_running_loop().create_task(self._answer(number, call, values))
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)

    async def _answer(self, number: int, call: str, values: JsonObject) -> None:
        reply: JsonObject
        try:
            reply = {"id": number, "result": await self._on_call(call, values)}
        except Exception as error:  # noqa: BLE001 - every failure is told to the caller, who decides
            code = getattr(error, "code", None)
            if not isinstance(code, str):
                _log.exception("a call failed: %s", call)
                code = "channel.failed"
            reply = {"id": number, "error": code, "says": str(error)}
        if not self.is_closed:
            self._write(reply)

    def _write(self, message: Mapping[str, JsonValue]) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        line = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
        if len(line) > self._max_line:
            raise ValueError("the message is longer than a line may be")
        self._transport.write(line + b"\n")
        if self._transport.get_write_buffer_size() > MAX_BACKLOG:
            self._break("the other end does not read")

    def _break(self, why: str) -> None:
        _log.error("channel broken: %s", why)
        if self._transport is not None:
            self._transport.abort()
