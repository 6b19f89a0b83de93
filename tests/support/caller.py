"""A browser of one socket, UDP or TCP, and no codec: it sends what it is told and reads only when asked."""

import asyncio
import re
import socket
from typing import Self

from media.ice.framing import FrameReader, frame
from media.plane import MediaPlane, MemberId, RouterId
from tests.support.peer import Handshake, answer_to, check

_LONGEST = 65_535
_SMALL = 8 * 1024


class Caller:
    """`async with Caller(plane, "s.eve") as eve: await eve.join("s.joint")`."""

    def __init__(self, plane: MediaPlane, member: str, *, tcp: bool = False) -> None:
        self.member = MemberId(member)
        self._plane = plane
        self._tcp = tcp
        self._handshake = Handshake()
        self._frames = FrameReader(_LONGEST)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM if tcp else socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL)
        self._check = b""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._plane.close_transport(self.member)
        self._socket.close()

    async def join(self, router: str) -> None:
        """Answer the first offer, prove the path and shake hands."""
        offer = await self._plane.open_transport(self.member, RouterId(router))
        await self._plane.answer(self.member, offer.version, answer_to(offer.sdp))
        found = re.search(r"a=candidate:\S+ 1 udp \d+ (\S+) (\d+)", offer.sdp)
        assert found
        fragment, password = (re.findall(f"a=ice-{name}:(\\S+)", offer.sdp)[0] for name in ("ufrag", "pwd"))
        self._check = check(fragment, password)
        self._socket.setblocking(False)  # noqa: FBT003 - the standard library's signature
        await asyncio.get_running_loop().sock_connect(self._socket, (found[1], int(found[2])))
        await self.prove()
        await self.send(self._handshake.step())
        async with asyncio.timeout(10):
            while self._handshake.sending is None:
                await self._shake_hands()

    async def prove(self) -> None:
        """Send a connectivity check."""
        await self.send(self._check)

    async def send(self, datagram: bytes) -> None:
        """Send a datagram, or the frame with it."""
        await asyncio.get_running_loop().sock_sendall(self._socket, frame(datagram) if self._tcp else datagram)

    async def send_rtp(self, packet: bytes | bytearray) -> None:
        """Encrypt and send."""
        assert self._handshake.sending
        await self.send(self._handshake.sending.protect(bytes(packet)))

    async def _shake_hands(self) -> None:
        data = await asyncio.get_running_loop().sock_recv(self._socket, _LONGEST)
        for datagram in self._frames.feed(data) if self._tcp else [data]:
            written = self._handshake.step(bytes(datagram)) if datagram[0] >= 20 else b""
            if written:
                await self.send(written)
