"""`Line`: the way to one person now: their socket, what it was told last, and the offer it has to answer."""

from dataclasses import dataclass, field
from datetime import datetime

from media.plane import MemberQuality, Offer
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
    crowded: bool = False
    """Whether somebody's voice or picture has no place in the person's connection."""
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
    _number: int = 0
    _version: int = 0

    def opened(self, offer: Offer, ways: Ways) -> OfferMessage:
        """Return the message for the first offer of a new transport."""
        self.wants_media = True
        self.established = self.crowded = self.mic_silent = False
        self.wanted.clear()
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
        self.established = self.crowded = self.mic_silent = False
        self.pending = None
        self.wanted.clear()
