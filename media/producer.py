"""One source of one browser: every packet of it passes `Producer.receive` once, then goes to its consumers.

This is the hot path: no await, no log call, no exception but for hostile input.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from media.burst import Burst
from media.capabilities import FORMAT_OF, Format, is_audio
from media.forwarding import rtcp
from media.forwarding.history import PacketHistory
from media.forwarding.keyframes import KeyframeThrottle
from media.forwarding.loss import Arrival, LossTracker
from media.forwarding.packet import is_h264_keyframe, is_vp8_keyframe, read_level, write_send_time
from media.forwarding.run import MAX_PACKETS, Run, copy
from media.plane import Codec, MemberId, Source

if TYPE_CHECKING:
    from media.forwarding.levels import SpeakerElection

QUIET_AFTER: Final = 2.0
"""Seconds without a packet after which a source counts as stopped."""
TAP_KEYFRAME_INTERVAL: Final = 10.0
"""Seconds between keyframes of a tapped picture: how coarsely a recording can be sought."""
REPEAT_AFTER: Final = 0.5
"""Seconds after a connection is up: its first packets may have come before the browser could take them."""
_AUDIO_HISTORY: Final = 128
_VIDEO_HISTORY: Final = 1024
_PADDING_BIT: Final = 0x20

_is_keyframe = {Codec.VP8: is_vp8_keyframe, Codec.H264: is_h264_keyframe}


# Looking up a member of an enumeration costs as much as a call.
_NEW: Final = Arrival.NEW
_RESTART: Final = Arrival.RESTART
_DROPPED: Final = (Arrival.DUPLICATE, Arrival.STALE)

SendRtcp: TypeAlias = Callable[[bytes], None]
"""How a producer talks back to its browser: protect and send a packet."""


class Receiver(Protocol):
    """One receiver of a source: a browser's consumer."""

    @property
    def introduced(self) -> bool:
        """Whether it has been told the source's clocks."""

    def forward(self, run: Run, now: float) -> None:
        """Pass packets on."""

    def interrupt(self) -> None:
        """Take note that the next packet does not continue the last one."""

    def send_report(self, report: rtcp.SenderReport, report_at: float, now: float) -> None:
        """Pass the source's clocks on, as they were at `report_at`."""


class Copier(Protocol):
    """One tap of a source."""

    def add(self, packet: bytes, now: float) -> None:
        """Copy one packet."""

    def add_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Copy the source's clocks."""


