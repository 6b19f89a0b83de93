"""`RoomNamespace`: the room's socket. Decodes, asks `Rooms`, encodes; the only module with Socket.IO in it.

WebSocket only. A socket opens with a ticket, sends at most what a person can cause, and gets an `Ack` for
every message. What it is told comes through `Push`, which this namespace is.
"""

import asyncio
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, TypeVar

import socketio
from pydantic import ValidationError
from socketio.exceptions import ConnectionRefusedError as RefuseConnection
from typing_extensions import override

from media.errors import MediaError, SdpError
from signaling import tickets
from signaling.budget import Budget
from signaling.errors import Code, MessageError, SignalingError
from signaling.ports import ServerMessage
from signaling.protocol import CLIENT_MESSAGES, SERVER_MESSAGES
from signaling.protocol.ack import Ack
from signaling.protocol.closing import Closed, ClosedReason
from signaling.protocol.entry import Connect, Refusal
from signaling.protocol.words import Message
from signaling.rooms import Rooms

_log = logging.getLogger(__name__)

NAMESPACE: Final = "/room"
MOST_BYTES: Final = 160_000
"""A message larger than this ends its socket; the largest we take is an SDP of 65,536 characters."""
PING_SECONDS: Final = 5
PING_PATIENCE_SECONDS: Final = 8
HANG_UP_SECONDS: Final = 2
"""How long a closing socket may take for what it has not read yet."""
MOST_AT_ONCE: Final = 32
"""Messages of one socket being worked on."""

COSTS: Final = {"sync": 4.0, "media_connect": 4.0, "media_restart": 4.0}
"""Messages that make more work than others; every other costs 1."""

_NAMES: Final = {model: name for name, model in SERVER_MESSAGES.items()}
_Received = TypeVar("_Received", bound=Message)


def socket_server(origins: Sequence[str] | None) -> socketio.AsyncServer:
    """Return the Socket.IO server of the process. Without `origins` only the page's own: never everyone."""
    return socketio.AsyncServer(
        async_mode="aiohttp",
        transports=["websocket"],
        max_http_buffer_size=MOST_BYTES,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_PATIENCE_SECONDS,
        cors_allowed_origins=list(origins) if origins else None,
        allow_upgrades=False,
        http_compression=False,
        logger=_library_log(),
        engineio_logger=_library_log(),
    )


def _library_log() -> logging.Logger:
    """Return a log for the libraries that stays silent: they would write a traceback for every bad frame."""
    log = logging.getLogger("signaling.socket")
    log.setLevel(logging.CRITICAL)
    return log


