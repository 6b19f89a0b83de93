import asyncio
import resource
import socket
from collections.abc import AsyncIterator, Hashable
from functools import partial

import pytest

from media.capabilities import OPUS
from media.ice import segmentation
from media.ice.backlog import Backlog
from media.ice.port import Origin, Path, TcpConnection, TcpPort, UdpPort
from media.srtp import PacketBuffer
from tests.support.wait import until

MEDIA = bytes((0x80, 96)) + bytes(1_000)
SOUND = bytes((0x80, 0x80 | OPUS.payload_type)) + bytes(60)
REPEATED_SOUND = bytes((0x80, OPUS.red or 0)) + bytes(120)
RTCP = bytes((0x80, 200)) + bytes(26)


class Inbox:
    """Takes packets as the multiplexer does."""

    def __init__(self) -> None:
        self.buffer = PacketBuffer()
        self.packets: list[bytes] = []
        self.origins: list[Origin] = []
        self.drained = 0

    def take(self, length: int, _: Hashable, origin: Origin) -> None:
        self.packets.append(bytes(self.buffer.data[:length]))
        self.origins.append(origin)

    def drain(self) -> None:
        self.drained += 1

    def has(self, packets: int) -> bool:
        """Tell whether so many came."""
        return len(self.packets) == packets

    @property
    def connection(self) -> TcpConnection:
        origin = self.origins[0]
        assert isinstance(origin, TcpConnection)
        return origin


def framed(packet: bytes) -> bytes:
    return len(packet).to_bytes(2) + packet


async def read(client: socket.socket, length: int) -> bytes:
    received = bytearray()
    loop = asyncio.get_running_loop()
    while len(received) < length:
        received += await asyncio.wait_for(loop.sock_recv(client, 65_536), 10)
    return bytes(received)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def udp(inbox: Inbox) -> AsyncIterator[UdpPort]:
    port = UdpPort.bind("127.0.0.1", 0, inbox.buffer, inbox.take, inbox.drain)
    yield port
    port.close()


@pytest.fixture
async def tcp(inbox: Inbox) -> AsyncIterator[tuple[TcpPort, socket.socket]]:
    port = TcpPort.bind("127.0.0.1", 0, inbox.buffer, inbox.take, inbox.drain)
    with socket.create_connection(("127.0.0.1", port.number)) as client:
        client.settimeout(0)
        yield port, client
    port.close()


@pytest.fixture
async def path(inbox: Inbox, tcp: tuple[TcpPort, socket.socket]) -> Path:
    """The way back to a client that said hello."""
    _, client = tcp
    client.send(framed(b"hello"))
    await until(lambda: inbox.packets)
    return inbox.connection.path()


async def test_datagrams_come_one_by_one_and_are_answered(inbox: Inbox, udp: UdpPort) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.bind(("127.0.0.1", 0))
        client.settimeout(0)
        for packet in (b"one", b"", b"three"):
            client.sendto(packet, ("127.0.0.1", udp.number))
        await until(lambda: len(inbox.packets) == 3)
        sent = udp.path(client.getsockname()).send(b"answer")

        assert (sent, client.recv(100)) == (True, b"answer")
    assert inbox.packets == [b"one", b"", b"three"]
    assert inbox.drained


async def test_an_address_nothing_can_be_sent_to_is_a_drop(udp: UdpPort) -> None:
    assert not udp.path(("127.0.0.1", 0)).send(b"packet")


async def test_frames_come_whole_however_they_are_cut(inbox: Inbox, tcp: tuple[TcpPort, socket.socket]) -> None:
    _, client = tcp
    packets = [b"first", bytes(1_200), b"", b"last"]
    stream = b"".join(map(framed, packets))

    for at in range(0, len(stream), 7):
        client.send(stream[at : at + 7])
        await asyncio.sleep(0)
    await until(lambda: len(inbox.packets) == 4)

    assert inbox.packets == packets


async def test_an_oversized_frame_ends_the_connection(inbox: Inbox, tcp: tuple[TcpPort, socket.socket]) -> None:
    port, client = tcp
    closed: list[TcpConnection] = []
    port.on_closed = closed.append

    client.send(framed(b"hello") + b"\xff\xff")
    await until(lambda: closed)

    assert inbox.packets == [b"hello"]


async def test_a_slow_reader_loses_media_but_not_rtcp_and_the_backlog_is_bounded(inbox: Inbox, path: Path) -> None:
    sent = 0
    while path.send(MEDIA):
        sent += 1
        assert sent < 100_000

    assert path.send(RTCP)
    assert inbox.connection.backlog <= Backlog.MOST


