"""Facts on their way to another system, on both databases: none lost, none twice but under its key, in order."""

import asyncio
from datetime import date, timedelta

import pytest

from server.domain.case import CaseSource
from server.domain.delivery import MOST_TRIES, Fault
from server.domain.errors import ConflictError, ForbiddenError
from server.domain.facts import ApplicationSent, CaseEnded, CaseReceived, CaseReferred, Fact
from server.domain.ids import CaseId, EntryId
from server.domain.party import Role
from server.domain.profile import EntryKind
from server.domain.roster import Certificate, Entry, EntryState
from server.services import dead_letters, desk
from server.services.delivering import LEASE, deliver
from server.services.ports.outbox import FactCarrierError
from server.storage.schema import downgrade_engine, upgrade_engine
from tests.factories import NOW, a_case, an_account
from tests.support.gateway import OtherSystem, PowerCutError
from tests.support.kept import undelivered
from tests.support.rosters import OFFICE, an_organisation
from tests.support.store import CLERK, Store

HERE, THERE = "LY2026-000128", "LY2026-000129"
ADMIN = an_account(id="admin1", login="admin", name="管理员", role=Role.COURT_ADMIN, organisation="老城区人民法院")
OTHER_ADMIN = an_account(id="admin2", login="admin2", name="外院管理员", role=Role.COURT_ADMIN, organisation="另一法院")
FACTS: tuple[tuple[str, Fact], ...] = (
    ("here-1", CaseReceived(HERE, "entrusted", NOW - timedelta(days=14))),
    ("there-1", CaseReceived(THERE, "organisation", NOW - timedelta(days=13))),
    ("here-2", CaseReferred(HERE, "调解中心", NOW - timedelta(days=12))),
    ("here-3", CaseEnded(HERE, "other", NOW - timedelta(days=1))),
    ("there-2", CaseEnded(THERE, "agreement", NOW - timedelta(hours=2))),
)
REFUSED = FactCarrierError(Fault.REFUSED, 422, final=True)
BUSY = FactCarrierError(Fault.TURNED_AWAY, 503)


@pytest.fixture
async def full(store: Store) -> Store:
    """Return a store with facts of two cases; the second has no court, and an organisation of this court's roster."""
    async with store.database.begin() as uow:
        for account in (ADMIN, OTHER_ADMIN):
            await uow.accounts.add(account)
        await uow.cases.add(
            a_case(
                id=CaseId("case2"),
                serial=THERE,
                court_number=None,
                court=None,
                organisation="街道调解中心",
                source=CaseSource.ORGANISATION,
            )
        )
        for key, fact in FACTS:
            await uow.outbox.add(fact, key)
        await uow.commit()
    return store


async def test_every_fact_arrives_once_and_those_of_a_case_in_their_order(full: Store) -> None:
    system = OtherSystem()

    assert await deliver(full.ports, system) == len(FACTS)
    assert await deliver(full.ports, system) == 0

    assert sorted(system.keys) == sorted(key for key, _ in FACTS)
    assert [key for key in system.keys if key.startswith("here")] == ["here-1", "here-2", "here-3"]
    assert [key for key in system.keys if key.startswith("there")] == ["there-1", "there-2"]
    assert await undelivered(full.database.engine) == []


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_process_that_is_killed_between_two_steps_loses_nothing_and_repeats_only_under_the_key(
    full: Store, moment: str
) -> None:
    system = OtherSystem(dies=moment)
    with pytest.raises(PowerCutError):
        await deliver(full.ports, system)
    # Until the lease of the dead one ends nobody else sends it, and nothing of its case overtakes it.
    await deliver(full.ports, system)
    assert system.keys == [*(["here-1"] if moment == "after" else []), "there-1", "there-2"]

    full.clock.pass_by(LEASE)
    await deliver(full.ports, system)

    assert list(dict.fromkeys(system.keys)) == (
        ["here-1", "there-1", "there-2", "here-2", "here-3"]
        if moment == "after"
        else ["there-1", "there-2", "here-1", "here-2", "here-3"]
    )
    repeats = [letter for letter in system.took if letter.key == "here-1"]
    assert len(repeats) == (2 if moment == "after" else 1)
    assert all(letter == repeats[0] for letter in repeats)
    assert await undelivered(full.database.engine) == []


async def test_two_processes_at_once_send_each_fact_once_and_in_order(full: Store) -> None:
    system = OtherSystem()

    while await undelivered(full.database.engine):
        await asyncio.gather(*(deliver(full.ports, system) for _ in range(4)))

    assert sorted(system.keys) == sorted(key for key, _ in FACTS)
    assert [key for key in system.keys if key.startswith("here")] == ["here-1", "here-2", "here-3"]


async def test_a_system_that_is_busy_is_left_alone_and_tried_again_later_each_time_twice_as_late(full: Store) -> None:
    system = OtherSystem(refuses={key: BUSY for key, _ in FACTS})

    await deliver(full.ports, system)
    await deliver(full.ports, system)
    system.refuses.clear()
    assert await deliver(full.ports, system) == 0

    full.clock.pass_by(timedelta(minutes=2))
    assert await deliver(full.ports, system) == len(FACTS)


