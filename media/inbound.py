"""What one browser sends: SRTP opened, each stream led to its producer, feedback sent back.

`Inbound.receive` is the first half of the hot path; `Producer.receive` is the second.
"""

from collections.abc import Callable, Iterable, Iterator
from struct import Struct
from typing import Final

from media.burst import Burst
from media.capabilities import TRANSPORT_CC, Format
from media.forwarding import rtcp
from media.forwarding.feedback import TransportFeedback
from media.forwarding.layout import FIRST, learn
from media.forwarding.lessons import Lessons
from media.forwarding.packet import read_header, take_extensions, unwrap_rtx, write_send_time
from media.ice.agent import IceAgent
from media.ice.port import drop
from media.layer import Layer
from media.negotiation import Uplink
from media.plane import MemberId, Source
from media.producer import Producer
from media.srtp import PacketBuffer, SrtpSession, unprotect
from media.streams import Stream, Streams

MAX_RATE: Final = 3_000
"""Packets per second that one browser may send; a screen of 8 Mbit/s is 900."""
MAX_BURST: Final = 1_000
MAX_MESSAGES: Final = 500
"""RTCP messages per second beside them. Each takes as long as ten packets of media, so they have a bound of their own.

Who misses a tenth of what nineteen others send asks for it in some 400 messages, and is to be heard all the same.
"""
MESSAGES_AT_ONCE: Final = 100
_SMALLEST: Final = 12 + 10
_MAX_BLOCKS: Final = 31
_LATELY: Final = 0.2
"""Seconds after a packet of the voice for which its lateness is that of others."""

_SEND_TIME_UNITS: Final = 1 << 18
"""Of abs-send-time, in a second."""
_VERSION: Final = 0x80
RTCP: Final = frozenset(range(192, 224))
"""Second bytes that tell RTCP from RTP (RFC 5761 section 4)."""

_read_head = Struct("!BBHII").unpack_from


