import socket
from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest

from media import tapping
from media.plane import TapId
from media.tap import Entry, EntryKind, unpack_entries
from media.tapping import TapFeed, TapOutlet
from tests.support.rtp import rtp, run_of


@pytest.fixture
def sink() -> Iterator[str]:
    with TemporaryDirectory() as folder:
        yield f"{folder}/sink"


@pytest.fixture
def recorder(sink: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as listening:
        listening.bind(sink)
        yield listening


@pytest.fixture
def outlet(sink: str) -> Iterator[TapOutlet]:
    outlet = TapOutlet(sink)
    yield outlet
    outlet.close()


def feed(outlet: TapOutlet, tap: int = 1) -> TapFeed:
    return TapFeed(TapId(tap), outlet, wall_offset=1_000.0)


def copy(tapped: TapFeed, payload: bytes, now: float) -> None:
    tapped.add_run(run_of(rtp(payload=payload)), 7, now)


def payload(entry: Entry) -> bytes:
    return entry.body[12:]


def received(recorder: socket.socket, outlet: TapOutlet) -> list[Entry]:
    """Read everything, letting the outlet send what waited."""
    entries: list[Entry] = []
    while True:
        try:
            entries += unpack_entries(recorder.recv(65_536))
        except BlockingIOError:
            before = len(entries)
            outlet.flush()
            try:
                entries += unpack_entries(recorder.recv(65_536))
            except BlockingIOError:
                assert len(entries) == before
                return entries


def test_what_comes_in_one_wake_up_leaves_in_one_datagram(outlet: TapOutlet, recorder: socket.socket) -> None:
    first, second = feed(outlet, 1), feed(outlet, 2)
    copy(first, b"one", 0.5)
    copy(second, b"two", 0.5)
    outlet.flush()

    assert [(entry.tap, entry.arrival, payload(entry)) for entry in unpack_entries(recorder.recv(65_536))] == [
        (1, 1_000_500_000, b"one"),
        (2, 1_000_500_000, b"two"),
    ]


def test_nothing_is_lost_while_the_recorder_is_not_scheduled(outlet: TapOutlet, recorder: socket.socket) -> None:
    tapped = feed(outlet)
    for number in range(3_000):
        copy(tapped, number.to_bytes(4) + bytes(1_000), 0)
        outlet.flush()

    assert [int.from_bytes(payload(entry)[:4]) for entry in received(recorder, outlet)] == list(range(3_000))
    assert outlet.dropped == 0


def test_beyond_the_bound_packets_are_dropped_and_the_recorder_is_told(
    outlet: TapOutlet, recorder: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tapping, "MAX_BACKLOG", 50_000)
    tapped = feed(outlet)
    for number in range(200):
        copy(tapped, number.to_bytes(4) + bytes(1_000), 0)
        outlet.flush()
    kept = received(recorder, outlet)
    copy(tapped, b"next", 0)
    outlet.flush()

    told, following = received(recorder, outlet)
    assert len(kept) + outlet.dropped == 200
    assert (told.kind, int.from_bytes(told.body)) == (EntryKind.DROPPED, outlet.dropped)
    assert payload(following) == b"next"


def test_nothing_of_an_ended_tap_leaves_later(outlet: TapOutlet, recorder: socket.socket) -> None:
    ended, going_on = feed(outlet, 1), feed(outlet, 2)
    for _ in range(100):
        copy(ended, bytes(1_000), 0)
        copy(going_on, bytes(1_000), 0)
        outlet.flush()
    outlet.forget(ended)
    already_sent = 20

    taps = [entry.tap for entry in received(recorder, outlet)]

    assert taps.count(TapId(2)) == 100
    assert taps.count(TapId(1)) <= already_sent


def test_where_nobody_listens_everything_is_dropped_and_nothing_raised(outlet: TapOutlet) -> None:
    tapped = feed(outlet)
    copy(tapped, b"lost", 0)
    outlet.flush()

    assert (outlet.dropped, tapped.dropped) == (1, 1)


def test_a_copy_is_the_packet_as_it_came_from_its_source(outlet: TapOutlet, recorder: socket.socket) -> None:
    packet = rtp(marker=1, sequence=65_535, timestamp=0xFFFF_FFFF, ssrc=7, payload=b"picture")
    feed(outlet).add_run(run_of(packet), 7, 0.5)
    outlet.flush()

    assert [entry.body for entry in unpack_entries(recorder.recv(65_536))] == [bytes(packet)]