async def test_what_is_refused_for_good_waits_for_a_person_and_the_later_facts_of_its_case_wait_behind_it(
    full: Store,
) -> None:
    system = OtherSystem(refuses={"here-2": REFUSED})

    await deliver(full.ports, system)
    full.clock.pass_by(timedelta(days=30))
    await deliver(full.ports, system)

    assert system.keys == ["here-1", "there-1", "there-2"]
    found = await dead_letters.listing(ADMIN, full.ports)
    (dead,) = found.letters
    assert (dead.serial, dead.name, dead.fault, dead.status, dead.behind) == (
        HERE,
        "CaseReferred",
        Fault.REFUSED,
        422,
        1,
    )
    assert found.waiting == 1
    assert [one.text for one in await desk.prompts(ADMIN, full.ports)] != []


async def test_what_the_administrator_sends_again_arrives_and_so_does_what_waited_behind_it(full: Store) -> None:
    system = OtherSystem(refuses={"here-2": REFUSED})
    await deliver(full.ports, system)
    (dead,) = (await dead_letters.listing(ADMIN, full.ports)).letters
    system.refuses.clear()

    left = await dead_letters.send_again(ADMIN, (dead.id,), full.ports)
    await deliver(full.ports, system)

    assert (left.letters, left.waiting) == ((), 2)
    assert [key for key in system.keys if key.startswith("here")] == ["here-1", "here-2", "here-3"]
    with pytest.raises(ConflictError) as refusal:
        await dead_letters.send_again(ADMIN, (dead.id,), full.ports)
    assert refusal.value.code == "delivery.gone"


async def test_after_the_last_try_a_person_is_asked_and_told_of_it_once_that_day(full: Store) -> None:
    system = OtherSystem(refuses={"here-1": BUSY, "there-1": BUSY})

    for _ in range(2 * MOST_TRIES):
        await deliver(full.ports, system)
        full.clock.pass_by(timedelta(hours=12))

    found = await dead_letters.listing(ADMIN, full.ports)
    assert [(one.serial, one.fault, one.attempts) for one in found.letters] == [(HERE, Fault.TURNED_AWAY, MOST_TRIES)]
    told = await desk.prompts(ADMIN, full.ports)
    assert [one.serial for one in told] == [None]
    assert "李" not in told[0].text


async def test_an_administrator_sees_and_sends_only_what_is_of_their_court_and_its_organisations(full: Store) -> None:
    system = OtherSystem(refuses={"here-1": REFUSED, "there-1": REFUSED})
    await deliver(full.ports, system)
    dead = (await dead_letters.listing(ADMIN, full.ports)).letters
    assert (await dead_letters.listing(OTHER_ADMIN, full.ports)).letters == ()

    with pytest.raises(ConflictError):
        await dead_letters.send_again(OTHER_ADMIN, tuple(one.id for one in dead), full.ports)
    with pytest.raises(ForbiddenError):
        await dead_letters.listing(CLERK, full.ports)
    assert [one.serial for one in dead] == [HERE]

    async with full.database.begin() as uow:
        await uow.roster.add(invited("街道调解中心", "另一法院"))
        await uow.commit()

    assert [one.serial for one in (await dead_letters.listing(OTHER_ADMIN, full.ports)).letters] == [THERE]


async def test_one_that_is_not_dead_is_refused_and_then_none_of_the_others_is_sent(full: Store) -> None:
    system = OtherSystem(refuses={"here-1": REFUSED})
    await deliver(full.ports, system)
    (dead,) = (await dead_letters.listing(ADMIN, full.ports)).letters

    with pytest.raises(ConflictError):
        await dead_letters.send_again(ADMIN, (dead.id, dead.id + 2), full.ports)

    assert (await dead_letters.listing(ADMIN, full.ports)).letters == (dead,)


async def test_a_fact_that_holds_words_of_somebody_never_leaves(full: Store) -> None:
    async with full.database.begin() as uow:
        await uow.outbox.add(ApplicationSent(HERE, "李秀兰愿意让到三万元", NOW), "here-4")
        await uow.commit()
    system = OtherSystem()

    await deliver(full.ports, system)

    assert "here-4" not in system.keys
    (dead,) = (await dead_letters.listing(ADMIN, full.ports)).letters
    assert dead.fault is Fault.UNFIT


async def test_what_was_kept_before_there_was_a_delivery_is_delivered_in_its_order(full: Store) -> None:
    await downgrade_engine(full.database.engine, "0029")
    await upgrade_engine(full.database.engine)
    system = OtherSystem()

    await deliver(full.ports, system)

    assert [key for key in system.keys if key.startswith("here")] == ["here-1", "here-2", "here-3"]
    assert len(system.keys) == len(FACTS)


def invited(name: str, court: str) -> Entry:
    """Return the entry of an organisation on the roster of a court."""
    return Entry(
        EntryId("entry9"),
        EntryKind.ORGANISATION,
        court,
        OFFICE,
        None,
        None,
        live=an_organisation(name=name),
        state=EntryState.LISTED,
        certificate=Certificate("LTY-2024-017", date(2024, 3, 1)),
    )
