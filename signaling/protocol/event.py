"""What happened in the room, numbered, as a viewer may know it."""

from datetime import datetime
from enum import StrEnum

from signaling.protocol.view import RoomView
from signaling.protocol.words import Message


class EventKind(StrEnum):
    """What happened; the client announces it and the court's timeline shows it."""

    ARRIVED = "arrived"
    ADMITTED = "admitted"
    REFUSED = "refused"
    JOINED = "joined"
    DROPPED = "dropped"
    RETURNED = "returned"
    LEFT = "left"
    SENT_BACK = "sent_back"
    REMOVED = "removed"
    RESTORED = "restored"
    """The removal was lifted; the person may knock again."""
    OPENED = "opened"
    MUTED = "muted"
    UNMUTED = "unmuted"
    HAND_RAISED = "hand_raised"
    HAND_LOWERED = "hand_lowered"
    SCREEN_STARTED = "screen_started"
    SCREEN_STOPPED = "screen_stopped"
    CHAT = "chat"
    CAUCUS_CALLED = "caucus_called"
    CAUCUS_DECLINED = "caucus_declined"
    CAUCUS_STARTED = "caucus_started"
    CAUCUS_ENDED = "caucus_ended"
    RECORDING_STARTED = "recording_started"
    RECORDING_PAUSED = "recording_paused"
    RECORDING_RESUMED = "recording_resumed"
    RECORDING_STOPPED = "recording_stopped"
    RECORDING_BROKEN = "recording_broken"
    CONSENT_CHANGED = "consent_changed"
    TOLD = "told"
    """The host sent a note or an estimate to a waiting side."""
    ENDED = "ended"


class RoomEvent(Message):
    """One thing that happened, as the viewer may know it."""

    seq: int
    at: datetime
    kind: EventKind
    identity: str | None
    """Whom it is about."""
    name: str | None
    note: str | None


class Update(Message):
    """Server to client `update`: the next event this viewer may see, and the view after it.

    `previous` is the sequence number of the last event this viewer was entitled to. A client that holds
    another number has missed something and sends `sync`.
    """

    previous: int
    event: RoomEvent | None
    view: RoomView
