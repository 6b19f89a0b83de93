"""Statements that write a row once, replace it, or change it only if nobody else did."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.errors import StaleVersionError

Values = Mapping[str, Any]


def upsert(connection: AsyncConnection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Return an insert that knows `on_conflict…`, in the words of the connection's database."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


async def put(connection: AsyncConnection, table: Table, values: Values) -> None:
    """Insert the row, or replace what stands under its primary key."""
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    statement = upsert(connection, table).values(**values)
    await connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))


async def save_version(
    connection: AsyncConnection, table: Table, where: ColumnElement[bool], version: int, values: Values
) -> None:
    """Update the row if it still has `version`. Raises `StaleVersionError` when somebody else was faster."""
    statement = update(table).where(where, table.c.version == version).values(**values, version=version + 1)
    changed = await connection.execute(statement)
    if changed.rowcount != 1:
        raise StaleVersionError(table=table.name)


async def add_once(connection: AsyncConnection, table: Table, values: Values) -> None:
    """Insert a row that there can be only one of. Raises `StaleVersionError` when somebody else was faster."""
    added = await connection.execute(upsert(connection, table).values(**values).on_conflict_do_nothing())
    if added.rowcount != 1:
        raise StaleVersionError(table=table.name)
