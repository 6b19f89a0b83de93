import socket
from collections.abc import Hashable
from contextlib import ExitStack

import pytest
from aioice import stun as wire

from media.ice import stun
from media.ice.agent import HIJACK_GUARD, MAX_CHECKS, MAX_PATHS, SILENT_PATH, Credentials, IceAgent, IceTable
from media.ice.framing import frame
from media.ice.port import Origin, Path, TcpPort
from media.srtp import PacketBuffer
from tests.support.wait import until

NOW = 100.0
WRONG = "of somebody else"


class Line:
    """One address of a browser: makes its path and keeps what comes back."""

    def __init__(self, port: int = 5000) -> None:
        self.address = ("192.0.2.7", port)
        self.received: list[bytes] = []
        self.path = Path(self.address, self._take, self.address)

    def _take(self, packet: bytes | bytearray | memoryview, _: tuple[Hashable, ...], /) -> int:
        self.received.append(bytes(packet))
        return len(packet)

    @property
    def last(self) -> wire.Message:
        return wire.parse_message(self.received[-1])


def request(credentials: Credentials, *, nominates: bool = False, password: str | None = None) -> bytes:
    message = wire.Message(wire.Method.BINDING, wire.Class.REQUEST)
    message.attributes["USERNAME"] = f"{credentials.fragment}:theirs"
    if nominates:
        message.attributes["USE-CANDIDATE"] = None
    message.add_message_integrity((password or credentials.password).encode())
    return bytes(message)


def an_agent(table: IceTable) -> IceAgent:
    agent = IceAgent(Credentials.generate(), NOW, lambda _length, _now: None)
    table.add(agent)
    return agent


@pytest.fixture
def table() -> IceTable:
    return IceTable()


@pytest.fixture
def agent(table: IceTable) -> IceAgent:
    return an_agent(table)


def test_credentials_are_long_enough_and_of_ice_characters() -> None:
    some = [Credentials.generate() for _ in range(50)]

    assert len({one.password for one in some}) == 50
    for one in some:
        assert len(one.fragment) >= 4
        assert len(one.password) >= 22
        assert (one.fragment + one.password).replace("+", "").replace("/", "").isalnum()


def test_an_authentic_request_latches_its_address_and_is_answered_with_it(table: IceTable, agent: IceAgent) -> None:
    line = Line()

    found = table.answer(request(agent.credentials), line.path, NOW + 1)

    assert found is agent
    assert agent.path is line.path
    assert agent.heard_at == NOW + 1
    assert table.by_source[line.address] is line.path
    assert line.last.attributes["XOR-MAPPED-ADDRESS"] == line.address
    assert line.last.check_message_integrity(agent.credentials.password.encode())


def test_a_wrong_password_latches_nothing_and_gets_401(table: IceTable, agent: IceAgent) -> None:
    line = Line()

    found = table.answer(request(agent.credentials, password=WRONG), line.path, NOW)

    assert found is None
    assert (agent.path, table.by_source) == (None, {})
    assert line.last.error_code == 401


def test_an_unknown_fragment_gets_401(table: IceTable) -> None:
    line = Line()

    table.answer(request(Credentials.generate()), line.path, NOW)

    assert line.last.error_code == 401


def test_a_request_without_credentials_gets_400(table: IceTable) -> None:
    line = Line()

    table.answer(bytes(wire.Message(wire.Method.BINDING, wire.Class.REQUEST)), line.path, NOW)

    assert line.last.error_code == 400


def test_more_than_we_understand_is_told_with_420(table: IceTable, agent: IceAgent) -> None:
    line = Line()
    name = f"{agent.credentials.fragment}:theirs".encode()
    asked = stun.build_message(
        stun.REQUEST, bytes(12), [(stun.USERNAME, name), (0x0022, b"")], agent.credentials.password.encode()
    )

    assert table.answer(asked, line.path, NOW) is None
    assert line.last.error_code == 420
    assert agent.path is None


def test_a_flood_of_unknown_fragments_does_not_keep_out_who_knows_one(table: IceTable, agent: IceAgent) -> None:
    stranger = request(Credentials.generate())
    for port in range(1, 5_000):
        table.answer(stranger, Line(port).path, NOW)
    line = Line(60_000)

    assert table.answer(request(agent.credentials), line.path, NOW) is agent
    assert line.last.message_class is wire.Class.RESPONSE


def test_a_flood_from_everywhere_for_one_agent_keeps_out_no_other(table: IceTable, agent: IceAgent) -> None:
    wrong = request(agent.credentials, password=WRONG)
    lines = [Line(port) for port in range(1, 3 * MAX_CHECKS)]
    other = an_agent(table)

    for line in lines:
        table.answer(wrong, line.path, NOW)

    assert sum(bool(line.received) for line in lines) == MAX_CHECKS
    assert table.answer(request(other.credentials), Line(60_000).path, NOW) is other


def test_junk_gets_no_answer(table: IceTable) -> None:
    line = Line()

    assert table.answer(b"\x00\x01junk", line.path, NOW) is None
    assert (line.received, table.refused) == ([], 1)


def test_a_flood_from_one_source_is_not_answered_for_long(table: IceTable) -> None:
    line = Line()

    for _ in range(1_000):
        table.answer(request(Credentials.generate()), line.path, NOW)

    assert len(line.received) <= 50