class RoomNamespace(socketio.AsyncNamespace):
    """Socket.IO's side of `Rooms`. Register it, `rooms.attach` it, and `await drain()` before the loop ends."""

    def __init__(
        self,
        rooms: Rooms,
        key: bytes,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(NAMESPACE)
        self._rooms = rooms
        self._key = key
        self._clock = clock
        self._monotonic = monotonic
        self._budgets: dict[str, Budget] = {}
        self._busy: Counter[str] = Counter()
        self._closing: dict[str, bool] = {}
        """Sockets to be closed after the answers they wait for; True when their client should come back."""
        self._tasks: set[asyncio.Task[None]] = set()

    @override
    async def trigger_event(self, event: str, *args: Any) -> Any:
        """Route an event by the table of messages; names of methods are never looked up for a client."""
        sid = str(args[0])
        match event:
            case "connect" if sid not in self._budgets:
                return await self._connect(sid, args[2] if len(args) > 2 else None)  # noqa: PLR2004 - sid, environ, auth
            case "disconnect" if not self._socket_io.manager.is_connected(sid, self.namespace):
                return self._disconnected(sid)
            case _:
                return await self._receive(sid, event, args[1:])

    # Push

    async def deliver(self, socket: str, message: ServerMessage) -> None:
        """Send a message to one socket."""
        await self.emit(_NAMES[type(message)], message.model_dump(mode="json"), to=socket)

    async def close(self, socket: str, *, come_back: bool = False) -> None:
        """Close a socket once it has its answers; with `come_back` the client reconnects by itself."""
        self._closing[socket] = come_back
        if not self._busy[socket]:
            self._spawn(self._hang_up(socket))

    async def drain(self) -> None:
        """Wait for what is still being closed."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def _socket_io(self) -> socketio.AsyncServer:
        if self.server is None:
            message = "register the namespace with a Socket.IO server first"
            raise RuntimeError(message)
        server: socketio.AsyncServer = self.server
        return server

    # connecting

    async def _connect(self, sid: str, auth: object) -> None:
        try:
            connect = decode(Connect, auth)
            ticket = tickets.verify(connect.ticket, self._key, self._clock())
            await self._rooms.arrive(ticket, sid, connect.device)
        except SignalingError as error:
            raise _refusal(error.code) from error
        except Exception as error:
            _log.error("socket not accepted: %s", type(error).__name__)
            raise _refusal(Code.UNAVAILABLE) from error
        self._budgets[sid] = Budget(self._monotonic())

    def _disconnected(self, sid: str) -> None:
        """Tell the rooms, in a task of its own: the library may call this while a room is sending."""
        self._budgets.pop(sid, None)
        self._closing.pop(sid, None)
        self._spawn(self._rooms.lost(sid))

    async def _hang_up(self, sid: str) -> None:
        come_back = self._closing.pop(sid, True)
        connection = self._socket_io.manager.eio_sid_from_sid(sid, self.namespace)
        if not come_back:
            await self._socket_io.disconnect(sid, self.namespace)
        if connection is not None:
            await self._close_connection(connection)

    async def _close_connection(self, connection: str) -> None:
        """Close the WebSocket itself: browsers take no notice of Engine.IO's CLOSE packet on it."""
        engine = self._socket_io.eio
        socket = engine.sockets.get(connection)
        with suppress(TimeoutError):
            # The library waits until everything is written: for ever, when nobody reads.
            async with asyncio.timeout(HANG_UP_SECONDS):
                await engine.disconnect(connection)
        if socket is not None:
            await socket.queue.put(None)

    # receiving

    async def _receive(self, sid: str, event: str, args: Sequence[object]) -> dict[str, Any]:
        self._busy[sid] += 1
        try:
            ack = await self._answer(sid, event, args)
        except (SignalingError, MediaError) as error:
            reason = str(error) if isinstance(error, SdpError) else None
            ack = Ack(ok=False, code=str(error.code), names=getattr(error, "names", ()), reason=reason)
        except Exception as error:  # noqa: BLE001 - one bad message must not end the socket, nor be logged with its text
            _log.error("message failed: %s", type(error).__name__, extra={"event": event[:32]})
            ack = Ack(ok=False, code=Code.UNAVAILABLE)
        finally:
            self._done(sid)
        return ack.model_dump(mode="json")

    async def _answer(self, sid: str, event: str, args: Sequence[object]) -> Ack:
        await self._spend(sid, COSTS.get(event, 1.0))
        model = CLIENT_MESSAGES.get(event)
        if model is None:
            raise MessageError(Code.UNKNOWN)
        if len(args) != 1:
            raise MessageError(Code.MALFORMED)
        return await self._rooms.handle(sid, decode(model, args[0]))

    async def _spend(self, sid: str, cost: float) -> None:
        budget = self._budgets.get(sid)
        if budget is None:
            raise MessageError(Code.SEAT_TAKEN)
        if budget.spend(self._monotonic(), cost) and self._busy[sid] <= MOST_AT_ONCE:
            return
        if budget.exhausted and sid not in self._closing:
            await self.deliver(sid, Closed(reason=ClosedReason.FLOODED, note=None))
            await self.close(sid)
        raise MessageError(Code.TOO_FAST)

    def _done(self, sid: str) -> None:
        self._busy[sid] -= 1
        if self._busy[sid] <= 0:
            del self._busy[sid]
            if sid in self._closing:
                self._spawn(self._hang_up(sid))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def decode(model: type[_Received], payload: object) -> _Received:
    """Return the message; strict JSON, so that a number is never taken for a text or a flag."""
    try:
        return model.model_validate_json(json.dumps(payload))
    except (ValidationError, ValueError, TypeError, RecursionError) as error:
        raise MessageError(Code.MALFORMED) from error


def _refusal(code: Code) -> RefuseConnection:
    return RefuseConnection("refused", Refusal(code=code).model_dump(mode="json"))
