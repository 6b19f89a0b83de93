"""One source of one browser: what it is, whether it may be heard, and the layers it comes in."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from media.burst import Burst
from media.capabilities import FORMAT_OF, Format, is_audio
from media.forwarding.demand import LayerDemand
from media.forwarding.share import SoundShare
from media.layer import Copier, Layer, Receiver, SendRtcp, aim, leave
from media.plane import Codec, MemberId, Source
from media.splice import Splice

if TYPE_CHECKING:
    from media.forwarding.levels import SpeakerElection

STOPPED_AFTER: Final = 0.7
"""Seconds behind the newest packet of a source after which one of its layers counts as stopped."""
QUIET_AFTER: Final = 2.0
"""Seconds without a packet after which a source counts as stopped."""


class Producer:
    """One source as it comes in. Its router and its transport are the only ones who know it.

    Bounds: three layers, one entry per receiver and tap.
    """

    __slots__ = (
        "_burst",
        "_counters",
        "_measured_at",
        "_send_rtcp",
        "_splices",
        "_ssrc_of_server",
        "allowed",
        "announced",
        "demand",
        "election",
        "feedback",
        "format",
        "is_audio",
        "layers",
        "live",
        "member",
        "opens_at",
        "receivers",
        "share",
        "source",
        "takes",
        "taps",
    )

    def __init__(
        self, member: MemberId, source: Source, burst: Burst, send_rtcp: SendRtcp, ssrc_of_server: int
    ) -> None:
        self.member = member
        self.source = source
        self.is_audio = is_audio(source)
        self.share = SoundShare() if self.is_audio else None
        """What may still come of it; None where receivers' lines decide that."""
        self.format: Format = FORMAT_OF[Codec.OPUS if self.is_audio else Codec.VP8]
        """Packets of any other format are rejected, so a recording never changes codec."""
        self.takes = frozenset({self.format.payload_type})
        """Payload types of that format: the plain one, and where the browser agreed that of repeated sound."""
        self.feedback: frozenset[str] = frozenset()
        """Kinds of feedback the browser agreed to understand for this source (`a=rtcp-fb`)."""
        self.announced = False
        """Whether the browser said in its answer that it may send this source."""
        self.allowed = True
        self.opens_at = float("-inf")
        """Whatever arrives before, or would have if it had not waited on its way, was sent in another place.

        Minus infinity where nothing can have been: the browser was connected in this place.
        """
        self.live = False
        """Whether it comes, or would come if it had not been asked to stop."""
        self.demand = LayerDemand()
        self.election: SpeakerElection[MemberId] | None = None
        self.receivers: list[Receiver] = []
        """The consumers that are not paused."""
        self.taps: list[Copier] = []
        self._splices: dict[Copier, Splice] = {}
        self._send_rtcp = send_rtcp
        self._ssrc_of_server = ssrc_of_server
        self._counters = burst.counters
        self._burst = burst
        self._measured_at = 0.0
        self.layers = self._make_layers(("",))
        """Lowest first; one where there is no simulcast."""

    @property
    def heard_at(self) -> float:
        """When the last packet of any layer came."""
        return max([layer.heard_at for layer in self.layers])

    @property
    def octets(self) -> int:
        """Bytes of all layers so far."""
        return sum(layer.octets for layer in self.layers)

    @property
    def fraction_lost(self) -> float:
        """What was lost lately on the way to us, in the worst layer that comes."""
        return max(layer.loss.fraction_lost for layer in self.flowing)

    @property
    def jitter(self) -> float:
        """Interarrival jitter in seconds, in the worst layer that comes."""
        return max(layer.loss.jitter for layer in self.flowing)

    @property
    def flowing(self) -> tuple[Layer, ...]:
        """The layers that come, lowest first, as good as their frames are fluent.

        A browser stops or starves those that its line or its processor cannot carry.
        """
        oldest = self.heard_at - STOPPED_AFTER
        flowing = tuple(layer for layer in self.layers if layer.heard_at > oldest and layer.flow.fluent)
        return flowing or self.layers[:1]  # before any comes, the one that browsers send first

    def comes(self, now: float, *, reachable: bool) -> bool:
        """Tell whether packets come; of a source that was asked to stop, whether they would."""
        if self.live and self.demand.asked == 0:
            return self.allowed and reachable
        since = max(self.heard_at, self.demand.resumed_at) if self.live else self.heard_at
        return now - since < QUIET_AFTER

    def follow_demand(self, needed: int, now: float) -> bool:
        """Take note that receivers need so many layers; return whether the browser has to be told another number.

        A recording takes the best. What does not come at all is asked for in full, for the moment when it does.
        """
        layers = len(self.layers)
        return self.demand.decide(needed if self.live and not self.taps else layers, layers, now)

    def misses_layers(self, now: float) -> bool:
        """Whether the browser was asked for layers not long ago that do not come."""
        return self.live and self.demand.misses(len(self.flowing), now)

    def attach(self, receiver: Receiver, now: float, *, low: bool = False) -> None:
        """Forward to `receiver` from now on: sound at once, a picture from a keyframe of the highest layer that comes.

        With `low` it is the lowest layer.
        """
        self.receivers.append(receiver)
        aim(receiver, self.flowing[0 if low else -1], now)

    def detach(self, receiver: Receiver) -> None:
        """Forward nothing more to `receiver`; idempotent."""
        if receiver in self.receivers:
            self.receivers.remove(receiver)
        leave(receiver)

    def introduce(self, now: float) -> None:
        """Tell the clocks to receivers that came after the last report. Call it every second."""
        if self.allowed:
            for layer in self.layers:
                layer.introduce(now)

    def measure(self, now: float) -> None:
        """Work out the rates of the layers. Call it every second."""
        elapsed = max(now - self._measured_at, 0.001)
        self._measured_at = now
        for layer in self.layers:
            layer.measure(elapsed)
        most = max([layer.flow.frames for layer in self.layers])
        for layer in self.layers:
            layer.flow.judge(most, now)

    def add_tap(self, tap: Copier, now: float) -> None:
        """Copy every packet to `tap` too, beginning with the clocks and, for a picture, a keyframe soon."""
        self.taps.append(tap)
        if len(self.layers) > 1:
            self._splice(tap, now)
            return
        (layer,) = self.layers
        if layer.report is not None:
            tap.add_report(layer.report, layer.report_at)
        layer.request_keyframe(now)

    def remove_tap(self, tap: Copier) -> None:
        """Copy nothing more to `tap`."""
        self.taps.remove(tap)
        splice = self._splices.pop(tap, None)
        if splice is not None:
            leave(splice)

    def allow(self, now: float, *, allowed: bool) -> None:
        """Open or shut the door. Receivers see one gapless stream: what was dropped leaves no hole."""
        if allowed == self.allowed:
            return
        self.allowed = allowed
        if not allowed:
            for layer in self.layers:
                layer.forget_packets()
            if self.election is not None:
                self.election.forget(self.member)
            return
        for layer in self.layers:
            layer.forget_losses()  # what was said before the door opened is not asked for again
            if self.is_audio:
                layer.interrupt()
            else:
                layer.hold_back(now)

    def change_place(self, opens_at: float) -> None:
        """Forget everything of the place this source was in, and what arrives before `opens_at` with it."""
        self.opens_at = opens_at
        for layer in self.layers:
            layer.forget()

    def close(self) -> None:
        """Keep no packet; the browser is gone."""
        for layer in self.layers:
            layer.close()

    def use(self, format_: Format, rids: Iterable[str], now: float) -> None:
        """Take the source in `format_` and in the layers `rids`, lowest first, from now on."""
        names = tuple(rids) or ("",)
        if names != tuple(layer.rid for layer in self.layers):
            self._change_layers(names, now)
        if format_ is not self.format:
            for layer in self.layers:
                layer.use(layer.ssrc, format_)
            self.format = format_
        self.takes = frozenset({format_.payload_type})

    def layer(self, rid: str) -> Layer | None:
        """Return the layer of that name; any name means the only layer of a source without simulcast."""
        if len(self.layers) == 1:
            return self.layers[0]
        return next((layer for layer in self.layers if layer.rid == rid), None)

    def request_keyframe(self, now: float) -> None:
        """Ask the browser for a keyframe of what is being received, throttled; repeated until one comes."""
        for layer in self.layers:
            if len(self.layers) == 1 or layer.consumers or layer.waiting:
                layer.request_keyframe(now)

    def reject(self) -> None:
        """Count a packet of a source that is not allowed, or that brought its share."""
        if self.allowed:
            self._counters.throttled += 1
        else:
            self._counters.rejected += 1

    def tick(self, now: float, round_trip: float, *, queues: bool = True) -> None:
        """Ask again for what is missing. Call it every 20 ms.

        `round_trip` to the browser in seconds, 0 when it is not known; `queues` unless nothing waits on the way.
        """
        for layer in self.layers:
            if layer.heard_at >= now - QUIET_AFTER:
                layer.round_trip, layer.queues = round_trip, queues
                layer.tick(now, tapped=bool(self.taps) and (not layer.layered or self._is_tapped(layer)))

    def leave_stopped(self, now: float) -> None:
        """Give the receivers of layers that have stopped the highest that comes. Call it every 100 ms."""
        flowing = self.flowing
        for layer in self.layers:
            if layer not in flowing:
                for receiver in (*layer.consumers, *layer.waiting):
                    if receiver.target is layer:
                        aim(receiver, flowing[-1], now)

    def follow_layers(self, now: float) -> None:
        """Let the taps have the highest layer that comes. Call it every second."""
        for splice in self._splices.values():
            aim(splice, self.flowing[-1], now)

    def _make_layers(self, rids: Iterable[str]) -> tuple[Layer, ...]:
        return tuple(Layer(self, self._burst, self._send_rtcp, self._ssrc_of_server, rid) for rid in rids)

    def _change_layers(self, rids: tuple[str, ...], now: float) -> None:
        self._burst.flush()
        receivers: list[Receiver] = [*self.receivers, *self._splices.values()]
        for receiver in receivers:
            leave(receiver)
        self._splices.clear()
        self.layers = self._make_layers(rids)
        for receiver in self.receivers:
            receiver.interrupt()
            aim(receiver, self.flowing[-1], now)
        if len(self.layers) > 1:
            for tap in self.taps:
                self._splice(tap, now)

    def _splice(self, tap: Copier, now: float) -> None:
        splice = self._splices[tap] = Splice(tap, self.format.clock_rate)
        aim(splice, self.flowing[-1], now)

    def _is_tapped(self, layer: Layer) -> bool:
        return any(splice.layer is layer for splice in self._splices.values())
