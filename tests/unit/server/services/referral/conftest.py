"""The case of the store before anybody has it, with organisations and mediators to choose from."""

from dataclasses import replace

import pytest

from server.domain.case import CaseState
from server.domain.ids import EntryId
from tests.support.referrals import SERIAL, TUESDAY, UNION, entry
from tests.support.store import Store


@pytest.fixture(autouse=True)
async def ready(store: Store) -> None:
    """Put the case of the store back to where nobody has it, with two organisations and two mediators on the roster."""
    store.clock.at = TUESDAY
    async with store.database.begin() as uow:
        await uow.accounts.add(UNION)
        centre = replace(entry("调解中心", None, None), id=EntryId("centre"))
        union = replace(entry("总工会调解委员会", None, None), id=EntryId("union"))
        for one in (centre, union, entry("王调解员", "mediator1"), entry("孙调解员", "mediator2")):
            await uow.roster.add(one)
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        free = replace(case, state=CaseState.TO_APPOINT, organisation=None, mediator=None, received_at=TUESDAY)
        await uow.cases.save(free)
        await uow.commit()
