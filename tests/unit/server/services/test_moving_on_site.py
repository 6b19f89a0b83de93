"""The move on site: only the meeting on site is to come, and no room stays open behind it."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from server.domain.attendance import ROOM_OPENED
from server.domain.case import CaseState
from server.domain.errors import ConflictError
from server.domain.ids import SessionId
from server.domain.outcome import OutcomeKind
from server.domain.reminder import ReminderKind
from server.domain.session import SessionMode, SessionState
from server.services import desk
from server.services.on_site import MoveOnSite, move_on_site
from server.storage import tables
from tests.factories import NOW
from tests.support.store import CLERK, MEDIATOR, PEOPLE, Store

SERIAL = "LY2026-000128"
SESSION = SessionId("session1")
PLACE = "西工区调解中心 2 号调解室"
COMMAND = MoveOnSite(SERIAL, "on-site-0001", NOW + timedelta(days=2), 60, PLACE, None, ())


@pytest.fixture(autouse=True)
def the_day_before(store: Store) -> None:
    store.clock.at = NOW - timedelta(days=1)


async def to_come(store: Store) -> list[SessionMode]:
    """Return how what is still to be held will be held."""
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        return [one.mode for one in await uow.sessions.of_case(case.id) if not one.is_over]


async def the_room_opens(store: Store) -> None:
    """Let the mediator open the room, of which the session does not know yet."""
    opened = {"session": SESSION, "seq": 1, "at": store.clock.now(), "kind": ROOM_OPENED}
    async with store.database.engine.begin() as connection:
        await connection.execute(
            insert(tables.room_event).values(**opened, identity=MEDIATOR.id, name=MEDIATOR.name),
        )


async def test_after_the_move_only_the_meeting_on_site_is_to_come_and_everybody_is_told_once(store: Store) -> None:
    for _ in range(2):
        await move_on_site(MEDIATOR, COMMAND, store.ports)

    assert await to_come(store) == [SessionMode.ON_SITE]
    sent = await desk.sent(CLERK, SERIAL, store.ports)
    off = [one.text for one in sent if one.kind is ReminderKind.SESSION_CANCELLED]
    assert len(off) == len(PEOPLE)
    assert all("取消" in text and PLACE in text for text in off)
    assert ("end", SESSION) in store.rooms.heard


async def test_nobody_gets_in_by_the_link_of_the_session_that_is_off(store: Store) -> None:
    await move_on_site(MEDIATOR, COMMAND, store.ports)

    async with store.database.begin() as uow:
        links = [await uow.invitations.get(SESSION, person.identity) for person in PEOPLE]
    assert [link is not None and link.is_alive for link in links] == [False] * len(PEOPLE)


async def test_a_room_in_which_people_sit_is_closed_with_its_attendance_and_the_case_goes_on(store: Store) -> None:
    await the_room_opens(store)
    store.clock.at += timedelta(minutes=20)

    await move_on_site(MEDIATOR, COMMAND, store.ports)

    async with store.database.begin() as uow:
        session, outcome = await uow.sessions.get(SESSION), await uow.outcomes.get(SESSION)
        case = await uow.cases.by_serial(SERIAL)
    assert session is not None
    assert outcome is not None
    assert case is not None
    assert (session.state, outcome.decision.kind) == (SessionState.ADJOURNED, OutcomeKind.ADJOURNED)
    assert case.state is CaseState.ON_SITE
    assert await to_come(store) == [SessionMode.ON_SITE]
    assert ("end", SESSION) in store.rooms.heard


async def test_a_meeting_on_site_that_was_planned_already_stays(store: Store) -> None:
    await move_on_site(MEDIATOR, COMMAND, store.ports)
    later = MoveOnSite(SERIAL, "on-site-0002", NOW + timedelta(days=9), 60, PLACE, None, ())

    await move_on_site(MEDIATOR, later, store.ports)

    assert await to_come(store) == [SessionMode.ON_SITE, SessionMode.ON_SITE]


async def test_a_move_that_is_refused_leaves_sessions_and_rooms_alone(store: Store) -> None:
    await the_room_opens(store)
    asked = MoveOnSite(SERIAL, "on-site-0003", NOW + timedelta(days=2), 60, PLACE, PEOPLE[0].identity, ())

    with pytest.raises(ConflictError) as refused:
        await move_on_site(MEDIATOR, asked, store.ports)

    assert refused.value.code == "on_site.consent_missing"
    assert await to_come(store) == [SessionMode.ONLINE]
    assert store.rooms.heard == []
