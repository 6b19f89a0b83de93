"""RED: sound whose packets repeat the words before (RFC 2198), and what is left of them for who knows none of it."""

from typing import Final

from media.forwarding.run import HEAD, LENGTH, WRITERS, Run, RunPacket

_MARKER: Final = 0x80
_EXTENDED: Final = 0x10
_SOURCES: Final = 0x0F


def unwrap(packet: RunPacket, red: int) -> RunPacket | None:
    """Return a packet of payload type `red` as a plain one of its last block, which is the new one; others as they are.

    None when it is malformed. Header extensions stay, sequence number and timestamp too.
    """
    _, head, rest, sequence, timestamp, _ = packet
    if head[1] & 0x7F != red:
        return packet
    try:
        payload_at = _payload_at(head, rest)
        format_, block_at = _last_block(rest, payload_at)
    except IndexError:
        return None
    if block_at > len(rest):
        return None
    plain = rest[:payload_at] + rest[block_at:]
    length = HEAD + len(plain)
    return WRITERS[length], bytes((head[0], head[1] & _MARKER | format_)), plain, sequence, timestamp, length


def unwrap_run(run: Run, red: int) -> Run:
    """Return `run` with every packet unwrapped; malformed ones are left out."""
    plain = Run()
    plain.at, plain.ascending = run.at, run.ascending
    plain.packets = [packet for each in run.packets if (packet := unwrap(each, red)) is not None]
    plain.octets = sum(packet[LENGTH] for packet in plain.packets)
    return plain


def _payload_at(head: bytes, rest: bytes) -> int:
    """Return where in `rest` the payload begins (RFC 3550 section 5.1)."""
    at = 4 * (head[0] & _SOURCES)
    return at + 4 + 4 * (rest[at + 2] << 8 | rest[at + 3]) if head[0] & _EXTENDED else at


def _last_block(rest: bytes, at: int) -> tuple[int, int]:
    """Return the payload type of the last block and where it begins, behind all others (RFC 2198 section 3)."""
    before = 0
    while rest[at] & 0x80:
        before += (rest[at + 2] & 0x03) << 8 | rest[at + 3]
        at += 4
    return rest[at] & 0x7F, at + 1 + before
