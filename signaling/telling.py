"""Telling: what goes to the sockets of a room, each person their own view and the events they may see."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from signaling.line import Line
from signaling.ports import Push, ServerMessage, StoredEvent
from signaling.protocol.closing import Closed, ClosedReason
from signaling.protocol.event import Update
from signaling.protocol.view import RoomView
from signaling.views import Scene, room_event, room_view, same


class Telling:
    """Tells the people of one room, over the lines they have at that moment."""

    def __init__(self, lines: Mapping[str, Line], push: Push) -> None:
        self._lines = lines
        self._push = push

    async def send(self, identity: str, message: ServerMessage) -> None:
        """Send a message to a person, if they are here."""
        line = self._lines.get(identity)
        if line is not None and line.socket is not None:
            await self._push.deliver(line.socket, message)

    async def greet(self, identity: str, line: Line, scene: Scene, now: datetime) -> None:
        """Send the view a new socket begins with."""
        line.view = room_view(scene, identity, now)
        await self.send(identity, Update(previous=line.view.seq, event=None, view=line.view))

    async def show(self, scene: Scene, events: Iterable[StoredEvent], now: datetime) -> None:
        """Send everyone the events they may see, and the view after them where it differs."""
        for identity, line in self._lines.items():
            if line.socket is None or line.view is None:
                continue
            view = room_view(scene, identity, now)
            updates = _updates(line.view, view, [event for event in events if event.is_for(identity)])
            line.view = view
            for update in updates:
                await self.send(identity, update)

    async def dismiss(self, socket: str | None, reason: ClosedReason, note: str | None = None) -> None:
        """Say why and close a socket, if there is one."""
        if socket is not None:
            await self._push.deliver(socket, Closed(reason=reason, note=note))
            await self._push.close(socket)

    async def hang_up(self, line: Line) -> None:
        """Close a line without a word; its page comes back by itself."""
        if line.socket is not None:
            await self._push.close(line.socket, come_back=True)
            line.socket = None


def _updates(before: RoomView, view: RoomView, events: list[StoredEvent]) -> list[Update]:
    """Return what one viewer must be told: each event they may see with its number, or the view alone if it differs."""
    if not events:
        return [] if same(before, view) else [Update(previous=before.seq, event=None, view=view)]
    previous = [before.seq, *(event.seq for event in events)]
    return [
        Update(previous=last, event=room_event(event), view=view.model_copy(update={"seq": event.seq}))
        for last, event in zip(previous, events, strict=False)
    ]
