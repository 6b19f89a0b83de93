"""The audit log is verified whole from time to time, and behind that for every page: what cannot be hidden in it."""

import asyncio

import pytest

from server.domain.audit import Act, Place, entry
from server.services import auditing
from server.services.ports.desk import AuditConditions, AuditPage
from server.storage import tables
from server.storage.audit_log import read_audit
from tests.factories import NOW
from tests.support.kept import broken_audit_entry
from tests.support.store import Store

PATIENCE_S = 30
FORGED = Act("system", "test", "forged")


async def write(store: Store, entries: int) -> None:
    async with store.database.begin() as uow:
        for number in range(entries):
            await uow.audit.add(Act("system", "test", f"step:{number}"), NOW)
        await uow.commit()


async def change(store: Store, number: int, **values: object) -> None:
    table = tables.audit_entry
    async with store.database.engine.begin() as connection:
        await connection.execute(table.update().where(table.c.number == number).values(**values))


async def page(store: Store) -> AuditPage:
    return await store.ports.desk.audit(AuditConditions(), None, 3)


async def test_a_page_says_when_the_log_was_verified_whole_and_how_far(store: Store) -> None:
    before = await page(store)
    await write(store, 10)
    total = (await page(store)).total
    check = await auditing.verify(store.ports)
    await write(store, 2)

    after = await page(store)

    assert (before.checked_at, before.checked_to) == (None, 0)
    assert (check.at, check.upto.number, check.first_broken) == (store.clock.now(), total, None)
    assert (after.checked_at, after.checked_to) == (store.clock.now(), total)
    assert (after.total, after.first_broken) == (total + 2, None)


async def test_an_old_line_that_was_changed_is_found_by_the_command_and_the_next_verification(
    store: Store,
) -> None:
    await write(store, 10)
    await auditing.verify(store.ports)
    await change(store, 2, actor="nobody")

    out_of_sight = await page(store)
    at_once = await broken_audit_entry(store.database.engine)
    check = await auditing.verify(store.ports)
    told = await page(store)

    assert out_of_sight.first_broken is None
    assert at_once == 2
    assert (check.first_broken, told.first_broken) == (2, 2)


async def test_an_old_line_that_was_changed_with_its_digest_is_found_by_the_next_verification(store: Store) -> None:
    await write(store, 10)
    await auditing.verify(store.ports)
    first, second = (await read_audit(store.database.engine))[:2]
    await change(store, 2, subject="forged", digest=entry(FORGED, 2, second.at, first.digest).digest)

    assert (await auditing.verify(store.ports)).first_broken == 3


@pytest.mark.parametrize("before_verification", [True, False])
async def test_a_line_in_sight_that_was_changed_is_found_at_once(store: Store, *, before_verification: bool) -> None:
    if before_verification:
        await auditing.verify(store.ports)
    await write(store, 10)
    if not before_verification:
        await auditing.verify(store.ports)
    newest = (await page(store)).lines[0].number
    await change(store, newest - 1, actor="nobody")

    assert (await page(store)).first_broken == newest - 1


async def test_a_line_written_since_the_verification_that_was_changed_is_found_at_once(store: Store) -> None:
    await write(store, 2)
    number = (await auditing.verify(store.ports)).upto.number
    await write(store, 10)
    await change(store, number + 1, actor="nobody")

    found = await page(store)

    assert number + 1 < found.lines[-1].number
    assert found.first_broken == number + 1


async def test_an_end_that_was_cut_off_with_its_head_is_missed_again_and_again(store: Store) -> None:
    await write(store, 10)
    last = (await auditing.verify(store.ports)).upto.number
    kept = (await read_audit(store.database.engine))[-3]
    table, head = tables.audit_entry, tables.audit_head
    async with store.database.engine.begin() as connection:
        await connection.execute(table.delete().where(table.c.number > kept.number))
        await connection.execute(head.update().values(number=kept.number, digest=kept.digest))

    shown = await page(store)
    command = await broken_audit_entry(store.database.engine)
    verified = [(await auditing.verify(store.ports)).first_broken for _ in range(2)]

    assert (shown.first_broken, command, verified) == (last - 1, last - 1, [last - 1, last - 1])


async def test_a_log_written_anew_from_an_old_line_on_is_not_the_one_verified_before(store: Store) -> None:
    await write(store, 4)
    last = (await auditing.verify(store.ports)).upto.number
    place = Place()
    for kept in await read_audit(store.database.engine):
        anew = entry(FORGED, kept.number, kept.at, place.digest)
        values = {"actor": FORGED.actor, "action": FORGED.action, "subject": FORGED.subject, "facts": []}
        await change(store, kept.number, previous=place.digest, digest=anew.digest, **values)
        place = Place(kept.number, anew.digest)
    async with store.database.engine.begin() as connection:
        await connection.execute(tables.audit_head.update().values(digest=place.digest))

    assert await broken_audit_entry(store.database.engine) == last
    assert (await auditing.verify(store.ports)).first_broken == last


async def test_a_last_line_that_was_written_anew_is_found(store: Store) -> None:
    await write(store, 4)
    *_, before, last = await read_audit(store.database.engine)
    forged = entry(FORGED, last.number, last.at, before.digest)
    await change(store, last.number, subject="forged", digest=forged.digest)

    assert await broken_audit_entry(store.database.engine) == last.number


async def test_a_log_that_was_put_right_is_whole_at_the_next_verification(store: Store) -> None:
    await write(store, 4)
    await change(store, 2, actor="nobody")
    broken = await auditing.verify(store.ports)
    await change(store, 2, actor=(await read_audit(store.database.engine))[0].act.actor)

    assert broken.first_broken == 2
    assert (await auditing.verify(store.ports)).first_broken is None


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_an_act_of_a_long_transaction_keeps_nobody_else_from_acting(store: Store) -> None:
    before = (await page(store)).total
    async with store.database.begin() as long, asyncio.timeout(PATIENCE_S):
        await long.audit.add(Act("system", "test", "begun"), NOW)
        await write(store, 1)
        await long.audit.add(Act("system", "test", "done"), NOW)
        await long.commit()

    found = await read_audit(store.database.engine)
    assert [one.act.subject for one in found[before:]] == ["step:0", "begun", "done"]
    assert await broken_audit_entry(store.database.engine) is None


async def test_acts_of_a_transaction_that_was_not_committed_have_no_place(store: Store) -> None:
    before = (await page(store)).total
    async with store.database.begin() as left:
        await left.audit.add(Act("system", "test", "never"), NOW)
    await write(store, 1)

    assert (await page(store)).total == before + 1
    assert await broken_audit_entry(store.database.engine) is None


async def test_many_who_act_at_once_stand_in_one_chain(store: Store) -> None:
    before = (await page(store)).total
    await asyncio.gather(*(write(store, 1 + number % 3) for number in range(9)))

    assert (await page(store)).total == before + 18
    assert await broken_audit_entry(store.database.engine) is None
