"""One encoding of a source: every packet of it passes `Layer.receive` once, then goes to its receivers.

This is the hot path: no await, no log call, no exception but for hostile input. A source without simulcast
has one layer.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol, TypeAlias

from media.burst import Burst
from media.capabilities import FIR, NACK, PLI, Format
from media.forwarding import rtcp
from media.forwarding.capture import CaptureClock
from media.forwarding.flow import Flow
from media.forwarding.history import PacketHistory
from media.forwarding.keyframes import KeyframeThrottle
from media.forwarding.levels import SpeakerElection
from media.forwarding.loss import Arrival, LossTracker
from media.forwarding.opening import Opening
from media.forwarding.packet import is_h264_keyframe, is_vp8_keyframe, read_level
from media.forwarding.red import unwrap_near, unwrap_run
from media.forwarding.run import CUTTERS, HEAD, MAX_PACKETS, TIMESTAMP, WRITERS, Run, RunPacket
from media.forwarding.share import SoundShare
from media.forwarding.vp8 import Vp8Frame, keyframe_height, read_frame
from media.plane import Codec, MemberId

TAP_KEYFRAME_INTERVAL: Final = 10.0
"""Seconds between keyframes of a tapped picture: how coarsely a recording can be sought."""
REPEAT_AFTER: Final = 0.5
"""Seconds after a connection is up: its first packets may have come before the browser could take them."""
_AUDIO_HISTORY: Final = 128
_VIDEO_HISTORY: Final = 1024
_PADDING_BIT: Final = 0x20
_BEGINS, _BEGIN = 0x17, 0x10
"""Mask and bits of the first byte of a VP8 payload with which a frame begins (RFC 7741 section 4.2)."""

_is_keyframe = {Codec.VP8: is_vp8_keyframe, Codec.H264: is_h264_keyframe}

_DROPPED: Final = (Arrival.DUPLICATE, Arrival.STALE)

SendRtcp: TypeAlias = Callable[[bytes], None]
"""How a layer talks back to its browser: protect and send a packet."""


class Receiver(Protocol):
    """One receiver of a source: a browser's consumer, or a tap."""

    layer: "Layer | None"
    """Whose packets it gets."""
    target: "Layer | None"
    """Whose packets it shall get, from the next keyframe on."""

    @property
    def introduced(self) -> bool:
        """Whether it has been told the source's clocks."""

    def forward(self, run: Run, now: float) -> None:
        """Pass packets on."""

    def forward_frames(self, run: Run, frames: Sequence[Vp8Frame | None], now: float) -> None:
        """Pass packets of a layered picture on; `frames` says of each to which frame it belongs, where it says so."""

    def interrupt(self) -> None:
        """Take note that the next packet does not continue the last one."""

    def send_report(self, report: rtcp.SenderReport, report_at: float, now: float) -> None:
        """Pass the source's clocks on, as they were at `report_at`."""


class Copier(Protocol):
    """One tap of a source."""

    opening: Opening | None
    """Keeps from the tap what is from before it might begin; None once that is over."""

    def add_run(self, run: Run, ssrc: int, now: float) -> None:
        """Copy packets of the stream `ssrc`."""

    def add_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Copy the source's clocks."""


class Origin(Protocol):
    """Whose layer it is; `media.producer.Producer` is one."""

    member: MemberId
    is_audio: bool
    format: Format
    allowed: bool
    opens_at: float
    feedback: frozenset[str]
    election: SpeakerElection[MemberId] | None
    taps: list[Copier]
    share: SoundShare | None

    def reject(self) -> None:
        """Count a packet of a source that is not allowed, or that brought its share."""


