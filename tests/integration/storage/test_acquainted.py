"""Who knows of a case is one rule for every message, on both databases: nobody else hears by one that there is one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from server.domain.award import Received, Standing
from server.domain.case import CaseSource, CaseState
from server.domain.contact import ContactChannel, ContactOutcome
from server.domain.errors import ConflictError
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.outcome import EndingCode
from server.domain.reminder import ReminderKind
from server.services import case_links, contacts, desk, endings, notice_papers
from server.storage.tables import invitation
from tests.factories import NOW
from tests.integration.storage.test_own_warnings import TODAY, add, awarded, keep, names
from tests.support.referrals import SERIAL, accepted, agrees, nobody_has_it
from tests.support.statements import heard, reads
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

CASE = CaseId("case1")
SESSION = SessionId("session1")
SILENT = replace(EMPLOYER, identity=Identity("silent"), name="未联系公司", phone="13511112222", id_number="")
KNOWING = {WORKER.name, DAUGHTER.name, EMPLOYER.name}
"""The employer was invited, and said nothing; the silent house was not even that."""


@pytest.fixture(autouse=True)
async def silent(store: Store) -> None:
    await add(store, SILENT)


async def told(store: Store, kind: ReminderKind) -> set[str]:
    return {one.name for one in await desk.sent(CLERK, SERIAL, store.ports) if one.kind is kind}


async def acquainted(store: Store) -> set[str]:
    async with store.database.reading() as uow:
        return {one.name for one in await uow.cases.acquainted(CASE)}


async def test_a_silent_respondent_who_was_invited_is_told_who_mediates_and_one_who_was_not_is_told_nothing(
    store: Store,
) -> None:
    await nobody_has_it(store)

    await accepted(store)

    assert await told(store, ReminderKind.CASE_REFERRED) == KNOWING
    assert await told(store, ReminderKind.CASE_ACCEPTED) == KNOWING


async def test_a_silent_respondent_who_was_invited_is_told_of_the_ending_and_one_who_was_not_is_told_nothing(
    store: Store,
) -> None:
    store.clock.at = NOW - timedelta(days=1)

    await endings.end(MEDIATOR, endings.End(SERIAL, "key-00001", EndingCode.PARTY_UNWILLING, "不谈了"), store.ports)

    assert await told(store, ReminderKind.MEDIATION_ENDED) == KNOWING
    with pytest.raises(ConflictError) as refusal:
        await notice_papers.notice(CLERK, SERIAL, SILENT.identity, store.ports)
    assert refusal.value.code == "notice.not_told"


async def test_a_silent_respondent_who_was_invited_is_warned_of_its_own_day_and_one_who_was_not_is_told_nothing(
    store: Store,
) -> None:
    await keep(store, source=CaseSource.ORGANISATION, court=None, state=CaseState.ACCEPTED)
    received = [Received(one.identity, Standing.EMPLOYER, TODAY, "送达回证") for one in (EMPLOYER, SILENT)]
    await awarded(store, *received)

    assert await names(store, TODAY + timedelta(days=8)) == [EMPLOYER.name]


async def test_once_they_met_everybody_is_told_of_the_ending(store: Store) -> None:
    await store.open_session()
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
        assert session is not None
        await uow.sessions.save(session.adjourn(store.clock.now()))
        await uow.commit()

    await endings.end(MEDIATOR, endings.End(SERIAL, "key-00001", EndingCode.PARTY_UNWILLING, "不谈了"), store.ports)

    assert await told(store, ReminderKind.MEDIATION_ENDED) == {*KNOWING, SILENT.name}


async def call(store: Store, outcome: ContactOutcome) -> object:
    command = contacts.LogContact(
        SERIAL, "call-0001", SILENT.identity, store.clock.now(), ContactChannel.TELEPHONE, outcome, ""
    )
    return await contacts.log(MEDIATOR, command, store.ports)


Way = Callable[[Store], Awaitable[object]]
WAYS: dict[str, tuple[Way, bool]] = {
    "reached by telephone": (lambda store: call(store, ContactOutcome.REACHED), True),
    "called in vain": (lambda store: call(store, ContactOutcome.NO_ANSWER), False),
    "another's telephone": (lambda store: call(store, ContactOutcome.WRONG_NUMBER), False),
    "answered a step": (lambda store: agrees(store, SILENT.identity), True),
    "said no": (lambda store: agrees(store, SILENT.identity, yes=False), True),
    "holds a link": (lambda store: case_links.issue(CLERK, SERIAL, SILENT.identity, store.ports), True),
}


@pytest.mark.parametrize("name", WAYS)
async def test_whoever_was_reached_asked_or_handed_a_link_knows_of_the_case(store: Store, name: str) -> None:
    way, knows = WAYS[name]

    await way(store)

    assert (SILENT.name in await acquainted(store)) is knows


async def test_an_invitation_that_was_taken_back_was_one_and_without_any_only_the_applicants_know(
    store: Store,
) -> None:
    async with store.database.begin() as uow:
        link = await uow.invitations.get(SESSION, EMPLOYER.identity)
        assert link is not None
        await uow.invitations.save(link.revoke(store.clock.now()))
        await uow.commit()
    assert await acquainted(store) == KNOWING

    async with store.database.engine.begin() as connection:
        await connection.execute(delete(invitation))

    assert await acquainted(store) == {WORKER.name, DAUGHTER.name}


async def test_who_knows_of_a_case_is_one_question_however_many_people_it_has(store: Store) -> None:
    async with store.database.reading() as uow:
        with heard(store) as statements:
            await uow.cases.acquainted(CASE)

    assert len(reads(statements)) == 1
