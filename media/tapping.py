"""Copies of packets on their way to the recorder: one datagram per tick and sink or when it is full, never waiting.

A socket takes only `net.unix.max_dgram_qlen` datagrams, ten by default, so a recorder that is not scheduled for
some milliseconds fills it. Entries then wait, in order and bounded, and go out in fewer, larger datagrams on a
later wake-up. What exceeds the bound is dropped and counted, and the recorder is told how much.
"""

import contextlib
import socket
from dataclasses import dataclass, field
from typing import Final

from media.forwarding import rtcp
from media.plane import TapId
from media.tap import MAX_DATAGRAM, EntryKind, pack_entry

_SEND_BUFFER: Final = 4 * 1024 * 1024
MAX_BACKLOG: Final = 8 * 1024 * 1024
"""Bytes that wait for a slow recorder; about two seconds of thirty people."""
FULL: Final = MAX_DATAGRAM // 2
"""Bytes that go out at once; a recorder woken for every packet would cost more than the packets."""
_MICROSECONDS: Final = 1_000_000


class TapOutlet:
    """The way to one sink: gathers entries until `flush`."""

    __slots__ = ("_entries", "_path", "_size", "_socket", "dropped", "users")

    def __init__(self, path: str) -> None:
        self.users = 0
        self.dropped = 0
        """Packets lost since the start because the recorder was slow or gone."""
        self._path = path
        self._entries: list[tuple[TapFeed, bytes]] = []
        self._size = 0
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)  # noqa: FBT003 - the standard library's signature
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)

    @property
    def is_full(self) -> bool:
        """Whether there is enough for a datagram; less can wait for the next tick."""
        return self._size >= FULL

    def put(self, feed: "TapFeed", entry: bytes) -> None:
        """Add an entry of `feed` to what goes out next, after word of what was dropped before it."""
        if self._size + len(entry) > MAX_BACKLOG:
            self._drop(feed)
            return
        if feed.dropped:
            entry = feed.describe_dropped() + entry
            feed.dropped = 0
        self._entries.append((feed, entry))
        self._size += len(entry)

    def flush(self) -> None:
        """Send what the socket takes now; the rest waits. Where nobody listens, all is dropped."""
        while self._entries:
            count, datagram = self._next_datagram()
            try:
                self._socket.sendto(datagram, self._path)
            except BlockingIOError:
                return
            except OSError:
                self._drop_all()
                return
            del self._entries[:count]
            self._size -= len(datagram)

    def forget(self, feed: "TapFeed") -> None:
        """Drop what still waits of an ended tap: nothing of it leaves after this."""
        kept = [(owner, entry) for owner, entry in self._entries if owner is not feed]
        self.dropped += len(self._entries) - len(kept)
        self._entries = kept
        self._size = sum(len(entry) for _, entry in kept)

    def close(self) -> None:
        """Send what the socket takes and close."""
        self.flush()
        self.dropped += len(self._entries)
        self._socket.close()

    def _next_datagram(self) -> tuple[int, bytes]:
        if self._size <= MAX_DATAGRAM:
            return len(self._entries), b"".join([entry for _, entry in self._entries])
        count = size = 0
        for _, entry in self._entries:
            if count and size + len(entry) > MAX_DATAGRAM:
                break
            count += 1
            size += len(entry)
        return count, b"".join([entry for _, entry in self._entries[:count]])

    def _drop_all(self) -> None:
        entries, self._entries, self._size = self._entries, [], 0
        for feed, _ in entries:
            self._drop(feed)

    def _drop(self, feed: "TapFeed") -> None:
        feed.dropped += 1
        self.dropped += 1


@dataclass(slots=True, eq=False)
class TapFeed:
    """One tap: a source copied to an outlet. `wall_offset` added to the monotonic clock is the time since the epoch."""

    tap: TapId
    outlet: TapOutlet
    wall_offset: float
    dropped: int = field(default=0)
    """Entries lost and not yet told to the recorder."""

    def add(self, packet: bytes, now: float) -> None:
        """Copy one RTP packet."""
        self.outlet.put(self, pack_entry(EntryKind.RTP, self.tap, self._arrival(now), packet))

    def add_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Copy the clocks of a sender report."""
        body = report.ntp_time.to_bytes(8, "big") + report.rtp_time.to_bytes(4, "big")
        self.outlet.put(self, pack_entry(EntryKind.SENDER_REPORT, self.tap, self._arrival(now), body))

    def describe_dropped(self) -> bytes:
        """Return the entry that tells how much was lost; its arrival time is not known and 0."""
        return pack_entry(EntryKind.DROPPED, self.tap, 0, self.dropped.to_bytes(4, "big"))

    def _arrival(self, now: float) -> int:
        return int((now + self.wall_offset) * _MICROSECONDS)
