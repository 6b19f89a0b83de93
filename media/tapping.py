"""Copies of packets on their way to the recorder: one datagram per tick and sink or when it is full, never waiting.

A socket takes only `net.unix.max_dgram_qlen` datagrams, ten by default, so a recorder that is not scheduled for
some milliseconds fills it. Entries then wait, in order and bounded, and go out in fewer, larger datagrams on a
later wake-up. What exceeds the bound is dropped and counted, and the recorder is told how much.
"""

import contextlib
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from media.forwarding import rtcp
from media.forwarding.opening import Opening
from media.forwarding.run import REST, Run, RunPacket
from media.plane import TapId
from media.tap import MAX_DATAGRAM, RTP_SURPLUS, EntryKind, pack_entry, pack_rtp_head

_SEND_BUFFER: Final = 4 * 1024 * 1024
MAX_BACKLOG: Final = 8 * 1024 * 1024
"""Bytes that wait for a slow recorder, and one packet more; about two seconds of thirty people."""
FULL: Final = MAX_DATAGRAM // 2
"""Bytes that go out at once; a recorder woken for every packet would cost more than the packets."""
_MICROSECONDS: Final = 1_000_000


class _Waiting(NamedTuple):
    """What waits to go out: `head` as it is, then `packets`, whose entries are written when they go, all together.

    Written one by one as they come they cost a burst twice as much: the code for it is out of the cache each time.
    """

    feed: "TapFeed"
    head: bytes
    packets: Sequence[RunPacket]
    size: int
    """Bytes of it all."""
    arrival: int = 0
    ssrc: int = 0

    @property
    def entries(self) -> int:
        """Entries of the source, what was dropped before them not counted."""
        return len(self.packets) or 1

    def pieces(self) -> Iterator[bytes]:
        """Yield what the entries are made of."""
        yield self.head
        tap, arrival, ssrc = self.feed.tap, self.arrival, self.ssrc
        for packet in self.packets:
            yield pack_rtp_head(tap, arrival, packet, ssrc)
            yield packet[REST]


class TapOutlet:
    """The way to one sink: gathers entries until `flush`."""

    __slots__ = ("_path", "_size", "_socket", "_waiting", "dropped", "users")

    def __init__(self, path: str) -> None:
        self.users = 0
        self.dropped = 0
        """Packets lost since the start because the recorder was slow or gone."""
        self._path = path
        self._waiting: list[_Waiting] = []
        self._size = 0
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)  # noqa: FBT003 - the standard library's signature
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)

    @property
    def is_full(self) -> bool:
        """Whether there is enough for a datagram; less can wait for the next tick."""
        return self._size >= FULL

    def put(self, waiting: _Waiting) -> None:
        """Let entries of a source go out next, after word of what was dropped before them."""
        if self._size > MAX_BACKLOG:
            self._drop(waiting)
            return
        if waiting.feed.dropped:
            told = waiting.feed.describe_dropped()
            waiting = waiting._replace(head=told + waiting.head, size=len(told) + waiting.size)
            waiting.feed.dropped = 0
        self._waiting.append(waiting)
        self._size += waiting.size

    def flush(self) -> None:
        """Send what the socket takes now; the rest waits. Where nobody listens, all is dropped."""
        while self._waiting:
            count, datagram = self._next_datagram()
            try:
                self._socket.sendto(datagram, self._path)
            except BlockingIOError:
                return
            except OSError:
                self._drop_all()
                return
            del self._waiting[:count]
            self._size -= len(datagram)

    def forget(self, feed: "TapFeed") -> None:
        """Drop what still waits of an ended tap: nothing of it leaves after this."""
        kept = [each for each in self._waiting if each.feed is not feed]
        self.dropped += _total(self._waiting) - _total(kept)
        self._waiting = kept
        self._size = sum(each.size for each in kept)

    def close(self) -> None:
        """Send what the socket takes and close."""
        self.flush()
        self.dropped += _total(self._waiting)
        self._socket.close()

    def _next_datagram(self) -> tuple[int, bytes]:
        pieces: list[bytes] = []
        count = size = 0
        for waiting in self._waiting:
            size += waiting.size
            if size > MAX_DATAGRAM and count:
                break
            pieces.extend(waiting.pieces())
            count += 1
        return count, b"".join(pieces)

    def _drop_all(self) -> None:
        dropped, self._waiting, self._size = self._waiting, [], 0
        for each in dropped:
            self._drop(each)

    def _drop(self, waiting: _Waiting) -> None:
        waiting.feed.dropped += waiting.entries
        self.dropped += waiting.entries


def _total(waiting: Sequence[_Waiting]) -> int:
    return sum(each.entries for each in waiting)


@dataclass(slots=True, eq=False)
class TapFeed:
    """One tap: a source copied to an outlet. `wall_offset` added to the monotonic clock is the time since the epoch."""

    tap: TapId
    outlet: TapOutlet
    wall_offset: float
    dropped: int = field(default=0)
    """Entries lost and not yet told to the recorder."""
    opening: Opening | None = None
    """Keeps out what is from before the source might be copied; None once that is over."""

    def begin(self, since: float) -> None:
        """Tell the recorder since when what is copied may have been sent."""
        entry = pack_entry(EntryKind.BEGUN, self.tap, self._arrival(since), b"")
        self.outlet.put(_Waiting(self, entry, (), len(entry)))

    def add_run(self, run: Run, ssrc: int, now: float) -> None:
        """Copy RTP packets of the stream `ssrc` that came at `now`."""
        packets = run.packets
        if packets:
            size = run.octets + RTP_SURPLUS * len(packets)
            self.outlet.put(_Waiting(self, b"", packets, size, self._arrival(now), ssrc))

    def add_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Copy the clocks of a sender report."""
        body = report.ntp_time.to_bytes(8, "big") + report.rtp_time.to_bytes(4, "big")
        entry = pack_entry(EntryKind.SENDER_REPORT, self.tap, self._arrival(now), body)
        self.outlet.put(_Waiting(self, entry, (), len(entry)))

    def describe_dropped(self) -> bytes:
        """Return the entry that tells how much was lost; its arrival time is not known and 0."""
        return pack_entry(EntryKind.DROPPED, self.tap, 0, self.dropped.to_bytes(4, "big"))

    def _arrival(self, now: float) -> int:
        return int((now + self.wall_offset) * _MICROSECONDS)
