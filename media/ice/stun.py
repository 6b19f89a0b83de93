"""STUN as an ICE-lite agent needs it: read a binding request, check it, answer it (RFC 8489, RFC 8445).

Everything here is fed by strangers. What is not a well-formed binding request is `None`, never an
exception.
"""

import hmac
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from struct import Struct
from typing import Final, TypeAlias

MAX_MESSAGE: Final = 548
"""Longer requests are ignored: those of browsers have about 100 bytes (RFC 8489 section 6.1)."""
REQUEST: Final = 0x0001
INDICATION: Final = 0x0011
SUCCESS: Final = 0x0101
ERROR: Final = 0x0111

USERNAME: Final = 0x0006
MESSAGE_INTEGRITY: Final = 0x0008
ERROR_CODE: Final = 0x0009
UNKNOWN_ATTRIBUTES: Final = 0x000A
XOR_MAPPED_ADDRESS: Final = 0x0020
PRIORITY: Final = 0x0024
USE_CANDIDATE: Final = 0x0025
FINGERPRINT: Final = 0x8028

_HEADER: Final = 20
_MAGIC: Final = bytes.fromhex("2112a442")
_PORT_MASK: Final = 0x2112
_FINGERPRINT_MASK: Final = 0x5354554E
_DIGEST: Final = 20
_KNOWN: Final = frozenset({USERNAME, MESSAGE_INTEGRITY, PRIORITY, USE_CANDIDATE})
_OPTIONAL: Final = 0x8000
_MAX_PEEKED: Final = 8
"""Attributes looked at for the USERNAME; browsers send six, and it comes first or second."""
_head = Struct("!HH")
_word = Struct("!I")

Attribute: TypeAlias = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class BindingRequest:
    """A well-formed binding request, not yet known to be authentic."""

    transaction: bytes
    local_fragment: str | None
    """The part of USERNAME before the colon: our own fragment; None without a USERNAME."""
    nominates: bool
    """Whether the sender wants this path used from now on (RFC 8445 section 7.3.1.5)."""
    unknown: tuple[int, ...]
    """Attributes that we would have to understand to do what is asked (RFC 8489 section 6.3.1)."""
    signed: bytes
    """What MESSAGE-INTEGRITY covers, its length as if the message ended with it."""
    digest: bytes
    """MESSAGE-INTEGRITY; empty when there is none."""

    @property
    def has_integrity(self) -> bool:
        """Whether there is a MESSAGE-INTEGRITY at all."""
        return bool(self.digest)

    def is_authentic(self, password: str) -> bool:
        """Whether the sender knows `password`."""
        return self.has_integrity and hmac.compare_digest(self.digest, _sign(password.encode(), self.signed))


def parse_binding_request(datagram: bytes) -> BindingRequest | None:
    """Return the binding request in `datagram`, or None when it is anything else or its FINGERPRINT is wrong.

    What stands behind MESSAGE-INTEGRITY is not authentic and is left out (RFC 8489 section 14.5).
    """
    if not _is_request(datagram) or _head.unpack_from(datagram)[1] != len(datagram) - _HEADER:
        return None
    attributes: dict[int, bytes] = {}
    signed = digest = b""
    at = _HEADER
    while at < len(datagram):
        kind, size = _head.unpack_from(datagram, at)
        value = datagram[at + 4 : at + 4 + size]
        if len(value) != size or (kind == MESSAGE_INTEGRITY and size != _DIGEST):
            return None
        if kind == FINGERPRINT:
            return _request(datagram, attributes, signed, digest) if _is_whole(datagram, at, value) else None
        if kind == MESSAGE_INTEGRITY and not digest:
            signed, digest = _covered(datagram, at), value
        elif not digest:
            attributes.setdefault(kind, value)
        at += 4 + size + -size % 4
    return _request(datagram, attributes, signed, digest) if at == len(datagram) else None


def is_indication(datagram: bytes) -> bool:
    """Whether this begins as a binding indication does, which keeps a path open (RFC 8445 section 11)."""
    return len(datagram) >= _HEADER and _head.unpack_from(datagram)[0] == INDICATION and datagram[4:8] == _MAGIC


def peek_fragment(datagram: bytes) -> str | None:
    """Return what `BindingRequest.local_fragment` would be, at a fraction of the cost and with nothing verified."""
    if not _is_request(datagram):
        return None
    at = _HEADER
    for _ in range(_MAX_PEEKED):
        if at >= len(datagram):
            break
        kind, size = _head.unpack_from(datagram, at)
        if kind == USERNAME:
            return _fragment(datagram[at + 4 : at + 4 + size])
        at += 4 + size + -size % 4
    return None


