"""A burst: what a worker sends between two looks at its sockets.

Packets read in one go are first gathered with their sources and then sent to one receiver after the other, so
that the kernel can be given several at once.
"""

from typing import Final, Protocol

from media.forwarding.run import MAX_PACKETS
from media.srtp import BUFFER_SIZE, MAX_TRAILER, PacketBuffer, expose
from media.stats import Counters

MEMORY: Final = MAX_PACKETS * (BUFFER_SIZE + MAX_TRAILER)
"""Room for what SRTP writes behind each packet: it looks at no bounds."""


class Gatherer(Protocol):
    """A source with packets that have not gone to its receivers yet."""

    def pass_on(self) -> None:
        """Send them."""


class Burst:
    """The packets on their way through a worker. Empty whenever the event loop runs.

    Bounds: one entry per source that sent since the last `flush`, and memory for one run.
    """

    __slots__ = ("_pictures", "_sounds", "base", "counters", "data", "outgoing", "scratch", "size", "view")

    def __init__(self, counters: Counters) -> None:
        self.counters = counters
        self.outgoing = PacketBuffer()
        """Where a packet is written that goes out at once, apart from the burst."""
        self.scratch = PacketBuffer()
        """Room to prepare one in."""
        self.data = bytearray(MEMORY)
        """Where a run is written for one receiver after the other."""
        self.view = memoryview(self.data)
        self.base, self.size = expose(self.data)
        self._sounds: list[Gatherer] = []
        self._pictures: list[Gatherer] = []

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