class Inbound:
    """What one browser sends, packet by packet. Bounds: three producers, and those of `Streams`."""

    __slots__ = (
        "_agent",
        "_agreed",
        "_allowance",
        "_buffer",
        "_counters",
        "_feedback",
        "_known",
        "_layouts",
        "_messages",
        "_pointer",
        "_send_rtcp",
        "_server_ssrc",
        "_size",
        "_streams",
        "_takes_feedback",
        "octets",
        "others",
        "producers",
        "session",
        "switched",
    )

    def __init__(
        self,
        member: MemberId,
        agent: IceAgent,
        buffer: PacketBuffer,
        burst: Burst,
        send_rtcp: Callable[[bytes], None],
        server_ssrc: int,
    ) -> None:
        self.session: SrtpSession | None = None
        """Set when the handshake is complete and the certificate verified; nothing is read before."""
        self.others: Callable[[int, float], None] = drop
        """Takes, with length and time, every packet in the buffer that is not RTP."""
        self.octets = 0
        self.producers = tuple(Producer(member, source, burst, send_rtcp, server_ssrc) for source in Source)
        self._agent = agent
        self._buffer = buffer
        self._pointer, self._size = buffer.pointer, buffer.length
        self._counters = burst.counters
        self._send_rtcp = send_rtcp
        self._server_ssrc = server_ssrc
        self._streams = Streams()
        self._known = self._streams.known
        self._agreed: dict[Producer, tuple[Format, ...]] = {}
        self.switched: dict[Producer, Format] = {}
        """Sources that now come in another of the agreed formats: not forwarded until the owner has seen to it."""
        self._feedback = TransportFeedback()
        self._takes_feedback = False
        self._allowance = MAX_BURST
        self._messages = MESSAGES_AT_ONCE
        self._layouts = Lessons()

    def producer(self, source: Source) -> Producer:
        """Return the producer of `source`."""
        return next(producer for producer in self.producers if producer.source is source)

    def apply(self, uplinks: Iterable[Uplink], now: float) -> None:
        """Take what the answer says will come, and nothing else."""
        told = tuple((uplink, self.producer(uplink.source)) for uplink in uplinks)
        self._streams.apply(told, now)
        self._agreed.clear()
        self._takes_feedback = False
        for uplink, producer in told:
            if uplink.format.red in uplink.terms.payload_types:
                producer.takes |= {uplink.format.red}
            producer.feedback = uplink.terms.feedback
            self._takes_feedback |= TRANSPORT_CC in producer.feedback
            self._agreed[producer] = uplink.terms.formats

    def receive(self, length: int, now: float) -> None:
        """Take the packet in the buffer. Everything wrong with it is counted, nothing raised."""
        session, data = self.session, self._buffer.data
        first, second, sequence, timestamp, ssrc = _read_head(data)  # in the clear; believed once it is authentic
        if first & 0xC0 != _VERSION or second in RTCP:
            self.others(length, now)
            return
        if session is None or length < _SMALLEST:
            self._counters.malformed += 1
            return
        stream = self._known.get(ssrc)
        if stream is None:
            length = self._open_strange(session, ssrc, length)
            if not length:
                return
        else:
            size = self._size
            size[0] = length
            status = unprotect(session.inbound, self._pointer, size)
            if status:
                session.refuse(status)
                return
            length = size[0]
        self._agent.heard_at = now
        self._allowance -= 1
        if self._allowance < 0:
            self._allowance = 0
            self._counters.throttled += 1
            return
        self.octets += length
        layout = None if stream is None or first != FIRST else stream.layout
        if stream is None or layout is None or layout.matches(data) != layout.same or length < layout.payload_at:
            self._receive_anew(stream, length, now)
            return
        number_at, level_at, payload_at = layout.number_at, layout.level_at, layout.payload_at
        if self._takes_feedback:
            self._feedback.arrived(data[number_at] << 8 | data[number_at + 1], now)
        send_time = layout.mark | int(now * _SEND_TIME_UNITS) & 0xFFFFFF
        layout.erase(data, layout.at, layout.before, send_time, layout.after)
        level = data[level_at] if level_at else -1
        if stream.is_rtx or second & 0x7F not in stream.producer.takes:
            self._receive_other(stream, second & 0x7F, length, payload_at, timestamp, now)
        else:
            stream.layer.receive(data, length, payload_at, sequence, timestamp, level, now)

    def _receive_anew(self, stream: Stream | None, length: int, now: float) -> None:
        """Take an opened packet of which nothing is known: walk through its elements."""
        data = self._buffer.data
        try:
            payload_type, _, sequence, timestamp, ssrc, extensions_at, payload_at, _ = read_header(data, length)
        except ValueError:
            self._counters.malformed += 1
            return
        level, layout, mid, rid, repaired_rid = -1, None, None, None, None
        if extensions_at:
            layout = learn(data, payload_at) if self._layouts.take() else None
            send_time_at, level, number, mid, rid, repaired_rid = take_extensions(data, extensions_at, payload_at)
            if number >= 0 and self._takes_feedback:
                self._feedback.arrived(number, now)
            if send_time_at:
                write_send_time(data, send_time_at, now)
        if stream is None:
            stream = self._streams.learn(ssrc, payload_type, mid, rid or repaired_rid or b"", now)
        if stream is not None and layout is not None:
            self._counters.layouts += 1
            stream.layout = layout
        if stream is None:
            self._counters.unknown_streams += 1
            return
        if stream.is_rtx or payload_type not in stream.producer.takes:
            self._receive_other(stream, payload_type, length, payload_at, timestamp, now)
        else:
            stream.layer.header = payload_at
            stream.layer.receive(data, length, payload_at, sequence, timestamp, level, now)

    def _receive_other(
        self, stream: Stream, payload_type: int, length: int, payload_at: int, timestamp: int, now: float
    ) -> None:
        """Take a retransmission, or a packet in another format than agreed."""
        if not stream.is_rtx:
            self._reject(stream.producer, payload_type)
        elif payload_type == stream.producer.format.rtx:
            self._unwrap(stream, length, payload_at, timestamp, now)

    def close(self) -> None:
        """Take nothing more, and keep no packet."""
        self.session = None
        self.others = drop
        for producer in self.producers:
            producer.close()

    def admits_message(self) -> bool:
        """Let one more RTCP message of the browser in; return False, and count, when it sends too many."""
        if self._messages:
            self._messages -= 1
            return True
        self._counters.throttled += 1
        return False

    def refill(self, elapsed: float) -> None:
        """Let the browser send for `elapsed` seconds more."""
        self._allowance = min(self._allowance + int(elapsed * MAX_RATE), MAX_BURST)
        self._messages = min(self._messages + int(elapsed * MAX_MESSAGES), MESSAGES_AT_ONCE)
        for producer in self.producers:
            if producer.share is not None:
                producer.share.refill(elapsed)
        self._layouts.refill(elapsed)
        self._streams.refill(elapsed)

    def waits(self, now: float) -> float:
        """Return for how many seconds what the browser sends waits on its way to us; 0 unless its voice tells."""
        voice = next(producer for producer in self.producers if producer.is_audio)
        return voice.layers[0].late if now - voice.heard_at < _LATELY else 0.0

    def take_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Lead a sender report to its producer."""
        stream = self._known.get(report.ssrc)
        if stream is not None and not stream.is_rtx:
            stream.layer.take_report(report, now)

    def send_feedback(self) -> None:
        """Tell the browser when its packets arrived. Call it every 50 to 100 ms."""
        media_ssrc = next((layer.ssrc for layer in self._layers() if layer.ssrc), 0)
        for packet in self._feedback.build(self._server_ssrc, media_ssrc):
            self._send_rtcp(packet)

    def send_reports(self, now: float) -> None:
        """Tell the browser what was lost, and newcomers the clocks of its sources. Call it every second."""
        for producer in self.producers:
            producer.introduce(now)
            producer.measure(now)
            producer.follow_layers(now)
        blocks = [layer.loss.report(layer.ssrc, now) for layer in self._layers() if layer.ssrc]
        present = tuple(block for block in blocks if block is not None)[:_MAX_BLOCKS]
        if present:
            self._send_rtcp(rtcp.build_receiver_report(rtcp.ReceiverReport(self._server_ssrc, present)))

    def _layers(self) -> Iterator[Layer]:
        return (layer for producer in self.producers for layer in producer.layers)

    def _unwrap(self, stream: Stream, length: int, payload_at: int, timestamp: int, now: float) -> None:
        data, layer = self._buffer.data, stream.layer
        length = unwrap_rtx(data, length, payload_at, stream.producer.format.payload_type, layer.ssrc)
        if not length:
            return
        sequence = data[2] << 8 | data[3]
        layer.receive(data, length, payload_at, sequence, timestamp, -1, now, repaired=True)

    def _reject(self, producer: Producer, payload_type: int) -> None:
        """Count a packet in another format, and note it when the browser may send that one too."""
        self._counters.rejected += 1
        for format_ in self._agreed.get(producer, ()):
            if format_.payload_type == payload_type:
                self.switched[producer] = format_

    def _open_strange(self, session: SrtpSession, ssrc: int, length: int) -> int:
        """Decrypt a packet of a stream nobody named. Only an authentic one takes one of the few places."""
        if not self._streams.admits(ssrc):
            self._counters.unknown_streams += 1
            return 0
        length = session.unprotect(self._buffer, length)
        if length:
            self._streams.take_place(ssrc)
        return length