def build_response(request: BindingRequest, password: str, address: tuple[str, int]) -> bytes:
    """Return the success response telling the sender its `address` (RFC 8489 section 6.3.3)."""
    mapped = (XOR_MAPPED_ADDRESS, xor_address(address, request.transaction))
    return build_message(SUCCESS, request.transaction, [mapped], password.encode())


def build_refusal(request: BindingRequest, code: int, reason: str) -> bytes:
    """Return an error response; unsigned, as the sender proved no secret (RFC 8489 section 9.1.3)."""
    error = (ERROR_CODE, bytes((0, 0, code // 100, code % 100)) + reason.encode())
    unknown = (UNKNOWN_ATTRIBUTES, b"".join(kind.to_bytes(2) for kind in request.unknown))
    return build_message(ERROR, request.transaction, [error, unknown] if unknown[1] else [error])


def build_message(
    kind: int, transaction: bytes, attributes: Iterable[Attribute], key: bytes | None = None, padding: bytes = b"\0"
) -> bytes:
    """Return a message with these attributes, MESSAGE-INTEGRITY by `key` if there is one, and FINGERPRINT.

    `padding` fills values up to words: zero (RFC 8489 section 14), a space in the examples of RFC 5769.
    """
    body = b"".join(_head.pack(name, len(value)) + value + padding * (-len(value) % 4) for name, value in attributes)
    if key is not None:
        signed = _start(kind, len(body) + 4 + _DIGEST, transaction) + body
        body += _head.pack(MESSAGE_INTEGRITY, _DIGEST) + _sign(key, signed)
    checked = _start(kind, len(body) + 8, transaction) + body
    return checked + _head.pack(FINGERPRINT, 4) + _word.pack(zlib.crc32(checked) ^ _FINGERPRINT_MASK)


def xor_address(address: tuple[str, int], transaction: bytes) -> bytes:
    """Return the value of XOR-MAPPED-ADDRESS (RFC 8489 section 14.2)."""
    host = ip_address(address[0].partition("%")[0])
    mask = (_MAGIC + transaction)[: len(host.packed)]
    mapped = bytes(each ^ other for each, other in zip(host.packed, mask, strict=True))
    return bytes((0, 1 if host.version == 4 else 2)) + (address[1] ^ _PORT_MASK).to_bytes(2) + mapped  # noqa: PLR2004


def _is_request(datagram: bytes) -> bool:
    """Whether this looks like a binding request: its head, and a size of whole words."""
    size = len(datagram)
    return _HEADER <= size <= MAX_MESSAGE and not size % 4 and datagram[:2] == b"\0\1" and datagram[4:8] == _MAGIC


def _request(datagram: bytes, attributes: dict[int, bytes], signed: bytes, digest: bytes) -> BindingRequest:
    name = attributes.get(USERNAME)
    return BindingRequest(
        datagram[8:_HEADER],
        None if name is None else _fragment(name),
        USE_CANDIDATE in attributes,
        tuple(kind for kind in attributes if kind < _OPTIONAL and kind not in _KNOWN),
        signed,
        digest,
    )


def _fragment(name: bytes) -> str:
    return name.partition(b":")[0].decode("utf-8", "replace")


def _is_whole(datagram: bytes, at: int, value: bytes) -> bool:
    """Whether the FINGERPRINT at `at` is the last attribute and right (RFC 8489 section 14.7)."""
    checksum = zlib.crc32(datagram[:at]) ^ _FINGERPRINT_MASK
    return at + 8 == len(datagram) and value == _word.pack(checksum)


def _covered(datagram: bytes, at: int) -> bytes:
    return datagram[:2] + (at + 4 + _DIGEST - _HEADER).to_bytes(2) + datagram[4:at]


def _start(kind: int, size: int, transaction: bytes) -> bytes:
    return _head.pack(kind, size) + _MAGIC + transaction


def _sign(key: bytes, signed: bytes) -> bytes:
    return hmac.digest(key, signed, "sha1")


class RequestLimiter:
    """How many binding requests are looked at: a number per source and second, and a number of strangers.

    Both bounds keep a flood below a few per cent of a core. Grows by one entry per source, strangers up to
    `max_sources`, and is emptied every second.
    """

    __slots__ = ("_counts", "_max_sources", "_per_source", "_second")

    def __init__(self, per_source: int = 50, max_sources: int = 2_000) -> None:
        self._per_source = per_source
        self._max_sources = max_sources
        self._second = -1
        self._counts: dict[object, int] = {}

    def admits(self, source: object, now: float, *, known: bool) -> bool:
        """Count one request of `source`; `known` sources are admitted even when there are too many strangers."""
        second = int(now)
        if second != self._second:
            self._second = second
            self._counts.clear()
        count = self._counts.get(source)
        if count is None:
            if len(self._counts) >= self._max_sources and not known:
                return False
            count = 0
        self._counts[source] = count + 1
        return count < self._per_source
