"""One peer connection of the load: a UDP socket, just enough ICE, DTLS as client, SRTP.

Connecting blocks and happens before the measurement; sending and receiving do not.
"""

import hashlib
import hmac
import re
import secrets
import socket
import struct
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from OpenSSL import SSL

from media.dtls import Certificate
from media.srtp import PacketBuffer, SrtpKeys, SrtpProfile, SrtpSession
from media.stats import Counters

_MAGIC: Final = 0x2112A442
_BINDING, _BINDING_SUCCESS = 0x0001, 0x0101
_USERNAME, _INTEGRITY, _PRIORITY, _USE_CANDIDATE, _CONTROLLING = 0x0006, 0x0008, 0x0024, 0x0025, 0x802A
_XOR_MAPPED, _FINGERPRINT = 0x0020, 0x8028
_TIMEOUT: Final = 5.0
_STEP: Final = 0.05
"""Seconds until a flight or a check is sent again, as a browser does; OpenSSL alone would wait one second."""
SO_TIMESTAMPNS: Final = 35
_BUFFER: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Remote:
    """The server's end, as its description says."""

    ufrag: str
    password: str
    address: tuple[str, int]


def read_remote(sdp: str) -> Remote:
    """Read the ICE credentials and the first UDP candidate of IPv4."""
    candidate = re.search(r"a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+) (\d+)", sdp, re.IGNORECASE)
    ufrag, password = re.search(r"a=ice-ufrag:(\S+)", sdp), re.search(r"a=ice-pwd:(\S+)", sdp)
    if not candidate or not ufrag or not password:
        raise ValueError("no credentials or no candidate")
    return Remote(ufrag[1], password[1], (candidate[1], int(candidate[2])))


