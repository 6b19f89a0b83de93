"""Packets of one browser's picture and voice, as they come and as they come again."""

from tests.support.rtp import rtp
from tests.support.source import RTX_SSRC, SSRC

KEYFRAME = b"\x10\x00\x00\x00"
DELTA = b"\x10\x01\x00\x00"


def picture(sequence: int, payload: bytes = DELTA, *, extension: bytes = b"") -> bytearray:
    sequence &= 0xFFFF
    return rtp(sequence=sequence, timestamp=sequence * 3_000, ssrc=SSRC, payload=payload, extension=extension)


def sound(sequence: int, extension: bytes = b"", *, more: bytes = b"") -> bytearray:
    """A packet of sound, with `more` behind its payload."""
    number = sequence & 0xFFFF
    return rtp(payload_type=111, sequence=number, timestamp=sequence * 960, ssrc=SSRC, extension=extension) + more


def repeated(sequence: int, payload: bytes = DELTA, rtx_sequence: int = 1) -> bytearray:
    """The retransmission of a picture's packet."""
    return rtp(
        payload_type=97,
        sequence=rtx_sequence,
        timestamp=sequence * 3_000,
        ssrc=RTX_SSRC,
        payload=sequence.to_bytes(2) + payload,
    )


def extension_of(packet: bytes) -> bytes:
    """The elements of a packet without contributing sources."""
    return packet[16 : 16 + 4 * int.from_bytes(packet[14:16])]
