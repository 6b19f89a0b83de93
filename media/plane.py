"""The seam between rooms and packets: what a room may ask of the media plane, and what it hears back.

`media.local.LocalMediaPlane` answers in this process, `media.remote.RemoteMediaPlane` passes the same
calls to a worker process, and `media.pool.MediaPool` to one of several. Terms follow WebRTC and mediasoup:
a router joins the producers and consumers of one place; a transport is one browser's ICE, DTLS and SRTP.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol

MemberId = NewType("MemberId", str)
"""One browser in the media plane; unique over all routers. `room.rest`, see `room_of`."""
RouterId = NewType("RouterId", str)
"""One place, `room.rest`. All places of a room are on one worker."""
TapId = NewType("TapId", int)
"""One recorded stretch of one source; never reused. Fits 32 bits: it is the key in every tap datagram."""


def room_of(name: str) -> str:
    """Return the room of a router or member: what stands before the first dot. A room is never split over workers."""
    return name.partition(".")[0]


class Source(StrEnum):
    """What a person can send. The order is the order of the receiving m-lines (mid 0, 1, 2)."""

    MIC = "mic"
    CAMERA = "camera"
    SCREEN = "screen"


class Codec(StrEnum):
    """The codecs a room forwards."""

    OPUS = "opus"
    VP8 = "vp8"
    H264 = "h264"


class TransportState(StrEnum):
    """State of one browser's transport as the server sees it."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    """No authenticated packet for 5 s; the browser may come back on any address."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class OfferedTrack:
    """One sendonly m-line of an offer: whose track the browser will find under `mid`."""

    mid: str
    member: MemberId
    source: Source


@dataclass(frozen=True, slots=True)
class Offer:
    """An SDP offer. Only the answer carrying the same `version` is accepted."""

    transport: int
    """Which transport it is of: each that is opened on a worker has a higher number than those before."""
    version: int
    sdp: str
    tracks: tuple[OfferedTrack, ...]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """How large a browser shows a picture of somebody: `height` in pixels of its screen, 0 when out of sight."""

    member: MemberId
    source: Source
    height: int


@dataclass(frozen=True, slots=True)
class Tap:
    """A source being copied to the recorder, as it is sent: no transcoding."""

    tap: TapId
    codec: Codec
    clock_rate: int


@dataclass(frozen=True, slots=True)
class OfferMade:
    """A new offer for `member`: tracks came or went. It replaces any older unanswered one."""

    member: MemberId
    offer: Offer


@dataclass(frozen=True, slots=True)
class TransportChanged:
    """The transport of `member` is in another state."""

    member: MemberId
    transport: int
    state: TransportState


@dataclass(frozen=True, slots=True)
class ProducerChanged:
    """Media of `source` began to arrive (`live`) or stopped for 2 s. One that was asked to stop counts as arriving."""

    member: MemberId
    transport: int
    source: Source
    live: bool


@dataclass(frozen=True, slots=True)
class SpeakersChanged:
    """Who is speaking in `router` now, loudest first. Sent on change, three times a second at most."""

    router: RouterId
    speakers: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class MemberQuality:
    """What the line of one person was like over the last two seconds."""

    member: MemberId
    uplink_loss: float
    downlink_loss: float
    round_trip_ms: float | None
    jitter_ms: float
    uplink_bps: int
    downlink_bps: int


