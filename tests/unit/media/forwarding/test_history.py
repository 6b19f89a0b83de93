import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.forwarding.history import PacketHistory
from media.forwarding.run import REST, RunPacket, cut


def kept(sequence: int, payload: bytes) -> RunPacket:
    packet = bytes(12) + payload
    return cut(packet, len(packet), sequence, 0)


def found(history: PacketHistory, sequence: int) -> bytes | None:
    packet = history.find(sequence)
    return None if packet is None else packet[REST]


def test_a_packet_is_found_by_its_number() -> None:
    history = PacketHistory(512)
    history.store([kept(65_535, b"last")])
    history.store([kept(0, b"first")])

    assert found(history, 65_535) == b"last"
    assert found(history, 0) == b"first"


def test_a_packet_that_never_came_is_not_found() -> None:
    assert PacketHistory(512).find(0) is None


def test_an_overwritten_packet_is_not_found() -> None:
    history = PacketHistory(512)
    history.store([kept(1, b"old")])
    history.store([kept(513, b"new")])

    assert history.find(1) is None
    assert found(history, 513) == b"new"


def test_nothing_said_before_clearing_can_be_resent() -> None:
    history = PacketHistory(512)
    history.store([kept(1, b"private")])

    history.clear()

    assert history.find(1) is None


def test_storing_copies_nothing() -> None:
    history = PacketHistory(512)
    packet = kept(1, bytes(1000))
    history.store([packet])

    assert history.find(1) is packet


@pytest.mark.parametrize("capacity", [0, -1, 3, 1000, 0x10000])
def test_a_capacity_must_be_a_power_of_two(capacity: int) -> None:
    with pytest.raises(ValueError, match="power of two"):
        PacketHistory(capacity)


@given(start=st.integers(0, 0xFFFF), count=st.integers(0, 200))
def test_the_last_packets_are_there_and_no_others(start: int, count: int) -> None:
    history = PacketHistory(64)
    for step in range(count):
        history.store([kept((start + step) & 0xFFFF, str(step).encode())])

    for step in range(count):
        expected = str(step).encode() if step >= count - 64 else None
        assert found(history, (start + step) & 0xFFFF) == expected
