"""A party's own link opens the case until the last instalment and every day that runs for them are over."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from server.domain.beijing import BEIJING
from server.domain.case import CaseState
from server.domain.case_link import ENDS_SOON, OPEN_FOR
from server.domain.errors import GoneError
from server.domain.ids import CaseId, Identity
from server.domain.performance import Performance
from server.domain.reminder import ReminderKind
from server.services import case_links, desk, effects, own_course, reminders
from server.services.access import LinkKey
from tests.support.agreements import EFFECT, SERIAL, SIGNED, own
from tests.support.store import CLERK, MEDIATOR, WORKER, Store

LAST = SIGNED + timedelta(days=360)
INSTALMENTS = replace(
    EFFECT, performances=tuple(Performance(SIGNED + timedelta(days=30 * n), f"第{n}月 5,000 元") for n in range(1, 13))
)


def late_on(store: Store, days_after: timedelta) -> None:
    store.clock.at = datetime.combine(LAST, time(23, 0), BEIJING) + days_after


async def opens_until_the_end(store: Store, link: LinkKey) -> None:
    late_on(store, OPEN_FOR)
    assert (await own_course.look(link, store.ports)).performances[-1].due_on == LAST

    late_on(store, OPEN_FOR + timedelta(days=1))
    with pytest.raises(GoneError) as gone:
        await own_course.look(link, store.ports)
    assert gone.value.code == "case_link.expired"


async def test_a_link_made_before_the_agreement_opens_until_the_last_instalment_is_over(settled: Store) -> None:
    link = await own(settled, WORKER)
    await effects.take_effect(MEDIATOR, INSTALMENTS, settled.ports)

    await opens_until_the_end(settled, link)


async def test_a_link_made_while_instalments_run_opens_until_the_last_is_over(settled: Store) -> None:
    await effects.take_effect(MEDIATOR, INSTALMENTS, settled.ports)
    link = await own(settled, WORKER)

    await opens_until_the_end(settled, link)


async def test_a_link_that_was_ended_opens_nothing_again(settled: Store) -> None:
    link = await own(settled, WORKER)
    await case_links.revoke(CLERK, SERIAL, WORKER.identity, settled.ports)

    await effects.take_effect(MEDIATOR, INSTALMENTS, settled.ports)

    with pytest.raises(GoneError) as gone:
        await own_course.look(link, settled.ports)
    assert gone.value.code == "case_link.revoked"


async def bell(store: Store) -> list[str]:
    await reminders.plan(store.ports, "https://room.example.org")
    return [one.text for one in await desk.prompts(CLERK, store.ports) if one.kind is ReminderKind.LINK_ENDING]


async def test_two_weeks_before_a_link_ends_the_desk_reads_so_once(settled: Store) -> None:
    await own(settled, WORKER)
    ends = await end_of(settled)
    settled.clock.at = ends - ENDS_SOON - timedelta(minutes=1)
    assert await bell(settled) == []

    settled.clock.at = ends - ENDS_SOON
    (said,) = await bell(settled)
    settled.clock.pass_by(timedelta(days=1))

    assert (SERIAL in said, WORKER.name in said) == (True, True)
    assert len(await bell(settled)) == 1


@pytest.mark.parametrize("what", ["filed", "ended"])
async def test_of_a_link_that_nobody_needs_any_more_nobody_is_told(settled: Store, what: str) -> None:
    await own(settled, WORKER)
    ends = await end_of(settled)
    if what == "ended":
        await case_links.revoke(CLERK, SERIAL, WORKER.identity, settled.ports)
    else:
        async with settled.database.begin() as uow:
            case = await uow.cases.by_serial(SERIAL)
            assert case is not None
            await uow.cases.save(replace(case, state=CaseState.FILED))
            await uow.commit()

    settled.clock.at = ends - timedelta(days=1)

    assert await bell(settled) == []


async def end_of(store: Store) -> datetime:
    async with store.database.begin() as uow:
        link = await uow.case_links.get(CaseId("case1"), Identity(WORKER.identity))
    assert link is not None
    return link.expires_at
