"""Whether the first papers named who was entered later can be put right, and the clocks follow."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.case import CaseState
from server.domain.errors import ConflictError, NotFoundError, StaleVersionError
from server.domain.ids import Identity
from server.domain.party import Capacity, PartyKind, Role, Side
from server.services import clocks, explanations, first_papers, parties
from server.services.first_papers import CorrectFirstPapers
from server.services.parties import AddPerson, PersonFacts
from server.services.ports.desk import AuditConditions
from server.services.ports.parties import CasePersonView
from tests.support.id_numbers import WORKER_NUMBER
from tests.support.referrals import SERIAL, TUESDAY, accepted
from tests.support.store import CLERK, OTHER_JUDGE, Store

WHY = "首次收件的申请书第二页有赵工友的签名"
COLLEAGUE = PersonFacts(
    "赵工友", Side.APPLICANT, Role.PARTY, "申请人", "13600001111", WORKER_NUMBER, PartyKind.PERSON, Capacity.USUAL
)


async def joined(store: Store, *, named: bool) -> CasePersonView:
    """Let a colleague be entered two weeks after the first receipt, who received the award long before."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        received = Received(Identity("li"), Standing.WORKER, TUESDAY.date(), "签收回执")
        await uow.awards.put(Award(case.id, Arbitration.AWARDED, finality=Finality.NOT_FINAL, received=(received,)))
        await uow.commit()
    await accepted(store)
    store.clock.at = TUESDAY + timedelta(days=14)
    facts = replace(COLLEAGUE, award_received_on=TUESDAY.date() - timedelta(days=10), in_first_papers=named)
    await parties.add_person(CLERK, AddPerson(SERIAL, "person-1", facts), store.ports)
    return await colleague(store)


async def colleague(store: Store) -> CasePersonView:
    found = await parties.people(CLERK, SERIAL, store.ports)
    return next(one for one in found.people if one.name == "赵工友")


async def correct(store: Store, one: CasePersonView, *, named: bool) -> None:
    await first_papers.correct(CLERK, CorrectFirstPapers(SERIAL, one.identity, one.version, named, WHY), store.ports)


async def is_late(store: Store) -> bool:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        return await explanations.bar(uow, case) is not None


async def suit(store: Store, one: CasePersonView) -> str:
    """Return how the colleague's day to sue is worked out."""
    shown = await clocks.view(CLERK, SERIAL, store.ports)
    return next("\n".join(clock.deadline.trace) for clock in shown.clocks if clock.key == f"sue:{one.identity}")


@pytest.mark.parametrize("named", [False, True])
async def test_a_wrong_tick_is_put_right_and_bar_and_clocks_follow_both_ways(store: Store, *, named: bool) -> None:
    one = await joined(store, named=named)
    assert (one.named_first, await is_late(store)) == (named, not named)
    before = await suit(store, one)
    store.clock.at += timedelta(days=3)

    await correct(store, one, named=not named)

    after = await colleague(store)
    assert (after.named_first, await is_late(store)) == (not named, named)
    assert await suit(store, one) != before
    await correct(store, after, named=named)
    assert (await is_late(store), await suit(store, one)) == (not named, before)


async def test_who_put_it_right_and_why_is_in_the_audit_log_once(store: Store) -> None:
    one = await joined(store, named=False)
    await correct(store, one, named=True)
    await correct(store, await colleague(store), named=True)

    page = await store.ports.desk.audit(AuditConditions("party.first_papers"), None, 100)

    assert [(line.actor, line.facts["identity"], line.facts["named"], line.facts["reason"]) for line in page.lines] == [
        (f"account:{CLERK.id}", one.identity, "yes", WHY)
    ]


async def test_who_came_with_the_case_or_is_asked_by_the_other_side_has_no_such_tick(store: Store) -> None:
    await joined(store, named=False)
    found = await parties.people(CLERK, SERIAL, store.ports)
    for one in found.people:
        if one.name == "赵工友":
            continue
        assert one.named_first is None
        with pytest.raises(ConflictError) as refusal:
            await correct(store, one, named=True)
        assert refusal.value.code == "party.named_first"


async def test_a_stale_page_a_stranger_and_a_filed_case_change_nothing(store: Store) -> None:
    one = await joined(store, named=False)
    with pytest.raises(StaleVersionError):
        await correct(store, replace(one, version=one.version + 1), named=True)
    command = CorrectFirstPapers(SERIAL, one.identity, one.version, named=True, reason=WHY)
    with pytest.raises(NotFoundError):
        await first_papers.correct(OTHER_JUDGE, command, store.ports)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()
    with pytest.raises(ConflictError):
        await correct(store, one, named=True)
    assert (await colleague(store)).named_first is False
