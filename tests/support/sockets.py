"""A room server on a free port of this machine, and browsers that speak to it through real Socket.IO."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import socketio
from aiohttp import web
from socketio.exceptions import ConnectionError as SocketRefusedError

from signaling.namespace import NAMESPACE, RoomNamespace, socket_server
from signaling.protocol.closing import Closed
from signaling.protocol.event import Update
from signaling.protocol.offer import OfferMessage
from signaling.protocol.passing import Signal
from signaling.protocol.words import Message
from signaling.rooms import Rooms
from signaling.tickets import sign
from tests.support.page import Page
from tests.support.rooms import PEOPLE, SESSION, Clock, MemoryStore, NotingPlane, facts
from tests.support.wait import until

KEY = b"a key of thirty-two bytes, no less"


@dataclass(kw_only=True)
class Browser(Page):
    """One page of one person, and all it was told."""

    offers: list[OfferMessage] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    refusals: list[Any] = field(default_factory=list)

    async def lose_line(self) -> None:
        """Cut the connection as a dead network does: without a word."""
        await self.client.eio.ws.close()


class RoomServer:
    """The server and everybody who is connected to it."""

    def __init__(self, store: MemoryStore) -> None:
        self.clock = Clock()
        self.plane = NotingPlane()
        self.store = store
        self.rooms = Rooms(self.plane, store, self.clock)
        self.port = 0
        self.browsers: list[Browser] = []

    def ticket(self, identity: str, session: str = SESSION) -> str:
        """Return a signed ticket of a person."""
        return sign(replace(PEOPLE[identity], session=session), KEY, self.clock())

    async def open(self, identity: str, *, device: str | None = None) -> Browser:
        """Return a connected browser that has its first view."""
        auth = {"ticket": self.ticket(identity)}
        browser = await self.connect(auth if device is None else {**auth, "device": device})
        await until(lambda: browser.updates, f"the first view of {identity}")
        return browser

    async def connect(self, auth: object) -> Browser:
        """Connect with any `auth`; raises `SocketRefusedError`."""
        client = socketio.AsyncClient(reconnection=False)
        browser = Browser(client=client)
        self.browsers.append(browser)
        _listen(client, browser)
        await client.connect(
            f"http://127.0.0.1:{self.port}",
            auth=auth,
            namespaces=[NAMESPACE],
            transports=["websocket"],
            wait_timeout=15,
        )
        return browser

    async def refused(self, auth: object) -> str:
        """Return the code with which a socket is refused."""
        try:
            await self.connect(auth)
        except SocketRefusedError:
            return str(self.browsers[-1].refusals[-1]["data"]["code"])
        raise AssertionError("the socket was accepted")

    async def gather(self, *guests: str) -> tuple[Browser, ...]:
        """Return host and guests, together in the open joint room."""
        host = await self.open("host")
        await host.ask("open_meeting")
        opened = [host]
        for guest in guests:
            browser = await self.open(guest)
            await host.ask("admit", {"identity": guest})
            await until(lambda there=browser: there.view.me.place == "joint", f"{guest} is in")  # type: ignore[misc]  # bound now
            opened.append(browser)
        return tuple(opened)


@asynccontextmanager
async def room_server(store: MemoryStore | None = None) -> AsyncIterator[RoomServer]:
    """Run a server; afterwards every socket, task and port is closed."""
    server = RoomServer(store or MemoryStore({SESSION: facts()}))
    namespace = RoomNamespace(server.rooms, KEY, server.clock)
    server.rooms.attach(namespace)
    sockets = socket_server(None)
    sockets.register_namespace(namespace)
    app = web.Application()
    sockets.attach(app)
    runner = web.AppRunner(app, shutdown_timeout=1)
    async with server.rooms:
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        server.port = runner.addresses[0][1]
        try:
            yield server
        finally:
            for browser in server.browsers:
                await browser.client.disconnect()
                if browser.client.eio.http is not None:
                    await browser.client.eio.http.close()
            await namespace.drain()
            await sockets.shutdown()
            await runner.cleanup()
    await asyncio.sleep(0)


def _listen(client: socketio.AsyncClient, browser: Browser) -> None:
    def keep(box: list[Any], model: type[Message]) -> Callable[[object], None]:
        return lambda payload: box.append(model.model_validate(payload, strict=False))

    client.on("update", keep(browser.updates, Update), namespace=NAMESPACE)
    client.on("offer", keep(browser.offers, OfferMessage), namespace=NAMESPACE)
    client.on("signal", keep(browser.signals, Signal), namespace=NAMESPACE)
    client.on("closed", keep(browser.closed, Closed), namespace=NAMESPACE)
    client.on("connect_error", browser.refusals.append, namespace=NAMESPACE)
