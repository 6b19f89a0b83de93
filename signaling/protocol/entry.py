"""Coming in, and finding out what was missed."""

from pydantic import Field

from signaling.protocol.event import RoomEvent
from signaling.protocol.view import RoomView
from signaling.protocol.words import Message


class Connect(Message):
    """The `auth` of the Socket.IO connect packet. A refusal carries `Refusal` as `data` of the connect error."""

    ticket: str = Field(min_length=1, max_length=4_096)
    device: str | None = Field(default=None, min_length=8, max_length=64)
    """Random name of this page load. The same name again means the same page came back: its peer connection is
    kept and forwarded again at once. Another or none closes it, and the client sends `media_connect`."""


class Refusal(Message):
    """Why the socket was not accepted, in `data` of the connect error."""

    code: str


class Sync(Message):
    """`sync`: what did I miss since event `since`? Answered by `SyncAnswer` in the ack."""

    since: int = Field(ge=0)


class SyncAnswer(Message):
    """Exactly the events after `since` that the viewer may see, and the view now."""

    events: tuple[RoomEvent, ...]
    view: RoomView
