"""A source and its receivers without a network: real SRTP on both sides, packets and time by hand."""

import os
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from pylibsrtp import Policy, Session

from media.burst import Burst
from media.capabilities import FORMAT_OF, feedback
from media.forwarding import rtcp
from media.forwarding.opening import Opening
from media.forwarding.run import Run
from media.ice.agent import Credentials, IceAgent
from media.ice.port import Path
from media.inbound import Inbound
from media.negotiation import Downlink, Uplink
from media.outbound import Outbound
from media.plane import Codec, MemberId, Source, TapId
from media.srtp import PacketBuffer, SrtpKeys, SrtpProfile, SrtpSession
from media.stats import Counters
from media.terms import Terms
from tests.support.rtp import packets_of

SSRC, RTX_SSRC = 0x1111_1111, 0x2222_2222
MEMBER = MemberId("s.ann")
_PROFILE = SrtpProfile.AES_128_GCM


def _plain(key: bytes, direction: int) -> Session:
    return Session(Policy(key=key, ssrc_type=direction, srtp_profile=_PROFILE.libsrtp_profile))


def _nothing(_length: int, _now: float) -> None:
    pass


@dataclass
class Mailbox:
    """What one browser got, decrypted."""

    session: Session
    loses: bool = False
    watch: Callable[[bytes], object] = bytes
    """Told every datagram as it came, lost or not."""
    rtp: list[bytes] = field(default_factory=list)
    compounds: list[bytes] = field(default_factory=list)
    feedback: list[rtcp.Part] = field(default_factory=list)
    """What `compounds` say."""

    def take(self, packet: bytes | bytearray | memoryview, _: tuple[object, ...], /) -> int:
        """Take a datagram as a socket does."""
        datagram = bytes(packet)
        self.watch(datagram)
        if self.loses:
            return len(datagram)
        if 192 <= datagram[1] < 224:
            self.compounds.append(self.session.unprotect_rtcp(datagram))
            self.feedback += rtcp.parse(self.compounds[-1])
        else:
            self.rtp.append(self.session.unprotect(datagram))
        return len(datagram)

    @property
    def sequences(self) -> list[int]:
        """The sequence numbers of the packets, in order of arrival."""
        return [int.from_bytes(packet[2:4]) for packet in self.rtp]

    def parts(self, kind: type[rtcp.Part]) -> list[rtcp.Part]:
        """The RTCP of one kind."""
        return [part for part in self.feedback if isinstance(part, kind)]


class _Line:
    """Keys of one browser's transport and the server's session with them."""

    def __init__(self, counters: Counters) -> None:
        keys = SrtpKeys.from_material(_PROFILE, os.urandom(_PROFILE.material_size))
        self.session = SrtpSession(keys, counters)
        self.sending = _plain(keys.inbound, Policy.SSRC_ANY_OUTBOUND)
        self.mailbox = Mailbox(_plain(keys.outbound, Policy.SSRC_ANY_INBOUND))
        self.agent = IceAgent(Credentials.generate(), 0.0, _nothing)
        self.agent.path = Path("line", self.mailbox.take, ("192.0.2.1", 9))


