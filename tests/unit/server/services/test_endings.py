"""A case that ends outside a session: what was planned is called off as if somebody had done it by hand."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from server.domain.attendance import ROOM_OPENED
from server.domain.errors import ConflictError
from server.domain.ids import SessionId
from server.domain.outcome import EndingCode
from server.domain.reminder import ReminderKind
from server.domain.session import SessionState
from server.services import desk, endings
from server.storage import tables
from tests.factories import NOW
from tests.support.store import CLERK, MEDIATOR, PEOPLE, Store

SERIAL = "LY2026-000128"
SESSION = SessionId("session1")
REASON = "申请人电话里说家里有事不想再谈"
COMMAND = endings.End(SERIAL, "ending-00001", EndingCode.PARTY_UNWILLING, REASON)


@pytest.fixture(autouse=True)
def the_day_before(store: Store) -> None:
    store.clock.at = NOW - timedelta(days=1)


async def links_alive(store: Store) -> list[bool]:
    async with store.database.begin() as uow:
        links = [await uow.invitations.get(SESSION, person.identity) for person in PEOPLE]
    return [link is not None and link.is_alive for link in links]


async def test_ending_a_case_kills_the_links_of_what_was_planned_and_ends_its_room(store: Store) -> None:
    await endings.end(MEDIATOR, COMMAND, store.ports)
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
    assert session is not None
    assert session.state is SessionState.CANCELLED
    assert await links_alive(store) == [False, False, False]
    assert ("end", SESSION) in store.rooms.heard


async def test_everybody_invited_is_told_once_that_the_session_is_off_and_not_why_the_case_ended(store: Store) -> None:
    for _ in range(2):
        await endings.end(MEDIATOR, COMMAND, store.ports)
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    off = [one for one in sent if one.kind is ReminderKind.SESSION_CANCELLED]
    assert (len(off), len(sent)) == (3, 6)
    assert all("取消" in one.text for one in off)
    assert all(REASON not in one.text for one in sent)
    assert store.rooms.heard == [("end", SESSION)]


async def test_whose_link_was_dead_already_is_not_told_that_the_session_is_off(store: Store) -> None:
    async with store.database.begin() as uow:
        link = await uow.invitations.get(SESSION, PEOPLE[1].identity)
        assert link is not None
        await uow.invitations.save(link.revoke(store.clock.now()))
        await uow.commit()
    await endings.end(MEDIATOR, COMMAND, store.ports)
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    assert PEOPLE[1].name not in [one.name for one in sent if one.kind is ReminderKind.SESSION_CANCELLED]


async def test_an_ending_refused_for_an_open_session_leaves_links_and_people_alone(store: Store) -> None:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SESSION)
        assert session is not None
        await uow.sessions.save(session.open(store.clock.now()))
        await uow.commit()
    with pytest.raises(ConflictError) as refusal:
        await endings.end(MEDIATOR, COMMAND, store.ports)
    assert refusal.value.code == "ending.session_open"
    assert await links_alive(store) == [True, True, True]
    assert (await desk.sent(CLERK, SERIAL, store.ports), store.rooms.heard) == ((), [])


async def test_no_case_ends_while_its_room_is_open_though_the_session_does_not_know_yet(store: Store) -> None:
    async with store.database.engine.begin() as connection:
        await connection.execute(
            insert(tables.room_event).values(
                session=SESSION,
                seq=1,
                at=store.clock.now(),
                kind=ROOM_OPENED,
                identity=MEDIATOR.id,
                name="王调解员",
            )
        )
    with pytest.raises(ConflictError) as refusal:
        await endings.end(MEDIATOR, COMMAND, store.ports)
    assert refusal.value.code == "ending.session_open"
    assert (await links_alive(store), store.rooms.heard) == ([True, True, True], [])
