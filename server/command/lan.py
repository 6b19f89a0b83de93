"""For `demo --lan`: this machine's address in the network, and a certificate for it."""

import ipaddress
import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from server.command.failure import CommandError

# RFC 5737: an address that exists nowhere; nothing is sent, only the way there is asked for.
_SOMEWHERE: Final = ("192.0.2.1", 9)
_VALID: Final = timedelta(days=30)
_RENEW_BEFORE: Final = timedelta(days=2)


def own_address() -> str:
    """Return this machine's address in the network. Raises `CommandError` without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_SOMEWHERE)
            address: str = probe.getsockname()[0]
        except OSError:
            address = "127.0.0.1"
    if ipaddress.ip_address(address).is_loopback:
        raise CommandError(
            "This machine is in no network.", "connect it to the phones' network, or start without --lan."
        )
    return address


def certificate(folder: Path, address: str) -> tuple[Path, Path]:
    """Return certificate and key for the address, made anew when they are missing, old or for another one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    chain, key = folder / "certificate.pem", folder / "key.pem"
    now = datetime.now(UTC)  # noqa: TID251 - a command is an edge
    if not (key.exists() and _is_good(chain, address, now)):
        _make(chain, key, address, now)
    return chain, key


def _is_good(path: Path, address: str, now: datetime) -> bool:
    try:
        found = x509.load_pem_x509_certificate(path.read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    addresses = names.get_values_for_type(x509.IPAddress)
    return ipaddress.ip_address(address) in addresses and found.not_valid_after_utc - _RENEW_BEFORE > now


def _make(chain: Path, key: Path, address: str, now: datetime) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mediation-room demo")])
    names = [x509.IPAddress(ipaddress.ip_address(address)), x509.DNSName("localhost")]
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + _VALID)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
    chain.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
