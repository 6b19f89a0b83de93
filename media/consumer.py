"""One receiver of one source: the same packets with the receiver's own SSRC, numbers and key.

`Consumer.forward` runs once per run of packets and receiver.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from media.forwarding import rtcp
from media.forwarding.demand import layers_needed
from media.forwarding.frames import FrameMap, FrameRun, Place
from media.forwarding.keyframes import KeyframeShare
from media.forwarding.packet import read_header, take_extensions, wrap_rtx, write_send_time
from media.forwarding.probing import build_filler, build_probe
from media.forwarding.red import unwrap, unwrap_run
from media.forwarding.run import HEAD as RUN_HEAD
from media.forwarding.run import SEQUENCE, TIMESTAMP, Run, RunPacket, cut, single
from media.forwarding.sequence import SequenceMap
from media.forwarding.vp8 import Vp8Frame, read_frame, write_frame, write_place
from media.layer import Layer, aim
from media.producer import Producer
from media.srtp import PacketBuffer

_SENDER_REPORTS: Final = 32
"""Reports remembered for the round trip: those of the last few seconds, in each of which there may be five."""
_MARKER: Final = 0x80
_RESTED_ON: Final = 2
"""Frames of the temporal layers below are those that later ones need."""
_NTP_SECOND: Final = 1 << 32

Origin = tuple[Layer, FrameRun | None]
"""Where packets of a receiver came from, so that they can be found when it asks for them again."""


class Sender(Protocol):
    """The way to one browser, shared by its consumers."""

    @property
    def outgoing(self) -> PacketBuffer:
        """Where the packet to send is written."""

    @property
    def scratch(self) -> PacketBuffer:
        """Room to prepare a packet in."""

    @property
    def loses(self) -> bool:
        """Whether the line loses packets though nothing queues on it."""

    def note_end(self, ssrc: int, sequence: int) -> None:
        """Take note of the last packet of a frame on which others rest."""

    def send_run(self, run: Run, sequence_offset: int, timestamp_offset: int, ssrc: int) -> None:
        """Protect and send `run` as `ssrc`, its numbers moved by the offsets, with the rest of the burst."""

    def send_rtp(self, length: int) -> None:
        """Protect and send the packet in `outgoing` at once."""

    def send_rtcp(self, packet: bytes) -> None:
        """Protect and send an RTCP packet."""


class Consumer:
    """One source towards one browser. Made by the receiving transport, which also ends it."""

    __slots__ = (
        "_description",
        "_frames",
        "_introduced",
        "_keyframes",
        "_numbers",
        "_octets",
        "_outbound",
        "_packets",
        "_payload",
        "_report",
        "_reported",
        "_reports",
        "_rtx_sequence",
        "_told",
        "accepted",
        "fraction_lost",
        "layer",
        "producer",
        "ready",
        "refused_at",
        "repairs",
        "rtx_ssrc",
        "ssrc",
        "target",
        "tile",
        "unwraps",
    )

    def __init__(self, producer: Producer, outbound: Sender, ssrc: int, rtx_ssrc: int, first: int) -> None:
        """`first` is the first sequence number of the stream, random and below 32768."""
        self.producer = producer
        self.ssrc = ssrc
        self.rtx_ssrc = rtx_ssrc
        self.ready = False
        """Whether it is being forwarded."""
        self.accepted = False
        """Whether the browser's answer took the stream."""
        self.refused_at: float | None = None
        """Since when the browser has answered without the codec in which the source comes."""
        self.repairs = False
        """Whether the browser agreed that it may ask for packets again; without that it gets no retransmission."""
        self.unwraps = 0
        """The payload type of repeated sound, which the browser did not take: it gets each word once."""
        self.tile: int | None = None
        """Pixels of height in which the picture is shown, 0 when it is out of sight; None when nobody said."""
        self.layer: Layer | None = None
        self.target: Layer | None = None
        self.fraction_lost = 0.0
        """What was lost between us and the browser, as it said last."""
        self._outbound = outbound
        self._numbers: SequenceMap[Origin] = SequenceMap(producer.format.clock_rate, first, first * 7919)
        self._frames = FrameMap()
        self._description = rtcp.build_description(ssrc, producer.member)
        self._rtx_sequence = first
        self._packets = 0
        self._octets = 0
        self._payload = 0
        self._told = (0, 0)  # octets and packets when they were last told
        self._introduced = False
        self._keyframes = KeyframeShare()
        self._report: tuple[int, int, float] | None = None  # NTP and RTP time as the receiver was told last, and when
        self._reported = (0, 0)
        self._reports: deque[tuple[int, float]] = deque(maxlen=_SENDER_REPORTS)

    @property
    def octets(self) -> int:
        """Bytes forwarded so far, headers included."""
        return self._octets

    @property
    def needs(self) -> int:
        """How many layers of the picture have to come for this receiver: those it shows, and the one it gets."""
        layers = self.producer.layers
        used = [layers.index(layer) + 1 for layer in (self.layer, self.target) if layer in layers]
        return max(layers_needed([layer.height for layer in layers], self.tile), *used, 0)

    @property
    def goes_twice(self) -> bool:
        """Whether each packet is sent twice on a line that loses: the browser takes no repeated sound."""
        return bool(self.unwraps) and self.repairs

    @property
    def introduced(self) -> bool:
        """Whether the receiver has been told the clocks of what it gets now."""
        return self._introduced

    def forward(self, run: Run, now: float) -> None:
        """Send `run` to this receiver in its own numbers."""
        if self.unwraps:
            run = unwrap_run(run, self.unwraps)
            if not run.packets:
                return
        numbers, packets = self._numbers, run.packets
        last = packets[-1]
        if run.ascending and numbers.translate_run(packets[0][SEQUENCE], last[SEQUENCE], last[TIMESTAMP], now):
            self._outbound.send_run(run, numbers.sequence_offset, numbers.timestamp_offset, self.ssrc)
            self._packets += len(packets)
            self._octets += run.octets
            if self.unwraps and self._outbound.loses:
                self._note_sound(packets)
        else:
            self._forward_each(run, now)

    def forward_frames(self, run: Run, frames: Sequence[Vp8Frame | None], now: float) -> None:
        """Send `run`, each packet with its frame as this receiver counts them; leave out the frames it does not get."""
        if self._counts_as_sender(run, frames):
            self.forward(run, now)
            if self._outbound.loses:
                self._note_end(run.packets[-1], frames[-1], self._numbers.sequence_offset)
            return
        own = Run()
        for packet, frame in zip(run.packets, frames, strict=True):
            self._add_own(own, packet, frame, now)
        if own.packets:
            self._outbound.send_run(own, 0, 0, self.ssrc)
            self._packets += len(own.packets)
            self._octets += own.octets
            if self._outbound.loses:
                self._note_end(own.packets[-1], frames[-1], 0)

    def _note_end(self, packet: RunPacket, frame: Vp8Frame | None, sequence_offset: int) -> None:
        _, head, _, sequence, _, _ = packet
        if frame is not None and frame.temporal < _RESTED_ON and head[1] & _MARKER:
            self._outbound.note_end(self.ssrc, sequence + sequence_offset & 0xFFFF)

    def _counts_as_sender(self, run: Run, frames: Sequence[Vp8Frame | None]) -> bool:
        """Whether `run` is of one frame that the receiver gets under the ids of its sender, as nearly all are."""
        frame = frames[0]
        if frame is None or not run.ascending or not self._numbers.started or frames.count(frame) < len(frames):
            return False
        place = self._frames.place(frame.picture, frame.base, frame.temporal, sync=frame.sync)
        return place == (frame.picture, frame.base)

    def _add_own(self, own: Run, packet: RunPacket, frame: Vp8Frame | None, now: float) -> None:
        """Add a packet to `own` in this receiver's numbers, or nothing where its frame is left out."""
        write, head, rest, sequence, timestamp, length = packet
        if frame is not None:
            place = self._place(frame)
            if place is None:
                number = self._numbers.skip(sequence)
                if number is not None:
                    rtp_time = timestamp + self._numbers.timestamp_offset
                    filler = build_filler(self.producer.format.payload_type)
                    own.packets.append(cut(filler, len(filler), number, rtp_time))
                    own.octets += len(filler)
                return
            rest = write_place(rest, frame.picture_at - RUN_HEAD, *place)
        numbers = self._numbers.translate(sequence, timestamp, now)
        if numbers is not None:
            own.packets.append((write, head, rest, *numbers, length))
            own.octets += length

    def _place(self, frame: Vp8Frame) -> Place | None:
        if not self._numbers.started and self.layer is not None:
            self._numbers.interrupt((self.layer, self._frames.begin(frame.picture, frame.base)))
        return self._frames.place(frame.picture, frame.base, frame.temporal, sync=frame.sync)

    def _forward_each(self, run: Run, now: float) -> None:
        for part in run.parts():
            _, _, _, sequence, timestamp, length = part.packets[0]
            translated = self._numbers.translate(sequence, timestamp, now)
            if translated is not None:
                self._outbound.send_run(part, translated[0] - sequence, translated[1] - timestamp, self.ssrc)
                self._packets += 1
                self._octets += length
                if self.unwraps and self._outbound.loses:
                    self._note_sound(part.packets)

    def _note_sound(self, packets: Iterable[RunPacket]) -> None:
        for packet in packets:
            self._outbound.note_end(self.ssrc, packet[SEQUENCE] + self._numbers.sequence_offset & 0xFFFF)

    def start(self, now: float, *, low: bool = False) -> None:
        """Forward from now on the highest layer that comes, or with `low` the lowest."""
        self.ready = True
        self.producer.attach(self, now, low=low)

    def stop(self) -> None:
        """Forward nothing more; idempotent."""
        self.ready = False
        self.producer.detach(self)

    def pause(self) -> None:
        """Forward nothing until `start`; the receiver sees no gap."""
        self.stop()
        self.interrupt()

    def choose(self, layer: Layer, temporal: int, now: float) -> None:
        """Get `layer`, from its next keyframe on, and of its frames those up to the layer `temporal`."""
        self._frames.wanted = temporal
        aim(self, layer, now)

    def request_keyframe(self, now: float) -> None:
        """Ask for a keyframe of what is being received, unless the receiver asks all the time."""
        layer = self.target or self.layer
        if layer is not None and self._keyframes.take(now):
            layer.request_keyframe(now)

    def request_keyframe_again(self, now: float) -> None:
        """Ask once more in a moment, for a receiver that may have missed the first one."""
        layer = self.target or self.layer
        if layer is not None:
            layer.request_keyframe_again(now)

    def interrupt(self) -> None:
        """Say that the next packet does not continue the last one."""
        self._numbers.interrupt(None if self.layer is None else (self.layer, None))
        self._introduced = False

    def resend(self, sequence: int, now: float) -> bool:
        """Send again what the receiver knows as `sequence`: as RTX, or as it was where there is none."""
        original = self._numbers.restore(sequence)
        if original is None:
            return False
        source_sequence, timestamp_offset, origin = original
        layer, run = origin or (self.layer or self.producer.layers[0], None)
        packet = layer.find(source_sequence)
        if packet is not None and self.unwraps:
            packet = unwrap(packet, self.unwraps)
        if packet is None:
            return False
        scratch = self._outbound.scratch.data
        write, head, rest, _, timestamp, length = packet
        rtp_time = (timestamp + timestamp_offset) & 0xFFFFFFFF
        write(scratch, 0, head, sequence, rtp_time, self.ssrc, rest)
        _, _, _, _, _, extensions_at, payload_at, _ = read_header(scratch, length)
        if run is not None and not _renumber(scratch, payload_at, length, run):
            # Nothing, under a number that was kept free: a browser decodes no frame behind a missing number.
            filler = build_filler(self.producer.format.payload_type)
            self._outbound.send_run(single(cut(filler, len(filler), sequence, rtp_time)), 0, 0, self.ssrc)
            return True
        if extensions_at and self.rtx_ssrc:
            # Not without RTX: SRTP may protect a number twice only when nothing of the packet differs.
            send_time_at = take_extensions(scratch, extensions_at, payload_at)[0]
            if send_time_at:
                write_send_time(scratch, send_time_at, now)
        self._send_again(length, payload_at)
        return True

    def probe(self, now: float) -> int:
        """Send one packet of padding, which tells what the line carries and nothing else; return its length."""
        rtx = self.producer.format.rtx
        if rtx is None or not self.rtx_ssrc:
            return 0
        self._rtx_sequence = self._rtx_sequence + 1 & 0xFFFF
        length = build_probe(self._outbound.outgoing.data, rtx, self._rtx_sequence, self.rtx_ssrc, now)
        self._outbound.send_rtp(length)
        return length

    def send_report(self, report: rtcp.SenderReport, report_at: float, now: float) -> None:
        """Send a sender report in this receiver's numbers, brought forward from `report_at` to `now`.

        The NTP time stays that of the sender: it ties the sound and the picture of one person together.
        """
        if not self._numbers.started:
            return
        self._introduced = True
        age = now - report_at
        ntp_time = report.ntp_time + int(age * _NTP_SECOND) & 0xFFFFFFFFFFFFFFFF
        rtp_time = report.rtp_time + int(age * self.producer.format.clock_rate) + self._numbers.timestamp_offset
        self._report = ntp_time, rtp_time & 0xFFFFFFFF, now
        self._tell(ntp_time, rtp_time & 0xFFFFFFFF, now)

    def repeat_report(self, now: float) -> None:
        """Send the last sender report once more, brought forward: what answers it tells the round trip.

        That goes for a picture that is not sent as well. Nothing is sent where the receiver was never told its clocks.
        """
        if self._report is None:
            return
        ntp_time, rtp_time, told_at = self._report
        age = now - told_at
        ntp_time = ntp_time + int(age * _NTP_SECOND) & 0xFFFFFFFFFFFFFFFF
        self._tell(ntp_time, rtp_time + int(age * self.producer.format.clock_rate) & 0xFFFFFFFF, now)

    def _tell(self, ntp_time: int, rtp_time: int, now: float) -> None:
        payload = self._count_payload() & 0xFFFFFFFF
        own = rtcp.SenderReport(self.ssrc, ntp_time, rtp_time, self._packets & 0xFFFFFFFF, payload)
        self._reports.append((ntp_time >> 16 & 0xFFFFFFFF, now))
        self._outbound.send_rtcp(rtcp.build_sender_report(own) + self._description)

    def _count_payload(self) -> int:
        """Return the bytes forwarded so far without headers and extensions (RFC 3550 section 6.4.1).

        They are taken off here and not on the packet path: nearly all packets of a stream have as many.
        """
        octets, packets = self._told
        self._told = self._octets, self._packets
        header = RUN_HEAD if self.layer is None else self.layer.header
        self._payload += max(0, self._octets - octets - header * (self._packets - packets))
        return self._payload

    def take_block(self, block: rtcp.ReportBlock) -> None:
        """Take note of what the receiver reports as lost."""
        self.fraction_lost = self._own_loss(block)

    def round_trip(self, block: rtcp.ReportBlock, now: float) -> float | None:
        """Return the round trip in seconds, once for every report of ours that `block` may answer; else None.

        The same answered again tells how long the way was when it was sent, which may be long past.
        """
        sent_at = next((at for middle, at in self._reports if middle == block.last_report), None)
        if sent_at is None:
            return None
        while self._reports.popleft()[1] != sent_at:
            pass
        return max(0.0, now - sent_at - block.delay / 65_536)

    def _own_loss(self, block: rtcp.ReportBlock) -> float:
        """Return what was lost of what was sent: the browser counts too what had not even reached us."""
        highest, packets = self._reported
        self._reported = block.highest_sequence, self._packets
        lost, expected = block.fraction_lost / 256, block.highest_sequence - highest
        sent = self._packets - packets
        if not highest or expected <= 0 or sent <= 0:
            return lost
        return min(lost, max(0.0, 1 - expected * (1 - lost) / sent))

    def _send_again(self, length: int, payload_at: int) -> None:
        outbound = self._outbound
        rtx = self.producer.format.rtx
        if rtx is None or not self.rtx_ssrc:
            outbound.outgoing.data[:length] = outbound.scratch.view[:length]
            outbound.send_rtp(length)
            return
        self._rtx_sequence = self._rtx_sequence + 1 & 0xFFFF
        length = wrap_rtx(
            outbound.outgoing.data, outbound.scratch.view, length, payload_at, rtx, self._rtx_sequence, self.rtx_ssrc
        )
        outbound.send_rtp(length)


def _renumber(packet: bytearray, payload_at: int, length: int, run: FrameRun) -> bool:
    """Write the frame's ids as the receiver counts them; False when the frame was left out."""
    frame = read_frame(packet, payload_at, length)
    place = None if frame is None else run.locate(frame.picture, frame.base)
    if frame is None or place is None:
        return False
    write_frame(packet, frame.picture_at, *place)
    return True
