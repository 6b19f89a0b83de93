"""Deletion on both databases: every row of a due case goes, keys and all, and of two writers one reads again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from server.domain.case import CaseState
from server.domain.data_request import DataRequestKind
from server.domain.ending import Ending
from server.domain.errors import StaleVersionError
from server.domain.facts import CaseEnded
from server.domain.ids import AccountId, CaseId, RecordingId, SessionId, ViewingId
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.recording import RecordingState
from server.domain.retention import Kept
from server.domain.viewing import Play, PlayAction, Viewing, ViewingPurpose
from server.services import case_links, data_requests, deleting, materials, outcomes, retention
from server.services.access import LinkKey
from server.services.deleting import Keeper
from server.services.filing import Upload
from server.storage import tables
from server.storage.erasing import of_case
from tests.factories import NOW, a_case, a_recording
from tests.support.kept import undelivered
from tests.support.store import CLERK, JUDGE, MEDIATOR, STAFF, Store

CASE, SERIAL = a_case().id, a_case().serial
LONG_AFTER = NOW + timedelta(days=366 * 11)


class Shelf:
    """Where recordings lie."""

    async def erase(self, recording: RecordingId) -> None:
        assert recording


async def lived_through(store: Store) -> None:
    """Let the case have rows in tables of every depth: outcome, recording, viewing with plays, request, lifted hold."""
    made = await case_links.issue(CLERK, SERIAL, "li", store.ports)
    device = (await case_links.open_link(LinkKey(made.token, None), store.ports)).device
    await data_requests.ask(LinkKey(made.token, device), DataRequestKind.CORRECT, "电话写错了", store.ports)
    await materials.add(MEDIATOR, SERIAL, Upload("劳动合同.pdf", b"%PDF-1.7 the contract"), store.ports)
    async with store.database.begin() as uow:
        session, case = await uow.sessions.get(SessionId("session1")), await uow.cases.get(CASE)
        assert session is not None
        assert case is not None
        await uow.sessions.save(session.open(NOW))
        await uow.cases.save(replace(case, state=CaseState.IN_MEDIATION))
        await uow.recordings.add(a_recording(state=RecordingState.SEALED, manifest_sha256="f" * 64))
        purpose = ViewingPurpose.CONFIRMATION_REVIEW
        viewing = Viewing(ViewingId("v1"), session.id, JUDGE.id, JUDGE.name, JUDGE.role, purpose, "核对协议", NOW)
        await uow.viewings.add(viewing)
        await uow.viewings.add_play(Play(ViewingId("v1"), NOW, PlayAction.PLAY, 0))
        await uow.commit()
    ended = outcomes.Conclude(
        "session1", "outcome-1", OutcomeKind.NOT_SETTLED, ending_code=EndingCode.DIFFERENCES_TOO_LARGE, reason="相差大"
    )
    await outcomes.conclude(MEDIATOR, ended, store.ports)
    held = (await retention.place(CLERK, SERIAL, "另案诉讼中", store.ports)).holds[0]
    await retention.lift(CLERK, SERIAL, held.id, held.version, store.ports)


async def file(store: Store) -> None:
    async with store.database.begin() as uow:
        case, ended = await uow.cases.get(CASE), await uow.endings.get(CASE)
        assert case is not None
        assert ended is not None
        await uow.endings.save(replace(ended, closed_at=NOW))
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()


async def rows(store: Store) -> dict[str, int]:
    found = {}
    async with store.database.engine.connect() as connection:
        for table in tables.metadata.sorted_tables:
            where = of_case(table, CASE)
            if where is not None:
                counted = await connection.execute(select(func.count()).select_from(table).where(where))
                found[table.name] = counted.scalar_one()
    return {name: count for name, count in found.items() if count}


async def test_every_row_of_a_due_case_goes_and_those_of_another_case_stay(store: Store) -> None:
    await lived_through(store)
    await file(store)
    async with store.database.begin() as uow:
        await uow.cases.add(replace(a_case(), id=CaseId("case2"), serial="LY2026-000129", state=CaseState.FILED))
        other = Ending(CaseId("case2"), EndingCode.OTHER, "其他", NOW, AccountId(MEDIATOR.id), MEDIATOR.name)
        await uow.endings.add(replace(other, closed_at=LONG_AFTER))
        await uow.commit()
    before = await rows(store)
    assert {"play", "outcome", "recording", "data_request", "legal_hold", "case_link", "case_ending"} <= set(before)
    store.clock.at = LONG_AFTER

    await deleting.run(Keeper(store.ports, Shelf()))

    assert await rows(store) == {}
    async with store.database.begin() as uow:
        assert await uow.cases.get(CaseId("case2")) is not None
        assert len(await uow.retention.certificates((a_case().court or "",), 10)) == 2
        assert await uow.retention.unfinished(10) == ()
        assert [await uow.accounts.get(AccountId(one.id)) for one in STAFF] == list(STAFF)


async def test_the_facts_of_a_deleted_case_go_with_it_and_those_of_another_case_stay(store: Store) -> None:
    await lived_through(store)
    await file(store)
    async with store.database.begin() as uow:
        await uow.outbox.add(CaseEnded("LY2026-000129", "other", NOW), "case-ended:case2")
        await uow.commit()
    before = [payload["serial"] for _, _, payload in await undelivered(store.database.engine)]
    assert set(before) == {SERIAL, "LY2026-000129"}
    store.clock.at = LONG_AFTER

    await deleting.run(Keeper(store.ports, Shelf()))

    after = [payload["serial"] for _, _, payload in await undelivered(store.database.engine)]
    assert after == ["LY2026-000129"]


async def test_a_hold_and_a_deletion_that_read_the_same_case_are_not_both_done(store: Store) -> None:
    await lived_through(store)
    await file(store)
    store.clock.at = LONG_AFTER
    async with store.database.begin() as uow:
        seen = await uow.cases.get(CASE)
    assert seen is not None
    assert await deleting.delete(CASE, Kept.RECORDING, store.ports)

    async with store.database.begin() as uow:
        with pytest.raises(StaleVersionError):
            await uow.cases.save(seen)
