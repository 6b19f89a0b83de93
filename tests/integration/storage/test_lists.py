"""What a list costs, on both databases: a case is read once, however long the list, and a row is a few writes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from server.domain.award import Arbitration, Award, Finality
from server.domain.ids import CaseId, Identity
from server.domain.limitation import Said
from server.domain.party import Participant
from server.services import limitation_records, sheets, worker_list
from server.services.limitation_records import RecordYears
from server.services.on_site import MoveOnSite, move_on_site
from server.services.roster_import import ImportReport
from server.services.specimen_numbers import citizen_number
from server.services.worker_list import MOST_ROWS, TakeIn
from tests.factories import NOW, a_case, a_participant
from tests.support.statements import heard, reads
from tests.support.store import CLERK, DAUGHTER, MEDIATOR, Store

CASE = CaseId("case1")
SERIAL = a_case().serial
FEW, MANY = 4, 12
Part = Callable[[Store, range], Awaitable[object]]


def sheet(rows: range) -> bytes:
    heads = ["姓名", "证件号码", "电话", "收到裁决书日期"]
    cells = [[f"工人{row}", citizen_number("19900101", f"{row:03}"), f"1390000{row:04}", "2026-04-01"] for row in rows]
    return sheets.write_csv([heads, *cells])


async def check(store: Store, rows: range) -> ImportReport:
    content = sheet(rows)
    return await worker_list.check(CLERK, SERIAL, content, sheets.read(content, MOST_ROWS), store.ports)


async def take_in(store: Store, rows: range) -> ImportReport:
    content = sheet(rows)
    command = TakeIn(SERIAL, (await check(store, rows)).digest)
    return await worker_list.apply(CLERK, command, content, sheets.read(content, MOST_ROWS), store.ports)


async def cost(store: Store, part: Part, rows: range) -> tuple[list[str], int]:
    """Return what was read, and how many statements wrote."""
    with heard(store) as statements:
        await part(store, rows)
    read = reads(statements)
    return read, len(statements) - len(read)


@pytest.fixture
async def awarded(store: Store) -> Store:
    async with store.database.begin() as uow:
        await uow.awards.put(Award(CASE, Arbitration.AWARDED, "洛劳人仲案字〔2026〕57号", Finality.NOT_FINAL))
        await uow.commit()
    return store


@pytest.mark.parametrize("part", [check, take_in])
async def test_a_list_of_workers_reads_the_case_as_often_as_one_worker_does(awarded: Store, part: Part) -> None:
    one, _ = await cost(awarded, part, range(1, 2))
    many, _ = await cost(awarded, part, range(100, 100 + MANY))

    assert many == one


async def test_each_worker_of_a_list_is_the_same_few_writes_however_many_there_are_already(awarded: Store) -> None:
    _, few = await cost(awarded, take_in, range(1, 1 + FEW))
    _, many = await cost(awarded, take_in, range(100, 100 + MANY))

    # The person and the day of the award; what the list itself writes is the same for both.
    assert many - few == 2 * (MANY - FEW)


async def test_who_was_entered_by_a_list_stands_in_its_order_with_the_own_day_of_the_award(awarded: Store) -> None:
    await take_in(awarded, range(1, 1 + FEW))
    await take_in(awarded, range(1, 1 + MANY))

    async with awarded.database.reading() as uow:
        people, award = await uow.cases.participants(CASE), await uow.awards.get(CASE)
    entered = [one for one in people if one.name.startswith("工人")]
    assert [one.name for one in entered] == [f"工人{row}" for row in range(1, 1 + MANY)]
    assert award is not None
    assert [one.identity for one in award.received] == [one.identity for one in entered]
    assert {one.on for one in award.received} == {date(2026, 4, 1)}


def worker(number: int) -> Participant:
    return a_participant(identity=f"worker{number}", name=f"工人{number}", phone=f"1390000{number:04}")


async def say_years(store: Store, rows: range) -> object:
    known = await limitation_records.view(CLERK, SERIAL, store.ports)
    said = tuple((f"worker{row}", Said(date(2025, 10, 9))) for row in rows)
    return await limitation_records.record(CLERK, RecordYears(SERIAL, known.version, said), store.ports)


async def test_the_years_of_many_workers_read_the_case_as_often_as_the_year_of_one(store: Store) -> None:
    async with store.database.begin() as uow:
        for row in range(MANY + 1):
            await uow.cases.add_participant(worker(row))
        await uow.commit()

    one, _ = await cost(store, say_years, range(1))
    many, _ = await cost(store, say_years, range(1, 1 + MANY))

    assert len(many) == len(one)


async def test_a_worker_who_is_named_twice_has_the_year_that_was_said_last(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.cases.add_participant(worker(0))
        await uow.commit()
    first, second = Said(date(2025, 10, 9)), Said(date(2025, 11, 9))
    await say_years(store, range(1))
    known = await limitation_records.view(CLERK, SERIAL, store.ports)

    command = RecordYears(SERIAL, known.version, (("worker0", second), ("worker0", first)))
    view = await limitation_records.record(CLERK, command, store.ports)

    assert [one.said for one in view.workers if one.identity == "worker0"] == [first]


async def test_a_move_on_site_asks_once_who_acts_for_nobody_any_more_however_many_agents_there_are(
    store: Store,
) -> None:
    store.clock.at = NOW - timedelta(days=1)
    async with store.database.begin() as uow:
        for row in range(FEW):
            await uow.cases.add_participant(replace(DAUGHTER, identity=Identity(f"agent{row}")))
        await uow.commit()

    with heard(store) as statements:
        command = MoveOnSite(SERIAL, "on-site-0001", NOW + timedelta(days=2), 60, "2 号调解室", None, ())
        await move_on_site(MEDIATOR, command, store.ports)

    assert sum("ORDER BY authority.recorded_at" in one for one in statements) == 1
