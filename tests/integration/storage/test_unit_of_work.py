import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from server.domain.audit import Act
from server.domain.errors import KeyReusedError, StaleVersionError
from server.domain.facts import SessionConcluded
from server.domain.ids import AccountId, CaseId, Identity, RecordingId, SessionId, ViewingId
from server.domain.outcome import Decision, EndingCode, Outcome, OutcomeKind
from server.domain.party import Role
from server.domain.viewing import Play, PlayAction, Viewing, ViewingPurpose
from server.services.specimen_numbers import citizen_number
from server.storage import tables
from server.storage.audit_log import read_audit
from server.storage.database import Database
from tests.factories import NOW, a_case, a_participant, a_recording, a_session, an_account, an_invitation
from tests.support.kept import broken_audit_entry, undelivered
from tests.support.store import COLUMN_KEY, Store

SESSION = SessionId("session1")


async def test_what_is_kept_comes_back_equal(store: Store) -> None:
    async with store.database.begin() as uow:
        assert await uow.cases.get(CaseId("case1")) == a_case()
        assert await uow.cases.by_serial("LY2026-000128") == a_case()
        assert await uow.sessions.get(SESSION) == a_session()
        assert await uow.invitations.get(SESSION, Identity("li")) == an_invitation()
        assert await uow.cases.participant(CaseId("case1"), Identity("li")) == a_participant()
        assert await uow.accounts.by_login("MEDIATOR") == an_account()


