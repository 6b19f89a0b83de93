"""The end of a session on both databases: at once, twice, and with the process dying in between."""

import asyncio

import pytest
from typing_extensions import override

from server.domain.errors import MediationError
from server.domain.outcome import EndingCode, OutcomeKind
from server.services import cases, outcomes, sessions
from server.services.access import session_of
from server.services.outcomes import Conclude
from server.services.session_views import OutcomeView
from tests.factories import NOW
from tests.support.kept import undelivered
from tests.support.store import MEDIATOR, ListeningRooms, Store

SETTLED = Conclude("session1", "key-00001", OutcomeKind.SETTLED, EndingCode.AGREEMENT, terms="十日内支付16,000元。")


class DyingRooms(ListeningRooms):
    """The process dies when the room is to be closed."""

    @override
    async def end(self, session: str) -> None:
        raise ConnectionResetError(session)


async def attempt(store: Store, command: Conclude) -> OutcomeView | str:
    try:
        return await outcomes.conclude(MEDIATOR, command, store.ports)
    except MediationError as refusal:
        return refusal.code


async def test_the_same_request_sent_at_once_from_everywhere_is_one_outcome(store: Store) -> None:
    await sessions.mark_open("session1", NOW, store.ports)

    answers = await asyncio.gather(*(attempt(store, SETTLED) for _ in range(5)))

    assert all(answer == answers[0] for answer in answers)
    assert not isinstance(answers[0], str)
    assert len(await undelivered(store.database.engine)) == 1


async def test_of_two_different_outcomes_at_once_one_stands_and_the_other_is_told(store: Store) -> None:
    await sessions.mark_open("session1", NOW, store.ports)
    other = Conclude("session1", "key-00002", OutcomeKind.ADJOURNED, reason="改日继续")

    answers = await asyncio.gather(attempt(store, SETTLED), attempt(store, other))

    refused = [answer for answer in answers if isinstance(answer, str)]
    stored = [answer for answer in answers if not isinstance(answer, str)]
    assert len(stored) == 1
    assert refused in (["session.illegal_transition"], ["conflict.stale"])
    assert (await sessions.view(MEDIATOR, "session1", store.ports)).outcome == stored[0]
    assert len(await undelivered(store.database.engine)) == 1


async def test_a_process_that_dies_after_the_commit_loses_nothing_and_a_repeat_closes_the_room(store: Store) -> None:
    await sessions.mark_open("session1", NOW, store.ports)
    dying = Store(store.database, rooms=DyingRooms())
    with pytest.raises(ConnectionResetError):
        await outcomes.conclude(MEDIATOR, SETTLED, dying.ports)

    outcome = await outcomes.conclude(MEDIATOR, SETTLED, store.ports)

    assert store.rooms.heard == [("end", "session1")]
    view = await cases.view(MEDIATOR, "LY2026-000128", store.ports)
    assert view.sessions[0].outcome == outcome
    assert len(await undelivered(store.database.engine)) == 1


async def test_a_process_that_dies_before_the_commit_leaves_everything_as_it_was(store: Store) -> None:
    await sessions.mark_open("session1", NOW, store.ports)
    before = await cases.view(MEDIATOR, "LY2026-000128", store.ports)
    task = asyncio.create_task(dies_before_commit(store))
    with pytest.raises(ConnectionResetError):
        await task

    assert await cases.view(MEDIATOR, "LY2026-000128", store.ports) == before
    assert await undelivered(store.database.engine) == []
    assert (await outcomes.conclude(MEDIATOR, SETTLED, store.ports)).kind is OutcomeKind.SETTLED


async def dies_before_commit(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.keys.claim("outcome:session1", SETTLED.key, SETTLED.content(), NOW)
        session = await session_of(uow, "session1")
        await uow.sessions.save(session.conclude(NOW))
        raise ConnectionResetError
