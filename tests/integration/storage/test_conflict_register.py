"""Whoever mediated a case is no agent of it or of its family afterwards, and the court can look it up."""

from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.account import Account
from server.domain.errors import ConflictError, ForbiddenError
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.panel import Seat
from server.domain.party import Capacity, PartyKind, Role, Side
from server.services import conflict_register, parties
from server.services.conflict_register import RegisterPurpose
from server.services.specimen_numbers import citizen_number
from server.storage.audit_log import read_audit
from tests.factories import NOW, a_case
from tests.support.store import CLERK, EMPLOYER, JUDGE, MEDIATOR, OTHER_MEDIATOR, WORKER, Store

SERIAL = "LY2026-000128"
OTHER = CaseId("case2")
AGENT = RegisterPurpose.AGENT


def an_agent(name: str) -> parties.PersonFacts:
    return parties.PersonFacts(
        name=name,
        side=Side.APPLICANT,
        role=Role.AGENT,
        kind=PartyKind.PERSON,
        standing=Capacity.USUAL,
        title="代理人",
        phone="13900001111",
        id_number=citizen_number("19700101"),
    )


async def another_case(store: Store, *, with_employer: bool) -> None:
    """Add an earlier case of the same worker that another mediator mediated."""
    async with store.database.begin() as uow:
        await uow.cases.add(a_case(id=OTHER, serial="LY2026-000001", mediator=OTHER_MEDIATOR.id))
        await uow.cases.add_participant(replace(WORKER, identity=Identity("w2"), case=OTHER, linked_to=None))
        employer = replace(EMPLOYER, identity=Identity("e2"), case=OTHER, linked_to=None)
        if not with_employer:
            employer = replace(employer, name="洛阳另一家公司")
        await uow.cases.add_participant(employer)
        await uow.panels.put_seat(
            Seat(
                OTHER, OTHER_MEDIATOR.id, None, OTHER_MEDIATOR.name, NOW - timedelta(days=60), NOW - timedelta(days=30)
            )
        )
        await uow.commit()


async def add(store: Store, name: str) -> None:
    await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", an_agent(name)), store.ports)


async def test_who_mediated_a_case_of_the_same_parties_is_no_agent_here(store: Store) -> None:
    await another_case(store, with_employer=True)
    with pytest.raises(ConflictError) as refusal:
        await add(store, OTHER_MEDIATOR.name)
    assert refusal.value.code == "authority.mediator"


async def test_who_mediated_another_dispute_of_the_worker_may_be_agent_here(store: Store) -> None:
    await another_case(store, with_employer=False)
    await add(store, OTHER_MEDIATOR.name)
    people = await parties.people(CLERK, SERIAL, store.ports)
    assert OTHER_MEDIATOR.name in [person.name for person in people.people]


async def test_nobody_becomes_a_mediator_of_the_case_by_correction(store: Store) -> None:
    await another_case(store, with_employer=True)
    await add(store, "周律师")
    people = await parties.people(CLERK, SERIAL, store.ports)
    agent = next(person for person in people.people if person.name == "周律师")
    name = OTHER_MEDIATOR.name
    wrong = parties.CorrectPerson(SERIAL, agent.identity, agent.version, name, "代理人", Capacity.USUAL, agent.origin)
    with pytest.raises(ConflictError):
        await parties.correct_person(CLERK, wrong, store.ports)


async def test_the_court_finds_by_name_or_serial_who_mediated_and_until_when(store: Store) -> None:
    await another_case(store, with_employer=True)
    by_name = await conflict_register.search(CLERK, OTHER_MEDIATOR.name, AGENT, store.ports)
    by_serial = await conflict_register.search(CLERK, "ly2026-000001", AGENT, store.ports)
    assert by_name == by_serial
    assert [(line.serial, line.until) for line in by_name] == [("LY2026-000001", NOW - timedelta(days=30))]


async def test_a_court_finds_only_its_own_cases(store: Store) -> None:
    await another_case(store, with_employer=True)
    elsewhere = replace(CLERK, id=AccountId("clerk9"), organisation="涧西区人民法院")
    assert await conflict_register.search(elsewhere, OTHER_MEDIATOR.name, AGENT, store.ports) == ()


async def test_signs_of_a_pattern_are_only_signs(store: Store) -> None:
    await another_case(store, with_employer=True)
    assert await conflict_register.search(CLERK, "%", AGENT, store.ports) == ()
    assert await conflict_register.search(CLERK, " \u3000", AGENT, store.ports) == ()


@pytest.mark.parametrize("account", [MEDIATOR, OTHER_MEDIATOR])
async def test_only_the_court_looks_into_the_register(store: Store, account: Account) -> None:
    with pytest.raises(ForbiddenError):
        await conflict_register.search(account, "王", AGENT, store.ports)


@pytest.mark.parametrize("title", ["翻译", "证人", "鉴定人"])
async def test_who_mediated_is_no_witness_expert_or_interpreter_either(store: Store, title: str) -> None:
    await another_case(store, with_employer=True)
    before = await parties.people(CLERK, SERIAL, store.ports)
    helper = replace(an_agent(OTHER_MEDIATOR.name), side=Side.NEUTRAL, role=Role.PARTY, title=title)
    with pytest.raises(ConflictError) as refusal:
        await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", helper), store.ports)
    assert refusal.value.code == "authority.mediator"
    assert await parties.people(CLERK, SERIAL, store.ports) == before


async def test_a_party_who_bears_the_name_of_a_mediator_stays_a_party(store: Store) -> None:
    await another_case(store, with_employer=True)
    namesake = replace(an_agent(OTHER_MEDIATOR.name), role=Role.PARTY, title="申请人")
    people = await parties.add_person(CLERK, parties.AddPerson(SERIAL, "person-1", namesake), store.ports)
    assert OTHER_MEDIATOR.name in [person.name for person in people.people]


async def test_a_judge_looks_somebody_up_and_the_audit_log_says_for_what_and_not_whom(store: Store) -> None:
    await another_case(store, with_employer=True)
    (line,) = await conflict_register.search(JUDGE, OTHER_MEDIATOR.name, RegisterPurpose.JUROR, store.ports)
    assert line.serial == "LY2026-000001"
    (entry,) = [one for one in await read_audit(store.database.engine) if one.act.action == "register.searched"]
    assert dict(entry.act.facts) == {"purpose": "juror", "found": "1"}
    assert entry.act.actor == f"account:{JUDGE.id}"


async def test_who_may_not_look_leaves_no_line(store: Store) -> None:
    with pytest.raises(ForbiddenError):
        await conflict_register.search(MEDIATOR, "王", AGENT, store.ports)
    assert [one for one in await read_audit(store.database.engine) if one.act.action == "register.searched"] == []
