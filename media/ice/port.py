"""The one port: a UDP socket and a TCP listener of the same number, for all browsers of a worker.

Both hand every packet to one function in one shared buffer, so a packet that came over TCP takes the same
way as a datagram (RFC 6544; framing of RFC 4571). Nothing here waits and nothing here trusts.
"""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias

from media.ice import segmentation
from media.ice.backlog import Backlog
from media.ice.framing import FrameReader
from media.ice.segmentation import SendMessage, SocketAddress
from media.srtp import BUFFER_SIZE, PacketBuffer

DRAIN: Final = 64
"""Datagrams read per wake-up; more would starve the timers."""
_SOCKET_BUFFER: Final = 4 * 1024 * 1024
_UNSENT_IN_KERNEL: Final = 16 * 1024
"""Bytes of a TCP connection which the kernel takes beyond what is under way; sound cannot overtake them."""
_ACCEPT: Final = 16
_EXHAUSTED: Final = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
"""What `accept` says when the system has nothing left for a connection, which then goes on waiting."""


class SendPacket(Protocol):
    """`socket.sendto` and its like: send now or raise `OSError`."""

    def __call__(self, packet: bytes | bytearray | memoryview, address: SocketAddress, /) -> int:
        """Send `packet` to `address`."""


def drop(_length: int, _now: float) -> None:
    """Take a packet that nobody has asked for."""


@dataclass(slots=True, eq=False)
class Path:
    """How to reach one browser: `sendto(packet, address)`. `source` identifies it among all paths."""

    source: Hashable
    sendto: SendPacket
    address: SocketAddress
    receive: Callable[[int, float], None] = drop
    """Takes, with length and time, every packet in the shared buffer that came over this path and is not STUN."""
    heard_at: float = float("-inf")
    """When anything came over this path, authentic or not."""
    sendmsg: SendMessage | None = None
    """`socket.sendmsg`, where the kernel cuts what is sent as one into packets (`media.ice.segmentation`)."""

    def send(self, packet: bytes | bytearray | memoryview) -> bool:
        """Send, or return False when it was dropped."""
        try:
            self.sendto(packet, self.address)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Close the connection, if this path is one."""
        if isinstance(self.source, TcpConnection):
            self.source.close()


class Origin(Protocol):
    """What a packet came in by."""

    def path(self, source: Any, /) -> Path:  # noqa: ANN401 - an address of its own kind
        """Return the way back to `source`."""


OnPacket: TypeAlias = Callable[[int, Hashable, Origin], None]
"""Called with the length of the packet in the shared buffer, the source it came from and what it came in by."""
OnDrained: TypeAlias = Callable[[], None]


class Attendant(Protocol):
    """Who calls a function whenever a socket can be read: the event loop, or a `PacketSelector` in its stead."""

    def serve(self, descriptor: int, drain: OnDrained) -> None:
        """Call `drain` whenever `descriptor` can be read."""

    def release(self, descriptor: int) -> None:
        """Serve `descriptor` no more."""


class LoopAttendant:
    """The running event loop as an `Attendant`."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()

    def serve(self, descriptor: int, drain: OnDrained) -> None:
        """Call `drain` whenever `descriptor` can be read."""
        self._loop.add_reader(descriptor, drain)

    def release(self, descriptor: int) -> None:
        """Serve `descriptor` no more."""
        self._loop.remove_reader(descriptor)


