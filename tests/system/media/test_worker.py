"""The media plane in a process of its own."""

import asyncio
import os
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest

from media.errors import PlaneLostError, SdpError, TapRefusedError, UnknownMemberError, UnknownRouterError
from media.plane import MediaEvent, MemberId, PlacesLost, RouterId, Source, TapId
from media.remote import RemoteMediaPlane
from media.settings import MediaSettings
from media.worker import files
from tests.support.party import Party
from tests.support.wait import until

JOINT, CAUCUS = RouterId("s.joint"), RouterId("s.caucus.1")
MIC = frozenset({Source.MIC})
ANN, BOB = MemberId("s.ann"), MemberId("s.bob")
SETTINGS = MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",))


@pytest.fixture
async def plane() -> AsyncIterator[RemoteMediaPlane]:
    plane = RemoteMediaPlane(SETTINGS)
    await plane.start()
    await plane.open_router(JOINT, recordable=True)
    await plane.open_router(CAUCUS, recordable=False)
    yield plane
    await plane.close()


@pytest.fixture
def events(plane: RemoteMediaPlane) -> list[MediaEvent]:
    heard: list[MediaEvent] = []
    plane.subscribe(heard.append)
    return heard


def losses(events: list[MediaEvent]) -> list[PlacesLost]:
    return [event for event in events if isinstance(event, PlacesLost)]


def kill(plane: RemoteMediaPlane, how: signal.Signals) -> None:
    assert plane.worker_pid is not None
    os.kill(plane.worker_pid, how)


async def test_people_hear_each_other_through_the_worker(plane: RemoteMediaPlane) -> None:
    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await ann.join(JOINT, MIC)
        await bob.join(JOINT, MIC)

        await asyncio.gather(ann.hear(BOB), bob.hear(ANN))

        assert (await plane.statistics())["transports"] == 2


async def test_refusals_come_back_as_what_they_are(plane: RemoteMediaPlane) -> None:
    await plane.open_transport(ANN, CAUCUS)

    with pytest.raises(UnknownMemberError):
        await plane.restart_ice(BOB)
    with pytest.raises(UnknownRouterError):
        await plane.move(ANN, RouterId("s.nowhere"))
    with pytest.raises(TapRefusedError):
        await plane.tap(ANN, Source.MIC, TapId(1), "sink")
    with pytest.raises(SdpError):
        await plane.answer(ANN, 1, "nonsense")


async def test_a_dead_worker_is_replaced_and_everybody_is_told(
    plane: RemoteMediaPlane, events: list[MediaEvent]
) -> None:
    port, before = plane.port, plane.worker_pid
    await plane.open_transport(ANN, JOINT)

    kill(plane, signal.SIGKILL)
    await until(lambda: losses(events))

    assert plane.worker_pid != before
    assert plane.port == port
    (lost,) = losses(events)
    assert (set(lost.routers), set(lost.members)) == ({JOINT, CAUCUS}, {ANN})
    assert (await plane.statistics())["routers"] == 0
    with pytest.raises(UnknownMemberError):
        await plane.allow(ANN, MIC)


async def test_calls_while_there_is_no_worker_are_lost(plane: RemoteMediaPlane) -> None:
    kill(plane, signal.SIGSTOP)
    unanswered = asyncio.create_task(plane.statistics())
    await asyncio.sleep(0)

    kill(plane, signal.SIGKILL)

    with pytest.raises(PlaneLostError):
        await unanswered
    with pytest.raises(PlaneLostError):
        await plane.statistics()


async def test_a_worker_that_does_not_answer_is_replaced(
    plane: RemoteMediaPlane, events: list[MediaEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.remote.PATIENCE", 0.2)
    kill(plane, signal.SIGSTOP)

    await until(lambda: losses(events))


async def test_people_come_back_on_the_new_worker(plane: RemoteMediaPlane, events: list[MediaEvent]) -> None:
    kill(plane, signal.SIGKILL)
    await until(lambda: losses(events))
    await plane.open_router(JOINT, recordable=True)

    async with Party(plane, ANN) as ann, Party(plane, BOB) as bob:
        await ann.join(JOINT, MIC)
        await bob.join(JOINT, MIC)
        await ann.hear(BOB)


async def test_a_worker_has_a_file_for_every_connection_it_takes(plane: RemoteMediaPlane) -> None:
    assert plane.worker_pid is not None
    usual, most = resource.prlimit(plane.worker_pid, resource.RLIMIT_NOFILE)

    assert usual >= min(files(SETTINGS), most)


def test_a_worker_ends_when_its_parent_does() -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        command = ("-m", "media.worker", "--control-fd", str(theirs.fileno()), "--settings", SETTINGS.to_json())
        worker = subprocess.Popen((sys.executable, *command), pass_fds=(theirs.fileno(),))  # noqa: S603 - our own
    ours.settimeout(20)
    ready = ours.recv(1_000)

    ours.close()

    assert b"Ready" in ready
    assert worker.wait(10) == 0


async def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        plane = RemoteMediaPlane(
            MediaSettings(hosts=("127.0.0.1",), advertised=("127.0.0.1",), port=taken.getsockname()[1])
        )

        with pytest.raises(PlaneLostError):
            await plane.start()

        assert plane.worker_pid is None


async def test_a_chosen_port_that_was_taken_meanwhile_is_given_up(
    plane: RemoteMediaPlane, events: list[MediaEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.remote._PAUSES", (0.1, 0.1))
    before = plane.port

    kill(plane, signal.SIGKILL)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as thief:
        await until(lambda: _takes(thief, before))
        await until(lambda: losses(events), patience=30)

    assert plane.port not in (0, before)


def _takes(thief: socket.socket, port: int) -> bool:
    try:
        thief.bind(("127.0.0.1", port))
    except OSError:
        return False
    return True
