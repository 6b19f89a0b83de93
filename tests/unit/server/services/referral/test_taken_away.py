"""A case taken from its organisation takes what was planned with it."""

import pytest

from server.domain.case import CaseState
from server.domain.errors import ConflictError, StaleVersionError
from server.domain.ids import Identity, SessionId
from server.domain.session import SessionState
from server.services import (
    referrals,
    schedule,
    sessions,
)
from tests.support.referrals import PLANNED, SERIAL, accepted, desk, sees
from tests.support.store import CLERK, MEDIATOR, Store


async def test_what_the_former_organisation_planned_is_called_off_when_the_case_is_taken_away(store: Store) -> None:
    await accepted(store)
    made = await schedule.schedule(MEDIATOR, PLANNED, store.ports)

    await referrals.replace_organisation(CLERK, SERIAL, "长期没有进展", store.ports)

    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId(made.session))
        link = await uow.invitations.get(SessionId(made.session), Identity("li"))
    assert session is not None
    assert link is not None
    assert (session.state, link.is_alive) == (SessionState.CANCELLED, False)
    assert ("end", made.session) in store.rooms.heard
    assert (await desk(store)).state is CaseState.TO_APPOINT


async def test_no_case_is_taken_away_while_its_people_sit_together(store: Store) -> None:
    await accepted(store)
    made = await schedule.schedule(MEDIATOR, PLANNED, store.ports)
    store.clock.at = PLANNED.starts_at
    await sessions.mark_open(made.session, PLANNED.starts_at, store.ports)

    with pytest.raises(ConflictError) as refusal:
        await referrals.replace_organisation(CLERK, SERIAL, "长期没有进展", store.ports)

    assert refusal.value.code == "ending.session_open"
    assert await sees(store, MEDIATOR)


async def test_a_repeat_whose_session_bears_another_name_is_told_to_read_again(store: Store) -> None:
    await accepted(store)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.keys.claim(f"schedule:{case.id}", PLANNED.key, PLANNED.content(), store.clock.at)
        await uow.commit()

    with pytest.raises(StaleVersionError):
        await schedule.schedule(MEDIATOR, PLANNED, store.ports)
