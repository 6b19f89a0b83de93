"""Checks of files on both databases: they keep nothing, take no lock, and say what taking in would say."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from types import TracebackType

import pytest
from sqlalchemy import func, select
from typing_extensions import override

from server.domain.party import Role
from server.domain.personal import PersonalPurpose
from server.services import parties, roster_import, sheets, worker_list
from server.services.ports import Ports, UnitOfWork
from server.services.roster_import import ImportReport
from server.services.specimen_numbers import citizen_number
from server.services.worker_list import MOST_ROWS
from server.storage import tables
from server.storage.rehearsal import SqlRehearsal
from server.storage.sealing import ColumnSeal
from tests.factories import a_case, an_account
from tests.support.rosters import CENTRE_LINE, OFFICE, PERSON_LINE, rows_of
from tests.support.store import CLERK, COLUMN_KEY, Store

SERIAL = a_case().serial
OFFICER = an_account(id="office1", login="office", role=Role.LABOUR_OFFICE, organisation=OFFICE)
WORKERS = sheets.write_csv(
    [
        ["姓名", "证件号码", "电话"],
        ["工人1", citizen_number("19900101", "001"), "13900000001"],
        ["工人2", citizen_number("19900101", "001"), "13900000002"],
        ["工人3", citizen_number("19900101", "003"), "13900000003"],
    ]
)
ENTRIES = rows_of(CENTRE_LINE, PERSON_LINE, CENTRE_LINE)
PATIENCE_S = 30


@pytest.fixture(autouse=True)
async def officer(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.accounts.add(OFFICER)
        await uow.commit()


async def check_workers(ports: Ports) -> ImportReport:
    return await worker_list.check(CLERK, SERIAL, WORKERS, sheets.read(WORKERS, MOST_ROWS), ports)


async def check_entries(ports: Ports) -> ImportReport:
    return await roster_import.check(OFFICER, b"file", ENTRIES, ports)


@dataclass
class Interrupted:
    """Rehearsals in whose midst, when everything is judged, somebody else does something."""

    store: Store
    meanwhile: Callable[[], Awaitable[object]]
    done: list[bool] = field(default_factory=list)

    def rehearse(self) -> UnitOfWork:
        """Return one."""
        interrupted = self

        class Rehearsal(SqlRehearsal):
            @override
            async def __aexit__(
                self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
            ) -> None:
                async with asyncio.timeout(PATIENCE_S):
                    await interrupted.meanwhile()
                interrupted.done.append(True)
                await super().__aexit__(kind, error, trace)

        return Rehearsal(self.store.database.engine, ColumnSeal(COLUMN_KEY))


@pytest.mark.parametrize("check", [check_workers, check_entries])
async def test_checking_a_file_takes_no_lock_and_another_act_on_the_case_is_done_while_the_check_is_open(
    store: Store, check: Callable[[Ports], Awaitable[ImportReport]]
) -> None:
    look = parties.Reveal(SERIAL, "li", PersonalPurpose.CONTACT, "核对送达电话")
    interrupted = Interrupted(store, lambda: parties.reveal(CLERK, look, store.ports))

    report = await check(replace(store.ports, rehearse=interrupted.rehearse))

    assert interrupted.done == [True]
    assert "added" in {row.result.value for row in report.rows}


@pytest.mark.parametrize("check", [check_workers, check_entries])
async def test_checking_a_file_writes_no_row_of_any_table(
    store: Store, check: Callable[[Ports], Awaitable[ImportReport]]
) -> None:
    before = await rows(store)

    await check(store.ports)

    assert await rows(store) == before


async def test_a_row_is_judged_with_those_before_it_as_it_will_be_when_it_is_taken_in(store: Store) -> None:
    workers, entries = await check_workers(store.ports), await check_entries(store.ports)

    command = worker_list.TakeIn(SERIAL, workers.digest, without_wrong=True)
    kept = await worker_list.apply(CLERK, command, WORKERS, sheets.read(WORKERS, MOST_ROWS), store.ports)
    listed = await roster_import.apply(OFFICER, b"file", ENTRIES, entries.digest, store.ports)

    assert [row.result.value for row in workers.rows] == ["added", "refused", "added"]
    assert (kept.rows, listed.rows) == (workers.rows, entries.rows)


async def test_nothing_that_was_only_rehearsed_becomes_true(store: Store) -> None:
    async with store.database.rehearse() as uow:
        with pytest.raises(RuntimeError):
            await uow.commit()


async def rows(store: Store) -> dict[str, int]:
    """Return how many rows every table has."""
    async with store.database.engine.connect() as connection:
        return {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            for table in tables.metadata.sorted_tables
        }
