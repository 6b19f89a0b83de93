"""Instalments of an agreement: what staff saw and what the parties say."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from server.domain.account import Account
from server.domain.case import CaseState
from server.domain.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleVersionError,
)
from server.domain.ids import Identity
from server.domain.party import Role, Side
from server.domain.performance import Extent, PerformanceState
from server.domain.remedy import Remedy
from server.domain.reminder import ReminderKind
from server.services import (
    own_course,
    performances,
)
from server.services.performances import MarkPerformance
from server.storage.audit_log import read_audit
from tests.support.agreements import LAST_DAY, SERIAL, SIGNED, on, own, shown, to_people
from tests.support.case_acts import put
from tests.support.store import CLERK, EMPLOYER, JUDGE, MEDIATOR, OTHER_MEDIATOR, WORKER, Store


def seen(number: int, extent: Extent, **changes: Any) -> MarkPerformance:  # noqa: ANN401 - any field of a mark
    made = MarkPerformance(SERIAL, number, 0, extent, SIGNED, "银行回单 尾号 0417")
    return replace(made, **changes)


async def test_a_performed_instalment_says_who_saw_it_when_and_by_what_and_the_same_again_is_one(
    in_force: Store,
) -> None:
    for _ in range(2):
        await performances.record(CLERK, seen(1, Extent.FULLY), in_force.ports)
    one = await shown(in_force, 1)
    assert one.state is PerformanceState.PERFORMED
    assert [(mark.by, mark.on, mark.proof, mark.by_party) for mark in one.marks] == [
        (CLERK.name, SIGNED, "银行回单 尾号 0417", False)
    ]
    assert (await shown(in_force, 2)).state is PerformanceState.DUE
    entries = [one.act.action for one in await read_audit(in_force.database.engine)]
    assert entries.count("performance.marked") == 1


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"proof": "  "}, {"proof": "required"}),
        ({"on": SIGNED + timedelta(days=1)}, {"on": "future"}),
        ({"number": 0}, {"number": "unknown"}),
        ({"number": 3}, {"number": "unknown"}),
    ],
)
async def test_a_mark_without_proof_of_a_day_ahead_or_of_no_instalment_changes_nothing(
    in_force: Store, changes: dict[str, Any], fact: dict[str, str]
) -> None:
    with pytest.raises(InvalidError) as refusal:
        await performances.record(MEDIATOR, replace(seen(1, Extent.FULLY), **changes), in_force.ports)
    assert (refusal.value.code, refusal.value.facts) == ("performance.invalid", fact)
    assert (await shown(in_force, 1)).marks == ()


async def test_staff_mark_nothing_in_a_case_that_is_filed(in_force: Store) -> None:
    await performances.record(CLERK, seen(1, Extent.FULLY), in_force.ports)
    await put(in_force, CaseState.FILED)

    await performances.record(CLERK, seen(1, Extent.FULLY), in_force.ports)
    with pytest.raises(ConflictError) as refusal:
        await performances.record(CLERK, seen(2, Extent.FULLY, version=1), in_force.ports)

    assert refusal.value.code == "file.closed"
    assert (await shown(in_force, 2)).marks == ()


async def test_proof_of_another_case_is_none(in_force: Store) -> None:
    with pytest.raises(NotFoundError):
        await performances.record(MEDIATOR, seen(1, Extent.FULLY, material="m9"), in_force.ports)
    assert (await shown(in_force, 1)).marks == ()


async def test_of_two_who_mark_at_once_the_second_reads_again(in_force: Store) -> None:
    await performances.record(MEDIATOR, seen(1, Extent.PARTLY), in_force.ports)
    with pytest.raises(StaleVersionError):
        await performances.record(CLERK, seen(1, Extent.NOT), in_force.ports)
    assert len((await shown(in_force, 1)).marks) == 1


@pytest.mark.parametrize("account", [JUDGE, OTHER_MEDIATOR])
async def test_nobody_else_marks_an_instalment_or_drafts_for_a_party(in_force: Store, account: Account) -> None:
    with pytest.raises((ForbiddenError, NotFoundError)):
        await performances.record(account, seen(1, Extent.FULLY), in_force.ports)
    with pytest.raises((ForbiddenError, NotFoundError)):
        await performances.draft(account, SERIAL, 1, Remedy.ARBITRATION, in_force.ports)
    assert (await shown(in_force, 1)).marks == ()


async def test_nobody_is_reminded_of_what_was_performed_and_of_what_was_partly_performed_people_are(
    in_force: Store,
) -> None:
    await performances.record(MEDIATOR, seen(1, Extent.FULLY), in_force.ports)
    await performances.record(MEDIATOR, seen(2, Extent.PARTLY, version=1), in_force.ports)
    for ahead in (-3, -1, 1):
        on(in_force, SIGNED + timedelta(days=5 + ahead))
        assert await to_people(in_force) == []
    for days in (1, 2):
        on(in_force, LAST_DAY + timedelta(days=days))
        assert (await to_people(in_force)).count(ReminderKind.PERFORMANCE_OVERDUE) == 2


async def test_what_one_party_alone_says_ends_the_reminders_but_closes_no_way(in_force: Store) -> None:
    employer = await own(in_force, EMPLOYER)
    for _ in range(2):
        await performances.record_own(employer, 1, Extent.FULLY, in_force.ports)
    assert (await shown(in_force, 1)).state is PerformanceState.CLAIMED
    assert len((await shown(in_force, 1)).marks) == 1
    on(in_force, SIGNED + timedelta(days=6))
    assert await to_people(in_force) == []
    assert Remedy.PAYMENT_ORDER in {offer.remedy for offer in (await shown(in_force, 1)).remedies}


async def test_a_witness_reads_nothing_of_what_is_owed(in_force: Store) -> None:
    witness = replace(WORKER, identity=Identity("witness"), name="赵师傅", side=Side.NEUTRAL, role=Role.AGENT)
    async with in_force.database.begin() as uow:
        await uow.cases.add_participant(witness)
        await uow.commit()

    link = await own(in_force, witness)

    assert (await own_course.look(link, in_force.ports)).performances == ()


async def test_what_the_other_side_denies_is_not_performed_however_often_it_is_said(in_force: Store) -> None:
    employer, worker = await own(in_force, EMPLOYER), await own(in_force, WORKER)
    await performances.record_own(employer, 1, Extent.FULLY, in_force.ports)
    await performances.record_own(worker, 1, Extent.NOT, in_force.ports)
    await performances.record_own(employer, 1, Extent.PARTLY, in_force.ports)
    await performances.record_own(employer, 1, Extent.FULLY, in_force.ports)
    on(in_force, SIGNED + timedelta(days=6))
    assert (await shown(in_force, 1)).state is PerformanceState.OVERDUE
    worker_sees = (await own_course.look(worker, in_force.ports)).performances[0]
    assert (worker_sees.state, worker_sees.own) == (PerformanceState.OVERDUE, Extent.NOT)
    await performances.record_own(worker, 1, Extent.FULLY, in_force.ports)
    assert (await shown(in_force, 1)).state is PerformanceState.PERFORMED
    assert (await shown(in_force, 1)).remedies == ()
