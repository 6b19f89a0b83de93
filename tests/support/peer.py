"""A browser at a transport without a network: real DTLS and SRTP, and a clock the test turns."""

import random
import re
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from aioice import stun
from OpenSSL import SSL
from pylibsrtp import Error, Policy, Session

from media.burst import Burst
from media.dtls import MAX_DATAGRAM, Certificate
from media.forwarding import rtcp
from media.ice.agent import IceTable
from media.ice.port import Path
from media.negotiation import Candidate
from media.plane import MemberId
from media.rtcp_queue import RtcpQueue
from media.srtp import PacketBuffer, SrtpKeys, SrtpProfile
from media.stats import Counters
from media.transport import Ground, Transport

if TYPE_CHECKING:
    from media.producer import Producer

ADDRESS = ("192.0.2.7", 5000)


@cache
def certificate(_: str) -> Certificate:
    """Return the certificate of that name, made once."""
    return Certificate(datetime(2026, 11, 23, tzinfo=UTC))


def ground() -> Ground:
    """Return what a transport stands on, with numbers that are the same every time."""
    chance = random.Random(5)  # noqa: S311 - the same numbers every time
    counters = Counters()
    candidates = (Candidate("udp", "192.0.2.1", 4000),)
    return Ground(
        certificate=certificate("server"),
        candidates=candidates,
        table=IceTable(),
        incoming=PacketBuffer(),
        burst=Burst(counters),
        reports=RtcpQueue(counters),
        counters=counters,
        chance=chance,
    )


def answer_to(offer: str, *, waits: bool = False) -> str:
    """Return an answer that sends every source and takes all that is offered."""
    sdp = offer.replace("a=sendonly", "a=was-sendonly").replace("a=recvonly", "a=sendonly")
    sdp = sdp.replace("a=was-sendonly", "a=recvonly").replace("actpass", "passive" if waits else "active")
    sdp = re.sub(r"a=(ssrc|ssrc-group|msid|candidate|ice-lite|end-of-candidates|simulcast|rid).*\r\n", "", sdp)
    return re.sub(r"a=fingerprint:.*", f"a=fingerprint:sha-256 {certificate('browser').fingerprint}\r", sdp)


def check(fragment: str, password: str) -> bytes:
    """Return a connectivity check that nominates."""
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    message.attributes["USERNAME"] = f"{fragment}:theirs"
    message.attributes["USE-CANDIDATE"] = None
    message.add_message_integrity(password.encode())
    return bytes(message)


class Handshake:
    """The browser's end of DTLS, the client or, if it `waits`, the server; afterwards its SRTP sessions."""

    def __init__(self, *, waits: bool = False, profile: SrtpProfile | None = None) -> None:
        self._waits = waits
        context = certificate("browser").make_context()
        if profile is not None:
            context.set_tlsext_use_srtp(profile.openssl_name)
        self._connection = SSL.Connection(context)
        self._connection.set_ciphertext_mtu(MAX_DATAGRAM)
        (self._connection.set_accept_state if waits else self._connection.set_connect_state)()
        self.sending: Session | None = None
        self.receiving: Session | None = None

    def step(self, datagram: bytes = b"") -> bytes:
        """Take a datagram and return the one to send, empty when there is none."""
        if datagram:
            self._connection.bio_write(datagram)
        with suppress(SSL.Error):
            self._connection.do_handshake()
            self._open()
        try:
            return self._connection.bio_read(65_536)
        except SSL.Error:
            return b""

    def _open(self) -> None:
        chosen = self._connection.get_selected_srtp_profile()
        profile = next(each for each in SrtpProfile if each.openssl_name == chosen)
        material = self._connection.export_keying_material(b"EXTRACTOR-dtls_srtp", profile.material_size)
        keys = SrtpKeys.from_material(profile, material, is_server=self._waits)
        number = profile.libsrtp_profile
        self.sending = Session(Policy(key=keys.outbound, ssrc_type=Policy.SSRC_ANY_OUTBOUND, srtp_profile=number))
        self.receiving = Session(Policy(key=keys.inbound, ssrc_type=Policy.SSRC_ANY_INBOUND, srtp_profile=number))