class UdpPort:
    """A UDP socket. A full socket buffer on the way out raises `BlockingIOError` in `sendto`."""

    def __init__(
        self,
        sock: socket.socket,
        attendant: Attendant,
        buffer: PacketBuffer,
        on_packet: OnPacket,
        on_drained: OnDrained,
    ) -> None:
        self._socket = sock
        self._attendant = attendant
        self._data = buffer.data
        self._on_packet = on_packet
        self._on_drained = on_drained
        self.sendto: SendPacket = sock.sendto
        self._sendmsg = sock.sendmsg if segmentation.is_supported(sock) else None
        attendant.serve(sock.fileno(), self.drain)

    @classmethod
    def bind(
        cls,
        host: str,
        port: int,
        buffer: PacketBuffer,
        on_packet: OnPacket,
        on_drained: OnDrained,
        attendant: Attendant | None = None,
    ) -> "UdpPort":
        """Bind `host` (an IPv4 or IPv6 literal) and `port` (0 chooses one); raise `OSError`."""
        sock = socket.socket(family(host), socket.SOCK_DGRAM)
        try:
            sock.setblocking(False)  # noqa: FBT003 - the standard library's signature
            if sock.family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                sock.setsockopt(socket.SOL_SOCKET, option, _SOCKET_BUFFER)
            sock.bind((host, port))
        except OSError:
            sock.close()
            raise
        return cls(sock, attendant or LoopAttendant(), buffer, on_packet, on_drained)

    @property
    def number(self) -> int:
        """The port number."""
        number: int = self._socket.getsockname()[1]
        return number

    @property
    def family(self) -> int:
        """AF_INET or AF_INET6."""
        return self._socket.family

    def path(self, source: SocketAddress, /) -> Path:
        """Return the way back to the address `source`."""
        return Path(source, self.sendto, source, sendmsg=self._sendmsg)

    def close(self) -> None:
        """Stop reading and close the socket."""
        self._attendant.release(self._socket.fileno())
        self._socket.close()

    def drain(self) -> None:
        """Take what has come, at most `DRAIN` packets."""
        receive = self._socket.recvfrom_into
        data, on_packet = self._data, self._on_packet
        try:
            for _ in range(DRAIN):
                length, source = receive(data)
                on_packet(length, source, self)
        except BlockingIOError:
            pass  # drained
        except OSError:
            pass  # an ICMP error of an earlier send; the next wake-up reads on
        self._on_drained()


