"""Whose cases an office counts: of courts that confirmed an entry it keeps, never of one it only drafted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.beijing import beijing_day
from server.domain.outcome import EndingCode
from server.domain.party import Role
from server.domain.roster import EntryState
from server.services import endings, figures
from tests.factories import NOW, an_account
from tests.support.referrals import entry
from tests.support.rosters import OFFICE
from tests.support.store import MEDIATOR, Store

OFFICER = an_account(id="office1", login="office", role=Role.LABOUR_OFFICE, organisation=OFFICE)
END = endings.End("LY2026-000128", "ending-00001", EndingCode.DIFFERENCES_TOO_LARGE, "相差一万二千元，不能接近")


@pytest.mark.parametrize(
    ("state", "counted"),
    [(EntryState.DRAFT, 0), (EntryState.RETURNED, 0), (EntryState.STOPPED, 0), (EntryState.LISTED, 1)],
)
async def test_an_office_counts_the_cases_of_a_court_only_by_an_entry_in_force(
    store: Store, state: EntryState, counted: int
) -> None:
    async with store.database.begin() as uow:
        await uow.roster.add(replace(entry("调解中心", None, None), state=state))
        await uow.commit()
    store.clock.at = NOW - timedelta(days=1)
    await endings.end(MEDIATOR, END, store.ports)

    assert (await figures.read(OFFICER, beijing_day(NOW).year, store.ports)).ended == counted
