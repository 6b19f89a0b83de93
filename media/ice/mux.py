"""Every packet of every browser comes in here and is led to the agent it belongs to."""

import logging
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final

from media.ice.agent import IceTable
from media.ice.port import Attendant, Origin, TcpConnection, TcpPort, UdpPort, family
from media.srtp import PacketBuffer
from media.stats import Counters

_FIRST_BEHIND_STUN: Final = 4
_BIND_TRIES: Final = 20

_log = logging.getLogger(__name__)


class IceMux:
    """The one port number of a worker, on UDP and TCP, IPv4 and IPv6 (RFC 7983)."""

    def __init__(
        self,
        counters: Counters,
        clock: Callable[[], float],
        on_drained: Callable[[], None],
        attendant: Attendant | None = None,
    ) -> None:
        """`on_drained` is called whenever a batch of packets has been dealt with.

        `attendant` watches the UDP sockets; without it the event loop does.
        """
        self._attendant = attendant
        self.buffer = PacketBuffer()
        """Where the packet being dealt with is."""
        self.table = IceTable()
        self._paths = self.table.by_source
        self._counters = counters
        self._clock = clock
        self._on_drained = on_drained
        self._udp_ports: list[UdpPort] = []
        self._tcp_ports: list[TcpPort] = []

    def bind(self, hosts: Iterable[str], number: int, *, tcp: bool) -> None:
        """Open port `number` (0 chooses one that is free for all). Raises `OSError` when it is taken."""
        for tries_left in reversed(range(_BIND_TRIES)):
            try:
                self._bind_all(hosts, number, tcp=tcp)
            except OSError:
                self.close()
                if number or not tries_left:
                    raise
            else:
                return

    @property
    def port(self) -> int:
        """The port number."""
        return self._udp_ports[0].number

    def reachable(self, hosts: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield `(protocol, host)` for those `hosts` whose family is open, UDP first."""
        families = {port.family for port in self._udp_ports}
        usable = [host for host in hosts if family(host) in families]
        for protocol in ("udp", "tcp") if self._tcp_ports else ("udp",):
            for host in usable:
                yield protocol, host

    def drain(self) -> None:
        """Take what has come by UDP meanwhile: for work that takes longer than a packet may wait."""
        for port in self._udp_ports:
            port.drain()

    def close(self) -> None:
        """Close every socket; idempotent."""
        for port in self._udp_ports:
            port.close()
        for listener in self._tcp_ports:
            listener.close()
        self._udp_ports.clear()
        self._tcp_ports.clear()

    def _bind_all(self, hosts: Iterable[str], number: int, *, tcp: bool) -> None:
        for host in hosts:
            try:
                port = UdpPort.bind(host, number, self.buffer, self._receive, self._on_drained, self._attendant)
            except OSError:
                if not self._udp_ports:
                    raise
                continue  # a machine without IPv6
            self._udp_ports.append(port)
            number = port.number
            if tcp:
                listener = TcpPort.bind(host, number, self.buffer, self._receive, self._on_drained)
                listener.on_closed = self.table.forget_source
                self._tcp_ports.append(listener)

    def _receive(self, length: int, source: Hashable, origin: Origin) -> None:
        """Take the packet in the buffer: the root of the packet path."""
        counters = self._counters
        counters.packets_received += 1
        counters.bytes_received += length
        try:
            path = self._paths.get(source)
            if path is not None and self.buffer.data[0] >= _FIRST_BEHIND_STUN:
                path.heard_at = now = self._clock()
                path.receive(length, now)
            else:
                self._receive_check(length, source, origin)
        except Exception as error:  # noqa: BLE001 - one bad packet must not cost the others anything
            counters.failures += 1
            if counters.failures == 1:
                _log.error("a packet made the media plane fail: %s", type(error).__name__)

    def _receive_check(self, length: int, source: Hashable, origin: Origin) -> None:
        if not length or self.buffer.data[0] >= _FIRST_BEHIND_STUN:
            self._counters.strangers += 1
            return
        datagram = bytes(self.buffer.view[:length])
        agent = self.table.answer(datagram, origin.path(source), self._clock())
        if agent is not None and isinstance(source, TcpConnection):
            source.prove()
