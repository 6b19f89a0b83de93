"""Repositories of the desk: messages to people, and views that staff keep."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.authority import dismissed
from server.domain.beijing import beijing_day
from server.domain.ids import AccountId, CaseId, Identity
from server.domain.party import Role
from server.domain.reminder import TO_CALL, Prompt, PromptState, ReminderKind
from server.domain.standstill import Told
from server.services.ports.desk import Addressee, Leased, SavedView
from server.storage import rows, tables
from server.storage.parties import authority_from
from server.storage.rows import AnyRow
from server.storage.rows.roster import complainant_phone
from server.storage.sealing import ColumnSeal
from server.storage.standstill import told_of
from server.storage.tables import desk as own
from server.storage.tables import parties
from server.storage.tables.intake import case_link
from server.storage.writing import put, upsert

_BEHIND: Final = 20
"""How many messages to nobody are given to the desk on the way to one that somebody can get."""


class SqlPrompts:
    """Implements `ports.desk.Prompts`."""

    def __init__(self, connection: AsyncConnection, seal: ColumnSeal) -> None:
        self._connection = connection
        self._seal = seal

    async def add(self, prompt: Prompt) -> bool:
        """Keep a message; return False when its key is there already, or its addressee acts for nobody any more."""
        if await self._is_dismissed(prompt):
            return False
        state = PromptState.SENT if prompt.for_staff else PromptState.QUEUED
        statement = upsert(self._connection, own.prompt).values(
            key=prompt.key,
            case_id=prompt.case,
            kind=prompt.kind.value,
            identity=prompt.identity,
            account=prompt.account,
            complaint=prompt.complaint,
            text=prompt.text,
            created_at=prompt.created_at,
            state=state.value,
            due_at=prompt.created_at,
            attempts=0,
            sent_at=prompt.created_at if prompt.for_staff else None,
            error=None,
        )
        added = await self._connection.execute(statement.on_conflict_do_nothing())
        return added.rowcount == 1

    async def drop(self, case: CaseId, identity: Identity) -> None:
        """Take back what waits to be sent to a person of a case."""
        table = own.prompt.c
        waits = table.state.in_([PromptState.QUEUED.value, *(state.value for state in TO_CALL)])
        await self._connection.execute(
            delete(own.prompt).where(table.case_id == case, table.identity == identity, waits)
        )

    async def _is_dismissed(self, prompt: Prompt) -> bool:
        """As `server.services.dismissing.is_dismissed`, of whom a message is to; one statement for most people."""
        if prompt.identity is None:
            return False
        table, person = parties.authority, tables.participant
        held = select(table).join(person, person.c.identity == table.c.agent)
        where = held.where(table.c.agent == prompt.identity, person.c.role == Role.AGENT.value)
        found = [authority_from(row) for row in await self._connection.execute(where)]
        return prompt.identity in dismissed(found, beijing_day(prompt.created_at))

    async def lease(self, now: datetime, until: datetime, most: int) -> tuple[Leased, ...]:
        """Take queued messages; a row another process holds is passed over (PostgreSQL), or waited for (SQLite).

        One to a person without telephone and e-mail, or whose holder said that they are somebody else, is no
        carrier's: it goes to the desk, and takes no place among the `most`.
        """
        table, person, complaint = own.prompt, tables.participant, tables.complaint
        own_link = (case_link.c.case_id == table.c.case_id) & (case_link.c.identity == table.c.identity)
        statement = (
            select(table.c.id, table.c.key, table.c.attempts, table.c.text, case_link.c.revoked_at, person)
            .add_columns(table.c.kind.label("prompt_kind"), table.c.complaint, complaint.c.complainant)
            .add_columns(complaint.c.phone_sealed.label("complainant_phone"))
            .outerjoin(person, person.c.identity == table.c.identity)
            .outerjoin(complaint, complaint.c.id == table.c.complaint)
            .outerjoin(case_link, own_link)
            .where(table.c.state == PromptState.QUEUED.value, table.c.due_at <= now)
            .order_by(table.c.due_at, table.c.id)
            .limit(most + _BEHIND)
            .with_for_update(skip_locked=True, of=table)
        )
        found = [(row, self._addressee(row)) for row in (await self._connection.execute(statement)).all()]
        reachable = [(row, who) for row, who in found if (who.phone or who.email) and row.revoked_at is None]
        await self._give_to_the_desk({row.id for row, _ in found} - {row.id for row, _ in reachable})
        taken = update(table).where(table.c.id.in_([row.id for row, _ in reachable[:most]]))
        await self._connection.execute(taken.values(due_at=until, attempts=table.c.attempts + 1))
        return tuple(
            Leased(row.id, row.key, ReminderKind(row.prompt_kind), row.attempts + 1, who, row.text)
            for row, who in reachable[:most]
        )

    def _addressee(self, row: AnyRow) -> Addressee:
        if row.complaint is not None:
            phone = self._seal.open(row.complainant_phone, complainant_phone(row.complaint))
            return Addressee(row.complainant, phone)
        person = rows.participant_from(row, self._seal)
        return Addressee(person.name, person.phone, person.email if person.goes_by_email else "")

    async def _give_to_the_desk(self, prompts: AbstractSet[int]) -> None:
        if prompts:
            where = own.prompt.c.id.in_(prompts)
            await self._connection.execute(update(own.prompt).where(where).values(state=PromptState.DESK.value))

    async def told_of(self, session: str, starts_at: datetime) -> Mapping[str, Told]:
        """Return by person what they were told of a session at this hour while its case stood still."""
        found = await told_of(self._connection, {session: starts_at})
        return {identity: told for (_, identity), told in found.items()}

    async def to_people(self, case: CaseId, kinds: Collection[ReminderKind]) -> tuple[Prompt, ...]:
        """Return the messages of these kinds to people of a case, sent or not, oldest first."""
        table = own.prompt.c
        wanted = table.kind.in_([kind.value for kind in kinds])
        statement = select(own.prompt).where(table.case_id == case, table.identity.is_not(None), wanted)
        found = await self._connection.execute(statement.order_by(table.id))
        return tuple(
            Prompt(row.key, row.case_id, ReminderKind(row.kind), row.identity, None, row.text, row.created_at)
            for row in found
        )

    async def sent(self, prompt: int, at: datetime) -> None:
        """Note that a message is with its carrier."""
        await self._note(prompt, state=PromptState.SENT.value, sent_at=at, error=None)

    async def failed(self, prompt: int, error: str, again_at: datetime | None) -> None:
        """Note that a message was not taken."""
        if again_at is None:
            await self._note(prompt, state=PromptState.FAILED.value, error=error)
        else:
            await self._note(prompt, due_at=again_at, error=error)

    async def _note(self, prompt: int, **values: object) -> None:
        # A message whose lease ended may have been sent by somebody else: that stays so.
        where = (own.prompt.c.id == prompt) & (own.prompt.c.state == PromptState.QUEUED.value)
        await self._connection.execute(update(own.prompt).where(where).values(**values))


class SqlSavedViews:
    """Implements `ports.desk.SavedViews`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, account: AccountId) -> tuple[SavedView, ...]:
        """Return the views of an account, by name."""
        table = own.saved_view
        found = await self._connection.execute(select(table).where(table.c.account == account).order_by(table.c.name))
        return tuple(SavedView(row.name, row.query) for row in found)

    async def put(self, account: AccountId, view: SavedView) -> None:
        """Keep a view, or change the one of that name."""
        await put(self._connection, own.saved_view, {"account": account, "name": view.name, "query": view.query})

    async def remove(self, account: AccountId, name: str) -> None:
        """Forget a view."""
        table = own.saved_view
        await self._connection.execute(delete(table).where(table.c.account == account, table.c.name == name))
