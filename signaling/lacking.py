"""What a person does not get of those in sight, and why, as their page is told."""

from typing import Final, Literal

from media.plane import Picture, PicturesChanged, Source
from signaling.protocol.passing import PausedPicture, Signal, SignalKind
from signaling.state import MeetingState

_Reason = Literal["line", "codec", "full"]
_SENT: Final[dict[Source, Literal["mic", "camera", "screen"]]] = {
    Source.MIC: "mic",
    Source.CAMERA: "camera",
    Source.SCREEN: "screen",
}


def lacking(state: MeetingState, viewer: str, lacks: PicturesChanged) -> Signal:
    """Return the news for `viewer`: of whom something is not sent, never of somebody out of their sight."""
    absent: tuple[tuple[_Reason, tuple[Picture, ...]], ...] = (
        ("line", lacks.paused),
        ("codec", lacks.undecodable),
        ("full", lacks.left_out),
    )
    paused = tuple(
        PausedPicture(identity=identity, source=_SENT[picture.source], reason=reason)
        for reason, pictures in absent
        for picture in pictures
        if (identity := picture.member.partition(".")[2]) in state.members
        and state.sees(state.members[viewer], state.members[identity])
    )
    return Signal(kind=SignalKind.PICTURES, paused=paused)
