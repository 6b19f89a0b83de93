"""Whom messages did not reach, and whom nobody of the staff has reached since."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.account import Account
from server.domain.contact import ContactOutcome
from server.domain.reminder import TO_CALL, PromptState, ReminderKind, session_of, worth_a_call
from server.services.ports.desk import CallView
from server.storage import rows, tables
from server.storage.queries import in_reach
from server.storage.rows import AnyRow
from server.storage.sealing import ColumnSeal
from server.storage.tables.desk import prompt
from server.storage.tables.parties import contact

case_file, person = tables.case_file, tables.participant


async def calls(connection: AsyncConnection, account: Account, seal: ColumnSeal, now: datetime) -> Sequence[CallView]:
    """Return one entry a person, whoever waits longest first."""
    undelivered = (
        select(prompt.c.kind.label("prompt_kind"), prompt.c.state, prompt.c.text, prompt.c.created_at, person)
        .add_columns(prompt.c.key, case_file.c.serial, case_file.c.title.label("case_title"))
        .join(person, person.c.identity == prompt.c.identity)
        .join(case_file, case_file.c.id == prompt.c.case_id)
        .where(prompt.c.state.in_([state.value for state in TO_CALL]), in_reach(account))
        .order_by(prompt.c.created_at, prompt.c.id)
    )
    rows_of_all = (await connection.execute(undelivered)).all()
    begins = await _begins(connection, {session for row in rows_of_all if (session := _session(row))})
    found = [
        row
        for row in rows_of_all
        if worth_a_call(ReminderKind(row.prompt_kind), row.created_at, begins.get(_session(row)), now)
    ]
    tried = await _tried(connection, {row.identity for row in found})
    waiting: dict[str, list[AnyRow]] = defaultdict(list)
    for row in found:
        if not any(outcome == ContactOutcome.REACHED and at >= row.created_at for at, outcome in tried[row.identity]):
            waiting[row.identity].append(row)
    return [_call(rows_of, tried[identity], seal) for identity, rows_of in waiting.items()]


def _session(row: AnyRow) -> str | None:
    return session_of(ReminderKind(row.prompt_kind), row.key)


async def _begins(connection: AsyncConnection, sessions: set[str]) -> dict[str | None, datetime]:
    session = tables.session.c
    found = await connection.execute(select(session.id, session.starts_at).where(session.id.in_(sessions)))
    return {row.id: row.starts_at for row in found}


async def _tried(connection: AsyncConnection, people: set[str]) -> dict[str, list[tuple[datetime, ContactOutcome]]]:
    statement = select(contact.c.identity, contact.c.at, contact.c.outcome).where(contact.c.identity.in_(people))
    tried: dict[str, list[tuple[datetime, ContactOutcome]]] = defaultdict(list)
    for row in await connection.execute(statement):
        tried[row.identity].append((row.at, ContactOutcome(row.outcome)))
    return tried


def _call(messages: list[AnyRow], tried: list[tuple[datetime, ContactOutcome]], seal: ColumnSeal) -> CallView:
    oldest, newest = messages[0], messages[-1]
    who = rows.participant_from(newest, seal)
    return CallView(
        serial=newest.serial,
        title=newest.case_title,
        identity=who.identity,
        name=who.name,
        phone=who.masked_phone,
        email=who.masked_email if who.goes_by_email else "",
        kind=ReminderKind(newest.prompt_kind),
        text=newest.text,
        messages=len(messages),
        since=oldest.created_at,
        why=PromptState(newest.state),
        tries=sum(at >= oldest.created_at for at, _ in tried),
    )
