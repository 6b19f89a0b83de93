"""What the host orders: who comes in, who is heard, and what a waiting side is told."""

from pydantic import Field

from signaling.protocol.words import Identity, Message, Sentence, Side


class Admit(Message):
    """`admit` (host): let a waiting person in."""

    identity: Identity


class Refuse(Message):
    """`refuse` (host): not now, with the reason the person will read."""

    identity: Identity
    reason: Sentence


class SendBack(Message):
    """`send_back` (host): move an admitted person to the lobby, with the reason they will read."""

    identity: Identity
    reason: Sentence


class Mute(Message):
    """`mute` (host): drop this person's microphone at the server, or lift that."""

    identity: Identity
    muted: bool


class LowerHand(Message):
    """`lower_hand` (host): take somebody's hand down, after they have spoken."""

    identity: Identity


class OpenMeeting(Message):
    """`open_meeting` (host): everyone admitted comes together; later arrivals still knock."""


class Tell(Message):
    """`tell` (host): a sentence for a waiting side, and how long it may take."""

    side: Side
    note: str | None = Field(default=None, max_length=200)
    minutes: int | None = Field(default=None, ge=1, le=180)
