"""The server's offers of media, and the TURN servers they may use."""

from typing import Literal

from signaling.protocol.words import Message


class OfferedTrackMessage(Message):
    """Whose track the browser finds under `mid`."""

    mid: str
    identity: str
    source: Literal["mic", "camera", "screen"]


class IceServerMessage(Message):
    """TURN servers with short-lived credentials, as `RTCIceServer` takes them."""

    urls: tuple[str, ...]
    username: str
    credential: str


class OfferMessage(Message):
    """Server to client `offer`: apply it, answer with the same `version`.

    `fresh` asks for a new peer connection: the old one, if any, is gone at the server. `ice_servers` are for that
    connection, or for the present one when it looks for another path; `relay_only` allows no path but theirs.
    """

    version: int
    sdp: str
    tracks: tuple[OfferedTrackMessage, ...]
    fresh: bool
    ice_servers: tuple[IceServerMessage, ...] = ()
    relay_only: bool = False
