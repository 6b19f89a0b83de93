"""One browser's transport: ICE, DTLS and SRTP, the offers to it, what it sends and what it receives."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from media.burst import Burst
from media.codecs import choose_formats
from media.dtls import Certificate, DtlsAssociation, DtlsState
from media.forwarding import rtcp
from media.forwarding.opening import Opening
from media.ice.agent import Credentials, IceAgent, IceTable
from media.ice.port import drop
from media.inbound import Inbound
from media.negotiation import MAX_LINES, Candidate, Endpoint, Negotiation, Uplink
from media.outbound import Outbound
from media.plane import Codec, MemberId, MemberQuality, Offer, Picture, Source, TransportState
from media.producer import Producer
from media.rhythm import TICK
from media.srtp import PacketBuffer, SrtpSession
from media.stats import Counters

if TYPE_CHECKING:
    from media.router import Router
from media.rtcp_queue import RtcpQueue

SILENT_AFTER: Final = 5.0
"""Seconds without an authenticated packet after which a browser that was sending counts as disconnected."""
IDLE_SILENT_AFTER: Final = 8.0
"""The same for one that sends no media, or was asked to stop: its checks may be 6 s apart (RFC 7675 section 5.1)."""
GONE_AFTER: Final = 30.0
"""Seconds without consent, whatever else comes, after which it is closed (RFC 7675 section 5.1)."""
ANSWER_TIMEOUT: Final = 10.0
"""Seconds after which an unanswered offer is made anew."""
UNKNOWN_WAY: Final = 0.3
"""Seconds that a packet may be on its way from a browser whose round trip is not known."""
SHORTEST_WAY: Final = 0.1
"""The same at least: a round trip is measured now and then, and a packet may wait longer."""
LONGEST_WAY: Final = 2.0
"""The same at most: nobody is kept silent for longer."""
SWITCH_INTERVAL: Final = 2.0
"""Seconds between two changes of format that a browser may make by itself: each makes offers to all others."""
SETTLED_AFTER: Final = 0.5
"""Seconds without a packet in the format that was agreed last, after which another one is taken."""
_RTP_OR_RTCP: Final = 2
"""The version in the first two bits."""
_DTLS: Final = range(20, 64)
_SMALLEST: Final = 13
"""The head of a DTLS record (RFC 6347 section 4.1): of less than that the rest of the buffer is the packet before."""
_SMALLEST_RTCP: Final = 8 + 14
MAX_RTCP_SENDERS: Final = MAX_LINES + 16
"""Names under which a browser may send RTCP: some report on each line under its own, and each source has another."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What all transports of a worker stand on."""

    certificate: Certificate
    candidates: tuple[Candidate, ...]
    table: IceTable
    incoming: PacketBuffer
    burst: Burst
    reports: RtcpQueue
    counters: Counters
    chance: random.Random


@dataclass(slots=True)
class _Measured:
    """Totals at the last measurement of quality."""

    at: float
    inbound: int = 0
    outbound: int = 0


