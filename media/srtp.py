"""SRTP in place: libsrtp called on buffers we own, without a copy in or out (RFC 3711, RFC 7714).

pylibsrtp's `Session` copies every packet into and out of its own buffer and allocates a length per call.
Here one `PacketBuffer` holds a packet while it is decrypted, patched or encrypted, and libsrtp is called
through pylibsrtp's own binding, which measures less than half the cost. Sessions are not thread-safe.
"""

from dataclasses import dataclass
from enum import Enum
from socket import htonl
from typing import Any, Final

from pylibsrtp import Policy, Session
from pylibsrtp._binding import ffi, lib  # type: ignore[import-not-found]  # a compiled module without a stub

from media.stats import Counters

BUFFER_SIZE: Final = 2048
MAX_TRAILER: Final = 16 + 4
"""What protection adds at most with our profiles: the tag of AES-GCM and the index of SRTCP."""
_REPLAY_WINDOW: Final = 1024
_REPLAYED: Final = (9, 10)  # srtp_err_status_replay_fail, srtp_err_status_replay_old

MAX_PLAIN: Final = BUFFER_SIZE - MAX_TRAILER
"""The longest packet that can be protected in a `PacketBuffer`."""

protect = lib.srtp_protect
"""`protect(session.outbound, buffer.pointer, buffer.length)`: libsrtp itself, for the packet loop; 0 is success."""
_protect_rtcp = lib.srtp_protect_rtcp
unprotect = lib.srtp_unprotect
"""`unprotect(session.inbound, buffer.pointer, buffer.length)`, likewise."""
_unprotect_rtcp = lib.srtp_unprotect_rtcp


class SrtpProfile(Enum):
    """The protection profiles we negotiate, best first: with AES instructions AES-128-GCM is the cheapest.

    AES128_CM_SHA1_80 is the one every implementation has (RFC 8827 section 6.5).
    """

    AES_128_GCM = (b"SRTP_AEAD_AES_128_GCM", Policy.SRTP_PROFILE_AEAD_AES_128_GCM, 16, 12)
    AES_256_GCM = (b"SRTP_AEAD_AES_256_GCM", Policy.SRTP_PROFILE_AEAD_AES_256_GCM, 32, 12)
    AES_128_CM_80 = (b"SRTP_AES128_CM_SHA1_80", Policy.SRTP_PROFILE_AES128_CM_SHA1_80, 16, 14)

    def __init__(self, openssl_name: bytes, libsrtp_profile: int, key_size: int, salt_size: int) -> None:
        self.openssl_name = openssl_name
        self.libsrtp_profile = libsrtp_profile
        self.key_size = key_size
        self.salt_size = salt_size

    @property
    def material_size(self) -> int:
        """Bytes to export from DTLS (RFC 5764 section 4.2)."""
        return 2 * (self.key_size + self.salt_size)


@dataclass(frozen=True, slots=True)
class SrtpKeys:
    """Key and salt of each direction, as the server sees it."""

    profile: SrtpProfile
    inbound: bytes
    outbound: bytes

    @classmethod
    def from_material(cls, profile: SrtpProfile, material: bytes, *, is_server: bool = True) -> "SrtpKeys":
        """Split the exported material: client key, server key, client salt, server salt (RFC 5764 section 4.2)."""
        keys, salts = 2 * profile.key_size, profile.salt_size
        client = material[: profile.key_size] + material[keys : keys + salts]
        server = material[profile.key_size : keys] + material[keys + salts : keys + 2 * salts]
        return cls(profile, client, server) if is_server else cls(profile, server, client)


def expose(memory: bytearray) -> tuple[Any, Any]:
    """Return `memory` as libsrtp takes it and a cell for a packet's length; it is never to be resized."""
    return ffi.from_buffer("char[]", memory), ffi.new("int *")


class PacketBuffer:
    """One packet's place in memory, shared with libsrtp. `data` must never be resized."""

    __slots__ = ("data", "length", "pointer", "view")

    def __init__(self) -> None:
        self.data = bytearray(BUFFER_SIZE)
        self.view = memoryview(self.data)
        self.pointer, self.length = expose(self.data)

    def put(self, packet: bytes | bytearray | memoryview) -> int:
        """Copy `packet` in and return its length."""
        self.data[: len(packet)] = packet
        return len(packet)


class SrtpSession:
    """The SRTP and SRTCP contexts of one transport, both directions.

    libsrtp keeps a context per SSRC: the owner bounds how many it lets in (`unprotect`) and calls
    `forget_outbound` for each SSRC that will not be sent again.
    """

    __slots__ = ("_counters", "_inbound_session", "_outbound_session", "inbound", "outbound")

    def __init__(self, keys: SrtpKeys, counters: Counters) -> None:
        self._inbound_session = _open_session(keys.profile, keys.inbound, Policy.SSRC_ANY_INBOUND)
        self._outbound_session = _open_session(keys.profile, keys.outbound, Policy.SSRC_ANY_OUTBOUND)
        self.inbound = self._inbound_session._srtp[0]  # noqa: SLF001 - the handle for calls on our own buffers
        """The libsrtp context of what we receive, for `unprotect`."""
        self.outbound = self._outbound_session._srtp[0]  # noqa: SLF001 - as above
        """The libsrtp context of what we send, for `protect`."""
        self._counters = counters

    def unprotect(self, buffer: PacketBuffer, length: int) -> int:
        """Verify and decrypt the RTP packet in `buffer`; return the new length, 0 when it is refused (counted)."""
        buffer.length[0] = length
        status = unprotect(self.inbound, buffer.pointer, buffer.length)
        if status:
            return self.refuse(status)
        return int(buffer.length[0])

    def unprotect_rtcp(self, buffer: PacketBuffer, length: int) -> int:
        """Verify and decrypt the RTCP packet in `buffer`; return the new length, 0 when it is refused (counted)."""
        buffer.length[0] = length
        status = _unprotect_rtcp(self.inbound, buffer.pointer, buffer.length)
        if status:
            return self.refuse(status)
        return int(buffer.length[0])

    def protect(self, buffer: PacketBuffer, length: int) -> int:
        """Encrypt the RTP packet in `buffer`; return the new length, 0 when it does not fit or is refused."""
        if length > MAX_PLAIN:
            return 0
        buffer.length[0] = length
        if protect(self.outbound, buffer.pointer, buffer.length):
            return 0
        return int(buffer.length[0])

    def protect_rtcp(self, buffer: PacketBuffer, length: int) -> int:
        """Encrypt the RTCP packet in `buffer`; return the new length, 0 when it does not fit or is refused."""
        if length > MAX_PLAIN:
            return 0
        buffer.length[0] = length
        if _protect_rtcp(self.outbound, buffer.pointer, buffer.length):
            return 0
        return int(buffer.length[0])

    def forget_outbound(self, ssrc: int) -> None:
        """Free the context of an SSRC we stopped sending; nothing when it never sent."""
        lib.srtp_remove_stream(self.outbound, htonl(ssrc))

    def refuse(self, status: int) -> int:
        """Count a packet for which `unprotect` said `status`; return 0."""
        if status in _REPLAYED:
            self._counters.replayed += 1
        else:
            self._counters.unauthentic += 1
        return 0


def _open_session(profile: SrtpProfile, key: bytes, direction: int) -> Session:
    policy = Policy(key=key, ssrc_type=direction, srtp_profile=profile.libsrtp_profile)
    policy.allow_repeat_tx = True  # a plain resend repeats its number where no RTX was negotiated
    policy.window_size = _REPLAY_WINDOW
    return Session(policy)
