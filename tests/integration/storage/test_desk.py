"""What is due, on both databases: a duty stays due after its last day, a right that lapsed does not."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import update

from server.domain.account import Account
from server.domain.beijing import BEIJING, beijing_day
from server.domain.deadlines import DeadlineRule, Unit
from server.domain.handler import HandOn
from server.domain.ids import AccountId
from server.domain.term import PauseKind, StartEvent
from server.services import cases, clocks, desk, handlers, pauses, terms
from server.services.case_views import CaseConditions, CaseOrder, Days, DueCondition
from server.services.handlers import HandOnCases
from server.storage import tables
from tests.factories import NOW, a_case
from tests.support.store import CENTRE, CLERK, MEDIATOR, Store

SERIAL = "LY2026-000128"
ACCEPTED = NOW - timedelta(days=13)


@pytest.fixture
async def running(store: Store) -> Store:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await terms.begin(uow, case, StartEvent.ACCEPTED, ACCEPTED, ACCEPTED - timedelta(hours=3))
        await uow.commit()
    return store


async def work_out_again(store: Store) -> None:
    """As any act on the case does."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await clocks.refresh(uow, case, store.clock.now())
        await uow.commit()


async def keys(account: Account, store: Store) -> set[str]:
    return {task.key for task in await desk.tasks(account, store.ports)}


async def found(store: Store, due: DueCondition) -> int:
    return (await cases.find(CLERK, CaseConditions(due=due), store.ports)).total


async def test_a_term_that_is_over_stays_due_when_somebody_works_on_the_case(running: Store) -> None:
    running.clock.pass_by(timedelta(days=60))
    before = await keys(MEDIATOR, running)

    await work_out_again(running)

    assert "term" in before & await keys(MEDIATOR, running)
    assert await found(running, DueCondition.OVERDUE) == 1
    listed = (await cases.find(CLERK, CaseConditions(order=CaseOrder.DUE), running.ports)).cases[0]
    assert listed.next_due is not None
    assert listed.next_due.due_on < beijing_day(running.clock.now())


async def test_list_and_tasks_say_what_is_left_in_the_same_unit_as_the_page_of_the_case(running: Store) -> None:
    running.clock.at = NOW + timedelta(hours=1)
    shown = await clocks.view(MEDIATOR, SERIAL, running.ports)
    under_way = [one for one in shown.clocks if one.remaining is not None]
    page = {one.key: one.remaining if one.unit is Unit.WORKING_DAYS else None for one in under_way}

    tasks = [one for one in await desk.tasks(MEDIATOR, running.ports) if one.key in page]
    listed = (await cases.find(CLERK, CaseConditions(), running.ports)).cases[0].next_due

    assert {one.key: one.working_left for one in tasks} == {one.key: page[one.key] for one in tasks}
    assert listed is not None
    assert listed.working_left == page.get(listed.key, listed.working_left)


async def test_a_case_in_a_colleagues_hand_is_their_task_and_their_message(running: Store) -> None:
    colleague = replace(CLERK, id=AccountId("clerk2"), login="clerk2", name="何书记员")
    async with running.database.begin() as uow:
        await uow.accounts.add(colleague)
        await uow.commit()
    going = HandOnCases("hand-on-0001", (HandOn(SERIAL, None),), colleague.id)

    await handlers.hand_on(CLERK, going, running.ports)

    async with running.database.begin() as uow:
        assert set(await uow.accounts.desk_of(a_case())) == {colleague.id, CENTRE.id}
    assert "term" in await keys(colleague, running)
    assert "term" not in await keys(CLERK, running)
    listed = await cases.find(colleague, CaseConditions(mine=True), running.ports)
    assert [one.handler and one.handler.name for one in listed.cases] == [colleague.name]
    assert [one.serial for one in await desk.prompts(colleague, running.ports)] == [SERIAL]


async def test_a_right_that_lapsed_is_no_longer_due_even_if_nobody_touched_the_case(running: Store) -> None:
    async with running.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        kept = await uow.clocks.of(case.id)
    rights = {clock.key for clock in kept} - {"term", "contact:zhou", "accept_3", "accept_5"}
    running.clock.pass_by(timedelta(days=400))

    assert not rights & await keys(MEDIATOR, running)