class Stage:
    """One browser sending `source`, any number receiving it: `stage.send(rtp(...), now)`, `stage.receiver()`."""

    def __init__(
        self,
        source: Source = Source.CAMERA,
        takes: frozenset[str] | None = None,
        *,
        repeats: bool = False,
        ssrc: int | None = SSRC,
    ) -> None:
        """`takes` is the feedback that the sending browser agreed to, all that is offered unless said.

        `repeats` is whether it agreed to repeat its sound (RED), and its receivers do unless said; `ssrc` is
        what its answer names.
        """
        self.counters = Counters()
        self.burst = Burst(self.counters)
        self._buffer = PacketBuffer()
        self._chance = random.Random(3)  # noqa: S311 - the same numbers every time
        self._agents: dict[Outbound, IceAgent] = {}
        self._line = _Line(self.counters)
        self._outbound = self._make_outbound(self._line)
        self.inbound = Inbound(
            MEMBER,
            self._line.agent,
            self._buffer,
            self.burst,
            self._outbound.send_rtcp,
            server_ssrc=7,
        )
        self.inbound.session = self._line.session
        self.producer = self.inbound.producer(source)
        format_ = FORMAT_OF[Codec.OPUS if source is Source.MIC else Codec.VP8]
        self.payload_type = format_.payload_type
        red = format_.red if repeats else None
        numbers = tuple(number for number in (red, format_.payload_type, format_.rtx) if number)
        offered = frozenset(feedback(audio=source is Source.MIC, uplink=True))
        self._terms = Terms(numbers, offered if takes is None else takes, frozenset())
        self.negotiate(ssrc)

    def lose_path(self, outbound: Outbound) -> None:
        """Let the way to a receiver be gone."""
        self._agents[outbound].path = None

    def path_of(self, outbound: Outbound) -> Path:
        """The way to a receiver."""
        path = self._agents[outbound].path
        assert path is not None
        return path

    @property
    def asked(self) -> Mailbox:
        """What came back to the sending browser."""
        return self._line.mailbox

    def negotiate(self, ssrc: int | None = SSRC) -> None:
        """Answer that the browser sends its source as `ssrc` on line 1."""
        rtx = RTX_SSRC if self.producer.format.rtx and ssrc else None
        self.inbound.apply([Uplink(self.producer.source, "1", ssrc, rtx, self._terms, self._terms.formats[0])], 0.0)

    def negotiate_layers(self, *rids: str, ssrc: int | None = None) -> None:
        """Answer that the browser sends its source as these simulcast streams, perhaps naming the SSRC of one."""
        self.inbound.apply(
            [Uplink(self.producer.source, "1", ssrc, None, self._terms, self._terms.formats[0], rids)], 0.0
        )

    def negotiate_lines(self, *sources: Source) -> None:
        """Answer that the browser sends these pictures, and name no SSRC of any."""
        lines = [
            Uplink(each, str(at), None, None, self._terms, self._terms.formats[0]) for at, each in enumerate(sources)
        ]
        self.inbound.apply(lines, 0.0)

    def protect(self, packet: bytes | bytearray) -> bytes:
        """Encrypt as the browser does. Raises `pylibsrtp.Error`."""
        return self._line.sending.protect(bytes(packet))

    def receiver(
        self, now: float = 0.0, *, takes: frozenset[str] | None = None, plain: bool = False
    ) -> tuple[Mailbox, Outbound]:
        """Add a browser that has agreed to receive the source, and to the feedback `takes` or all that is offered.

        A `plain` one knows nothing of repeated sound.
        """
        line = _Line(self.counters)
        outbound = self._make_outbound(line)
        track = outbound.add(self.producer)
        offered = frozenset(feedback(audio=self.producer.is_audio, uplink=False))
        numbers = self._terms.payload_types
        if plain:
            numbers = tuple(number for number in numbers if number != self.producer.format.red)
        terms = replace(self._terms, payload_types=numbers, feedback=offered if takes is None else takes)
        outbound.accept([Downlink(track, "3", terms)], now)
        return line.mailbox, outbound

    def send(self, packet: bytes | bytearray, now: float = 0.0) -> None:
        """Let the browser send a packet."""
        self.send_protected(self.protect(packet), now)

    def send_all(self, packets: Iterable[bytes | bytearray], now: float = 0.0) -> None:
        """Let the browser send several packets in one burst."""
        for packet in packets:
            self.arrive(self.protect(packet), now)
        self.burst.flush()

    def send_protected(self, datagram: bytes, now: float = 0.0) -> None:
        """Let these bytes arrive, and the burst end."""
        self.arrive(datagram, now)
        self.burst.flush()

    def arrive(self, datagram: bytes, now: float = 0.0) -> None:
        """Let these bytes arrive in the middle of a burst."""
        self.inbound.receive(self._buffer.put(datagram), now)

    def _make_outbound(self, line: _Line) -> Outbound:
        outbound = Outbound(line.agent, self.burst, self._chance)
        outbound.session = line.session
        self._agents[outbound] = line.agent
        return outbound


class Copies:
    """A tap that keeps what it gets."""

    tap = TapId(1)

    def __init__(self, opening: Opening | None = None) -> None:
        self.opening = opening
        self.packets: list[bytes] = []

    def add_run(self, run: Run, ssrc: int, _now: float) -> None:
        self.packets += packets_of(run, ssrc)

    def add_report(self, report: rtcp.SenderReport, now: float) -> None:
        """Clocks are of no interest here."""
