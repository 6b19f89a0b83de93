"""The DTLS 1.2 end of one transport: datagrams in, datagrams and SRTP keys out (RFC 5764, RFC 8827).

No socket, no loop: the owner hands in datagrams, sends what `send` is given and calls `retransmit` when
`timeout` has passed. A ClientHello that comes before the answer is served at once - the handshake does not
need the answer, only the trust in it does (RFC 8842 section 5.5) - so no key leaves this module before
`verify` has compared the peer's certificate with the fingerprints of the answer. We are the server unless
the answer wants to be it (`a=setup:passive`), as some stacks do towards an ICE-lite end.
"""

import hmac
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from OpenSSL import SSL

from media.srtp import SrtpKeys, SrtpProfile

MAX_DATAGRAM: Final = 1200
"""Of what we send; fits every path that WebRTC uses (RFC 8831 section 5)."""
MAX_RECEIVED: Final = 200
"""Handshake datagrams accepted before the handshake is given up: a certificate of 64 kB would need 60."""
_RECORD_HEADER: Final = 13
_HANDSHAKE: Final = b"\x16"
_CLIENT_HELLO: Final = b"\x01"
_DTLS_1_2: Final = 0xFEFD
_LIFETIME: Final = timedelta(days=365)
_CIPHERS: Final = b":".join(
    b"ECDHE-" + key + b"-" + cipher
    for key in (b"ECDSA", b"RSA")  # our own key is the first kind; a server we lead may have the other
    for cipher in (b"AES128-GCM-SHA256", b"AES256-GCM-SHA384", b"CHACHA20-POLY1305")
)
_DIGESTS: Final[dict[str, hashes.HashAlgorithm]] = {
    "sha-256": hashes.SHA256(),
    "sha-384": hashes.SHA384(),
    "sha-512": hashes.SHA512(),
}


class DtlsState(Enum):
    """How far the handshake is. FAILED and CLOSED are final."""

    HANDSHAKING = auto()
    UNVERIFIED = auto()
    """Handshake complete, the certificate not yet compared with an answer."""
    CONNECTED = auto()
    FAILED = auto()
    CLOSED = auto()


def format_fingerprint(digest: bytes) -> str:
    """Write a digest as SDP does: upper-case hexadecimal pairs with colons (RFC 8122 section 5)."""
    return digest.hex(":").upper()


class Certificate:
    """The key and self-signed certificate of this process, and the TLS settings made from them."""

    def __init__(self, now: datetime) -> None:
        """Create a new P-256 key; the certificate is valid for a year from the aware time `now`."""
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = _self_signed(self._key, now)
        self.context = self.make_context()

    @property
    def fingerprint(self) -> str:
        """The SHA-256 fingerprint for offers."""
        return format_fingerprint(self._certificate.fingerprint(hashes.SHA256()))

    def make_context(self) -> SSL.Context:
        """Return TLS settings for an end with this certificate, the server's or, in tests, the other."""
        context = SSL.Context(SSL.DTLS_METHOD)
        context.set_min_proto_version(_DTLS_1_2)
        context.set_max_proto_version(_DTLS_1_2)
        context.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_QUERY_MTU | SSL.OP_NO_RENEGOTIATION)
        # Certificates are self-signed: trust comes from the fingerprint in the answer (RFC 8827 section 6.5).
        context.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, lambda *_: True)
        context.use_certificate(self._certificate)
        context.use_privatekey(self._key)
        context.set_cipher_list(_CIPHERS)
        context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
        context.set_tlsext_use_srtp(b":".join(profile.openssl_name for profile in SrtpProfile))
        return context


def _self_signed(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "media")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _LIFETIME)
        .sign(key, hashes.SHA256())
    )


def _nowhere(_datagram: bytes) -> None:
    """Send nothing."""


