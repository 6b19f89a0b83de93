"""A view on both databases: it waits for nobody, nobody waits for it, it sees one state and keeps nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import SQLAlchemyError

from server.services import award_records, case_page, endings, materials, parties, support_accesses, undisputed
from server.services.ports import Ports
from tests.factories import NOW, a_case
from tests.support.store import CLERK, MEDIATOR, Store

SERIAL = a_case().serial
PATIENCE_S = 30
View = Callable[[Ports], Awaitable[object]]
VIEWS: dict[str, View] = {
    "the page": lambda ports: case_page.view(CLERK, SERIAL, ports),
    "the ending": lambda ports: endings.view(CLERK, SERIAL, ports),
    "the people": lambda ports: parties.people(CLERK, SERIAL, ports),
    "the materials": lambda ports: materials.listed(CLERK, SERIAL, ports),
    "the documents": lambda ports: materials.documents(CLERK, SERIAL, ports),
    "the award": lambda ports: award_records.view(CLERK, SERIAL, ports),
    "who looked in": lambda ports: support_accesses.of_case(CLERK, SERIAL, ports),
    "the facts": lambda ports: undisputed.view(MEDIATOR, SERIAL, ports),
}


@pytest.mark.parametrize("name", VIEWS)
async def test_a_view_answers_while_somebody_holds_the_case(store: Store, name: str) -> None:
    async with store.database.begin() as uow:
        held = await uow.cases.by_serial(SERIAL)
        assert held is not None
        await uow.cases.save(replace(held, title="写到一半"))

        # A view that needed the case would wait for this transaction, and this transaction for the view.
        assert await asyncio.wait_for(VIEWS[name](store.ports), PATIENCE_S) is not None


async def test_a_view_sees_one_state_while_others_write(store: Store) -> None:
    async with store.database.reading() as reading:
        before = await reading.cases.by_serial(SERIAL)
        async with store.database.begin() as uow:
            held = await uow.cases.by_serial(SERIAL)
            assert held is not None
            await uow.cases.save(replace(held, title="别人改了"))
            await uow.commit()

        assert await reading.cases.by_serial(SERIAL) == before


async def test_a_view_keeps_nothing(store: Store) -> None:
    async with store.database.reading() as reading:
        with pytest.raises(RuntimeError, match="keeps nothing"):
            await reading.commit()


async def test_a_write_in_a_view_is_refused_and_the_next_who_writes_on_its_connection_is_not(store: Store) -> None:
    async with store.database.reading() as reading:
        held = await reading.cases.by_serial(SERIAL)
        assert held is not None
        with pytest.raises(SQLAlchemyError):
            await reading.cases.save(replace(held, title="在看的时候写"))

    async with store.database.begin() as uow:
        await uow.cases.save(replace(held, title="之后写"))
        await uow.commit()
    async with store.database.reading() as reading:
        after = await reading.cases.by_serial(SERIAL)
    assert after is not None
    assert after.title == "之后写"


async def test_the_page_says_what_its_parts_say(store: Store) -> None:
    page = await case_page.view(CLERK, SERIAL, store.ports)

    assert page.ending == await endings.view(CLERK, SERIAL, store.ports)
    assert page.people == await parties.people(CLERK, SERIAL, store.ports)
    assert page.case.serial == SERIAL
    assert page.clocks.now == NOW