class Layer:
    """One stream of a browser with its losses, its history and those who get it.

    Bounds: a history of 1024 packets (128 of audio), the numbers `LossTracker` keeps, one entry per receiver.
    """

    __slots__ = (
        "_burst",
        "_capture",
        "_door",
        "_frames",
        "_history",
        "_keyframes",
        "_last_keyframe_at",
        "_opening",
        "_producer",
        "_repeat_at",
        "_run",
        "_send_rtcp",
        "_ssrc_of_server",
        "consumers",
        "flow",
        "header",
        "heard_at",
        "height",
        "layered",
        "loss",
        "octets",
        "queues",
        "report",
        "report_at",
        "rid",
        "round_trip",
        "rtx_ssrc",
        "ssrc",
        "waiting",
    )

    def __init__(self, producer: Origin, burst: Burst, send_rtcp: SendRtcp, ssrc_of_server: int, rid: str = "") -> None:
        """`rid` names the layer in the answer (RFC 8852); empty where there is no simulcast."""
        self.rid = rid
        self.layered = bool(rid)
        """Whether receivers may change between this and another layer."""
        self._door: int | None = None
        """RTP time of the first packet behind the door that was opened last."""
        self._opening = False
        self.ssrc = 0
        self.rtx_ssrc = 0
        self.heard_at = float("-inf")
        """When the last packet came by itself: repetitions go on for a while after a layer has stopped."""
        self.octets = 0
        self.flow = Flow()
        self.header = HEAD
        """Bytes before the payload of the last packet that was walked through; the next ones have as many."""
        self.height = 0
        """Pixels, as the last keyframe said; 0 where not known."""
        self.round_trip = 0.0
        """Seconds to the browser and back, 0 when not known."""
        self.queues = True
        """Whether packets wait on the way."""
        self.report: rtcp.SenderReport | None = None
        self.report_at = 0.0
        self.loss = LossTracker(producer.format.clock_rate)
        self.consumers: list[Receiver] = []
        """Those who get every packet."""
        self.waiting: list[Receiver] = []
        """Those who get packets from the next keyframe on."""
        self._history = PacketHistory(_AUDIO_HISTORY if producer.is_audio else _VIDEO_HISTORY)
        self._keyframes = KeyframeThrottle()
        self._last_keyframe_at = float("-inf")
        self._repeat_at = float("inf")
        self._burst = burst
        self._capture = CaptureClock(producer.format.clock_rate)
        self._run = Run()
        self._frames: list[Vp8Frame | None] = []
        self._producer = producer
        self._send_rtcp = send_rtcp
        self._ssrc_of_server = ssrc_of_server

    def receive(  # noqa: PLR0913, PLR0917 - the packet path
        self,
        data: bytearray,
        length: int,
        payload_at: int,
        sequence: int,
        timestamp: int,
        level: int,
        now: float,
        *,
        repaired: bool = False,
    ) -> None:
        """Take one packet of this layer, decrypted, cleaned, with its send time and free of RTX, for `pass_on`.

        `level` as `take_extensions` returns it, -1 without.
        """
        producer = self._producer
        in_order = not repaired and self.loss.follows(sequence, timestamp, now)
        if not in_order:
            arrival = self._place(sequence, timestamp, now, repaired=repaired)
            if arrival in _DROPPED:
                return
            in_order = arrival is Arrival.NEW
        self.octets += length
        if not repaired:
            self.heard_at = now
        share = producer.share
        if not producer.allowed or (share is not None and not share.take(length)):
            self._capture.note(timestamp, now)
            producer.reject()
            return
        if level >= 0 and producer.is_audio and producer.election is not None:
            producer.election.heard(producer.member, read_level(level)[1], now)
        # A telephone that is turned round sends a keyframe of another height, which nobody has asked for.
        if self._keyframes.wanted or (self.layered and data[payload_at] & _BEGINS == _BEGIN):
            self._look_for_keyframe(data, length, payload_at)
        run = self._run
        if not run.packets or len(run.packets) == MAX_PACKETS:
            run = self._begin_run(now)
        if self.layered:
            self._frames.append(read_frame(data, payload_at, length))
        head, rest = CUTTERS[length](data)
        run.packets.append((WRITERS[length], head, rest, sequence, timestamp, length))
        run.octets += length
        if not in_order:
            run.ascending = False

    def pass_on(self) -> None:
        """Keep what was gathered and send it to every receiver."""
        run, self._run = self._run, Run()
        frames, self._frames = self._frames, []
        if run.packets and (self._opening or self._door is not None):
            run = self._behind_door(run)
        if not run.packets:
            return
        self._capture.note(run.packets[-1][TIMESTAMP], run.at)
        self._history.store(run.packets)
        if self.layered:
            self.flow.count_base(run.packets, frames)
            for consumer in self.consumers:
                consumer.forward_frames(run, frames, run.at)
            return
        for consumer in self.consumers:
            consumer.forward(run, run.at)
        taps, red = self._producer.taps, self._producer.format.red
        if taps and red is not None:
            run = unwrap_run(run, red)
        for tap in taps:
            self.copy_to(tap, run, self.ssrc)

    def copy_to(self, tap: Copier, run: Run, ssrc: int, timestamps: Sequence[int] | None = None) -> None:
        """Copy `run` to `tap` as the stream `ssrc`: when it has just begun nothing of before.

        `timestamps` are those of the layer where the run has others.
        """
        if tap.opening is None:
            tap.add_run(run, ssrc, run.at)
            return
        if timestamps is None:
            timestamps = [packet[TIMESTAMP] for packet in run.packets]
        admitted = tap.opening.admit(run, timestamps, self._capture)
        for own in admitted:
            tap.add_run(own, ssrc, own.at)
        if admitted:
            tap.opening = None

    def _behind_door(self, run: Run) -> Run:
        """Return `run` without the words that its packets repeat from before the door was opened."""
        red = self._producer.format.red
        if red is None:
            self._opening = False
            return run
        if self._opening or self._door is None:
            self._opening, self._door = False, run.packets[0][TIMESTAMP]
        return unwrap_near(run, red, self._door)

    def _place(self, sequence: int, timestamp: int, now: float, *, repaired: bool) -> Arrival:
        """Return what a packet is that is not the next one."""
        if self.loss.highest < 0 and (repaired or self._is_from_before(timestamp, now)):
            self.heard_at = now
            return Arrival.STALE  # asked for or sent before a move: it belongs to the other place
        arrival = self.loss.receive(sequence, timestamp, now, repaired=repaired)
        if arrival is Arrival.RESTART and self._producer.allowed:
            self.interrupt()
            self._capture = CaptureClock(self._producer.format.clock_rate)
            self._opening = self._door is not None
        return arrival

    def _is_from_before(self, timestamp: int, now: float) -> bool:
        """Whether a packet was captured before the last move, or may have been: of a new stream that is not known."""
        capture, opens_at = self._capture, self._producer.opens_at
        if opens_at > float("-inf") and not capture.heard:
            capture.settle(timestamp, now)
            if not capture.heard:
                return True
        return capture.judge(timestamp, now) < opens_at

    def _begin_run(self, now: float) -> Run:
        if self._run.packets:
            self._burst.flush()
        self._run.at = now
        self._burst.gather(self, is_audio=self._producer.is_audio)
        return self._run

    @property
    def late(self) -> float:
        """Seconds for which the last packet waited on its way to us."""
        return self._capture.late

    def find(self, sequence: int) -> RunPacket | None:
        """Return a packet forwarded lately, by its number at the source."""
        return self._history.find(sequence)

    def add(self, receiver: Receiver, now: float) -> None:
        """Forward to `receiver` from now on: sound at once, a picture from its next keyframe."""
        self._burst.flush()
        if self._producer.is_audio:
            self.consumers.append(receiver)
            receiver.layer = self
        else:
            self.waiting.append(receiver)
            self.request_keyframe(now)

    def remove(self, receiver: Receiver) -> None:
        """Forward nothing more to `receiver`; idempotent."""
        for attached in (self.consumers, self.waiting):
            if receiver in attached:
                attached.remove(receiver)

    def hold_back(self, now: float) -> None:
        """Let every receiver of a picture wait for a keyframe."""
        self.interrupt()
        self.waiting += self.consumers
        self.consumers = []
        if self.waiting:
            self.request_keyframe(now)

    def introduce(self, now: float) -> None:
        """Tell the clocks to receivers that came after the last report."""
        if self.report is None:
            return
        for consumer in self.consumers:
            if not consumer.introduced:
                consumer.send_report(self.report, self.report_at, now)

    def take_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Take note of the browser's sender report and pass it on in each receiver's numbers."""
        self.report, self.report_at = report, now
        self.loss.sender_report(report.ntp_time, now)
        if not self._producer.allowed:
            return
        for consumer in self.consumers:
            consumer.send_report(report, now, now)
        if not self.layered:
            for tap in self._producer.taps:
                tap.add_report(report, now)

    def use(self, ssrc: int, format_: Format) -> None:
        """Take the stream `ssrc` as this layer from now on."""
        if ssrc != self.ssrc or format_ is not self._producer.format:
            self.interrupt()
            self.loss = LossTracker(format_.clock_rate)
            self._capture = CaptureClock(format_.clock_rate)
            self.forget_packets()
            self.report = None
        self.ssrc = ssrc

    def forget_packets(self) -> None:
        """Drop the packets kept to be sent, or to be sent again."""
        self._history.clear()
        self._run = Run()
        self._frames = []

    def close(self) -> None:
        """Give the memory of the packets back at once: what is left here is small and in a circle."""
        self.forget()
        self._history = PacketHistory(1)

    def forget_losses(self) -> None:
        """Ask for nothing that was missed before now, and take no word of before that a later packet repeats."""
        self.loss = LossTracker(self._producer.format.clock_rate)
        self._opening = True

    def forget(self) -> None:
        """Forget everything of the place the source was in: packets, numbers, reports, requests."""
        self.forget_packets()
        self.forget_losses()
        self._keyframes = KeyframeThrottle(self._keyframes.command)
        self.report = None

    def measure(self, elapsed: float) -> None:
        """Let `flow` work out what came in the last `elapsed` seconds, about one."""
        self.flow.measure(self.octets, self.loss.frames, elapsed, layered=self.layered)

    def request_keyframe(self, now: float) -> None:
        """Ask the browser for a keyframe, throttled; repeated by `tick` until one comes."""
        if now < self._producer.opens_at:
            self._repeat_at = self._producer.opens_at  # one that came before would be lost
        elif not self._producer.is_audio and self._keyframes.ask(now, self.round_trip):
            self._send_keyframe_request()

    def request_keyframe_again(self, now: float) -> None:
        """Ask once more in a moment, for a receiver that may have missed the first keyframe."""
        self._repeat_at = now + REPEAT_AFTER

    def tick(self, now: float, *, tapped: bool) -> None:
        """Ask again for what somebody misses. Call it every 20 ms."""
        if self.loss.missing and self._producer.allowed and (not self.layered or self.consumers or self.waiting):
            self._send_nack(self.loss.due(now, self.round_trip, queues=self.queues))
        if self._producer.is_audio:
            return
        if tapped and now - self._last_keyframe_at > TAP_KEYFRAME_INTERVAL:
            self._last_keyframe_at = now
            self.request_keyframe(now)
        if now >= self._repeat_at:
            self._repeat_at = float("inf")
            self.request_keyframe(now)
        if self._keyframes.due(now):
            self._send_keyframe_request()

    def interrupt(self) -> None:
        """Tell every receiver that the next packet does not continue the last one."""
        self._burst.flush()  # what was gathered still continues the last packet
        for consumer in (*self.consumers, *self.waiting):
            if consumer.layer in (self, None):
                consumer.interrupt()

    def _send_nack(self, lost: Iterable[int]) -> None:
        numbers = list(lost)
        if numbers and NACK in self._producer.feedback:
            self._send_rtcp(rtcp.build_nack(self._ssrc_of_server, self.ssrc, numbers))

    def _send_keyframe_request(self) -> None:
        """Send what the browser agreed to understand; one that understands nothing sends keyframes when it likes."""
        feedback = self._producer.feedback
        if self.ssrc and PLI in feedback:
            self._send_rtcp(rtcp.build_pli(self._ssrc_of_server, self.ssrc))
        elif self.ssrc and FIR in feedback:
            self._send_rtcp(rtcp.build_fir(self._ssrc_of_server, self.ssrc, self._keyframes.command))

    def _look_for_keyframe(self, data: bytearray, length: int, payload_at: int) -> None:
        end = length - data[length - 1] if data[0] & _PADDING_BIT else length
        codec = self._producer.format.codec
        if not _is_keyframe[codec](data, payload_at, end):
            return
        self._keyframes.arrived()
        self._burst.flush()  # who waits gets nothing from before the keyframe
        self._last_keyframe_at = self.heard_at
        if codec is Codec.VP8:
            self.height = keyframe_height(data, payload_at, end)
        if self.layered and not self.consumers:
            self.loss.give_up_before(data[2] << 8 | data[3])  # nobody gets what came before
        for receiver in self.waiting:
            enter(receiver, self)
        self.consumers += self.waiting
        self.waiting = []


def aim(receiver: Receiver, layer: Layer | None, now: float) -> None:
    """Let `receiver` get `layer` from its next keyframe on, and until then what it gets now; None: nothing."""
    if layer is receiver.target:
        return
    if layer is None:
        leave(receiver)
        return
    if receiver.target is not None and receiver.target is not receiver.layer:
        receiver.target.remove(receiver)
    receiver.target = layer
    if layer is not receiver.layer:
        layer.add(receiver, now)


def leave(receiver: Receiver) -> None:
    """Let `receiver` get nothing from this moment."""
    for layer in (receiver.layer, receiver.target):
        if layer is not None:
            layer.remove(receiver)
    receiver.layer = receiver.target = None


def enter(receiver: Receiver, layer: Layer) -> None:
    """Let the packets of `layer` follow those of the one before, at a keyframe."""
    if receiver.layer is not None and receiver.layer is not layer:
        receiver.layer.remove(receiver)
    if receiver.layer is not layer:
        receiver.layer = layer
        receiver.interrupt()
