"""The streams of one browser by their SSRC: named by its answer, or bound by what their packets say."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from media.capabilities import RTX_OF
from media.forwarding.lessons import Lessons
from media.layer import Layer
from media.lines import Lines
from media.negotiation import Uplink
from media.producer import Producer

if TYPE_CHECKING:
    from media.forwarding.layout import Layout

MAX_STRANGE_STREAMS: Final = 16
"""Streams not named in the answer that are looked at; libsrtp keeps a context for each."""


class Stream:
    """One SSRC of the browser."""

    __slots__ = ("is_rtx", "layer", "layout", "producer")

    def __init__(self, producer: Producer, layer: Layer, *, is_rtx: bool) -> None:
        self.producer = producer
        self.layer = layer
        self.is_rtx = is_rtx
        self.layout: Layout | None = None
        """Where the elements of its last packet stood that had to be walked through."""


class Streams:
    """Whose each stream is. Bounds: the named streams and `MAX_STRANGE_STREAMS` others."""

    __slots__ = ("_lessons", "_lines", "_strangers", "known")

    def __init__(self) -> None:
        self.known: dict[int, Stream] = {}
        """By SSRC; looked into for every packet, so it stays the same dictionary."""
        self._strangers: set[int] = set()
        self._lines = Lines()
        self._lessons = Lessons()

    def apply(self, uplinks: Iterable[tuple[Uplink, Producer]], now: float) -> None:
        """Take the streams that the answer names, those learned on lines without names, and no others."""
        learned = self.known.copy()
        self.known.clear()
        self._lines.clear()
        for uplink, producer in uplinks:
            producer.use(uplink.format, self._lines.add(uplink, producer), now)
            if uplink.ssrc is None or uplink.rids:  # which of several layers is which, only their packets tell
                self.known.update((ssrc, each) for ssrc, each in learned.items() if each.layer in producer.layers)
            else:
                self._name(producer, uplink.ssrc, uplink.rtx_ssrc)

    def admits(self, ssrc: int) -> bool:
        """Tell whether there is a place for a stream nobody named."""
        return ssrc in self._strangers or len(self._strangers) < MAX_STRANGE_STREAMS

    def take_place(self, ssrc: int) -> None:
        """Note that an authentic packet came of a stream nobody named."""
        self._strangers.add(ssrc)

    def learn(self, ssrc: int, payload_type: int, mid: bytes | None, rid: bytes, now: float) -> Stream | None:
        """Bind a stream by its packet: answers may leave SSRCs out, and browsers may change them.

        Return None when the packet does not tell, or when too many were bound of late.
        """
        if not self._lessons.take():
            return None
        producer = self._lines.owner(ssrc, payload_type, mid)
        if producer is not None and not rid:
            self._lines.expect_one_stream(producer, payload_type, now)
        layer = None if producer is None else producer.layer(rid.decode("ascii", "replace"))
        if producer is None or layer is None:
            return None
        stream = Stream(producer, layer, is_rtx=payload_type in RTX_OF)
        if not stream.is_rtx:
            self.known.pop(layer.ssrc, None)
            layer.use(ssrc, producer.format)
        self.known[ssrc] = stream
        return stream

    def refill(self, elapsed: float) -> None:
        """Allow what `elapsed` seconds bring."""
        self._lessons.refill(elapsed)

    def _name(self, producer: Producer, ssrc: int, rtx_ssrc: int | None) -> None:
        layer = producer.layers[0]
        layer.use(ssrc, producer.format)
        self.known[ssrc] = Stream(producer, layer, is_rtx=False)
        if rtx_ssrc is not None:
            self.known[rtx_ssrc] = Stream(producer, layer, is_rtx=True)
