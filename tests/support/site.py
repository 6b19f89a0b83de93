"""The whole program in this process on a free port, and people who use it by HTTP, socket and media."""

import io
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import aiohttp
import socketio
from aiohttp import web

from media.plane import MediaListener, MemberId, Offer, OfferedTrack, OfferMade, RouterId, Source
from server.app import HOUSE, SHEET, create_app
from server.demo import Sheet
from server.house import House
from server.settings import Settings
from signaling.namespace import NAMESPACE
from signaling.protocol.closing import Closed
from signaling.protocol.event import Update
from signaling.protocol.offer import OfferMessage
from tests.support.page import Page
from tests.support.wait import until

PDF = b"%PDF-1.7\n1 0 obj\n"
CHECKED = {"camera": "passed", "microphone": "passed", "speaker": "passed", "connection": "passed"}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the server, read whole."""

    status: int
    headers: Any
    body: bytes
    json: Any

    @property
    def code(self) -> str:
        """The stable code of a problem."""
        return str(self.json["code"])


class Visitor:
    """A browser: cookies of its own and, once seated, a socket."""

    def __init__(self, base: str) -> None:
        self.base = base
        # Cookies of an address without a name are kept too: the site has none.
        self.http = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.token = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.close()

    async def ask(self, method: str, path: str, body: object = None, **headers: str) -> Reply:
        """Send a request; `body` as JSON, bytes as they are."""
        content: dict[str, Any] = {"data": body} if isinstance(body, bytes) else {"json": body}
        async with self.http.request(
            method, self.base + path, headers=headers, **(content if body is not None else {}), allow_redirects=False
        ) as answer:
            data = await answer.read()
            is_json = "json" in answer.content_type and data
            return Reply(answer.status, answer.headers, data, await answer.json(content_type=None) if is_json else None)

    async def get(self, path: str, **headers: str) -> Reply:
        return await self.ask("GET", path, **headers)

    async def post(self, path: str, body: object = None, **headers: str) -> Reply:
        return await self.ask("POST", path, {} if body is None else body, **headers)

    async def put(self, path: str, body: object, **headers: str) -> Reply:
        return await self.ask("PUT", path, body, **headers)

    async def link(self, method: str, path: str = "", body: object = None) -> Reply:
        """Ask below this person's own link."""
        return await self.ask(method, f"/api/invitations/{self.token}{path}", body)

    async def get_ready(self, *, recording: bool = True) -> None:
        """Acknowledge the notice, answer about recording, pass the device check."""
        view = (await self.link("GET")).json
        wording = view["consents"][0]["version"]
        replies = (
            await self.link("POST", "/notice", {"version": view["notice_version"]}),
            await self.link("PUT", "/consents/recording", {"answer": recording, "version": wording}),
            await self.link("PUT", "/device-check", CHECKED),
        )
        assert [reply.status for reply in replies] == [200, 200, 200], [reply.json for reply in replies]


async def upload(visitor: Visitor, path: str, content: bytes = PDF, name: str = "合同.pdf", **fields: str) -> Reply:
    """Send a file by a form, with `fields` beside it."""
    # As browsers write it: the name of the file is not escaped.
    form = aiohttp.FormData(quote_fields=False)
    for part, value in fields.items():
        form.add_field(part, value)
    form.add_field("file", io.BytesIO(content), filename=name, content_type="application/octet-stream")
    async with visitor.http.post(visitor.base + path, data=form) as answer:
        data = await answer.read()
        is_json = "json" in answer.content_type
        return Reply(answer.status, answer.headers, data, await answer.json(content_type=None) if is_json else None)


@dataclass(kw_only=True)
class Seat(Page):
    """A person's socket in the room; also a media plane, so that a `tests.support.party.Party` can talk through it."""

    identity: str
    sources: frozenset[Source]
    listeners: list[MediaListener] = field(default_factory=list)
    fresh_offers: list[OfferMessage] = field(default_factory=list)
    """Offers the server sent by itself that ask for a new connection."""

    async def tell(self, name: str, payload: object = None) -> None:
        """Send a message that must be accepted."""
        ack = await self.ask(name, payload)
        assert ack.ok, (name, ack.code)

    async def sees(self, condition: Any, what: str) -> None:  # noqa: ANN401 - a question about the view
        """Return once the view is as asked."""
        await until(lambda: self.updates and condition(self.view), f"{what} at {self.identity}")

    def subscribe(self, listener: MediaListener) -> None:
        self.listeners.append(listener)

    async def open_transport(self, _member: MemberId, _router: RouterId | None) -> Offer:
        ack = await self.ask("media_connect")
        assert ack.offer is not None, ack.code
        await self.tell("media_state", {source.value: source in self.sources for source in Source})
        return _offer(ack.offer)

    async def answer(self, _member: MemberId, version: int, sdp: str) -> None:
        await self.tell("media_answer", {"version": version, "sdp": sdp})

    async def close_transport(self, _member: MemberId) -> None:
        """The transport of this person ends with the room."""


