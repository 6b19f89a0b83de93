"""RTP packets for tests, built by the book and not by the code under test."""

import struct

from media.forwarding.run import Run, cut, single


def rtp(  # noqa: PLR0913 - the fields of an RTP header
    *,
    payload_type: int = 96,
    marker: int = 0,
    sequence: int = 1000,
    timestamp: int = 90_000,
    ssrc: int = 0x11223344,
    csrcs: tuple[int, ...] = (),
    extension: bytes = b"",
    payload: bytes = b"payload",
    padding: int = 0,
) -> bytearray:
    """Return a packet; `extension` includes profile and length (see `one_byte` and `two_byte`)."""
    first = 0x80 | (0x20 if padding else 0) | (0x10 if extension else 0) | len(csrcs)
    head = struct.pack("!BBHII", first, marker << 7 | payload_type, sequence, timestamp, ssrc)
    head += b"".join(struct.pack("!I", csrc) for csrc in csrcs)
    tail = bytes(padding - 1) + bytes((padding,)) if padding else b""
    return bytearray(head + extension + payload + tail)


def red(new: bytes, *before: bytes, payload_type: int = 111) -> bytes:
    """Return a payload that says `new` and repeats those `before`, the oldest first (RFC 2198 section 3)."""
    steps = range(len(before), 0, -1)
    heads = [
        struct.pack("!I", (0x80 | payload_type) << 24 | 960 * step << 10 | len(old))
        for step, old in zip(steps, before, strict=True)
    ]
    return b"".join(heads) + bytes((payload_type,)) + b"".join(before) + new


def one_byte(*elements: tuple[int, bytes]) -> bytes:
    """Return a header extension with one-byte element heads (RFC 8285 section 4.2)."""
    body = b"".join(bytes((name << 4 | len(data) - 1,)) + data for name, data in elements)
    return extension(0xBEDE, body)


def two_byte(*elements: tuple[int, bytes]) -> bytes:
    """Return a header extension with two-byte element heads (RFC 8285 section 4.3)."""
    body = b"".join(bytes((name, len(data))) + data for name, data in elements)
    return extension(0x1000, body)


def extension(profile: int, body: bytes) -> bytes:
    """Return a header extension of any profile, padded to words."""
    body += bytes(-len(body) % 4)
    return struct.pack("!HH", profile, len(body) // 4) + body


def run_of(packet: bytes | bytearray) -> Run:
    """Return a run of one packet."""
    _, _, sequence, timestamp, _ = struct.unpack_from("!BBHII", packet)
    return single(cut(packet, len(packet), sequence, timestamp))


def packets_of(run: Run, ssrc: int) -> list[bytes]:
    """Return the packets of a run as they go out."""
    whole = []
    for write, head, rest, sequence, timestamp, length in run.packets:
        packet = bytearray(length)
        write(packet, 0, head, sequence, timestamp, ssrc, rest)
        whole.append(bytes(packet))
    return whole
