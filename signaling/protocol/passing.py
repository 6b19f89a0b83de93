"""What the server says and nobody keeps: levels, quality, pictures not sent, and what is wanted of the viewer's own."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from signaling.protocol.words import Message


class SignalKind(StrEnum):
    """What kind of passing news this is."""

    SPEAKERS = "speakers"
    QUALITY = "quality"
    PICTURES = "pictures"
    """Pictures of others that are not sent to the viewer; those that the line is too thin for come back."""
    PARTICIPANTS = "participants"
    """Facts of the case changed (identity, consent, device check): ask HTTP again."""
    PANEL = "panel"
    """Who mediates disclosed something, is challenged, or was answered for: ask HTTP what is put to oneself."""


class QualityLevel(StrEnum):
    """Four steps, in words on the screen."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    LOST = "lost"


class PausedPicture(Message):
    """Somebody's picture, or with `full` perhaps their voice, that is not sent to the viewer now."""

    identity: str
    source: Literal["mic", "camera", "screen"]
    reason: Literal["line", "codec", "full"]
    """The viewer's line is too thin; the viewer's browser cannot decode what the other's can send; or the connection
    already carries as many voices and pictures as it may, and this one comes when another goes."""


class Signal(Message):
    """Server to client `signal`: not numbered, not kept."""

    kind: SignalKind
    speakers: tuple[str, ...] = ()
    """Identities, loudest first."""
    quality: dict[str, QualityLevel] = Field(default={})
    paused: tuple[PausedPicture, ...] = ()
    """All of them, each time."""
    silent: tuple[str, ...] = ()
    """Identities, with the quality: their microphone is on and their browser hears nothing in it."""
    crowded: tuple[str, ...] = ()
    """Identities, with the quality: they do not get everybody, for their connection carries as many as it may."""


class MediaWanted(Message):
    """Server to client `media_wanted`: of the viewer's own picture somebody needs only the lowest `layers`; null all.

    The browser stops the others, with 0 the whole picture; what is needed again it sends again at once.
    """

    source: Literal["camera", "screen"]
    layers: int | None = Field(ge=0, le=2)