async def test_what_was_not_committed_never_happened(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.cases.save(replace(a_case(), claim="另一个请求"))
        await uow.outbox.add(SessionConcluded("LY2026-000128", "session1", "settled", None, NOW), "key")
        await uow.audit.add(Act("system", "case.changed", "case:case1"), NOW)

    async with store.database.begin() as uow:
        assert await uow.cases.get(CaseId("case1")) == a_case()
    assert await undelivered(store.database.engine) == []
    assert await read_audit(store.database.engine) == ()


async def test_an_error_of_the_database_does_not_repeat_what_was_to_be_kept(store: Store) -> None:
    async with store.database.engine.connect() as connection:
        with pytest.raises(DBAPIError) as failed:
            await connection.execute(text("SELECT :name FROM nowhere"), {"name": "李秀兰"})
    assert "李秀兰" not in str(failed.value)


async def test_an_error_inside_undoes_everything(store: Store) -> None:
    async def fail() -> None:
        async with store.database.begin() as uow:
            await uow.sessions.save(a_session().open(NOW))
            await uow.cases.save(replace(a_case(), version=7))
            await uow.commit()

    with pytest.raises(StaleVersionError):
        await fail()

    async with store.database.begin() as uow:
        assert await uow.sessions.get(SESSION) == a_session()


async def test_of_two_changes_to_the_same_state_one_is_refused(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.sessions.save(a_session().open(NOW))
        await uow.commit()

    async with store.database.begin() as uow:
        with pytest.raises(StaleVersionError):
            await uow.sessions.save(a_session().cancel(NOW))

    async with store.database.begin() as uow:
        kept = await uow.sessions.get(SESSION)
    assert kept == replace(a_session().open(NOW), version=1)


async def test_serial_numbers_taken_at_once_are_never_the_same(database: Database) -> None:
    async def take() -> int:
        async with database.begin() as uow:
            number = await uow.cases.next_number(2026)
            await uow.commit()
            return number

    assert sorted(await asyncio.gather(*(take() for _ in range(8)))) == list(range(1, 9))


async def test_writers_at_once_do_not_fork_the_audit_chain(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.begin() as uow:
            await uow.audit.add(Act("system", "test", f"writer:{number}"), NOW)
            await uow.commit()

    await asyncio.gather(*(write(number) for number in range(8)))

    assert [entry.number for entry in await read_audit(database.engine)] == list(range(1, 9))
    assert await broken_audit_entry(database.engine) is None


async def test_a_changed_audit_row_is_found(database: Database) -> None:
    for number in range(3):
        async with database.begin() as uow:
            await uow.audit.add(Act("system", "test", f"step:{number}"), NOW)
            await uow.commit()
    async with database.engine.begin() as connection:
        table = tables.audit_entry
        await connection.execute(table.update().where(table.c.number == 2).values(actor="nobody"))

    assert await broken_audit_entry(database.engine) == 2


async def test_personal_numbers_are_nowhere_readable_in_the_database(store: Store) -> None:
    async with store.database.begin() as uow:
        person = await uow.cases.participant(CaseId("case1"), Identity("li"))
        assert person is not None
        await uow.cases.save_participant(replace(person, email="xiulan@example.org", prefers_email=True))
        await uow.commit()
    async with store.database.begin() as uow:
        kept = await uow.cases.participant(CaseId("case1"), Identity("li"))
        assert kept is not None
        assert (kept.email, kept.prefers_email) == ("xiulan@example.org", True)
    async with store.database.engine.connect() as connection:
        rows = (await connection.execute(select(tables.participant))).all()

    assert rows
    for row in rows:
        assert b"13800006027" not in row.phone_sealed
        assert citizen_number("19680315", "004").encode() not in row.id_number_sealed
        assert "13800006027" not in str(row)
        assert "xiulan" not in str(row)


async def test_a_sealed_number_moved_to_another_person_does_not_open(store: Store) -> None:
    async with store.database.engine.begin() as connection:
        await connection.execute(
            text(
                "UPDATE participant SET phone_sealed ="
                " (SELECT phone_sealed FROM participant WHERE identity = 'li') WHERE identity = 'zhou'"
            )
        )

    async with store.database.begin() as uow:
        with pytest.raises(InvalidTag):
            await uow.cases.participants(CaseId("case1"))


@pytest.mark.usefixtures("store")
async def test_another_key_opens_nothing(url: str) -> None:
    stranger = Database.connect(url, bytes(reversed(COLUMN_KEY[:-1] + b"x")))
    try:
        async with stranger.begin() as uow:
            with pytest.raises(InvalidTag):
                await uow.cases.participants(a_case().id)
    finally:
        await stranger.close()


async def test_an_instant_is_the_same_whatever_clock_wrote_it(store: Store) -> None:
    beijing = NOW.astimezone(timezone(timedelta(hours=8)))
    async with store.database.begin() as uow:
        await uow.sessions.save(replace(a_session(), starts_at=beijing))
        await uow.commit()

    async with store.database.begin() as uow:
        kept = await uow.sessions.get(SESSION)
    assert kept is not None
    assert (kept.starts_at, kept.starts_at.tzinfo) == (NOW, UTC)


async def test_an_instant_without_a_timezone_is_refused(store: Store) -> None:
    naive = datetime(2026, 4, 7, 9, 0)  # noqa: DTZ001 - what must be refused
    async with store.database.begin() as uow:
        with pytest.raises(StatementError):
            await uow.sessions.save(replace(a_session(), starts_at=naive))


async def test_a_session_has_one_outcome_for_ever(store: Store) -> None:
    decision = Decision(OutcomeKind.SETTLED, EndingCode.AGREEMENT, terms="十日内支付")
    outcome = Outcome(SESSION, decision, (), AccountId("mediator1"), "王调解员", NOW)
    async with store.database.begin() as uow:
        await uow.outcomes.add(outcome)
        await uow.commit()

    async with store.database.begin() as uow:
        with pytest.raises(StaleVersionError):
            await uow.outcomes.add(replace(outcome, concluded_at=NOW + timedelta(hours=1)))
        assert await uow.outcomes.get(SESSION) == outcome


async def test_a_key_is_claimed_once_and_known_by_its_content(database: Database) -> None:
    async with database.begin() as uow:
        assert await uow.keys.claim("outcome:1", "key-1", "content", NOW) is True
        await uow.commit()

    async with database.begin() as uow:
        assert await uow.keys.claim("outcome:1", "key-1", "content", NOW) is False
        assert await uow.keys.claim("outcome:2", "key-1", "content", NOW) is True
        with pytest.raises(KeyReusedError):
            await uow.keys.claim("outcome:1", "key-1", "other content", NOW)


async def test_a_key_of_an_undone_transaction_is_free_again(database: Database) -> None:
    async with database.begin() as uow:
        await uow.keys.claim("outcome:1", "key-1", "content", NOW)

    async with database.begin() as uow:
        assert await uow.keys.claim("outcome:1", "key-1", "content", NOW) is True


async def test_recordings_that_are_not_sealed_are_found_after_a_crash(store: Store) -> None:
    sealed = a_recording(id=RecordingId("recording2")).stop(NOW).seal("f" * 64, 3, 1_000, interrupted=False)
    async with store.database.begin() as uow:
        await uow.recordings.add(a_recording())
        await uow.recordings.add(sealed)
        await uow.commit()

    async with store.database.begin() as uow:
        assert await uow.recordings.unsealed() == (a_recording(),)
        assert len(await uow.recordings.of_session(SESSION)) == 2
        assert await uow.recordings.get(RecordingId("recording2")) == sealed


async def test_every_play_stands_in_the_access_log_newest_first(store: Store) -> None:
    viewing = Viewing(
        id=ViewingId("viewing1"),
        session=SESSION,
        account=AccountId("judge1"),
        who="周法官",
        role=Role.JUDGE,
        purpose=ViewingPurpose.COMPLAINT,
        reason="核对投诉内容",
        at=NOW,
    )
    async with store.database.begin() as uow:
        await uow.viewings.add(viewing)
        await uow.viewings.add_play(Play(viewing.id, NOW, PlayAction.PLAY, 0))
        await uow.viewings.add_play(Play(viewing.id, NOW + timedelta(seconds=9), PlayAction.SEEK, 60_000))
        await uow.commit()

    async with store.database.begin() as uow:
        kept = await uow.viewings.of_session(SESSION)
        plays = await uow.viewings.plays(viewing.id)
        is_played = await uow.viewings.is_played(SESSION, NOW - timedelta(hours=1))
        was_played = await uow.viewings.is_played(SESSION, NOW)

    assert kept == (viewing,)
    assert [(one.action, one.at_ms) for one in plays] == [(PlayAction.PLAY, 0), (PlayAction.SEEK, 60_000)]
    assert (is_played, was_played) == (True, False)
