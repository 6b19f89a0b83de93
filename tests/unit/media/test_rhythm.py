import socket
from itertools import pairwise

import pytest

from media.ice.port import OnDrained
from media.local import LocalMediaPlane
from media.plane import MemberId
from media.rhythm import FEEDBACK, REPORT, TOGETHER, WATCH, is_due


@pytest.mark.parametrize("every", [FEEDBACK, WATCH, REPORT])
def test_the_reports_of_a_full_worker_are_spread_evenly_over_its_ticks(every: int) -> None:
    browsers = range(3 * REPORT * FEEDBACK * TOGETHER)

    for tick in range(2 * every):
        assert sum(is_due(every, tick, turn) for turn in browsers) == len(browsers) // every


@pytest.mark.parametrize("turn", [0, 1, 49, 12_345])
def test_nobody_waits_longer_or_shorter_for_what_is_due(turn: int) -> None:
    ticks = [tick for tick in range(500) if is_due(REPORT, tick, turn)]

    assert {later - tick for tick, later in pairwise(ticks)} == {REPORT}


class Nobody:
    """An attendant that never looks at a socket."""

    def serve(self, descriptor: int, drain: OnDrained) -> None:
        """Do nothing."""

    def release(self, descriptor: int) -> None:
        """Do nothing."""


async def test_packets_do_not_wait_for_the_end_of_a_tick() -> None:
    plane = LocalMediaPlane(attendant=Nobody())
    await plane.start()
    try:
        await plane.open_transport(MemberId("somebody"), None)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.sendto(bytes(20), ("127.0.0.1", plane.port))
        plane.tick()
        assert plane.packets_received == 1
    finally:
        await plane.close()
