"""A page of the room: its socket, and what it was told by it."""

from dataclasses import dataclass, field

import socketio

from signaling.namespace import NAMESPACE
from signaling.protocol.ack import Ack
from signaling.protocol.closing import Closed
from signaling.protocol.event import Update
from signaling.protocol.view import RoomView


@dataclass(kw_only=True)
class Page:
    """One page of one person, connected by real Socket.IO."""

    client: socketio.AsyncClient
    updates: list[Update] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)

    @property
    def view(self) -> RoomView:
        return self.updates[-1].view

    async def ask(self, name: str, payload: object = None) -> Ack:
        """Send a message and return what the server answers."""
        return await self.raw(name, {} if payload is None else payload)

    async def raw(self, name: str, *payload: object) -> Ack:
        """Send anything at all."""
        answer = await self.client.call(name, payload, namespace=NAMESPACE, timeout=15)
        return Ack.model_validate(answer, strict=False)