class Producer:
    """One source as it comes in. Its router and its transport are the only ones who know it.

    Bounds: a history of 1024 packets (128 of audio), the numbers `LossTracker` keeps, one entry per
    consumer and tap.
    """

    __slots__ = (
        "_burst",
        "_counters",
        "_history",
        "_keyframes",
        "_last_keyframe_at",
        "_repeat_at",
        "_run",
        "_send_rtcp",
        "_ssrc_of_server",
        "allowed",
        "announced",
        "consumers",
        "election",
        "format",
        "heard_at",
        "is_audio",
        "live",
        "loss",
        "member",
        "octets",
        "report",
        "report_at",
        "round_trip",
        "source",
        "ssrc",
        "taps",
        "waiting",
    )

    def __init__(
        self, member: MemberId, source: Source, burst: Burst, send_rtcp: SendRtcp, ssrc_of_server: int
    ) -> None:
        self.member = member
        self.source = source
        self.is_audio = is_audio(source)
        self.format: Format = FORMAT_OF[Codec.OPUS if self.is_audio else Codec.VP8]
        """Packets of any other format are rejected, so a recording never changes codec."""
        self.ssrc = 0
        self.announced = False
        """Whether the browser said in its answer that it may send this source."""
        self.allowed = True
        self.live = False
        self.heard_at = float("-inf")
        self.octets = 0
        self.round_trip = 0.0
        self.report: rtcp.SenderReport | None = None
        self.report_at = 0.0
        self.loss = LossTracker(self.format.clock_rate)
        self.election: SpeakerElection[MemberId] | None = None
        self.consumers: list[Receiver] = []
        """Those who get every packet."""
        self.waiting: list[Receiver] = []
        """Those who get packets from the next keyframe on."""
        self.taps: list[Copier] = []
        self._history = PacketHistory(_AUDIO_HISTORY if self.is_audio else _VIDEO_HISTORY)
        self._keyframes = KeyframeThrottle()
        self._last_keyframe_at = float("-inf")
        self._repeat_at = float("inf")
        self._burst = burst
        self._run = Run()
        self._send_rtcp = send_rtcp
        self._ssrc_of_server = ssrc_of_server
        self._counters = burst.counters

    def receive(  # noqa: C901, PLR0913, PLR0917 - the packet path: a call would cost as much as what it does
        self,
        data: bytearray,
        length: int,
        payload_at: int,
        sequence: int,
        timestamp: int,
        send_time_at: int,
        level: int,
        now: float,
        *,
        repaired: bool = False,
    ) -> None:
        """Forward one packet of this source, already decrypted, cleaned and free of RTX.

        `send_time_at` and `level` as `take_extensions` returns them, without extensions 0 and -1.
        """
        if repaired and self.loss.highest < 0:
            return  # asked for before a move: it belongs to the other place
        arrival = self.loss.receive(sequence, timestamp, now, repaired=repaired)
        if arrival is not _NEW and arrival in _DROPPED:
            return
        self.octets += length
        self.heard_at = now
        if not self.allowed:
            self._counters.rejected += 1
            return
        if arrival is _RESTART:
            self._interrupt()
        if self.is_audio:
            if level >= 0 and self.election is not None:
                self.election.heard(self.member, read_level(level)[1], now)
        elif self._keyframes.wanted:
            self._look_for_keyframe(data, length, payload_at)
        if send_time_at:
            write_send_time(data, send_time_at, now)
        packet = copy(data, length)
        self._history.store(sequence, packet)
        if self.consumers:
            self._gather(packet, sequence, timestamp, in_order=arrival is _NEW)
        for tap in self.taps:
            tap.add(packet, now)

    def pass_on(self) -> None:
        """Send what was gathered to every receiver."""
        run, self._run = self._run, Run()
        if run.packets:
            for consumer in self.consumers:
                consumer.forward(run, self.heard_at)

    def _gather(self, packet: bytes, sequence: int, timestamp: int, *, in_order: bool) -> None:
        """Keep a packet for the end of the burst."""
        packets = self._run.packets
        if len(packets) == MAX_PACKETS:
            self._burst.flush()
            packets = self._run.packets
        if not packets:
            self._burst.gather(self, is_audio=self.is_audio)
        self._run.add(packet, sequence, timestamp, in_order=in_order)

    def find(self, sequence: int) -> bytes | None:
        """Return a packet forwarded lately, by its number at the source."""
        return self._history.find(sequence)

    def attach(self, consumer: Receiver, now: float) -> None:
        """Forward to `consumer` from now on: sound at once, a picture from its next keyframe."""
        self._burst.flush()
        if self.is_audio:
            self.consumers.append(consumer)
        else:
            self.waiting.append(consumer)
            self.request_keyframe(now)

    def introduce(self, now: float) -> None:
        """Tell the clocks to receivers that came after the last report. Call it every second."""
        if self.report is None or not self.allowed:
            return
        for consumer in self.consumers:
            if not consumer.introduced:
                consumer.send_report(self.report, self.report_at, now)

    def detach(self, consumer: Receiver) -> None:
        """Forward nothing more to `consumer`; idempotent."""
        for attached in (self.consumers, self.waiting):
            if consumer in attached:
                attached.remove(consumer)

    def add_tap(self, tap: Copier, now: float) -> None:
        """Copy every packet to `tap` too, beginning with the clocks and, for a picture, a keyframe soon."""
        self.taps.append(tap)
        if self.report is not None:
            tap.add_report(self.report, self.report_at)
        self.request_keyframe(now)

    def allow(self, now: float, *, allowed: bool) -> None:
        """Open or shut the door. Receivers see one gapless stream: what was dropped leaves no hole."""
        if allowed == self.allowed:
            return
        self.allowed = allowed
        if not allowed:
            self._forget()
            if self.election is not None:
                self.election.forget(self.member)
            return
        self.loss = LossTracker(self.format.clock_rate)  # what was said before the door opened is not asked for again
        self._interrupt()
        self._wait_for_keyframe(now)

    def leave_place(self) -> None:
        """Forget everything of the place this source was in: packets, numbers, reports, requests."""
        self._forget()
        self.loss = LossTracker(self.format.clock_rate)
        self._keyframes = KeyframeThrottle()
        self.report = None

    def use(self, ssrc: int, format_: Format) -> None:
        """Take the stream `ssrc` in `format_` as this source from now on."""
        if ssrc != self.ssrc or format_ is not self.format:
            self._interrupt()
            self.loss = LossTracker(format_.clock_rate)
            self._forget()
            self.report = None
        self.ssrc = ssrc
        self.format = format_

    def request_keyframe(self, now: float) -> None:
        """Ask the browser for a keyframe, throttled; repeated by `tick` until one comes."""
        if not self.is_audio and self._keyframes.ask(now):
            self._send_pli()

    def request_keyframe_again(self, now: float) -> None:
        """Ask once more in a moment, for a receiver that may have missed the first keyframe."""
        self._repeat_at = now + REPEAT_AFTER

    def take_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Take note of the browser's sender report and pass it on in each receiver's numbers."""
        self.report, self.report_at = report, now
        self.loss.sender_report(report.ntp_time, now)
        if not self.allowed:
            return
        for consumer in self.consumers:
            consumer.send_report(report, now, now)
        for tap in self.taps:
            tap.add_report(report, now)

    def tick(self, now: float) -> None:
        """Ask again for what is missing. Call it every 20 ms."""
        if self.heard_at < now - QUIET_AFTER:
            return
        if self.loss.missing and self.allowed:
            self._send_nack(self.loss.due(now, self.round_trip))
        if self.is_audio:
            return
        if self.taps and now - self._last_keyframe_at > TAP_KEYFRAME_INTERVAL:
            self._last_keyframe_at = now
            self.request_keyframe(now)
        if now >= self._repeat_at:
            self._repeat_at = float("inf")
            self.request_keyframe(now)
        if self._keyframes.due(now):
            self._send_pli()

    def _send_nack(self, lost: Iterable[int]) -> None:
        numbers = list(lost)
        if numbers:
            self._send_rtcp(rtcp.build_nack(self._ssrc_of_server, self.ssrc, numbers))

    def _send_pli(self) -> None:
        if self.ssrc:
            self._send_rtcp(rtcp.build_pli(self._ssrc_of_server, self.ssrc))

    def _forget(self) -> None:
        """Drop the packets kept to be sent, or to be sent again."""
        self._history.clear()
        self._run = Run()

    def _interrupt(self) -> None:
        self._burst.flush()  # what was gathered still continues the last packet
        for consumer in (*self.consumers, *self.waiting):
            consumer.interrupt()

    def _wait_for_keyframe(self, now: float) -> None:
        if self.is_audio:
            return
        self.waiting += self.consumers
        self.consumers = []
        self.request_keyframe(now)

    def _look_for_keyframe(self, data: bytearray, length: int, payload_at: int) -> None:
        end = length - data[length - 1] if data[0] & _PADDING_BIT else length
        if not _is_keyframe[self.format.codec](data, payload_at, end):
            return
        self._keyframes.arrived()
        self._burst.flush()  # who waits gets nothing from before the keyframe
        self._last_keyframe_at = self.heard_at
        self.consumers += self.waiting
        self.waiting = []
