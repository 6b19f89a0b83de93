import asyncio
from datetime import timedelta

import pytest

from server.chores import Chore, Chores
from tests.support.store import SetClock


async def test_a_chore_is_done_at_once_and_again_when_its_time_has_passed() -> None:
    clock, done = SetClock(), []

    async def sweep() -> None:
        done.append(clock.at)

    chores = Chores((Chore("sweep", timedelta(minutes=1), sweep),), clock.now)
    waits = [await chores.turn()]
    clock.pass_by(timedelta(seconds=59))
    waits.append(await chores.turn())
    clock.pass_by(timedelta(seconds=1))
    await chores.turn()

    assert waits == [60.0, 1.0]
    assert len(done) == 2


async def test_a_chore_that_fails_keeps_no_other_from_its_turn_and_its_words_out_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done = []

    async def breaks() -> None:
        raise ValueError("李秀兰 13800006027")

    async def sweeps() -> None:
        done.append("sweeps")

    every = timedelta(minutes=1)
    await Chores((Chore("breaks", every, breaks), Chore("sweeps", every, sweeps)), SetClock().now).turn()

    assert done == ["sweeps"]
    assert "breaks" in caplog.text
    assert "李秀兰" not in caplog.text


async def test_chores_end_when_they_are_cancelled() -> None:
    async def nothing() -> None:
        """Nothing to do."""

    chores = Chores((Chore("nothing", timedelta(hours=1), nothing),), SetClock().now)
    task = asyncio.create_task(chores.run())
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
