"""A filed case is closed: nothing is added to it, and what was added before stays."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

import pytest

from server.domain.authority import AuthorityKind, Paper, Power
from server.domain.case import CaseState
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep
from server.domain.case_file import ALL, OPEN_FOR
from server.domain.case_link import CaseLink
from server.domain.errors import ConflictError
from server.domain.secret import digest
from server.services import cases, materials, own_case, parties, powers, steps
from server.services.access import LinkKey
from server.services.filing import Upload
from tests.factories import NOW
from tests.support.people import SERIAL, THIRD, stands
from tests.support.store import CLERK, MEDIATOR, WORKER, Store

KEY = LinkKey("token", "device")
PAPER = Upload("收条.pdf", b"%PDF-1.7 a receipt")
AUTHORITY = powers.RecordAuthority(
    serial=SERIAL,
    key="authority-1",
    agent="min",
    principal="li",
    kind=AuthorityKind.RELATIVE,
    matters="全部事项",
    powers=frozenset({Power.SETTLE}),
    papers=frozenset({Paper.AUTHORITY, Paper.IDENTITY, Paper.RELATION}),
    signed_on=date(2026, 4, 1),
)


def agreeing(*, yes: bool = True) -> steps.RecordStep:
    return steps.RecordStep(
        SERIAL, "li", ConsentStep.E_SERVICE, yes, ConsentChannel.ORAL, reason="" if yes else "换号了"
    )


WRITES: dict[str, Callable[[Store], Awaitable[object]]] = {
    "person": lambda store: parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", THIRD), store.ports),
    "authority": lambda store: powers.record(CLERK, AUTHORITY, store.ports),
    "consent": lambda store: steps.record(MEDIATOR, agreeing(), store.ports),
    "material": lambda store: materials.add(CLERK, SERIAL, PAPER, store.ports),
    "protected material": lambda store: materials.add_protected(MEDIATOR, SERIAL, PAPER, store.ports),
    "own material": lambda store: own_case.add_material(KEY, PAPER, store.ports),
    "own consent": lambda store: own_case.answer_step(
        KEY,
        steps.OwnAnswer(ConsentStep.ONLINE_MEDIATION, answer=True, wording=STEPS_WORDING, origin="一部手机"),
        store.ports,
    ),
}


@pytest.fixture
async def linked(store: Store) -> Store:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        link = CaseLink(case.id, WORKER.identity, digest("token"), NOW, NOW.replace(year=2099), digest("device"))
        await uow.case_links.add(link)
        await uow.commit()
    return store


async def bring(store: Store, state: CaseState) -> None:
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=state))
        await uow.commit()


async def lines(store: Store) -> int:
    return len((await cases.view(CLERK, SERIAL, store.ports)).timeline)


def test_only_a_filed_case_is_closed_to_everything() -> None:
    assert {state: OPEN_FOR[state] for state in CaseState if OPEN_FOR[state] != ALL} == {CaseState.FILED: frozenset()}


@pytest.mark.parametrize("what", WRITES)
async def test_nothing_is_added_to_a_filed_case(linked: Store, what: str) -> None:
    await bring(linked, CaseState.FILED)
    before = await lines(linked)

    with pytest.raises(ConflictError) as refused:
        await WRITES[what](linked)

    assert refused.value.code == "file.closed"
    assert await lines(linked) == before


@pytest.mark.parametrize("what", WRITES)
async def test_until_it_is_filed_a_case_that_ended_takes_what_still_comes_in(linked: Store, what: str) -> None:
    await bring(linked, CaseState.ENDED)

    await WRITES[what](linked)


async def test_what_was_sent_before_the_case_was_filed_is_answered_as_before(linked: Store) -> None:
    for write in WRITES.values():
        await write(linked)
    await bring(linked, CaseState.FILED)

    for write in WRITES.values():
        await write(linked)


async def test_a_yes_is_taken_back_in_a_filed_case_too(linked: Store) -> None:
    linked.clock.at = NOW.replace(year=NOW.year - 1)
    await steps.record(MEDIATOR, agreeing(), linked.ports)
    await bring(linked, CaseState.FILED)

    view = await steps.record(MEDIATOR, agreeing(yes=False), linked.ports)

    assert stands(view, "li", ConsentStep.E_SERVICE) is False