class Caller:
    """A connection. `ufrag`, `password` and `fingerprint` go into its description."""

    def __init__(self, certificate: Certificate) -> None:
        self.ufrag = secrets.token_hex(4)
        self.password = secrets.token_hex(12)
        self.fingerprint = certificate.fingerprint
        self.profile = ""
        self.buffer = PacketBuffer()
        self.outgoing = PacketBuffer()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self.socket.bind(("", 0))
        self.session: SrtpSession
        self._certificate = certificate
        self._remote = Remote("", "", ("", 0))
        self._flight: list[bytes] = []

    def connect(self, remote: Remote) -> None:
        """Check the path and shake hands; raise `TimeoutError` when the server does not answer."""
        self._remote = remote
        self.socket.connect(remote.address)
        self.socket.settimeout(_STEP)
        self._check_path()
        self._shake_hands()
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.socket.setblocking(False)  # noqa: FBT003 - the socket module's own signature

    def time_to_media(self, remote: Remote) -> float:
        """Connect and return the seconds until the first media packet came."""
        begun = time.monotonic()
        self.connect(remote)
        self.socket.settimeout(_TIMEOUT)
        while True:
            head = self.socket.recv(2048)[:2]
            if head[0] & 0xC0 == 0x80 and not 64 <= head[1] & 0x7F < 96:  # noqa: PLR2004 - RTP: RFC 7983, RFC 5761
                return time.monotonic() - begun

    @property
    def address(self) -> tuple[str, int]:
        """Where the server is."""
        return self._remote.address

    def consent(self) -> None:
        """Send a binding request: it keeps the connection alive."""
        self.socket.send(self._binding_request())

    def send_rtcp(self, packet: bytes) -> None:
        """Protect and send an RTCP packet, or drop it."""
        length = self.session.protect_rtcp(self.outgoing, self.outgoing.put(packet))
        with suppress(OSError):
            self.socket.send(self.outgoing.view[:length])

    def close(self) -> None:
        """Close the socket."""
        self.socket.close()

    def _check_path(self) -> None:
        end = time.monotonic() + _TIMEOUT
        while time.monotonic() < end:
            self.socket.send(self._binding_request())
            try:
                datagram = self.socket.recv(2048)
            except (TimeoutError, ConnectionRefusedError):
                continue
            if datagram[:2] == _BINDING_SUCCESS.to_bytes(2):
                return
            self._answer_check(datagram)
        raise TimeoutError("no answer to the connectivity check")

    def _answer_check(self, datagram: bytes) -> None:
        if datagram[:2] == _BINDING.to_bytes(2):
            self.socket.send(self._binding_response(datagram))

    def _binding_request(self) -> bytes:
        """Return a signed request that nominates this path (RFC 8445 section 7.1)."""
        attributes = _attribute(_USERNAME, f"{self._remote.ufrag}:{self.ufrag}".encode())
        attributes += _attribute(_PRIORITY, struct.pack("!I", 0x7E0000FF))
        attributes += _attribute(_USE_CANDIDATE, b"") + _attribute(_CONTROLLING, b"\xff" * 8)
        return _signed(_BINDING, secrets.token_bytes(12), attributes, self._remote.password)

    def _binding_response(self, request: bytes) -> bytes:
        """Return the answer to a check of a full agent (RFC 8445 section 7.3)."""
        host, port = self._remote.address
        address = int.from_bytes(socket.inet_aton(host)) ^ _MAGIC
        mapped = struct.pack("!BBHI", 0, 1, port ^ _MAGIC >> 16, address)
        return _signed(_BINDING_SUCCESS, request[8:20], _attribute(_XOR_MAPPED, mapped), self.password)

    def _shake_hands(self) -> None:
        connection = SSL.Connection(self._certificate.context)
        connection.set_ciphertext_mtu(1200)
        connection.set_connect_state()
        end = time.monotonic() + _TIMEOUT
        while time.monotonic() < end:
            if self._advance(connection):
                self._take_keys(connection)
                return
        raise TimeoutError("no DTLS handshake")

    def _advance(self, connection: SSL.Connection) -> bool:
        done = False
        try:
            connection.do_handshake()
            done = True
        except SSL.WantReadError:
            pass
        self._flush(connection)
        if not done:
            try:
                datagram = self.socket.recv(4096)
            except (TimeoutError, ConnectionRefusedError):
                for datagram in self._flight:
                    self.socket.send(datagram)
            else:
                if 20 <= datagram[0] < 64:  # noqa: PLR2004 - DTLS: RFC 7983
                    connection.bio_write(datagram)
                self._answer_check(datagram)
        return done

    def _flush(self, connection: SSL.Connection) -> None:
        flight = []
        try:
            while True:
                flight.append(connection.bio_read(1500))
                self.socket.send(flight[-1])
        except SSL.WantReadError:
            self._flight = flight or self._flight

    def _take_keys(self, connection: SSL.Connection) -> None:
        self.profile = connection.get_selected_srtp_profile().decode()
        profile = next(each for each in SrtpProfile if each.openssl_name.decode() == self.profile)
        material = connection.export_keying_material(b"EXTRACTOR-dtls_srtp", profile.material_size)
        self.session = SrtpSession(SrtpKeys.from_material(profile, material, is_server=False), Counters())


def _signed(kind: int, transaction: bytes, attributes: bytes, password: str) -> bytes:
    """Return a message with its integrity and fingerprint (RFC 8489 section 14)."""
    head = struct.pack("!HHI12s", kind, len(attributes) + 24, _MAGIC, transaction)
    digest = hmac.digest(password.encode(), head + attributes, hashlib.sha1)
    message = head[:2] + struct.pack("!H", len(attributes) + 32) + head[4:] + attributes
    message += _attribute(_INTEGRITY, digest)
    return message + _attribute(_FINGERPRINT, struct.pack("!I", zlib.crc32(message) ^ 0x5354554E))


def _attribute(name: int, value: bytes) -> bytes:
    return struct.pack("!HH", name, len(value)) + value + bytes(-len(value) % 4)
