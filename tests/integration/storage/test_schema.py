from sqlalchemy import text

from server.storage.database import Database
from server.storage.schema import differences, upgrade


async def test_the_migrations_make_exactly_the_tables_of_this_program(database: Database) -> None:
    assert await differences(database.engine) == []


async def test_upgrading_again_changes_nothing(url: str, database: Database) -> None:
    await upgrade(url)

    assert await differences(database.engine) == []


async def test_sqlite_keeps_what_was_committed_when_the_power_goes(database: Database) -> None:
    if database.engine.dialect.name != "sqlite":
        return
    async with database.engine.connect() as connection:
        kept = [(await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in PRAGMAS]

    assert dict(zip(PRAGMAS, kept, strict=True)) == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
