"""A burst: what a worker sends between two looks at its sockets.

Packets read in one go are first gathered with their sources, then written for one receiver after the other,
encrypted where they lie, and handed to the kernel together. `Burst.send` runs once per run and receiver, its
loop once per packet and receiver; nothing in the system runs more often.
"""

from typing import Final, Protocol

from media.forwarding.run import Run
from media.ice.batch import Batch, Drops
from media.ice.port import Path
from media.srtp import MAX_PLAIN, MAX_TRAILER, PacketBuffer, SrtpSession, expose, protect
from media.stats import Counters

MEMORY: Final = 256 * 1024
"""Bytes of packets that wait for the kernel; more is handed over in between."""


class Gatherer(Protocol):
    """A source with packets that have not gone to its receivers yet."""

    def pass_on(self) -> None:
        """Send them."""


class OneByOne:
    """What `Batch` does, for paths without one: each packet by a call of its own."""

    room = MEMORY

    def __init__(self, memory: bytearray, address: int) -> None:
        """`memory` lies at `address`."""
        self._view = memoryview(memory)
        self._address = address
        self._messages: list[tuple[Path, int, int, int]] = []

    def add(self, to: Path, pointer: int, length: int, segment: int) -> None:
        """As `Batch.add`."""
        self._messages.append((to, pointer - self._address, length, segment))

    def send(self) -> Drops:
        """As `Batch.send`."""
        packets = octets = 0
        for path, first, length, segment in self._messages:
            for begin in range(first, first + length, segment):
                packet = self._view[begin : min(begin + segment, first + length)]
                if not path.send(packet):
                    packets += 1
                    octets += len(packet)
        self._messages.clear()
        return Drops(packets, octets)


class Burst:
    """The packets on their way through a worker. Empty whenever the event loop runs.

    Bounds: `MEMORY`, and one entry per source that sent since the last `flush`.
    """

    __slots__ = (
        "_address",
        "_at",
        "_base",
        "_batches",
        "_data",
        "_one_by_one",
        "_pictures",
        "_size",
        "_sounds",
        "counters",
        "outgoing",
        "scratch",
    )

    def __init__(self, counters: Counters) -> None:
        self._data = bytearray(MEMORY)
        self._base, self._address, self._size = expose(self._data)
        self._at = 0
        self._one_by_one = OneByOne(self._data, self._address)
        self._batches: dict[Batch | OneByOne, None] = {}
        self._sounds: list[Gatherer] = []
        self._pictures: list[Gatherer] = []
        self.counters = counters
        self.outgoing = PacketBuffer()
        """Where a packet is written that goes out at once, apart from the burst."""
        self.scratch = PacketBuffer()
        """Room to prepare one in."""

    def gather(self, source: Gatherer, *, is_audio: bool) -> None:
        """Let `source` pass on what it holds at the next `flush`; call it once before."""
        (self._sounds if is_audio else self._pictures).append(source)

    def flush(self) -> None:
        """Send everything that was gathered, sound first."""
        for sources in (self._sounds, self._pictures):
            for source in sources:
                try:
                    source.pass_on()
                except Exception:  # noqa: BLE001 - one source's defect must not cost the others anything
                    self.counters.failures += 1
            sources.clear()
        self._hand_over()

    def send(
        self, session: SrtpSession, path: Path, run: Run, sequence_offset: int, timestamp_offset: int, ssrc: int
    ) -> int:
        """Send `run` over `path` as `ssrc`, its numbers moved by the offsets.

        Returns how many bytes that is on the wire. Equal packets in a row are one message.
        """
        packets = run.packets
        batch: Batch | OneByOne = path.batch or self._one_by_one
        if self._at + run.octets + MAX_TRAILER * len(packets) > MEMORY or batch.room < len(packets):
            self._hand_over()
        self._batches[batch] = None
        data, base, size, context, address = self._data, self._base, self._size, session.outbound, self._address
        begin = first = at = self._at
        segment = refused = 0
        for write, head, rest, sequence, timestamp, plain in packets:
            number, time = sequence + sequence_offset & 0xFFFF, timestamp + timestamp_offset & 0xFFFFFFFF
            write(data, at, head, number, time, ssrc, rest)
            size[0] = plain
            if plain > MAX_PLAIN or protect(context, base + at, size):
                refused += 1
                continue
            length = size[0]
            if length < segment:  # the last of its message
                batch.add(path, address + begin, at + length - begin, segment)
                begin, segment = at + length, 0
            elif length != segment:
                if begin < at:
                    batch.add(path, address + begin, at - begin, segment)
                begin, segment = at, length
            at += length
        if begin < at:
            batch.add(path, address + begin, at - begin, segment)
        self._at = at
        counters = self.counters
        counters.packets_sent += len(packets) - refused
        counters.bytes_sent += at - first
        return at - first

    def _hand_over(self) -> None:
        """Give the kernel what is written, and begin the memory anew."""
        counters = self.counters
        for batch in self._batches:
            drops = batch.send()
            if drops.packets:
                counters.send_drops += drops.packets
                counters.packets_sent -= drops.packets
                counters.bytes_sent -= drops.octets
        self._batches.clear()
        self._at = 0
