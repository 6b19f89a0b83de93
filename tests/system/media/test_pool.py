"""Several media workers: rooms are spread, one that dies takes only its own rooms with it, and they come back."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from media.errors import PlaneFullError, PlaneLostError, UnknownMemberError
from media.plane import MediaEvent, MemberId, PlacesLost, RouterId, Source
from media.pool import MediaPool
from media.settings import MediaSettings
from tests.support.party import Party
from tests.support.wait import until

SETTINGS = MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",), max_transports=3)
MIC = frozenset({Source.MIC})
ONE, TWO = RouterId("one.joint"), RouterId("two.joint")
ANN, BOB, EVE, DAN = MemberId("one.ann"), MemberId("one.bob"), MemberId("two.eve"), MemberId("two.dan")


@pytest.fixture
async def pool() -> AsyncIterator[MediaPool]:
    pool = MediaPool(SETTINGS, 2)
    await pool.start()
    await pool.open_router(ONE, recordable=True)
    await pool.open_router(TWO, recordable=True)
    yield pool
    await pool.close()


@pytest.fixture
def events(pool: MediaPool) -> list[MediaEvent]:
    heard: list[MediaEvent] = []
    pool.subscribe(heard.append)
    return heard


def losses(events: list[MediaEvent]) -> list[PlacesLost]:
    return [event for event in events if isinstance(event, PlacesLost)]


def kill(pool: MediaPool, number: int, how: signal.Signals = signal.SIGKILL) -> None:
    pid = pool.workers[number].worker_pid
    assert pid is not None
    os.kill(pid, how)


def rooms(pool: MediaPool) -> list[frozenset[str]]:
    return [worker.holdings.rooms for worker in pool.workers]


async def test_rooms_are_spread_and_each_stays_whole(pool: MediaPool) -> None:
    await pool.open_router(RouterId("one.caucus.1"), recordable=False)

    assert rooms(pool) == [{"one"}, {"two"}]
    assert len({worker.port for worker in pool.workers}) == 2


async def test_a_killed_worker_loses_its_own_rooms_to_the_other_and_those_of_the_other_go_on(
    pool: MediaPool, events: list[MediaEvent]
) -> None:
    async with Party(pool, EVE) as eve, Party(pool, DAN) as dan:
        await asyncio.gather(eve.join(TWO, MIC), dan.join(TWO, MIC))
        await eve.hear(DAN)
        await pool.open_transport(ANN, ONE)

        kill(pool, 0)
        await until(lambda: losses(events))
        await pool.open_router(ONE, recordable=True)
        heard = eve.received[DAN, Source.MIC].frames
        await until(lambda: eve.received[DAN, Source.MIC].frames > heard + 50)

    (lost,) = losses(events)
    assert (set(lost.routers), set(lost.members)) == ({ONE}, {ANN})
    assert rooms(pool)[1] >= {"one", "two"}


async def test_people_of_a_killed_worker_hear_each_other_on_the_other(
    pool: MediaPool, events: list[MediaEvent]
) -> None:
    kill(pool, 0)
    await until(lambda: losses(events))
    await pool.open_router(ONE, recordable=True)

    async with Party(pool, ANN) as ann, Party(pool, BOB) as bob:
        await asyncio.gather(ann.join(ONE, MIC), bob.join(ONE, MIC))
        await ann.hear(BOB)


async def test_a_stuck_worker_is_killed_and_its_rooms_are_moved(
    pool: MediaPool, events: list[MediaEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.remote.PATIENCE", 0.3)
    stuck = pool.workers[0].worker_pid

    kill(pool, 0, signal.SIGSTOP)
    await until(lambda: losses(events))

    assert losses(events)[0].routers == {ONE}
    assert pool.workers[0].worker_pid != stuck


async def test_when_all_workers_die_everything_is_told_once_one_answers(
    pool: MediaPool, events: list[MediaEvent]
) -> None:
    kill(pool, 0)
    kill(pool, 1)

    await until(lambda: {router for lost in losses(events) for router in lost.routers} == {ONE, TWO})
    await pool.open_router(ONE, recordable=True)

    assert sum(len(lost.routers) for lost in losses(events)) == 2


async def test_a_worker_asked_to_end_gets_no_room_and_is_replaced_when_its_rooms_have_ended(pool: MediaPool) -> None:
    worker, before = pool.workers[0], pool.workers[0].worker_pid
    kill(pool, 0, signal.SIGTERM)
    await until(lambda: worker.draining)

    for number in range(3):
        await pool.open_router(RouterId(f"new{number}.joint"), recordable=True)
    assert rooms(pool)[0] == {"one"}
    assert worker.worker_pid == before

    await pool.close_router(ONE)
    await until(lambda: worker.worker_pid not in {before, None} and not worker.draining)
    await pool.open_router(RouterId("later.joint"), recordable=True)
    assert rooms(pool)[0] == {"later"}


async def test_rooms_that_outlast_a_drain_are_moved(
    pool: MediaPool, events: list[MediaEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.pool.DRAIN_PATIENCE", 0.05)

    pool.drain(0)
    await until(lambda: losses(events))

    assert losses(events)[0].routers == {ONE}


async def test_a_full_worker_refuses_one_more_and_keeps_the_others(pool: MediaPool) -> None:
    for name in ("ann", "bob", "cid"):
        await pool.open_transport(MemberId(f"one.{name}"), ONE)

    with pytest.raises(PlaneFullError):
        await pool.open_transport(MemberId("one.zoe"), ONE)

    await pool.open_transport(MemberId("one.cid"), ONE)  # who comes anew takes their own seat
    assert pool.reports()[0].rooms == 1
    with pytest.raises(UnknownMemberError):
        await pool.restart_ice(MemberId("one.zoe"))


async def test_every_worker_draining_leaves_no_place_for_a_new_room(pool: MediaPool) -> None:
    pool.drain(0)
    pool.drain(1)

    with pytest.raises(PlaneFullError):
        await pool.open_router(RouterId("three.joint"), recordable=True)
    await pool.open_router(RouterId("one.caucus.1"), recordable=False)  # a room that is here may go on


async def test_a_pool_that_cannot_have_all_its_ports_starts_none() -> None:
    taken = MediaPool(MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",)), 1)
    await taken.start()
    port = taken.workers[0].port
    pool = MediaPool(MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",), port=port - 1), 2)

    with pytest.raises(PlaneLostError):
        await pool.start()

    assert [worker.worker_pid for worker in pool.workers] == [None, None]
    await taken.close()
