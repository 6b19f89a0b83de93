"""Segmentation: equal packets to one browser pass the kernel as one and are cut on their way (udp(7), UDP_SEGMENT).

A picture comes in packets of one size, but for the last, so that one call takes it to one receiver.
"""

import errno
import socket
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from media.ice.port import Path

_UDP_SEGMENT: Final = 103
_REFUSED: Final = frozenset({errno.EINVAL, errno.EMSGSIZE, errno.EIO, errno.EOPNOTSUPP})
"""What the kernel says when it cannot cut: packets beyond the path's size, a device without checksums."""

Control = tuple[tuple[int, int, bytes], ...]
_controls: dict[int, Control] = {}


def is_supported(sock: socket.socket) -> bool:
    """Whether the kernel can cut for this UDP socket; one that cannot would send the whole as one datagram."""
    try:
        sock.setsockopt(socket.IPPROTO_UDP, _UDP_SEGMENT, 0)
    except OSError:
        return False
    return True


def send(path: "Path", packets: memoryview, segment: int) -> bool:
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
