"""A wire between parties and the server that loses, counts and keeps datagrams."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from typing import Self, cast

from typing_extensions import override

from tests.support.wait import until

Address = tuple[str, int]
_CHECK = b"\x00\x01"
_ANSWER = b"\x01\x01"
"""How a connectivity check and its answer begin (RFC 8489 section 5); bytes 8 to 20 are the same in both."""
Loses = Callable[[bytes, int], bool]
"""Told a datagram and how many came before it in its direction; true when it is to be lost."""


def nothing(_datagram: bytes, _index: int) -> bool:
    """Lose nothing."""
    return False


def every(nth: int) -> Loses:
    """Lose each `nth` RTP or RTCP datagram; ICE and DTLS always pass."""
    return lambda datagram, index: datagram[0] >> 6 == 2 and index % nth == nth - 1


class Wire:
    """A UDP relay on the loopback for one server: `async with Wire() as wire: Party(..., relay=wire)`.

    Each client address gets its own socket towards the server, so one wire serves many parties.
    """

    def __init__(self, *, up: Loses = nothing, down: Loses = nothing) -> None:
        self.up = up
        self.down = down
        self.lost = 0
        self.captured: list[bytes] = []
        """Datagrams towards the server that passed, as sent, while `capturing`."""
        self.capturing = False
        self._server: Address = ("127.0.0.1", 0)
        self._front: asyncio.DatagramTransport | None = None
        self._backs: dict[Address, asyncio.DatagramTransport] = {}
        self._opening: dict[Address, list[bytes]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._counts = [0, 0]
        self._check = b""
        self._asked: Counter[bytes] = Counter()
        self._answered: Counter[bytes] = Counter()

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._front, _ = await loop.create_datagram_endpoint(lambda: _End(self._take_up), ("127.0.0.1", 0))
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        for transport in (self._front, *self._backs.values()):
            if transport is not None:
                transport.close()
        await asyncio.sleep(0)  # lets the transports close their sockets

    @property
    def port(self) -> int:
        """The port which stands for the server's."""
        assert self._front is not None
        return cast("Address", self._front.get_extra_info("sockname"))[1]

    def redirect(self, sdp: str) -> str:
        """Return the offer with its UDP candidates on this wire and no others."""
        found = re.search(r"a=candidate:\S+ 1 udp \d+ (\S+) (\d+)", sdp)
        assert found, "the offer has no UDP candidate"
        self._server = (found[1], int(found[2]))
        here = f"a=candidate:1 1 udp 2130706431 127.0.0.1 {self.port} typ host\r\n"
        sdp = re.sub(r"a=candidate:.*\r\n", "", sdp)
        return sdp.replace("a=end-of-candidates\r\n", here + "a=end-of-candidates\r\n")

    def move(self) -> None:
        """Let everything come from new ports, as when a phone changes its network."""
        for back in self._backs.values():
            back.close()
        self._backs.clear()

    def inject(self, datagram: bytes) -> None:
        """Send a datagram to the server from the address of the first party on this wire."""
        next(iter(self._backs.values())).sendto(datagram)

    async def catch_up(self) -> None:
        """Return when all that the server sent to the first party on this wire before the call has come through.

        Datagrams of one socket keep their order, so the answer to one more check comes behind all of it.
        """
        check, exchange = self._check, self._check[8:20]
        self._asked[exchange] += 1
        asked = self._asked[exchange]
        self.inject(check)
        await until(lambda: self._answered[exchange] >= asked, "the answer to a check")

    def _take_up(self, datagram: bytes, client: Address) -> None:
        if self._loses(0, datagram, self.up):
            return
        if datagram.startswith(_CHECK) and client == next(iter(self._backs), client):
            self._check = datagram
            self._asked[datagram[8:20]] += 1
        if self.capturing:
            self.captured.append(datagram)
        back = self._backs.get(client)
        if back is not None:
            back.sendto(datagram)
        elif client in self._opening:
            self._opening[client].append(datagram)
        else:
            self._opening[client] = [datagram]
            task = asyncio.get_running_loop().create_task(self._open(client))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _open(self, client: Address) -> None:
        loop = asyncio.get_running_loop()
        back, _ = await loop.create_datagram_endpoint(
            lambda: _End(lambda datagram, _: self._take_down(datagram, client)), remote_addr=self._server
        )
        self._backs[client] = back
        for datagram in self._opening.pop(client):
            back.sendto(datagram)

    def _take_down(self, datagram: bytes, client: Address) -> None:
        if datagram.startswith(_ANSWER):
            self._answered[datagram[8:20]] += 1
        if self._front is not None and not self._loses(1, datagram, self.down):
            self._front.sendto(datagram, client)

    def _loses(self, direction: int, datagram: bytes, loses: Loses) -> bool:
        lost = loses(datagram, self._counts[direction])
        self._counts[direction] += 1
        self.lost += lost
        return lost


class _End(asyncio.DatagramProtocol):
    def __init__(self, take: Callable[[bytes, Address], None]) -> None:
        self._take = take

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._take(data, addr[:2])

    @override
    def error_received(self, exc: Exception) -> None:
        """Ignore ICMP refusals: the other end may be gone."""
