"""STUN as an ICE-lite agent needs it: read a binding request, check it, answer it (RFC 8489, RFC 8445).

Everything here is fed by strangers. What is not a well-formed binding request is `None`, never an
exception.
"""

import struct
from dataclasses import dataclass
from typing import Final

from aioice import stun

MAX_MESSAGE: Final = 548
"""Longer requests are ignored: those of browsers have about 100 bytes (RFC 8489 section 6.1)."""
_HEADER: Final = 20
_MAGIC: Final = bytes.fromhex("2112a442")
_BINDING_REQUEST: Final = b"\x00\x01"


@dataclass(frozen=True, slots=True)
class BindingRequest:
    """A well-formed binding request, not yet known to be authentic."""

    message: stun.Message

    @property
    def local_fragment(self) -> str | None:
        """The part of USERNAME before the colon: our own fragment; None without a USERNAME."""
        name = self.message.attributes.get("USERNAME")
        return name.partition(":")[0] if isinstance(name, str) else None

    @property
    def has_integrity(self) -> bool:
        """Whether there is a MESSAGE-INTEGRITY at all."""
        return "MESSAGE-INTEGRITY" in self.message.attributes

    @property
    def nominates(self) -> bool:
        """Whether the sender wants this path used from now on (RFC 8445 section 7.2.5.3.4)."""
        return "USE-CANDIDATE" in self.message.attributes

    def is_authentic(self, password: str) -> bool:
        """Whether the sender knows `password`."""
        return self.message.check_message_integrity(password.encode())


def parse_binding_request(datagram: bytes) -> BindingRequest | None:
    """Return the binding request in `datagram`, or None when it is anything else."""
    if not _HEADER <= len(datagram) <= MAX_MESSAGE:
        return None
    if datagram[:2] != _BINDING_REQUEST or datagram[4:8] != _MAGIC:
        return None
    try:
        return BindingRequest(stun.parse_message(datagram))
    except (ValueError, struct.error, IndexError):  # UnicodeDecodeError is a ValueError
        return None


def build_response(request: BindingRequest, password: str, address: tuple[str, int]) -> bytes:
    """Return the success response telling the sender its `address` (RFC 8489 section 6.3.3)."""
    response = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.RESPONSE,
        transaction_id=request.message.transaction_id,
        attributes={"XOR-MAPPED-ADDRESS": address},
    )
    response.add_message_integrity(password.encode())
    return bytes(response)


def build_refusal(request: BindingRequest, code: int, reason: str) -> bytes:
    """Return an error response; unsigned, as the sender proved no secret (RFC 8489 section 9.1.3)."""
    response = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=stun.Class.ERROR,
        transaction_id=request.message.transaction_id,
        attributes={"ERROR-CODE": (code, reason)},
    )
    response.add_fingerprint()
    return bytes(response)


class RequestLimiter:
    """How many binding requests are looked at: a number per source and second, and a number of strangers.

    A check costs about 20 microseconds, so both bounds keep a flood below a few per cent of a core. Grows to
    `max_sources` entries and is emptied every second.
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