async def test_the_list_tells_how_many_there_are_without_conditions(running: Store) -> None:
    narrowed = await cases.find(CLERK, CaseConditions(text="no such name"), running.ports)

    assert (narrowed.total, narrowed.in_reach) == (0, 1)


async def test_nothing_is_due_for_somebody_else(running: Store) -> None:
    running.clock.pass_by(timedelta(days=60))
    stranger = Account(MEDIATOR.id, "x", "某法官", CLERK.role, "另一个法院", "")

    assert await keys(stranger, running) == set()
    assert (await cases.find(stranger, CaseConditions(), running.ports)).in_reach == 0


async def test_cases_are_narrowed_by_whole_names_of_cause_and_organisation(store: Store) -> None:
    case = (await cases.find(CLERK, CaseConditions(), store.ports)).cases[0]
    assert case.organisation is not None
    wanted = [
        CaseConditions(),
        CaseConditions(cause=case.cause, organisation=case.organisation),
        CaseConditions(cause=case.cause[:2]),
        CaseConditions(organisation="%"),
        CaseConditions(cause=case.cause, due=DueCondition.OVERDUE),
        CaseConditions(text="no such name"),
    ]

    counted = await cases.count(CLERK, wanted, store.ports)

    assert counted == (1, 1, 0, 0, 0, 0)
    assert counted == tuple([(await cases.find(CLERK, one, store.ports)).total for one in wanted])


async def test_cases_are_narrowed_by_days_of_receipt_and_of_a_period_and_by_workers(
    running: Store,
) -> None:
    case = (await cases.find(CLERK, CaseConditions(), running.ports)).cases[0]
    receipt, day = beijing_day(case.received_at), timedelta(days=1)
    assert case.next_due is not None
    due, rule = case.next_due.due_on, DeadlineRule(case.next_due.rule)
    found = [
        CaseConditions(received=Days(receipt, receipt)),
        CaseConditions(received=Days(last=receipt)),
        CaseConditions(due_on=Days(due, due), rule=rule),
        CaseConditions(due=DueCondition.OVERDUE, due_on=Days(first=due - day), rule=rule),
        CaseConditions(rule=rule),
        CaseConditions(workers_from=1),
    ]
    passed_over = [
        CaseConditions(received=Days(first=receipt + day)),
        CaseConditions(received=Days(last=receipt - day)),
        CaseConditions(due_on=Days(due + day, due + 300 * day), rule=rule),
        CaseConditions(due_on=Days(last=due - day), rule=rule),
        CaseConditions(due_on=Days(due, due), rule=DeadlineRule.ENFORCE_2Y),
        CaseConditions(due=DueCondition.TODAY, due_on=Days(due, due)),
        CaseConditions(workers_from=2),
    ]

    counted = await cases.count(CLERK, [*found, *passed_over], running.ports)

    assert counted == (1,) * len(found) + (0,) * len(passed_over)


async def test_the_hours_of_a_day_of_receipt_are_those_of_beijing(store: Store) -> None:
    day = beijing_day(NOW)
    for minute, first in ((timedelta(), day), (timedelta(minutes=-1), day - timedelta(days=1))):
        received_at = datetime.combine(day, time(), BEIJING) + minute
        async with store.database.engine.begin() as connection:
            await connection.execute(update(tables.case_file).values(received_at=received_at))

        assert await cases.count(CLERK, [CaseConditions(received=Days(first, first))], store.ports) == (1,)


async def test_a_period_that_stands_still_ends_on_no_day(running: Store) -> None:
    asked = CaseConditions(rule=DeadlineRule.MEDIATE_30D)
    assert await cases.count(CLERK, [asked], running.ports) == (1,)

    await pauses.start(MEDIATOR, pauses.StartPause(SERIAL, PauseKind.APPRAISAL, "笔迹鉴定"), running.ports)

    assert await cases.count(CLERK, [asked], running.ports) == (0,)


async def test_nobody_learns_causes_organisations_or_counts_of_another_court(store: Store) -> None:
    stranger = Account(CLERK.id, "x", "某法官", CLERK.role, "另一个法院", "")

    offered = await cases.choices(stranger, store.ports)

    assert (offered.causes, offered.organisations) == ((), ())
    assert await cases.count(stranger, [CaseConditions()], store.ports) == (0,)
    assert (await cases.choices(CLERK, store.ports)).causes != ()
