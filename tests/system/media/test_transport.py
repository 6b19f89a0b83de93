"""How a browser's line is watched, and the ways to reach the port besides UDP over IPv4."""

import asyncio
import re
import socket

import pytest
from aioice import stun

from media.local import LocalMediaPlane
from media.plane import MediaEvent, MemberId, Offer, RouterId, Source, TransportChanged, TransportState
from media.settings import MediaSettings
from tests.support.party import Party
from tests.support.wait import until
from tests.support.wire import Wire, nothing

JOINT = "s.joint"
MIC = frozenset({Source.MIC})
ANN, BOB = MemberId("s.ann"), MemberId("s.bob")


def states(events: list[MediaEvent], member: str) -> list[TransportState]:
    return [event.state for event in events if isinstance(event, TransportChanged) and event.member == member]


def everything(_datagram: bytes, _index: int) -> bool:
    return True


def check(offer: Offer, *, nominates: bool = True) -> stun.Message:
    """A browser's connectivity check for this offer."""
    fragment, password = (re.findall(f"a=ice-{name}:(\\S+)", offer.sdp)[0] for name in ("ufrag", "pwd"))
    message = stun.Message(stun.Method.BINDING, stun.Class.REQUEST, attributes={"USERNAME": f"{fragment}:theirs"})
    if nominates:
        message.attributes["USE-CANDIDATE"] = None
    message.add_message_integrity(password.encode())
    return message


async def test_a_silent_browser_is_disconnected_and_comes_back_by_itself(
    plane: LocalMediaPlane, events: list[MediaEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.transport.SILENT_AFTER", 0.5)
    async with Wire() as wire, Party(plane, ANN) as ann, Party(plane, BOB, relay=wire) as bob:
        await ann.join(JOINT, MIC)
        await bob.join(JOINT, MIC)
        await ann.hear(BOB)

        wire.up = everything
        await until(lambda: states(events, BOB)[-1] is TransportState.DISCONNECTED)
        wire.up = nothing
        await until(lambda: states(events, BOB)[-1] is TransportState.CONNECTED)

        await ann.hear(BOB)
        assert (await plane.statistics())["handshakes"] == 2


async def test_a_browser_silent_for_long_is_closed_and_its_track_is_gone(
    plane: LocalMediaPlane, events: list[MediaEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Wire() as wire, Party(plane, ANN) as ann, Party(plane, BOB, relay=wire) as bob:
        await ann.join(JOINT, MIC)
        await bob.join(JOINT, MIC)
        await ann.hear(BOB)

        wire.up = everything
        monkeypatch.setattr("media.transport.GONE_AFTER", 8.0)  # aiortc checks every 4 to 6 s

        await until(lambda: states(events, BOB)[-1] is TransportState.CLOSED)
        await ann.until_offered()


async def test_the_handshake_survives_the_loss_of_its_first_flights(plane: LocalMediaPlane) -> None:
    lost: list[bytes] = []

    def first_two_handshakes(datagram: bytes, _: int) -> bool:
        if datagram[0] == 22 and len(lost) < 2:
            lost.append(datagram)
            return True
        return False

    async with Wire(down=first_two_handshakes) as wire, Party(plane, ANN, relay=wire) as ann:
        await ann.join(JOINT, MIC)

    assert len(lost) == 2


async def test_a_check_over_tcp_is_answered_in_frames(plane: LocalMediaPlane) -> None:
    offer = await plane.open_transport(ANN, RouterId(JOINT))
    reader, writer = await asyncio.open_connection("127.0.0.1", plane.port)
    request = bytes(check(offer))

    writer.write(len(request).to_bytes(2) + request)
    length = int.from_bytes(await asyncio.wait_for(reader.readexactly(2), 10))
    response = stun.parse_message(await asyncio.wait_for(reader.readexactly(length), 10))

    assert response.message_class == stun.Class.RESPONSE
    assert response.attributes["XOR-MAPPED-ADDRESS"] == writer.get_extra_info("sockname")
    assert f" 127.0.0.1 {plane.port} typ host tcptype passive" in offer.sdp
    await plane.close_transport(ANN)
    assert await asyncio.wait_for(reader.read(), 10) == b""
    writer.close()
    await writer.wait_closed()


async def test_a_check_over_ipv6_is_answered() -> None:
    if not _has_ipv6():
        pytest.skip("this machine has no IPv6 loopback")
    plane = LocalMediaPlane(MediaSettings(hosts=("127.0.0.1", "::1"), advertised=("127.0.0.1", "::1")))
    await plane.start()
    await plane.open_router(RouterId(JOINT), recordable=True)
    offer = await plane.open_transport(ANN, RouterId(JOINT))
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as client:
        client.bind(("::1", 0))
        client.settimeout(0)
        client.sendto(bytes(check(offer)), ("::1", plane.port))

        answered = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(client, 1_000), 10)

        address = client.getsockname()[:2]
    await plane.close()
    assert stun.parse_message(answered).attributes["XOR-MAPPED-ADDRESS"] == address
    assert f" ::1 {offer.sdp.split('127.0.0.1 ')[1].split()[0]} typ host" in offer.sdp


async def test_behind_nat_the_public_addresses_are_offered_and_no_others() -> None:
    public = ("203.0.113.10", "203.0.113.11")
    plane = LocalMediaPlane(MediaSettings(hosts=("127.0.0.1",), advertised=(*public, "2001:db8::10")))
    await plane.start()
    await plane.open_router(RouterId(JOINT), recordable=True)

    offer = await plane.open_transport(ANN, RouterId(JOINT))

    await plane.close()
    told = re.findall(r"a=candidate:\S+ 1 (\w+) \d+ (\S+) (\d+) typ host", offer.sdp)
    assert {host for _, host, _ in told} == set(public), "the family that is not bound is not offered"
    assert {protocol for protocol, _, _ in told} == {"udp", "tcp"}
    assert {int(port) for _, _, port in told} == {port_of(offer)}


def port_of(offer: Offer) -> int:
    return int(re.findall(r"a=candidate:\S+ 1 udp \d+ \S+ (\d+)", offer.sdp)[0])


async def test_an_ice_restart_changes_the_credentials_and_nothing_else(plane: LocalMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await ann.join(JOINT, MIC)
        await bob.join(JOINT, MIC)
        await ann.hear(BOB)

        first, second = await plane.restart_ice(BOB), await plane.restart_ice(BOB)
        await ann.hear(BOB, frames=20)

        credentials = [re.findall(r"a=ice-pwd:(\S+)", offer.sdp)[0] for offer in (first, second)]
        fingerprints = [re.findall(r"a=fingerprint:(.+)\r", offer.sdp)[0] for offer in (first, second)]
        assert credentials[0] != credentials[1]
        assert fingerprints[0] == fingerprints[1]
        assert first.tracks == second.tracks


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