@pytest.mark.parametrize("packet", [SOUND, REPEATED_SOUND, RTCP])
async def test_sound_and_reports_overtake_the_pictures_that_a_slow_connection_has_not_taken(
    path: Path, tcp: tuple[TcpPort, socket.socket], packet: bytes
) -> None:
    _, client = tcp
    pictures = 0
    while path.send(MEDIA):
        pictures += 1

    assert path.send(packet)
    everything = pictures * len(framed(MEDIA)) + len(framed(packet))
    stream = await read(client, everything)

    before = stream.index(framed(packet))
    assert everything - before > Backlog.OF_PICTURES - 3 * len(framed(MEDIA))
    assert stream.replace(framed(packet), b"") == framed(MEDIA) * pictures


async def test_a_slow_connection_that_is_full_of_sound_loses_sound_but_no_report(inbox: Inbox, path: Path) -> None:
    sent = 0
    while path.send(SOUND):
        sent += 1
        assert sent < 1_000_000

    assert not path.send(MEDIA)
    assert path.send(RTCP)
    assert inbox.connection.backlog <= Backlog.OF_SOUND + len(framed(RTCP))


async def test_a_slow_reader_gets_whole_frames_when_it_reads_again(
    path: Path, tcp: tuple[TcpPort, socket.socket]
) -> None:
    _, client = tcp
    sent = 0
    while path.send(MEDIA):
        sent += 1

    assert await read(client, sent * len(framed(MEDIA))) == framed(MEDIA) * sent


async def test_who_does_not_authenticate_is_disconnected(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TcpPort, "PATIENCE", 0.01)
    port = TcpPort.bind("127.0.0.1", 0, inbox.buffer, inbox.take, inbox.drain)
    with socket.create_connection(("127.0.0.1", port.number)) as client:
        client.settimeout(0)

        received = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(client, 10), 10)

    port.close()
    assert received == b""


async def test_who_comes_while_no_file_is_left_is_taken_later_and_wakes_nobody_meanwhile(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TcpPort, "REST", 0.2)
    port = TcpPort.bind("127.0.0.1", 0, inbox.buffer, inbox.take, inbox.drain)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with socket.create_connection(("127.0.0.1", port.number)):
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
        try:
            await until(lambda: port.rests)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

        await until(lambda: port.connections == 1)
    port.close()


async def test_one_host_gets_so_many_connections_and_no_more(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TcpPort, "MAX_PER_HOST", 2)
    port = TcpPort.bind("127.0.0.1", 0, inbox.buffer, inbox.take, inbox.drain)
    address = ("127.0.0.1", port.number)
    clients = [socket.create_connection(address) for _ in range(3)]
    for client in clients:
        client.settimeout(0)

    refused = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(clients[2], 10), 10)

    assert refused == b""
    assert port.connections == 2
    for client in clients:
        client.close()
    port.close()


async def test_a_building_with_one_address_is_not_kept_out_by_those_of_it_who_are_in(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TcpPort, "MAX_PER_HOST", 2)
    monkeypatch.setattr(TcpPort, "MAX_STRANGERS", 2)
    port = TcpPort.bind("127.0.0.1", 0, inbox.buffer, inbox.take, inbox.drain)
    clients = []

    for number in range(1, 6):
        clients.append(socket.create_connection(("127.0.0.1", port.number)))
        clients[-1].sendall(framed(b"a check"))
        await until(partial(inbox.has, number))
        connection = inbox.origins[-1]
        assert isinstance(connection, TcpConnection)
        connection.prove()

    assert port.connections == 5
    for client in clients:
        client.close()
    port.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_equal_packets_sent_as_one_arrive_as_several(inbox: Inbox, host: str) -> None:
    port = UdpPort.bind(host, 0, inbox.buffer, inbox.take, inbox.drain)
    with socket.socket(port.family, socket.SOCK_DGRAM) as client:
        client.bind((host, 0))
        path = port.path(client.getsockname())

        sent = segmentation.send(path, memoryview(b"a" * 500 + b"b" * 500 + b"c" * 100), 500)
        received = [client.recv(2_000) for _ in range(3 if sent else 0)]

    port.close()
    assert received == [b"a" * 500, b"b" * 500, b"c" * 100]


async def test_packets_the_path_is_too_narrow_for_are_refused_and_never_tried_again(udp: UdpPort) -> None:
    path = udp.path(("127.0.0.1", 9))

    assert not segmentation.send(path, memoryview(bytes(80_000)), 40_000)
    assert path.sendmsg is None
