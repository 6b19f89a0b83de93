"""Why the server ends a socket."""

from enum import StrEnum

from signaling.protocol.words import Message


class ClosedReason(StrEnum):
    """Why the server ends a socket; after each of them the client must not reconnect by itself."""

    TAKEN_OVER = "taken_over"
    """The same person came in elsewhere; this device may take the seat back by a tap."""
    REMOVED = "removed"
    """The host removed the person; the link is suspended."""
    SHUT_OUT = "shut_out"
    """The account of this member of staff was closed."""
    UNSEATED = "unseated"
    """This mediator has the case no longer: challenged, or it was given to somebody else."""
    LEFT = "left"
    """The person left by the button."""
    ENDED = "ended"
    """The session is over."""
    FLOODED = "flooded"
    """Far more messages than a person can cause."""


class Closed(Message):
    """Server to client `closed`: the last message on this socket."""

    reason: ClosedReason
    note: str | None
    """Sentence the host wrote, when removed."""
