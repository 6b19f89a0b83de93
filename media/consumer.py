"""One receiver of one source: the same packets with the receiver's own SSRC, numbers and key.

`Consumer.forward` runs once per run of packets and receiver.
"""

from collections import deque
from typing import Final, Protocol

from media.forwarding import rtcp
from media.forwarding.packet import read_header, take_extensions, wrap_rtx, write_numbers, write_send_time
from media.forwarding.run import SEQUENCE, TIMESTAMP, Run
from media.forwarding.sequence import SequenceMap
from media.producer import Producer
from media.srtp import PacketBuffer

_SENDER_REPORTS: Final = 8
"""Reports remembered for the round trip: the receiver answers one of the last few."""
_NTP_SECOND: Final = 1 << 32


class Sender(Protocol):
    """The way to one browser, shared by its consumers."""

    @property
    def outgoing(self) -> PacketBuffer:
        """Where the packet to send is written."""

    @property
    def scratch(self) -> PacketBuffer:
        """Room to prepare a packet in."""

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
        "_numbers",
        "_octets",
        "_outbound",
        "_packets",
        "_reports",
        "_rtx_sequence",
        "accepted",
        "fraction_lost",
        "producer",
        "ready",
        "rtx_ssrc",
        "ssrc",
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
        self.fraction_lost = 0.0
        """What the browser said last."""
        self._outbound = outbound
        self._numbers = SequenceMap(producer.format.clock_rate, first, first * 7919)
        self._description = rtcp.build_description(ssrc, producer.member)
        self._rtx_sequence = first
        self._packets = 0
        self._octets = 0
        self._reports: deque[tuple[int, float]] = deque(maxlen=_SENDER_REPORTS)

    @property
    def octets(self) -> int:
        """Bytes forwarded so far, headers included."""
        return self._octets

    @property
    def introduced(self) -> bool:
        """Whether the receiver has been told the source's clocks."""
        return bool(self._reports)

    def forward(self, run: Run, now: float) -> None:
        """Send `run` to this receiver in its own numbers."""
        numbers, packets = self._numbers, run.packets
        last = packets[-1]
        if run.ascending and numbers.translate_run(packets[0][SEQUENCE], last[SEQUENCE], last[TIMESTAMP], now):
            self._outbound.send_run(run, numbers.sequence_offset, numbers.timestamp_offset, self.ssrc)
            self._packets += len(packets)
            self._octets += run.octets
        else:
            self._forward_each(run, now)

    def _forward_each(self, run: Run, now: float) -> None:
        for part in run.parts():
            _, _, _, sequence, timestamp, length = part.packets[0]
            translated = self._numbers.translate(sequence, timestamp, now)
            if translated is not None:
                self._outbound.send_run(part, translated[0] - sequence, translated[1] - timestamp, self.ssrc)
                self._packets += 1
                self._octets += length

    def start(self, now: float) -> None:
        """Forward from now on."""
        self.ready = True
        self.producer.attach(self, now)

    def stop(self) -> None:
        """Forward nothing more; idempotent."""
        self.ready = False
        self.producer.detach(self)

    def pause(self) -> None:
        """Forward nothing until `start`; the receiver sees no gap."""
        self.stop()
        self.interrupt()

    def interrupt(self) -> None:
        """Say that the next packet does not continue the last one."""
        self._numbers.interrupt()

    def resend(self, sequence: int, now: float) -> bool:
        """Send again what the receiver knows as `sequence`: as RTX, or as it was where there is none."""
        original = self._numbers.restore(sequence)
        packet = None if original is None else self.producer.find(original[0])
        if original is None or packet is None:
            return False
        scratch = self._outbound.scratch.data
        length = len(packet)
        scratch[:length] = packet
        _, _, _, timestamp, _, extensions_at, payload_at, _ = read_header(scratch, length)
        write_numbers(scratch, sequence, (timestamp + original[1]) & 0xFFFFFFFF, self.ssrc)
        if extensions_at:
            send_time_at = take_extensions(scratch, extensions_at, payload_at)[0]
            if send_time_at:
                write_send_time(scratch, send_time_at, now)
        self._send_again(length, payload_at)
        return True

    def send_report(self, report: rtcp.SenderReport, report_at: float, now: float) -> None:
        """Send a sender report in this receiver's numbers, brought forward from `report_at` to `now`.

        The NTP time stays that of the sender: it ties the sound and the picture of one person together.
        """
        if not self._numbers.started:
            return
        age = now - report_at
        ntp_time = report.ntp_time + int(age * _NTP_SECOND) & 0xFFFFFFFFFFFFFFFF
        rtp_time = report.rtp_time + int(age * self.producer.format.clock_rate) + self._numbers.timestamp_offset
        own = rtcp.SenderReport(
            self.ssrc, ntp_time, rtp_time & 0xFFFFFFFF, self._packets & 0xFFFFFFFF, self._octets & 0xFFFFFFFF
        )
        self._reports.append((ntp_time >> 16 & 0xFFFFFFFF, now))
        self._outbound.send_rtcp(rtcp.build_sender_report(own) + self._description)

    def take_block(self, block: rtcp.ReportBlock, now: float) -> float | None:
        """Take note of what the receiver reports; return the round trip in seconds when it can be told."""
        self.fraction_lost = block.fraction_lost / 256
        for middle, sent_at in self._reports:
            if middle == block.last_report:
                return max(0.0, now - sent_at - block.delay / 65_536)
        return None

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
