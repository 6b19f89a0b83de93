"""What a browser says of its media: answers, switches, what it shows, and how its line is."""

from typing import Literal

from pydantic import Field

from signaling.protocol.words import Identity, Message


class MediaConnect(Message):
    """`media_connect`: ready for media; the ack carries a fresh `OfferMessage`. Only for the admitted."""


class MediaAnswer(Message):
    """`media_answer`: the browser's answer to the offer of this version."""

    version: int = Field(ge=1)
    sdp: str = Field(min_length=1, max_length=65_536)


class MediaRestart(Message):
    """`media_restart`: the line changed; the ack carries an offer with new ICE credentials."""


class ShownPicture(Message):
    """How large somebody's picture is on the screen: its height in pixels of the screen, 0 when out of sight."""

    identity: Identity
    source: Literal["camera", "screen"]
    height: int = Field(ge=0, le=8_192)


class MediaShown(Message):
    """`media_shown`: what is in sight changed. A picture out of sight is not sent; one never named is, in full."""

    pictures: tuple[ShownPicture, ...] = Field(min_length=1, max_length=64)


class MediaState(Message):
    """`media_state`: what the person switched on or off themselves."""

    mic: bool
    camera: bool
    screen: bool
    camera_thin: bool = False
    """The camera is on and not sent for the time being: the line is too thin."""


class VoiceHeard(Message):
    """How somebody's voice came to whoever reports."""

    identity: Identity
    concealed: float = Field(ge=0, le=1)
    """Share of it that had to be made up."""


class LineReport(Message):
    """`line_report`: what the browser measured of its own line since the last report, about every ten seconds.

    Kept with the session in half-minutes; figures only, no address, no name of a device.
    """

    round_trip_ms: int | None = Field(default=None, ge=0, le=60_000)
    path: Literal["host", "srflx", "prflx", "relay"] | None = None
    """Kind of the browser's own candidate in use (RFC 8445)."""
    transport: Literal["udp", "tcp"] | None = None
    sent_height: int | None = Field(default=None, ge=0, le=8_192)
    """Lines of the largest picture sent and received."""
    received_height: int | None = Field(default=None, ge=0, le=8_192)
    frames_per_second: float | None = Field(default=None, ge=0, le=240)
    """Decoded, of the fastest picture received."""
    freezes: int = Field(default=0, ge=0, le=1_000)
    freeze_ms: int = Field(default=0, ge=0, le=600_000)
    concealed: float = Field(default=0.0, ge=0, le=1)
    """Share of the sound played that had to be made up."""
    jitter_ms: float | None = Field(default=None, ge=0, le=60_000)
    """Of the sound received, of the voice that comes least evenly."""
    voices: tuple[VoiceHeard, ...] = Field(default=(), max_length=64)
    """Of each voice that came: what the line of whoever speaks made of it. Not kept here but with whom it is about."""
    mic_silent: bool = False
    """The microphone is on and nothing comes out of it."""
    browser: Literal["chrome", "edge", "firefox", "safari", "wechat", "other"] = "other"
    system: Literal["android", "ios", "windows", "macos", "linux", "other"] = "other"
