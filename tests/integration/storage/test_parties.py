"""The people of a case on both databases: kept as given, sealed, and never overwritten by a second writer."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from server.domain.authority import PAPERS, Authority, AuthorityKind, Power, Sighting
from server.domain.case_consent import (
    STEPS_WORDING,
    ConsentChannel,
    ConsentStep,
    StepAnswer,
    Withdrawal,
    WithdrawalAction,
)
from server.domain.contact import Contact, ContactChannel, ContactOutcome
from server.domain.errors import StaleVersionError
from server.domain.ids import CaseId, Identity
from server.storage.tables import parties as tables
from tests.factories import NOW
from tests.support.store import Store

CASE, LI = CaseId("case1"), Identity("li")
AUTHORITY = Authority(
    id="authority1",
    case=CASE,
    agent=Identity("min"),
    principal=LI,
    kind=AuthorityKind.RELATIVE,
    matters="代为参加调解",
    powers=frozenset({Power.SETTLE, Power.SIGN}),
    papers=PAPERS[AuthorityKind.RELATIVE],
    signed_on=date(2026, 4, 1),
    recorded_by="clerk1",
    recorded_at=NOW,
    until=date(2026, 6, 1),
)
YES = StepAnswer(answer=True, wording=STEPS_WORDING, at=NOW, channel=ConsentChannel.WRITTEN, recorded_by="clerk1")
CALL = Contact(CASE, LI, NOW, ContactChannel.TELEPHONE, "13800006027", ContactOutcome.REACHED, "", "clerk1", NOW)


async def test_an_authority_comes_back_as_it_was_put_in(store: Store) -> None:
    chosen = replace(
        AUTHORITY,
        id="authority2",
        kind=AuthorityKind.REPRESENTATIVE,
        papers=frozenset(),
        seen=Sighting("陈书记员", date(2026, 4, 2)),
    )
    async with store.database.begin() as uow:
        await uow.authorities.add(AUTHORITY)
        await uow.authorities.add(chosen)
        await uow.commit()

    async with store.database.begin() as uow:
        assert await uow.authorities.of_case(CASE) == (AUTHORITY, chosen)


async def test_two_who_end_an_authority_at_once_end_it_once(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.authorities.add(AUTHORITY)
        await uow.commit()
    async with store.database.begin() as uow:
        await uow.authorities.save(AUTHORITY.revoke(NOW))
        await uow.commit()

    async with store.database.begin() as uow:
        with pytest.raises(StaleVersionError):
            await uow.authorities.save(AUTHORITY.revoke(NOW))


async def test_answers_are_added_and_an_answer_at_the_same_place_is_refused(store: Store) -> None:
    async with store.database.begin() as uow:
        asked = await uow.steps.get(CASE, LI, ConsentStep.E_SERVICE)
        await uow.steps.save(asked.respond(YES))
        await uow.commit()

    async with store.database.begin() as uow:
        kept = await uow.steps.get(CASE, LI, ConsentStep.E_SERVICE)
        everybody = await uow.steps.of_step(CASE, ConsentStep.E_SERVICE)
        nobody = await uow.steps.of_step(CASE, ConsentStep.E_SIGNATURE)

    assert kept.answers == (YES,)
    assert everybody == {LI: kept}
    assert nobody == {}


async def test_a_withdrawal_is_decided_by_one_of_two(store: Store) -> None:
    asked = Withdrawal("w1", CASE, LI, ConsentStep.E_SERVICE, "不方便", NOW)
    async with store.database.begin() as uow:
        await uow.steps.add_withdrawal(asked)
        await uow.steps.save_withdrawal(asked.decide(WithdrawalAction.GRANT, "mediator1", "准许", NOW))
        await uow.commit()

    async with store.database.begin() as uow:
        with pytest.raises(StaleVersionError):
            await uow.steps.save_withdrawal(asked.decide(WithdrawalAction.REFUSE, "clerk1", "不准许", NOW))


async def test_the_number_that_was_tried_is_sealed_in_the_database(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.contacts.add(CALL)
        await uow.commit()

    async with store.database.engine.connect() as connection:
        row = (await connection.execute(select(tables.contact))).one()
    async with store.database.begin() as uow:
        assert await uow.contacts.of_case(CASE) == (CALL,)
    assert b"13800006027" not in row.number_sealed


async def test_a_correction_keeps_the_person_in_their_place(store: Store) -> None:
    async with store.database.begin() as uow:
        before = await uow.cases.participants(CASE)
        await uow.cases.save_participant(replace(before[1], name="张小敏", phone="13900000000"))
        await uow.commit()

    async with store.database.begin() as uow:
        after = await uow.cases.participants(CASE)
    assert [person.identity for person in after] == [person.identity for person in before]
    assert (after[1].name, after[1].phone) == ("张小敏", "13900000000")


async def test_the_room_asks_the_case_who_has_not_agreed(store: Store) -> None:
    async with store.database.begin() as uow:
        asked = await uow.steps.get(CASE, LI, ConsentStep.ONLINE_MEDIATION)
        await uow.steps.save(asked.respond(YES))
        await uow.commit()

    assert await store.database.meetings.without_consent("session1") == {"min", "zhou"}
