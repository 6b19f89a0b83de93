"""What the media plane reports, passed on to the people it concerns: never beyond the router it comes from."""

from typing import Final, Literal

from media.plane import (
    LayersWanted,
    MediaEvent,
    MemberQuality,
    OfferMade,
    PicturesChanged,
    PlacesLost,
    ProducerChanged,
    QualityMeasured,
    Source,
    SpeakersChanged,
    TransportChanged,
    TransportState,
    room_of,
)
from signaling.protocol.passing import MediaWanted, QualityLevel, Signal, SignalKind
from signaling.quality import level_of
from signaling.room import Room

_SHOWN: Final[dict[Source, Literal["camera", "screen"]]] = {Source.CAMERA: "camera", Source.SCREEN: "screen"}


def concerns(event: MediaEvent, session: str) -> bool:
    """Tell whether an event may be about this session; ids of the plane begin with it."""
    match event:
        case QualityMeasured():
            return True
        case PlacesLost():
            return any(room_of(name) == session for name in (*event.routers, *event.members))
        case SpeakersChanged(router=router):
            return room_of(router) == session
        case OfferMade() | TransportChanged() | ProducerChanged() | PicturesChanged() | LayersWanted():
            return room_of(event.member) == session


async def hear(room: Room, event: MediaEvent) -> None:
    """Pass one event on. The caller has the room's turn.

    An event waits for that turn, in which the person may have been given another transport: what the one of before
    still had to say is not about this one.
    """
    if _is_of_before(room, event):
        return
    match event:
        case OfferMade():
            await room.offer(_identity(event.member), event.offer)
        case TransportChanged():
            connected = event.state not in (TransportState.DISCONNECTED, TransportState.CLOSED)
            await room.reached(_identity(event.member), connected=connected)
        case ProducerChanged():
            room.stage.heard(_identity(event.member), event.source, live=event.live)
            room.sources_changed()
        case SpeakersChanged():
            await _speakers(room, event)
        case QualityMeasured():
            await _quality(room, event.members)
        case PicturesChanged():
            await room.lack(_identity(event.member), event)
        case LayersWanted():
            await room.want(_identity(event.member), MediaWanted(source=_SHOWN[event.source], layers=event.layers))
        case PlacesLost():
            await room.reopen()


def _is_of_before(room: Room, event: MediaEvent) -> bool:
    match event:
        case OfferMade():
            return not room.stage.is_on(_identity(event.member), event.offer.transport)
        case TransportChanged() | ProducerChanged() | PicturesChanged() | LayersWanted():
            return not room.stage.is_on(_identity(event.member), event.transport)
        case _:
            return False


def _identity(member: str) -> str:
    return member.partition(".")[2]


async def _speakers(room: Room, event: SpeakersChanged) -> None:
    speakers = tuple(_identity(member) for member in event.speakers)
    for identity in room.stage.at(event.router):
        await room.signal(identity, Signal(kind=SignalKind.SPEAKERS, speakers=speakers))


async def _quality(room: Room, measured: tuple[MemberQuality, ...]) -> None:
    found = {
        (identity := _identity(quality.member)): (quality, level_of(quality, connected=room.stage.connected(identity)))
        for quality in measured
        if room_of(quality.member) == room.session
    }
    room.measured(found)
    levels = {identity: level for identity, (_, level) in found.items()}
    for identity, line in list(room.lines.items()):
        known = _levels_for(room, identity, levels)
        silent, crowded = _silent_among(room, known), _crowded_among(room, known)
        if known and (known, silent, crowded) != (line.quality, line.told_silent, line.told_crowded):
            line.quality, line.told_silent, line.told_crowded = known, silent, crowded
            news = Signal(kind=SignalKind.QUALITY, quality=known, silent=silent, crowded=crowded)
            await room.signal(identity, news)


def _silent_among(room: Room, known: dict[str, QualityLevel]) -> tuple[str, ...]:
    """Return those of `known` whose microphone is let through and gives nothing."""
    members = room.meeting.state.members
    return tuple(
        identity
        for identity in known
        if identity in room.lines and room.lines[identity].mic_silent and Source.MIC in members[identity].allowed
    )


def _crowded_among(room: Room, known: dict[str, QualityLevel]) -> tuple[str, ...]:
    """Return those of `known` who do not get everybody."""
    return tuple(identity for identity in known if identity in room.lines and room.lines[identity].crowded)


def _levels_for(room: Room, viewer: str, levels: dict[str, QualityLevel]) -> dict[str, QualityLevel]:
    """Return one's own level; for those who preside, that of everyone they can see."""
    members = room.meeting.state.members
    me = members[viewer]
    return {
        identity: level
        for identity, level in levels.items()
        if identity == viewer
        or (me.moderates and identity in members and room.meeting.state.sees(me, members[identity]))
    }
