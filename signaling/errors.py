"""What a room refuses, and why: one class per kind of fault, one stable code per reason.

SignalingError
├── RefusedError         the person may not do this here and now; nothing has changed
├── TicketError          the ticket does not open this socket
├── MessageError         the message is not one of ours, or there are too many of them
├── RoomUnavailableError the room cannot be held here now (its store or its place fails)
└── SequenceTakenError   another process stored this event number first
"""

from enum import StrEnum


class Code(StrEnum):
    """Every code a client can meet in `Ack.code` or `Refusal.code`, besides `media.*`."""

    NOT_HOST = "room.not_host"
    """Only someone who presides (or their deputy) may do this."""
    NOT_GRANTED = "room.not_granted"
    """The invitation does not include this."""
    WRONG_PLACE = "room.wrong_place"
    """Not possible from where the person, or the one it is about, is now."""
    NO_CONSENT = "room.no_consent"
    """Somebody who would enter has not agreed to mediate online; `Ack.names` says who."""
    NO_SEPARATE_CONSENT = "room.no_separate_consent"
    """A party has not agreed, or not any more, that one side meets alone; `Ack.names` says who."""
    LEFT_OUT = "room.left_out"
    """A party is not invited, nor anybody for them, and has not agreed to that; `Ack.names` says who."""
    NO_PRESIDER = "room.no_presider"
    """Nobody presides over the case: the meeting does not begin."""
    UNSETTLED = "room.unsettled"
    """A disclosure waits for a reply, or a challenge for its decision: the meeting does not begin."""
    CASE_STANDS = "room.case_stands"
    """The case is paused, or not at mediation (any more): the meeting does not begin."""
    WRONG_PHASE = "room.wrong_phase"
    """The meeting has not begun, or a caucus is being held."""
    UNKNOWN_MEMBER = "room.unknown_member"
    """There is no such person among those the sender can see."""
    TARGET_IS_HOST = "room.target_is_host"
    """Nobody can mute, refuse or send away someone who presides."""
    NOT_ADMITTED = "room.not_admitted"
    """Media only after admission."""
    SCREEN_TAKEN = "room.screen_taken"
    """Someone else is showing their screen."""
    NOBODY_TO_CALL = "room.nobody_to_call"
    """Nobody of that side is in the room."""
    CALLING_ALREADY = "room.calling_already"
    """A call is still ringing."""
    CALL_OVER = "room.call_over"
    """The call is no longer ringing."""
    NO_CAUCUS = "room.no_caucus"
    """There is no caucus to end and no call to cancel."""
    FULL = "room.full"
    """Twenty people are the most a session holds."""
    REMOVED = "room.removed"
    """The host removed this person and has not lifted it."""
    SHUT_OUT = "room.shut_out"
    """The account of this member of staff is closed, or the case is no longer theirs."""
    CLOSED = "room.closed"
    """This session may not be held: unknown, cancelled or over."""
    ENDED = "room.ended"
    """The session has just ended."""
    SEAT_TAKEN = "room.seat_taken"
    """This socket no longer holds the seat."""
    UNAVAILABLE = "room.unavailable"
    """The server could not keep the event; try again."""
    ELSEWHERE = "room.elsewhere"
    """Another node holds the room; ask for a new ticket."""
    MALFORMED = "message.malformed"
    """Unknown field, wrong type or size."""
    UNKNOWN = "message.unknown"
    """No message has this name."""
    TOO_FAST = "message.too_fast"
    """The budget of this socket is used up; wait a second."""
    TICKET_EXPIRED = "ticket.expired"
    """The ticket is older than a minute; ask for a new one."""
    TICKET_INVALID = "ticket.invalid"
    """Not a ticket of this server."""


class SignalingError(Exception):
    """Base of all errors of rooms; `code` is stable."""

    def __init__(self, code: Code) -> None:
        super().__init__(str(code))
        self.code = code


class RefusedError(SignalingError):
    """The person may not do this here and now. `names` are the people it is about, for whoever presides."""

    def __init__(self, code: Code, names: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.names = names


class TicketError(SignalingError):
    """The ticket does not open this socket."""


class MessageError(SignalingError):
    """The message is not one of ours, or there are too many of them."""


class RoomUnavailableError(SignalingError):
    """The room cannot be held here now."""

    def __init__(self, code: Code = Code.UNAVAILABLE) -> None:
        super().__init__(code)


class SequenceTakenError(RoomUnavailableError):
    """Another process stored this event number first; raised by `MeetingStore.append`."""