@dataclass
class Site:
    """The running program; whoever visits is closed with it."""

    base: str
    app: web.Application
    stack: AsyncExitStack

    @property
    def house(self) -> House:
        return self.app[HOUSE]

    @property
    def sheet(self) -> Sheet:
        return self.app[SHEET]

    @property
    def session(self) -> str:
        return self.sheet.session.id

    async def visitor(self) -> Visitor:
        """Return a fresh browser."""
        return await self.stack.enter_async_context(Visitor(self.base))

    async def staff(self, role: str) -> Visitor:
        """Return a browser in which this member of staff is signed in."""
        account = next(account for account in self.sheet.accounts if account.role == role)
        visitor = await self.visitor()
        reply = await visitor.post("/api/sign-in", {"login": account.login, "password": account.password})
        assert reply.status == 200, reply.json
        return visitor

    async def party(self, number: int = 0) -> Visitor:
        """Return a browser with this person's link, not opened yet."""
        visitor = await self.visitor()
        visitor.token = self.sheet.parties[number].invitation_url.rsplit("/", 1)[1]
        return visitor

    async def seat(self, visitor: Visitor, *sources: Source, session: str = "") -> Seat:
        """Return this person's socket, with its first view; staff enter the demonstration's session if no other."""
        entered = f"/api/sessions/{session or self.session}/ticket"
        path = f"/api/invitations/{visitor.token}/ticket" if visitor.token else entered
        ticket = await visitor.post(path)
        assert ticket.status == 200, ticket.json
        client = socketio.AsyncClient(reconnection=False)
        seat = Seat(client=client, identity=ticket.json["identity"], sources=frozenset(sources))
        _listen(client, seat)
        await client.connect(
            self.base,
            auth={"ticket": ticket.json["ticket"]},
            namespaces=[NAMESPACE],
            transports=["websocket"],
            wait_timeout=15,
        )
        self.stack.push_async_callback(_hang_up, client)
        await seat.sees(lambda _: True, "the first view")
        return seat


@asynccontextmanager
async def site(folder: Path, **settings: Any) -> AsyncIterator[Site]:  # noqa: ANN401 - any setting
    """Run the program with its demonstration on data in `folder`; afterwards everything is closed."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    usual: dict[str, Any] = {
        "data_dir": folder,
        "host": "127.0.0.1",
        "port": port,
        "base_url": f"http://127.0.0.1:{port}",
        "demo": True,
        "in_process": True,
        "media_hosts": ("127.0.0.1",),
        "media_advertised": ("127.0.0.1",),
        "recording_reserve_mb": 1,
    }
    app = create_app(Settings(**{**usual, **settings}))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        async with AsyncExitStack() as stack:
            yield Site(f"http://127.0.0.1:{port}", app, stack)
    finally:
        await runner.cleanup()
        listening.close()


def _listen(client: socketio.AsyncClient, seat: Seat) -> None:
    def update(payload: object) -> None:
        seat.updates.append(Update.model_validate(payload, strict=False))

    def closed(payload: object) -> None:
        seat.closed.append(Closed.model_validate(payload, strict=False))

    def offer(payload: object) -> None:
        message = OfferMessage.model_validate(payload, strict=False)
        if message.fresh:
            seat.fresh_offers.append(message)
        for listener in seat.listeners:
            listener(OfferMade(MemberId(seat.identity), _offer(message)))

    client.on("update", update, namespace=NAMESPACE)
    client.on("closed", closed, namespace=NAMESPACE)
    client.on("offer", offer, namespace=NAMESPACE)


async def _hang_up(client: socketio.AsyncClient) -> None:
    await client.disconnect()
    if client.eio.http is not None:
        await client.eio.http.close()


def _offer(message: OfferMessage) -> Offer:
    tracks = tuple(OfferedTrack(track.mid, MemberId(track.identity), Source(track.source)) for track in message.tracks)
    return Offer(1, message.version, message.sdp, tracks)