class Peer:
    """The browser of `transport`: the DTLS client, or the server when it `waits`. Time is `now`."""

    def __init__(
        self,
        now: float = 100.0,
        *,
        member: str = "s.ann",
        waits: bool = False,
        profile: SrtpProfile | None = None,
        among: Ground | None = None,
    ) -> None:
        """`among` is what it shares with the other browsers of one worker."""
        self.now = now
        self.restarted: list[Producer] = []
        """Sources whose format changed: what copies them must have ended."""
        self.changes: dict[str, str] = {}
        """What to write in every answer in place of what a willing browser would."""
        self.ground = among or ground()
        self.transport = Transport(MemberId(member), self.ground, now, lambda _: None, self.restarted.append)
        self.rtcp: list[bytes] = []
        """Compound packets that came, decrypted."""
        self.rtp: list[bytes] = []
        """Packets of media that came, decrypted."""
        self.seen: deque[bytes] = deque()
        """Every datagram that came and is not read yet."""
        self._waits = waits
        self._path = Path((member, *ADDRESS), self._take, ADDRESS)
        self._handshake = Handshake(waits=waits, profile=profile)

    def connect(self, change: str = "", to: str = "") -> None:
        """Answer, check the path and shake hands; `change` in the answer becomes `to`."""
        offer = self.transport.offer(self.now)
        self.transport.answer(offer.version, self.answer_to(offer.sdp).replace(change, to), self.now)
        self.check()
        self._exchange()

    def answer_to(self, offer: str) -> str:
        """Return an answer that sends every source and takes all that is offered."""
        sdp = answer_to(offer, waits=self._waits)
        for usual, own in self.changes.items():
            sdp = sdp.replace(usual, own)
        return sdp

    def agree(self) -> bool:
        """Answer the next offer if the server wants to make one; return whether it did."""
        if not self.transport.wants_offer:
            return False
        offer = self.transport.offer(self.now)
        self.transport.answer(offer.version, self.answer_to(offer.sdp), self.now)
        return True

    def check(self, password: str | None = None) -> None:
        """Send a connectivity check that nominates, as a browser does every few seconds; `password` is a wrong one."""
        credentials = self.transport.agent.credentials
        request = check(credentials.fragment, password or credentials.password)
        self.ground.table.answer(request, self._path, self.now)

    def indicate(self) -> None:
        """Keep the path open as RFC 5245 section 10 has it, with nothing that proves anything."""
        self.ground.table.answer(bytes(stun.Message(stun.Method.BINDING, stun.Class.INDICATION)), self._path, self.now)

    def pass_time(self, seconds: float, *, step: float = 0.5, checks: bool = False, media: bytes = b"") -> None:
        """Let time pass in steps, checking the path and sending `media` in each when told to."""
        for _ in range(round(seconds / step)):
            self.now += step
            if checks:
                self.check()
            if media:
                self.send(media)
            self.transport.tick(self.now)
            self.transport.watch(self.now)

    def protect(self, packet: bytes | bytearray) -> bytes:
        """Encrypt RTP as the browser does."""
        assert self._handshake.sending
        return self._handshake.sending.protect(bytes(packet))

    def protect_rtcp(self, compound: bytes) -> bytes:
        """Encrypt RTCP as the browser does."""
        assert self._handshake.sending
        return self._handshake.sending.protect_rtcp(compound)

    def send(self, datagram: bytes) -> None:
        """Let a datagram arrive on the browser's path."""
        self.transport.agent.receive(self.ground.incoming.put(datagram), self.now)
        self.ground.reports.work_off(self.ground.burst.flush)

    def send_rtcp(self, compound: bytes) -> None:
        """Encrypt and send RTCP."""
        self.send(self.protect_rtcp(compound))

    def _take(self, packet: bytes | bytearray | memoryview, _: tuple[object, ...], /) -> int:
        datagram = bytes(packet)
        receiving = self._handshake.receiving
        if receiving is not None and datagram[0] >> 6 == 2:
            with suppress(Error):
                if 192 <= datagram[1] < 224:
                    self.rtcp.append(receiving.unprotect_rtcp(datagram))
                else:
                    self.rtp.append(receiving.unprotect(datagram))
        else:
            self.seen.append(datagram)
        return len(datagram)

    def _exchange(self) -> None:
        """Exchange handshake datagrams until both ends are quiet, and take the keys."""
        self.transport.tick(self.now)
        self.transport.watch(self.now)
        self._step(b"")
        while self.seen:
            datagram = self.seen.popleft()
            if datagram[0] >= 20:  # DTLS, not STUN: RFC 7983
                self._step(datagram)

    def _step(self, datagram: bytes) -> None:
        written = self._handshake.step(datagram)
        if written:
            self.send(written)

    def parts(self, kind: type[rtcp.Part]) -> list[rtcp.Part]:
        """Return what came of one kind."""
        return [part for compound in self.rtcp for part in rtcp.parse(compound) if isinstance(part, kind)]
