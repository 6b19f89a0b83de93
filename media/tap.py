"""The datagrams in which a worker hands packets to the recorder, over a local datagram socket.

One datagram holds one or more entries, back to back, in arrival order:

    kind     u8    0 RTP, 1 sender report, 2 dropped, 3 begun
    tap      u32   the `TapId`
    arrival  u64   microseconds since the epoch, of the worker's clock; kind 3: when what may be copied begins
    length   u16   bytes that follow
    body           kind 0: the RTP packet, decrypted, RTX already undone
                   kind 1: NTP time u64 and RTP time u32 of the sender report (RFC 3550 section 6.4.1)
                   kind 2: packets this tap lost because the recorder was slow, u32
                   kind 3: nothing

All numbers are big-endian. The sender never blocks: while the socket is full a bounded backlog waits, beyond it
packets are counted, and a `dropped` entry before the next packet of the tap says how many.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from media.forwarding.run import RunPacket
from media.plane import TapId

_HEAD = struct.Struct("!BIQH")
_RTP_HEAD = struct.Struct("!BIQH2sHII")
RTP_SURPLUS = _HEAD.size
"""Bytes by which the entry of an RTP packet is longer than the packet."""
MAX_DATAGRAM = 60_000


class EntryKind(IntEnum):
    """What one entry carries."""

    RTP = 0
    SENDER_REPORT = 1
    DROPPED = 2
    BEGUN = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a datagram; `arrival` in microseconds since the epoch."""

    kind: EntryKind
    tap: TapId
    arrival: int
    body: bytes


def pack_entry(kind: EntryKind, tap: TapId, arrival: int, body: bytes) -> bytes:
    """Return the bytes of one entry."""
    return _HEAD.pack(kind, tap, arrival, len(body)) + body


def pack_rtp_head(tap: TapId, arrival: int, packet: RunPacket, ssrc: int) -> bytes:
    """Return the bytes of the entry of an RTP packet before the packet's `rest`."""
    _, head, _, sequence, timestamp, length = packet
    return _RTP_HEAD.pack(0, tap, arrival, length, head, sequence, timestamp, ssrc)


def unpack_entries(datagram: bytes) -> Iterator[Entry]:
    """Yield the entries of one datagram; raise `ValueError` at the first malformed one."""
    at = 0
    while at < len(datagram):
        if at + _HEAD.size > len(datagram):
            raise ValueError("truncated entry head")
        kind, tap, arrival, length = _HEAD.unpack_from(datagram, at)
        at += _HEAD.size
        if at + length > len(datagram):
            raise ValueError("truncated entry body")
        yield Entry(EntryKind(kind), TapId(tap), arrival, datagram[at : at + length])
        at += length
