"""What one browser receives: its consumers, the SRTP session towards it and its way back in RTCP."""

import random
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from media.burst import Burst
from media.capabilities import NACK
from media.consumer import Consumer
from media.forwarding import rtcp
from media.forwarding.resend import ResendBudget
from media.forwarding.round_trip import RoundTrip
from media.forwarding.run import Run
from media.ice import segmentation
from media.ice.agent import IceAgent
from media.ice.port import Path
from media.negotiation import Downlink, Track
from media.pictures import Pictures
from media.plane import Picture, ShownPicture
from media.producer import Producer
from media.srtp import MAX_PLAIN, SrtpSession, protect

if TYPE_CHECKING:
    from media.plane import MemberId, Source

_REPORTS: Final = (200, 201)  # packet types SR and RR: RFC 3550 section 6.4
_MAX_ENDS: Final = 64
_NO_TIME: Final = 0.000_001
"""Seconds; less counts as not known."""
_SOME_LOSS: Final = 0.01
_TIME_TO_CHANGE: Final = 3.0
"""Seconds in which a sender that is asked for another codec sends it; only then somebody is told of a lack."""
_LOSS_LIFE: Final = 10.0
"""Seconds for which a line that lost something counts as one that loses: a second may pass without."""
_TWICE_LIFE: Final = 30.0
"""The same while sound goes twice: only what was lost twice is reported then, of 5 % one packet in 400."""


