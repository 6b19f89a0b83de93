from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import inspect, text

from server.domain.audit import Act
from server.domain.limitation import Limitation
from server.domain.secret import digest
from server.services import demo_case, own_case
from server.storage.database import Database
from server.storage.schema import differences, downgrade_engine, upgrade, upgrade_engine
from tests.support.store import Store


async def test_the_migrations_make_exactly_the_tables_of_this_program(database: Database) -> None:
    assert await differences(database.engine) == []


async def test_upgrading_again_changes_nothing(url: str, database: Database) -> None:
    await upgrade(url)

    assert await differences(database.engine) == []


async def test_the_steps_lead_down_and_up_with_cases_in_the_tables(database: Database) -> None:
    demo = await demo_case.seed(Store(database).ports)

    await downgrade_engine(database.engine, "0002")
    await upgrade_engine(database.engine)

    async with database.engine.connect() as connection:
        cases = await connection.execute(text("SELECT serial FROM case_file"))
        people = await connection.execute(text("SELECT count(*) FROM participant"))
    assert demo.serial in set(cases.scalars())
    assert people.scalar_one() >= len(demo.parties)
    assert await differences(database.engine) == []

    await downgrade_engine(database.engine, "base")

    assert await remaining(database) == ({"alembic_version"}, 0)


async def test_a_tick_of_before_is_a_paper_seen_by_whoever_ticked_it_on_that_day(database: Database) -> None:
    await demo_case.seed(Store(database).ports)
    await downgrade_engine(database.engine, "0021")
    tick = """UPDATE authority SET kind = 'representative', papers = '["authority"]' """
    whose = "SELECT count(*) FROM authority JOIN account ON account.id = recorded_by AND account.name = seen_by"
    async with database.engine.begin() as connection:
        ticked = (await connection.execute(text(tick))).rowcount

    await upgrade_engine(database.engine)

    async with database.engine.connect() as connection:
        assert (await connection.execute(text(whose))).scalar_one() == ticked
        unseen = await connection.execute(text("SELECT count(*) FROM authority WHERE seen_on IS NULL"))
        assert unseen.scalar_one() == 0
    assert ticked > 0


async def test_what_was_decided_for_everybody_is_what_each_court_decided_and_a_certificate_is_its_cases(
    database: Database,
) -> None:
    demo = await demo_case.seed(Store(database).ports)
    await downgrade_engine(database.engine, "0038")
    policy = """INSERT INTO retention_policy (version, case_file, recording, protected, reason, changed_by, changed_at)
        VALUES (1, 240, 48, 48, '按院里的规定', '钱主任', '2026-04-01 00:00:00+00')"""
    certificate = """INSERT INTO deletion_certificate
        (id, serial, kept, filed_at, last_day, months, policy, at, gone)
        VALUES ('c1', :serial, 'recording', '2026-04-01 00:00:00+00', '2027-04-01', 12, 1,
            '2027-05-01 00:00:00+00', '[]')"""
    async with database.engine.begin() as connection:
        await connection.execute(text(policy))
        await connection.execute(text(certificate), {"serial": demo.serial})

    await upgrade_engine(database.engine)

    async with database.begin() as uow:
        case = await uow.cases.by_serial(demo.serial)
        assert case is not None
        assert case.court
        carried = [await uow.retention.policy(court) for court in (case.court, "")]
        (shown,) = await uow.retention.certificates((case.court,), 10)
    assert [(one.version, one.case_file) for one in carried if one] == [(1, 240), (1, 240)]
    assert shown.id == "c1"


async def test_the_one_year_that_was_kept_stays_the_year_of_whoever_it_was_and_others_may_have_theirs(
    database: Database,
) -> None:
    demo = await demo_case.seed(Store(database).ports)
    async with database.begin() as uow:
        case = await uow.cases.by_serial(demo.serial)
        assert case is not None
        whose, other = [one.identity for one in await uow.cases.participants(case.id)][:2]
        await uow.limitations.forget(case.id, whose)
        await uow.commit()
    await downgrade_engine(database.engine, "0044")
    kept = """INSERT INTO limitation (case_id, known_on, pay, other, identity)
        VALUES (:case, '2025-06-03', false, true, :whose)"""
    async with database.engine.begin() as connection:
        await connection.execute(text("DELETE FROM limitation WHERE case_id = :case"), {"case": case.id})
        await connection.execute(text(kept), {"case": case.id, "whose": whose})

    await upgrade_engine(database.engine)

    own = Limitation(case.id, date(2025, 6, 3), None, None, pay=False, other=True, identity=whose)
    async with database.begin() as uow:
        assert (await uow.limitations.of_cases([case.id]))[case.id] == (own,)
        await uow.limitations.put(replace(own, identity=other, known_on=date(2025, 9, 9)))
        found = (await uow.limitations.of_cases([case.id]))[case.id]
        await uow.commit()
    assert {one.identity: one.known_on for one in found} == {whose: date(2025, 6, 3), other: date(2025, 9, 9)}

    await downgrade_engine(database.engine, "0044")

    async with database.engine.connect() as connection:
        left = await connection.execute(
            text("SELECT identity FROM limitation WHERE case_id = :case"), {"case": case.id}
        )
    assert list(left.scalars()) == [whose]