class TcpConnection:
    """One browser's TCP connection: packets with a length in front. `address` in `sendto` is not used.

    What is not sent yet is bounded by `Backlog`; a reader for whom RTCP, DTLS and STUN reach the bound too is taken
    for dead. Received and unparsed: one frame.
    """

    def __init__(self, sock: socket.socket, address: SocketAddress, port: "TcpPort") -> None:
        self.address = address
        self.authentic = False
        """Whether the browser has proved itself; others are closed after `TcpPort.PATIENCE`."""
        self._socket = sock
        self._port = port
        self._loop = asyncio.get_running_loop()
        self._frames = FrameReader(BUFFER_SIZE - 1)
        self._unsent = Backlog()
        self._loop.add_reader(sock, self._read)
        self.deadline = self._loop.call_later(TcpPort.PATIENCE, self._close_unless_authentic)

    def sendto(self, packet: bytes | bytearray | memoryview, _: SocketAddress, /) -> int:
        """Send one framed packet; raise `BlockingIOError` when it is dropped because the browser is slow."""
        bound = Backlog.bound(packet)
        if self._unsent.size + len(packet) > bound or self._socket.fileno() < 0:
            if bound == Backlog.MOST:
                self.close()
            raise BlockingIOError(errno.EAGAIN, "the browser reads too slowly")
        was_empty = not self._unsent.size
        self._unsent.add(packet, bound)
        if was_empty:
            self._write()
        return len(packet)

    def path(self, _: object = None, /) -> Path:
        """Return the way back over this connection."""
        return Path(self, self.sendto, self.address)

    def prove(self) -> None:
        """Take note that the browser has proved itself; idempotent."""
        if not self.authentic:
            self.authentic = True
            self._port.admit(self)

    @property
    def backlog(self) -> int:
        """Bytes not yet taken by the kernel."""
        return self._unsent.size

    def close(self) -> None:
        """Close; idempotent. The port forgets the connection."""
        if self._socket.fileno() < 0:
            return
        self.deadline.cancel()
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        self._socket.close()
        self._port.forget(self)

    def _close_unless_authentic(self) -> None:
        if not self.authentic:
            self.close()

    def _read(self) -> None:
        try:
            data = self._socket.recv(65_536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
            return
        try:
            for packet in self._frames.feed(data):
                self._port.take(packet, self)
        except ValueError:
            self.close()
        self._port.on_drained()

    def _write(self) -> None:
        try:
            while head := self._unsent.head():
                self._unsent.written(self._socket.send(head))
        except BlockingIOError:
            self._loop.add_writer(self._socket, self._write)
        except OSError:
            self.close()
        else:
            self._loop.remove_writer(self._socket)


class TcpPort:
    """A passive TCP listener (RFC 6544 section 4.5).

    Of connections that have not proved themselves it holds at most `MAX_STRANGERS`, and `MAX_PER_HOST` of one address;
    of those that have, each browser its paths (`media.ice.agent.MAX_PATHS`): a whole building may have one address.
    """

    MAX_STRANGERS: Final = 1024
    MAX_PER_HOST: Final = 64
    PATIENCE: Final = 10.0
    """Seconds in which a connection must have authenticated."""
    REST: Final = 0.5
    """Seconds without a look at who waits, when nothing is left for them: each look would be followed by the next."""

    def __init__(self, sock: socket.socket, buffer: PacketBuffer, on_packet: OnPacket, on_drained: OnDrained) -> None:
        self._socket = sock
        self._buffer = buffer
        self._on_packet = on_packet
        self.on_drained = on_drained
        self.on_closed: Callable[[TcpConnection], None] = lambda _: None
        """Called with every connection that ended."""
        self._connections: set[TcpConnection] = set()
        self._strangers: set[TcpConnection] = set()
        self._loop = asyncio.get_running_loop()
        self._rest: asyncio.TimerHandle | None = None
        self._listen()

    @classmethod
    def bind(cls, host: str, port: int, buffer: PacketBuffer, on_packet: OnPacket, on_drained: OnDrained) -> "TcpPort":
        """Listen on `host` and `port`; raise `OSError`."""
        sock = socket.socket(family(host), socket.SOCK_STREAM)
        try:
            sock.setblocking(False)  # noqa: FBT003 - the standard library's signature
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if sock.family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            sock.bind((host, port))
            sock.listen(128)
        except OSError:
            sock.close()
            raise
        return cls(sock, buffer, on_packet, on_drained)

    @property
    def number(self) -> int:
        """The port number."""
        number: int = self._socket.getsockname()[1]
        return number

    @property
    def connections(self) -> int:
        """How many connections there are."""
        return len(self._connections)

    @property
    def rests(self) -> bool:
        """Whether nobody is accepted just now."""
        return self._rest is not None

    def take(self, frame: bytes | bytearray, connection: TcpConnection) -> None:
        """Hand a received frame on as if it were a datagram."""
        self._on_packet(self._buffer.put(frame), connection, connection)

    def admit(self, connection: TcpConnection) -> None:
        """Note that `connection` is no stranger any more, and takes nobody's place."""
        self._strangers.discard(connection)

    def forget(self, connection: TcpConnection) -> None:
        """Note that `connection` is closed."""
        self._connections.discard(connection)
        self._strangers.discard(connection)
        self.on_closed(connection)

    def close(self) -> None:
        """Stop listening and close every connection."""
        if self._rest is not None:
            self._rest.cancel()
        self._loop.remove_reader(self._socket)
        self._socket.close()
        for connection in list(self._connections):
            connection.close()

    def _listen(self) -> None:
        self._rest = None
        self._loop.add_reader(self._socket, self._accept)

    def _accept(self) -> None:
        for _ in range(_ACCEPT):
            try:
                sock, address = self._socket.accept()
            except OSError as error:
                if error.errno in _EXHAUSTED:
                    self._loop.remove_reader(self._socket)
                    self._rest = self._loop.call_later(self.REST, self._listen)
                return
            self._adopt(sock, address)

    def _adopt(self, sock: socket.socket, address: SocketAddress) -> None:
        of_host = sum(connection.address[0] == address[0] for connection in self._strangers)
        if len(self._strangers) >= self.MAX_STRANGERS or of_host >= self.MAX_PER_HOST:
            sock.close()
            return
        sock.setblocking(False)  # noqa: FBT003 - the standard library's signature
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT_IN_KERNEL)
        connection = TcpConnection(sock, address, self)
        self._connections.add(connection)
        self._strangers.add(connection)


def family(host: str) -> socket.AddressFamily:
    """Return the address family of a literal address."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET
