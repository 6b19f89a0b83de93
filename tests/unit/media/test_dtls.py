from collections import deque
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from OpenSSL import SSL

from media.dtls import MAX_DATAGRAM, MAX_RECEIVED, Certificate, DtlsAssociation, DtlsState
from media.srtp import SrtpKeys, SrtpProfile

NOW = datetime(2026, 11, 23, tzinfo=UTC)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@cache
def certificate(_: str = "server") -> Certificate:
    return Certificate(NOW)


def digest(certificate: Certificate) -> bytes:
    return bytes.fromhex(certificate.fingerprint.replace(":", ""))


def self_signed(key: Key) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "somebody")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )


def records(written: bytes) -> list[bytes]:
    """Return each DTLS record by itself (RFC 6347 section 4.1)."""
    found = []
    while written:
        size = 13 + int.from_bytes(written[11:13])
        found.append(written[:size])
        written = written[size:]
    return found


class Browser:
    """The other side of a handshake, on OpenSSL, with the wire in between: the client, or the server if it `waits`."""

    def __init__(
        self, profiles: bytes = b"SRTP_AEAD_AES_128_GCM", *, waits: bool = False, key: Key | None = None
    ) -> None:
        """`key` is that of its certificate, one like ours unless said."""
        self.certificate = certificate("browser")
        context = self.certificate.make_context()
        if key is not None:
            context.use_certificate(self_signed(key))
            context.use_privatekey(key)
            if waits and isinstance(key, rsa.RSAPrivateKey):
                context.set_cipher_list(b"ECDHE-RSA-AES128-GCM-SHA256")  # or it would show ours, which it keeps beside
        if profiles:
            context.set_tlsext_use_srtp(profiles)
        self.connection = SSL.Connection(context)
        if waits:
            self.connection.set_accept_state()
        else:
            self.connection.set_connect_state()
        self.connection.set_ciphertext_mtu(MAX_DATAGRAM)
        self.inbox: deque[bytes] = deque()
        self.server = DtlsAssociation(certificate(), self.inbox.append)

    @property
    def fingerprint(self) -> tuple[str, bytes]:
        return "sha-256", digest(self.certificate)

    def fingerprint_of(self, algorithm: str) -> tuple[str, bytes]:
        """The digest of the certificate as OpenSSL works it out."""
        certificate = self.connection.get_certificate()
        assert certificate
        shown = certificate.digest(algorithm.replace("-", ""))
        return algorithm, bytes.fromhex(shown.decode().replace(":", ""))

    def write(self) -> list[bytes]:
        """Take a step and return the datagrams to send."""
        with suppress(SSL.WantReadError):
            self.connection.do_handshake()
        try:
            return [self.connection.bio_read(65_536)]
        except SSL.Error:
            return []

    def run(self) -> None:
        """Exchange datagrams until both are quiet."""
        self.write_back()
        while self.inbox:
            self.connection.bio_write(self.inbox.popleft())
            self.write_back()

    def write_back(self) -> None:
        for datagram in self.write():
            self.server.receive(datagram)


def keys_of(browser: Browser, profile: SrtpProfile) -> SrtpKeys:
    material = browser.connection.export_keying_material(b"EXTRACTOR-dtls_srtp", profile.material_size)
    return SrtpKeys.from_material(profile, material, is_server=False)


@pytest.mark.parametrize("profile", list(SrtpProfile))
def test_both_sides_have_the_same_keys_with_every_profile(profile: SrtpProfile) -> None:
    browser = Browser(profile.openssl_name)
    browser.server.verify([browser.fingerprint])

    browser.run()

    assert browser.server.state is DtlsState.CONNECTED
    ours, theirs = browser.server.export_keys(), keys_of(browser, profile)
    assert (ours.inbound, ours.outbound) == (theirs.outbound, theirs.inbound)
    assert ours.profile is profile


@pytest.mark.parametrize("profile", list(SrtpProfile))
def test_who_wants_to_be_the_server_is_led_to_the_same_keys(profile: SrtpProfile) -> None:
    browser = Browser(profile.openssl_name, waits=True)
    browser.server.verify([browser.fingerprint])

    browser.server.lead()
    browser.server.lead()
    browser.run()

    assert browser.server.state is DtlsState.CONNECTED
    material = browser.connection.export_keying_material(b"EXTRACTOR-dtls_srtp", profile.material_size)
    theirs = SrtpKeys.from_material(profile, material)
    assert (browser.server.export_keys().inbound, browser.server.export_keys().outbound) == (
        theirs.outbound,
        theirs.inbound,
    )


@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize(
    "key",
    [
        rsa.generate_private_key(65_537, 2048),
        ec.generate_private_key(ec.SECP384R1()),
    ],
    ids=["rsa", "p384"],
)
def test_keys_of_another_kind_than_ours_do_in_either_role(key: Key, waits: bool) -> None:  # noqa: FBT001 - a case
    browser = Browser(waits=waits, key=key)
    browser.server.verify([browser.fingerprint_of("sha-256")])

    if waits:
        browser.server.lead()
    browser.run()

    assert browser.server.state is DtlsState.CONNECTED


@pytest.mark.parametrize("order", [[0, 1], [1, 0], [0, 0, 1, 1], [1, 0, 1]])
def test_a_client_hello_in_fragments_is_put_together_in_any_order(order: list[int]) -> None:
    browser = Browser()
    browser.server.verify([browser.fingerprint])
    browser.connection.set_alpn_protos([bytes((97 + number,)) * 200 for number in range(7)])
    fragments = records(b"".join(browser.write()))

    for index in order:
        browser.server.receive(fragments[index])
    browser.run()

    assert len(fragments) == 2
    assert browser.server.state is DtlsState.CONNECTED


def test_who_wants_to_be_the_server_needs_the_certificate_of_its_answer() -> None:
    browser = Browser(waits=True)
    browser.server.verify([("sha-256", bytes(32))])

    browser.server.lead()
    browser.run()

    assert browser.server.state is DtlsState.FAILED


def test_a_complete_handshake_is_not_led_again() -> None:
    browser = Browser()
    browser.server.verify([browser.fingerprint])
    browser.run()

    browser.server.lead()

    assert browser.server.state is DtlsState.CONNECTED
    assert not browser.inbox


def test_the_cheapest_profile_wins_whatever_the_browser_prefers() -> None:
    browser = Browser(b":".join(profile.openssl_name for profile in reversed(SrtpProfile)))
    browser.server.verify([browser.fingerprint])

    browser.run()

    assert browser.server.export_keys().profile is SrtpProfile.AES_128_GCM


def test_a_handshake_before_the_answer_waits_for_its_fingerprint() -> None:
    browser = Browser()

    browser.run()
    before = browser.server.state
    with pytest.raises(ValueError, match="before the certificate"):
        browser.server.export_keys()
    browser.server.verify([browser.fingerprint])

    assert before is DtlsState.UNVERIFIED
    assert browser.server.state is DtlsState.CONNECTED


@pytest.mark.parametrize("answer_first", [True, False])
def test_another_certificate_than_the_answer_names_gets_no_keys(answer_first: bool) -> None:  # noqa: FBT001 - a case
    browser = Browser()
    wrong = ("sha-256", bytes(32))
    if answer_first:
        browser.server.verify([wrong])

    browser.run()
    if not answer_first:
        browser.server.verify([wrong])

    assert browser.server.state is DtlsState.FAILED
    with pytest.raises(ValueError, match="before the certificate"):
        browser.server.export_keys()


@pytest.mark.parametrize("algorithm", ["sha-256", "sha-384", "sha-512"])
def test_a_fingerprint_of_every_known_kind_is_trusted(algorithm: str) -> None:
    browser = Browser()
    browser.server.verify([browser.fingerprint_of(algorithm)])

    browser.run()

    assert browser.server.state is DtlsState.CONNECTED


