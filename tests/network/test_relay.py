"""The relay of deploy/turnserver.conf: it leads to the media server, and nobody anywhere else (ASVS 5.0, 17.1.1)."""

import asyncio
import re
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aioice import stun
from aioice.turn import TurnClientUdpProtocol

from media.local import LocalMediaPlane
from media.plane import MemberId, RouterId
from media.settings import MediaSettings
from signaling.relays import Relays
from tests.support.network import SERVER
from tests.support.wait import until

CONFIGURATION = Path(__file__).parents[2] / "deploy" / "turnserver.conf"
ADDRESS = (SERVER, 3478)
RELAYS = Relays((f"turn:{SERVER}:3478",), b"known to the room and its relay")
CHANNEL = 0x4000
ELSEWHERE = ["127.0.0.1", "10.77.0.9", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "203.0.113.7"]


@pytest.fixture(autouse=True)
async def relay(tmp_path: Path) -> AsyncIterator[None]:
    """Run coturn where the media server is."""
    program = shutil.which("turnserver")
    assert program, "coturn is missing: apt install coturn"
    process = await asyncio.create_subprocess_exec(
        program,
        *("-c", str(CONFIGURATION), f"--static-auth-secret={RELAYS.secret.decode()}"),
        *(f"--listening-ip={SERVER}", f"--relay-ip={SERVER}", f"--allowed-peer-ip={SERVER}"),
        *("--no-tls", "--no-dtls", f"--pidfile={tmp_path / 'pid'}", f"--userdb={tmp_path / 'users'}"),
        stdout=asyncio.subprocess.DEVNULL,
        cwd=tmp_path,
    )
    await until(_answers, "coturn")
    yield
    process.terminate()
    await process.wait()


def _answers() -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(ADDRESS) == 0


@asynccontextmanager
async def client(
    lifetime: timedelta = timedelta(hours=1), relays: Relays = RELAYS
) -> AsyncIterator[TurnClientUdpProtocol]:
    """A browser's TURN client with the credentials the room gives."""
    now = datetime.now(UTC)  # noqa: TID251 - coturn has no other clock
    given = Relays(relays.urls, relays.secret, lifetime).servers("worker", now)[0]
    transport, protocol = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: TurnClientUdpProtocol(
            ADDRESS, username=given.username, password=given.credential, lifetime=600, channel_refresh_time=500
        ),
        remote_addr=ADDRESS,
    )
    try:
        yield protocol
    finally:
        transport.close()


class Inbox:
    """What comes out of the relay."""

    def __init__(self) -> None:
        self.received: asyncio.Queue[bytes] = asyncio.Queue()

    def datagram_received(self, data: bytes, _: tuple[str, int]) -> None:
        self.received.put_nowait(data)


async def test_a_check_through_the_relay_is_answered_by_the_media_server() -> None:
    plane = LocalMediaPlane(MediaSettings(hosts=(SERVER,), advertised=(SERVER,)))
    await plane.start()
    await plane.open_router(RouterId("s.joint"), recordable=True)
    offer = await plane.open_transport(MemberId("s.ann"), RouterId("s.joint"))
    fragment, password = (re.findall(f"a=ice-{name}:(\\S+)", offer.sdp)[0] for name in ("ufrag", "pwd"))
    check = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, attributes={"USERNAME": f"{fragment}:theirs"})
    check.add_message_integrity(password.encode())

    async with client() as turn:
        inbox = Inbox()
        turn.receiver = inbox  # type: ignore[assignment]  # all it uses of a protocol is this one method
        relayed = await turn.connect()
        await turn.send_data(bytes(check), (SERVER, plane.port))
        answer = stun.parse_message(await asyncio.wait_for(inbox.received.get(), 10))
        await turn.delete()
    await plane.close()

    assert answer.message_class is stun.Class.RESPONSE
    assert answer.attributes["XOR-MAPPED-ADDRESS"] == relayed


@pytest.mark.parametrize("peer", ELSEWHERE)
async def test_the_relay_leads_nowhere_else(peer: str) -> None:
    async with client() as turn:
        await turn.connect()
        with pytest.raises(stun.TransactionFailed) as refusal:
            await turn.channel_bind(CHANNEL, (peer, 40_000))
        await turn.delete()

    assert refusal.value.response.attributes["ERROR-CODE"][0] == 403


@pytest.mark.parametrize(
    ("lifetime", "relays"),
    [(timedelta(hours=-1), RELAYS), (timedelta(hours=1), Relays(RELAYS.urls, b"another secret"))],
    ids=["that ran out", "of somebody else"],
)
async def test_credentials_open_no_relay(lifetime: timedelta, relays: Relays) -> None:
    async with client(lifetime, relays) as turn:
        with pytest.raises(stun.TransactionFailed) as refusal:
            await turn.connect()

    assert refusal.value.response.attributes["ERROR-CODE"][0] == 401