async def test_who_was_ticked_as_named_first_came_when_the_audit_log_says_and_a_link_that_began_its_draft_is_known(
    database: Database,
) -> None:
    store = Store(database)
    demo = await demo_case.seed(store.ports)
    new, secret = await own_case.start(store.ports)
    async with database.begin() as uow:
        case = await uow.cases.by_serial(demo.serial)
        assert case is not None
        one = (await uow.cases.participants(case.id))[0]
        facts = (("identity", one.identity), ("in_first_papers", "true"))
        await uow.audit.add(Act("account:clerk1", "party.added", f"case:{case.id}", facts), LATER)
        await uow.cases.save_participant(replace(one, added_at=None, entered_at=LATER))
        await uow.commit()

    await downgrade_engine(database.engine, "0044")
    await upgrade_engine(database.engine)

    async with database.begin() as uow:
        came = {each.identity: each.entered_at for each in await uow.cases.participants(case.id)}
        link = await uow.case_links.by_token(digest(new.token))
    assert came[one.identity] == LATER
    assert set(came.values()) <= {LATER, None}
    assert link is not None
    assert (link.began, link.device_digest) == (True, digest(secret))


LATER = datetime(2026, 5, 6, 1, 2, 3, tzinfo=UTC)


async def remaining(database: Database) -> tuple[set[str], int]:
    """Return the tables and the number of our functions in the database."""
    async with database.engine.connect() as connection:
        tables = await connection.run_sync(lambda plain: set(inspect(plain).get_table_names()))
        if database.engine.dialect.name == "sqlite":
            return tables, 0
        functions = await connection.execute(text("SELECT count(*) FROM pg_proc WHERE proname LIKE 'refuse%'"))
        return tables, functions.scalar_one()


async def test_sqlite_keeps_what_was_committed_when_the_power_goes(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        return
    async with database.engine.connect() as connection:
        kept = [(await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in PRAGMAS]

    assert dict(zip(PRAGMAS, kept, strict=True)) == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_a_warning_of_before_is_one_of_the_last_day_as_it_stands_and_does_not_come_again(
    database: Database,
) -> None:
    demo = await demo_case.seed(Store(database).ports)
    clocks = """INSERT INTO case_clock
        (case_id, key, rule, who, starts_on, nominal_on, due_on, state, is_provisional) VALUES
        (:case, 'term', 'MEDIATE_30D', '', '2026-12-04', '2027-01-03', '2027-01-04', 'running', true),
        (:case, 'confirmation', 'ARB_REVIEW_15D', '', '2026-12-01', '2026-12-31', '2026-12-31', 'running', false)"""
    prompt = """INSERT INTO prompt (key, case_id, kind, text, created_at, state, due_at, attempts)
        VALUES (:key, :case, :kind, '', '2026-12-28 00:00:00+00', 'sent', '2026-12-28 00:00:00+00', 1)"""
    kept = {
        "term_3_days_left": "term_3_days_left:c:2027-01-03:mediator1",
        "confirmation_3_days_left": "confirmation_3_days_left:c:2026-12-31:li",
        "own_day_3_days_left": "own_day_3_days_left:c:sue:li:2027-01-04:li",
    }
    async with database.begin() as uow:
        case = await uow.cases.by_serial(demo.serial)
    assert case is not None
    await downgrade_engine(database.engine, "0044")
    async with database.engine.begin() as connection:
        for table in ("case_clock", "prompt"):
            await connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - two names of ours
        await connection.execute(text(clocks), {"case": case.id})
        for kind, key in kept.items():
            await connection.execute(text(prompt), {"case": case.id, "kind": kind, "key": key})

    await upgrade_engine(database.engine)

    async with database.engine.connect() as connection:
        found = {row.kind: row.key for row in await connection.execute(text("SELECT kind, key FROM prompt"))}
    assert found == kept | {"term_3_days_left": "term_3_days_left:c:2027-01-03/2027-01-04:mediator1"}