class Transport:
    """Everything of one browser. The plane makes and closes it and calls `tick`.

    Bounds: one handshake, the paths of `IceAgent`, the lines of `Negotiation`, `MAX_RTCP_SENDERS` SRTCP contexts.
    """

    def __init__(
        self,
        member: MemberId,
        ground: Ground,
        now: float,
        on_changed: Callable[["Transport"], None],
        on_other_format: Callable[[Producer], None] = lambda _: None,
        *,
        turn: int = 0,
    ) -> None:
        """`on_changed` is called when the state is another or an offer should be made.

        `on_other_format` is called before a source changes its format: what copies it must end. `turn` is the
        number of the transport on its worker.
        """
        self.member = member
        self.turn = turn
        """See `media.rhythm.is_due`."""
        self.router: Router | None = None
        self.decodes: frozenset[Codec] | None = None
        """The codecs of pictures that the browser can receive, None before it answered or when it takes none."""
        self.state = TransportState.CONNECTING
        self.agent = IceAgent(Credentials.generate(), now, drop)
        self._ground = ground
        self._on_changed = on_changed
        self._on_other_format = on_other_format
        self._switched_at = float("-inf")
        self._connected_at = float("inf")
        self._left_out: list[Producer] = []
        """What no line was left for."""
        self._dtls = DtlsAssociation(ground.certificate, self._send_dtls)
        self._negotiation = Negotiation(ground.chance.randrange(1 << 62), turn)
        self._offered_at = now
        self._overdue = False
        self._leads = False
        self._rtcp_senders: set[int] = set()
        self._measured = _Measured(now)
        self._server_ssrc = ground.chance.randrange(1, 1 << 32)
        self.outbound = Outbound(self.agent, ground.burst, ground.chance)
        self.inbound = Inbound(
            member, self.agent, ground.incoming, ground.burst, self.outbound.send_rtcp, self._server_ssrc
        )
        self.inbound.others = self._receive_other
        self.agent.receive = self.inbound.receive
        ground.table.add(self.agent)

    @property
    def producers(self) -> tuple[Producer, ...]:
        """Every source of the browser, sent or not."""
        return self.inbound.producers

    @property
    def longest_way(self) -> float:
        """Seconds that a packet of the browser may be on its way to us: a whole round trip, to be safe.

        0 before the handshake: nothing can be read that was sent then.
        """
        if self.inbound.session is None:
            return 0.0
        round_trip = self.outbound.round_trip.longest
        return min(max(round_trip, SHORTEST_WAY), LONGEST_WAY) if round_trip else UNKNOWN_WAY

    def opening(self, since: float) -> Opening:
        """Return the beginning of a copy that may hold what the browser sent since `since`."""
        way = (self.outbound.round_trip.shortest or 0.0) / 2
        return Opening(since + way, self._connected_at)

    @property
    def wants_offer(self) -> bool:
        """Whether tracks came or went, and the browser owes no answer or has owed it for too long."""
        if self.state is TransportState.CLOSED:
            return False
        return self._overdue or (self._negotiation.changed and not self._negotiation.outstanding)

    def offer(self, now: float) -> Offer:
        """Make the next offer; it replaces an unanswered one."""
        self._offered_at = now
        self._overdue = False
        credentials = self.agent.credentials
        fingerprint = self._ground.certificate.fingerprint
        endpoint = Endpoint(credentials.fragment, credentials.password, fingerprint, self._ground.candidates)
        return self._negotiation.offer(endpoint)

    def restart_ice(self, now: float) -> Offer:
        """Make an offer with new ICE credentials; DTLS, keys and tracks stay."""
        self._ground.table.restart(self.agent)
        return self.offer(now)

    def answer(self, version: int, sdp: str, now: float) -> None:
        """Apply the answer to the outstanding offer; another version is ignored. Raises `SdpError`."""
        answer = self._negotiation.answer(version, sdp)
        if answer is None:
            return
        self._apply_uplinks(answer.uplinks, now)
        self.decodes = answer.decodes or None
        self._announce({uplink.source for uplink in answer.uplinks})
        self.outbound.accept(answer.downlinks, now)
        self._leads = not answer.is_client
        self.outbound.lead = b"" if answer.takes_reduced_rtcp else self._report
        self._dtls.verify((fingerprint.algorithm, fingerprint.digest) for fingerprint in answer.fingerprints)
        self._follow_dtls(now)
        if self.router is not None:
            self.router.agree_on_codecs()
        if self._negotiation.changed:
            self._on_changed(self)

    def needs(self) -> Iterator[tuple[Producer, int]]:
        """Yield what the browser receives and how many layers of each it needs."""
        return self.outbound.needs()

    def send_what(self, shared: frozenset[Codec]) -> None:
        """Ask the browser for pictures in what all others can decode, in the next offer, where it can do that."""
        for producer in self.inbound.producers:
            wish = self._negotiation.wish(producer.source)
            if wish:
                asked = self._negotiation.asked(producer.source)
                formats = choose_formats(wish, asked, producer.format, shared)
                self._negotiation.ask(producer.source, formats)
        if self._negotiation.changed:
            self._on_changed(self)

    @property
    def left_out(self) -> tuple[Picture, ...]:
        """What no line is left for; nothing before the browser is connected."""
        if self.inbound.session is None:
            return ()
        return tuple(Picture(producer.member, producer.source) for producer in self._left_out)

    def subscribe(self, producer: Producer) -> None:
        """Receive `producer` as soon as the browser has agreed; while all lines are taken it waits for one."""
        if not self._give_line(producer):
            self._left_out.append(producer)

    def unsubscribe(self, producer: Producer) -> None:
        """Receive nothing more of `producer` from this moment; idempotent."""
        if producer in self._left_out:
            self._left_out.remove(producer)
        elif self.outbound.remove(producer):
            self._negotiation.remove(producer.member, producer.source)
            self._on_changed(self)
            voices_first = sorted(self._left_out, key=lambda each: not each.is_audio)
            self._left_out = [each for each in voices_first if not self._give_line(each)]

    def _give_line(self, producer: Producer) -> bool:
        if not self._negotiation.add(self.outbound.add(producer)):
            self.outbound.remove(producer)
            return False
        self._on_changed(self)
        return True

    def publish(self, producer: Producer) -> None:
        """Let the others of the place know that `producer` will send."""
        if not producer.announced:
            producer.announced = True
            if self.router is not None:
                self.router.publish(producer)

    def close(self) -> None:
        """Leave no packet, path or name behind. Idempotent; the plane takes it out of its router first."""
        if self.state is TransportState.CLOSED:
            return
        self._dtls.close()
        self.state = TransportState.CLOSED
        self._left_out.clear()
        self.outbound.close()
        self.inbound.close()
        for path in self._ground.table.remove(self.agent):
            path.receive = drop
            path.close()
        self.agent.receive = drop  # both lead back here: nothing is to wait for the garbage collector

    def _apply_uplinks(self, uplinks: tuple[Uplink, ...], now: float) -> None:
        found = {uplink.source: uplink.format for uplink in uplinks}
        others = [each for each in self.inbound.producers if found.get(each.source, each.format) is not each.format]
        for producer in others:
            self._withdraw(producer)
        self.inbound.apply(uplinks, now)
        for producer in others:
            self._publish_again(producer)

    def _follow_formats(self, now: float) -> None:
        """Take a source in the other agreed format in which alone it comes, but not to and fro as fast as it likes."""
        if not self.inbound.switched or now - self._switched_at < SWITCH_INTERVAL:
            return
        switched, self.inbound.switched = self.inbound.switched, {}
        for producer, format_ in switched.items():
            if now - producer.heard_at < SETTLED_AFTER:
                continue  # the last packets of before
            self._switched_at = now
            self._withdraw(producer)
            producer.use(format_, [layer.rid for layer in producer.layers if layer.rid], now)
            self._publish_again(producer)
        if self.router is not None:
            self.router.agree_on_codecs()

    def _withdraw(self, producer: Producer) -> None:
        """End whatever receives or copies a source whose format changes: for them it is another source."""
        self._on_other_format(producer)
        if producer.announced and self.router is not None:
            self.router.withdraw(producer)

    def _publish_again(self, producer: Producer) -> None:
        if producer.announced and self.router is not None:
            self.router.publish(producer)

    def tick(self, now: float) -> None:
        """Do what is due: handshake timer, requests for what is missing. Every 20 ms."""
        if self._dtls.state is DtlsState.HANDSHAKING:
            self._shake_hands(now)
        self.inbound.refill(TICK)
        round_trip, queues = self.outbound.round_trip.longest, self.outbound.round_trip.queues
        for producer in self.inbound.producers:
            producer.tick(now, round_trip, queues=queues)
        self.outbound.repeat_ends(now)
        self.outbound.probe(now)

    def watch(self, now: float) -> None:
        """Do what may wait a little: consent, a new offer, layers that have stopped. Every 100 ms."""
        for producer in self.inbound.producers:
            producer.leave_stopped(now)
        self.outbound.watch(now)
        self._check_consent(now)
        self._follow_formats(now)
        if self._negotiation.outstanding and now - self._offered_at > ANSWER_TIMEOUT:
            self._overdue = True
            self._on_changed(self)

    def measure(self, now: float) -> MemberQuality:
        """Return the quality since the last call."""
        elapsed = max(now - self._measured.at, 0.001)
        before, self._measured = self._measured, _Measured(now, self.inbound.octets, self.outbound.octets)
        live = [producer for producer in self.inbound.producers if producer.live]
        round_trip = self.outbound.round_trip.smoothed
        return MemberQuality(
            self.member,
            uplink_loss=max((producer.fraction_lost for producer in live), default=0.0),
            downlink_loss=self.outbound.fraction_lost,
            round_trip_ms=None if round_trip is None else round_trip * 1000,
            jitter_ms=max((producer.jitter * 1000 for producer in live), default=0.0),
            uplink_bps=int((self._measured.inbound - before.inbound) * 8 / elapsed),
            downlink_bps=int((self._measured.outbound - before.outbound) * 8 / elapsed),
        )

    def _announce(self, sending: set[Source]) -> None:
        """Offer microphone and camera at once; a screen only when packets of it come, as it rarely does."""
        for producer in self.inbound.producers:
            if producer.source in sending:
                if producer.source is not Source.SCREEN:
                    self.publish(producer)
            elif producer.announced:
                producer.announced = False
                if self.router is not None:
                    self.router.withdraw(producer)

    def _receive_other(self, length: int, now: float) -> None:
        """Sort a packet that is not RTP by its first byte (RFC 7983); STUN does not come here."""
        first = self._ground.incoming.data[0]
        if length < _SMALLEST:
            self._ground.counters.malformed += 1
        elif first >> 6 == _RTP_OR_RTCP:
            self._receive_rtcp(length, now)
        elif first in _DTLS:
            self._dtls.receive(bytes(self._ground.incoming.view[:length]))
            self._follow_dtls(now)
        else:
            self._ground.counters.malformed += 1

    def _receive_rtcp(self, length: int, now: float) -> None:
        session, buffer = self.inbound.session, self._ground.incoming
        sender = int.from_bytes(buffer.view[4:8])
        if session is None or length < _SMALLEST_RTCP or not self._admits_rtcp_sender(sender):
            self._ground.counters.malformed += 1
            return
        length = session.unprotect_rtcp(buffer, length)
        if not length:
            return
        self._rtcp_senders.add(sender)  # not before: a forger would use up the places of the browser
        self.agent.heard_at = now
        if not self.inbound.admits_message():
            return
        self._ground.reports.put(self._take_rtcp, bytes(buffer.view[:length]), now)

    def _take_rtcp(self, packet: bytes, now: float) -> None:
        if self.state is TransportState.CLOSED:
            return
        for part in rtcp.parse(packet):
            self._take_part(part, now)

    def _admits_rtcp_sender(self, ssrc: int) -> bool:
        """Bound the SRTCP contexts, of which libsrtp keeps one per authentic sender."""
        return ssrc in self._rtcp_senders or len(self._rtcp_senders) < MAX_RTCP_SENDERS

    def _take_part(self, part: rtcp.Part, now: float) -> None:
        match part:
            case rtcp.SenderReport():
                self.inbound.take_report(part, now)
                self.outbound.take_blocks(part.blocks, now, self.inbound.waits(now))
            case rtcp.ReceiverReport():
                self.outbound.take_blocks(part.blocks, now, self.inbound.waits(now))
            case rtcp.Nack():
                self.outbound.take_nack(part, now)
            case rtcp.KeyframeRequest():
                self.outbound.take_keyframe_request(part.media_ssrc, now)
            case rtcp.BandwidthEstimate():
                self.outbound.pictures.take_estimate(part.bitrate, part.media_ssrcs, now)
            case rtcp.Malformed():
                self._ground.counters.malformed += 1
            case rtcp.Goodbye():
                pass  # silence says the same, and is not lost on the way

    def _send_dtls(self, datagram: bytes) -> None:
        path = self.agent.path
        if path is None or not path.send(datagram):
            self._ground.counters.send_drops += 1

    @property
    def _report(self) -> bytes:
        """The empty report that leads a compound packet (RFC 3550 section 6.1)."""
        empty = rtcp.build_receiver_report(rtcp.ReceiverReport(self._server_ssrc, ()))
        return empty + rtcp.build_description(self._server_ssrc, "server")

    def _shake_hands(self, now: float) -> None:
        if self._leads and self.agent.path is not None:
            self._dtls.lead()
        timeout = self._dtls.timeout
        if timeout is not None and timeout <= 0:
            self._dtls.retransmit()
            self._follow_dtls(now)

    def _follow_dtls(self, now: float) -> None:
        """Open the media when the handshake is complete and trusted; give up when it failed or was ended."""
        if self._dtls.state is DtlsState.CONNECTED and self.inbound.session is None:
            session = SrtpSession(self._dtls.export_keys(), self._ground.counters)
            self._ground.counters.handshakes += 1
            self.inbound.session = session
            self._connected_at = now
            self._enter(TransportState.CONNECTED)
            self.outbound.open(session, now)
        elif self._dtls.state in (DtlsState.FAILED, DtlsState.CLOSED) and self.state is not TransportState.CLOSED:
            self._ground.counters.handshakes_failed += self._dtls.state is DtlsState.FAILED
            self._lose()

    def _check_consent(self, now: float) -> None:
        self.agent.follow(now)
        silence = now - self.agent.heard_at
        if now - self.agent.consented_at >= GONE_AFTER:
            self._lose()
        elif self.state is TransportState.CONNECTED:
            if silence >= (SILENT_AFTER if self._was_sending else IDLE_SILENT_AFTER):
                self._enter(TransportState.DISCONNECTED)
        elif self.state is TransportState.DISCONNECTED and silence < SILENT_AFTER:
            self._enter(TransportState.CONNECTED)

    @property
    def _was_sending(self) -> bool:
        """Whether media came until the browser fell silent, besides what it was asked to stop."""
        expected = (producer for producer in self.inbound.producers if producer.demand.asked != 0)
        return any(self.agent.heard_at - producer.heard_at < SILENT_AFTER for producer in expected)

    def _lose(self) -> None:
        self.close()
        self._on_changed(self)

    def _enter(self, state: TransportState) -> None:
        self.state = state
        self._on_changed(self)
