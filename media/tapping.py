"""Copies of packets on their way to the recorder: one datagram per wake-up and sink, never waiting.

What does not go out at once is dropped and counted, and the recorder is told how much as soon as its
socket has room. Nothing is kept beyond the wake-up in which it came.
"""

import contextlib
import socket
from dataclasses import dataclass, field
from typing import Final

from media.forwarding import rtcp
from media.plane import TapId
from media.tap import MAX_DATAGRAM, EntryKind, pack_entry

_SEND_BUFFER: Final = 4 * 1024 * 1024
_MICROSECONDS: Final = 1_000_000


class TapOutlet:
    """The way to one sink: gathers entries until `flush`."""

    __slots__ = ("_entries", "_feeds", "_path", "_size", "_socket", "dropped", "users")

    def __init__(self, path: str) -> None:
        self.users = 0
        self.dropped = 0
        """Packets lost since the start because the recorder was slow or gone."""
        self._path = path
        self._entries: list[bytes] = []
        self._feeds: list[TapFeed] = []
        self._size = 0
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)  # noqa: FBT003 - the standard library's signature
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)

    def put(self, feed: "TapFeed", entry: bytes) -> None:
        """Add an entry of `feed` to the next datagram."""
        if self._size + len(entry) > MAX_DATAGRAM:
            self.flush()
        self._entries.append(entry)
        self._feeds.append(feed)
        self._size += len(entry)

    def flush(self) -> None:
        """Send what was gathered, or count it as dropped."""
        if not self._entries:
            return
        feeds, self._feeds = self._feeds, []
        entries, self._entries = self._entries, []
        self._size = 0
        lossy = [feed for feed in dict.fromkeys(feeds) if feed.dropped]
        try:
            if lossy:
                self._socket.sendto(b"".join(feed.describe_dropped() for feed in lossy), self._path)
                for feed in lossy:
                    feed.dropped = 0
            self._socket.sendto(b"".join(entries), self._path)
        except OSError:
            self.dropped += len(entries)
            for feed in feeds:
                feed.dropped += 1

    def close(self) -> None:
        """Send what is left and close."""
        self.flush()
        self._socket.close()


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
