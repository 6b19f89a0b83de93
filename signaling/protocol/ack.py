"""The answer to every client message."""

from signaling.protocol.entry import SyncAnswer
from signaling.protocol.offer import OfferMessage
from signaling.protocol.words import Message


class Ack(Message):
    """Answer to every client message. On refusal nothing has changed and `code` says why."""

    ok: bool
    code: str | None = None
    names: tuple[str, ...] = ()
    """People a refusal is about, such as those whose consent is missing."""
    reason: str | None = None
    """With `media.sdp`, for who makes a client: what does not fit in the answer, in a few English words."""
    sync: SyncAnswer | None = None
    offer: OfferMessage | None = None
