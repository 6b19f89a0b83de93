"""What a person in the room says of themselves: a line of chat, a hand, leaving, knocking."""

from pydantic import Field

from signaling.protocol.words import Message


class ChatSend(Message):
    """`chat_send`: say something in writing to everyone in this place."""

    id: str = Field(min_length=8, max_length=64)
    """Made by the client; the same id twice is one message."""
    text: str = Field(min_length=1, max_length=2_000)


class HandRaise(Message):
    """`hand_raise`: ask to speak, or no longer."""

    raised: bool


class Leave(Message):
    """`leave`: the person leaves by the button, not by losing the line."""


class Knock(Message):
    """`knock`: ask again after having been refused or sent back."""
