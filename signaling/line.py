"""`Line`: the way to one person now: their socket, what it was told last, and the offer it has to answer."""

from dataclasses import dataclass, field
from datetime import datetime

from media.plane import MemberQuality, Offer, PicturesChanged
from signaling.protocol.offer import IceServerMessage, OfferedTrackMessage, OfferMessage
from signaling.protocol.passing import MediaWanted, QualityLevel
from signaling.protocol.view import RoomView


@dataclass(frozen=True, slots=True)
class Ways:
    """How the media of one browser may travel besides straight to us."""

    servers: tuple[IceServerMessage, ...] = ()
    relay_only: bool = False


@dataclass(slots=True)
class Line:
    """The way to one person. `device` names the page that holds, or last held, the seat."""

    socket: str | None = None
    device: str | None = None
    view: RoomView | None = None
    quality: dict[str, QualityLevel] = field(default_factory=dict)
    """Levels this person was told last."""
    told_silent: tuple[str, ...] = ()
    told_crowded: tuple[str, ...] = ()
    mic_silent: bool = False
    """What the person's own browser said last."""
    measured: MemberQuality | None = None
    """What the server measured last."""
    level: QualityLevel | None = None
    level_since: datetime | None = None
    wants_media: bool = False
    established: bool = False
    """Whether the browser has answered an offer of the present transport."""
    pending: OfferMessage | None = None
    """Offer without an answer; sent again to a page that comes back."""
    wanted: dict[str, MediaWanted] = field(default_factory=dict)
    """What is needed of each of the person's pictures; sent again to a page that comes back."""
    lacks: PicturesChanged | None = None
    """Of whom nothing is sent, as said last; sent again to a page that comes back."""
    _number: int = 0
    _version: int = 0

    def opened(self, offer: Offer, ways: Ways) -> OfferMessage:
        """Return the message for the first offer of a new transport."""
        self.wants_media = True
        self._forget_transport()
        return self.offered(offer, ways)

    def offered(self, offer: Offer, ways: Ways) -> OfferMessage:
        """Return the message for an offer. Its number grows over all transports, so that the highest is the newest.

        Until the first answer a browser may have missed every earlier offer, so each is fresh.
        """
        self._number += 1
        self._version = offer.version
        self.pending = OfferMessage(
            version=self._number,
            sdp=offer.sdp,
            tracks=tuple(
                OfferedTrackMessage(mid=track.mid, identity=track.member.rpartition(".")[2], source=track.source.value)
                for track in offer.tracks
            ),
            fresh=not self.established,
            ice_servers=ways.servers,
            relay_only=ways.relay_only,
        )
        return self.pending

    @property
    def crowded(self) -> bool:
        """Whether somebody's voice or picture has no place in the person's connection."""
        return self.lacks is not None and bool(self.lacks.left_out)

    def is_newer(self, offer: Offer) -> bool:
        """Tell whether an offer of the present transport was made after the one the page was given."""
        return offer.version > self._version

    def version_of(self, number: int) -> int | None:
        """Return the plane's version of the offer with this number; None when it has been replaced."""
        return self._version if number == self._number else None

    def answered(self) -> None:
        """Note that the newest offer has its answer."""
        self.established = True
        self.pending = None

    def graded(self, quality: MemberQuality, level: QualityLevel, now: datetime) -> None:
        """Note what was measured, and since when the line is on this step."""
        self.measured = quality
        if level is not self.level:
            self.level, self.level_since = level, now

    def lost_media(self) -> None:
        """Note that the transport is gone."""
        self._forget_transport()
        self.pending = None

    def _forget_transport(self) -> None:
        self.established = self.mic_silent = False
        self.lacks = None
        self.wanted.clear()
