"""Segmentation: equal packets to one browser pass the kernel as one and are cut on their way (udp(7), UDP_SEGMENT).

A picture comes in packets of one size, but for the last, so that one call takes it to one receiver.
"""

import errno
import socket
import sys
from typing import Any, Final, Protocol, TypeAlias

_UDP_SEGMENT: Final = 103
_REFUSED: Final = frozenset({errno.EINVAL, errno.EMSGSIZE, errno.EIO, errno.EOPNOTSUPP})
"""What the kernel says when it cannot cut: packets beyond the path's size, a device without checksums."""

SocketAddress: TypeAlias = tuple[Any, ...]
"""What the socket module uses: (host, port) or (host, port, flow, scope)."""
Control = tuple[tuple[int, int, bytes], ...]
_controls: dict[int, Control] = {}


class SendMessage(Protocol):
    """`socket.sendmsg`: send now, with what the kernel is told about it, or raise `OSError`."""

    def __call__(
        self,
        packets: tuple[memoryview],
        control: tuple[tuple[int, int, bytes], ...],
        flags: int,
        address: SocketAddress,
        /,
    ) -> int:
        """Send `packets` to `address`."""


class Way(Protocol):
    """Where packets go; `media.ice.port.Path` is one."""

    sendmsg: SendMessage | None
    address: SocketAddress


def is_supported(sock: socket.socket) -> bool:
    """Whether the kernel can cut for this UDP socket; one that cannot would send the whole as one datagram."""
    try:
        sock.setsockopt(socket.IPPROTO_UDP, _UDP_SEGMENT, 0)
    except OSError:
        return False
    return True


def send(path: Way, packets: memoryview, segment: int) -> bool:
    """Send `packets`, of `segment` bytes each and the last perhaps shorter: 64 at most, 65,507 bytes in all.

    Returns False, and nothing is sent, when they can only go one by one. Raises `OSError` when they are dropped.
    """
    if path.sendmsg is None:
        return False
    try:
        path.sendmsg((packets,), _controls.get(segment) or _control(segment), 0, path.address)
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        path.sendmsg = None
        return False
    return True


def _control(segment: int) -> Control:
    control = _controls[segment] = ((socket.IPPROTO_UDP, _UDP_SEGMENT, segment.to_bytes(2, sys.byteorder)),)
    return control
