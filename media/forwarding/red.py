"""RED: sound whose packets repeat the words before (RFC 2198), and what is left of them for who knows none of it."""

from collections.abc import Iterable
from typing import Final

from media.capabilities import RED_OF
from media.forwarding.run import HEAD, LENGTH, TIMESTAMP, WRITERS, Run, RunPacket

_MARKER: Final = 0x80
_PADDED: Final = 0x20
_EXTENDED: Final = 0x10
_SOURCES: Final = 0x0F

REACH: Final = 1 << 14
"""Ticks of the RTP clock that a packet may reach back, none included (RFC 2198 section 3)."""


def unwrap(packet: RunPacket, red: int) -> RunPacket | None:
    """Return a packet of payload type `red` as a plain one of its last block, which is the new one; others as they are.

    None when it is malformed or its last block is of another format. Header extensions stay, sequence number and
    timestamp too; padding goes.
    """
    _, head, rest, sequence, timestamp, _ = packet
    if head[1] & 0x7F != red:
        return packet
    try:
        payload_at = _payload_at(head, rest)
        format_, block_at = _last_block(rest, payload_at)
    except IndexError:
        return None
    end = len(rest)
    if head[0] & _PADDED:
        end -= rest[-1] or end
    if block_at > end or format_ != RED_OF[red].payload_type:
        return None
    plain = rest[:payload_at] + rest[block_at:end]
    length = HEAD + len(plain)
    start = bytes((head[0] & ~_PADDED, head[1] & _MARKER | format_))
    return WRITERS[length], start, plain, sequence, timestamp, length


def unwrap_run(run: Run, red: int) -> Run:
    """Return `run` with every packet unwrapped; malformed ones are left out."""
    return _gather(run, (unwrap(packet, red) for packet in run.packets))


def unwrap_near(run: Run, red: int, since: int) -> Run:
    """Return `run` with every packet unwrapped that may repeat words of before the RTP time `since`."""
    return _gather(
        run, (packet if _is_beyond(packet[TIMESTAMP], since) else unwrap(packet, red) for packet in run.packets)
    )


def _is_beyond(timestamp: int, since: int) -> bool:
    ahead = timestamp - since & 0xFFFFFFFF
    return ahead >= REACH and not ahead >> 31


def _gather(run: Run, packets: Iterable[RunPacket | None]) -> Run:
    plain = Run()
    plain.at, plain.ascending = run.at, run.ascending
    plain.packets = [packet for packet in packets if packet is not None]
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
