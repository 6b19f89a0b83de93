"""Sessions of a case that stands still: people are told once that theirs is put off, and nobody comes for nothing."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from server.domain.case_link import CaseLink
from server.domain.reminder import ReminderKind
from server.domain.secret import digest
from server.domain.term import PauseKind, StartEvent
from server.services import desk, own_course, pauses, reminders, schedule, terms
from server.services.access import LinkKey
from tests.factories import NOW
from tests.support.store import CENTRE, CLERK, MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
BASE = "https://x"
OWN = LinkKey("token", "device")


@pytest.fixture(autouse=True)
async def begun(store: Store) -> None:
    """Let the term of the case run, and give its worker a link of their own."""
    at(store, days=10)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, NOW - timedelta(days=12), None)
        later = NOW + timedelta(days=99)
        await uow.case_links.add(
            CaseLink(case.id, WORKER.identity, digest("token"), store.clock.at, later, digest("device"))
        )
        await uow.commit()


def at(store: Store, **before: float) -> None:
    """Set the clock so long before the session begins."""
    store.clock.at = NOW - timedelta(**before)


async def stand_still(store: Store, kind: PauseKind = PauseKind.SUSPENSION) -> None:
    await pauses.start(MEDIATOR, pauses.StartPause(SERIAL, kind, "双方对劳动关系的说法前后不一"), store.ports)


async def go_on(store: Store) -> None:
    await pauses.resume(CENTRE, SERIAL, "查清了", store.ports)


async def told(store: Store) -> dict[ReminderKind, int]:
    """Return how many messages of each kind about the session people have, after the chore ran twice."""
    for _ in range(2):
        await reminders.plan(store.ports, BASE)
    kinds = Counter(one.kind for one in await desk.sent(CLERK, SERIAL, store.ports))
    return {kind: number for kind, number in kinds.items() if kind.value.startswith("session_")}


async def is_put_off(store: Store) -> bool:
    (shown,) = (await own_course.look(OWN, store.ports)).sessions
    assert (shown.door == "none") is shown.put_off or shown.starts_at < store.clock.at
    return shown.put_off


async def rung(store: Store) -> list[str]:
    return [one.text for one in await desk.prompts(MEDIATOR, store.ports) if one.kind is ReminderKind.SESSION_TO_MOVE]


@pytest.mark.parametrize("kind", PauseKind)
async def test_people_are_told_once_that_the_session_is_put_off_and_of_nothing_else(
    store: Store, kind: PauseKind
) -> None:
    await stand_still(store, kind)
    far_off = await told(store)
    everything = []
    for hours in (72, 24, 1, 0.5):
        at(store, hours=hours)
        everything.append(await told(store))

    assert far_off == {}
    assert everything == [{ReminderKind.SESSION_PUT_OFF: 3}] * 4
    assert await is_put_off(store)


async def test_the_message_says_nothing_of_a_suspicion(store: Store) -> None:
    at(store, days=2)
    await stand_still(store)
    await told(store)

    texts = {one.text for one in await desk.sent(CLERK, SERIAL, store.ports)}

    assert len(texts) == 1
    assert not any(word in text for text in texts for word in ("中止", "虚假", "嫌疑", "说法"))


async def test_what_goes_on_in_time_takes_place_as_planned_and_its_reminders_follow(store: Store) -> None:
    at(store, days=3)
    await stand_still(store)
    await told(store)
    at(store, days=2)
    await go_on(store)
    gone_on = await told(store)
    shown = await is_put_off(store)
    at(store, hours=24)
    day_before = await told(store)

    assert gone_on == {ReminderKind.SESSION_PUT_OFF: 3, ReminderKind.SESSION_GOES_ON: 3}
    assert day_before == {**gone_on, ReminderKind.SESSION_TOMORROW: 3}
    assert (shown, await rung(store)) == (False, [])


async def test_a_short_standstill_that_nobody_was_told_of_changes_no_reminder(store: Store) -> None:
    await stand_still(store)
    await told(store)
    at(store, days=5)
    await go_on(store)
    at(store, hours=24)

    assert await told(store) == {ReminderKind.SESSION_TOMORROW: 3}


@pytest.mark.parametrize("hours", [23, 1, -48])
async def test_what_goes_on_too_late_is_moved_by_its_mediator_and_people_hear_nothing_until_then(
    store: Store, hours: float
) -> None:
    at(store, days=2)
    await stand_still(store)
    await told(store)
    at(store, hours=hours)
    await go_on(store)
    silent = await told(store)
    (text,) = await rung(store)
    await moved(store, store.clock.at + timedelta(days=1))

    assert silent == {ReminderKind.SESSION_PUT_OFF: 3}
    assert "改期" in text
    assert (await told(store))[ReminderKind.SESSION_MOVED] == 3
    assert not await is_put_off(store)


async def test_a_case_that_stands_still_again_puts_the_session_off_again(store: Store) -> None:
    at(store, days=3)
    for days in (2.5, 2):
        await stand_still(store)
        await told(store)
        at(store, days=days)
        await go_on(store)
        await told(store)

    assert await told(store) == {ReminderKind.SESSION_PUT_OFF: 6, ReminderKind.SESSION_GOES_ON: 6}


async def moved(store: Store, starts_at: datetime) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        (session,) = await uow.sessions.of_case(case.id)
    command = schedule.Reschedule(session.id, session.starts_at, starts_at, 60, "中止期间没有召开", after_term=True)
    await schedule.reschedule(MEDIATOR, command, store.ports)
