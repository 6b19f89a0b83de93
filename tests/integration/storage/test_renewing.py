"""Clocks kept by older rules are worked out anew while the server runs, on both databases, some cases at a time."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from server.domain.beijing import beijing_day
from server.domain.case import CaseSource, CaseState
from server.domain.clocks import RULES_VERSION, ClockState
from server.domain.deadlines import DeadlineRule
from server.domain.ids import CaseId
from server.services import clocks, renewing
from server.storage.schema import downgrade_engine, upgrade_engine
from server.storage.tables import case_file
from server.storage.tables.terms import case_clock, clock_rules
from tests.factories import NOW, a_case
from tests.integration.storage.test_own_warnings import CASE, awarded, got, keep, names
from tests.support.store import WORKER, Store

TODAY = beijing_day(NOW)
OLD = 0


async def older(store: Store) -> None:
    """Leave the case as an older program kept it: another day, and another clock nobody knows any more."""
    wrong = {
        "case_id": CASE,
        "key": "objection",
        "rule": DeadlineRule.CONFIRM_OBJECT_15D.value,
        "who": "",
        "starts_on": TODAY,
        "nominal_on": TODAY + timedelta(days=3),
        "due_on": TODAY + timedelta(days=3),
        "state": ClockState.RUNNING.value,
        "is_provisional": False,
        "done_on": None,
    }
    async with store.database.engine.begin() as connection:
        await connection.execute(update(clock_rules).values(version=OLD))
        await connection.execute(update(case_clock).values(nominal_on=TODAY, due_on=TODAY))
        await connection.execute(insert(case_clock).values(**wrong))


async def kept(store: Store) -> dict[str, str]:
    async with store.database.engine.connect() as connection:
        return {row.key: str(row.due_on) for row in await connection.execute(select(case_clock))}


@pytest.fixture
async def arbitrated(store: Store) -> Store:
    await keep(store, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
    await awarded(store, got(WORKER, TODAY))
    return store


@pytest.mark.parametrize("state", [CaseState.ACCEPTED, CaseState.ENDED, CaseState.FILED])
async def test_clocks_of_older_rules_are_worked_out_anew_once_also_in_a_filed_case(
    arbitrated: Store, state: CaseState
) -> None:
    await keep(arbitrated, state=state)
    right = await kept(arbitrated)
    await older(arbitrated)
    assert await kept(arbitrated) != right
    assert await renewing.renew(arbitrated.ports) == 1
    assert await kept(arbitrated) == right
    assert await renewing.renew(arbitrated.ports) == 0


async def test_a_party_is_told_of_the_day_the_rules_of_now_know_and_not_of_the_old_one(arbitrated: Store) -> None:
    await older(arbitrated)
    await renewing.renew(arbitrated.ports)
    assert await names(arbitrated, TODAY) == []
    assert await names(arbitrated, TODAY + timedelta(days=8)) == [WORKER.name]


async def test_what_a_fact_renewed_meanwhile_is_left_alone(arbitrated: Store) -> None:
    await older(arbitrated)
    await keep(arbitrated)
    assert await renewing.renew(arbitrated.ports) == 0
    async with arbitrated.database.begin() as uow:
        assert await uow.clocks.outdated(RULES_VERSION, "", 10) == ()
        assert await uow.clocks.outdated(RULES_VERSION + 1, "", 10) == (CASE,)


async def test_many_cases_are_renewed_some_at_a_time_and_one_that_fails_keeps_no_other_from_its_turn(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with store.database.begin() as uow:
        for number in range(2, 8):
            case = a_case(id=CaseId(f"case{number}"), serial=f"LY2026-00020{number}")
            await uow.cases.add(case)
            await clocks.refresh(uow, case, NOW)
        await uow.commit()
    async with store.database.engine.begin() as connection:
        await connection.execute(update(clock_rules).values(version=OLD))
        # What nobody can read any more: a state this program does not know.
        await connection.execute(update(case_file).where(case_file.c.id == "case3").values(state="unheard-of"))
    monkeypatch.setattr(renewing, "AT_ONCE", 2)
    monkeypatch.setattr(renewing, "MOST_TURNS", 2)
    assert await renewing.renew(store.ports) == 3
    assert await renewing.renew(store.ports) == 2
    async with store.database.begin() as uow:
        assert await uow.clocks.outdated(RULES_VERSION, "", 10) == ("case3",)


async def test_what_was_kept_before_versions_were_known_is_renewed_after_the_migration(arbitrated: Store) -> None:
    right = await kept(arbitrated)
    await older(arbitrated)
    await downgrade_engine(arbitrated.database.engine, "0035")
    await upgrade_engine(arbitrated.database.engine)
    assert await renewing.renew(arbitrated.ports) == 1
    assert await kept(arbitrated) == right