def test_the_last_nomination_chooses_the_path(table: IceTable, agent: IceAgent) -> None:
    wifi, mobile = Line(1), Line(2)
    table.answer(request(agent.credentials, nominates=True), wifi.path, NOW)
    table.answer(request(agent.credentials), mobile.path, NOW)
    before = agent.path

    table.answer(request(agent.credentials, nominates=True), mobile.path, NOW)

    assert before is wifi.path
    assert agent.path is mobile.path
    assert set(agent.paths) == {wifi.address, mobile.address}


def test_a_silent_path_gives_way_to_one_that_is_in_use(table: IceTable, agent: IceAgent) -> None:
    before, after = Line(1), Line(2)
    table.answer(request(agent.credentials, nominates=True), before.path, NOW)
    table.answer(request(agent.credentials), after.path, NOW)

    agent.follow(NOW + SILENT_PATH - 0.1)
    soon = agent.path
    after.path.heard_at = NOW + SILENT_PATH
    agent.follow(NOW + SILENT_PATH)

    assert soon is before.path
    assert agent.path is after.path


def test_a_path_is_kept_when_all_are_silent(table: IceTable, agent: IceAgent) -> None:
    before, after = Line(1), Line(2)
    table.answer(request(agent.credentials, nominates=True), before.path, NOW)
    table.answer(request(agent.credentials), after.path, NOW)

    agent.follow(NOW + 20)

    assert agent.path is before.path


def test_addresses_are_capped_and_the_path_in_use_stays(table: IceTable, agent: IceAgent) -> None:
    first = Line(1)
    table.answer(request(agent.credentials, nominates=True), first.path, NOW)

    for port in range(2, 60):
        table.answer(request(agent.credentials), Line(port).path, NOW + port)

    assert len(agent.paths) == MAX_PATHS
    assert agent.path is first.path
    assert len(table.by_source) == MAX_PATHS


async def test_a_connection_that_makes_room_for_others_is_closed(table: IceTable, agent: IceAgent) -> None:
    buffer, answered = PacketBuffer(), list[Hashable]()

    def answer(length: int, source: Hashable, origin: Origin) -> None:
        table.answer(bytes(buffer.view[:length]), origin.path(source), NOW)
        answered.append(source)

    port = TcpPort.bind("127.0.0.1", 0, buffer, answer, lambda: None)
    with ExitStack() as clients:
        for _ in range(MAX_PATHS + 2):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", port.number)))
            client.sendall(frame(request(agent.credentials)))
        await until(lambda: len(answered) == MAX_PATHS + 2)

        assert port.connections == len(agent.paths) == MAX_PATHS
    port.close()


def test_a_closed_path_gives_way_to_another(table: IceTable, agent: IceAgent) -> None:
    udp, tcp = Line(1), Line(2)
    table.answer(request(agent.credentials), udp.path, NOW)
    table.answer(request(agent.credentials, nominates=True), tcp.path, NOW)

    table.forget_source(tcp.address)

    assert agent.path is udp.path


def test_an_address_in_use_cannot_be_claimed_by_another_agent(table: IceTable, agent: IceAgent) -> None:
    line, thief = Line(), an_agent(table)
    table.answer(request(agent.credentials, nominates=True), line.path, NOW)

    early = table.answer(request(thief.credentials, nominates=True), line.path, NOW + HIJACK_GUARD - 1)
    late = table.answer(request(thief.credentials, nominates=True), line.path, NOW + HIJACK_GUARD + 1)

    assert early is None
    assert late is thief
    assert agent.path is None


def test_an_indication_is_believed_of_a_path_that_was_checked_only_and_never_answered(
    table: IceTable, agent: IceAgent
) -> None:
    known, stranger = Line(1), Line(2)
    table.answer(request(agent.credentials), known.path, NOW)
    answers = len(known.received)
    indication = bytes(wire.Message(wire.Method.BINDING, wire.Class.INDICATION))

    assert table.answer(indication, stranger.path, NOW + 1) is None
    before = agent.indicates
    assert table.answer(indication, known.path, NOW + 2) is None

    assert (before, agent.indicates) == (False, True)
    assert (len(known.received), stranger.received, table.refused) == (answers, [], 1)
    assert agent.checked_at == agent.heard_at == NOW


def test_a_removed_agent_is_known_no_more(table: IceTable, agent: IceAgent) -> None:
    line = Line()
    table.answer(request(agent.credentials), line.path, NOW)

    table.remove(agent)

    assert table.by_source == {}
    assert table.answer(request(agent.credentials), line.path, NOW) is None


def test_a_restart_keeps_the_old_path_until_a_new_one_is_nominated(table: IceTable, agent: IceAgent) -> None:
    old, new = Line(1), Line(2)
    former = agent.credentials
    table.answer(request(former, nominates=True), old.path, NOW)

    table.restart(agent)
    during = table.answer(request(former, nominates=True), old.path, NOW)
    table.answer(request(agent.credentials, nominates=True), new.path, NOW)

    assert during is agent
    assert agent.path is new.path
    assert table.answer(request(former, nominates=True), old.path, NOW) is None
