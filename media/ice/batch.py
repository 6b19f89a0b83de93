"""A batch: datagrams of one UDP socket handed to the kernel by one call.

`sendmmsg(2)` saves a call per datagram, and segmentation (udp(7), UDP_SEGMENT) lets equal packets to one browser,
such as those of one picture, pass the kernel as one. Both are called from Python; nothing of ours is compiled.
"""

import ctypes
import errno
import socket
import sys
from struct import Struct, calcsize
from typing import Any, Final, NamedTuple, Protocol

MAX_MESSAGES: Final = 256
MAX_SEGMENTS: Final = 31
"""Packets in one message: of the largest size they still fit a datagram of 65,507 bytes."""
_UDP: Final = int(socket.IPPROTO_UDP)
_UDP_SEGMENT: Final = 103
_FULL: Final = frozenset({errno.EAGAIN, errno.ENOBUFS})
_NO_SEGMENTATION: Final = frozenset({errno.EINVAL, errno.EMSGSIZE, errno.EIO, errno.EOPNOTSUPP})
"""What the kernel says when it cannot cut: packets beyond the path's size, a device without checksums."""

# struct mmsghdr { struct msghdr { name, its length, vectors, how many, control, its length, flags }, sent }
_HEADER: Final = Struct("@PIPNPNi0PI0P")
_VECTOR: Final = Struct("@PN")
_CONTROL: Final = Struct("@NiiH0P")
_CONTROL_LENGTH: Final = calcsize("@NiiH")
_IPV4: Final = Struct("=H2s4s8x")
_IPV6: Final = Struct("=H2s4s16sI")
_write_header, _write_vector = _HEADER.pack_into, _VECTOR.pack_into
_write_control = _CONTROL.pack_into


def _find_call() -> Any:  # noqa: ANN401 - a C function
    if sys.platform != "linux":
        return None
    call = getattr(ctypes.CDLL(None, use_errno=True), "sendmmsg", None)
    if call is not None:
        call.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, ctypes.c_int)
    return call


_sendmmsg = _find_call()


def address_of(memory: bytearray) -> int:
    """Return where `memory` is; it can never be resized again."""
    return ctypes.addressof(ctypes.c_char.from_buffer(memory))


class Target:
    """A socket address as the kernel reads it."""

    __slots__ = ("_memory", "length", "pointer", "segmented")

    def __init__(self, address: tuple[Any, ...]) -> None:
        """`address` is (host, port) or (host, port, flow, scope) with a literal host. Raises `OSError`."""
        self._memory = bytearray(_pack_address(address))
        self.pointer = address_of(self._memory)
        self.length = len(self._memory)
        self.segmented = True
        """Whether several packets may go there as one; False once the kernel has refused it."""


def _pack_address(address: tuple[Any, ...]) -> bytes:
    """Return a `struct sockaddr_in` or `sockaddr_in6` of Linux."""
    host, port = address[:2]
    if ":" not in host:
        return _IPV4.pack(socket.AF_INET, port.to_bytes(2), socket.inet_pton(socket.AF_INET, host))
    flow, scope = address[2:4] if len(address) > 2 else (0, 0)  # noqa: PLR2004 - (host, port, flow, scope)
    literal = socket.inet_pton(socket.AF_INET6, host.partition("%")[0])
    return _IPV6.pack(socket.AF_INET6, port.to_bytes(2), flow.to_bytes(4), literal, scope)


class Addressed(Protocol):
    """Who gets a message: `media.ice.port.Path`."""

    address: tuple[Any, ...]
    target: Target | None


class Drops(NamedTuple):
    """What the kernel did not take."""

    packets: int = 0
    octets: int = 0


class Batch:
    """Messages that wait for `send`. The memory they lie in is the caller's and must stay as it is until then."""

    __slots__ = ("_controls", "_controls_at", "_descriptor", "_headers", "_headers_at", "_messages", "_vectors",
                 "_vectors_at")  # fmt: skip

    def __init__(self, descriptor: int) -> None:
        """`descriptor` is that of a non-blocking UDP socket."""
        self._descriptor = descriptor
        self._headers = bytearray(_HEADER.size * MAX_MESSAGES)
        self._vectors = bytearray(_VECTOR.size * MAX_MESSAGES)
        self._controls = bytearray(_CONTROL.size * MAX_MESSAGES)
        self._headers_at = address_of(self._headers)
        self._vectors_at = address_of(self._vectors)
        self._controls_at = address_of(self._controls)
        self._messages: list[tuple[Target, int, int, int]] = []

    @classmethod
    def of(cls, sock: socket.socket) -> "Batch | None":
        """Return a batch for `sock`, or None where the system has no such call."""
        return None if _sendmmsg is None else cls(sock.fileno())

    @property
    def room(self) -> int:
        """How many messages still fit."""
        return MAX_MESSAGES - len(self._messages)

    def add(self, to: Addressed, pointer: int, length: int, segment: int) -> None:
        """Add the `length` bytes at `pointer`: packets of `segment` bytes each, of which the last may be shorter.

        They must be at most `MAX_SEGMENTS`, and there must be `room` for as many.
        """
        target = to.target
        if target is None:
            target = to.target = Target(to.address)
        if length <= segment or target.segmented:
            self._write(len(self._messages), target, pointer, length, segment)
            self._messages.append((target, pointer, length, segment))
            return
        for begin in range(0, length, segment):
            self.add(to, pointer + begin, min(segment, length - begin), segment)

    def send(self) -> Drops:
        """Send everything; return what was dropped. A full socket buffer drops all that is left."""
        messages, at, packets, octets = self._messages, 0, 0, 0
        while at < len(messages):
            sent = self._call(at, len(messages) - at)
            if sent > 0:
                at += sent
                continue
            error = ctypes.get_errno()
            if error == errno.EINTR:
                continue
            refused = (
                [self._send_apart(at, error)]
                if error not in _FULL
                else [Drops(_packets(length, segment), length) for _, _, length, segment in messages[at:]]
            )
            packets += sum(drops.packets for drops in refused)
            octets += sum(drops.octets for drops in refused)
            at += len(refused)
        messages.clear()
        return Drops(packets, octets)

    def _call(self, first: int, count: int) -> int:
        return int(_sendmmsg(self._descriptor, self._headers_at + first * _HEADER.size, count, 0))

    def _send_apart(self, index: int, error: int) -> Drops:
        """Deal with a message the kernel refused: send its packets one by one where that can help."""
        target, pointer, length, segment = self._messages[index]
        if length <= segment or error not in _NO_SEGMENTATION:
            return Drops(_packets(length, segment), length)
        target.segmented = False
        packets = octets = 0
        for begin in range(0, length, segment):
            size = min(segment, length - begin)
            self._write(index, target, pointer + begin, size, segment)
            if self._call(index, 1) != 1:
                packets += 1
                octets += size
        return Drops(packets, octets)

    def _write(self, index: int, target: Target, pointer: int, length: int, segment: int) -> None:
        control_at = control_length = 0
        if length > segment:
            control_at, control_length = self._controls_at + _CONTROL.size * index, _CONTROL.size
            _write_control(self._controls, _CONTROL.size * index, _CONTROL_LENGTH, _UDP, _UDP_SEGMENT, segment)
        vector_at = _VECTOR.size * index
        _write_vector(self._vectors, vector_at, pointer, length)
        vector_at += self._vectors_at
        _write_header(
            self._headers, _HEADER.size * index,
            target.pointer, target.length, vector_at, 1, control_at, control_length, 0, 0
        )  # fmt: skip


def _packets(length: int, segment: int) -> int:
    return -(-length // segment)
