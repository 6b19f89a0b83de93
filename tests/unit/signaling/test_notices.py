"""What whoever follows meetings is told: everything once and in order, and no meeting waits for another."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from signaling.notices import MOST, Notices
from signaling.ports import StoredEvent
from signaling.protocol.event import EventKind
from tests.support.rooms import OTHER, SESSION, START, House
from tests.support.wait import until


def event(number: int) -> StoredEvent:
    return StoredEvent(number, START, EventKind.ARRIVED, "worker", "李秀兰", None, None, ())


@dataclass
class Followed:
    """Notices to a follower with a gate, out of a store with another, both for the first meeting alone."""

    stored: int = 0
    heard: dict[str, list[int]] = field(default_factory=lambda: {SESSION: [], OTHER: []})
    hears: asyncio.Event = field(default_factory=asyncio.Event)
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[int] = field(default_factory=list)
    fault: Exception | None = None
    paused: int = 0
    notices: Notices = field(init=False)

    def __post_init__(self) -> None:
        self.notices = Notices(self.tell, self.since, self.pause)
        self.answers.set()

    async def tell(self, session: str, told: StoredEvent) -> None:
        if session == SESSION:
            await self.hears.wait()
        self.heard[session].append(told.seq)

    async def since(self, session: str, number: int) -> tuple[StoredEvent, ...]:
        assert session == SESSION
        self.asked.append(number)
        await self.answers.wait()
        if self.fault is not None:
            raise self.fault
        return tuple(event(each) for each in range(number + 1, self.stored + 1))

    async def pause(self) -> None:
        self.paused += 1
        self.fault = None

    def happen(self, times: int) -> None:
        """Let so many events be stored in the first meeting and reported."""
        for _ in range(times):
            self.stored += 1
            self.notices.add(SESSION, event(self.stored))


@pytest.fixture
async def followed() -> AsyncIterator[Followed]:
    """Two meetings are followed, by somebody who does not listen to the first now."""
    followed = Followed()
    followed.notices.start()
    yield followed
    await followed.notices.stop()


async def test_a_follower_who_is_slow_with_one_meeting_hears_of_the_others(followed: Followed) -> None:
    followed.happen(3 * MOST)

    followed.notices.add(OTHER, event(1))

    await until(lambda: followed.heard[OTHER] == [1], "the event of the other meeting")
    assert followed.heard[SESSION] == []


async def test_however_many_events_come_meanwhile_each_is_told_once_and_in_order(followed: Followed) -> None:
    followed.happen(3 * MOST)

    followed.hears.set()

    await until(lambda: len(followed.heard[SESSION]) >= 3 * MOST, "every event")
    assert followed.heard[SESSION] == list(range(1, 3 * MOST + 1))


async def test_what_happens_while_the_rest_is_read_again_is_told_once_and_behind_it(followed: Followed) -> None:
    followed.answers.clear()
    followed.hears.set()
    followed.happen(2 * MOST)
    await until(lambda: followed.asked, "the rest being read")
    followed.happen(10)

    followed.answers.set()
    await until(lambda: len(followed.heard[SESSION]) >= 2 * MOST + 10, "every event")
    followed.happen(1)
    await until(lambda: followed.heard[SESSION][-1] == 2 * MOST + 11, "the event after all that")

    assert followed.heard[SESSION] == list(range(1, 2 * MOST + 12))


async def test_what_is_stored_and_not_reported_yet_is_not_told_twice(followed: Followed) -> None:
    followed.happen(2 * MOST)
    followed.stored += 1

    followed.hears.set()
    await until(lambda: len(followed.heard[SESSION]) >= 2 * MOST, "what was reported")
    followed.notices.add(SESSION, event(followed.stored))
    await until(lambda: len(followed.heard[SESSION]) > 2 * MOST, "what was reported last")

    assert followed.heard[SESSION] == list(range(1, 2 * MOST + 2))


async def test_a_store_that_does_not_answer_delays_no_other_meeting_and_loses_nothing(followed: Followed) -> None:
    followed.answers.clear()
    followed.hears.set()
    followed.happen(3 * MOST)
    await until(lambda: followed.asked, "the store being asked")

    followed.notices.add(OTHER, event(1))
    await until(lambda: followed.heard[OTHER] == [1], "the event of the other meeting")
    before = len(followed.heard[SESSION])
    followed.answers.set()
    await until(lambda: len(followed.heard[SESSION]) >= 3 * MOST, "every event")

    assert before == MOST
    assert followed.heard[SESSION] == list(range(1, 3 * MOST + 1))


async def test_a_store_that_fails_is_asked_again_after_a_pause(
    followed: Followed, caplog: pytest.LogCaptureFixture
) -> None:
    followed.fault = OSError("no connection")
    followed.happen(MOST + 3)

    followed.hears.set()

    await until(lambda: len(followed.heard[SESSION]) >= MOST + 3, "every event")
    assert (followed.asked, followed.paused) == ([MOST, MOST], 1)
    assert "events not read again: OSError" in caplog.text


class HangsOnEvents:
    """A follower who takes for ever over an event, and none over sources."""

    def __init__(self) -> None:
        self.looked = 0

    async def observe(self, session: str, event: StoredEvent) -> None:
        assert (session, event.seq) == (SESSION, 1)
        await asyncio.Event().wait()

    async def sources_changed(self, session: str) -> None:
        assert session == SESSION
        self.looked += 1


async def test_who_follows_the_sources_of_a_meeting_waits_for_nobody_who_follows_its_events() -> None:
    house, follower = House(), HangsOnEvents()
    house.rooms.subscribe(follower)
    house.rooms.subscribe_sources(follower)
    await house.gather("worker")

    async with house.rooms:
        await until(lambda: follower.looked, "the look at the sources")
        looked = follower.looked
        await house.lose("worker")
        await until(lambda: follower.looked > looked, "the look after the loss of a line")
