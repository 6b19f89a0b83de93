"""What every browser is offered: payload types, header extensions and feedback, the same in every offer.

The server always offers and an answer must keep the offered numbers (RFC 3264 section 6.1, RFC 8285
section 6), so a packet is forwarded with the numbers it came with.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from media.plane import Codec, Source


class Extension(IntEnum):
    """Ids of the RTP header extensions (RFC 8285), fixed for the whole service."""

    AUDIO_LEVEL = 1
    ABS_SEND_TIME = 2
    TRANSPORT_SEQUENCE = 3
    MID = 4
    RID = 10
    REPAIRED_RID = 11


EXTENSION_URIS: Final = {
    Extension.AUDIO_LEVEL: "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
    Extension.ABS_SEND_TIME: "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
    Extension.TRANSPORT_SEQUENCE: "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    Extension.MID: "urn:ietf:params:rtp-hdrext:sdes:mid",
    Extension.RID: "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
    Extension.REPAIRED_RID: "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
}


@dataclass(frozen=True, slots=True)
class Format:
    """One codec as it stands in an m-line.

    `rtx` is the payload type of its retransmissions (RFC 4588), `red` that of packets that repeat those before
    (RFC 2198).
    """

    codec: Codec
    payload_type: int
    encoding: str
    clock_rate: int
    parameters: str = ""
    rtx: int | None = None
    red: int | None = None


OPUS: Final = Format(
    Codec.OPUS,
    111,
    "opus/48000/2",
    48_000,
    "maxaveragebitrate=20000;minptime=10;useinbandfec=1;usedtx=1",
    red=63,
)
"""At half the rate that a voice needs on the line, for it goes twice; next to nothing is sent in silence."""
VP8: Final = Format(Codec.VP8, 96, "VP8/90000", 90_000, rtx=97)
H264: Final = Format(
    Codec.H264,
    102,
    "H264/90000",
    90_000,
    "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
    rtx=103,
)

AUDIO_FORMATS: Final = (OPUS,)
VIDEO_FORMATS: Final = (VP8, H264)
"""VP8 first: every browser has it, and it is what all of them then choose."""
FORMATS: Final = {format_.payload_type: format_ for format_ in (*AUDIO_FORMATS, *VIDEO_FORMATS)}
"""By payload type."""
RTX_OF: Final = {format_.rtx: format_ for format_ in VIDEO_FORMATS if format_.rtx is not None}
"""The format which a retransmission payload type carries."""
RED_OF: Final = {format_.red: format_ for format_ in AUDIO_FORMATS if format_.red is not None}
"""The format which a redundant payload type carries."""
SOUND_TYPES: Final = frozenset({*RED_OF, *(format_.payload_type for format_ in AUDIO_FORMATS)})
"""Payload types of sound, once or repeated."""
FORMAT_OF: Final = {format_.codec: format_ for format_ in FORMATS.values()}

SIMULCAST: Final = ("q", "h", "f")
"""A camera's streams, each twice as large as the one before (RFC 8853). A screen is sent once, in full."""

NACK: Final = "nack"
PLI: Final = "nack pli"
FIR: Final = "ccm fir"
REMB: Final = "goog-remb"
TRANSPORT_CC: Final = "transport-cc"
"""Kinds of feedback as `a=rtcp-fb` names them; each is sent and taken only where the answer kept it (RFC 4585)."""

AUDIO_UPLINK_FEEDBACK: Final = (NACK, TRANSPORT_CC)
AUDIO_DOWNLINK_FEEDBACK: Final = (NACK,)
VIDEO_UPLINK_FEEDBACK: Final = (FIR, NACK, PLI, REMB, TRANSPORT_CC)
VIDEO_DOWNLINK_FEEDBACK: Final = (FIR, NACK, PLI, REMB)
"""Never transport-cc: a Chromium that sees it there stops sending REMB."""

AUDIO_UPLINK_EXTENSIONS: Final = (
    Extension.AUDIO_LEVEL,
    Extension.ABS_SEND_TIME,
    Extension.TRANSPORT_SEQUENCE,
    Extension.MID,
)
AUDIO_DOWNLINK_EXTENSIONS: Final = (Extension.AUDIO_LEVEL, Extension.ABS_SEND_TIME)
VIDEO_UPLINK_EXTENSIONS: Final = (
    Extension.ABS_SEND_TIME,
    Extension.TRANSPORT_SEQUENCE,
    Extension.MID,
    Extension.RID,
    Extension.REPAIRED_RID,
)
VIDEO_DOWNLINK_EXTENSIONS: Final = (Extension.ABS_SEND_TIME,)


def is_audio(source: Source) -> bool:
    """Whether `source` is sound; everything else is a picture."""
    return source is Source.MIC


def layers(source: Source) -> tuple[str, ...]:
    """Return the names of the streams a source may be sent in at once, smallest first; empty for a single one."""
    return SIMULCAST if source is Source.CAMERA else ()


def formats(*, audio: bool) -> tuple[Format, ...]:
    """Return the formats of an m-line in order of preference."""
    return AUDIO_FORMATS if audio else VIDEO_FORMATS


def feedback(*, audio: bool, uplink: bool) -> tuple[str, ...]:
    """Return the `a=rtcp-fb` values of an m-line; `uplink` is from the browser to us."""
    if audio:
        return AUDIO_UPLINK_FEEDBACK if uplink else AUDIO_DOWNLINK_FEEDBACK
    return VIDEO_UPLINK_FEEDBACK if uplink else VIDEO_DOWNLINK_FEEDBACK


def extensions(*, audio: bool, uplink: bool) -> tuple[Extension, ...]:
    """Return the header extensions of an m-line; `uplink` is from the browser to us."""
    if audio:
        return AUDIO_UPLINK_EXTENSIONS if uplink else AUDIO_DOWNLINK_EXTENSIONS
    return VIDEO_UPLINK_EXTENSIONS if uplink else VIDEO_DOWNLINK_EXTENSIONS