@dataclass(frozen=True, slots=True)
class QualityMeasured:
    """Quality of everyone in the plane, every two seconds."""

    members: tuple[MemberQuality, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A camera or a screen of somebody; where that is said also a voice."""

    member: MemberId
    source: Source


@dataclass(frozen=True, slots=True)
class PicturesChanged:
    """Which pictures of its place are not sent to `member`; all others are, and all voices. Sent on change."""

    member: MemberId
    transport: int
    paused: tuple[Picture, ...]
    """Those that its line is too thin for."""
    undecodable: tuple[Picture, ...] = ()
    """Those that come in a codec which its browser did not take, and whose sender has no other for everybody."""
    left_out: tuple[Picture, ...] = ()
    """Those, and here voices too, for which no line is left in its description; they get the next that is free."""


@dataclass(frozen=True, slots=True)
class LayersWanted:
    """How many layers of a picture of `member` somebody needs, lowest first; None all, 0 none.

    Sent on change, when the picture begins to come, and now and then while it may come and does not.
    """

    member: MemberId
    transport: int
    source: Source
    layers: int | None


@dataclass(frozen=True, slots=True)
class PlacesLost:
    """The worker that had these is gone, with their taps; a living one answers: open them again.

    What is not named here is on other workers and goes on undisturbed.
    """

    routers: frozenset[RouterId]
    members: frozenset[MemberId]
    silent_for: float
    """Seconds before this event in which the worker may already have forwarded nothing."""


MediaEvent = (
    OfferMade
    | TransportChanged
    | ProducerChanged
    | SpeakersChanged
    | QualityMeasured
    | PicturesChanged
    | LayersWanted
    | PlacesLost
)
MediaListener = Callable[[MediaEvent], None]


class MediaPlane(Protocol):
    """What rooms ask for. Every call raises `media.errors.MediaError` and then has changed nothing."""

    def subscribe(self, listener: MediaListener) -> None:
        """Call `listener` with every event, on the event loop, in order."""

    async def open_router(self, router: RouterId, *, recordable: bool) -> None:
        """Open a place; opening it again changes nothing. Raises `PlaneFullError` when no worker takes another room.

        A router that is not `recordable` refuses every tap (caucus: OM-38, OL-12).
        """

    async def close_router(self, router: RouterId) -> None:
        """Close a place; members in it stay connected and are nowhere."""

    async def open_transport(self, member: MemberId, router: RouterId | None) -> Offer:
        """Open (or replace) the transport of `member` and put it in `router`. The offer has every track there.

        Raises `PlaneFullError` when the worker or the router has as many as it may (docs/architecture.md, Bounds).
        """

    async def answer(self, member: MemberId, version: int, sdp: str) -> None:
        """Apply the browser's answer. A stale version is ignored; a malformed one raises `SdpError`."""

    async def restart_ice(self, member: MemberId) -> Offer:
        """Offer new ICE credentials with the same DTLS and tracks (RFC 8445 section 9)."""

    async def move(self, member: MemberId, router: RouterId | None) -> None:
        """Take `member` with its tracks out of its router, put it in another or nowhere. Ends its taps."""

    async def allow(self, member: MemberId, sources: frozenset[Source]) -> None:
        """Forward and record these sources of `member` and drop all others at the server's door."""

    async def close_transport(self, member: MemberId) -> None:
        """Close; idempotent."""

    async def show(self, member: MemberId, pictures: tuple[ShownPicture, ...]) -> None:
        """Send `member` these pictures no larger than it shows them, and those out of sight not at all.

        A picture that was never named is sent as large as it comes; one that is not received is ignored.
        """

    async def tap(self, member: MemberId, source: Source, tap: TapId, sink: str, permitted_for: float = 0.0) -> Tap:
        """Copy `source` to the datagram socket at path `sink` (see `media.tap`) until `untap`, a move or the end.

        It may be recorded for `permitted_for` seconds already: what was said before is not copied, whenever it comes
        (`media.forwarding.opening` says how far that can be told). A tap made anew is given the time of the first.
        Raises `TapRefusedError` when the member is nowhere or its router is not recordable.
        """

    async def untap(self, tap: TapId) -> None:
        """Stop copying; when this returns no further packet of the tap leaves the worker. Idempotent."""

    async def request_keyframe(self, member: MemberId, source: Source) -> None:
        """Ask the browser for a keyframe (throttled)."""

    async def statistics(self) -> dict[str, float]:
        """Counters of the worker for the metrics page."""

    async def close(self) -> None:
        """Close every transport and router."""