class DtlsAssociation:
    """One handshake, as the server until `lead`. `send` is called with each datagram to send."""

    def __init__(self, certificate: Certificate, send: Callable[[bytes], None]) -> None:
        self.state = DtlsState.HANDSHAKING
        self._send = send
        self._certificate = certificate
        self._received = 0
        self._is_client = False
        self._flight: tuple[bytes, ...] = ()
        self._fingerprints: tuple[tuple[str, bytes], ...] = ()
        self._connection = self._open_connection()
        self._connection.set_accept_state()

    def lead(self) -> None:
        """Be the client and begin; without effect on a handshake that is complete, failed or led already."""
        if self._is_client or self.state is not DtlsState.HANDSHAKING:
            return
        self._is_client = True
        self._connection = self._open_connection()
        self._connection.set_connect_state()
        self._advance()
        self._flush()

    def receive(self, datagram: bytes) -> None:
        """Take one datagram with DTLS records. Never raises: hostile input fails the handshake or is ignored."""
        if self.state in (DtlsState.FAILED, DtlsState.CLOSED):
            return
        try:
            self._connection.bio_write(datagram)
            if self.state is DtlsState.HANDSHAKING:
                self._count()
                self._advance()
            else:
                self._read_alerts()
        except SSL.Error:
            self._fail_if_handshaking()
        if not self._flush() and self._awaits_client and _is_client_hello(datagram):
            self._send_flight()  # repeated after 50 ms by browsers; OpenSSL's own timer would take 1 s

    @property
    def timeout(self) -> float | None:
        """Seconds until `retransmit` is due, or None."""
        if self.state is not DtlsState.HANDSHAKING or not (self._received or self._is_client):
            return None
        return self._connection.DTLSv1_get_timeout()

    def retransmit(self) -> None:
        """Send the last flight again if its timer ran out (RFC 6347 section 4.2.4)."""
        if self.state is not DtlsState.HANDSHAKING:
            return
        try:
            self._connection.DTLSv1_handle_timeout()
        except SSL.Error:
            self.state = DtlsState.FAILED
        self._flush()

    def verify(self, fingerprints: Iterable[tuple[str, bytes]]) -> None:
        """Trust only a peer whose certificate has these `(algorithm, digest)` fingerprints of the answer.

        There must be one of an algorithm we know, and for every such algorithm one that matches: several of
        one algorithm stand for several certificates (RFC 8122 section 5). Later answers of the same
        association must name the same certificate, or the association fails.
        """
        self._fingerprints = tuple(fingerprints)
        if self.state in (DtlsState.UNVERIFIED, DtlsState.CONNECTED):
            self._compare()

    def export_keys(self) -> SrtpKeys:
        """Return the SRTP keys; only in state CONNECTED."""
        if self.state is not DtlsState.CONNECTED:
            raise ValueError("no keys before the certificate is verified")
        chosen = self._connection.get_selected_srtp_profile()
        profile = next(profile for profile in SrtpProfile if profile.openssl_name == chosen)
        material = self._connection.export_keying_material(b"EXTRACTOR-dtls_srtp", profile.material_size)
        return SrtpKeys.from_material(profile, material, is_server=not self._is_client)

    def close(self) -> None:
        """Send close_notify when there is somebody to tell; idempotent."""
        if self.state in (DtlsState.UNVERIFIED, DtlsState.CONNECTED):
            try:
                self._connection.shutdown()
                self._flush()
            except SSL.Error:
                pass  # the peer will notice by consent expiry
        self.state = DtlsState.CLOSED
        self._send = _nowhere  # lets go of the owner, who would otherwise wait for the garbage collector

    @property
    def _awaits_client(self) -> bool:
        return self.state is DtlsState.HANDSHAKING and not self._is_client

    def _open_connection(self) -> SSL.Connection:
        connection = SSL.Connection(self._certificate.context)
        connection.set_ciphertext_mtu(MAX_DATAGRAM)
        return connection

    def _count(self) -> None:
        self._received += 1
        if self._received > MAX_RECEIVED:
            self.state = DtlsState.FAILED

    def _advance(self) -> None:
        if self.state is DtlsState.FAILED:
            return
        try:
            self._connection.do_handshake()
        except SSL.WantReadError:
            return
        self._flush()
        self.state = DtlsState.UNVERIFIED if self._connection.get_selected_srtp_profile() else DtlsState.FAILED
        if self._fingerprints and self.state is DtlsState.UNVERIFIED:
            self._compare()

    def _compare(self) -> None:
        certificate = self._connection.get_peer_certificate(as_cryptography=True)
        known = {name for name, _ in self._fingerprints} & set(_DIGESTS)
        matches = certificate is not None and all(self._names(certificate, algorithm) for algorithm in known)
        self.state = DtlsState.CONNECTED if known and matches else DtlsState.FAILED

    def _names(self, certificate: x509.Certificate, algorithm: str) -> bool:
        actual = certificate.fingerprint(_DIGESTS[algorithm])
        digests = [digest for name, digest in self._fingerprints if name == algorithm]
        return any([hmac.compare_digest(actual, digest) for digest in digests])  # noqa: C419 - compare them all

    def _read_alerts(self) -> None:
        try:
            self._connection.recv(MAX_DATAGRAM)  # no data channel: application data is thrown away
        except SSL.ZeroReturnError:
            self.state = DtlsState.CLOSED
        except SSL.WantReadError:
            pass

    def _fail_if_handshaking(self) -> None:
        if self.state is DtlsState.HANDSHAKING:
            self.state = DtlsState.FAILED

    def _send_flight(self) -> None:
        for datagram in self._flight:
            self._send(datagram)

    def _flush(self) -> bool:
        """Send what OpenSSL wrote; return whether there was anything."""
        written = b""
        try:
            while True:
                written += self._connection.bio_read(65_536)
        except SSL.Error:
            pass  # nothing more to read
        if written:
            self._flight = tuple(_split_flight(written))
            self._send_flight()
        return bool(written)


def _is_client_hello(datagram: bytes) -> bool:
    """Whether this begins with a ClientHello in the clear (RFC 6347 section 4.2.2)."""
    return datagram[:1] == _HANDSHAKE and datagram[_RECORD_HEADER : _RECORD_HEADER + 1] == _CLIENT_HELLO


def _split_flight(written: bytes) -> Iterator[bytes]:
    """Cut what OpenSSL wrote at record borders into datagrams of at most `MAX_DATAGRAM` bytes."""
    start = at = 0
    while at + _RECORD_HEADER <= len(written):
        end = at + _RECORD_HEADER + int.from_bytes(written[at + 11 : at + 13], "big")
        if end - start > MAX_DATAGRAM and at > start:
            yield written[start:at]
            start = at
        at = end
    if start < len(written):
        yield written[start:]