class Outbound:
    """The consumers of one browser. Bounds: one consumer per source of the place it is in."""

    __slots__ = (
        "_agent",
        "_burst",
        "_by_ssrc",
        "_consumers",
        "_counters",
        "_ends",
        "_lost_at",
        "_random",
        "_resends",
        "_sound_resends",
        "lead",
        "loses",
        "octets",
        "outgoing",
        "pictures",
        "round_trip",
        "scratch",
        "session",
    )

    def __init__(self, agent: IceAgent, burst: Burst, chance: random.Random) -> None:
        self.session: SrtpSession | None = None
        """Set when the handshake is complete and the certificate verified; nothing is sent before."""
        self.outgoing = burst.outgoing
        """Where a consumer writes the packet to send."""
        self.scratch = burst.scratch
        self.lead = b""
        """The report put in front of RTCP that begins with none, where the browser wants one (RFC 3550 section 6.1)."""
        self.loses = False
        """Whether packets are lost on the way to the browser though nothing queues there."""
        self.octets = 0
        self.round_trip = RoundTrip()
        self.pictures = Pictures()
        """Which pictures the line to the browser carries."""
        self._agent = agent
        self._burst = burst
        self._counters = burst.counters
        self._random = chance
        self._consumers: dict[tuple[MemberId, Source], Consumer] = {}
        self._by_ssrc: dict[int, Consumer] = {}
        self._resends = ResendBudget()
        self._sound_resends = ResendBudget()  # so that no picture takes what a voice needs
        self._ends: list[tuple[int, int]] = []
        self._lost_at = float("-inf")

    def add(self, producer: Producer) -> Track:
        """Make a consumer of `producer`, to be offered as the returned track; it sends nothing yet."""
        ssrc = self._fresh_ssrc()
        rtx_ssrc = 0 if producer.format.rtx is None else self._fresh_ssrc()
        consumer = Consumer(producer, self, ssrc, rtx_ssrc, self._random.randrange(0x8000))
        self._consumers[producer.member, producer.source] = consumer
        self._by_ssrc[ssrc] = consumer
        return Track(producer.member, producer.source, ssrc, rtx_ssrc or None)

    def needs(self) -> Iterator[tuple[Producer, int]]:
        """Yield every picture that is offered to the browser, and how many layers of it have to come."""
        for consumer in self._consumers.values():
            if not consumer.producer.is_audio:
                yield consumer.producer, consumer.needs

    def remove(self, producer: Producer) -> bool:
        """Send nothing more of `producer` from this moment; return False when it was not sent."""
        consumer = self._consumers.pop((producer.member, producer.source), None)
        if consumer is None:
            return False
        consumer.stop()
        self.pictures.forget(consumer)
        del self._by_ssrc[consumer.ssrc]
        if self.session is not None:
            self.session.forget_outbound(consumer.ssrc)
            self.session.forget_outbound(consumer.rtx_ssrc)
        return True

    def accept(self, downlinks: Iterable[Downlink], now: float) -> None:
        """Start the consumers that the browser has agreed to receive."""
        for downlink in downlinks:
            consumer = self._by_ssrc.get(downlink.track.ssrc)
            if consumer is None or consumer.accepted:
                continue
            numbers = downlink.terms.payload_types
            if consumer.producer.format.payload_type not in numbers:
                consumer.refused_at = now if consumer.refused_at is None else consumer.refused_at
                continue
            consumer.repairs = NACK in downlink.terms.feedback
            if not consumer.repairs or consumer.producer.format.rtx not in numbers:
                consumer.rtx_ssrc = 0
            red = consumer.producer.format.red
            consumer.unwraps = red if red is not None and red not in numbers else 0
            consumer.accepted = True
            if self.session is not None:
                self.pictures.start(consumer, now)

    def open(self, session: SrtpSession, now: float) -> None:
        """Send through `session`: start every consumer that was accepted while the handshake ran."""
        self.session = session
        for consumer in self._consumers.values():
            if consumer.accepted:
                consumer.start(now)
                consumer.request_keyframe_again(now)

    def close(self) -> None:
        """Send nothing more, ever."""
        for consumer in list(self._consumers.values()):
            self.remove(consumer.producer)
        self.session = None

    def send_run(self, run: Run, sequence_offset: int, timestamp_offset: int, ssrc: int) -> None:
        """Send `run` as `ssrc`, its numbers moved by the offsets; equal packets in a row go as one.

        Runs once per run and receiver, its loop once per packet and receiver: nothing in the system runs more
        often. A native forwarder would take its place.
        """
        session, path, burst = self.session, self._agent.path, self._burst
        if session is None or path is None:
            return
        data, base, size, context = burst.data, burst.base, burst.size, session.outbound
        begin = at = segment = 0
        for write, head, rest, sequence, timestamp, plain in run.packets:
            number, time = sequence + sequence_offset & 0xFFFF, timestamp + timestamp_offset & 0xFFFFFFFF
            write(data, at, head, number, time, ssrc, rest)
            size[0] = plain
            if protect(context, base + at, size):
                continue
            length = size[0]
            if length > segment:
                if begin < at:
                    self._hand_over(path, begin, at, segment)
                begin, segment = at, length
            at += length
            if length < segment:  # only the last of those that go as one may be shorter
                self._hand_over(path, begin, at, segment)
                begin, segment = at, 0
        if begin < at:
            self._hand_over(path, begin, at, segment)

    def _hand_over(self, path: Path, begin: int, end: int, segment: int) -> None:
        """Give the kernel the packets from `begin` to `end`, of `segment` bytes each and the last perhaps shorter."""
        counters, octets, packets, view = self._counters, end - begin, 1, self._burst.view[begin:end]
        try:
            if octets == segment:
                path.sendto(view, path.address)
            elif segmentation.send(path, view, segment):
                packets = -(-octets // segment)
            else:
                for at in range(begin, end, segment):
                    size = min(segment, end - at)
                    self._hand_over(path, at, at + size, size)
                return
        except OSError:
            counters.send_drops += -(-octets // segment)
            return
        self.octets += octets
        counters.packets_sent += packets
        counters.bytes_sent += octets

    def send_rtp(self, length: int) -> None:
        """Protect and send the packet in `outgoing` at once."""
        session, path, outgoing = self.session, self._agent.path, self.outgoing
        if session is None or path is None or length > MAX_PLAIN:
            return
        size = outgoing.length
        size[0] = length
        if protect(session.outbound, outgoing.pointer, size):
            return
        length = size[0]
        counters = self._counters
        try:
            path.sendto(outgoing.view[:length], path.address)
        except OSError:
            counters.send_drops += 1
            return
        self.octets += length
        counters.packets_sent += 1
        counters.bytes_sent += length

    def send_rtcp(self, packet: bytes) -> None:
        """Protect and send an RTCP packet; silently nothing when there is no session or way."""
        session, path = self.session, self._agent.path
        if session is None or path is None:
            return
        if packet[1] not in _REPORTS:
            packet = self.lead + packet
        length = session.protect_rtcp(self.outgoing, self.outgoing.put(packet)) if len(packet) <= MAX_PLAIN else 0
        if not length or not path.send(self.outgoing.view[:length]):
            self._counters.send_drops += 1

    def take_blocks(self, blocks: Iterable[rtcp.ReportBlock], now: float, waited: float = 0.0) -> None:
        """Take note of what the browser reports on streams we send; it has `waited` so many seconds on its way."""
        for block in blocks:
            consumer = self._by_ssrc.get(block.ssrc)
            if consumer is not None:
                consumer.take_block(block)
            else:
                consumer = self.pictures.padded(block.ssrc)
            if consumer is None:
                continue
            sample = consumer.round_trip(block, now)
            if sample is not None:
                self.round_trip.measured(sample)
            self.pictures.take_report(now, 0.0 if sample is None else max(_NO_TIME, sample - waited))

    def take_nack(self, nack: rtcp.Nack, now: float) -> None:
        """Send again what the browser misses, within its budget."""
        consumer = self._by_ssrc.get(nack.media_ssrc)
        if consumer is None or not (consumer.ready and consumer.repairs):
            return
        resends = self._sound_resends if consumer.producer.is_audio else self._resends
        resends.refill(self.octets)
        for index, sequence in enumerate(nack.lost):
            if resends.exhausted:
                self._counters.retransmissions_refused += len(nack.lost) - index
                return
            if resends.is_early(nack.media_ssrc, sequence, now, self.round_trip.longest):
                continue
            if consumer.resend(sequence, now):
                resends.charge(self.octets)
                self._counters.retransmissions += 1
            else:
                resends.refuse()
                self._counters.retransmissions_refused += 1

    def undecodable(self, now: float) -> tuple[Picture, ...]:
        """Return the pictures that the browser cannot decode, though their senders had time to change, in order."""
        refused = (
            each.producer
            for each in self._consumers.values()
            if each.refused_at is not None and not each.accepted and each.producer.live
            if now - each.refused_at > _TIME_TO_CHANGE
        )
        return tuple(sorted((Picture(each.member, each.source) for each in refused), key=str))

    def balance(self, now: float) -> None:
        """Send as many pictures as the line carries. Call it every second."""
        if self.session is not None:
            loss, round_trip = self.fraction_lost, self.round_trip.latest or 0.0
            self.pictures.balance(self._consumers.values(), loss, round_trip, now)
            self._resends.measure(self.octets, now)
            self._follow_loss(now)

    def _follow_loss(self, now: float) -> None:
        ready = [each for each in self._consumers.values() if each.ready]
        twice = [each for each in ready if self.loses and each.goes_twice]
        if any(each.fraction_lost > (0.0 if each in twice else _SOME_LOSS) for each in ready):
            self._lost_at = now
        life = _TWICE_LIFE if twice else _LOSS_LIFE
        self.loses = now - self._lost_at < life and not self.round_trip.queues

    def watch(self, now: float) -> None:
        """Send less at once where the browser's estimate has just collapsed. Call it every 100 ms."""
        if self.session is not None and self.pictures.is_alarmed(now):
            self.balance(now)

    def note_end(self, ssrc: int, sequence: int) -> None:
        """Take note of the last packet of a frame on which others rest, or of one of sound that repeats nothing."""
        if len(self._ends) < _MAX_ENDS:
            self._ends.append((ssrc, sequence))

    def repeat_ends(self, now: float) -> None:
        """Send the ends of the last frames once more, where the line loses, and sound. Call it every 20 ms.

        A browser misses a packet when a later one comes, and after the end of a frame that is the next frame:
        too late for the picture. The same is done at the end of a TCP flight (RFC 8985 section 7). Sound goes
        twice to who takes no RED, as it would with it: not every browser asks for what it misses of a voice.
        """
        if not self._ends:
            return
        ends, self._ends = self._ends, []
        resends = self._resends
        for ssrc, sequence in ends:
            consumer = self._by_ssrc.get(ssrc)
            resends.refill(self.octets)
            if consumer is None or not (consumer.ready and consumer.repairs):
                continue
            if consumer.producer.is_audio:
                consumer.resend(sequence, now)
            elif resends.is_scarce:
                continue
            elif not resends.is_early(ssrc, sequence, now, self.round_trip.longest) and consumer.resend(sequence, now):
                resends.charge(self.octets)

    def take_keyframe_request(self, media_ssrc: int, now: float) -> None:
        """Lead a PLI or FIR to the producer it means."""
        consumer = self._by_ssrc.get(media_ssrc)
        if consumer is not None and consumer.ready:
            self._counters.keyframe_requests += 1
            consumer.request_keyframe(now)

    def probe(self, now: float) -> None:
        """Send the padding that finds out what the line carries. Call it every 20 ms."""
        if self.session is not None:
            self.pictures.probe(now)

    def show(self, tiles: Iterable[ShownPicture], now: float) -> None:
        """Take note of how large the browser shows the pictures named; of others nothing is known anew."""
        for tile in tiles:
            consumer = self._consumers.get((tile.member, tile.source))
            if consumer is not None:
                consumer.tile = tile.height
        if self.session is not None:
            self.pictures.follow_sight(self._consumers.values(), now)

    @property
    def fraction_lost(self) -> float:
        """What the browser lost lately, over all it receives."""
        fractions = [consumer.fraction_lost for consumer in self._consumers.values() if consumer.ready]
        return sum(fractions) / len(fractions) if fractions else 0.0

    def _fresh_ssrc(self) -> int:
        while True:
            ssrc = self._random.randrange(1, 0xFFFF_FFFF)
            if ssrc not in self._by_ssrc:
                return ssrc
