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
from media.forwarding.run import REST, Run
from media.plane import TapId
from media.tap import MAX_DATAGRAM, EntryKind, pack_entry, pack_rtp_head

_SEND_BUFFER: Final = 4 * 1024 * 1024
MAX_BACKLOG: Final = 8 * 1024 * 1024
"""Bytes that wait for a slow recorder, and one packet more; about two seconds of thirty people."""
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
        self._entries: list[tuple[TapFeed, bytes, bytes]] = []
        self._size = 0
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)  # noqa: FBT003 - the standard library's signature
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)

    @property
    def is_full(self) -> bool:
        """Whether there is enough for a datagram; less can wait for the next tick."""
        return self._size >= FULL

    def put(self, feed: "TapFeed", head: bytes, rest: bytes = b"") -> None:
        """Add an entry of `feed` to what goes out next, after word of what was dropped before it."""
        if self._size > MAX_BACKLOG:
            self._drop(feed)
            return
        if feed.dropped:
            head = feed.describe_dropped() + head
            feed.dropped = 0
        self._entries.append((feed, head, rest))
        self._size += len(head) + len(rest)

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
        kept = [entry for entry in self._entries if entry[0] is not feed]
        self.dropped += len(self._entries) - len(kept)
        self._entries = kept
        self._size = sum(len(head) + len(rest) for _, head, rest in kept)

    def close(self) -> None:
        """Send what the socket takes and close."""
        self.flush()
        self.dropped += len(self._entries)
        self._socket.close()

    def _next_datagram(self) -> tuple[int, bytes]:
        pieces: list[bytes] = []
        count = size = 0
        for _, head, rest in self._entries:
            size += len(head) + len(rest)
            if size > MAX_DATAGRAM and count:
                break
            pieces += head, rest
            count += 1
        return count, b"".join(pieces)

    def _drop_all(self) -> None:
        entries, self._entries, self._size = self._entries, [], 0
        for feed, _, _ in entries:
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

    def add_run(self, run: Run, ssrc: int, now: float) -> None:
        """Copy RTP packets of the stream `ssrc` that came at `now`."""
        put, tap, arrival = self.outlet.put, self.tap, self._arrival(now)
        for packet in run.packets:
            put(self, pack_rtp_head(tap, arrival, packet, ssrc), packet[REST])

    def add_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Copy the clocks of a sender report."""
        body = report.ntp_time.to_bytes(8, "big") + report.rtp_time.to_bytes(4, "big")
        self.outlet.put(self, pack_entry(EntryKind.SENDER_REPORT, self.tap, self._arrival(now), body))

    def describe_dropped(self) -> bytes:
        """Return the entry that tells how much was lost; its arrival time is not known and 0."""
        return pack_entry(EntryKind.DROPPED, self.tap, 0, self.dropped.to_bytes(4, "big"))

    def _arrival(self, now: float) -> int:
        return int((now + self.wall_offset) * _MICROSECONDS)