def test_one_of_several_certificates_named_by_the_answer_is_enough() -> None:
    browser = Browser()
    browser.server.verify([("sha-256", bytes(32)), browser.fingerprint, ("sha-1", bytes(20))])

    browser.run()

    assert browser.server.state is DtlsState.CONNECTED


def test_every_known_kind_of_fingerprint_must_match() -> None:
    browser = Browser()
    browser.server.verify([browser.fingerprint, ("sha-512", bytes(64))])

    browser.run()

    assert browser.server.state is DtlsState.FAILED


def test_fingerprints_of_unknown_kind_alone_are_no_trust() -> None:
    browser = Browser()
    browser.server.verify([("md5", bytes(16))])

    browser.run()

    assert browser.server.state is DtlsState.FAILED


def test_a_later_answer_cannot_change_the_certificate() -> None:
    browser = Browser()
    browser.server.verify([browser.fingerprint])
    browser.run()

    browser.server.verify([("sha-256", bytes(32))])

    assert browser.server.state is DtlsState.FAILED


def test_a_browser_without_a_profile_of_ours_fails() -> None:
    browser = Browser(profiles=b"SRTP_AES128_CM_SHA1_32")
    browser.server.verify([browser.fingerprint])

    browser.run()

    assert browser.server.state is DtlsState.FAILED


def test_a_lost_flight_is_sent_again_when_the_browser_repeats_itself() -> None:
    browser = Browser()
    browser.server.verify([browser.fingerprint])
    hello = browser.write()[0]
    browser.server.receive(hello)
    lost = list(browser.inbox)
    browser.inbox.clear()

    repeated = hello[:10] + b"\x20" + hello[11:]  # another record number
    browser.server.receive(repeated)
    again = list(browser.inbox)
    browser.run()

    assert lost
    assert again == lost
    assert browser.server.timeout is None
    assert browser.server.state is DtlsState.CONNECTED


def test_the_timer_runs_while_an_answer_is_awaited() -> None:
    browser = Browser()

    for datagram in browser.write():
        browser.server.receive(datagram)
    browser.server.retransmit()

    timeout = browser.server.timeout
    assert timeout is not None
    assert 0 < timeout <= 1


def test_no_datagram_is_too_large_for_the_path() -> None:
    browser = Browser()
    for datagram in browser.write():
        browser.server.receive(datagram)

    assert browser.inbox
    assert all(len(datagram) <= MAX_DATAGRAM for datagram in browser.inbox)


def test_close_notify_of_the_browser_closes() -> None:
    browser = Browser()
    browser.server.verify([browser.fingerprint])
    browser.run()

    browser.connection.shutdown()
    browser.server.receive(browser.connection.bio_read(65_536))

    assert browser.server.state is DtlsState.CLOSED


def test_closing_tells_the_browser_once() -> None:
    browser = Browser()
    browser.server.verify([browser.fingerprint])
    browser.run()

    browser.server.close()
    browser.server.close()

    assert len(browser.inbox) == 1
    browser.connection.bio_write(browser.inbox[0])
    with pytest.raises(SSL.ZeroReturnError):
        browser.connection.recv(100)


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=20))
def test_junk_does_not_disturb_a_handshake_or_raise(junk: list[bytes]) -> None:
    browser = Browser()
    browser.server.verify([browser.fingerprint])
    for noise in junk:
        browser.server.receive(b"\x16\xfe\xfd" + noise)

    browser.run()

    assert browser.server.state in (DtlsState.CONNECTED, DtlsState.FAILED)


def test_an_endless_handshake_is_given_up() -> None:
    browser = Browser()
    for _ in range(MAX_RECEIVED + 1):
        browser.server.receive(b"\x16\xfe\xfd" + bytes(8) + b"\0\1\0")

    assert browser.server.state is DtlsState.FAILED
